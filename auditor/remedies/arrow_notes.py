"""Notes in the head of Parquet and Arrow files: key-value metadata of the schema and of its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.remedies.writers.base import Task


def noted(schema: Any, clean: Callable[[bytes], bytes | None]) -> Any:
    """The schema with each note cleaned, in columns inside columns too."""
    import pyarrow as pa

    return pa.schema([_field(field, clean) for field in schema], metadata=_notes(schema.metadata, clean))


def _field(field: Any, clean: Callable[[bytes], bytes | None]) -> Any:
    return field.with_type(_type(field.type, clean)).with_metadata(_notes(field.metadata, clean))


def _type(kind: Any, clean: Callable[[bytes], bytes | None]) -> Any:
    """The type as it is where no column inside it has a note."""
    import pyarrow as pa

    if pa.types.is_struct(kind) and any(_has_notes(child) for child in kind):
        return pa.struct([_field(child, clean) for child in kind])
    if pa.types.is_list(kind) and _has_notes(kind.value_field):
        return pa.list_(_field(kind.value_field, clean))
    if pa.types.is_large_list(kind) and _has_notes(kind.value_field):
        return pa.large_list(_field(kind.value_field, clean))
    return kind


def _has_notes(field: Any) -> bool:
    return bool(field.metadata) or any(_has_notes(field.type.field(at)) for at in range(field.type.num_fields))


def _notes(notes: dict[bytes, bytes] | None, clean: Callable[[bytes], bytes | None]) -> dict[bytes, bytes] | None:
    if not notes:
        return notes
    cleaned = {clean(name): clean(note) for name, note in notes.items()}
    return {name: note for name, note in cleaned.items() if name is not None and note is not None}


def without_findings(note: bytes, task: Task) -> bytes | None:
    """A note without what goes; JSON is looked at text by text, and one that is no text goes unless it is to be kept."""
    try:
        text = note.decode()
    except UnicodeDecodeError:
        return note if task.unread.keeps("a binary note in the head of the file") else None
    if not text.lstrip().startswith(("{", "[")):
        return task.loose(text).encode()
    try:
        told = orjson.loads(text)
    except orjson.JSONDecodeError:
        return task.loose(text).encode()
    made = _walked(told, task.loose)
    return note if made == told else orjson.dumps(made)


def _walked(value: Any, loose: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {loose(key): _walked(child, loose) for key, child in value.items()}
    if isinstance(value, list):
        return [_walked(child, loose) for child in value]
    if isinstance(value, str):
        return loose(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value if loose(str(value)) == str(value) else None
    return value
