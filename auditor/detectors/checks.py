"""Check digits and small rules that several identifiers share."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from auditor.detectors.base import PatternDetector

if TYPE_CHECKING:
    from collections.abc import Callable

MEMBER = False

#: "ID 123": says that a number is an identifier, and not which.
_ID_LABEL = (
    r"(?:\bI[Dd]|\b(?i:identification|identity|identifier))(?:[ -]?(?i:number|no\.?|nr\.?|code))?[:#=]{0,2}\s{1,3}"
)


#: A set of characters at the beginning, once or a fixed number of times.
_LEADING = re.compile(r"(?P<set>\\d|\[[^\]^]+\])(?:\{(?P<count>[1-9]\d?)\})?(?![?*+{])")


class _Module(Protocol):
    def is_valid(self, number: str) -> bool: ...


@cache
def _module(name: str) -> _Module:
    return import_module(f"stdnum.{name}")


def by_stdnum(name: str) -> Callable[[str], bool]:
    """A check of python-stdnum, loaded when the first candidate comes."""

    def check(value: str) -> bool:
        return _module(name).is_valid(value) and has_variety(value)

    return check


def has_variety(value: str) -> bool:
    """More than two different digits: not a filler such as 0000 or 1111."""
    return len({c for c in value if c.isdigit()}) > 2


def labels(words: str, endings: str) -> tuple[str, ...]:
    """Every word with every ending, joined as labels and keys are: "user id", "user_id", "user-id", "userid"."""
    return tuple(
        f"{word}{joint}{end}" for word in words.split() for joint in (" ", "_", "-", "") for end in endings.split()
    )


def weighted(weights: tuple[int, ...], modulus: int) -> Callable[[str], int]:
    """The weighted sum of the digits (letters count from A = 10), modulo."""

    def total(value: str) -> int:
        return sum(int(c, 36) * w for c, w in zip(value, weights, strict=False)) % modulus

    return total


def _alone(shape: str) -> str:
    """The shape, and nothing of a longer number or word around it.

    Where a shape begins with one set of characters, that stands first and what may not precede it is asked second:
    `re` skips quickly to the next character of a leading set, and tries every place of the text otherwise.
    """
    after = r"(?![\w]|[-./]\w|,\d| \d)"
    leading = _LEADING.match(shape)
    if leading is None or _has_branches(shape):
        return rf"(?<![\w.,/-])(?<!\d[ ])(?:{shape}){after}"
    first, count = leading.group("set"), leading.group("count")
    rest = f"{first}{{{int(count) - 1}}}" if count else ""
    return rf"{first}(?<![\w.,/-]{first})(?<!\d {first})(?:{rest}{shape[leading.end() :]}){after}"


def _has_branches(shape: str) -> bool:
    depth = 0
    for character in shape:
        depth += (character in "([") - (character in ")]")
        if character == "|" and not depth:
            return True
    return False


def national_id(
    name: str,
    entity: str,
    shape: str,
    *,
    words: tuple[str, ...],
    examples: tuple[str, ...],
    counterexamples: tuple[str, ...] = (),
    validate: Callable[[str], bool] | None = None,
    digits: int = 6,
    bare: float = 0.0,
    generic: bool = False,
    window: int = 60,
) -> tuple[PatternDetector, ...]:
    """The detectors of one identifier: with a word that names it; `bare`, without; `generic`, after "ID"."""
    shaped = _alone(shape)
    named = PatternDetector(
        id=name,
        entity=entity,
        pattern=re.compile(shaped),
        score=bare or 0.9,
        validate=validate,
        digits=digits,
        context=words,
        context_score=1.0 if validate is not None else 0.85,
        needs_context=not bare,
        window=window,
        examples=examples,
        counterexamples=counterexamples,
    )
    if not generic:
        return (named,)
    value = re.split("[«»]", examples[0])[1]
    after_id = PatternDetector(
        id=f"{name}_after_id",
        entity=entity,
        pattern=re.compile(rf"{_ID_LABEL}(?P<value>{shape})(?![\w]|[-./]\w|,\d| \d)"),
        score=0.7,
        validate=validate,
        digits=digits,
        keywords=("id",),
        examples=(f"my ID «{value}».",),
        counterexamples=(f"did {value}x", "ID 1234"),
    )
    return (named, after_id)
