"""The books: one file that fixes the sample, one file of labels for each labeller; fingerprints and words, no text.

They lie in `audit-measures/labels/`. A label is appended and on disk before the next card is shown, so labelling can
stop at any moment; of several labels of a unit the last one counts.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import asdict, dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import orjson

from auditor.assurance.design import BY, Design
from auditor.assurance.words import KINDS, SAYS, Say, Strand
from auditor.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = "labels"
SAMPLE = "sample.json"
SAMPLE_SCHEMA = "audit.sample/v1"
LABELS_SCHEMA = "audit.labels/v1"
#: The labeller under whose name conflicts are settled.
SETTLED = "settled"
_HINT = "move the file away and draw a new sample with --new"


@dataclass(frozen=True, slots=True)
class Spec:
    """What a sample is of, and how it is drawn."""

    dataset_sha256: str
    detectors_sha256: str
    key_id: str
    tier: str
    seed: int
    design: Design
    sizes: tuple[int, ...]  # records without findings that were asked for, one number for each extension
    findings: int = 0
    flagged: int = 0
    made: str = ""  # date
    units_sha256: str = ""  # over the fingerprints of all units: the sample is fixed before the first label
    earlier: int = 0  # samples of the same data and detectors that were drawn before this one

    @property
    def n(self) -> int:
        """Records without findings that are asked for now."""
        return self.sizes[-1]

    @property
    def id(self) -> str:
        """Names the sample: the same for an extension of it."""
        parts = (self.dataset_sha256, self.detectors_sha256, self.key_id, self.seed, self.design)
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:8]

    def is_of(self, dataset_sha256: str, detectors_sha256: str) -> bool:
        """Whether the sample says something about this dataset and these detectors."""
        return (self.dataset_sha256, self.detectors_sha256) == (dataset_sha256, detectors_sha256)


@dataclass(frozen=True, slots=True)
class Label:
    """What one labeller said of one unit."""

    unit: str  # keyed fingerprint of its place
    strand: Strand
    say: Say
    kinds: tuple[str, ...] = ()  # of what was missed, as far as the labeller told
    wrong: tuple[str, ...] = ()  # of a flagged record: kinds that were found and are not there
    date: str = ""


@dataclass
class Book:
    """The labels of one labeller."""

    path: Path
    labeller: str
    labels: dict[str, Label] = field(default_factory=dict)

    def add(self, label: Label) -> None:
        """Write a label down; it is on disk when this returns."""
        self.labels[label.unit] = label
        row = {name: value for name, value in asdict(label).items() if value}
        _append(self.path, row)


def check_label(label: Label) -> str:
    """What is wrong with a label, or nothing."""
    if label.say not in SAYS[label.strand]:
        return f"a {label.strand} can't be labelled {label.say}"
    if not set(label.kinds) | set(label.wrong) <= KINDS.keys():
        return "no such kind"
    return ""


# ---------------------------------------------------------------- the sample


def read_spec(folder: Path) -> Spec | None:
    """The sample that was fixed last, or None."""
    path = folder / FOLDER / SAMPLE
    if not path.is_file():
        return None
    row: Any = None
    try:
        row = orjson.loads(path.read_bytes())
        if row.pop("schema") == SAMPLE_SCHEMA:
            row.pop("id", None)
            return _checked(Spec(**{**row, "design": Design(**row["design"]), "sizes": tuple(row["sizes"])}))
    except (OSError, orjson.JSONDecodeError, AttributeError, KeyError, TypeError, ValueError):
        row = None  # raised below, without what the file holds
    raise ConfigError(f"{path}: no sample of schema {SAMPLE_SCHEMA}", _HINT)


def _checked(spec: Spec) -> Spec:
    """A sample that could have been drawn; raises ValueError for any other."""
    numbers = (*spec.sizes, spec.seed, spec.findings, spec.flagged, spec.earlier)
    if not spec.sizes or not all(type(number) is int and number >= 0 for number in numbers):
        raise ValueError("numbers of a sample are numbers")
    grows = all(one < two for one, two in pairwise((0, *spec.sizes)))
    words = (spec.dataset_sha256, spec.detectors_sha256, spec.key_id, spec.tier, spec.made, spec.units_sha256)
    if not grows or spec.design.by not in ("", *BY[1:]) or not all(isinstance(word, str) for word in words):
        raise ValueError("no such sample")
    return spec


def write_spec(folder: Path, spec: Spec) -> Path:
    """Fix a sample."""
    home = folder / FOLDER
    home.mkdir(parents=True, exist_ok=True)
    path = home / SAMPLE
    row = {"schema": SAMPLE_SCHEMA, "id": spec.id, **asdict(spec)}
    beside = path.with_suffix(".new")
    beside.write_bytes(orjson.dumps(row, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    beside.replace(path)
    return path


def extended(spec: Spec, n: int) -> Spec:
    """The same sample with more records; a smaller one would be a choice after the fact."""
    if n < spec.n:
        raise UsageError(
            f"the sample has {spec.n} records already", "a sample never shrinks: label on, or draw another with --new"
        )
    return spec if n == spec.n else replace(spec, sizes=(*spec.sizes, n))


# ---------------------------------------------------------------- the labels


def open_book(folder: Path, spec: Spec, labeller: str) -> Book:
    """The book of a labeller for this sample, begun where there is none."""
    path = folder / FOLDER / f"{spec.id}-{_slug(labeller)}.jsonl"
    if path.is_file():
        _mend(path)
        return read_book(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    head = {
        "schema": LABELS_SCHEMA,
        "sample": spec.id,
        "labeller": labeller,
        "design": spec.design.told,
        "seed": spec.seed,
        "dataset_sha256": spec.dataset_sha256,
        "detectors_sha256": spec.detectors_sha256,
    }
    _append(path, head)
    return Book(path, labeller)


def read_books(folder: Path, spec: Spec) -> list[Book]:
    """The books of all labellers of this sample, by name."""
    books = [read_book(path) for path in sorted((folder / FOLDER).glob(f"{spec.id}-*.jsonl"))]
    return sorted(books, key=lambda book: book.labeller)


def read_book(path: Path) -> Book:
    """A book; a last line that an interruption cut off does not count."""
    rows = list(_rows(path))
    head = rows[0] if rows else {}
    if head.get("schema") != LABELS_SCHEMA or not isinstance(head.get("labeller"), str):
        raise ConfigError(f"{path}: no labels of schema {LABELS_SCHEMA}", _HINT)
    book = Book(path, head["labeller"])
    for number, row in enumerate(rows[1:], 2):
        label = _label(row)
        if label is None or check_label(label):
            raise ConfigError(f"{path}:{number}: not a label", _HINT)
        book.labels[label.unit] = label
    return book


def _label(row: dict[str, Any]) -> Label | None:
    try:
        return Label(
            str(row["unit"]),
            Strand(row["strand"]),
            Say(row["say"]),
            tuple(row.get("kinds", ())),
            tuple(row.get("wrong", ())),
            str(row.get("date", "")),
        )
    except (KeyError, ValueError, TypeError):
        return None


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(path.read_bytes().splitlines(keepends=True), 1):
        if not line.endswith(b"\n"):
            return
        row: Any = None
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError:
            row = None  # raised below: the error holds the line
        if not isinstance(row, dict):
            raise ConfigError(f"{path}:{number}: not a label", _HINT)
        yield row


def _append(path: Path, row: dict[str, Any]) -> None:
    with path.open("ab") as out:
        out.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
        out.flush()
        os.fsync(out.fileno())


def _mend(path: Path) -> None:
    """Take away a last line that an interruption cut off, so that the next label begins a line."""
    data = path.read_bytes()
    if not data.endswith(b"\n"):
        path.write_bytes(data[: data.rfind(b"\n") + 1])


def _slug(name: str) -> str:
    """A labeller's name as a file name; names that look alike stay apart."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:32]
    return plain if plain == name else f"{plain or 'x'}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"
