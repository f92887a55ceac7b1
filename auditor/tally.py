"""Adds one record to a profile: the last place that sees text, and it keeps none."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from auditor.linking import is_marked_work, needs_status
from auditor.model import Part
from auditor.profile import WORDS_CAP as CAP
from auditor.profile import CategoryStats, Distinct, EntityStats, Profile, smallest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from auditor.linking import Linked
    from auditor.model import Finding, Record
    from auditor.redaction import Key

_POSITION = re.compile(r"\[\d+\]")
_CODE = frozenset(
    [
        "c",
        "cc",
        "cpp",
        "cs",
        "css",
        "go",
        "h",
        "hpp",
        "html",
        "java",
        "js",
        "jsx",
        "kt",
        "lua",
        "php",
        "pl",
        "ps1",
        "py",
        "r",
        "rb",
        "rs",
        "scala",
        "sh",
        "sql",
        "swift",
        "toml",
        "ts",
        "tsx",
    ]
)
#: Words of a passage, as many as a marked text needs; one in so many starts of sentences begins one.
_PASSAGE, _ANCHORS = 200, 4
#: What a licence or a notice says of itself: it is meant to be repeated.
_LICENCE = re.compile(
    r"licen[cs]ed under|permission is hereby granted|general public licen[cs]e|redistribution and use|creative commons|"
    r"under the terms of the|mozilla public|without warranties",
    re.IGNORECASE,
)
_SHORT = 16
#: ASCII in small letters, with blanks for all white space: how a text is written for counting.
_SMALL_LETTERS = bytes(range(256)).lower().translate(bytes.maketrans(b"\t\n\v\f\r\x1c\x1d\x1e\x1f", b" " * 9))
#: Columns that single people out in combination; a person confirms them in audit.yaml.
_QUASI = re.compile(
    r"birth|geburt|naissance|nacimiento|^dob$|\bage\b|^alter$|\bedad\b|\b(sex|gender|geschlecht|sexe|sexo|genre)\b|"
    r"postcode|post_?code|^plz$|\bzip|postal|^(city|town|ort|stadt|ville|ciudad|region|county|state|land|country)$|"
    r"(^|_)(date|datum|fecha)($|_)|occupation|beruf|profession|job|nationality|nationalit|staatsang",
    re.IGNORECASE,
)


#: Scores from which a finding counts as of high and of medium confidence.
HIGH, MEDIUM = 0.85, 0.6


@dataclass(frozen=True, slots=True)
class Names:
    """How texts are counted without keeping them, and how fields are named without giving a key away."""

    key: Key
    shown: Callable[[str], str]
    places: dict[str, str]  # names of fields as they are counted, as far as they are known
    quasi: tuple[str, ...] = ()  # the columns that a person confirmed; empty: proposed by their names


def add_record(profile: Profile, record: Record, findings: Sequence[Finding], linked: Linked, names: Names) -> None:
    """Count a record with its findings and signals."""
    values = [field for field in record.fields if field.part is Part.VALUE]
    profile.records += 1 if not any(field.offset for field in values) else 0
    profile.fields += len(values)
    profile.chars += sum([len(field.text) for field in values])
    profile.shapes[record.shape or "other"] += 1
    _add_texts(profile, record, linked, names)
    if linked.signals:
        profile.signals.update(linked.signals)
    if findings:
        add_findings(profile, findings, linked.names_person)


def add_path_findings(profile: Profile, findings: Iterable[Finding]) -> None:
    """Count what a file's name gives away: findings that stand in no record."""
    name = Profile()
    add_findings(name, findings, names_person=False)
    name.records_affected = 0
    for entity in name.entities.values():
        entity.records = 0
    for category in name.categories.values():
        category.records = 0
    profile.merge(name)


def add_findings(profile: Profile, findings: Iterable[Finding], names_person: bool) -> None:
    """Count the findings of one record."""
    entities: dict[str, Counter[str]] = {}
    categories: dict[str, list[Finding]] = {}
    for finding in findings:
        profile.findings += 1
        stats = profile.entities.setdefault(finding.entity, EntityStats())
        stats.count += 1
        stats.detectors[finding.detector] += 1
        if finding.detail:
            stats.details[finding.detail] += 1
        stats.confidence[_confidence(finding.score)] += 1
        if finding.person is not None:
            stats.persons[finding.person.value] += 1
        entities.setdefault(finding.entity, Counter())[finding.fingerprint] += 1
        categories.setdefault(finding.category, []).append(finding)
    for entity, prints in entities.items():
        profile.entities[entity].records += 1
        for fingerprint in prints:
            profile.entities[entity].distinct.add(int(fingerprint, 16))
    for category, found in categories.items():
        _add_category(profile.categories.setdefault(category, CategoryStats()), found, names_person)
    profile.records_affected += bool(categories)


def _confidence(score: float) -> str:
    """A score in a word: two models agree or a checksum holds; one is fairly sure; a mere form or half a belief."""
    return "high" if score >= HIGH else "medium" if score >= MEDIUM else "low"


def _add_category(stats: CategoryStats, findings: Sequence[Finding], names_person: bool) -> None:
    stats.count += len(findings)
    stats.records += 1
    stats.with_person += names_person
    for finding in findings:
        stats.entities[finding.entity] += 1
        stats.files[finding.path] += 1
        stats.fields[_folded(finding.field)] += 1
        if needs_status(finding.category) and finding.status is not None:
            stats.statuses[finding.status.value] += 1
    stats.examples = smallest([*stats.examples, *findings])


def _add_texts(profile: Profile, record: Record, linked: Linked, names: Names) -> None:
    """Word counts, repeated records and classes of quasi-identifiers."""
    is_code = _is_code(record.path)
    folded = [b"record"]
    for field in record.fields:
        if field.part is not Part.VALUE or not field.text:
            continue
        plain = _plain(field.text) if len(field.text) > _SHORT else _short(field.text)
        folded.append(plain)
        if not is_code:
            words = min(CAP, plain.count(b" ") + 1)
            place = names.places.get(field.name)
            if place is None:
                place = names.places[field.name] = _folded(names.shown(field.name))
            counts = profile.words.get(place)
            if counts is None:
                counts = profile.words[place] = Counter()
            counts[words] += 1
    number = names.key.digest_of(b"\0".join(folded))
    profile.record_texts.add(number)
    if "personal_hit" in linked.signals:
        profile.personal_texts.add(number)
    if "work_marked" in linked.signals:
        for passage in {p for f in record.fields if is_marked_work(f.text) for p in _passages(f.text, names.key)}:
            profile.works.add(passage)
    if record.shape == "table" or names.quasi:
        _add_quasi(profile, record, names)


def _plain(text: str) -> bytes:
    """Small letters, and one blank between words."""
    if not text.isascii():
        return " ".join(text.casefold().split()).encode("utf-8", "surrogatepass")
    plain = text.encode("ascii").translate(_SMALL_LETTERS)
    while b"  " in plain:
        plain = plain.replace(b"  ", b" ")
    return plain.strip(b" ")


_short = lru_cache(maxsize=4096)(_plain)  # words such as the roles of a chat come back


@lru_cache(maxsize=64)
def _is_code(path: str) -> bool:
    return path.rpartition(".")[2].lower() in _CODE


def _passages(text: str, key: Key) -> set[int]:
    """Keyed digests of passages from the starts of sentences on: the same passage in another text has the same."""
    words = text.casefold().split()
    last = len(words) - _PASSAGE
    starts = [0, *(at for at, word in enumerate(words[:last], 1) if word[-1] in ".!?:")]
    weighed = [(crc32(" ".join(words[at : at + 4]).encode("utf-8", "surrogatepass")), at) for at in starts]
    chosen = {min(weighed)[1], *(at for weight, at in weighed if not weight % _ANCHORS)}
    passages = [" ".join(words[at : at + _PASSAGE]) for at in sorted(chosen)]
    if _LICENCE.search(" ".join(words)):
        passages = [passage for passage in passages if not _LICENCE.search(passage)]
    return {key.digest("passage", passage) for passage in passages}


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    """A field's name without positions in lists; names come back in every record."""
    return _POSITION.sub("[]", name)


def _add_quasi(profile: Profile, record: Record, names: Names) -> None:
    values = [field for field in record.fields if field.part is Part.VALUE]
    if names.quasi:
        found = [field for field in values if _is_confirmed(field.name, field.header, names.quasi)]
    else:
        found = [field for field in values if names_quasi(field.header)]
    chosen = sorted((names.shown(field.name), field.text.strip().casefold()) for field in found)
    if chosen:
        table = record.path
        parts = (part for column in chosen for part in column)  # names too: a value that is missing moves no other
        profile.quasi.setdefault(table, Distinct()).add(names.key.digest("class", *parts))
        columns = {*profile.quasi_names.get(table, ()), *(name for name, _ in chosen)}
        profile.quasi_names[table] = tuple(sorted(columns))


@lru_cache(maxsize=4096)
def _is_confirmed(name: str, header: str, quasi: tuple[str, ...]) -> bool:
    return is_named(name, quasi) or (bool(header) and is_named(header, quasi))


def is_named(name: str, wanted: Iterable[str]) -> bool:
    """Whether a column is one that a person named: case does not matter, globs do."""
    folded = name.casefold()
    return any(folded == one.casefold() or fnmatchcase(folded, one.casefold().replace("[", "[[]")) for one in wanted)


@lru_cache(maxsize=4096)
def names_quasi(header: str) -> bool:
    """Whether a column's name says that it singles people out together with others."""
    return bool(_QUASI.search(header))
