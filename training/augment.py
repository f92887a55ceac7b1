"""The same texts otherwise: other names, other case, typing errors, misread letters, no accents, other line breaks."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from auditor.tagger.labels import LABELS
from training import names
from training.labels import MASKED, Example

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

_MISREAD = {
    "o": "0",
    "l": "1",
    "i": "l",
    "e": "c",
    "S": "5",
    "B": "8",
    "O": "0",
    "I": "l",
    "g": "q",
    "a": "o",
    "u": "v",
}
_FRESH = {LABELS["PERSON"]: 0.75, LABELS["LOCATION"]: 0.35, LABELS["ORGANIZATION"]: 0.2, LABELS["ADDRESS"]: 0.5}


def renamed(example: Example, dice: random.Random) -> Example:
    """Mentions replaced by other names of the same shape, so that no model learns the people of its texts by heart."""
    parts: list[str] = []
    spans: list[tuple[int, int, int]] = []
    at = length = 0
    for start, end, label in _settled(example):
        if start < at:
            continue
        value = example.text[start:end]
        if dice.random() < _FRESH.get(label, 0.0):
            value = _alike(value, label, dice)
        parts += [example.text[at:start], value]
        length += start - at
        spans.append((length, length + len(value), label))
        length += len(value)
        at = end
    return replace(example, text="".join([*parts, example.text[at:]]), spans=tuple(spans))


def _settled(example: Example) -> list[tuple[int, int, int]]:
    """Spans one after the other: where they overlap, the later one of the list has the last word."""
    owner = [0] * len(example.text)
    for number, (start, end, _) in enumerate(example.spans, 1):
        owner[start:end] = [number] * (end - start)
    found: list[tuple[int, int, int]] = []
    at = 0
    while at < len(owner):
        stop = at
        while stop < len(owner) and owner[stop] == owner[at]:
            stop += 1
        if owner[at]:
            found.append((at, stop, example.spans[owner[at] - 1][2]))
        at = stop
    return found


def _alike(value: str, label: int, dice: random.Random) -> str:
    pool = names.pools()[dice.choice(_locales())]
    words = value.split()
    if label == LABELS["PERSON"]:
        if not value[:1].isupper():
            return value
        if len(words) == 1:
            return dice.choice(pool.given if dice.random() < 0.5 else pool.family)
        return names.full(pool, dice) if len(words) == 2 else f"{names.full(pool, dice)} {dice.choice(pool.family)}"
    if label == LABELS["LOCATION"]:
        return names.place(pool, dice)
    if label == LABELS["ADDRESS"]:
        return names.address(pool, dice)
    return names.firm(pool, dice)


@cache
def _locales() -> list[str]:
    return list(names.pools())


def changed(example: Example, dice: random.Random) -> Example:
    """One change of the whole text, or none."""
    if "\n" in example.text and dice.random() < 0.04:
        return quoted(example)
    roll = dice.random()
    for share, change in _CHANGES:
        if roll < share:
            return replace(example, text=change(example, dice))
        roll -= share
    return example


def _lowered(example: Example, _: random.Random) -> str:
    return _each(example.text, str.lower)


def _raised(example: Example, _: random.Random) -> str:
    return _each(example.text, str.upper)


def _mentions_lowered(example: Example, _: random.Random) -> str:
    text = example.text
    for start, end, label in example.spans:
        if label != MASKED:
            text = text[:start] + _each(text[start:end], str.lower) + text[end:]
    return text


def _mentions_raised(example: Example, _: random.Random) -> str:
    text = example.text
    for start, end, label in example.spans:
        if label in (LABELS["PERSON"], LABELS["ADDRESS"], LABELS["LOCATION"]):
            text = text[:start] + _each(text[start:end], str.upper) + text[end:]
    return text


def _misread(example: Example, dice: random.Random) -> str:
    return "".join(_MISREAD.get(char, char) if dice.random() < 0.04 else char for char in example.text)


def _mistyped(example: Example, dice: random.Random) -> str:
    chars = list(example.text)
    for at in range(len(chars) - 1):
        if chars[at].isalpha() and chars[at + 1].isalpha() and dice.random() < 0.02:
            chars[at], chars[at + 1] = chars[at + 1], chars[at]
    return "".join(chars)


def _plain(example: Example, _: random.Random) -> str:
    return _each(example.text, lambda char: unicodedata.normalize("NFKD", char)[0])


def _wrapped(example: Example, dice: random.Random) -> str:
    return "".join("\n" if char == " " and dice.random() < 0.1 else char for char in example.text)


def _unwrapped(example: Example, _: random.Random) -> str:
    return example.text.replace("\n", " ")


def quoted(example: Example) -> Example:
    """The text as a mail quotes it: a sign before each line, also inside an address."""
    sign = "> "
    begins = [0, *(at + 1 for at, char in enumerate(example.text) if char == "\n")]
    shift = [0] * (len(example.text) + 1)
    for begin in begins:
        shift[begin] += len(sign)
    total, moved = 0, []
    for more in shift:
        total += more
        moved.append(total)
    text = sign + example.text.replace("\n", f"\n{sign}")
    spans = tuple(
        (start + moved[start], end + moved[max(start, end - 1)], label) for start, end, label in example.spans
    )
    return replace(example, text=text, spans=spans)


def _each(text: str, change: Callable[[str], str]) -> str:
    return "".join(new if len(new := change(char)) == 1 else char for char in text)


_CHANGES: tuple[tuple[float, Callable[[Example, random.Random], str]], ...] = (
    (0.09, _lowered),
    (0.025, _raised),
    (0.03, _mentions_lowered),
    (0.035, _mentions_raised),
    (0.02, _misread),
    (0.03, _mistyped),
    (0.03, _plain),
    (0.05, _wrapped),
    (0.04, _unwrapped),
)
