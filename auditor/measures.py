"""Measure files, schema `audit.measure/v1`: what a remedy did, measured and left, kept beside `audit.yaml`.

Each remedy writes one file, `audit-measures/<kind>.json`. It binds to a state of the data by the dataset's digest, and
to detectors where their settings matter; no field of it ever holds a value of the data. Files of others are read as
what they are: texts that prove nothing by themselves.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping  # noqa: TC003 (pydantic reads the annotations of Measure at run time)
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import orjson

from auditor.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = "audit.measure/v1"
FOLDER = "audit-measures"
_KIND = re.compile(r"[a-z][a-z_]{0,39}")
_LARGEST = 1 << 20
_MOST_FILES = 50
_WRITTEN_ANEW = "write it anew with the command that made it, or take it away"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that was measured, with its bounds and where a threshold comes from."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    name: str
    value: float | int | str
    low: float | None = None
    high: float | None = None
    unit: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """What one remedy did and found."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

    kind: str
    dataset_sha256: str
    detectors_sha256: str  # empty: the result does not depend on detectors
    date: str
    by: str
    design: str
    seed: int | None = None
    done: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    remains: tuple[str, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)


def write_measure(folder: Path, measure: Measure) -> Path:
    """Write the file of a measure below the folder of `audit.yaml`: beside its place first, then moved there."""
    if not _KIND.fullmatch(measure.kind):
        raise ValueError("a kind of measure is a short lower-case word")
    if any(isinstance(n, float) and not math.isfinite(n) for f in measure.figures for n in (f.value, f.low, f.high)):
        raise ValueError("a figure is no finite number")
    home = folder / FOLDER
    target = home / f"{measure.kind}.json"
    row = {"schema": SCHEMA, **asdict(measure)}
    data = orjson.dumps(row, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    problem = ""
    try:
        home.mkdir(parents=True, exist_ok=True)
        beside = home / f".{measure.kind}.json.part"
        beside.write_bytes(data)
        beside.replace(target)
    except OSError as error:
        problem = f"{target}: can't be written ({error.strerror})"
    if problem:
        raise ConfigError(problem, "make the folder of audit.yaml writable")
    return target


def read_measures(folder: Path) -> tuple[Measure, ...]:
    """The measures below a folder, by kind; raises ConfigError for a file that is none."""
    files = sorted(file for file in (folder / FOLDER).glob("*.json") if not file.name.startswith("."))
    if len(files) > _MOST_FILES:
        raise ConfigError(f"{folder / FOLDER}: more than {_MOST_FILES} files", "keep one file per kind of measure")
    return tuple(_read(file) for file in files)


def _read(file: Path) -> Measure:
    row = _json(file)
    if not isinstance(row, dict) or row.pop("schema", None) != SCHEMA:
        raise ConfigError(f"{file}: no measure of schema {SCHEMA}", _WRITTEN_ANEW)
    measure = _measure(file, row)
    if measure.kind != file.stem or not _KIND.fullmatch(measure.kind):
        raise ConfigError(f"{file}: its kind is not its name", _WRITTEN_ANEW)
    return measure


def _json(file: Path) -> Any:
    problem = ""
    try:
        if file.is_symlink() or not file.is_file():
            problem = f"{file}: not a plain file"
        elif file.stat().st_size > _LARGEST:
            problem = f"{file}: larger than {_LARGEST >> 20} MiB"
        else:
            return orjson.loads(file.read_bytes())
    except OSError as error:
        problem = f"{file}: can't be read ({error.strerror})"
    except orjson.JSONDecodeError:
        problem = f"{file}: not valid JSON"
    raise ConfigError(problem, _WRITTEN_ANEW)  # out here: the cause would carry the file's text


def _measure(file: Path, row: dict[str, Any]) -> Measure:
    from pydantic import TypeAdapter, ValidationError

    place = ""
    try:
        return TypeAdapter(Measure).validate_python(row)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]["loc"]
        known = {*Measure.__dataclass_fields__, *Figure.__dataclass_fields__}
        place = ".".join(str(part) if isinstance(part, int) or part in known else "?" for part in first)
    raise ConfigError(f"{file}: wrong at {place}", _WRITTEN_ANEW)
