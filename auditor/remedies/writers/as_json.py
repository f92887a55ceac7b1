"""JSON and JSON Lines: only the insides of strings change, and numbers that are findings."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from auditor.readers import base
from auditor.readers.parsing import parse
from auditor.readers.streams import decode
from auditor.remedies.json_text import rewrite_json
from auditor.remedies.writers.base import Task, Writer, kept_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.readers.streams import Opened


def rewrite(source: Opened, task: Task) -> Iterator[bytes]:
    """The file again: JSON Lines line by line, JSON through a window."""
    if task.shards[0].reader == "jsonl":
        return _lines(source, task)
    return _document(source, task)


def _lines(source: Opened, task: Task) -> Iterator[bytes]:
    encoding = source.encoding
    for index, raw in enumerate(kept_lines(source.blocks, base.MAX_RECORD_BYTES), task.shards[0].first_record):
        if isinstance(raw, int):
            task.unread.keeps("a line longer than a record may be")  # never kept: it is not in memory
            continue
        changed = task.lookup.at(index)
        if not raw.strip():
            yield raw
        elif _problem(raw, encoding):
            if task.unread.keeps("a line that is not valid JSON"):
                yield raw
        elif changed:
            text = raw.decode(encoding, "surrogateescape")
            yield "".join(rewrite_json([text], task.lookup)).encode(encoding, "surrogateescape")
        else:
            yield raw


def _problem(raw: bytes, encoding: str) -> str:
    return parse(raw if encoding == "utf-8" else decode(raw, encoding)[0].encode("utf-8")).problem


def _document(source: Opened, task: Task) -> Iterator[bytes]:
    task.lookup.at(None)
    for text in rewrite_json(_texts(source.blocks, source.encoding), task.lookup):
        yield text.encode(source.encoding, "surrogateescape")


def _texts(blocks: Iterable[bytes], encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)("surrogateescape")
    for block in blocks:
        yield decoder.decode(block)
    yield decoder.decode(b"", final=True)


WRITER = Writer(readers=("json", "jsonl"), rewrite=rewrite)
