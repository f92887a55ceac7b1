"""Text to tokens and hashed features, by operations on whole arrays: no object is made for a token.

A token is a run of letters or of digits, one mark, or a run of line breaks. The sum of powers over a block gives the
hash of any part of it in one subtraction, so words, beginnings and ends cost the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from auditor.tagger.characters import DIGIT, EDGE, FOREIGN, LETTER, MARK, NEWLINE, SPACE, UPPER, folded

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Code points of a block: what fits the caches, and what the powers are made for.
BLOCK = 1 << 16
#: Rows of the tables of words, and of beginnings and ends; slots of the lexicon.
WORD_BITS, AFFIX_BITS, SLOT_BITS = 17, 15, 21
SHAPES = 256
#: Bits of an entry of the lexicon that tell one word from another, above the six bits of what the word is.
LEXICON_BITS, CHECK_BITS = 6, 10
#: What an entry says of a word: a given name, a family name, a town, a region, a word of a dictionary, a word of texts.
GIVEN, FAMILY, TOWN, REGION, COMMON, SEEN = (1 << bit for bit in range(LEXICON_BITS))

_MASK = (1 << 64) - 1
_PRIME, _MIX = 0x9E3779B97F4A7C15, 0xFF51AFD7ED558CCD
_INVERSE = pow(_PRIME, -1, 1 << 64)
#: Salts that keep the same letters apart as beginning and as end.
_HEAD_SALT, _TAIL_SALT = np.uint64(0x7F4A7C15), np.uint64(0x2545F491)
_LENGTHS = np.array([0, 0, 1, 1, 2, 2, 2, 2, 3, 3], dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a block: where they are, what they look like, and the rows of the tables they select."""

    start: NDArray[np.int32]
    end: NDArray[np.int32]
    kind: NDArray[np.uint8]  # of the first character, without bits
    capital: NDArray[np.bool_]
    spaced: NDArray[np.bool_]  # something stands between it and the token before
    first: NDArray[np.uint32]  # folded first character
    rows: tuple[NDArray[np.int32], ...]  # word, beginning, end, shape, lexicon

    def __len__(self) -> int:
        return len(self.start)


class Features:
    """Turns blocks of code points into tokens; holds the tables."""

    def __init__(self, kinds: NDArray[np.uint8], folds: NDArray[np.uint16], lexicon: NDArray[np.uint16]) -> None:
        self._kinds = kinds
        self._folds = folds
        self._lexicon = lexicon
        self._values = letter_values()
        self._powers = _powers(_PRIME, BLOCK + 1)
        self._inverse = _powers(_INVERSE, BLOCK + 1)

    def tokens(self, codes: NDArray[np.uint32]) -> Tokens:
        """The tokens of a block of at most `BLOCK` code points inside the plane."""
        size = len(codes)
        marks = self._kinds.take(codes)
        kind = (marks & 7).astype(np.uint8)
        fold = self._folds.take(codes)
        start, end = _bounds(kind)
        sums = np.zeros(size + 1, dtype=np.uint64)
        np.cumsum(self._values.take(fold) * self._powers[:size], out=sums[1:])
        shape, capital, spaced = _shapes(marks, kind, start, end, fold)
        rows = (*self._hashed(sums, start, end), shape)
        return Tokens(
            start, end, kind.take(start), capital, spaced, fold.take(start).astype(np.uint32), self._known(rows)
        )

    def known(self, word: str) -> int:
        """What the lexicon says of a word inside the plane; 0 for one that it does not hold."""
        slot, check = lexicon_entry(word, self._values)
        entry = int(self._lexicon[slot])
        return entry & ((1 << LEXICON_BITS) - 1) if entry >> LEXICON_BITS == check else 0

    def _hashed(
        self, sums: NDArray[np.uint64], start: NDArray[np.int32], end: NDArray[np.int32]
    ) -> tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint64]]:
        """Hashes of the whole token, of its first three characters and of its last three."""
        inverse, low, high = self._inverse.take(start), sums.take(start), sums.take(end)
        tail = np.maximum(end - 3, start)
        word = (high - low) * inverse
        head = (sums.take(np.minimum(start + 3, end)) - low) * inverse + _HEAD_SALT
        last = (high - sums.take(tail)) * self._inverse.take(tail) ^ _TAIL_SALT
        return word, head, last

    def _known(self, rows: tuple[NDArray[np.uint64], ...]) -> tuple[NDArray[np.int32], ...]:
        word, head, last, shape = rows
        mixed = word * np.uint64(_MIX)
        entry = self._lexicon.take((mixed >> np.uint64(64 - SLOT_BITS)).astype(np.int32))
        check = (mixed >> np.uint64(64 - SLOT_BITS - CHECK_BITS)).astype(np.uint16) & np.uint16((1 << CHECK_BITS) - 1)
        known = np.where(entry >> np.uint16(LEXICON_BITS) == check, entry & np.uint16((1 << LEXICON_BITS) - 1), 0)
        return (
            (mixed >> np.uint64(64 - WORD_BITS)).astype(np.int32),
            _row(head, AFFIX_BITS),
            _row(last, AFFIX_BITS),
            shape.astype(np.int32),
            known.astype(np.int32),
        )


def letter_values() -> NDArray[np.uint64]:
    """A random number for each character, by arithmetic, so that it is the same everywhere."""
    with np.errstate(over="ignore"):
        number = np.arange(1, 0x10001, dtype=np.uint64) * np.uint64(_PRIME)
        number = (number ^ (number >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        number = (number ^ (number >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return number ^ (number >> np.uint64(31)) | np.uint64(1)


def lexicon_entry(word: str, values: NDArray[np.uint64]) -> tuple[int, int]:
    """Slot and check bits of a word in the lexicon."""
    total = sum(int(values[ord(char)]) * pow(_PRIME, at, 1 << 64) for at, char in enumerate(folded(word)))
    mixed = (total & _MASK) * _MIX & _MASK
    return mixed >> (64 - SLOT_BITS), mixed >> (64 - SLOT_BITS - CHECK_BITS) & ((1 << CHECK_BITS) - 1)


def _powers(base: int, count: int) -> NDArray[np.uint64]:
    powers = np.ones(count, dtype=np.uint64)
    done = 1
    while done < count:
        more = min(done, count - done)
        powers[done : done + more] = powers[:more] * np.uint64(pow(base, done, 1 << 64))
        done += more
    return powers


def _row(hashed: NDArray[np.uint64], bits: int) -> NDArray[np.int32]:
    return (hashed * np.uint64(_MIX) >> np.uint64(64 - bits)).astype(np.int32)


def _bounds(kind: NDArray[np.uint8]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """First character of each token and the one after its last."""
    cut = np.empty(len(kind) + 1, dtype=np.bool_)
    cut[0] = cut[-1] = True
    np.not_equal(kind[1:], kind[:-1], out=cut[1:-1])
    cut[:-1] |= (kind == MARK) | (kind == EDGE)
    places = np.flatnonzero(cut).astype(np.int32)
    begin, stop = places[:-1], places[1:]
    wanted = kind.take(begin) != SPACE
    return begin[wanted], stop[wanted]


def _shapes(
    marks: NDArray[np.uint8],
    kind: NDArray[np.uint8],
    start: NDArray[np.int32],
    end: NDArray[np.int32],
    fold: NDArray[np.uint16],
) -> tuple[NDArray[np.uint64], NDArray[np.bool_], NDArray[np.bool_]]:
    """Case, length, space before, beginning of a sentence, letters outside ASCII: one number below `SHAPES`."""
    first, length = marks.take(start), end - start
    upper = first & UPPER != 0
    count = np.zeros(len(marks) + 1, dtype=np.int32)
    np.cumsum(marks & UPPER != 0, out=count[1:])
    uppers = count.take(end) - count.take(start)
    np.cumsum(marks & FOREIGN != 0, out=count[1:])
    foreign = count.take(end) != count.take(start)
    what = kind.take(start)
    case = np.where(upper, np.where(uppers == length, 2, np.where(uppers == 1, 1, 3)), np.where(uppers > 0, 4, 0))
    case = np.where(what == LETTER, case, np.where(what == DIGIT, 5, np.where(what == MARK, 6, 7))).astype(np.int32)
    spaced = np.empty(len(start), dtype=np.bool_)
    spaced[:1] = True
    np.not_equal(start[1:], end[:-1], out=spaced[1:])
    begins = np.empty(len(start), dtype=np.int32)
    begins[:1] = 1
    sign = fold.take(start)
    begins[1:] = (what >= NEWLINE)[:-1] | np.isin(sign[:-1], _ENDS)
    buckets = _LENGTHS.take(np.minimum(length, 9))
    shape = (((case * 4 + buckets) * 2 + spaced) * 2 + begins) * 2 + foreign
    return shape.astype(np.uint64), upper, spaced


_ENDS = np.array([ord(char) for char in ".!?:|"], dtype=np.uint16)
