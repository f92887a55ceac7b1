"""Estimates: a value with its range, source, date and status; and samples, which turn estimates into one world."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from auditor.cost.units import Quantity, unit_of
from auditor.errors import ConfigError

if TYPE_CHECKING:
    from datetime import date

    from auditor.cost.units import Real

Q = TypeVar("Q", bound=Quantity)


class Status(StrEnum):
    """Where an input comes from."""

    MEASURED = "measured"  # by us, on this data or this endpoint
    LIST = "list"  # a published price or specification
    DECLARED = "declared"  # audit.yaml or a user's file says so
    DERIVED = "derived"  # computed from other inputs
    ASSUMED = "assumed"  # our default; the range is wide on purpose


@dataclass(frozen=True, slots=True)
class Origin:
    """Who says so, when, and how firmly."""

    source: str
    date: date | None
    status: Status
    note: str = ""


@dataclass(frozen=True, slots=True)
class Estimate(Generic[Q]):
    """One input: `key` names it, so that every option that uses it sees the same draw."""

    key: str
    value: Q
    low: Q
    high: Q
    origin: Origin

    def __post_init__(self) -> None:
        numbers = (self.low.number, self.value.number, self.high.number)
        if not all(math.isfinite(number) for number in numbers):
            raise ConfigError(f"{self.key}: not a finite number", "give low <= value <= high")
        if self.value < self.low or self.high < self.value:
            raise ConfigError(f"{self.key}: value outside its range", "give low <= value <= high")

    @property
    def fixed(self) -> bool:
        """Whether there is no range."""
        return self.low.number == self.high.number


def exactly(key: str, value: Q, origin: Origin) -> Estimate[Q]:
    """An input without range."""
    return Estimate(key, value, value, value, origin)


class Sample(Protocol):
    """One world: a value for each estimate."""

    def __call__(self, estimate: Estimate[Q]) -> Q:
        """The estimate's value in this world."""
        ...


@dataclass(slots=True)
class Middle:
    """The world in which every estimate has its middle value; notes which estimates were used."""

    used: dict[str, Estimate[Any]] = field(default_factory=dict)

    def __call__(self, estimate: Estimate[Q]) -> Q:
        """The middle value."""
        self.used.setdefault(estimate.key, estimate)
        return estimate.value


@dataclass(frozen=True, slots=True)
class Extreme:
    """The world in which one estimate stands at an end of its range."""

    key: str
    high: bool

    def __call__(self, estimate: Estimate[Q]) -> Q:
        """The middle value, or the end of the range for the chosen key."""
        if estimate.key != self.key:
            return estimate.value
        return estimate.high if self.high else estimate.low


@dataclass(slots=True)
class Draws:
    """Many worlds at once, one stream per key, so that order and other inputs change nothing.

    The middle value is the median: as likely too low as too high, the likelier the nearer, never outside the range.
    """

    seed: int
    number: int
    drawn: dict[str, Real] = field(default_factory=dict)

    def __call__(self, estimate: Estimate[Q]) -> Q:
        """An array of draws."""
        if estimate.fixed:
            return estimate.value
        if estimate.key not in self.drawn:
            self.drawn[estimate.key] = self._draw(estimate)
        return estimate.value.with_value(self.drawn[estimate.key])

    def _draw(self, estimate: Estimate[Q]) -> Real:
        import numpy as np

        digest = hashlib.sha256(f"{self.seed}:{estimate.key}".encode()).digest()
        random = np.random.default_rng(int.from_bytes(digest[:8], "big"))
        low, value, high = estimate.low.number, estimate.value.number, estimate.high.number
        distance = 1.0 - np.sqrt(random.uniform(size=self.number))  # 0 at the value, falling to the end of the range
        below = random.uniform(size=self.number) < 0.5
        return np.where(below, value - (value - low) * distance, value + (high - value) * distance)


def as_row(estimate: Estimate[Any]) -> dict[str, object]:
    """The estimate as it stands in a document."""
    origin = estimate.origin
    row: dict[str, object] = {
        "key": estimate.key,
        "value": tidy(estimate.value.number),
        "low": tidy(estimate.low.number),
        "high": tidy(estimate.high.number),
        "unit": unit_of(estimate.value),
        "source": origin.source,
        "date": origin.date.isoformat() if origin.date else None,
        "status": origin.status.value,
    }
    if origin.note:
        row["note"] = origin.note
    return row


def tidy(number: float, digits: int = 6) -> float:
    """A number with so many significant digits: documents are compared byte by byte."""
    return float(f"{number:.{digits}g}")
