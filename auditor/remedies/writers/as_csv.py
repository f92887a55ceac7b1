"""CSV and TSV: delimiter, quotes, line ends and every cell without a finding stay as they are written."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from auditor.readers.csv import headers_of, rows_of
from auditor.readers.streams import hint
from auditor.remedies.replacing import applied
from auditor.remedies.writers.base import Task, Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.readers.streams import Opened


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell as it is written, and what it says."""

    raw: str
    text: str
    quoted: bool
    after: str  # the delimiter or line end behind it


@cache
def _pattern(delimiter: str) -> re.Pattern[str]:
    sign = re.escape(delimiter)
    return re.compile(
        rf'(?:"(?P<quoted>(?:[^"]|"")*)(?:"(?P<more>[^{sign}\r\n]*)|\Z)|(?P<plain>[^{sign}\r\n]*))'
        rf"(?P<after>{sign}|\r\n|\r|\n|\Z)"
    )


class Tee:
    """Passes blocks on and keeps what was passed until it is taken."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._held = bytearray()

    def __iter__(self) -> Iterator[bytes]:
        for block in self._blocks:
            self._held += block
            yield block

    def take(self, size: int) -> bytes:
        """The next bytes that were read."""
        taken = bytes(self._held[:size])
        del self._held[:size]
        return taken


def rewrite(source: Opened, task: Task) -> Iterator[bytes]:
    """Row by row."""
    shard = task.shards[0]
    tee = Tee(source.blocks)
    source.blocks = iter(tee)
    table = _Table(task, hint(shard.hints, "delimiter", ","), hint(shard.hints, "line_end", "\n"), headers_of(shard))
    for rows in together(rows_of(source, shard)):
        raw = tee.take(sum(size for _, _, size in rows))
        if any(cells is None for _, cells, _ in rows):
            if task.unread.keeps("a row longer than a record may be"):
                yield raw
            continue
        yield table.rewritten(raw, [(number, cells or []) for number, cells, _ in rows], source.encoding)
    yield tee.take(1 << 62)


def together(rows: Iterator[tuple[int, list[str] | None, int]]) -> Iterator[list[tuple[int, list[str] | None, int]]]:
    """Rows of one line (a lone carriage return parts them) come together: the first has the line's bytes."""
    group = 0

    def numbered(row: tuple[int, list[str] | None, int]) -> int:
        nonlocal group
        group += 1 if row[2] else 0
        return group

    for _, members in groupby(rows, numbered):
        yield list(members)


@dataclass(slots=True)
class _Table:
    task: Task
    delimiter: str
    end: str
    headers: list[str]

    def rewritten(self, raw: bytes, rows: list[tuple[int, list[str]]], encoding: str) -> bytes:
        """The bytes of some rows with their edits."""
        text = raw.decode(encoding, "surrogateescape")
        plain = raw.decode(encoding, "replace")
        written = self._cells(text)
        changed = False
        new_rows: list[list[str]] = []
        for number, cells in rows:
            new = self._names(cells) if number < 0 else self._values(number, cells)
            changed = changed or new != cells
            new_rows.append(new)
        if not changed:
            return raw
        old_rows = [cells for _, cells in rows]
        faithful = text == plain and all(old_rows) and [[cell.text for cell in row] for row in written] == old_rows
        out = self._edited(written, new_rows) if faithful else self._anew(new_rows, text)
        return out.encode(encoding, "surrogateescape" if faithful else "replace")

    def _names(self, cells: list[str]) -> list[str]:
        self.task.lookup.look_ahead()
        return [self.task.lookup.keys.get(cell, cell) for cell in cells]

    def _values(self, number: int, cells: list[str]) -> list[str]:
        lookup = self.task.lookup
        lookup.at(number)
        made = []
        for place, cell in enumerate(cells):
            header = self.headers[place] if place < len(self.headers) else ""
            edits = lookup.edits(header, cell) if cell else ()
            made.append(applied(cell, edits) if edits else cell)
        return made

    def _cells(self, text: str) -> list[list[_Cell]]:
        """The cells of each row as they are written."""
        rows: list[list[_Cell]] = [[]]
        at = 0
        pattern = _pattern(self.delimiter)
        while match := pattern.match(text, at):
            quoted, after = match.group("quoted"), match.group("after")
            raw = text[match.start() : match.start("after")]
            said = match.group("plain") if quoted is None else quoted.replace('""', '"') + (match.group("more") or "")
            if self.end == "\r":
                said = said.replace("\r", "\n")
            rows[-1].append(_Cell(raw, said, quoted is not None, after))
            at = match.end()
            if at >= len(text):
                if after == self.delimiter:
                    rows[-1].append(_Cell("", "", False, ""))
                break
            if after != self.delimiter:
                rows.append([])
        return [[] if len(row) == 1 and not row[0].raw else row for row in rows]

    def _edited(self, rows: list[list[_Cell]], new_rows: list[list[str]]) -> str:
        return "".join(
            (cell.raw if new == cell.text else self._written(new, cell.quoted)) + cell.after
            for row, news in zip(rows, new_rows, strict=True)
            for cell, new in zip(row, news, strict=True)
        )

    def _written(self, text: str, quoted: bool) -> str:
        if self.end == "\r":
            text = text.replace("\n", "\r")
        if quoted or any(sign in text for sign in (self.delimiter, '"', "\r", "\n")):
            doubled = text.replace('"', '""')
            return f'"{doubled}"'
        return text

    def _anew(self, rows: list[list[str]], text: str) -> str:
        """Rows in which quotes or bytes stand in an unusual way are written in the usual one."""
        end = "\r\n" if text.endswith("\r\n") else self.end if text.endswith(("\n", "\r")) else ""
        out = io.StringIO()
        csv.writer(out, delimiter=self.delimiter, lineterminator=self.end).writerows(rows)
        made = out.getvalue().removesuffix(self.end)
        return made + end


WRITER = Writer(readers=("csv",), rewrite=rewrite)
