"""The contract of a reader: how a file is cut into shards, and how a shard becomes records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from auditor.model import Record, Shard, Skipped

MEMBER = False

#: A line, cell or document above this is reported as skipped: one value must not break the memory bound.
MAX_RECORD_BYTES = 32 * 1024 * 1024
#: A text that is one record is read in pieces of about this many characters, cut at line ends.
MAX_PIECE_CHARS = 512 * 1024
#: Bytes of one shard where the format can be cut.
SHARD_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file found in the dataset, before it is cut."""

    root: Path
    path: str  # relative, POSIX separators
    shown: str  # masked, for messages and reports
    size: int
    hints: tuple[tuple[str, str], ...] = field(default=())  # e.g. ("compression", "gzip")

    @property
    def absolute(self) -> Path:
        """Where it lies on disk."""
        return self.root / self.path


class Split(Protocol):
    """Cuts a file into shards that cover it exactly once, in order; raises ReadError without content."""

    def __call__(self, source: SourceFile) -> Iterator[Shard]:
        """The shards of a file."""
        ...


class Read(Protocol):
    """Yields the records of a shard lazily and in order; a bad record is a `Skipped`, a bad file a ReadError."""

    def __call__(self, shard: Shard) -> Iterator[Record | Skipped]:
        """The records of a shard."""
        ...


@dataclass(frozen=True, slots=True)
class Reader:
    """A file format: one module of this room exposes one as READER."""

    id: str
    suffixes: tuple[str, ...]  # lower case, with the dot; compression suffixes come off before
    split: Split
    read: Read
    example: bytes  # a small valid file: the contract tests of the room use it
    sniff: Callable[[bytes], bool] | None = None  # for files whose suffix says nothing: looks at the first 8 KiB
