"""What is to be redacted, and in which way: from names, categories and globs to one answer per entity."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from auditor.errors import UsageError
from auditor.taxonomy import load_taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Way(StrEnum):
    """How a value is replaced; what a way can't do for an entity is masked."""

    MASK = "mask"
    LABEL = "label"
    SHAPE = "shape"
    REMOVE = "remove"
    GENERALISE = "generalise"
    SURROGATE = "surrogate"


#: Where spans overlap, the way that leaves least wins.
STRICTEST = (Way.REMOVE, Way.MASK, Way.LABEL, Way.SHAPE, Way.SURROGATE, Way.GENERALISE)


@dataclass(frozen=True)
class Plan:
    """Patterns of what is redacted, and of how."""

    patterns: tuple[str, ...]
    ways: tuple[tuple[str, Way], ...] = ()
    default: Way = Way.MASK
    unlinked: bool = True  # Art. 9 and 10 content that is about nobody, too
    _known: dict[str, Way | None] = field(default_factory=dict, repr=False, compare=False)

    def way_of(self, entity: str) -> Way | None:
        """How an entity is replaced; None where it stays."""
        if entity not in self._known:
            covered = any(_names(pattern, entity) for pattern in self.patterns)
            chosen = next((way for pattern, way in self.ways if _names(pattern, entity)), self.default)
            self._known[entity] = chosen if covered else None
        return self._known[entity]

    def chosen(self, entities: Iterable[str]) -> dict[str, str]:
        """The way of each covered entity among some."""
        return {name: way.value for name in sorted(entities) if (way := self.way_of(name)) is not None}

    @property
    def told(self) -> dict[str, object]:
        """The plan as the manifest tells it; a copy can only be resumed under the same."""
        return {
            "patterns": sorted(self.patterns),
            "ways": [[pattern, way.value] for pattern, way in self.ways],
            "default": self.default.value,
            "unlinked": self.unlinked,
        }


def _names(pattern: str, entity: str) -> bool:
    category = load_taxonomy().category_of(entity) or ""
    return fnmatchcase(entity, pattern) or fnmatchcase(category, pattern) or category.startswith(f"{pattern}.")


def parse_plan(entities: Sequence[str], how: Sequence[str], *, unlinked: bool = True) -> Plan:
    """`--entities` and `--how` of the command line; raises UsageError for a way or entity that does not exist."""
    patterns = tuple(dict.fromkeys(part.strip() for text in entities for part in text.split(",") if part.strip()))
    for pattern in patterns:
        _check(pattern, "--entities")
    ways: list[tuple[str, Way]] = []
    default = Way.MASK
    for text in (part.strip() for whole in how for part in whole.split(",") if part.strip()):
        pattern, sign, word = text.rpartition("=")
        way = _way(word)
        if sign:
            _check(pattern, "--how")
            ways.append((pattern, way))
        else:
            default = way
    return Plan(patterns, tuple(ways), default, unlinked)


def _way(word: str) -> Way:
    if word not in [way.value for way in Way]:
        known = ", ".join(way.value for way in Way)
        raise UsageError(
            f"--how: no such way: {word[:40]}", f"one of {known}; for one category: contact.email=surrogate"
        )
    return Way(word)


def _check(pattern: str, option: str) -> None:
    taxonomy = load_taxonomy()
    entities = [name for row in taxonomy.categories.values() for name in row.entities]
    known = any(_names(pattern, name) for name in entities) or any(
        fnmatchcase(row, pattern) or row.startswith(f"{pattern}.") for row in taxonomy.categories
    )
    named = any(fnmatchcase(glob.replace("*", "x"), pattern) for glob, _ in taxonomy.patterns)
    if not (known or named or taxonomy.category_of(pattern) is not None):
        hint = "an entity (EMAIL_ADDRESS), a category (contact.email, special) or a glob (SECRET_*)"
        raise UsageError(f"{option}: nothing is called {pattern[:60]}", hint)
