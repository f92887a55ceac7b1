"""Parquet: row groups are shards, each row is a record, nested columns are named like JSON paths."""

from __future__ import annotations

import zlib
from base64 import b64decode
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.errors import ReadError
from auditor.model import Record, Shard, Skipped
from auditor.readers import base
from auditor.readers.arrow_rows import Rows, batch_rows, failures, share
from auditor.readers.base import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.readers.base import SourceFile
_HINT = "write the file again from its source"


@contextmanager
def _file(root: str, path: str, shown: str) -> Iterator[Any]:
    from pyarrow.parquet import ParquetFile

    file, problem = None, ""
    try:
        # a small buffer reads page by page instead of whole columns
        file = ParquetFile(Path(root) / path, buffer_size=base.SHARD_BYTES // 4, pre_buffer=False)
    except FileNotFoundError:
        problem = "not there any more"
    except failures():
        problem = "broken or encrypted Parquet file"
    if file is None:
        raise ReadError(f"{shown}: {problem}", _HINT)
    with file:
        yield file


def split(source: SourceFile) -> Iterator[Shard]:
    """Shards of whole row groups."""
    with _file(str(source.root), source.path, source.shown) as file:
        metadata = file.metadata
        sizes = [metadata.row_group(number).total_byte_size for number in range(metadata.num_row_groups)]
        counts = [metadata.row_group(number).num_rows for number in range(metadata.num_row_groups)]
    total, start, taken, rows = sum(sizes), 0, 0, 0
    for stop in range(1, len(sizes) + 1):
        done = sum(sizes[start:stop])
        if done < base.SHARD_BYTES and stop < len(sizes):
            continue
        size = share(source.size, taken + done, total) - share(source.size, taken, total)
        yield _shard(source, (start, stop), rows, size)
        start, taken, rows = stop, taken + done, rows + sum(counts[start:stop])
    if not sizes:
        yield _shard(source, (0, 0), 0, source.size)


def _shard(source: SourceFile, groups: tuple[int, int], rows: int, size: int) -> Shard:
    return Shard(str(source.root), source.path, source.shown, READER.id, *groups, rows, 1, size, hints=source.hints)


def read(shard: Shard) -> Iterator[Record | Skipped]:
    """One record per row."""
    with _file(shard.root, shard.path, shard.shown) as file:
        rows = Rows(shard, file.schema_arrow.names)
        first = shard.first_record
        for number in range(shard.start, shard.stop):
            rows.index = first
            yield from _group(file, number, rows, shard)
            first += file.metadata.row_group(number).num_rows
        yield from rows.rest()


def _group(file: Any, number: int, rows: Rows, shard: Shard) -> Iterator[Record | Skipped]:
    group = file.metadata.row_group(number)
    last = rows.index + group.num_rows - 1
    errors = failures()
    batches = file.iter_batches(
        batch_rows(group.total_byte_size, group.num_rows), row_groups=[number], use_threads=False
    )
    while True:
        batch, broken = None, False
        try:
            batch = next(batches, None)
        except errors:
            broken = True
        if broken:
            reason = f"rows {rows.index} to {last}: broken row group"
            size = share(shard.size, 1, shard.stop - shard.start)
            yield Skipped(shard.shown, reason, size, rows.index, _HINT)
        if batch is None:
            return
        yield from rows.of(batch)


def sniff(head: bytes) -> bool:
    """The magic bytes, also those of an encrypted file."""
    return head.startswith((b"PAR1", b"PARE"))


READER = Reader(
    id="parquet",
    suffixes=(".parquet", ".pq"),
    split=split,
    read=read,
    example=zlib.decompress(
        b64decode(
            "eNqNkt9KAkEUxs+enVYJ6e4MO+CFFzqIrJKC0YUIFhSJiAh1v9lSgv9atz9Kz9NlD9GTdNllj9CZVVEzItidszvf95357cx2"
            "Gt0yAeUp75HgB4ecNAAg38KyeWzc+KacjK9ZLVBh14ZGvxwMBZfz0J+znKXsrg+Mz06AxeWZNZdcj3DbhJYZT2c8m6LUrgz8"
            "7pG309zGeAnb9J6ZYU5CvVTBdaa9u2Dok8MNc+iKkT8MctAyuSq6e5OB3wsIl2KvH83Wooj82ykTOK2amRCuGPSn0cqcCAbB"
            "MBhFS790lKdqGtKUUjkH1GIlAilkW7Z18iJNhh2hJlPKURrMbq3t+QVJTBCHOrKjrzZCBxw6gh+p4xgxxlrhxOGmbOpXayON"
            "SgtQZ7xVZpvkpyWFTnKBX5FR1mVdf202EDEz/sWMsiIr+g03UmCgTeg/0F3Z1R+4taZGZOjFV8t3SyJDcYV8ZuKH9w9BVOxN"
            "JkU/DMdPmccgnPbHo0zlqHRYKqsaH8rign0m6PBv/g3wL2az"
        )
    ),
    sniff=sniff,
)
