"""The contract of a writer: the bytes of a shard again, changed nowhere but in the spans of the lookup."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from auditor.model import Shard
    from auditor.readers.streams import Opened
    from auditor.remedies.lookup import Lookup

MEMBER = False


@dataclass(slots=True)
class Unread:
    """What a writer met that no reader could read: left out, or kept as it is where that was asked for."""

    keep: bool = False
    records: int = 0
    reasons: dict[str, int] = field(default_factory=dict)

    def keeps(self, reason: str) -> bool:
        """Note something unread; whether it goes into the copy."""
        self.records += 1
        self.reasons[reason] = self.reasons.get(reason, 0) + 1
        return self.keep


class CannotRewriteError(Exception):
    """A file that can't be rewritten faithfully: it is left out with this reason, which holds nothing of it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Task:
    """What a writer is given."""

    shards: Sequence[Shard]
    lookup: Lookup
    unread: Unread
    loose: Callable[[str], str]  # a text that belongs to no record, without what goes


#: Bytes in the encoding of the opened stream.
Rewrite = "Callable[[Opened, Task], Iterator[bytes]]"


@dataclass(frozen=True, slots=True)
class Writer:
    """The writer of some readers' formats: either bytes of a stream, or a whole file at once."""

    readers: tuple[str, ...]
    rewrite: Callable[[Opened, Task], Iterator[bytes]] | None = None
    write: Callable[[Task, Path], None] | None = None


def kept_lines(blocks: Iterable[bytes], limit: int) -> Iterator[bytes | int]:
    """Lines with their ends; one above `limit` comes as its length."""
    from auditor.readers.streams import lines

    last = b""

    def watched() -> Iterator[bytes]:
        nonlocal last
        for block in blocks:
            last = block[-1:] or last
            yield block

    held: bytes | int | None = None
    for line in lines(watched(), limit):
        if held is not None:
            yield _ended(held)
        held = line
    if held is not None:
        yield _ended(held) if last == b"\n" else held


def _ended(line: bytes | int) -> bytes | int:
    return line + 1 if isinstance(line, int) else line + b"\n"
