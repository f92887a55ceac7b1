"""Which records are copies of an earlier one: by equal digests, and by signatures that agree in enough places.

The rule is greedy and in order: a record goes if an earlier one that stays is like it. So the first is kept, two runs
agree, and a second run over what is left finds nothing more.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from auditor.duplicates.sketching import BAND_ROWS, BANDS, PERMUTATIONS

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from auditor.duplicates.sketching import Sketches

#: Signatures that are read at a time.
_ROWS = 1 << 14
#: Records of one bucket that a further one is compared with.
_COMPARED = 32
_PRIME = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Groups:
    """For each record the number of the record that it is a copy of: its own, if it stays."""

    first: NDArray[np.int64]
    equal: NDArray[np.int64]  # for each record the first with an equal digest, which may itself be a near copy

    @property
    def exact(self) -> NDArray[np.bool_]:
        """The records whose digest an earlier one has."""
        found: NDArray[np.bool_] = self.equal != np.arange(len(self.equal))
        return found

    @property
    def gone(self) -> NDArray[np.bool_]:
        """The records that a copy of the dataset leaves out."""
        found: NDArray[np.bool_] = self.first != np.arange(len(self.first))
        return found

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How often the text of each record stands in the dataset; 0 for those that go."""
        return np.bincount(self.first, minlength=len(self.first)).astype(np.int64)


def group(sketches: Sketches, spool: Path, threshold: float) -> Groups:
    """Find the copies."""
    digests = np.frombuffer(sketches.digests, np.uint64) if len(sketches.digests) else np.empty(0, np.uint64)
    _, firsts, which = np.unique(digests, return_index=True, return_inverse=True)
    first = equal = firsts[which].astype(np.int64)
    if len(sketches.signed) > 1:
        like = _near(np.frombuffer(sketches.signed, np.uint64).astype(np.int64), spool, threshold)
        stays = np.arange(len(first))
        stays[: len(like)] = like
        first = stays[first]
    return Groups(first, equal)


def _near(numbers: NDArray[np.int64], spool: Path, threshold: float) -> NDArray[np.int64]:
    """For each record up to the last with a signature: the earlier one that it is like, or itself."""
    signatures = np.memmap(spool, np.uint32, "r", shape=(len(numbers), PERMUTATIONS))
    buckets = _buckets(signatures)
    like = np.arange(int(numbers[-1]) + 1)
    kept: defaultdict[int, list[int]] = defaultdict(list)
    least = threshold * PERMUTATIONS
    for row in np.flatnonzero((buckets >= 0).any(axis=1)).tolist():
        own = [bucket for bucket in buckets[row].tolist() if bucket >= 0]
        rows = sorted({other for bucket in own for other in kept[bucket]})
        if rows:
            agreeing = (signatures[rows] == signatures[row]).sum(axis=1)
            found = np.flatnonzero(agreeing >= least)
            if len(found):
                like[numbers[row]] = numbers[rows[int(found[0])]]
                continue
        for bucket in own:
            if len(kept[bucket]) < _COMPARED:
                kept[bucket].append(row)
    return like


def _buckets(signatures: NDArray[np.uint32]) -> NDArray[np.int32]:
    """By row and band: the number of the bucket that it shares with others, or -1."""
    count = len(signatures)
    buckets = np.full((count, BANDS), -1, np.int32)
    given = 0
    for band in range(BANDS):
        hashes = np.empty(count, np.uint64)
        for start in range(0, count, _ROWS):
            part = signatures[start : start + _ROWS, band * BAND_ROWS : (band + 1) * BAND_ROWS]
            hashes[start : start + _ROWS] = _combined(np.asarray(part))
        _, which, sizes = np.unique(hashes, return_inverse=True, return_counts=True)
        shared = np.cumsum(sizes > 1) - 1 + given
        buckets[:, band] = np.where(sizes[which] > 1, shared[which], -1)
        given += int((sizes > 1).sum())
    return buckets


def _combined(part: NDArray[np.uint32]) -> NDArray[np.uint64]:
    mixed = np.zeros(len(part), np.uint64)
    for column in part.T:
        mixed = (mixed ^ column.astype(np.uint64)) * _PRIME
        mixed ^= mixed >> np.uint64(29)
    return mixed
