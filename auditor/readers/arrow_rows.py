"""Makes records of Arrow batches: what Parquet and Arrow files have in common. pyarrow is imported late."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from auditor.model import Field, Part, Record, Shard, Skipped
from auditor.readers import base, shapes
from auditor.readers.leaves import Names, records

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMBER = False

#: Bytes of values that are turned into Python objects at a time.
_BATCH_BYTES = 4 * 1024 * 1024
_BATCH_ROWS = 2048
_HINT = "write the file again from its source; the other columns were read"


def batch_rows(size: int, rows: int) -> int:
    """How many rows to take at a time, if `rows` rows have `size` bytes."""
    return max(1, min(_BATCH_ROWS, _BATCH_BYTES * rows // max(1, size)))


def share(size: int, part: int, total: int) -> int:
    """The bytes of a file of `size` that stand for the first `part` of `total`; adds up to all of it."""
    return size * part // total if total else size


class Rows:
    """Records of the batches of one shard, numbered on."""

    def __init__(self, shard: Shard, columns: list[str]) -> None:
        self._shard = shard
        self._names = Names()
        self.index = shard.first_record
        self._columns: tuple[Field, ...] = ()
        for column in columns:
            self._names.step(column)
        if shard.start == 0:
            found = dict.fromkeys(column for column in columns if column)
            self._columns = tuple(Field(column, column, Part.COLUMN) for column in found)

    def of(self, batch: Any) -> Iterator[Record | Skipped]:
        """The rows of a batch, some at a time."""
        step = batch_rows(batch.nbytes, batch.num_rows)
        for start in range(0, batch.num_rows, step):
            part = batch.slice(start, step)
            columns = [_values(column) for column in part.columns]
            lost = sum(column.nbytes for column, found in zip(part.columns, columns, strict=True) if found is None)
            if lost:
                last = self.index + part.num_rows - 1
                reason = f"rows {self.index} to {last}: a column whose values can't be read"
                yield Skipped(self._shard.shown, reason, lost, self.index, _HINT)
            nothing = [None] * part.num_rows
            for row in zip(*(nothing if found is None else found for found in columns), strict=True):
                yield from self._record(dict(zip(part.schema.names, row, strict=True)))
                self.index += 1

    def _record(self, row: dict[str, Any]) -> Iterator[Record | Skipped]:
        place = Record(self._shard.shown, self.index, (), shape=shapes.TABLE)
        for record in records(row, place, self._names):
            kept = tuple(field for field in record.fields if len(field.text) <= base.MAX_RECORD_BYTES)
            size = sum(len(field.text) for field in record.fields) - sum(len(field.text) for field in kept)
            if size:
                reason = f"row {self.index}: value longer than a record may be"
                yield Skipped(self._shard.shown, reason, size, self.index, "split it over several records")
            yield replace(record, fields=(*self._columns, *kept))
            self._columns = ()

    def rest(self) -> Iterator[Record | Skipped]:
        """What is left to say at the end: columns without rows, and values that are no text."""
        if self._columns:
            yield Record(self._shard.shown, self.index, self._columns, shape=shapes.TABLE)
        if self._names.binary:
            hint = "images and other media are not looked at"
            yield Skipped(self._shard.shown, "binary values are not read", self._names.binary, hint=hint)


def _values(column: Any) -> list[Any] | None:
    """The values of a column; what Python can't hold is turned into something near, or into text."""
    import pyarrow as pa

    for target in (None, _plain(column.type), pa.string()):
        try:
            chosen = column if target is None else column.cast(target, safe=False)
            chosen.validate(full=True)
            return chosen.to_pylist()  # type: ignore[no-any-return]
        except failures():
            continue
    return None


def failures() -> tuple[type[Exception], ...]:
    """What pyarrow raises for a file that is broken; messages may quote it, so they are not shown."""
    import pyarrow

    return (pyarrow.ArrowException, OSError, ValueError, OverflowError, NotImplementedError, TypeError, KeyError)


def _plain(kind: Any) -> Any:
    """A type whose values Python can hold: microseconds for nanoseconds, bytes for strings that may be no UTF-8."""
    import pyarrow as pa

    types = pa.types
    if types.is_timestamp(kind):
        return pa.timestamp("us", tz=kind.tz)
    if types.is_string(kind) or types.is_large_string(kind):
        return pa.large_binary()
    if types.is_list(kind) or types.is_large_list(kind):
        return pa.large_list(_plain(kind.value_type))
    if types.is_struct(kind):
        return pa.struct([field.with_type(_plain(field.type)) for field in kind])
    return kind
