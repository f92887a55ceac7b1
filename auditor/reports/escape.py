"""Text of others made inert: what can't be seen becomes visible, and what a format would interpret is escaped."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

MEMBER = False

#: First characters that make a spreadsheet read a cell as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%")
#: Characters that Markdown or an HTML block inside it gives a meaning, wherever they stand.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|~$])")
_ENTITY = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
#: Everything that can't be hidden in plain sight; most texts match as a whole and need no further look.
_PLAIN = re.compile(r"[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff•…–—‘’“”€✕◐○→]*")
_LINK = re.compile(r"(?i)\b(https?|ftp|mailto|www)([:.])")


def visible(text: str) -> str:
    """The text with control, bidi, zero-width, unassigned and line-separating characters as escapes."""
    if _PLAIN.fullmatch(text):
        return text
    return "".join(escaped(c) if unicodedata.category(c) in _HIDDEN else c for c in text)


def escaped(character: str) -> str:
    """A character as a visible escape."""
    number = ord(character)
    if number < 0x100:
        return {10: "\\n", 13: "\\r", 9: "\\t"}.get(number, f"\\x{number:02x}")
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def visible_all(value: Any) -> Any:
    """`visible` for every text and key of a JSON-like value."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {visible(str(key)): visible_all(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [visible_all(item) for item in value]
    return value


def markdown(text: object) -> str:
    """Text for a line or table cell of Markdown: no mark-up, no HTML, no link that makes itself."""
    flat = visible(str(text))
    for character, entity in _ENTITY.items():
        flat = flat.replace(character, entity)
    flat = _MARKDOWN.sub(r"\\\1", flat)
    flat = _LINK.sub(lambda m: m.group(1) + ("&#58;" if m.group(2) == ":" else "&#46;"), flat).replace("@", "&#64;")
    # a digit with a dot, a dash or an equals sign opens a list, a rule or a heading only at the start of a line
    return re.sub(r"^(\s*)(\d+)([.)])", r"\1\2\\\3", re.sub(r"^(\s*)([-=])", r"\1\\\2", flat))


def csv_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before a dangerous first character."""
    text = visible("" if value is None else str(value))
    risky = text.lstrip().startswith(_FORMULA)
    return f"'{text}" if risky and not isinstance(value, int | float) else text


#: Characters above ASCII that a terminal or a reader could be fooled by; JSON itself escapes those below.
_JSON_HIDDEN = re.compile(
    "[\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
    "|[\U000e0000-\U000e007f]"
)


def json_bytes(data: bytes) -> bytes:
    """JSON whose texts show hidden characters as escapes: the same values, inert on a terminal."""
    return _JSON_HIDDEN.sub(lambda match: _json_escape(match.group()), data.decode()).encode()


def _json_escape(character: str) -> str:
    raw = character.encode("utf-16-be")
    return "".join(f"\\u{int.from_bytes(raw[i : i + 2], 'big'):04x}" for i in range(0, len(raw), 2))
