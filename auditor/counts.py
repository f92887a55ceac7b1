"""Counts rows of numbers without keeping each row: distinct rows only, packed, sorted from time to time."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

#: Numbers that are held before they are sorted into the table.
_HELD = 1 << 18


class Counts:
    """How often each row of `width` numbers below 2**64 came; memory is bounded by the distinct rows."""

    def __init__(self, width: int, held: int = _HELD) -> None:
        import numpy as np

        self.width = width
        self._least = held
        self._held = array("Q")
        self._rows: NDArray[np.uint64] = np.empty((0, width), np.uint64)
        self._counts: NDArray[np.int64] = np.empty(0, np.int64)

    def add(self, row: Sequence[int]) -> None:
        """Count a row once more."""
        self._held.extend(row)
        if len(self._held) >= max(self._least, self._rows.size):
            self._settle()

    @property
    def rows(self) -> NDArray[np.uint64]:
        """The distinct rows, sorted."""
        self._settle()
        return self._rows

    @property
    def counts(self) -> NDArray[np.int64]:
        """How often each of `rows` came."""
        self._settle()
        return self._counts

    def _settle(self) -> None:
        if not self._held:
            return
        import numpy as np

        fresh = np.frombuffer(self._held, np.uint64).reshape(-1, self.width)
        weights = np.concatenate([self._counts, np.ones(len(fresh), np.int64)])
        self._rows, self._counts = united(np.concatenate([self._rows, fresh]), weights)
        self._held = array("Q")


def united(rows: NDArray[np.uint64], weights: NDArray[np.int64]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Distinct rows, sorted, with the sum of the weights of each."""
    import numpy as np

    if not len(rows):
        return rows, weights
    if not rows.shape[1]:
        return rows[:1], weights.sum(keepdims=True)
    order = np.lexsort(rows.T[::-1])
    placed = rows[order]
    new = np.concatenate([[True], (placed[1:] != placed[:-1]).any(axis=1)])
    starts = np.flatnonzero(new)
    return placed[starts], np.add.reduceat(weights[order], starts)
