"""How a table of text is written: its delimiter, its line ends, and whether its first row names the columns."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MEMBER = False

#: Characters of the file from which the dialect is told.
SAMPLE = 64 * 1024
_ROWS = 200
#: A comma last: it also stands in numbers and sentences.
_DELIMITERS = ("\t", ";", "|", ",")
_AGREE = 0.9
_LONGEST_HEADER = 100
_DATA = re.compile(r"[\s\d.,:;/+()€$£%-]*\d[\s\d.,:;/+()€$£%-]*\Z|\S+@\S+\.\S+\Z|https?://|\d{4}-\d\d-\d\d")
_NAMES = frozenset(
    "id name names email e-mail mail e_mail phone telefon tel text body message messages subject title label city ort "
    "stadt date datum address adresse strasse straße plz zip country land nachname vorname nom prenom prénom apellido "
    "nombre firstname lastname first_name last_name full_name surname dob birthdate geburtsdatum gender geschlecht "
    "question answer prompt completion response instruction input output category type status comment user username "
    "role content url source language split score value key notes description".split()
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How to read the rows."""

    delimiter: str = ","
    end: str = "\n"
    skip: int = 0  # rows up to and with the one that names the columns; 0 = no row does


def detect(sample: str, default: str = ",", complete: bool = True) -> Dialect:
    """The dialect of a file's first characters; `complete` if they are all of it."""
    end = "\r" if "\r" in sample and "\n" not in sample else "\n"
    lines = sample.split(end)
    if not complete and len(lines) > 1:
        lines.pop()
    lines = [line + "\n" for line in lines]
    delimiter = _delimiter(lines) or default
    rows = _rows(lines, delimiter)
    blank = next((number for number, row in enumerate(rows) if any(cell.strip() for cell in row)), 0)
    return Dialect(delimiter, end, blank + 1 if rows and has_header(rows[blank:]) else 0)


def is_table(sample: str) -> bool:
    """Whether text without a telling suffix is plainly a table: four rows or more, all of one width."""
    lines = [line + "\n" for line in sample.split("\n")[:-1] if line.strip()]
    delimiter = _delimiter(lines) if len(lines) >= 4 else ""
    widths = {len(row) for row in _rows(lines, delimiter)} if delimiter else set()
    return len(widths) == 1 and max(widths) >= (3 if delimiter == "," else 2)


def _delimiter(lines: Sequence[str]) -> str:
    shares = {delimiter: _agreement(_rows(lines, delimiter)) for delimiter in _DELIMITERS}
    sure = [delimiter for delimiter in _DELIMITERS if shares[delimiter] >= _AGREE]
    if sure:
        return sure[0]
    best = max(_DELIMITERS, key=lambda delimiter: shares[delimiter])
    return best if shares[best] > 0 else ""


def _rows(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(_one_line_each(lines), delimiter=delimiter):
            rows.append(row)
            if len(rows) >= _ROWS:
                break
    except csv.Error:  # a cell above the limit: the rows before it must do
        pass
    return rows


def _one_line_each(lines: Sequence[str]) -> list[str]:
    """csv.reader takes no carriage return inside a line."""
    return [line.rstrip("\r\n").replace("\r", " ") + "\n" for line in lines]


def _agreement(rows: Sequence[Sequence[str]]) -> float:
    """Share of rows as wide as most are; 0 if that is one cell, or the first row differs."""
    widths = [len(row) for row in rows if any(cell.strip() for cell in row)]
    if not widths:
        return 0.0
    width, count = Counter(widths).most_common(1)[0]
    return count / len(widths) if width > 1 and widths[0] == width else 0.0


def has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: nothing in it looks like data, and some of it differs from the rest."""
    first, *others = rows
    cells = [cell.strip() for cell in first if cell.strip()]
    if not cells or any(_DATA.match(cell) or len(cell) > _LONGEST_HEADER for cell in cells):
        return False
    if any(cell.casefold() in _NAMES for cell in cells):
        return True
    if 2 * len({cell.casefold() for cell in cells}) <= len(cells) and len(cells) > 1:
        return False
    body = [row for row in others if any(cell.strip() for cell in row)]
    return not body or not all(_is_alike(number, first, body) for number in range(len(first)))


def _is_alike(number: int, first: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether a cell of the first row has the kind that most cells below it have."""
    kind = _kind(first[number])
    below = [_kind(row[number]) for row in body if number < len(row)]
    return 10 * below.count(kind) >= 6 * len(below)


def _kind(cell: str) -> str:
    text = cell.strip()
    if not text or _DATA.match(text):
        return "data" if text else "empty"
    words = text.split()
    capital = "Capital" if all(word[:1].isupper() for word in words) else "lower"
    return f"{capital} {min(len(words), 4)}" + (" code" if any(char.isdigit() for char in text) else "")
