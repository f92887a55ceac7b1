"""JSON Lines (NDJSON): each line is a record, numbered from 0 by its physical line; blank lines count and yield nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Record, Shard, Skipped
from auditor.readers import base
from auditor.readers.base import Reader
from auditor.readers.cutting import cut_at_lines
from auditor.readers.leaves import Names, records
from auditor.readers.parsing import parse
from auditor.readers.streams import decode, lines, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.readers.base import SourceFile

_MEND = "mend or remove the line: each line must hold one JSON value"


def split(source: SourceFile) -> Iterator[Shard]:
    """Shards of whole lines."""
    for cut in cut_at_lines(source):
        yield cut.shard(source, READER.id, first_record=cut.lines)


def read(shard: Shard) -> Iterator[Record | Skipped]:
    """One record per line."""
    names = Names()
    with opened(shard) as source:
        for index, raw in enumerate(lines(source.blocks, base.MAX_RECORD_BYTES), shard.first_record):
            if isinstance(raw, int):
                yield too_long(shard, index, raw)
            elif raw and not raw.isspace():
                yield from _line(shard, index, raw, source.encoding, names)
        yield from source.rest(shard)


def too_long(shard: Shard, index: int, size: int) -> Skipped:
    """A line above the bound."""
    reason = f"line {index + 1}: longer than a record may be ({size // 2**20} MiB)"
    return Skipped(shard.shown, reason, size, index, "split the value over several records")


def _line(shard: Shard, index: int, raw: bytes, encoding: str, names: Names) -> Iterator[Record | Skipped]:
    size, bad = len(raw) + 1, 0
    if encoding != "utf-8":
        text, bad = decode(raw, encoding)
        raw = text.encode("utf-8")
    parsed = parse(raw)
    if bad or parsed.bad:
        yield undecodable(shard, index, index + 1, bad or parsed.bad)
    if parsed.problem:
        yield Skipped(shard.shown, f"line {index + 1}: {parsed.problem}", size, index, _MEND)
    else:
        yield from records(parsed.value, Record(shard.shown, index, (), index + 1, index + 1), names)


def undecodable(shard: Shard, index: int, line: int, bad: int) -> Skipped:
    """Bytes that do not belong to the file's encoding; the rest of their line is read."""
    encoding = dict(shard.hints).get("encoding", "utf-8")
    what = "1 byte that is" if bad == 1 else f"{bad} bytes that are"
    reason = f"line {line}: {what} not {encoding}; the rest of the line was read"
    return Skipped(shard.shown, reason, bad, index, "save the file as UTF-8")


def sniff(head: bytes) -> bool:
    """Two lines or more, of which the first two are JSON objects or lists of their own."""
    first, *others = [line for line in head.split(b"\n") if line.strip()][:3] or [b""]
    if not others or not all(line.lstrip()[:1] in (b"{", b"[") for line in (first, others[0])):
        return False
    return not parse(first).problem and (len(others) == 1 or not parse(others[0]).problem)


READER = Reader(
    id="jsonl",
    suffixes=(".jsonl", ".ndjson", ".jsonlines", ".ldjson"),
    split=split,
    read=read,
    example=b'{"name": "Ada", "note": "first"}\n\n{"name": "Bob", "tags": ["x", "y"], "age": 41}\n[1, "two"]\n',
    sniff=sniff,
)
