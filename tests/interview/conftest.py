"""Shared by the tests of the interview: the shipped policies and words, and a way to start one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from auditor.interview.session import Interview
from auditor.interview.template import template
from auditor.interview.words import Words
from auditor.policy.checked import load_checked
from auditor.policy.load import PolicyBase, load_policies

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def base() -> PolicyBase:
    return load_policies()


@pytest.fixture(scope="session")
def words(base: PolicyBase) -> Words:
    return load_checked(base.root / "interview.yaml", Words)


@pytest.fixture(scope="session")
def blank(base: PolicyBase, words: Words) -> str:
    return template(base, words)


@pytest.fixture
def start(base: PolicyBase, blank: str) -> Callable[..., Interview]:
    """An interview over a text, the template without one, on a fixed day."""

    def begin(text: str | None = None, **more: object) -> Interview:
        content = blank if text is None else text
        return Interview(base, Path("audit.yaml"), content, today=TODAY, **more)  # type: ignore[arg-type]

    return begin
