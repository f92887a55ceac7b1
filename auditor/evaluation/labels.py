"""Which finding is right for which label: equal names, and the few names that say the same or more."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from auditor.errors import ConfigError
from auditor.yaml_io import load_foreign_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: A town inside an address is found where the address is, and the other way round; the same for dates of birth.
_FINDINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ADDRESS": ("ADDRESS", "LOCATION"),
        "LOCATION": ("LOCATION", "ADDRESS"),
        "DATE_OF_BIRTH": ("DATE_OF_BIRTH", "DATE_TIME"),
        "DATE_TIME": ("DATE_TIME", "DATE_OF_BIRTH"),
    }
)
#: Every secret is one label: whose token it is matters less than that it is one.
_PATTERNS = (("^SECRET(_|$)", "SECRET"),)


@dataclass(frozen=True)
class Labels:
    """Names of gold and of findings as labels; a name that is not listed stands for itself."""

    gold: Mapping[str, str | None] = field(default_factory=dict)  # None: marked, and not scored
    findings: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _FINDINGS)
    patterns: tuple[tuple[str, str], ...] = _PATTERNS

    @cached_property
    def _compiled(self) -> list[tuple[re.Pattern[str], str]]:
        return [(re.compile(pattern), label) for pattern, label in self.patterns]

    def _by_pattern(self, name: str) -> str:
        return next((label for pattern, label in self._compiled if pattern.search(name)), name)

    def of_gold(self, name: str) -> str | None:
        """The label of a gold entity; None where it is not scored."""
        return self.gold[name] if name in self.gold else self._by_pattern(name)

    def of_finding(self, name: str) -> tuple[str, ...]:
        """The labels a finding satisfies; the first is its own."""
        if name in self.findings:
            return self.findings[name]
        label = self._by_pattern(name)
        known = self.gold.get(name)
        return (known,) if label == name and known is not None else (label,)


def load_labels(path: Path | None) -> Labels:
    """The built-in names, or those of a YAML file with the sections gold, findings and patterns."""
    if path is None:
        return Labels()
    document = load_foreign_yaml(path)
    sections: dict[str, Any] = document if isinstance(document, dict) else {"": None}
    known = {"gold", "findings", "patterns", "coarse"}
    if not set(sections) <= known or not all(isinstance(part, dict) for part in sections.values()):
        raise ConfigError(
            f"{path}: not a map of labels", "its sections are gold, findings and patterns, each with names"
        )
    findings = {str(name): _several(label) for name, label in (sections.get("findings") or {}).items()}
    patterns = tuple((str(pattern), str(label)) for pattern, label in (sections.get("patterns") or {}).items())
    for pattern, _ in patterns:
        _check(path, pattern)
    gold = {str(name): None if label is None else str(label) for name, label in (sections.get("gold") or {}).items()}
    return Labels(gold, findings, patterns)


def _several(label: Any) -> tuple[str, ...]:
    return tuple(map(str, label)) if isinstance(label, list) else (str(label),)


def _check(path: Path, pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        problem = error.msg
    else:
        return
    raise ConfigError(f"{path}: a pattern is no regular expression: {problem}", "use the syntax of Python's re module")
