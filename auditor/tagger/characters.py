"""What each character is and what it is folded to: tables over the Basic Multilingual Plane, made once, shipped with the weights.

They travel with the weights because a newer Unicode would otherwise give other tokens than those that were trained on.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SPACE, LETTER, DIGIT, MARK, NEWLINE, EDGE = range(6)
#: Bits beside the kind: upper case, and not ASCII.
UPPER, FOREIGN = 8, 16
#: Stands between two texts; a noncharacter, so that no text has it (and where one has, it is an edge as well).
EDGE_CHAR = "\uffff"
PLANE = 0x10000
#: What a character outside the plane (emoji, rare scripts) is read as: a mark.
REPLACED = 0xFFFD
#: Letters that no decomposition folds, and marks that are written in several ways.
_ALIKE = dict(zip("łøđðıþŋ’‘`´–—‐‑−“”„«»", 'lodditn\'\'\'\'-----"""""', strict=True))


def kinds() -> NDArray[np.uint8]:
    """Kind and bits of each character."""
    return np.fromiter((_kind(chr(code)) for code in range(PLANE)), dtype=np.uint8, count=PLANE)


def folds() -> NDArray[np.uint16]:
    """Each character in lower case, without accents."""
    return np.fromiter((ord(_fold(chr(code))) for code in range(PLANE)), dtype=np.uint16, count=PLANE)


def folded(word: str) -> str:
    """A word as the tables fold it."""
    return "".join(_fold(char) for char in word)


def _kind(char: str) -> int:
    bits = (UPPER if char.isupper() else 0) | (FOREIGN if char > "\x7f" else 0)
    if char == EDGE_CHAR:
        return EDGE
    if char in "\n\r\x0b\x0c\x85\u2028\u2029":
        return NEWLINE
    if char.isspace() or char in "\x00\u200b\ufeff":
        return SPACE
    category = unicodedata.category(char)
    if category[0] in "LM":
        return LETTER | bits
    return DIGIT if category == "Nd" else MARK


def _fold(char: str) -> str:
    lowered = char.lower()[:1] if char not in "\ud800" else char
    lowered = _ALIKE.get(lowered, lowered)
    base = unicodedata.normalize("NFKD", lowered)
    return base[0] if len(base) > 1 and all(map(unicodedata.combining, base[1:])) else lowered
