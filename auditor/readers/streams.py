"""The bytes of a shard as blocks: decompressed, turned into UTF-8 where needed, cut into lines, all of it bounded.

What goes wrong underway (a broken archive, a file that shrank) ends the stream and is noted in `Opened.trouble`:
what could be read is read, and the reader reports the rest as skipped.
"""

from __future__ import annotations

import bz2
import codecs
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Protocol

from auditor.errors import ReadError
from auditor.model import Skipped
from auditor.readers.encoding import is_cuttable, marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from auditor.model import Shard

MEMBER = False

BLOCK = 256 * 1024
#: Bytes that any archive may unpack to; beyond, MAX_RATIO times its own size.
FREE_BYTES = 256 * 1024 * 1024
MAX_RATIO = 200
#: Packed bytes per step: even a bomb unpacks this much to some 30 MB at most, and little is lost where a stream breaks.
_STEP = 1024
_MAGIC = ((b"\x1f\x8b\x08", "gzip"), (b"BZh", "bz2"), (b"\x28\xb5\x2f\xfd", "zstd"))
SUFFIXES = {".gz": "gzip", ".gzip": "gzip", ".bz2": "bz2", ".zst": "zstd", ".zstd": "zstd"}
#: What ended a stream, and how many bytes of the file were taken until then.
Trouble = list[tuple[str, int]]
#: Stands for bytes that don't belong to the encoding; written as UTF-8 it is invalid again, so its line is reported.
BAD = "\udc80"

codecs.register_error("auditor.readers.bad", lambda error: (BAD, _end_of(error)))


def _end_of(error: UnicodeError) -> int:
    return error.end if isinstance(error, UnicodeDecodeError) else 0


class _Unpacker(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


@dataclass(slots=True)
class Opened:
    """An open shard: blocks of UTF-8 or of a single-byte encoding, and what went wrong so far."""

    blocks: Iterator[bytes]
    encoding: str
    trouble: Trouble = field(default_factory=list)

    def rest(self, shard: Shard) -> Iterator[Skipped]:
        """What could not be read, to be reported at the end."""
        hint = "make the file again from its source; what came before was read"
        for reason, taken in self.trouble:
            yield Skipped(shard.shown, reason, max(1, shard.size - taken), hint=hint)


def hint(hints: tuple[tuple[str, str], ...], name: str, default: str = "") -> str:
    """What `plan` or `split` found out under a name."""
    return dict(hints).get(name, default)


def compression_of(head: bytes) -> str:
    """gzip, bz2, zstd or nothing, by the first bytes."""
    kind = next((kind for magic, kind in _MAGIC if head.startswith(magic)), "")
    return kind if kind != "bz2" or head[4:10] in (b"1AY&SY", b"\x17rE8P\x90") else ""


def is_sequential(hints: tuple[tuple[str, str], ...]) -> bool:
    """Whether a file can only be read from its start: one shard."""
    return bool(hint(hints, "compression")) or not is_cuttable(hint(hints, "encoding", "utf-8"))


@contextmanager
def opened(shard: Shard) -> Iterator[Opened]:
    """The stream of a shard's bytes; raises ReadError if the file can't be opened."""
    from pathlib import Path

    with open_file(Path(shard.root) / shard.path, shard.shown) as file:
        yield stream(file, shard)


@contextmanager
def open_file(path: Path, shown: str) -> Iterator[BinaryIO]:
    """The file itself, with a ReadError that names it by `shown` only."""
    problem, file = "", None
    try:
        file = path.open("rb")
    except OSError as error:
        problem = f"{shown}: can't be read ({error.strerror})"
    if file is None:
        raise ReadError(problem, "check that the file exists and that you may read it")
    with file:
        yield file


def stream(file: BinaryIO, shard: Shard, drop_mark: bool = True) -> Opened:
    """Blocks of an open file as the shard's hints say, without a byte order mark."""
    trouble: Trouble = []
    encoding = hint(shard.hints, "encoding", "utf-8")
    compression = hint(shard.hints, "compression")
    blocks = _raw(file, shard, trouble)
    if compression:
        blocks = gathered(unpacked(blocks, compression, trouble))
    if drop_mark and shard.start == 0:
        blocks = _without_mark(blocks)
    if not is_cuttable(encoding):
        blocks, encoding = _transcoded(blocks, encoding), "utf-8"
    return Opened(blocks, encoding, trouble)


def _raw(file: BinaryIO, shard: Shard, trouble: Trouble) -> Iterator[bytes]:
    file.seek(shard.start)
    left = shard.stop - shard.start
    while left > 0:
        problem, block = "the file became shorter while it was read", b""
        try:
            block = file.read(min(BLOCK, left))
        except OSError as error:
            problem = f"can't be read to its end ({error.strerror})"
        if not block:
            trouble.append((problem, shard.stop - shard.start - left))
            return
        left -= len(block)
        yield block


def gathered(blocks: Iterable[bytes], size: int = BLOCK) -> Iterator[bytes]:
    """Small blocks joined to blocks of at least `size` bytes."""
    held: list[bytes] = []
    length = 0
    for block in blocks:
        held.append(block)
        length += len(block)
        if length >= size:
            yield b"".join(held)
            held, length = [], 0
    if held:
        yield b"".join(held)


def unpacked(blocks: Iterable[bytes], kind: str, trouble: Trouble) -> Iterator[bytes]:
    """Decompressed blocks, over all members or frames of the file, up to the bound for bombs."""
    unpacker = _unpacker(kind)
    taken = given = 0
    for piece in _steps(blocks, _STEP):
        data, taken = piece, taken + len(piece)
        while data and not (unpacker.eof and not data.strip(b"\0")):  # zeros may pad the file after the last member
            unpacker = _unpacker(kind) if unpacker.eof else unpacker
            out = _unpack(unpacker, data, kind)
            if out is None:
                trouble.append((f"the {kind} stream is broken", taken - len(piece)))
                return
            given += len(out)
            yield out
            data = unpacker.unused_data if unpacker.eof else b""
        if given > FREE_BYTES and given > MAX_RATIO * taken:
            trouble.append((f"unpacks to more than {MAX_RATIO} times its size: not read further", taken))
            return
    if not unpacker.eof and not trouble:
        trouble.append((f"the {kind} stream ends too early", taken))


def _steps(blocks: Iterable[bytes], size: int) -> Iterator[bytes]:
    for block in blocks:
        yield from (block[at : at + size] for at in range(0, len(block), size))


def _unpacker(kind: str) -> _Unpacker:
    if kind == "gzip":
        return zlib.decompressobj(31)
    if kind == "bz2":
        return bz2.BZ2Decompressor()
    import zstandard

    return zstandard.ZstdDecompressor(max_window_size=2**27).decompressobj()


def _unpack(unpacker: _Unpacker, data: bytes, kind: str) -> bytes | None:
    try:
        return unpacker.decompress(data)
    except _errors(kind):
        return None


def _errors(kind: str) -> tuple[type[Exception], ...]:
    if kind != "zstd":
        return (zlib.error, OSError, EOFError, ValueError)
    import zstandard

    return (zstandard.ZstdError,)


def _without_mark(blocks: Iterator[bytes]) -> Iterator[bytes]:
    first = next(blocks, b"")
    while first and len(first) < 4 and (more := next(blocks, b"")):
        first += more
    yield first[marked(first)[1] :]
    yield from blocks


def _transcoded(blocks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("auditor.readers.bad")
    for block in blocks:
        yield decoder.decode(block).encode("utf-8", "surrogatepass")
    yield decoder.decode(b"", final=True).encode("utf-8", "surrogatepass")


def lines(blocks: Iterable[bytes], limit: int, end: bytes = b"\n") -> Iterator[bytes | int]:
    """Lines without their end; a line above `limit` is not kept and comes as its length."""
    held: list[bytes] = []  # parts of a line that goes on
    length = 0
    for block in blocks:
        first, *others = block.split(end)
        length += len(first)
        if length <= limit:
            held.append(first)
        else:
            held.clear()
        if not others:
            continue
        yield b"".join(held) if length <= limit else length
        last = others.pop()
        if len(block) <= limit:
            yield from others
        else:
            yield from (part if len(part) <= limit else len(part) for part in others)
        held, length = [last] if len(last) <= limit else [], len(last)
    if length:
        yield b"".join(held) if length <= limit else length


def decode(raw: bytes, encoding: str) -> tuple[str, int]:
    """The text of a line, and how many of its bytes do not belong to the encoding (they show as U+FFFD)."""
    try:
        return raw.decode(encoding), 0
    except UnicodeDecodeError:
        pass
    text = raw.decode(encoding, "replace")
    good = text.replace("\ufffd", "").encode(encoding)
    return text, max(1, len(raw) - len(good))
