"""Where sentences begin and how much the model doubts in each: what a slower model may be asked about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from auditor.tagger.characters import EDGE, LETTER, NEWLINE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from auditor.tagger.tokens import Tokens

_STOPS = np.array([ord(sign) for sign in ".!?"], dtype=np.uint32)
_DOT = ord(".")
#: A capital and up to two more letters before a dot are an initial or a title: "J.", "Dr.", "Mrs.".
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a block in code points, and the greatest doubt in each."""

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    doubt: NDArray[np.float32]


def begins(tokens: Tokens) -> NDArray[np.bool_]:
    """Whether each token is the first of a sentence: after a line break, an edge, or a stop with a space and a capital."""
    size = len(tokens)
    first = np.zeros(size, dtype=np.bool_)
    if not size:
        return first
    first[0] = True
    hard = tokens.kind >= NEWLINE
    first[1:] = hard[:-1]
    stop = np.isin(tokens.first[:-1], _STOPS) & tokens.spaced[1:] & (tokens.capital[1:] | (tokens.kind[1:] != LETTER))
    length = tokens.end - tokens.start
    title = tokens.capital & (tokens.kind == LETTER) & (length <= _SHORT)
    stop[1:] &= ~(title[:-2] & (tokens.first[1:-1] == _DOT))
    first[1:] |= stop
    first &= tokens.kind != EDGE
    return first


def doubted(tokens: Tokens, doubt: NDArray[np.float32]) -> Sentences:
    """Each sentence with the greatest doubt of its tokens."""
    places = np.flatnonzero(begins(tokens))
    if not len(places):
        nowhere = np.zeros(0, dtype=np.int32)
        return Sentences(nowhere, nowhere, np.zeros(0, dtype=np.float32))
    last = np.append(places[1:], len(tokens)) - 1
    # an edge or a line break at the end belongs to no sentence
    for _ in range(8):
        last = np.where((tokens.kind.take(last) >= NEWLINE) & (last > places), last - 1, last)
    return Sentences(tokens.start.take(places), tokens.end.take(last), np.maximum.reduceat(doubt, places))
