"""YAML: each document is a record. Comments are texts too: they are fields called `#comment[0]` and so on.

Documents are read as events, so nothing is built that a tag or an alias asks for: an alias stands for a text that was
read where its anchor is, and can't multiply it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from auditor.model import Field, Record, Shard, Skipped
from auditor.readers import base
from auditor.readers.base import Reader
from auditor.readers.cutting import whole
from auditor.readers.jsonl import undecodable
from auditor.readers.leaves import Names, records
from auditor.readers.streams import decode, lines, opened
from auditor.readers.yaml_events import MAX_DEPTH, Builder, TooDeepError, events_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.readers.base import SourceFile
    from auditor.readers.streams import Opened

#: What a parser makes of a document is many times its size.
MAX_DOCUMENT_BYTES = base.MAX_RECORD_BYTES // 4
_START = re.compile(rb"---(?=[ \t\r]|$)")
_END = re.compile(rb"\.\.\.(?=[ \t\r]|$)")
_NO_CONTENT = re.compile(rb"\s*(#.*)?$|%")
_COMMENT = re.compile(r"(?:^|(?<=\s))#+[ \t]*(.*)")


@dataclass(slots=True)
class _Document:
    """The lines of one document."""

    line: int
    lines: list[bytes] = field(default_factory=list)
    size: int = 0
    started: bool = False  # holds more than directives and comments

    def add(self, raw: bytes | int) -> None:
        """Take in a line, as long as the document is not too long."""
        self.size += (raw if isinstance(raw, int) else len(raw)) + 1
        if isinstance(raw, int) or self.size > MAX_DOCUMENT_BYTES:
            self.size = max(self.size, MAX_DOCUMENT_BYTES + 1)
            self.lines.append(b"")
        else:
            self.lines.append(raw)


def split(source: SourceFile) -> Iterator[Shard]:
    """One shard."""
    if source.size:
        yield whole(source).shard(source, READER.id, 0)


def read(shard: Shard) -> Iterator[Record | Skipped]:
    """One record per document."""
    names = Names()
    with opened(shard) as source:
        for index, document in enumerate(_documents(source)):
            yield from _document(shard, index, document, (source.encoding, names))
        yield from source.rest(shard)


def _documents(source: Opened) -> Iterator[_Document]:
    current = _Document(1)
    for number, raw in enumerate(lines(source.blocks, MAX_DOCUMENT_BYTES), 1):
        start = not isinstance(raw, int) and _START.match(raw) is not None
        end = not isinstance(raw, int) and _END.match(raw) is not None
        if current.started and start:
            yield current
            current = _Document(number)
        current.add(raw)
        current.started = current.started or start or isinstance(raw, int) or not _NO_CONTENT.match(raw)
        if current.started and end:
            yield current
            current = _Document(number + 1)
    if current.started or any(line.strip() for line in current.lines):
        yield current


def _document(shard: Shard, index: int, document: _Document, reading: tuple[str, Names]) -> Iterator[Record | Skipped]:
    encoding, names = reading
    last = document.line + len(document.lines) - 1
    if document.size > MAX_DOCUMENT_BYTES:
        reason = f"lines {document.line} to {last}: YAML document above {MAX_DOCUMENT_BYTES // 2**20} MiB"
        yield Skipped(shard.shown, reason, document.size, index, "split it, or save it as JSON Lines")
        return
    text, bad = decode(b"\n".join(document.lines), encoding)
    if bad:
        first = next(number for number, raw in enumerate(document.lines, document.line) if decode(raw, encoding)[1])
        yield undecodable(shard, index, first, bad)
    value, notes, problem = _parsed(text, document.line)
    if problem:
        yield Skipped(shard.shown, problem, document.size, index, "mend the document; the other documents are read")
        return
    place = Record(shard.shown, index, (), document.line, last)
    record, *others = records(value, place, names)
    if value is not None or notes:
        yield replace(record, fields=(*record.fields, *notes))
    yield from others


def _parsed(text: str, first: int) -> tuple[Any, tuple[Field, ...], str]:
    """The value of a document and its comments; or nothing and what is wrong."""
    import yaml

    builder, comments = Builder(), _Comments(text)
    last, line, what = first + text.count("\n"), first, "not valid YAML"
    try:
        for event in events_of(text):
            builder.take(event)
            comments.take(event)
        return builder.value, comments.fields(first), ""
    except yaml.MarkedYAMLError as error:
        line = first + error.problem_mark.line if error.problem_mark else first
    except yaml.reader.ReaderError:  # control characters
        what = "characters that YAML does not allow"
    except TooDeepError as error:
        line = first + error.line
        what = f"YAML nested more than {MAX_DEPTH} levels"
    return None, (), f"line {min(line, last)}: {what}"


class _Comments:
    """Finds comments: behind the last text of a line, and not inside a text of several lines."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n") if "#" in text else []
        self._ends: dict[int, int] = {}
        self._inside: set[int] = set()

    def take(self, event: Any) -> None:
        """The next event: where texts stand."""
        if not self._lines or type(event).__name__ != "ScalarEvent":
            return
        start, end = event.start_mark, event.end_mark
        self._inside.update(range(start.line + 1, end.line))
        self._ends[end.line] = max(end.column, self._ends.get(end.line, 0))

    def fields(self, first: int) -> tuple[Field, ...]:
        """The comments as fields, with their lines."""
        found = [
            (number, match.group(1).rstrip())
            for number, text in enumerate(self._lines)
            if number not in self._inside and (match := _COMMENT.search(text, self._ends.get(number, 0)))
        ]
        return tuple(
            Field(f"#comment[{count}]", text, line=first + number) for count, (number, text) in enumerate(found) if text
        )


READER = Reader(
    id="yaml",
    suffixes=(".yaml", ".yml"),
    split=split,
    read=read,
    example=b"# people\nname: Ada\ntags: [x, &a y, *a]\nage: 41\n---\n- Bob\n- note: |\n    two\n    lines\n...\n",
)
