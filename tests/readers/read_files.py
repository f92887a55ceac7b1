"""What the readers' tests share: bytes in, shards or records out."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from auditor.model import Part, Record, Shard, Skipped
from auditor.readers.base import SourceFile
from auditor.readers.plan import plan
from auditor.readers.read import read

_ROOT = TemporaryDirectory(prefix="readers-")
_NUMBERS = count()


def put(name: str, data: bytes) -> SourceFile:
    """A file in a folder of its own, as the readers want it."""
    folder = Path(_ROOT.name) / str(next(_NUMBERS))
    folder.mkdir()
    (folder / name).write_bytes(data)
    return SourceFile(folder, name, name, len(data))


def shards_of(name: str, data: bytes) -> list[Shard]:
    return list(plan(put(name, data)))


def items_of(name: str, data: bytes) -> list[Record | Skipped]:
    return [item for shard in shards_of(name, data) for item in read(shard)]


def records_of(name: str, data: bytes) -> list[Record]:
    """The records of a file that has nothing to skip."""
    items = items_of(name, data)
    assert not [item for item in items if isinstance(item, Skipped)]
    return [item for item in items if isinstance(item, Record)]


def skipped_of(name: str, data: bytes) -> list[Skipped]:
    return [item for item in items_of(name, data) if isinstance(item, Skipped)]


def values(record: Record) -> dict[str, str]:
    """The values of a record by name, without keys and columns."""
    return {field.name: field.text for field in record.fields if field.part is Part.VALUE}


def values_of(name: str, data: bytes) -> list[dict[str, str]]:
    return [values(record) for record in records_of(name, data)]
