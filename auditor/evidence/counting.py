"""Findings of two scans, counted against each other: a finding is the same if value, entity and file are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from auditor.document import EntityRow


@dataclass(frozen=True, slots=True)
class Change:
    """A value of an entity in a file that is found more or less often than before."""

    path: str
    entity: str
    fingerprint: str
    masked: str
    old: int
    new: int

    @property
    def more(self) -> int:
        """How many are new."""
        return max(0, self.new - self.old)

    @property
    def less(self) -> int:
        """How many are gone."""
        return max(0, self.old - self.new)


@dataclass(frozen=True, slots=True)
class EntityChange:
    """How often an entity was found before and now."""

    entity: str
    old: int
    new: int


class Counted:
    """The findings of one scan, by path, entity and fingerprint."""

    def __init__(self, findings: Iterable[Mapping[str, object]]) -> None:
        self.counts: Counter[tuple[str, str, str]] = Counter()
        self.masked: dict[tuple[str, str, str], str] = {}
        for row in findings:
            key = (str(row["path"]), str(row["entity"]), str(row["fingerprint"]))
            self.counts[key] += 1
            self.masked.setdefault(key, str(row["masked"]))


def changes(old: Counted, new: Counted) -> list[Change]:
    """What is new and what is gone, sorted by path, entity and fingerprint."""
    return [
        Change(*key, new.masked.get(key) or old.masked[key], old.counts[key], new.counts[key])
        for key in sorted(old.counts.keys() | new.counts.keys())
        if old.counts[key] != new.counts[key]
    ]


def entity_changes(old: Mapping[str, EntityRow], new: Mapping[str, EntityRow]) -> list[EntityChange]:
    """Entities that are found more or less often: all that can be said of two keys."""
    counts = {name: tuple(side[name].count if name in side else 0 for side in (old, new)) for name in {**old, **new}}
    return [EntityChange(name, *counts[name]) for name in sorted(counts) if counts[name][0] != counts[name][1]]
