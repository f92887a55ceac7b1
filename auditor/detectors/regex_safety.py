"""Whether a pattern of others is safe to run over hostile text: refused by its form, then by its measured growth.

A pattern that backtracks turns one prepared text into hours. Forms that are known for it are refused unseen; what is left
is tried on texts that nearly match, from a few characters up to thousands, and must not grow faster than they do.
"""

from __future__ import annotations

import re
import time
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MEMBER = False

#: A repeat that may run longer than this counts as unbounded.
_LONG = 1000
_RUNS = ("a", "A", "1", " ", "1 ", "A1", "a.", "1-", "Ab ", "a@", "((", "\n", "a_", '"', "-")
#: Sizes at which exponential growth shows before it hurts; then those that show a quadratic one.
_SMALL = tuple(range(8, 40, 2))
_LARGE = (250, 1_000, 4_000, 16_000)
_BLINK, _PATIENCE, _FACTOR = 0.02, 0.1, 8.0


def danger(pattern: str, flags: int, samples: Sequence[str] = ()) -> str:
    """Why a pattern is not safe, or nothing. Raises re.error where it is none."""
    compiled = re.compile(pattern, flags)
    parser: Any = import_module("re._parser")
    tree = parser.parse(pattern, flags)
    problem = _nested(tree, inside=False)
    if problem:
        return problem
    if compiled.match("") is not None:
        return "it matches the empty text"
    units = [*_units(tree), *samples, *(sample[:-1] for sample in samples), *_RUNS]
    return _growth(compiled, list(dict.fromkeys(unit for unit in units if unit)))


def _nested(tree: Any, *, inside: bool) -> str:
    """A repeat without end inside of another: (a+)+."""
    for code, argument in tree:
        name = str(code)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            _, most, part = argument
            endless = int(most) > _LONG
            if endless and inside:
                return "a repeat without end stands inside of another: bound one of them, as in {0,40}"
            problem = _nested(part, inside=inside or endless)
        elif name in ("GROUPREF", "GROUPREF_EXISTS"):
            problem = "it refers back to a group"
        else:
            problem = next(filter(None, (_nested(part, inside=inside) for part in _parts(argument))), "")
        if problem:
            return problem
    return ""


def _parts(argument: Any) -> Iterator[Any]:
    """The patterns inside of a node."""
    if hasattr(argument, "data"):
        yield argument
    elif isinstance(argument, list | tuple):
        for each in argument:
            yield from _parts(each)


def _units(tree: Any) -> Iterator[str]:
    """The letters that stand in the pattern itself."""
    letters: list[str] = []
    for code, argument in tree:
        if str(code) == "LITERAL":
            letters.append(chr(argument))
        for part in _parts(argument):
            yield from _units(part)
    yield from letters
    yield "".join(letters)


def _growth(compiled: re.Pattern[str], units: Iterable[str]) -> str:
    for unit in units:
        for end in ("", "\x00"):
            if any(_cost(compiled, unit, size, end) > _BLINK * 5 for size in _SMALL):
                return "its time grows exponentially with the text"
            before = 0.0
            for size in _LARGE:
                taken = _cost(compiled, unit, size, end)
                if taken > _PATIENCE and (before == 0.0 or taken > _FACTOR * max(before, _BLINK / 2)):
                    return "its time grows faster than the text"
                before = taken
    return ""


def _cost(compiled: re.Pattern[str], unit: str, size: int, end: str) -> float:
    text = (unit * (size // len(unit) + 1))[:size] + end
    begun = time.process_time()
    for _ in compiled.finditer(text):
        pass
    return time.process_time() - begun
