"""What the records of a shard come from: its own bytes where a reader needs no others, else the whole file."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.readers.streams import is_sequential, open_file

if TYPE_CHECKING:
    from typing import BinaryIO

    from auditor.model import Shard

MEMBER = False

#: Readers whose shards are byte ranges that say everything, apart from what `hints` and the head of the file say.
BY_RANGE = frozenset({"jsonl", "csv", "text", "markdown"})
#: Names of columns stand at the start of a file, behind a shard that is not its first.
_HEAD = 1024 * 1024
_BLOCK = 1024 * 1024


def content_digest(shard: Shard) -> str:
    """A digest of what the records of a shard depend on; raises ReadError where the file can't be opened."""
    if shard.reader not in BY_RANGE or is_sequential(shard.hints):
        return f"file {shard.digest}"
    with open_file(Path(shard.root) / shard.path, shard.shown) as file:
        head = _digest(file, 0, min(_HEAD, shard.start)) if shard.reader == "csv" else ""
        return f"range {head} {_digest(file, shard.start, shard.stop)}"


def _digest(file: BinaryIO, start: int, stop: int) -> str:
    digest, left = hashlib.sha256(), stop - start
    file.seek(start)
    while left > 0 and (block := file.read(min(left, _BLOCK))):
        digest.update(block)
        left -= len(block)
    return digest.hexdigest()
