"""CSV and TSV: a row is a record, numbered from 0 after the row that names the columns; empty rows count too.

Delimiter, line ends and header are told from the first 64 KiB. A cell may span lines; a row that is too long is
skipped. A column without a name is called `column_N`, the second of a name `name#2`.
"""

from __future__ import annotations

import csv
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from auditor.model import Field, Part, Record, Shard, Skipped
from auditor.readers import base, dialect, shapes
from auditor.readers.base import Reader
from auditor.readers.cutting import Cut, whole
from auditor.readers.encoding import marked
from auditor.readers.jsonl import undecodable
from auditor.readers.streams import decode, hint, is_sequential, lines, open_file, opened, stream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from auditor.readers.base import SourceFile
    from auditor.readers.streams import Opened

_LONGEST_NAME = 128


class _TooLongError(Exception):
    """A row is above the bound; carries nothing of it."""


@dataclass(slots=True)
class _Row:
    number: int  # from 0, the header counts
    cells: list[str] | None  # None: too long
    line: int
    end_line: int
    size: int
    bad: tuple[tuple[int, int], ...] = ()  # lines with bytes of another encoding, and how many


class _Feed:
    """Gives csv.reader the lines and counts what it takes."""

    def __init__(self, source: Opened, line: int, end: str) -> None:
        self._lines = lines(source.blocks, base.MAX_RECORD_BYTES, end.encode())
        self._encoding = source.encoding
        self._limit = base.MAX_RECORD_BYTES
        self.more: deque[str] = deque()  # of a line in which lone carriage returns stand
        self.line = line - 1  # the last one taken
        self.taken = 0  # bytes
        self.row_start = 0  # bytes taken before the current row
        self.bad: list[tuple[int, int]] = []

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        if self.more:
            return self.more.popleft()
        raw = next(self._lines)
        self.line += 1
        self.taken += (raw if isinstance(raw, int) else len(raw)) + 1
        if isinstance(raw, int) or self.taken - self.row_start > self._limit:
            raise _TooLongError
        text, bad = decode(raw, self._encoding)
        if bad:
            self.bad.append((self.line, bad))
        if "\r" in text and "\r" in text[:-1]:
            return self._first(text)
        return text + "\n"

    def _first(self, text: str) -> str:
        """csv.reader takes a lone carriage return only at the end of what it is given."""
        first, *others = text[:-1].split("\r")
        self.more.extend(f"{part}\r" for part in others[:-1])
        self.more.append(f"{others[-1]}{text[-1]}\n")
        return f"{first}\r"

    def rows(self, delimiter: str) -> Iterator[list[str] | None]:
        """The cells of each row; None for one that is too long, after which the next line starts a row."""
        csv.field_size_limit(max(csv.field_size_limit(), self._limit))
        reader = csv.reader(self, delimiter=delimiter)
        while True:
            self.row_start = self.taken
            try:
                for cells in reader:
                    yield cells
                    self.row_start = self.taken
                return
            except (_TooLongError, csv.Error):
                pass
            yield None


def split(source: SourceFile) -> Iterator[Shard]:
    """Shards of whole rows, cut outside quoted cells."""
    form = _dialect(source)
    more = (("delimiter", form.delimiter), ("line_end", form.end), ("skip", str(form.skip)))
    for cut, rows in _cuts(source, form):
        yield cut.shard(source, READER.id, max(0, rows - form.skip), *more)


def _dialect(source: SourceFile) -> dialect.Dialect:
    default = "\t" if ".tsv" in source.path.lower() or ".tab" in source.path.lower() else ","
    with open_file(source.absolute, source.shown) as file:
        blocks = stream(file, whole(source).shard(source, READER.id, 0))
        head = b""
        for block in blocks.blocks:
            head += block
            if len(head) > dialect.SAMPLE:
                break
    text = decode(head[: dialect.SAMPLE], blocks.encoding)[0]
    return dialect.detect(text, default, complete=len(head) <= dialect.SAMPLE)


def _cuts(source: SourceFile, form: dialect.Dialect) -> Iterator[tuple[Cut, int]]:
    """Ranges of whole rows, each with the number of rows before it."""
    if is_sequential(source.hints):
        yield whole(source), 0
        return
    start = line = rows = 0
    with open_file(source.absolute, source.shown) as file:
        while start < source.size:
            quick = _quick(file, start, form.end.encode())
            size, ends, taken = quick or _exact(file, source, Cut(start, source.size, line), form)
            yield Cut(start, start + size, line), rows
            start, line, rows = start + size, line + ends, rows + taken


def _quick(file: BinaryIO, start: int, end: bytes) -> tuple[int, int, int] | None:
    """Bytes, line ends and rows of a block in which every line is a row; None where that is not plain to see."""
    file.seek(start)
    block = file.read(base.SHARD_BYTES)
    block = block[: block.rfind(end) + 1]
    lone = block.count(b"\r") - block.count(b"\r\n") if end == b"\n" else block.count(b"\n")
    if not block or b'"' in block or lone:
        return None
    return len(block), block.count(end), block.count(end)


def _exact(file: BinaryIO, source: SourceFile, rest: Cut, form: dialect.Dialect) -> tuple[int, int, int]:
    """The same by reading the rows."""
    size = taken = 0
    if rest.start == 0:
        file.seek(0)
        size = marked(file.read(4))[1]
    feed = _Feed(stream(file, rest.shard(source, READER.id, 0)), 1, form.end)
    for _ in feed.rows(form.delimiter):
        taken += 1
        if feed.taken >= base.SHARD_BYTES and not feed.more:
            return min(size + feed.taken, rest.stop - rest.start), feed.line, taken
    return rest.stop - rest.start, feed.line, taken


def _rows(source: Opened, form: dialect.Dialect, line: int, first: int) -> Iterator[_Row]:
    feed, start = _Feed(source, line, form.end), line
    for number, cells in enumerate(feed.rows(form.delimiter), first):
        bad = tuple(feed.bad) if feed.bad else ()
        yield _Row(number, cells, min(start, feed.line), feed.line, feed.taken - feed.row_start, bad)
        feed.bad.clear()
        start = feed.line + 1


def rows_of(source: Opened, shard: Shard) -> Iterator[tuple[int, list[str] | None, int]]:
    """Number, cells and bytes of each row, for whoever writes the table again; numbers below 0 name the columns."""
    form = dialect.Dialect(
        hint(shard.hints, "delimiter", ","), hint(shard.hints, "line_end", "\n"), int(hint(shard.hints, "skip", "0"))
    )
    first = -form.skip if shard.start == 0 else shard.first_record
    for row in _rows(source, form, shard.first_line, first):
        yield row.number, row.cells, row.size


def headers_of(shard: Shard) -> list[str]:
    """The header of each cell of a row, as fields carry it."""
    form = dialect.Dialect(
        hint(shard.hints, "delimiter", ","), hint(shard.hints, "line_end", "\n"), int(hint(shard.hints, "skip", "0"))
    )
    return [text.strip() if len(text) <= _LONGEST_NAME else "" for text in _header(shard, form)]


def read(shard: Shard) -> Iterator[Record | Skipped]:
    """One record per row; the first of the file also brings the names of the columns."""
    form = dialect.Dialect(
        hint(shard.hints, "delimiter", ","), hint(shard.hints, "line_end", "\n"), int(hint(shard.hints, "skip", "0"))
    )
    header = _header(shard, form)
    at_start = shard.start == 0
    columns = tuple(Field(name, text, Part.COLUMN) for name, text in zip(_names(header), header, strict=True) if text)
    columns = columns if at_start else ()
    with opened(shard) as source:
        table = _Table(shard, header)
        first = -form.skip if at_start else shard.first_record
        for row in _rows(source, form, shard.first_line, first):
            yield from (undecodable(shard, max(0, row.number), line, bad) for line, bad in row.bad)
            if row.number < 0:
                continue
            if row.cells is None:
                yield _too_long(shard, row)
            elif row.cells:
                yield table.record(row, columns)
                columns = ()
        if columns:
            yield Record(shard.shown, 0, columns, 1, 1, shapes.TABLE)
        yield from source.rest(shard)


def _header(shard: Shard, form: dialect.Dialect) -> list[str]:
    """The row that names the columns, read from the file's start."""
    if not form.skip:
        return []
    start = replace(shard, start=0, stop=max(shard.stop, shard.start))
    with opened(start) as source:
        for row in _rows(source, form, 1, 1):
            if row.number == form.skip:
                return row.cells or []
    return []


def _names(header: list[str]) -> list[str]:
    names: list[str] = []
    seen: dict[str, int] = {}
    for number, text in enumerate(header, 1):
        name = text.strip() if 0 < len(text.strip()) <= _LONGEST_NAME else f"column_{number}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return names


class _Table:
    """Makes records of rows."""

    def __init__(self, shard: Shard, header: list[str]) -> None:
        self._path = shard.shown
        shape, roles = shapes.recognise(dict.fromkeys(header, ""))
        self._shape = shape or shapes.TABLE
        self._columns = [
            (name, text.strip() if len(text) <= _LONGEST_NAME else "", roles.get(text, ""))
            for name, text in zip(_names(header), header, strict=True)
        ]

    def record(self, row: _Row, more: tuple[Field, ...]) -> Record:
        """The record of a row, after the fields in `more`."""
        cells = row.cells or []
        while len(self._columns) < len(cells):  # a ragged row, or a table without header
            self._columns.append((f"column_{len(self._columns) + 1}", "", ""))
        found = [
            Field(name, cell, Part.VALUE, header, role)
            for (name, header, role), cell in zip(self._columns, cells, strict=False)
            if cell
        ]
        return Record(self._path, row.number, (*more, *found), row.line, row.end_line, self._shape)


def _too_long(shard: Shard, row: _Row) -> Skipped:
    where = f"line {row.line}" if row.line == row.end_line else f"lines {row.line} to {row.end_line}"
    reason = f"{where}: row longer than a record may be ({row.size // 2**20} MiB)"
    return Skipped(shard.shown, reason, row.size, row.number, "look for a quote that is never closed, or cut the row")


def sniff(head: bytes) -> bool:
    """Plainly a table."""
    return dialect.is_table(decode(head, "utf-8")[0])


READER = Reader(
    id="csv",
    suffixes=(".csv", ".tsv", ".tab"),
    split=split,
    read=read,
    example=b'id;name;note\n1;Ada;"two\nlines; and a ""quote"""\n\n2;Bob;x;extra\n3;"",\n',
    sniff=sniff,
)
