"""Work counted in calls: the same on every machine and under any load."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


def _counted(run: Callable[[], object]) -> int:
    """How many functions of Python and of C a run enters."""
    calls = 0

    def note(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(before)
    return calls


@pytest.fixture(name="calls")
def _calls() -> Callable[[Callable[[], object]], int]:
    """Counts the calls of a run."""
    return _counted
