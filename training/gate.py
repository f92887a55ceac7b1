"""The gate: one weight for each table row and place of the window, taught by the model on the texts it learnt from.

Its threshold comes from texts that nobody learnt from: the share of the model's own tokens that it lets through.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from auditor.tagger.network import WIDE, Network
from training.learn import SIZES, load, save, summed
from training.places import BUILD

Floats = NDArray[np.float32]
_SIZE = 40_000
_RATE = 0.15
#: What the model is not sure to be nothing has to pass.
_TOLD = 0.7
#: A token of a span that is kept out costs more than one of none that is let in.
_WEIGHT = 6.0


def learn(name: str = "model", epochs: int = 2) -> None:
    """Teach the gate and keep it with the model."""
    network = load(name)
    rows = np.load(BUILD / "arrays.npz")["rows"]
    tables = [np.zeros((size, WIDE), dtype=np.float32) for size in SIZES]
    squares = [np.full((size, WIDE), 1e-3, dtype=np.float32) for size in SIZES]
    bias, bias_square = np.float32(-2.0), 1e-3
    for _ in range(epochs):
        for at in range(0, rows.shape[1] - _SIZE, _SIZE):
            part = rows[:, at : at + _SIZE]
            told = network.probabilities(list(part))[:, 0] < _TOLD
            gate = replace(network, gate=tuple(tables), gate_bias=float(bias))
            share = 1 / (1 + np.exp(-gate.openness(list(part))))
            slope = (share - told) * np.where(told, np.float32(_WEIGHT), np.float32(1))
            into = _places(slope.astype(np.float32))
            for table, square, row in zip(tables, squares, part, strict=True):
                touched, total = summed(row, into)
                square[touched] += total * total
                table[touched] -= _RATE * total / np.sqrt(square[touched])
            bias_square += float(slope.sum()) ** 2
            bias -= np.float32(_RATE * slope.sum() / bias_square**0.5)
    save(replace(network, gate=tuple(tables), gate_bias=float(bias)), name)


def _places(slope: Floats) -> Floats:
    """The slope that a token's row gets from each token whose window it stands in."""
    into = np.zeros((len(slope), WIDE), dtype=np.float32)
    for place in range(WIDE):
        shift = place - WIDE // 2
        if shift < 0:
            into[:shift, place] = slope[-shift:]
        elif shift > 0:
            into[shift:, place] = slope[:-shift]
        else:
            into[:, place] = slope
    return into


def threshold(network: Network, rows: NDArray[np.int32], kept: float) -> float:
    """The openness that the share `kept` of the model's tokens has."""
    told = network.probabilities(list(rows))[:, 0] < 0.5
    return float(np.quantile(network.openness(list(rows))[told], 1 - kept))
