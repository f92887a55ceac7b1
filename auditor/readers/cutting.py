"""Cuts a file at line ends into shards of about SHARD_BYTES, counting the lines on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.model import Shard
from auditor.readers import base
from auditor.readers.streams import hint, is_sequential, open_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.readers.base import SourceFile

MEMBER = False


@dataclass(frozen=True, slots=True)
class Cut:
    """A byte range that starts and ends at line ends."""

    start: int
    stop: int
    lines: int  # line ends before `start`
    chars: int = 0  # code points before `start`, where they were asked for

    def shard(self, source: SourceFile, reader: str, first_record: int, *more: tuple[str, str]) -> Shard:
        """The shard of this range."""
        return Shard(
            str(source.root),
            source.path,
            source.shown,
            reader,
            self.start,
            self.stop,
            first_record,
            self.lines + 1,
            self.stop - self.start,
            hints=(*source.hints, *more),
        )


def whole(source: SourceFile) -> Cut:
    """All of a file, for formats and files that can't be cut."""
    return Cut(0, source.size, 0)


def cut_at_lines(source: SourceFile, count_chars: bool = False) -> Iterator[Cut]:
    """Ranges of whole lines; one range for what must be read from its start."""
    if is_sequential(source.hints):
        if source.size:
            yield whole(source)
        return
    counter = _Counter(hint(source.hints, "encoding", "utf-8") if count_chars else "")
    start = position = lines = chars = 0
    with open_file(source.absolute, source.shown) as file:
        while block := file.read(min(base.SHARD_BYTES, source.size - position)):
            at_end = position + len(block) >= source.size
            last = 0 if at_end else block.rfind(b"\n") + 1
            counter.add(block[:last])
            if last:
                yield Cut(start, position + last, lines, chars)
                start, chars = position + last, counter.chars
                lines += block.count(b"\n")
            counter.add(block[last:])
            position += len(block)
    if start < position:
        yield Cut(start, position, lines, chars)


class _Counter:
    """Counts code points of bytes that come in blocks; nothing without an encoding."""

    def __init__(self, encoding: str) -> None:
        from codecs import getincrementaldecoder

        self.chars = 0
        self._decode = getincrementaldecoder(encoding)("replace").decode if encoding else None

    def add(self, block: bytes) -> None:
        if self._decode is not None:
            self.chars += len(self._decode(block))
