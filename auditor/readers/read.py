"""From a shard to its records: asks the reader, and keeps the account of what was skipped within bounds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from auditor.model import Record, Skipped
from auditor.readers.plan import readers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import Shard

MEMBER = False

#: Skipped records of one shard that are reported one by one; further ones are counted together.
MAX_SKIPPED = 100


def read(shard: Shard) -> Iterator[Record | Skipped]:
    """The records of a shard, lazily and in order; never more bytes are skipped than the shard has."""
    left, count, more, more_bytes = shard.size, 0, 0, 0
    for item in readers()[shard.reader].read(shard):
        if isinstance(item, Record):
            yield item
            continue
        size = min(item.bytes, left)
        left, count = left - size, count + 1
        if count <= MAX_SKIPPED:
            yield replace(item, bytes=size)
        else:
            more, more_bytes = more + 1, more_bytes + size
    if more:
        reason = f"{more} more records of this part can't be read whole"
        yield Skipped(shard.shown, reason, more_bytes, hint="see the records of this file that are named")
