"""Searches a dataset for one person, shard by shard in workers; what comes back holds places and no text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from auditor.collect import Gathered, Planner
from auditor.errors import ReadError
from auditor.executors.base import Crashed
from auditor.model import Part, Skipped, Tier
from auditor.readers.plan import plan
from auditor.redaction import printable
from auditor.subjects.hits import ORDER, Hit, Strength
from auditor.subjects.matching import Matcher
from auditor.worker import Sight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.collect import Progress
    from auditor.detectors.base import Settings
    from auditor.executors.base import Executor
    from auditor.model import Field, Record, Shard
    from auditor.readers.base import SourceFile
    from auditor.redaction import Key
    from auditor.subjects.person import Person

DETECTOR = "audit.subject"
_SHOWN_NAMES = 10_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where something of the person stands, without what stands there."""

    path: str
    record: int
    field: str
    start: int
    end: int
    entity: str
    strength: str
    why: str
    fingerprint: str
    part: str = Part.VALUE.value
    line: int | None = None

    @property
    def row(self) -> dict[str, object]:
        """As a line of the list of places, in the shape of a finding."""
        row: dict[str, object] = {
            "path": self.path,
            "record": self.record,
            "field": self.field,
            "start": self.start,
            "end": self.end,
            "entity": self.entity,
            "strength": self.strength,
            "why": self.why,
            "detector": DETECTOR,
            "masked": "•••",
            "fingerprint": self.fingerprint,
        }
        optional = {"part": self.part if self.part != Part.VALUE else None, "line": self.line}
        return row | {name: value for name, value in optional.items() if value is not None}


@dataclass(slots=True)
class Found:
    """What one shard holds."""

    places: list[Place] = field(default_factory=list)
    records: int = 0
    fields: int = 0
    last: int = -1
    indexes: dict[int, str] = field(default_factory=dict)  # record -> strongest match in it
    skipped: list[Skipped] = field(default_factory=list)


@dataclass(frozen=True)
class Search:
    """One callable for all workers: `Shard` in, `Found` out."""

    settings: Settings
    key: Key
    person: Person = field(repr=False)

    def __call__(self, shard: Shard) -> Found:
        """Search one shard."""
        from auditor.readers.read import read

        found, problem = Found(), None
        look = Look(self.settings, self.key, self.person)
        try:
            for item in read(shard):
                if isinstance(item, Skipped):
                    found.skipped.append(item)
                else:
                    look.at(item, found)
        except ReadError as error:
            problem = Skipped(shard.shown, error.message, bytes=shard.size, hint=error.hint)
        found.skipped += [problem] if problem is not None else []
        return found


class Look:
    """Looks at records, and shows the names of fields without what they give away."""

    def __init__(self, settings: Settings, key: Key, person: Person) -> None:
        self.key, self.matcher = key, Matcher(person)
        self.sight = Sight(replace(settings, tier=Tier.FAST))  # names of fields only
        self._shown: dict[str, str] = {}

    def at(self, record: Record, found: Found) -> None:
        """Note the places of one record."""
        found.records += 1
        found.last = max(found.last, record.index)
        found.fields += len(record.fields)
        for text, hits in zip(record.fields, self.matcher.in_record([f.text for f in record.fields]), strict=True):
            for hit in hits:
                found.places.append(self._place(record, text, hit))
                if text.part is Part.COLUMN:  # comes with the first record and belongs to none
                    continue
                best = found.indexes.get(record.index, Strength.HINT.value)
                found.indexes[record.index] = min(best, hit.strength.value, key=_rank)

    def _place(self, record: Record, text: Field, hit: Hit) -> Place:
        line = record.line if text.line is None else text.line + text.text.count("\n", 0, hit.start)
        return Place(
            path=record.path,
            record=record.index,
            field=self.shown(text.name, text.header),
            start=hit.start + text.offset,
            end=hit.end + text.offset,
            entity=hit.entity,
            strength=hit.strength.value,
            why=hit.why,
            fingerprint=self.key.fingerprint(hit.entity, text.text[hit.start : hit.end]),
            part=text.part.value,
            line=line,
        )

    def shown(self, name: str, header: str) -> str:
        """A field's name without findings and without the person."""
        if name not in self._shown:
            if len(self._shown) >= _SHOWN_NAMES:
                self._shown.clear()
            self.sight.mask_keys([header, *name.split(".")], self.key)
            self._shown[name] = blotted(self.sight.shown(name), self.matcher, self.key)
        return self._shown[name]


def _rank(strength: str) -> int:
    return ORDER.index(Strength(strength))


def blotted(name: str, matcher: Matcher, key: Key) -> str:
    """A name of a file or field without the person in it; a mark with four digits of a fingerprint stands there."""
    parts, at = [], 0
    for hit in matcher.in_text(name):
        parts += [name[at : hit.start], f"{hit.entity}~{key.fingerprint(hit.entity, name[hit.start : hit.end])[:4]}"]
        at = hit.end
    return printable("".join(parts) + name[at:])


@dataclass(slots=True)
class Looked:
    """A file with the records that hold something of the person, by strength."""

    source: SourceFile = field(repr=False)
    indexes: dict[int, str] = field(default_factory=dict)
    records: int = 0
    last: int = -1  # number of the last record
    named: str = Strength.HINT.value  # how surely the file's name tells of the person
    digest: str = ""

    def held(self, weakest: Strength) -> tuple[frozenset[int], bool]:
        """The records that are the person's, at least as surely as asked, and whether that is all of them."""
        last = ORDER.index(weakest)
        if self.records and _rank(self.named) <= last:
            return frozenset(range(self.last + 1)), True
        found = frozenset(number for number, strength in self.indexes.items() if _rank(strength) <= last)
        return found, bool(found) and len(found) == self.records


@dataclass(slots=True)
class Searched:
    """What a whole dataset holds of the person."""

    places: list[Place] = field(default_factory=list)
    files: list[Looked] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    records: int = 0
    fields: int = 0
    bytes: int = 0
    dataset_sha256: str = ""

    def sure(self, weakest: Strength) -> list[Place]:
        """The places that are at least this strong."""
        return [place for place in self.places if _rank(place.strength) <= ORDER.index(weakest)]


def search(files: Sequence[SourceFile], how: Search, crew: tuple[Executor, int], progress: Progress) -> Searched:
    """Search all files in order."""
    gathered = Gathered()
    done = Searched(files=[Looked(file) for file in files], bytes=sum(file.size for file in files))
    looked = {one.source.path: one for one in done.files}
    pending: list[Shard] = []

    def noted() -> Iterator[Shard]:
        for shard in Planner(plan, gathered).shards(files):
            pending.append(shard)
            yield shard

    executor, workers = crew
    for result in executor.map(how, noted(), workers):
        shard = pending.pop(0)
        progress.advance(shard.size)
        if isinstance(result, Crashed):
            done.skipped.append(Skipped(shard.shown, result.reason, shard.size))
        else:
            _add(done, looked[shard.path], shard, result)
    done.skipped += gathered.skipped
    done.dataset_sha256 = gathered.dataset_sha256
    _in_paths(done, how)
    return done


def _add(done: Searched, file: Looked, shard: Shard, found: Found) -> None:
    file.indexes.update(found.indexes)
    file.records += found.records
    file.last = max(file.last, found.last)
    file.digest = shard.digest
    done.places += found.places
    done.skipped += found.skipped
    done.records += found.records
    done.fields += found.fields


def _in_paths(done: Searched, how: Search) -> None:
    """A file whose name tells of the person is a place too, and all its records belong to the person."""
    matcher = Matcher(how.person)
    for file in done.files:
        path, shown = file.source.path, file.source.shown
        for hit in matcher.in_text(path):
            if hit.strength is Strength.HINT:
                continue
            print_ = how.key.fingerprint(hit.entity, path[hit.start : hit.end])
            grade = (hit.strength.value, hit.why)
            done.places.append(Place(shown, 0, "", hit.start, hit.end, hit.entity, *grade, print_, Part.PATH.value))
            file.named = min(file.named, hit.strength.value, key=_rank)
    done.places.sort(key=lambda p: (p.path, p.record, p.field, p.start))
