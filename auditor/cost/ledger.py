"""Lines of cost: each a name and an amount for every month, in one currency."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from auditor.cost.units import Money


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; a line that does not count is shown and not added."""

    id: str
    title: str
    group: str  # api, compute, energy, staff, setup, tuning, hidden
    months: tuple[Money, ...]
    counts: bool = True
    why: str = ""

    @property
    def total(self) -> Money:
        """The sum over all months."""
        return add(self.months)

    def part_of(self, name: str) -> Line:
        """The same line as part of a hybrid option."""
        return replace(self, id=f"{name}.{self.id}", title=f"{self.title} ({name})")


def add(amounts: Iterable[Money]) -> Money:
    """The sum of amounts of one currency."""
    rest = iter(amounts)
    total = next(rest)
    for amount in rest:
        total = total + amount
    return total


def monthly(months: int, amount: Callable[[int], Money]) -> tuple[Money, ...]:
    """The amounts of all months."""
    return tuple(amount(month) for month in range(months))


def once(months: int, amount: Money, month: int = 0) -> tuple[Money, ...]:
    """An amount in one month, nothing in the others."""
    return tuple(amount if number == month else amount * 0.0 for number in range(months))


def totals(lines: Iterable[Line], months: int) -> tuple[Money, ...]:
    """The counted sum of each month."""
    counted = [line for line in lines if line.counts]
    return tuple(add(line.months[month] for line in counted) for month in range(months))


def total(lines: Iterable[Line]) -> Money:
    """The counted sum over all months."""
    return add(line.total for line in lines if line.counts)
