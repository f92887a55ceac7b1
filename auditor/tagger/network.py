"""The model: a gate that reads sums of table rows, and two small convolutions over the tokens that the gate leaves open.

Everything is a look-up or one multiplication of matrices. The convolutions see three tokens to each side (two and one),
so tokens far from any candidate need not be computed, and those that are get the same values as in a full pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Rows = Sequence[NDArray[np.int32]]

#: Tokens that the first and the second convolution see; the gate sees as many as the first.
WIDE, NARROW = 5, 3
#: Tokens to each side that a token's labels depend on.
REACH = WIDE // 2 + NARROW // 2
#: Rows of a multiplication: never one alone, so that the result of a row does not depend on how many there are.
_LEAST_ROWS = 64


@dataclass(frozen=True, slots=True)
class Network:
    """The weights as numpy multiplies them."""

    tables: tuple[NDArray[np.float32], ...]  # word, beginning, end, shape, lexicon: rows of the same width
    first: NDArray[np.float32]  # (WIDE * width, hidden)
    first_bias: NDArray[np.float32]
    second: NDArray[np.float32]  # (NARROW * hidden, hidden)
    second_bias: NDArray[np.float32]
    out: NDArray[np.float32]  # (hidden, labels)
    out_bias: NDArray[np.float32]
    gate: tuple[NDArray[np.float32], ...]  # the same rows, one weight for each place of the window
    gate_bias: float

    def openness(self, rows: Rows) -> NDArray[np.float32]:
        """How likely each token is part of a span, as a log-odds value of the gate."""
        places = self.gate[0].take(rows[0], axis=0)
        for table, row in zip(self.gate[1:], rows[1:], strict=True):
            places += table.take(row, axis=0)
        total = np.full(len(rows[0]), self.gate_bias, dtype=np.float32)
        for place in range(WIDE):
            shift = place - WIDE // 2  # the token at t adds to the token at t - shift
            column = places[:, place]
            if shift < 0:
                total[-shift:] += column[:shift]
            elif shift > 0:
                total[:-shift] += column[shift:]
            else:
                total += column
        return total

    def probabilities(self, rows: Rows) -> NDArray[np.float32]:
        """The probability of each label for each token of one stretch."""
        size = len(rows[0])
        values = self.tables[0].take(rows[0], axis=0)
        for table, row in zip(self.tables[1:], rows[1:], strict=True):
            values += table.take(row, axis=0)
        hidden = _windows(values, WIDE) @ self.first
        hidden += self.first_bias
        np.maximum(hidden, 0.0, out=hidden)
        more = _windows(hidden, NARROW) @ self.second
        more += self.second_bias
        np.maximum(more, 0.0, out=more)
        more += hidden
        scores: NDArray[np.float32] = (more @ self.out).astype(np.float32, copy=False)
        scores += self.out_bias
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        shares: NDArray[np.float32] = scores[:size]
        return shares


def _windows(values: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    """Each row with its neighbours beside it; zeros beyond the ends."""
    size, depth = values.shape
    half = width // 2
    rows = max(size, _LEAST_ROWS)
    padded = np.zeros((rows + 2 * half, depth), dtype=np.float32)
    padded[half : half + size] = values
    step = padded.strides[1]
    view = np.lib.stride_tricks.as_strided(padded, (rows, width * depth), (depth * step, step), writeable=False)
    return np.ascontiguousarray(view)


def reached(chosen: NDArray[np.bool_], reach: int = REACH) -> NDArray[np.bool_]:
    """The chosen tokens and all within reach of one."""
    size = len(chosen)
    count = np.zeros(size + 1, dtype=np.int32)
    np.cumsum(chosen, out=count[1:])
    low = np.maximum(np.arange(size) - reach, 0)
    high = np.minimum(np.arange(size) + reach + 1, size)
    return count.take(high) > count.take(low)
