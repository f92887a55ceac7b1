"""Arrow and Feather: record batches are shards; both the file and the stream format, as `save_to_disk` writes it."""

from __future__ import annotations

import zlib
from base64 import b64decode
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.errors import ReadError
from auditor.model import Record, Shard, Skipped
from auditor.readers import base
from auditor.readers.arrow_rows import Rows, failures, share
from auditor.readers.base import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.readers.base import SourceFile

_HINT = "write the file again from its source"
_MAGIC = b"ARROW1"
#: A stream is read from its start for each of its shards, so it has few.
_MOST_SHARDS = 64


@contextmanager
def _batches(root: str, path: str, shown: str) -> Iterator[tuple[list[str], Iterator[Any]]]:
    """The names of the columns and the batches of a file that lies in memory only where it is looked at."""
    import pyarrow as pa

    memory, opened, problem, is_file = None, None, "", False
    try:
        memory = pa.memory_map(str(Path(root) / path))
        is_file = memory.read(len(_MAGIC)) == _MAGIC
        memory.seek(0)
        opened = pa.ipc.open_file(memory) if is_file else pa.ipc.open_stream(memory)
    except FileNotFoundError:
        problem = "not there any more"
    except failures():
        problem = "broken Arrow file, or one in the first Feather format"
    if opened is None or memory is None:
        raise ReadError(f"{shown}: {problem}", _HINT)
    with memory, opened:
        yield opened.schema.names, _each(opened, is_file)


def _each(opened: Any, is_file: bool) -> Iterator[Any]:
    if is_file:
        for number in range(opened.num_record_batches):
            yield opened.get_batch(number)
    else:
        yield from opened


def split(source: SourceFile) -> Iterator[Shard]:
    """Shards of whole batches."""
    sizes, counts = _measure(source)
    least = max(base.SHARD_BYTES, source.size // _MOST_SHARDS)
    total, start, taken, rows = sum(sizes), 0, 0, 0
    for stop in range(1, len(sizes) + 1):
        done = sum(sizes[start:stop])
        if done >= least or stop == len(sizes):
            size = share(source.size, taken + done, total) - share(source.size, taken, total)
            yield _shard(source, (start, stop), rows, size)
            start, taken, rows = stop, taken + done, rows + sum(counts[start:stop])
    if not sizes:
        yield _shard(source, (0, 0), 0, source.size)


def _measure(source: SourceFile) -> tuple[list[int], list[int]]:
    """Bytes and rows of each batch; the last one may be broken: reading it reports that."""
    sizes: list[int] = []
    counts: list[int] = []
    errors = failures()
    with _batches(str(source.root), source.path, source.shown) as (_, batches):
        try:
            for batch in batches:
                sizes.append(max(1, batch.nbytes))
                counts.append(batch.num_rows)
        except errors:
            sizes.append(1)
            counts.append(0)
    return sizes, counts


def _shard(source: SourceFile, batches: tuple[int, int], rows: int, size: int) -> Shard:
    return Shard(str(source.root), source.path, source.shown, READER.id, *batches, rows, 1, size, hints=source.hints)


def read(shard: Shard) -> Iterator[Record | Skipped]:
    """One record per row."""
    errors = failures()
    with _batches(shard.root, shard.path, shard.shown) as (columns, batches):
        rows = Rows(shard, columns)
        wanted = islice(batches, shard.start, shard.stop)
        while True:
            batch, broken = None, False
            try:
                batch = next(wanted, None)
            except errors:
                broken = True
            if broken:
                reason = f"broken from row {rows.index} on"
                yield Skipped(shard.shown, reason, shard.size, rows.index, _HINT)
            if batch is None:
                break
            yield from rows.of(batch)
        yield from rows.rest()


def sniff(head: bytes) -> bool:
    """The magic bytes of the file format, or the first message of a stream."""
    if head.startswith(_MAGIC):
        return True
    return head[:4] == b"\xff\xff\xff\xff" and 0 < int.from_bytes(head[4:8], "little") < 2**24


READER = Reader(
    id="arrow",
    suffixes=(".arrow", ".feather", ".ipc"),
    split=split,
    read=read,
    example=zlib.decompress(
        b64decode(
            "eNqdUb1OAzEMdu6njaog3VChDh06MnZkPGCAgYEFiaFLaE9QqQcIbuCYeRAegMdg4BEYeJfgJA5UVo5WtZT77PizffFnjDET"
            "AVCAtQEo6EEOEj00kWEMGEn8ZvQFSPF84JlRfIU9kKyG6I/pDlvCkPxG3zzZdufIe/Xc3M4bUR4Il01VW79Bzrvn7cV65nge"
            "VnpeIb4h7+ufnvNl01r/EzkFVkt8X9+9qqA3+7oxq7vTdeX9zMVYbm6Fn29NwT5tSrlukGZu9gUEG2Cs3NbsLr/B7ziBP1PQ"
            "bSFXEErCEeN1xaH+gLBPOGX8KeOXLF+y+WeE6RonZ++CHWIR2YGd0SP/aKGP769P2nAf3nO5qk8f9ctvD8F6Prc+t61+5Qb9"
            "xJb6SYYJ01Ns0C/UTVi+K5ZMb2Bx+NfDyP7zyP5FB3bplUR2YO+8YnFL1noFn+Ryeln8ASaFSas="
        )
    ),
    sniff=sniff,
)
