"""The model learns, in plain numpy: convolutions by hand, Adam for the small matrices and for the rows that a batch touches."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from auditor.tagger.labels import NAMES
from auditor.tagger.network import NARROW, WIDE, Network
from auditor.tagger.tokens import AFFIX_BITS, LEXICON_BITS, SHAPES, WORD_BITS
from training.labels import MASKED
from training.places import BUILD

Floats = NDArray[np.float32]
SIZES = (1 << WORD_BITS, 1 << AFFIX_BITS, 1 << AFFIX_BITS, SHAPES, 1 << LEXICON_BITS)
_WINDOW, _BATCH = 192, 64
_RATE, _WARM = 4e-3, 150
_WORD_DROP, _LEXICON_DROP, _DROP = 0.2, 0.2, 0.1
#: What a missed token costs more than a token too many.
WEIGHTS = np.array([1.0, 1.4, 1.4, 1.4, 1.1, 1.0], dtype=np.float32)


@dataclass(slots=True)
class Adam:
    """One array and its moments; with rows, only those are moved."""

    value: Floats
    mean: Floats = field(init=False)
    square: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.mean, self.square = np.zeros_like(self.value), np.zeros_like(self.value)

    def move(self, slope: Floats, rate: float, step: int, rows: NDArray[np.int64] | None = None) -> None:
        """One step against the slope."""
        at = slice(None) if rows is None else rows
        mean = self.mean[at] * 0.9 + slope * np.float32(0.1)
        square = self.square[at] * 0.999 + slope * slope * np.float32(0.001)
        self.mean[at], self.square[at] = mean, square
        corrected = rate * np.sqrt(1 - 0.999**step) / (1 - 0.9**step)
        self.value[at] -= (corrected * mean / (np.sqrt(square) + 1e-7)).astype(np.float32)


class Learner:
    """The model in training."""

    def __init__(self, width: int, hidden: int, seed: int = 1) -> None:
        self.dice = np.random.default_rng(seed)
        normal = self._normal
        self.tables = [Adam(normal((size, width), 0.1)) for size in SIZES]
        self.first = Adam(normal((WIDE * width, hidden), (2 / (WIDE * width)) ** 0.5))
        self.second = Adam(normal((NARROW * hidden, hidden), (1 / (NARROW * hidden)) ** 0.5))
        self.out = Adam(normal((hidden, len(NAMES)), hidden**-0.5))
        self.biases = [Adam(np.zeros(size, dtype=np.float32)) for size in (hidden, hidden, len(NAMES))]

    def _normal(self, shape: tuple[int, ...], scale: float) -> Floats:
        return (self.dice.standard_normal(shape) * scale).astype(np.float32)

    def step(self, rows: NDArray[np.int32], labels: NDArray[np.uint8], rate: float, number: int) -> float:
        """One batch: rows (5, batch, window), labels (batch, window)."""
        _, batch, size = rows.shape
        keep = np.ones((5, batch, size, 1), dtype=np.float32)
        keep[0] = self.dice.random((batch, size, 1)) >= _WORD_DROP
        keep[4] = self.dice.random((batch, size, 1)) >= _LEXICON_DROP
        values = np.zeros((batch, size, self.tables[0].value.shape[1]), dtype=np.float32)
        for table, row, kept in zip(self.tables, rows, keep, strict=True):
            values += table.value[row] * kept
        dropped = (self.dice.random(values.shape, dtype=np.float32) >= _DROP).astype(np.float32) / np.float32(1 - _DROP)
        values *= dropped
        seen = spread(values, WIDE)
        hidden = np.maximum(seen @ self.first.value + self.biases[0].value, 0)
        near = spread(hidden, NARROW)
        raised = np.maximum(near @ self.second.value + self.biases[1].value, 0)
        last = raised + hidden
        scores = last @ self.out.value + self.biases[2].value
        scores -= scores.max(axis=-1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(axis=-1, keepdims=True)
        flat = labels.ravel()
        counted = np.where(flat == MASKED, 0, flat)
        weight = np.where(flat == MASKED, np.float32(0), WEIGHTS[counted])
        total = weight.sum()
        probability = shares.reshape(-1, len(NAMES))
        loss = float(-(weight * np.log(probability[np.arange(len(flat)), counted] + 1e-9)).sum() / total)
        slope = probability.copy()
        slope[np.arange(len(flat)), counted] -= 1
        slope *= (weight / total)[:, None]
        slope = slope.reshape(batch, size, -1)
        self._back((rows, keep, dropped, seen, hidden, near, raised, last), slope, rate, number)
        return loss

    def _back(self, kept: tuple[NDArray[Any], ...], slope: Floats, rate: float, number: int) -> None:
        rows, keep, dropped, seen, hidden, near, raised, last = kept
        into_last = slope @ self.out.value.T
        into_raised = into_last * (raised > 0)
        into_hidden: Floats = np.asarray(
            (into_last + gather(np.asarray(into_raised @ self.second.value.T, dtype=np.float32), NARROW))
            * (hidden > 0),
            dtype=np.float32,
        )
        into_values = gather(np.asarray(into_hidden @ self.first.value.T, dtype=np.float32), WIDE) * dropped
        self.out.move(_product(last, slope), rate, number)
        self.second.move(_product(near, into_raised), rate, number)
        self.first.move(_product(seen, into_hidden), rate, number)
        for bias, into in zip(self.biases, (into_hidden, into_raised, slope), strict=True):
            bias.move(into.reshape(-1, into.shape[-1]).sum(axis=0), rate, number)
        width = into_values.shape[-1]
        for table, row, kept_here in zip(self.tables, rows, keep, strict=True):
            touched, total = summed(row.ravel(), (into_values * kept_here).reshape(-1, width))
            table.move(total, rate, number, touched)

    def network(self, gate: tuple[Floats, ...] = (), gate_bias: float = 0.0) -> Network:
        """What was learnt, as the package reads it."""
        return Network(
            tuple(table.value for table in self.tables),
            self.first.value,
            self.biases[0].value,
            self.second.value,
            self.biases[1].value,
            self.out.value,
            self.biases[2].value,
            gate,
            gate_bias,
        )


def spread(values: Floats, width: int) -> Floats:
    """Each row of each window with its neighbours beside it."""
    half = width // 2
    padded = np.pad(values, ((0, 0), (half, half), (0, 0)))
    return np.concatenate([padded[:, at : at + values.shape[1]] for at in range(width)], axis=-1)


def gather(spreaded: Floats, width: int) -> Floats:
    """The reverse of `spread` for slopes."""
    half = width // 2
    batch, size, wide = spreaded.shape
    depth = wide // width
    total = np.zeros((batch, size + 2 * half, depth), dtype=np.float32)
    for at in range(width):
        total[:, at : at + size] += spreaded[..., at * depth : (at + 1) * depth]
    return total[:, half : half + size]


def summed(rows: NDArray[np.int32], slopes: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Slopes of the same row added up."""
    order = np.argsort(rows, kind="stable")
    ordered = rows[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    return ordered[starts].astype(np.int64), np.add.reduceat(slopes[order], starts, axis=0)


def _product(left: NDArray[Any], right: Floats) -> Floats:
    product: Floats = left.reshape(-1, left.shape[-1]).T @ right.reshape(-1, right.shape[-1])
    return product


def learn(width: int = 48, hidden: int = 96, epochs: int = 4, name: str = "model") -> None:
    """Train and keep what was learnt."""
    loaded = np.load(BUILD / "arrays.npz")
    rows, labels = loaded["rows"], loaded["labels"]
    count = labels.shape[0] // _WINDOW
    rows = rows[:, : count * _WINDOW].reshape(5, count, _WINDOW)
    labels = labels[: count * _WINDOW].reshape(count, _WINDOW)
    learner = Learner(width, hidden)
    steps, number, began = epochs * (count // _BATCH), 0, time.process_time()
    for epoch in range(epochs):
        order, losses = learner.dice.permutation(count), []
        for at in range(count // _BATCH):
            chosen = order[at * _BATCH : (at + 1) * _BATCH]
            rate = _RATE * min(1.0, (number + 1) / _WARM) * (1 - number / steps) + 1e-5
            number += 1
            losses.append(learner.step(rows[:, chosen], labels[chosen], rate, number))
        sys.stderr.write(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}, {time.process_time() - began:.0f} CPU s\n")
    save(learner.network(), name)


def save(network: Network, name: str) -> None:
    """Weights as 32-bit numbers, for the next step."""
    arrays: dict[str, Any] = {f"table{number}": table for number, table in enumerate(network.tables)}
    arrays |= {f"gate{number}": table for number, table in enumerate(network.gate)}
    for part in ("first", "first_bias", "second", "second_bias", "out", "out_bias"):
        arrays[part] = getattr(network, part)
    np.savez(BUILD / f"{name}.npz", gate_bias=np.float32(network.gate_bias), **arrays)


def load(name: str = "model") -> Network:
    """What `save` wrote."""
    arrays = np.load(BUILD / f"{name}.npz")
    return Network(
        tables=tuple(arrays[f"table{number}"] for number in range(5)),
        gate=tuple(arrays[f"gate{number}"] for number in range(5) if f"gate{number}" in arrays),
        gate_bias=float(arrays["gate_bias"]),
        **{part: arrays[part] for part in ("first", "first_bias", "second", "second_bias", "out", "out_bias")},
    )
