"""From the name of an entity to its category and what that category means in law (`policies/taxonomy.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from typing import TYPE_CHECKING, Any

from auditor.resources import resource_dir
from auditor.yaml_io import load_yaml

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Category:
    """One row of the taxonomy."""

    id: str
    legal: str
    basis: tuple[str, ...]
    entities: tuple[str, ...]
    detect: str  # D direct, I indirect (recall below that of patterns), X not detectable
    dpv: str | None = None
    fides: str | None = None
    fact: str | None = None  # measured fact that a hit sets
    also: str | None = None
    asks: str | None = None  # declared fact that a hit raises the question of
    kind: str | None = None  # kind of special category
    note: str | None = None


@dataclass(frozen=True)
class Taxonomy:
    """All categories and the families of entity names."""

    categories: dict[str, Category]
    patterns: tuple[tuple[str, str], ...]
    unmapped: frozenset[str]
    homes: dict[str, str | None] = field(default_factory=dict, repr=False, compare=False)  # names met so far

    def category_of(self, entity: str) -> str | None:
        """Category id of an entity; None for a name that no finding may carry."""
        if entity not in self.homes:
            self.homes[entity] = self._find(entity)
        return self.homes[entity]

    def _find(self, entity: str) -> str | None:
        named = next((category.id for category in self.categories.values() if entity in category.entities), None)
        if named is not None or entity in self.unmapped:
            return named
        return next((category for glob, category in self.patterns if fnmatchcase(entity, glob)), None)


@cache
def load_taxonomy(path: Path | None = None) -> Taxonomy:
    """The shipped taxonomy, or the one at `path`; once per process."""
    raw = load_yaml(path or resource_dir("policies") / "taxonomy.yaml")
    rows = [_category(row) for row in raw["categories"]]
    return Taxonomy(
        {row.id: row for row in rows},
        tuple((x["pattern"], x["category"]) for x in raw["entity_patterns"]),
        frozenset(x["entity"] for x in raw["unmapped"]),
    )


def _category(row: dict[str, Any]) -> Category:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Category(**values)
