"""The profile: what a dataset holds, as counts and masked examples. `merge` is associative and commutative."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from auditor.model import Finding, Skipped

#: Distinct values are counted exactly up to here and estimated beyond (k minimum values; error about 1/sqrt(k)).
DISTINCT_LIMIT = 4096
RECORD_LIMIT = 65536
EXAMPLES = 5
#: Field patterns and files kept by name; the rest is counted together.
NAMES_LIMIT = 2000
#: Words in a text are counted up to here; a text with more sets `data.free_text` by itself.
WORDS_CAP = 50
_RANGE = 2.0**64


@dataclass(slots=True)
class Distinct:
    """How many different values there are, and in how many records each of a sample stands."""

    limit: int = DISTINCT_LIMIT
    kept: dict[int, int] = field(default_factory=dict)  # keyed 64-bit hash -> records
    full: bool = False  # something was dropped: counts are estimates

    def add(self, number: int, records: int = 1) -> None:
        """Count a value that stands in `records` further records."""
        self.kept[number] = self.kept.get(number, 0) + records
        if len(self.kept) > 2 * self.limit:
            self.trim()

    def trim(self) -> None:
        """Keep the smallest hashes only."""
        if len(self.kept) > self.limit:
            self.kept = dict(sorted(self.kept.items())[: self.limit])
            self.full = True

    def merge(self, other: Distinct) -> None:
        """Add what another sketch counted; a hash is comparable only below both sketches' horizons."""
        for number, records in other.kept.items():
            self.kept[number] = self.kept.get(number, 0) + records
        self.full = self.full or other.full
        if len(self.kept) > 2 * self.limit:  # trimming sorts: not at each of thousands of merges
            self.trim()

    @property
    def count(self) -> int:
        """Number of distinct values: exact unless `full`."""
        self.trim()
        if not self.full:
            return len(self.kept)
        return round((len(self.kept) - 1) * _RANGE / max(self.kept))

    @property
    def repeated(self) -> int:
        """Distinct values that stand in more than one record (scaled up where `full`)."""
        self.trim()
        many = sum(1 for records in self.kept.values() if records > 1)
        return many if not self.full else round(many * self.count / len(self.kept))


@dataclass(slots=True)
class EntityStats:
    """Counts of one entity."""

    count: int = 0
    records: int = 0
    distinct: Distinct = field(default_factory=Distinct)
    detectors: Counter[str] = field(default_factory=Counter)
    details: Counter[str] = field(default_factory=Counter)  # closed-list words of detectors -> findings
    persons: Counter[str] = field(default_factory=Counter)  # of names: private, public, unclear -> findings
    confidence: Counter[str] = field(default_factory=Counter)  # high, medium, low -> findings, by score


@dataclass(slots=True)
class CategoryStats:
    """Counts of one category."""

    count: int = 0
    records: int = 0
    with_person: int = 0  # records that also identify a person
    statuses: Counter[str] = field(default_factory=Counter)
    entities: Counter[str] = field(default_factory=Counter)
    files: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)  # with list positions folded: messages[].content
    examples: list[Finding] = field(default_factory=list)  # the EXAMPLES smallest by place


@dataclass(slots=True)
class Profile:
    """Everything that is kept of a dataset, or of a shard of it."""

    records: int = 0
    fields: int = 0
    chars: int = 0
    findings: int = 0
    records_affected: int = 0
    languages: Counter[str] = field(default_factory=Counter)  # texts
    language_chars: Counter[str] = field(default_factory=Counter)
    shapes: Counter[str] = field(default_factory=Counter)  # records
    entities: dict[str, EntityStats] = field(default_factory=dict)
    categories: dict[str, CategoryStats] = field(default_factory=dict)
    signals: Counter[str] = field(default_factory=Counter)  # records by what stands together (linking.py)
    words: dict[str, Counter[int]] = field(default_factory=dict)  # field pattern -> words in a text -> texts
    record_texts: Distinct = field(default_factory=lambda: Distinct(RECORD_LIMIT))
    personal_texts: Distinct = field(default_factory=lambda: Distinct(RECORD_LIMIT))  # of records with personal hits
    works: Distinct = field(default_factory=Distinct)  # passages of marked works -> records that hold them
    quasi: dict[str, Distinct] = field(default_factory=dict)  # table -> classes of equal quasi-identifiers
    quasi_names: dict[str, tuple[str, ...]] = field(default_factory=dict)  # table -> columns proposed

    def merge(self, other: Profile) -> None:
        """Add another profile to this one."""
        for slot in fields(self):
            mine, theirs = getattr(self, slot.name), getattr(other, slot.name)
            if isinstance(mine, int):
                setattr(self, slot.name, mine + theirs)
            elif isinstance(mine, Counter):
                mine.update(theirs)
            elif isinstance(mine, Distinct):
                mine.merge(theirs)
        _merge_each(self.entities, other.entities, _merge_entity)
        _merge_each(self.categories, other.categories, _merge_category)
        _merge_each(self.words, other.words, lambda a, b: a.update(b))
        _merge_each(self.quasi, other.quasi, lambda a, b: a.merge(b))
        self.quasi_names = {**self.quasi_names, **other.quasi_names}
        self.words = _bounded(self.words)

    def settle(self) -> None:
        """Trim every sketch: what is read of them must not depend on the order of merging."""
        entities = (stats.distinct for stats in self.entities.values())
        for sketch in (self.record_texts, self.personal_texts, self.works, *self.quasi.values(), *entities):
            sketch.trim()


@dataclass(slots=True)
class ShardResult:
    """What a worker hands back of a shard: nothing in it can hold a raw value."""

    profile: Profile = field(default_factory=Profile)
    findings: list[Finding] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    texts: int = 0
    repeated_texts: int = 0
    records_passed: int = 0  # of a sample: records that it left out
    unread: int = 0  # of a sample: bytes that stand for them
    cached: bool = False


def _merge_each(mine: dict[str, Any], theirs: Mapping[str, Any], merge: Any) -> None:
    for name, stats in theirs.items():
        if name in mine:
            merge(mine[name], stats)
        else:
            mine[name] = stats


def _merge_entity(mine: EntityStats, theirs: EntityStats) -> None:
    mine.count += theirs.count
    mine.records += theirs.records
    mine.distinct.merge(theirs.distinct)
    mine.detectors.update(theirs.detectors)
    mine.details.update(theirs.details)
    mine.persons.update(theirs.persons)
    mine.confidence.update(theirs.confidence)


def _merge_category(mine: CategoryStats, theirs: CategoryStats) -> None:
    mine.count += theirs.count
    mine.records += theirs.records
    mine.with_person += theirs.with_person
    for name in ("statuses", "entities", "files", "fields"):
        getattr(mine, name).update(getattr(theirs, name))
    mine.files, mine.fields = _largest(mine.files), _largest(mine.fields)
    mine.examples = smallest(mine.examples + theirs.examples)


def smallest(findings: Iterable[Finding]) -> list[Finding]:
    """The examples that are kept: first by place, at most one of the same value."""
    seen: dict[str, Finding] = {}
    for finding in sorted(findings, key=lambda f: (f.path, *f.order)):
        seen.setdefault(finding.fingerprint, finding)
    return list(seen.values())[:EXAMPLES]


def _largest(counter: Counter[str]) -> Counter[str]:
    if len(counter) <= NAMES_LIMIT:
        return counter
    return Counter(dict(sorted(counter.items(), key=lambda item: (-item[1], item[0]))[:NAMES_LIMIT]))


def _bounded(words: dict[str, Counter[int]]) -> dict[str, Counter[int]]:
    return words if len(words) <= NAMES_LIMIT else dict(sorted(words.items())[:NAMES_LIMIT])
