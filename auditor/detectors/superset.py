"""Writes a regular expression of Python's as one of Hyperscan's that finds at least as much, over one byte a character.

Texts are read as Latin-1; a character beyond it is the byte `OTHER`, but for the few that Python takes for a Latin-1
letter when case does not count. `EDGE` stands before, between and after texts. What Hyperscan lacks is left out where
that widens the pattern: assertions inside it; those at its ends become the one character that they look at.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MEMBER = False

EDGE, OTHER = 0x00, 0x1A
#: What digits of Python's are written as.
DIGITS = frozenset(b"0123456789") | {OTHER}
#: Characters beyond Latin-1 that equal one of it when case does not count.
_TWINS = {
    "\u0130": "i", "\u0131": "i", "\u017f": "s", "\u212a": "k", "\u212b": "å", "\u1e9e": "ß", "\u0178": "ÿ",
    "\u03bc": "µ", "\u039c": "µ",
}  # fmt: skip
_LATIN = [chr(code) for code in range(256)]
_ALL = frozenset(range(256))
#: A repeat that may go on longer is written without its bound: a count costs an automaton as many states.
_MANY = 12
_ERRORS = "auditor-latin"
_MODES = int(re.IGNORECASE | re.MULTILINE | re.DOTALL | re.ASCII | re.UNICODE)

# the parser of the standard library has no public name since 3.11
_parser: Any = import_module("re._parser")
_compiler: Any = import_module("re._compiler")
_c: Any = import_module("re._constants")
_WORD: Any = (_c.IN, [(_c.CATEGORY, _c.CATEGORY_WORD)])
_WORDLIKE = (_c.CATEGORY_WORD, _c.CATEGORY_DIGIT)
_REPEATS = (_c.MAX_REPEAT, _c.MIN_REPEAT, _c.POSSESSIVE_REPEAT)


class NotExpressible(Exception):
    """A pattern of which no useful superset can be written."""


def encode(text: str) -> bytes:
    """A text as the patterns see it: one byte a character."""
    return text.encode("latin-1", _ERRORS)


def _replace(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    run = error.object[error.start : error.end]
    return "".join([_TWINS.get(c, "\x1a") for c in run]).encode("latin-1"), error.end


codecs.register_error(_ERRORS, _replace)


def supersets(pattern: str, flags: int) -> list[str]:
    """Expressions that together match wherever the pattern does; raises NotExpressible."""
    tree = _parser.parse(pattern, flags)
    writer = _Writer({})
    top = list(tree)
    flags = int(tree.state.flags)
    if len(top) == 1 and top[0][0] is _c.BRANCH:
        found = [writer.sequence(branch, flags, True, True) for branch in top[0][1][1]]
    else:
        found = [writer.sequence(top, flags, True, True)]
    if any(re.fullmatch(expression.encode("latin-1"), b"", re.DOTALL) for expression in found):
        raise NotExpressible("may be empty")
    return found


def digits_and_width(pattern: str, flags: int) -> tuple[int, int]:
    """How many digits a match of an expression of `supersets` holds at least, and how many characters it has at most.

    Neighbours that it looks at count as part of it.
    """
    tree = _parser.parse(pattern, flags)
    return _least_digits(tree, int(tree.state.flags)), int(tree.getwidth()[1]) + _looked_over(tree)


def _least_digits(items: Iterable[Any], flags: int) -> int:
    total = 0
    for kind, value in items:
        if kind in (_c.LITERAL, _c.IN):
            total += _bytes_of((kind, value), flags) <= DIGITS
        elif kind is _c.BRANCH:
            total += min(_least_digits(branch, flags) for branch in value[1])
        elif kind in _REPEATS:
            total += value[0] * _least_digits(value[2], flags)
        elif kind is _c.ATOMIC_GROUP:
            total += _least_digits(value, flags)
        elif kind is _c.SUBPATTERN:
            total += _least_digits(value[3], _compiler._combine_flags(flags, value[1], value[2]))
    return total


def _looked_over(items: Iterable[Any]) -> int:
    """Characters of all assertions together."""
    total = 0
    for kind, value in items:
        if kind in (_c.ASSERT, _c.ASSERT_NOT):
            total += int(value[1].getwidth()[1])
        elif kind is _c.BRANCH:
            total += sum(map(_looked_over, value[1]))
        elif kind in _REPEATS:
            total += value[1] * _looked_over(value[2])
        elif kind is _c.ATOMIC_GROUP:
            total += _looked_over(value)
        elif kind is _c.SUBPATTERN:
            total += _looked_over(value[3])
    return total


@dataclass(slots=True)
class _Writer:
    """Writes a parsed pattern; `groups` are those that later parts may repeat."""

    groups: dict[int, str]

    def sequence(self, items: Iterable[Any], flags: int, first: bool, last: bool) -> str:
        """`first` and `last`: nothing stands before or after in the pattern, so a look at a neighbour may take it."""
        items = list(items)
        start, before = _neighbour(items, flags, ahead=False) if first else (0, None)
        rest = items[start:]
        if start and rest and rest[0][0] is _c.BRANCH:  # each branch has its own beginning
            branches = [[*items[:start], *branch] for branch in rest[0][1][1]]
            alone = last and len(rest) == 1
            return self._choice(branches, flags, True, alone) + self.sequence(rest[1:], flags, False, last)
        behind = next((v[1] for k, v in items[:start] if k is _c.ASSERT and v[0] < 0 and len(v[1]) > 1), None)
        if behind is not None:  # a look at more than one character takes them all
            return self.sequence(behind, flags, True, False) + self.sequence(rest, flags, False, last)
        count, after = _neighbour(rest[::-1], flags, ahead=True) if last else (0, None)
        middle = rest[: len(rest) - count] if count else rest
        parts = [_written(before)] if before is not None else []
        for place, item in enumerate(middle):
            begins = first and place == 0 and before is None
            ends = last and place == len(middle) - 1 and after is None
            parts.append(self._item(item, flags, begins, ends))
        if after is not None:
            parts.append(_written(after))
        return "".join(parts)

    def _item(self, item: Any, flags: int, first: bool, last: bool) -> str:
        kind, value = item
        if kind in (_c.LITERAL, _c.NOT_LITERAL, _c.ANY, _c.IN):
            return _written(_bytes_of(item, flags))
        if kind in (_c.AT, _c.ASSERT, _c.ASSERT_NOT):
            return ""
        if kind is _c.BRANCH:
            return self._choice(value[1], flags, first, last)
        if kind in _REPEATS:
            low, high, inner = value
            part = self.sequence(inner, flags, False, False)
            if first or last:  # what may be missing at an end need not be looked for
                return f"(?:{part}){{{low}}}" if low else ""
            most = "" if high is _c.MAXREPEAT or high > _MANY else high
            return f"(?:{part}){{{low},{most}}}"
        if kind is _c.ATOMIC_GROUP:
            return f"(?:{self.sequence(value, flags, first, last)})"
        if kind is _c.SUBPATTERN:
            number, added, removed, inner = value
            own = _compiler._combine_flags(flags, added, removed)
            if number is not None:
                # where the group is repeated, no neighbour belongs to it
                self.groups[number] = f"(?:{self.sequence(inner, own, False, False)})"
            return f"(?:{self.sequence(inner, own, first, last)})"
        if kind is _c.GROUPREF and value in self.groups:
            return self.groups[value]
        raise NotExpressible(str(kind))

    def _choice(self, branches: Sequence[Any], flags: int, first: bool, last: bool) -> str:
        return "(?:" + "|".join(self.sequence(branch, flags, first, last) for branch in branches) + ")"


def _neighbour(items: Sequence[Any], flags: int, ahead: bool) -> tuple[int, frozenset[int] | None]:
    """How many assertions stand at an end, and what the character beyond the end may be; None: anything."""
    count, allowed = 0, _ALL
    for kind, value in items:
        if kind is _c.AT:
            inner = items[count + 1] if count + 1 < len(items) else None
            allowed &= _at(value, flags, inner, ahead)
        elif kind in (_c.ASSERT, _c.ASSERT_NOT) and (value[0] > 0) is ahead:
            allowed &= _looked_at(list(value[1]), flags, kind is _c.ASSERT)
        elif kind not in (_c.ASSERT, _c.ASSERT_NOT):
            break
        count += 1
    return count, (None if allowed == _ALL else allowed)


def _at(kind: Any, flags: int, inner: Any, ahead: bool) -> frozenset[int]:
    """The neighbours that a border, a beginning or an end allows."""
    lines = {EDGE, ord("\n")}
    if kind is _c.AT_BEGINNING and not ahead:
        return frozenset(lines if flags & re.MULTILINE else {EDGE})
    if kind is _c.AT_BEGINNING_STRING and not ahead:
        return frozenset({EDGE})
    if kind is _c.AT_END and ahead:
        return frozenset(lines)
    if kind is _c.AT_END_STRING and ahead:
        return frozenset({EDGE})
    if kind is not _c.AT_BOUNDARY or inner is None:
        return _ALL
    if inner[0] in _REPEATS and inner[1][0] > 0 and len(inner[1][2]) == 1:
        inner = inner[1][2][0]
    if inner[0] not in (_c.LITERAL, _c.NOT_LITERAL, _c.ANY, _c.IN):
        return _ALL
    if _is_word(inner, flags):
        return _bytes_of(_WORD, flags, negated=True) | {EDGE}
    words = _bytes_of(_WORD, flags)
    return words if not _bytes_of(inner, flags) & words else _ALL


def _is_word(item: Any, flags: int) -> bool:
    """Whether a single-character part matches word characters only."""
    parts = item[1] if item[0] is _c.IN else [item]
    beyond = [part for part in parts if part[0] is not _c.CATEGORY and _reaches_beyond(part)]
    known = all(part[1] in _WORDLIKE for part in parts if part[0] is _c.CATEGORY)
    inside = _bytes_of(item, flags) - {OTHER}
    return known and not beyond and inside <= _bytes_of(_WORD, flags)


def _looked_at(items: list[Any], flags: int, wanted: bool) -> frozenset[int]:
    """What an assertion of one character allows; anything, where it looks at more."""
    while len(items) == 1 and items[0][0] is _c.SUBPATTERN:
        _, added, removed, inner = items[0][1]
        items, flags = list(inner), _compiler._combine_flags(flags, added, removed)
    if len(items) == 1 and items[0][0] is _c.BRANCH:
        each = [_looked_at(list(branch), flags, wanted) for branch in items[0][1][1]]
        return frozenset().union(*each) if wanted else frozenset(_ALL).intersection(*each)
    if len(items) != 1 or items[0][0] not in (_c.LITERAL, _c.NOT_LITERAL, _c.ANY, _c.IN):
        return _ALL
    if wanted:
        return _bytes_of(items[0], flags)
    return _bytes_of(items[0], flags, negated=True) | {EDGE}


def _bytes_of(item: Any, flags: int, *, negated: bool = False) -> frozenset[int]:
    """The bytes that stand for the characters which a single-character part matches, or does not."""
    return _bytes(repr(item), flags & _MODES, negated, _Shown(item))


class _Shown:
    """A part of a parsed pattern beside its name in the cache."""

    __slots__ = ("item",)

    def __init__(self, item: Any) -> None:
        self.item = item

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Shown)

    def __hash__(self) -> int:
        return 0


@cache
def _bytes(_: str, flags: int, negated: bool, shown: _Shown) -> frozenset[int]:
    state = _parser.State()
    state.flags = flags
    one = _compiler.compile(_parser.SubPattern(state, [shown.item]))
    chars = [*((c, code) for code, c in enumerate(_LATIN)), *((twin, ord(byte)) for twin, byte in _TWINS.items())]
    found = {code for c, code in chars if (one.match(c) is None) is negated}
    if negated or _reaches_beyond(shown.item):
        found.add(OTHER)
    return frozenset(found)


def _reaches_beyond(item: Any) -> bool:
    """Whether a part may match characters beyond Latin-1."""
    kind, value = item
    if kind is _c.LITERAL:
        return bool(value > 255)
    if kind is _c.IN:
        return any(_reaches_beyond(part) for part in value)
    if kind is _c.RANGE:
        return bool(value[1] > 255)
    return True  # NOT_LITERAL, ANY, NEGATE, CATEGORY


def _written(codes: frozenset[int] | None) -> str:
    if codes is None or len(codes) == 256:
        return "."
    if not codes:
        raise NotExpressible("nothing fits")
    if len(codes) > 128:
        return f"[^{_ranges(_ALL - codes)}]"
    return _byte(next(iter(codes))) if len(codes) == 1 else f"[{_ranges(codes)}]"


def _ranges(codes: frozenset[int]) -> str:
    parts: list[str] = []
    ordered = sorted(codes)
    start = ordered[0]
    for code, following in zip(ordered, [*ordered[1:], -1], strict=True):
        if following != code + 1:
            parts.append(_byte(start) if start == code else f"{_byte(start)}-{_byte(code)}")
            start = following
    return "".join(parts)


def _byte(code: int) -> str:
    return chr(code) if chr(code).isascii() and chr(code).isalnum() else f"\\x{code:02x}"
