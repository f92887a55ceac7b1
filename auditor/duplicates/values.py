"""How often each value stands in the dataset: by keyed fingerprints out of the findings, never by the value itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from auditor.counts import Counts
from auditor.duplicates.literature import CLASSES, class_of
from auditor.taxonomy import load_taxonomy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

#: Values that name one person or open one door: repeated, they are to a model what planted canaries are.
CANARIES = (
    "security.credential",
    "gov_id.",
    "payment.",
    "financial.account",
    "financial.wallet",
    "contact.email",
    "contact.phone",
    "contact.address",
    "special.health.record_id",
    "online.account",
)
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Repeated:
    """A value that stands in several records."""

    entity: str
    category: str
    masked: str
    fingerprint: str
    records: int


@dataclass(slots=True)
class EntityValues:
    """The values of one entity."""

    distinct: int = 0
    repeated: int = 0
    most: int = 0
    classes: dict[str, int] = field(default_factory=lambda: {row.id: 0 for row in CLASSES})


@dataclass(slots=True)
class Values:
    """All values by entity, and the canary-like ones that stand in most records."""

    entities: dict[str, EntityValues] = field(default_factory=dict)
    canaries: tuple[Repeated, ...] = ()
    canary_values: int = 0  # distinct, in two records or more


def count_values(findings: Callable[[], Iterable[dict[str, Any]]]) -> Values:
    """Count the records of each value; `findings` gives a fresh pass in the order of the report."""
    names: dict[str, int] = {}
    counts = Counts(2)
    for entity, fingerprint in _once_per_record(findings()):
        counts.add((names.setdefault(entity, len(names)), int(fingerprint, 16)))
    known = list(names)
    values = Values()
    tops: list[tuple[int, str, str]] = []
    for (number, fingerprint), records in zip(counts.rows.tolist(), counts.counts.tolist(), strict=True):
        entity = known[number]
        _note(values.entities.setdefault(entity, EntityValues()), records)
        if records > 1 and _category(entity).startswith(CANARIES):
            values.canary_values += 1
            tops.append((-records, entity, f"{fingerprint:016x}"))
            if len(tops) > 4 * _SHOWN:
                tops = sorted(tops)[:_SHOWN]
    values.entities = dict(sorted(values.entities.items()))
    values.canaries = tuple(_shown(sorted(tops)[:_SHOWN], findings))
    return values


def _once_per_record(findings: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Entity and fingerprint, once for each record that holds the value; findings of a record stand together."""
    place: tuple[Any, Any] | None = None
    seen: set[tuple[str, str]] = set()
    for row in findings:
        if row.get("part", "value") != "value":
            continue
        if (row["path"], row["record"]) != place:
            place, seen = (row["path"], row["record"]), set()
        value = (row["entity"], row["fingerprint"])
        if value not in seen:
            seen.add(value)
            yield value


def _category(entity: str) -> str:
    return load_taxonomy().category_of(entity) or ""


def _note(entity: EntityValues, records: int) -> None:
    entity.distinct += 1
    entity.repeated += records > 1
    entity.most = max(entity.most, records)
    entity.classes[class_of(records).id] += 1


def _shown(tops: list[tuple[int, str, str]], findings: Callable[[], Iterable[dict[str, Any]]]) -> Iterator[Repeated]:
    """The same with the mask of the first finding of each."""
    wanted = {(entity, fingerprint): "" for _, entity, fingerprint in tops}
    left = len(wanted)
    for row in findings() if tops else ():
        value = (row["entity"], row["fingerprint"])
        if value in wanted and not wanted[value]:
            wanted[value] = row["masked"]
            left -= 1
            if not left:
                break
    for records, entity, fingerprint in tops:
        yield Repeated(entity, _category(entity), wanted[entity, fingerprint], fingerprint, -records)
