"""Shared by the tests of policies: the shipped policies, loaded once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.policy.declaration import Declaration, load_declaration
from auditor.policy.load import PolicyBase, load_policies

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="session")
def base() -> PolicyBase:
    return load_policies()


@pytest.fixture
def declare(base: PolicyBase, tmp_path: Path) -> Callable[[str], Declaration]:
    """Writes an audit.yaml and loads it."""

    def load(text: str) -> Declaration:
        path = tmp_path / "audit.yaml"
        path.write_text(text, encoding="utf-8")
        return load_declaration(path, base)

    return load
