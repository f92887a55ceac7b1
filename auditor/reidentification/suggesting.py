"""What coarser values would change, measured on the classes: each column alone, and a way to a wished-for k."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from auditor.reidentification.classes import coarsened, projected
from auditor.reidentification.levels import REDACTS, REMOVED, levels_of
from auditor.reidentification.risk import risk_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.reidentification.classes import Table
    from auditor.reidentification.risk import Risk

#: Combinations of columns are looked at up to this many columns, and as long as the work stays small.
_MOST_COLUMNS = 4
_MOST_WORK = 200_000_000
_SHOWN = 10
#: Share of unique records from which a combination is listed.
_RISKY = 0.01


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Some columns made coarser, and what is left of the risk; `small` counts records in classes below the wished k."""

    levels: tuple[tuple[str, str], ...]  # column -> level
    risk: Risk
    small: int
    by_redact: bool = False  # `audit redact --how generalise` does the same to values that it finds


@dataclass(frozen=True, slots=True)
class Combination:
    """Some quasi-identifiers together, and the share of records that they single out."""

    columns: tuple[str, ...]
    unique: float
    k: int


def singles(table: Table, wished: int) -> list[Suggestion]:
    """Each column at each of its levels, the others as they are."""
    return [
        _measured(table, {name: level}, wished)
        for name, book in table.quasi.items()
        for level in range(len(levels_of(book.kind)))
    ]


def way(table: Table, wished: int) -> list[Suggestion]:
    """Step by step the level that takes most records out of small classes; columns are given up last."""
    done: dict[str, int] = {}
    steps: list[Suggestion] = []
    while not steps or steps[-1].small:
        further = [
            _measured(table, {**done, name: done.get(name, -1) + 1}, wished)
            for name, book in table.quasi.items()
            if done.get(name, -1) + 1 < len(levels_of(book.kind))
        ]
        if not further:
            return steps
        best = min(further, key=_order)
        steps.append(best)
        done = {name: _place(table, name, level) for name, level in best.levels}
    return steps


def _order(step: Suggestion) -> tuple[int, int, int, tuple[tuple[str, str], ...]]:
    """Fewest columns given up, then fewest records in small classes, then fewest classes."""
    removed = sum(level == REMOVED.name for _, level in step.levels)
    return removed, step.small, step.risk.classes, step.levels


def _place(table: Table, name: str, level: str) -> int:
    return [known.name for known in levels_of(table.quasi[name].kind)].index(level)


def _measured(table: Table, levels: Mapping[str, int], wished: int) -> Suggestion:
    rows, counts = table.classes
    maps = [book.coarser[levels[name]] if name in levels else None for name, book in table.quasi.items()]
    left = coarsened(rows, counts, maps)[1]
    named = tuple((name, levels_of(table.quasi[name].kind)[level].name) for name, level in levels.items())
    redacts = all(REDACTS.get(table.quasi[name].kind) == level for name, level in named)
    return Suggestion(named, risk_of(left), int(left[left < wished].sum()), redacts)


def combinations_of(table: Table) -> tuple[list[Combination], bool]:
    """The smallest combinations that single records out, most telling first; and whether all were looked at."""
    rows, counts = table.classes
    names: Sequence[str] = tuple(table.quasi)
    found, work, whole = [], 0, True
    for size in range(1, min(_MOST_COLUMNS, len(names)) + 1):
        for places in combinations(range(len(names)), size):
            work += len(rows) * size
            if work > _MOST_WORK:
                whole = False
                break
            risk = risk_of(projected(rows, counts, places))
            if risk.unique >= _RISKY:
                found.append(Combination(tuple(names[place] for place in places), risk.unique, risk.k))
    found.sort(key=lambda one: (len(one.columns), -one.unique, one.columns))
    return _smallest(found)[:_SHOWN], whole


def _smallest(found: list[Combination]) -> list[Combination]:
    """Without those that only add a column to one that singles out as many."""
    kept: list[Combination] = []
    for one in found:
        inside = [other.unique for other in kept if set(other.columns) < set(one.columns)]
        if not inside or one.unique >= max(inside) + _RISKY:
            kept.append(one)
    return sorted(kept, key=lambda one: (-one.unique, len(one.columns), one.columns))
