"""Coarser values of a column, level by level; each level is a function of the one before, so classes only grow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ].*)?\Z")
_DOTTED = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})\Z")
_YEAR = re.compile(r"(1[89]|20)\d\d\Z")
_WHOLE = re.compile(r"\d{1,3}\Z")
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,9})?\Z")
_POSTCODE = re.compile(r"[a-z]{0,2}-?\d{3,5}[a-z]{0,2}\Z|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\Z|[a-z]\d[a-z] ?\d[a-z]\d\Z")
_OLDEST = 90


class Kind(StrEnum):
    """What the values of a column look like."""

    DATE = "date"
    AGE = "age"
    POSTCODE = "postcode"
    NUMBER = "number"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Level:
    """One coarser form."""

    name: str
    make: Callable[[str], str]


def date_parts(value: str) -> tuple[int, int] | None:
    """Year and month of a value that is a date."""
    if found := _ISO.match(value):
        year, month = int(found[1]), int(found[2])
    elif found := _DOTTED.match(value):
        year, month = int(found[3]), int(found[2])
    else:
        return (int(value), 0) if _YEAR.match(value) else None
    return (year, month) if 1 <= month <= 12 else None


def number(value: str) -> float | None:
    """The value as a number, where it is one."""
    return float(value.replace(",", ".")) if _NUMBER.match(value) else None


def fits(kind: Kind, value: str) -> bool:
    """Whether a value looks like the kind."""
    match kind:
        case Kind.DATE:
            return date_parts(value) is not None
        case Kind.AGE:
            return bool(_WHOLE.match(value)) and int(value) <= 120
        case Kind.POSTCODE:
            return bool(_POSTCODE.match(value))
        case Kind.NUMBER:
            return number(value) is not None
    return True


def _month(value: str) -> str:
    parts = date_parts(value)
    return f"{parts[0]}-{parts[1]:02d}" if parts else value


def _year(value: str) -> str:
    parts = date_parts(value)
    return str(parts[0]) if parts else value


def _decade(value: str) -> str:
    parts = date_parts(value)
    return f"{parts[0] // 10}0s" if parts else value


def _band(width: int) -> Callable[[str], str]:
    def band(value: str) -> str:
        if not fits(Kind.AGE, value):
            return value
        age = int(value)
        return f"{_OLDEST}+" if age >= _OLDEST else f"from {age // width * width}"

    return band


def _start(length: int) -> Callable[[str], str]:
    return lambda value: value[:length] if fits(Kind.POSTCODE, value) else value


def _leading(digits: int) -> Callable[[str], str]:
    def leading(value: str) -> str:
        size = number(value)
        if size is None:
            return value
        head, _, power = f"{abs(size):.14e}".partition("e")
        cut = head.replace(".", "")[:digits]
        return f"{'-' if size < 0 else ''}{cut}e{int(power)}"

    return leading


_LEVELS: dict[Kind, tuple[Level, ...]] = {
    Kind.DATE: (Level("month", _month), Level("year", _year), Level("decade", _decade)),
    Kind.AGE: (
        Level("bands of 5", _band(5)),
        Level("bands of 10", _band(10)),
        Level("bands of 30", _band(30)),
    ),
    Kind.POSTCODE: (
        Level("first 3 signs", _start(3)),
        Level("first 2 signs", _start(2)),
        Level("first sign", _start(1)),
    ),
    Kind.NUMBER: (Level("two digits", _leading(2)), Level("one digit", _leading(1))),
    Kind.WORD: (),
}
#: The end of every column's way.
REMOVED = Level("removed", lambda _: "")
#: What `audit redact --how generalise` does to values of a kind.
REDACTS = {Kind.DATE: "year", Kind.AGE: "bands of 10", Kind.POSTCODE: "first 2 signs"}


def levels_of(kind: Kind) -> Sequence[Level]:
    """The coarser forms of a kind, finest first; the last is the column's removal."""
    return (*_LEVELS[kind], REMOVED)
