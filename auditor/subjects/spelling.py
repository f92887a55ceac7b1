"""Spellings of one word: case, diacritics, transliteration, and typing errors within one step."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: Letters that are written with two where a keyboard lacks them, or that no decomposition takes apart.
_TWO = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe", "æ": "ae", "œ": "oe", "þ": "th"}
    | {"ł": "l", "đ": "d", "ð": "d", "ı": "i", "’": "'"}
)
_ONE = str.maketrans(
    {"ß": "ss", "å": "a", "ø": "o", "æ": "a", "œ": "o", "þ": "th", "ł": "l", "đ": "d", "ð": "d", "ı": "i"}
)
#: A word shorter than this has too many neighbours to count a typing error.
LEAST_FOR_TYPOS = 5


def lowered(word: str) -> str:
    """A word without regard to case and composition."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFC", word)).lower()


@lru_cache(maxsize=50_000)
def spellings(word: str) -> frozenset[str]:
    """The plain forms of a word: umlauts as two letters, and without their dots."""
    low = lowered(word)
    if low.isascii():
        return frozenset({low})
    return frozenset({_stripped(low.translate(_TWO)), _stripped(low.translate(_ONE))})


def _stripped(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def is_near(one: str, other: str) -> bool:
    """Whether one letter is wrong, missing, too many, or swapped with its neighbour; equal words are not near."""
    if min(len(one), len(other)) < LEAST_FOR_TYPOS or abs(len(one) - len(other)) > 1 or one == other:
        return False
    short, long = sorted((one, other), key=len)
    at = next((i for i, char in enumerate(short) if char != long[i]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1]
    return short[at + 1 :] == long[at + 1 :] or (swapped and short[at + 2 :] == long[at + 2 :])
