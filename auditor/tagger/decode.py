"""From probabilities to spans: runs of tokens with one label, with the mean probability of it. Arrays in, arrays out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from auditor.tagger.characters import LETTER, MARK, NEWLINE
from auditor.tagger.labels import LABELS, NAMES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from auditor.tagger.tokens import Tokens

#: A token belongs to a span where all labels together are likelier than this.
LEAST = 0.5
_ADDRESS = LABELS["ADDRESS"]
_NAMED = [LABELS["PERSON"], LABELS["LOCATION"], LABELS["ORGANIZATION"]]
#: Marks inside a name: after one of these it goes on.
_HYPHEN = ord("-")
_INNER = [ord(sign) for sign in "-.'&"]


@dataclass(frozen=True, slots=True)
class Runs:
    """Spans of a block: where, what, and how sure."""

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    label: NDArray[np.int64]
    sure: NDArray[np.float32]  # mean probability of the label over the tokens of the run


def runs(tokens: Tokens, chosen: NDArray[np.intp], probabilities: NDArray[np.float32], least: float = LEAST) -> Runs:
    """The spans that the probabilities of the chosen tokens make; other tokens are in no span."""
    labels = np.zeros(len(tokens) + 1, dtype=np.int64)
    best = probabilities[:, 1:].argmax(axis=1) + 1
    labels[chosen] = np.where(probabilities[:, 0] < 1.0 - least, best, 0)
    labels[:-1][(tokens.kind >= NEWLINE) & (labels[:-1] != _ADDRESS)] = 0
    labels[:-1] = _healed(_united(tokens, labels[:-1], chosen, probabilities))
    sums = np.zeros((len(NAMES), len(tokens) + 1), dtype=np.float64)
    sums[:, chosen + 1] = probabilities.T
    np.cumsum(sums, axis=1, out=sums)
    change = np.flatnonzero(np.diff(labels, prepend=0))
    begin = change[labels.take(change) > 0]
    stop = change.take(np.searchsorted(change, begin, side="right"))
    begin, stop = _trimmed(tokens, begin, stop)
    label = labels.take(begin)
    sure = (sums[label, stop] - sums[label, begin]) / np.maximum(stop - begin, 1)
    kept = begin < stop
    return Runs(
        tokens.start.take(begin[kept]),
        tokens.end.take(np.maximum(stop - 1, 0)[kept]),
        label[kept],
        sure[kept].astype(np.float32),
    )


def _united(
    tokens: Tokens, labels: NDArray[np.int64], chosen: NDArray[np.intp], probabilities: NDArray[np.float32]
) -> NDArray[np.int64]:
    """Words of names that stand side by side are one name: it is what all of them together are likeliest to be."""
    named = np.isin(labels, _NAMED)
    begin = named.copy()
    begin[1:] &= ~named[:-1] | (tokens.kind[1:] > LETTER) & (tokens.first[1:] != _HYPHEN)
    begin[1:] |= named[1:] & (tokens.kind[:-1] > LETTER) & ~np.isin(tokens.first[:-1], _INNER)
    owner = np.cumsum(begin) * named
    votes = np.zeros((int(owner.max(initial=0)) + 1, len(NAMES)), dtype=np.float64)
    np.add.at(votes, owner.take(chosen), probabilities)
    votes[:, [0, _ADDRESS, LABELS["NRP"]]] = 0.0
    united = labels.copy()
    united[named] = votes.argmax(axis=1)[owner[named]]
    return united


def _healed(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """One token between two of the same other label is one slip of the model, not three spans."""
    if len(labels) < 3:
        return labels
    healed = labels.copy()
    slip = (labels[:-2] == labels[2:]) & (labels[1:-1] != labels[2:]) & (labels[1:-1] > 0) & (labels[2:] > 0)
    healed[1:-1][slip] = labels[2:][slip]
    return healed


def _trimmed(
    tokens: Tokens, begin: NDArray[np.intp], stop: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Without marks and line breaks at the ends; two of each at most."""
    edge = (tokens.kind == MARK) | (tokens.kind == NEWLINE)
    for _ in range(2):
        begin = begin + (edge.take(begin) & (begin < stop))
        begin = np.minimum(begin, len(tokens) - 1)
        stop = stop - (edge.take(stop - 1) & (begin < stop))
    return begin, stop
