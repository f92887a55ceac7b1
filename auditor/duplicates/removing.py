"""The bytes of a file again without some of its records: lines, rows and list elements, all else as it is written."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.readers.base import MAX_RECORD_BYTES
from auditor.readers.csv import rows_of
from auditor.readers.streams import opened
from auditor.remedies.packing import packed
from auditor.remedies.writers.as_arrow import batches_of, settings_of
from auditor.remedies.writers.as_csv import Tee, together
from auditor.remedies.writers.base import CannotRewriteError, kept_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from auditor.model import Shard
    from auditor.readers.streams import Opened

#: Formats of which one record is the whole file.
WHOLE = ("text", "markdown", "mail")
_SIGN = re.compile(r'["\[\]{},]')
_QUOTED = re.compile(r'(?:[^"\\]|\\.)*"', re.DOTALL)
_SPACE = " \t\r\n"


def without(shards: Sequence[Shard], gone: Collection[int], target: Path) -> None:
    """Write a file without the records in `gone`; raises CannotRewriteError where its format has no way to."""
    reader = shards[0].reader
    if reader in ("parquet", "arrow"):
        _columns(shards[0], gone, target)
        return
    if reader not in _STREAMS:
        raise CannotRewriteError(f"records can't be taken out of {reader} files")
    with target.open("wb") as out:
        for shard in shards:
            with opened(shard) as source:
                for block in packed(_STREAMS[reader](source, shard, gone), shard):
                    out.write(block)
                if source.trouble:
                    raise CannotRewriteError(source.trouble[0][0])


def _lines(source: Opened, shard: Shard, gone: Collection[int]) -> Iterator[bytes]:
    for index, line in enumerate(kept_lines(source.blocks, MAX_RECORD_BYTES), shard.first_record):
        if isinstance(line, int):
            raise CannotRewriteError("a line longer than a record may be")
        if index not in gone:
            yield line


def _rows(source: Opened, shard: Shard, gone: Collection[int]) -> Iterator[bytes]:
    tee = Tee(source.blocks)
    source.blocks = iter(tee)
    for rows in together(rows_of(source, shard)):
        raw = tee.take(sum(size for _, _, size in rows))
        numbers = [number for number, _, _ in rows]
        if all(number in gone for number in numbers):
            continue
        if any(number in gone for number in numbers):
            raise CannotRewriteError("several rows stand in one line")
        yield raw
    yield tee.take(1 << 62)


# ---------------------------------------------------------------- JSON: the elements of one list


def _elements(source: Opened, shard: Shard, gone: Collection[int]) -> Iterator[bytes]:
    del shard  # a list is always read from the start of its file
    cutter = _Cutter(source)
    yield from (text.encode(source.encoding, "surrogateescape") for text in cutter.kept(gone))


class _Cutter:
    """Cuts a list into its elements, each with the space around it."""

    def __init__(self, source: Opened) -> None:
        import codecs

        decoder = codecs.getincrementaldecoder(source.encoding)("surrogateescape")
        self._more: Iterator[str] = (decoder.decode(block) for block in source.blocks)
        self._text = ""
        self._at = 0  # start of the element that is underway

    def kept(self, gone: Collection[int]) -> Iterator[str]:
        yield self._head()
        first = True
        for index, (element, end) in enumerate(self._pieces()):
            last_space = element[len(element.rstrip(_SPACE)) :] if end else ""
            if index in gone or not element.strip(_SPACE):
                yield last_space
            else:
                yield element if first else f",{element}"
                first = False
        rest = self._rest()
        if rest.strip(_SPACE):
            raise CannotRewriteError("more than one list stands in the file")
        yield f"]{rest}"

    def _grow(self) -> bool:
        """Read on; what was cut already is dropped."""
        block = next(self._more, None)
        if block is None:
            return False
        self._text = self._text[self._at :] + block
        self._at = 0
        if len(self._text) > 2 * MAX_RECORD_BYTES:
            raise CannotRewriteError("an element longer than a record may be")
        return True

    def _head(self) -> str:
        while not self._text.lstrip(_SPACE) and self._grow():
            pass
        start = len(self._text) - len(self._text.lstrip(_SPACE))
        if self._text[start : start + 1] != "[":
            raise CannotRewriteError("its records are no elements of one list")
        self._at = start + 1
        return self._text[: self._at]

    def _pieces(self) -> Iterator[tuple[str, bool]]:
        """Elements, and whether the list ends behind them."""
        depth = 0
        while depth >= 0:
            length = depth = 0
            while depth >= 0:
                length, sign = self._next(length)
                if sign in "[{":
                    depth += 1
                elif sign in "]}":
                    depth -= 1
                elif not depth:  # a comma of the list itself
                    break
            start, self._at = self._at, self._at + length
            yield self._text[start : self._at - 1], depth < 0

    def _next(self, length: int) -> tuple[int, str]:
        """The next structural sign outside strings; both lengths count from the start of the element."""
        while True:
            match = _SIGN.search(self._text, self._at + length)
            if match is None:
                length = len(self._text) - self._at
            elif match.group() != '"':
                return match.end() - self._at, match.group()
            elif quoted := _QUOTED.match(self._text, match.end()):
                length = quoted.end() - self._at
                continue
            else:
                length = match.start() - self._at
            if not self._grow():
                raise CannotRewriteError("not valid JSON")

    def _rest(self) -> str:
        """What stands behind the list: space, as far as it was read."""
        rest, self._at = self._text[self._at :], len(self._text)
        while not rest.strip(_SPACE) and self._grow():
            rest, self._at = rest + self._text, len(self._text)
        return rest


# ---------------------------------------------------------------- Parquet and Arrow


def _columns(shard: Shard, gone: Collection[int], target: Path) -> None:
    from auditor.readers.arrow_rows import failures

    source = Path(shard.root) / shard.path
    broken = False
    try:
        (_parquet if shard.reader == "parquet" else _arrow)(source, gone, target)
    except failures():
        broken = True
    if broken:
        raise CannotRewriteError("can't be written again in its own schema")


def _parquet(source: Path, gone: Collection[int], target: Path) -> None:
    from pyarrow.parquet import ParquetFile, ParquetWriter

    with ParquetFile(source, pre_buffer=False) as file:
        schema, metadata, row = file.schema_arrow, file.metadata, 0
        with ParquetWriter(target, schema, **settings_of(metadata)) as out:
            for number in range(metadata.num_row_groups):
                table = file.read_row_group(number, use_threads=False)
                kept = _kept(table, row, gone)
                out.write_table(kept, row_group_size=max(1, kept.num_rows))
                row += table.num_rows


def _arrow(source: Path, gone: Collection[int], target: Path) -> None:
    import pyarrow as pa

    with batches_of(source) as (schema, batches, is_file):
        make = pa.ipc.new_file if is_file else pa.ipc.new_stream
        with make(str(target), schema, options=pa.ipc.IpcWriteOptions(unify_dictionaries=is_file)) as out:
            kept = _each(batches, gone)
            if is_file and any("dictionary" in str(kind) for kind in schema.types):
                out.write_table(pa.Table.from_batches(kept, schema))  # one dictionary for all batches
            else:
                for batch in kept:
                    out.write_batch(batch)


def _each(batches: Iterable[Any], gone: Collection[int]) -> Iterator[Any]:
    row = 0
    for batch in batches:
        yield _kept(batch, row, gone)
        row += batch.num_rows


def _kept(rows: Any, first: int, gone: Collection[int]) -> Any:
    import pyarrow as pa

    stays = [number not in gone for number in range(first, first + rows.num_rows)]
    return rows if all(stays) else rows.filter(pa.array(stays, pa.bool_()))


_STREAMS = {"jsonl": _lines, "csv": _rows, "json": _elements}
