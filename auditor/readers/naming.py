"""Makes names of files fit for a terminal and a report: no control, direction or format characters, no broken ones."""

from __future__ import annotations

import unicodedata

MEMBER = False


def printable(name: str) -> str:
    """A name in which every character that can't be seen, or changes how others are seen, stands as its code."""
    return name if name.isascii() and name.isprintable() else "".join(map(_seen, name))


def _seen(char: str) -> str:
    if unicodedata.category(char)[0] in "CZ" and char != " ":
        code = ord(char)
        if 0xDC80 <= code <= 0xDCFF:  # a byte that is not UTF-8
            return f"\\x{code - 0xDC00:02x}"
        return f"\\u{code:04x}" if code > 0xFF else f"\\x{code:02x}"
    return char
