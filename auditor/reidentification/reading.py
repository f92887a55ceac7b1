"""Rows of tables and records: column -> value, one pass at a time, nothing held."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.model import Part, Record
from auditor.readers.read import read
from auditor.reidentification.columns import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from auditor.model import Shard
    from auditor.redaction import Key
    from auditor.worker import Sight

#: Formats whose records have named values.
STRUCTURED = ("arrow", "csv", "json", "jsonl", "parquet", "yaml")
#: Columns that are looked at; further ones of a file are not.
_MOST_COLUMNS = 500
_LONGEST = 4096
#: Values that are folded once while they come back often.
_COMMON = 8192


@dataclass(slots=True)
class Surveyed:
    """The columns of one file."""

    shown: str
    path: str
    rows: int = 0
    columns: dict[str, Column] = field(default_factory=dict)

    @property
    def likeness(self) -> tuple[str, tuple[str, ...]]:
        """Files of one folder with the same columns are parts of one table."""
        return self.path.rpartition("/")[0], tuple(sorted(self.columns))


class ShownNames:
    """Names of columns as reports show them: masked where they are findings themselves, and printable."""

    def __init__(self, sight: Sight, key: Key) -> None:
        self._sight, self._key = sight, key
        self._known: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        """The shown name, remembered."""
        shown = self._known.get(name)
        if shown is None:
            self._sight.mask_keys(name.split("."), self._key)
            shown = self._sight.shown(name)
            if len(self._known) < 10 * _MOST_COLUMNS:
                self._known[name] = shown
        return shown


def rows_of(shards: Iterable[Shard], shown: Callable[[str], str] = str) -> Iterator[dict[str, str]]:
    """The rows of a file; values inside lists are no columns, and a record without any value is no row."""
    for shard in shards:
        if shard.reader not in STRUCTURED:
            continue
        held: dict[str, str] = {}
        index = -1
        for item in read(shard):
            if not isinstance(item, Record):
                continue
            if held and item.index != index:
                yield held
                held = {}
            index = item.index
            held |= {
                shown(text.name): text.text[:_LONGEST]
                for text in item.fields
                if text.part is Part.VALUE and "[" not in text.name and not text.offset
            }
        if held:
            yield held


def survey(file: Surveyed, rows: Iterable[Mapping[str, str]], key: Key) -> None:
    """Look at every value of every column once."""

    @lru_cache(maxsize=_COMMON)
    def folded(text: str) -> tuple[str, int]:
        value = " ".join(text.casefold().split())
        return value, key.digest("value", value)

    for row in rows:
        file.rows += 1
        for name, text in row.items():
            column = file.columns.get(name)
            if column is None:
                if len(file.columns) >= _MOST_COLUMNS:
                    continue
                column = file.columns[name] = Column()
            value, number = folded(text)
            if value:
                column.see(value, number)
    file.columns = {name: column for name, column in file.columns.items() if column.filled}
