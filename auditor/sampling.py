"""Draws the units of a labelled sample from a scanned dataset, and reads them again for the labeller's eyes.

The scan says which records have findings; a second pass reads the data without detection and puts every record into
its urn. Places stay in this process: what is kept is a keyed fingerprint of each unit.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from auditor.assurance.deck import Card, Passage
from auditor.assurance.design import Design, Drawn, Urn, rank_of
from auditor.assurance.outcome import Frame, Unit
from auditor.assurance.words import Strand, kind_of
from auditor.errors import AuditError
from auditor.model import Part, Record
from auditor.readers.read import read
from auditor.redaction import printable
from auditor.worker import Sight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from auditor.assurance.labels import Spec
    from auditor.detectors.base import Settings
    from auditor.model import Field, Shard
    from auditor.redaction import Key

    Findings = Callable[[], Iterable[dict[str, Any]]]

_POSITION = re.compile(r"\[\d+\]")
#: Characters of a record that tell its language.
_LANGUAGE_CHARS = 2000
_BY_CATEGORY = Design("category", equal=True)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a unit stands; never shown or kept."""

    shard: int  # the one in which the record begins
    record: int
    finding: dict[str, Any] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Ground:
    """A dataset as a sample sees it: its shards in order, and its findings."""

    shards: Sequence[Shard]
    findings: Findings
    settings: Settings
    key: Key


@dataclass(frozen=True)
class Sample:
    """The units with what they were drawn from, and where they stand."""

    frame: Frame
    spots: dict[str, Spot] = field(repr=False)

    @property
    def units_sha256(self) -> str:
        """A digest over all units in order."""
        return hashlib.sha256("\n".join(unit.id for unit in self.frame.units).encode()).hexdigest()


def draw(ground: Ground, spec: Spec) -> Sample:
    """The sample that a spec names."""
    clean, flagged = _records(ground, spec)
    found = _findings(ground, spec)
    kinds = _kinds(ground, {(ground.shards[spot.shard].shown, spot.record) for _, spot in flagged.units})
    units: list[tuple[Unit, Spot]] = []
    for strand, drawn in ((Strand.UNFLAGGED, clean), (Strand.FINDING, found), (Strand.FLAGGED, flagged)):
        for stratum, spot in drawn.units:
            place = ground.shards[spot.shard]
            unit = Unit(
                _unit_id(ground, strand, spot),
                strand,
                stratum,
                stratum if strand is Strand.FINDING else "",
                kinds.get((place.shown, spot.record), ()) if strand is Strand.FLAGGED else (),
            )
            units.append((unit, spot))
    sizes = {Strand.UNFLAGGED: clean.sizes, Strand.FINDING: found.sizes, Strand.FLAGGED: flagged.sizes}
    frame = Frame(tuple(unit for unit, _ in units), sizes)
    return Sample(frame, {unit.id: spot for unit, spot in units})


def _unit_id(ground: Ground, strand: Strand, spot: Spot) -> str:
    """A keyed fingerprint of the unit's place."""
    parts = [strand.value, ground.shards[spot.shard].path, str(spot.record)]
    if spot.finding is not None:
        parts += [str(spot.finding[name]) for name in ("field", "start", "end", "entity")]
    return f"{ground.key.digest('assure', *parts):016x}"


# ---------------------------------------------------------------- drawing


def _records(ground: Ground, spec: Spec) -> tuple[Drawn[Spot], Drawn[Spot]]:
    """Records without findings by the design, and records with findings at random."""
    hits: dict[str, set[int]] = defaultdict(set)
    for row in ground.findings():
        if row.get("part") != Part.PATH.value:
            hits[str(row["path"])].add(int(row["record"]))
    clean: Urn[Spot] = Urn(spec.n)
    flagged: Urn[Spot] = Urn(spec.flagged)
    stratum_of = _Strata(spec.design.by, ground)
    for number, shard in enumerate(ground.shards):
        for record in _begun(shard):
            rank = rank_of(spec.seed, "record", shard.path, str(record.index))
            spot = Spot(number, record.index)
            if record.index in hits.get(shard.shown, ()):
                flagged.add("", rank, spot)
            else:
                clean.add(stratum_of(shard, record), rank, spot)
    return clean.draw(spec.n, spec.design), flagged.draw(spec.flagged, Design())


def _begun(shard: Shard) -> Iterator[Record]:
    """The records that begin in a shard."""
    for item in read(shard):
        if isinstance(item, Record) and not any(text.offset for text in item.fields if text.part is Part.VALUE):
            yield item


class _Strata:
    """The stratum of a record, by name; a field's name is masked where reports mask it."""

    def __init__(self, by: str, ground: Ground) -> None:
        self.by, self.key = by, ground.key
        self.sight = Sight(ground.settings) if by == "field" else None
        self._shown: dict[str, str] = {}

    def __call__(self, shard: Shard, record: Record) -> str:
        values = [text for text in record.fields if text.part is Part.VALUE]
        if self.by == "file":
            return shard.shown
        if self.by == "language":
            from auditor.detectors.language import detect_languages

            return detect_languages(["\n".join(text.text for text in values)[:_LANGUAGE_CHARS]])[0]
        if self.by == "field" and values:
            return self._name(max(values, key=lambda text: len(text.text)))
        return ""

    def _name(self, text: Field) -> str:
        name = _POSITION.sub("[]", text.name)
        if name not in self._shown and self.sight is not None:
            self.sight.mask_keys([text.header], self.key)
            self._shown[name] = self.sight.shown(name)
        return self._shown[name]


def _findings(ground: Ground, spec: Spec) -> Drawn[Spot]:
    """Findings inside records, as many of each category where there are enough."""
    urn: Urn[dict[str, Any]] = Urn(spec.findings)
    for row in ground.findings():
        if spec.findings and row.get("part") != Part.PATH.value:
            place = [str(row[name]) for name in ("path", "record", "field", "start", "end", "entity")]
            urn.add(str(row["category"]), rank_of(spec.seed, "finding", *place), row)
    drawn = urn.draw(spec.findings, _BY_CATEGORY)
    starts = _Starts(ground.shards)
    units = tuple(
        (name, Spot(starts.shard_of(str(row["path"]), int(row["record"])), int(row["record"]), row))
        for name, row in drawn.units
    )
    return Drawn(units, drawn.sizes, drawn.taken)


class _Starts:
    """In which shard a record begins."""

    def __init__(self, shards: Sequence[Shard]) -> None:
        self._of: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, shard in enumerate(shards):
            rows = self._of[shard.shown]
            if not rows or rows[-1][0] != shard.first_record:  # a text goes on in shards with the same record
                rows.append((shard.first_record, number))

    def shard_of(self, shown: str, record: int) -> int:
        """The number of the shard."""
        rows = self._of.get(shown)
        if not rows:
            raise AuditError("the data changed while the sample was drawn", "run the command again")
        return rows[max(0, bisect_right(rows, (record, rows[-1][1])) - 1)][1]


def _kinds(ground: Ground, records: set[tuple[str, int]]) -> dict[tuple[str, int], tuple[str, ...]]:
    """The kinds that were found in some records."""
    kinds: dict[tuple[str, int], set[str]] = defaultdict(set)
    for row in ground.findings() if records else ():
        place = (str(row["path"]), int(row["record"]))
        kind = kind_of(str(row["category"]))
        if place in records and kind and row.get("status") != "unlinked":
            kinds[place].add(kind)
    return {place: tuple(sorted(names)) for place, names in kinds.items()}


# ---------------------------------------------------------------- reading again


class Reader:
    """Reads a unit again: its fields, with the finding or all findings marked."""

    def __init__(self, ground: Ground, sample: Sample) -> None:
        self.ground, self.spots = ground, sample.spots
        wanted = {
            (ground.shards[self.spots[unit.id].shard].shown, self.spots[unit.id].record)
            for unit in sample.frame.of(Strand.FLAGGED)
        }
        self.marks: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
        for row in ground.findings() if wanted else ():
            place = (str(row["path"]), int(row["record"]))
            if place in wanted:
                self.marks[place].append(row)

    def __call__(self, unit: Unit) -> Card:
        """The card of a unit."""
        spot = self.spots[unit.id]
        shard = self.ground.shards[spot.shard]
        fields = [text for record in self._pieces(spot) for text in record.fields]
        marks = [spot.finding] if spot.finding else self.marks.get((shard.shown, spot.record), [])
        passages = tuple(
            Passage(text.name, tuple(self._cut(text, marks)))
            for text in fields
            if text.part is Part.VALUE or any(row.get("part") == text.part.value for row in marks)
        )
        return Card(f"{shard.path}, record {spot.record}", passages)

    def _pieces(self, spot: Spot) -> Iterator[Record]:
        """A record; a long text comes in pieces, over several shards."""
        first = self.ground.shards[spot.shard]
        for shard in self.ground.shards[spot.shard :]:
            if shard.path != first.path or shard.first_record > spot.record:
                return
            for item in read(shard):
                if isinstance(item, Record) and item.index == spot.record:
                    yield item
                elif isinstance(item, Record) and item.index > spot.record:
                    return

    def _cut(self, text: Field, marks: Sequence[dict[str, Any]]) -> Iterator[tuple[str, str]]:
        """The text in pieces, those of a finding with its entity."""
        at = 0
        for row in sorted(marks, key=lambda row: (row["start"], -row["end"])):
            start, end = row["start"] - text.offset, row["end"] - text.offset
            if start < at or not self._is_here(text, row, start, end):
                continue
            yield text.text[at:start], ""
            yield text.text[start:end], str(row["entity"])
            at = end
        yield text.text[at:], ""

    def _is_here(self, text: Field, row: dict[str, Any], start: int, end: int) -> bool:
        """Whether a finding is in this field: its own name may be masked, its fingerprint is not."""
        if text.part.value != row.get("part", Part.VALUE.value) or not 0 <= start < end <= len(text.text):
            return False
        same = self.ground.key.fingerprint(str(row["entity"]), text.text[start:end])
        return same == row["fingerprint"] and (printable(text.name) == row["field"] or "•" in str(row["field"]))
