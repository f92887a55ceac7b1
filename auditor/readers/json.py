"""JSON: each element of a top-level list is a record, and so is each of several values that follow one another.

An object is one record, unless it wraps rows: a member named `data`, `rows`, `train` or the like that holds a list of
objects gives one record per object, numbered on through all such members; what else the object holds is the last
record. The text is read through a window, so a file of any size stays in bounded memory.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from auditor.model import Record, Shard, Skipped
from auditor.readers import base, shapes
from auditor.readers.base import Reader
from auditor.readers.cutting import whole
from auditor.readers.jsonl import undecodable
from auditor.readers.leaves import Names, Pairs, records
from auditor.readers.parsing import parse
from auditor.readers.streams import BAD, opened
from auditor.readers.window import Piece, Window, mend

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.readers.base import SourceFile

_WRAPPERS = frozenset(
    "data rows records items examples samples entries documents instances results train validation test".split()
)
_MEND = "mend the file: what stands after this place is not read"
_START = re.compile(rb'\s*(\[\s*[\[{"\]]|\{\s*["}])')


def split(source: SourceFile) -> Iterator[Shard]:
    """One shard: where a value starts is only known from the start of the file."""
    if source.size:
        yield whole(source).shard(source, READER.id, 0)


def read(shard: Shard) -> Iterator[Record | Skipped]:
    """The records of all values in the file."""
    with opened(shard) as source:
        document = _Document(shard, Window(source))
        while not document.broken and (start := document.window.peek()):
            if start == "[":
                document.window.take("[")
                yield from document.elements()
            elif start == "{":
                yield from document.members()
            else:
                yield from document.element(document.window.value())
        yield from source.rest(shard)


@dataclass(slots=True)
class _Object:
    """The members of an object that are no rows."""

    line: int
    pairs: list[tuple[str, Any]] = field(default_factory=list)
    size: int = 0

    @property
    def value(self) -> Any:
        members = dict(self.pairs)
        return members if len(members) == len(self.pairs) else Pairs(self.pairs)


@dataclass(slots=True)
class _Document:
    """What is known while a file is read."""

    shard: Shard
    window: Window
    names: Names = field(default_factory=Names)
    index: int = 0
    broken: bool = False

    def elements(self) -> Iterator[Record | Skipped]:
        """A list, behind its bracket: each element is a record."""
        if self.window.take("]"):
            return
        while not self.broken:
            yield from self.element(self.window.value())
            if self.broken or self.window.take("]"):
                return
            if not self.window.take(","):
                yield self.failed(self.window.missing())

    def element(self, piece: Piece) -> Iterator[Record | Skipped]:
        """One value that is a record."""
        if piece.problem:
            yield self.failed(piece)
            return
        value, note = self.parsed(piece)
        if note:
            yield note
        yield from self.emit(value, piece.line, piece.end_line)

    def members(self) -> Iterator[Record | Skipped]:
        """An object: rows of its wrapping members first, then the rest of it as one record."""
        rest, first = _Object(self.window.line), self.index
        self.window.take("{")
        while not self.broken and not self.window.take("}"):
            key = self.window.value()
            if key.problem or not key.text.startswith('"') or not self.window.take(":"):
                yield self.failed(key if key.problem else self.window.missing())
                break
            yield from self.member(self.parsed(key)[0], rest)
            if not self.broken and not self.window.take(",") and self.window.peek() != "}":
                yield self.failed(self.window.missing())
        if rest.pairs or (not self.broken and self.index == first):
            yield from self.emit(rest.value, rest.line, self.window.line)

    def member(self, key: str, rest: _Object) -> Iterator[Record | Skipped]:
        """One member: rows, or part of the rest."""
        if key in _WRAPPERS and self.window.take("["):
            if self.window.peek() == "{":
                yield from self.rows(key, rest)
            else:
                yield from self.collected(key, [], rest)
            return
        piece = self.window.value()
        if piece.problem:
            yield self.failed(piece)
        else:
            yield from self.kept(key, piece, rest)

    def rows(self, key: str, rest: _Object) -> Iterator[Record | Skipped]:
        """A wrapping list of objects; messages of one conversation are no rows."""
        piece = self.window.value()
        first, note = self.parsed(piece)
        if shapes.speaker_key([first]):
            yield from self.collected(key, [first], rest)
            return
        yield from [note] if note else []
        yield from self.emit(first, piece.line, piece.end_line) if not piece.problem else [self.failed(piece)]
        if self.broken or self.window.take("]"):
            return
        if self.window.take(","):
            yield from self.elements()
        else:
            yield self.failed(self.window.missing())

    def collected(self, key: str, values: list[Any], rest: _Object) -> Iterator[Record | Skipped]:
        """A list that is part of the rest, behind its bracket and the values in `values`."""
        if values:
            self.window.take(",")
        while not self.broken and not self.window.take("]"):
            piece = self.window.value()
            if piece.problem:
                yield self.failed(piece)
            else:
                part = _Object(rest.line, size=rest.size)
                yield from self.kept(key, piece, part)
                values.extend(value for _, value in part.pairs)
                rest.size = part.size
            if not self.broken and not self.window.take(",") and self.window.peek() != "]":
                yield self.failed(self.window.missing())
        rest.pairs.append((key, values))

    def kept(self, key: str, piece: Piece, rest: _Object) -> Iterator[Skipped]:
        """Part of the rest, as long as that stays below the bound of a record."""
        rest.size += len(piece.text)
        if rest.size > base.MAX_RECORD_BYTES:
            yield self.failed(Piece("", piece.line, piece.line, len(piece.text), "longer than a record may be"))
            rest.size -= len(piece.text)
            return
        value, note = self.parsed(piece)
        yield from [note] if note else []
        rest.pairs.append((key, value))

    def parsed(self, piece: Piece) -> tuple[Any, Skipped | None]:
        """The value of a piece, and what of it could not be read."""
        text, bad = mend(piece.text)
        line = piece.line + piece.text.count("\n", 0, piece.text.find(BAD)) if bad else piece.line
        note = undecodable(self.shard, self.index, line, bad) if bad else None
        return parse(text.encode("utf-8", "replace")).value, note

    def emit(self, value: Any, line: int, end_line: int) -> Iterator[Record]:
        """The record of a value."""
        yield from records(value, Record(self.shard.shown, self.index, (), line, end_line), self.names)
        self.index += 1

    def failed(self, piece: Piece) -> Skipped:
        """What a piece without value says: one that is too long counts as a record, an invalid one ends the reading."""
        reason = f"line {piece.line}: {piece.problem}"
        if piece.size:
            self.index += 1
            return Skipped(self.shard.shown, reason, piece.size, self.index - 1, "split it over several records")
        self.broken = True
        size = max(0, self.shard.size - self.window.taken)
        return Skipped(self.shard.shown, reason, size, self.index, _MEND)


def sniff(head: bytes) -> bool:
    """Starts like a JSON object or list."""
    return _START.match(head) is not None


READER = Reader(
    id="json",
    suffixes=(".json", ".geojson", ".jsonld", ".ipynb", ".har"),
    split=split,
    read=read,
    example=b'[\n  {"name": "Ada", "tags": ["x", "y"]},\n  {"name": "Bob", "age": 41}\n]\n',
    sniff=sniff,
)
