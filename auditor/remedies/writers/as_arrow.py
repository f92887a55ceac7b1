"""Parquet and Arrow: schema, metadata, row groups and the columns without findings stay as they are."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.readers.arrow_rows import failures
from auditor.remedies.arrow_notes import noted, without_findings
from auditor.remedies.arrow_values import renamed, rewritten
from auditor.remedies.writers.base import CannotRewriteError, Task, Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAGIC = b"ARROW1"


def write(task: Task, target: Path) -> None:
    """The whole file."""
    broken = False
    try:
        if task.shards[0].reader == "parquet":
            _parquet(task, target)
        else:
            _arrow(task, target)
    except failures():
        broken = True
    if broken:
        raise CannotRewriteError("can't be written again in its own schema")


def _source(task: Task) -> Path:
    return Path(task.shards[0].root) / task.shards[0].path


def _parquet(task: Task, target: Path) -> None:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile, ParquetWriter

    task.lookup.look_ahead()
    with ParquetFile(_source(task), pre_buffer=False) as file:
        schema, metadata = file.schema_arrow, file.metadata
        row = 0
        with ParquetWriter(target, _head(schema, task), **settings_of(metadata)) as out:
            for number in range(metadata.num_row_groups):
                rows = metadata.row_group(number).num_rows
                changed = task.lookup.at(row + rows - 1)
                if number == 0:
                    _same_names(task, schema, out.schema)
                batches = [
                    rewritten(batch, out.schema, task, changed)
                    for batch in file.read_row_group(number, use_threads=False).to_batches()
                ]
                out.write_table(pa.Table.from_batches(batches, out.schema), row_group_size=max(1, rows))
                row += rows


def _head(schema: Any, task: Task) -> Any:
    """The schema of the copy: names and notes without what goes."""
    return noted(renamed(schema, task.lookup.keys), partial(without_findings, task=task))


def _same_names(task: Task, old: Any, new: Any) -> None:
    """Names inside nested columns are only known with the first values; then the schema is made again."""
    if renamed(old, task.lookup.keys) != new:
        raise CannotRewriteError("names inside a nested column that are findings")


def settings_of(metadata: Any) -> dict[str, Any]:
    """How the file was packed, column by column."""
    if not metadata.num_row_groups or not metadata.num_columns:
        return {}
    group = metadata.row_group(0)
    columns = [group.column(number) for number in range(metadata.num_columns)]
    packed = {column.path_in_schema: column.compression.lower().replace("uncompressed", "none") for column in columns}
    if not set(packed.values()) <= {"none", "snappy", "gzip", "brotli", "zstd", "lz4"}:
        return {}
    dictionary = [c.path_in_schema for c in columns if any("DICTIONARY" in name for name in c.encodings)]
    return {"compression": packed, "use_dictionary": dictionary, "version": metadata.format_version}


def _arrow(task: Task, target: Path) -> None:
    import pyarrow as pa

    task.lookup.look_ahead()
    with batches_of(_source(task)) as (schema, batches, is_file):
        new = _head(schema, task)
        make = pa.ipc.new_file if is_file else pa.ipc.new_stream
        made = _each(batches, schema, new, task)
        with make(str(target), new, options=pa.ipc.IpcWriteOptions(unify_dictionaries=is_file)) as out:
            if is_file and any("dictionary" in str(kind) for kind in new.types):
                out.write_table(pa.Table.from_batches(made, new))  # this format has one dictionary for all batches
            else:
                for batch in made:
                    out.write_batch(batch)


def _each(batches: Iterator[Any], schema: Any, new: Any, task: Task) -> Iterator[Any]:
    row = 0
    for batch in batches:
        changed = task.lookup.at(row + batch.num_rows - 1)
        _same_names(task, schema, new)
        yield rewritten(batch, new, task, changed)
        row += batch.num_rows


@contextmanager
def batches_of(path: Path) -> Iterator[tuple[Any, Iterator[Any], bool]]:
    """Schema and batches of an Arrow file or stream, and whether it is a file."""
    import pyarrow as pa

    with pa.memory_map(str(path)) as memory:
        is_file = memory.read(len(_MAGIC)) == _MAGIC
        memory.seek(0)
        with pa.ipc.open_file(memory) if is_file else pa.ipc.open_stream(memory) as opened:
            if is_file:
                yield opened.schema, (opened.get_batch(n) for n in range(opened.num_record_batches)), True
            else:
                yield opened.schema, iter(opened), False


WRITER = Writer(readers=("arrow", "parquet"), write=write)
