"""Rewrites values of Arrow columns: a column without a finding is passed on as it is."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from auditor.readers.arrow_rows import failures
from auditor.remedies.replacing import applied
from auditor.remedies.writers.base import CannotRewriteError

if TYPE_CHECKING:
    from auditor.remedies.writers.base import Task


def rewritten(batch: Any, schema: Any, task: Task, changed: bool) -> Any:
    """A batch with its edits, under the schema of the copy; values are looked at where there are edits or media."""
    import pyarrow as pa

    if not changed and not any("binary" in str(f.type) or "dictionary" in str(f.type) for f in batch.schema):
        return pa.RecordBatch.from_arrays(batch.columns, schema=schema)
    columns = [_column(column, field, task) for column, field in zip(batch.columns, batch.schema, strict=True)]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def renamed(schema: Any, keys: dict[str, str]) -> Any:
    """The schema with other names of columns, also in what pandas and datasets note beside it."""
    import pyarrow as pa

    if not keys:
        return schema
    metadata = schema.metadata
    for old, new in keys.items():
        metadata = metadata and {
            name.replace(old.encode(), new.encode()): note.replace(old.encode(), new.encode())
            for name, note in metadata.items()
        }
    return pa.schema([_renamed(field, keys) for field in schema], metadata=metadata)


def _renamed(field: Any, keys: dict[str, str]) -> Any:
    return field.with_name(keys.get(field.name, field.name)).with_type(_retyped(field.type, keys))


def _retyped(kind: Any, keys: dict[str, str]) -> Any:
    import pyarrow as pa

    if pa.types.is_struct(kind):
        return pa.struct([_renamed(child, keys) for child in kind])
    if pa.types.is_list(kind):
        return pa.list_(_renamed(kind.value_field, {}).with_type(_retyped(kind.value_type, keys)))
    if pa.types.is_large_list(kind):
        return pa.large_list(_renamed(kind.value_field, {}).with_type(_retyped(kind.value_type, keys)))
    return kind


def _column(column: Any, field: Any, task: Task) -> Any:
    import pyarrow as pa

    wanted = _retyped(field.type, task.lookup.keys)
    values, problem = None, False
    try:
        values = column.to_pylist()
    except failures():
        problem = True
    if problem and pa.types.is_temporal(field.type):  # finer than Python's; an edit in it is told as missed
        return column
    if values is None or problem:
        if task.unread.keeps("a column whose values can't be read"):
            return column
        raise CannotRewriteError("a column whose values can't be read")
    new = [_value(value, field.name, task) for value in values]
    if (
        not _has_spare(column)
        and wanted == field.type
        and all(one is other for one, other in zip(new, values, strict=True))
    ):
        return column
    return _array(pa, new, field, wanted)


def _has_spare(column: Any) -> bool:
    """Whether a dictionary holds values of other rows, which may be findings there: then it is made anew without them."""
    import pyarrow as pa

    if not pa.types.is_dictionary(column.type):
        return False
    used = {index for index in column.indices.to_pylist() if index is not None}
    return len(used) < len(column.dictionary)


def _array(pa: Any, values: list[Any], field: Any, wanted: Any) -> Any:
    made = None
    if not field.nullable and None in values:
        values = [_empty(wanted) if value is None else value for value in values]
    try:
        if pa.types.is_dictionary(wanted):
            made = pa.array(values, wanted.value_type).dictionary_encode().cast(wanted)
        else:
            made = pa.array(values, wanted)
    except failures():
        made = None
    if made is None:
        raise CannotRewriteError("a column whose type has no room for the redacted values")
    return made


def _empty(kind: Any) -> Any:
    import pyarrow as pa

    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return ""
    return date(1970, 1, 1) if pa.types.is_date(kind) else 0


def _value(value: Any, header: str, task: Task) -> Any:
    """The value with its edits; the very same object where nothing changes."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, dict):
        return _members(value, task)
    if isinstance(value, list):
        new = [_item(item, header, task) for item in value]
        return value if all(one is other for one, other in zip(new, value, strict=True)) else new
    text = _text(value)
    if text is None:
        return value if task.unread.keeps("a binary value") else None
    edits = task.lookup.edits(header, text) if text else ()
    return _typed(applied(text, edits), value) if edits else value


def _members(value: dict[str, Any], task: Task) -> Any:
    keys = task.lookup.keys
    new = {keys.get(name, name): _value(child, name, task) for name, child in value.items()}
    same = new.keys() == value.keys() and all(new[name] is value[name] for name in value)
    return value if same else new


def _item(item: Any, header: str, task: Task) -> Any:
    """An element of a list, or a pair of a map."""
    if isinstance(item, tuple) and len(item) == 2:
        key = str(item[0])
        child, name = _value(item[1], key, task), task.lookup.keys.get(key)
        return item if child is item[1] and name is None else (item[0] if name is None else name, child)
    return _value(item, header, task)


def _text(value: Any) -> str | None:
    """What the reader makes of a value; None where it is no text."""
    if isinstance(value, (str, int, float, Decimal)):
        return str(value)
    if isinstance(value, (bytes, bytearray)):
        try:
            return None if b"\0" in value else value.decode("utf-8")
        except UnicodeDecodeError:
            return None
    return value.isoformat() if hasattr(value, "isoformat") else ""


def _typed(text: str, like: Any) -> Any:
    """New text as a value of the old one's type; nothing where it has none."""
    try:
        if isinstance(like, str):
            return text
        if isinstance(like, (bytes, bytearray)):
            return text.encode()
        if isinstance(like, (int, float, Decimal)):
            return type(like)(text)
        if isinstance(like, datetime):
            return datetime(int(text), 1, 1, tzinfo=like.tzinfo)
        if isinstance(like, date):
            return date(int(text), 1, 1)
    except (ValueError, InvalidOperation):
        pass
    return None
