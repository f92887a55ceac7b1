"""Bytes of a copy in the form of their source: its byte order mark, its encoding, its compression."""

from __future__ import annotations

import bz2
import codecs
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.readers.encoding import is_cuttable, marked
from auditor.readers.streams import hint, open_file, stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.model import Shard


def packed(blocks: Iterable[bytes], shard: Shard) -> Iterator[bytes]:
    """What goes to disk for the blocks that a writer made of a shard."""
    encoding = hint(shard.hints, "encoding", "utf-8")
    if not is_cuttable(encoding):
        blocks = _transcoded(blocks, encoding)
    if shard.start == 0:
        blocks = _marked(blocks, _mark(shard))
    compression = hint(shard.hints, "compression")
    return _compressed(blocks, compression) if compression else iter(blocks)


def _mark(shard: Shard) -> bytes:
    """The byte order mark that the reader left out."""
    with open_file(Path(shard.root) / shard.path, shard.shown) as file:
        blocks = iter(stream(file, _raw(shard), drop_mark=False).blocks)
        head = b""
        while len(head) < 4 and (block := next(blocks, b"")):
            head += block
    return head[: marked(head)[1]]


def _raw(shard: Shard) -> Shard:
    from dataclasses import replace

    hints = tuple((name, "utf-8" if name == "encoding" else value) for name, value in shard.hints)
    return replace(shard, hints=hints)


def _marked(blocks: Iterable[bytes], mark: bytes) -> Iterator[bytes]:
    if mark:
        yield mark
    yield from blocks


def _transcoded(blocks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    encoder = codecs.getincrementalencoder(encoding)("replace")
    for block in blocks:
        yield encoder.encode(decoder.decode(block))
    yield encoder.encode(decoder.decode(b"", final=True), final=True)


def _compressed(blocks: Iterable[bytes], kind: str) -> Iterator[bytes]:
    packer = _packer(kind)
    for block in blocks:
        yield packer.compress(block)
    yield packer.flush()


def _packer(kind: str) -> Any:
    if kind == "gzip":
        return zlib.compressobj(6, zlib.DEFLATED, 31)  # no name and no time in the head
    if kind == "bz2":
        return bz2.BZ2Compressor()
    import zstandard

    return zstandard.ZstdCompressor().compressobj()
