"""What detection found, asked by the writers: the edits of a text, by its header and itself, record by record.

A writer walks the source, the reader's records walk beside it; a text is recognised by what it says and not by where
it stands. Every edit must be taken: what a writer did not come past is counted as missed, and its file is left out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from auditor.model import Part
from auditor.remedies.replacing import Edits, applied

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import Field


@dataclass(slots=True)
class Edited:
    """A record's index and the fields that change; holds text, so it never leaves the worker."""

    index: int
    fields: list[tuple[Field, Edits]] = field(default_factory=list, repr=False)


@dataclass(slots=True)
class Lookup:
    """The edits of the records that stand where the writer is."""

    stream: Iterator[Edited]
    keys: dict[str, str] = field(default_factory=dict, repr=False)  # old key -> new key
    missed: int = 0
    _held: Edited | None = field(default=None, repr=False)
    _edits: dict[tuple[str, str], Edits] = field(default_factory=dict, repr=False)
    _due: Counter[tuple[str, str]] = field(default_factory=Counter, repr=False)
    _ended: bool = False

    def at(self, index: int | None) -> bool:
        """Move on to a record, or with None to the end of all; whether anything there changes."""
        self._settle()
        while (record := self._peek()) is not None and (index is None or record.index <= index):
            self._held = None
            self._take(record)
        return bool(self._edits or self.keys)

    def step(self) -> bool:
        """Move on by exactly one piece of a record."""
        self._settle()
        record = self._peek()
        if record is not None:
            self._held = None
            self._take(record)
        return bool(self._edits)

    def look_ahead(self) -> None:
        """Learn the names of columns, which stand before the record that they come with."""
        record = self._peek()
        if record is not None:
            self._learn(record)

    def edits(self, header: str, text: str) -> Edits:
        """The edits of a text below a header, none if it stays."""
        found = self._edits.get((header, text), ())
        if found and self._due[header, text]:
            self._due[header, text] -= 1
        return found

    def finish(self) -> int:
        """Edits that no writer took, of all records."""
        self.at(None)
        self._settle()
        return self.missed

    def _settle(self) -> None:
        if self._edits:
            self.missed += sum(self._due.values())
            self._edits.clear()
            self._due.clear()

    def _peek(self) -> Edited | None:
        if self._held is None and not self._ended:
            self._held = next(self.stream, None)
            self._ended = self._held is None
        return self._held

    def _learn(self, record: Edited) -> None:
        for text, edits in record.fields:
            if text.part is not Part.VALUE:
                self.keys[text.text] = applied(text.text, edits)

    def _take(self, record: Edited) -> None:
        self._learn(record)
        for text, edits in record.fields:
            if text.part is Part.VALUE:
                place = (text.header, text.text)
                self._edits[place] = merged(self._edits.get(place, ()), edits)
                self._due[place] += 1


def merged(one: Edits, other: Edits) -> Edits:
    """The edits of either where they don't overlap, else the longer of two."""
    if not one or one == other:
        return other
    kept: list[tuple[int, int, str]] = []
    for edit in sorted({*one, *other}, key=lambda e: (e[0] - e[1], e)):
        if all(edit[1] <= start or end <= edit[0] for start, end, _ in kept):
            kept.append(edit)
    return tuple(sorted(kept))
