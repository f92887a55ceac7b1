"""The front door opens at once: help loads neither models nor tables nor templates."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("spacy", "thinc", "presidio_analyzer", "pyarrow", "numpy", "jinja2", "pydantic", "rich", "stdnum", "yaml")


def _loaded(*arguments: str) -> set[str]:
    """Top-level modules that a fresh `audit ...` loads."""
    command = [sys.executable, "-X", "importtime", "-m", "auditor", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = (line for line in done.stderr.splitlines() if line.startswith("import time:"))
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("scan", "--help")], ids=" ".join)
def test_help_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    loaded = _loaded(*arguments)
    assert "click" in loaded
    assert loaded.isdisjoint(HEAVY), loaded & set(HEAVY)
