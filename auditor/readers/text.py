"""Plain text, source code, logs: one record with the field `text`, read in pieces that end at line ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Field, Record, Shard, Skipped
from auditor.readers import base
from auditor.readers.base import Reader
from auditor.readers.cutting import cut_at_lines
from auditor.readers.jsonl import undecodable
from auditor.readers.streams import decode, hint, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.readers.base import SourceFile

#: A piece rather ends at an empty line, if one stands in its last bytes: paragraphs and keys stay whole.
_TAIL = 64 * 1024


def split(source: SourceFile) -> Iterator[Shard]:
    """Shards of whole lines, all of them of the same record."""
    return split_as("text", source)


def split_as(reader: str, source: SourceFile) -> Iterator[Shard]:
    """The same for another reader of running text."""
    for cut in cut_at_lines(source, count_chars=True):
        yield cut.shard(source, reader, 0, ("offset", str(cut.chars)))


def read(shard: Shard) -> Iterator[Record | Skipped]:
    """Record 0, piece by piece; each piece tells its offset and line."""
    offset, line = int(hint(shard.hints, "offset", "0")), shard.first_line
    with opened(shard) as source:
        for raw in pieces(source.blocks, source.encoding):
            text, bad = decode(raw, source.encoding)
            if bad:
                yield from _bad_lines(shard, raw, source.encoding, line)
            last = line + raw.count(b"\n")
            end = last - 1 if raw.endswith(b"\n") else last
            yield Record(shard.shown, 0, (Field("text", text, offset=offset, line=line),), line, end)
            offset, line = offset + len(text), last
        yield from source.rest(shard)


def pieces(blocks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Bytes of about MAX_PIECE_CHARS that end at a line end, or at a space where a line is longer."""
    held = b""
    for block in blocks:
        held += block
        while len(held) >= base.MAX_PIECE_CHARS:
            cut = _cut(held[: base.MAX_PIECE_CHARS], encoding)
            yield held[:cut]
            held = held[cut:]
    if held:
        yield held


def _cut(held: bytes, encoding: str) -> int:
    half = len(held) // 2
    for end, start in ((b"\n\n", max(half, len(held) - _TAIL)), (b"\n", 0), (b" ", half)):
        at = held.rfind(end, start)
        if at >= 0:
            return at + len(end)
    last = len(held) - 1
    while encoding == "utf-8" and last > 0 and len(held) - last < 4 and held[last] & 0xC0 == 0x80:
        last -= 1
    return last if encoding == "utf-8" and last > 0 and held[last] >= 0xC0 else len(held)  # not inside a character


def _bad_lines(shard: Shard, raw: bytes, encoding: str, first: int) -> Iterator[Skipped]:
    for number, line in enumerate(raw.split(b"\n"), first):
        if not line.isascii() and (bad := decode(line, encoding)[1]):
            yield undecodable(shard, 0, number, bad)


READER = Reader(
    id="text",
    suffixes=tuple(
        ".txt .text .log .rst .tex .adoc .org .srt .vtt .html .htm .xml .xhtml .svg .css .scss .sql .toml .ini .cfg .conf "
        ".env .properties .py .pyi .js .mjs .cjs .jsx .ts .tsx .vue .svelte .java .kt .kts .scala .groovy .c .h .cc .cpp "
        ".hpp .cs .m .swift .go .rs .rb .php .pl .pm .lua .r .jl .sh .bash .zsh .fish .ps1 .bat .cmd .tf .proto .graphql "
        ".gradle .cmake .dockerfile .diff .patch .pem .key .crt .asc".split()
    ),
    split=split,
    read=read,
    example="First line\nzweite Zeile mit Größe\n\nlast, without an end".encode(),
)
