"""Running text and Markdown: every byte outside the spans stays, also those that belong to no encoding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.readers.streams import decode
from auditor.readers.text import pieces
from auditor.remedies.writers.base import Task, Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.readers.streams import Opened
    from auditor.remedies.replacing import Edits


def rewrite(source: Opened, task: Task) -> Iterator[bytes]:
    """Piece by piece, as the reader cuts them."""
    for raw in pieces(source.blocks, source.encoding):
        text = decode(raw, source.encoding)[0]
        edits = task.lookup.edits("", text) if task.lookup.step() else ()
        yield edited_bytes(raw, text, edits, source.encoding) if edits else raw


def edited_bytes(raw: bytes, text: str, edits: Edits, encoding: str) -> bytes:
    """The bytes with edits that are given in code points of their text."""
    parts, at, char = [], 0, 0
    for start, end, new in edits:
        first = _byte_at(raw, encoding, (char, at), start, text)
        last = _byte_at(raw, encoding, (start, first), end, text)
        parts += [raw[at:first], new.encode(encoding, "replace")]
        at, char = last, end
    return b"".join(parts) + raw[at:]


def _byte_at(raw: bytes, encoding: str, known: tuple[int, int], char: int, text: str) -> int:
    """Where a code point starts, from a place that is known; U+FFFD may stand for bytes of another encoding."""
    at, byte = known
    if text.find("\ufffd", at, char) < 0:
        return byte + len(text[at:char].encode(encoding))
    while at < char:
        good, bad = _run(raw[byte:], encoding)
        if at + len(good) >= char:
            return byte + len(good[: char - at].encode(encoding))
        at += len(good) + (1 if bad else 0)
        byte += len(good.encode(encoding)) + bad
    return byte


def _run(raw: bytes, encoding: str) -> tuple[str, int]:
    """The text up to the next bad bytes, and how many those are."""
    try:
        return raw.decode(encoding), 0
    except UnicodeDecodeError as error:
        return raw[: error.start].decode(encoding), error.end - error.start


WRITER = Writer(readers=("markdown", "text"), rewrite=rewrite)
