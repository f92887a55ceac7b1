"""Percentiles with confidence intervals, shares, and paired comparison; too few observations are told, not hidden."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, comb, floor, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PERCENTILES = (50, 90, 95, 99)
#: Observations that have to lie beyond a percentile before it is told: 99 % needs a thousand of them.
_BEYOND = 10
_CONFIDENCE = 0.95
_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Percentile:
    """A percentile with its interval; without a value, there were too few observations."""

    share: int
    n: int
    value: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def needed(self) -> int:
        """Observations from which it is told."""
        return ceil(_BEYOND / min(1 - self.share / 100, self.share / 100) - 1e-9)


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its interval, from 0 to 1."""

    hits: int
    n: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share seen."""
        return self.hits / self.n if self.n else 0.0


@dataclass(frozen=True, slots=True)
class Paired:
    """Two endpoints on the same queries."""

    n: int
    only_first: int  # right only at the first
    only_second: int
    p: float  # exact McNemar
    significant: bool

    @property
    def difference(self) -> float:
        """Share right at the first less share right at the second."""
        return (self.only_first - self.only_second) / self.n if self.n else 0.0


def percentile(values: Sequence[float], share: int) -> float:
    """The percentile of values by linear interpolation."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share / 100
    low = floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def told(values: Sequence[float], share: int) -> Percentile:
    """The percentile with the interval that its neighbours in rank give, where there are enough observations."""
    empty = Percentile(share, len(values))
    if len(values) < empty.needed:
        return empty
    ordered = sorted(values)
    low, high = _ranks(len(ordered), share / 100)
    return Percentile(share, len(ordered), percentile(ordered, share), ordered[low], ordered[high])


def _ranks(n: int, share: float) -> tuple[int, int]:
    """Places of the order statistics that enclose the percentile with at least the confidence asked for."""
    tail = (1 - _CONFIDENCE) / 2
    chances = [comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)] if n <= 500 else _normal(n, share)
    total, low, high = 0.0, 0, n - 1
    for k, chance in enumerate(chances):
        if total <= tail:
            low = max(0, k - 1)
        total += chance
        if total >= 1 - tail:
            high = min(n - 1, k)
            break
    return low, high


def _normal(n: int, share: float) -> list[float]:
    """The binomial by its normal approximation, as chances of each count."""
    from math import erf

    mean, spread = n * share, sqrt(n * share * (1 - share))

    def below(k: float) -> float:
        return 0.5 * (1 + erf((k - mean) / (spread * sqrt(2))))

    return [below(k + 0.5) - below(k - 0.5) for k in range(n + 1)]


def mean_interval(values: Sequence[float]) -> tuple[float, float, float] | None:
    """Mean with its interval; None with fewer than two values."""
    n = len(values)
    if n < 2:
        return None
    mean = sum(values) / n
    spread = sqrt(sum((value - mean) ** 2 for value in values) / (n - 1))
    return mean - _Z * spread / sqrt(n), mean, mean + _Z * spread / sqrt(n)


def share_of(hits: int, n: int) -> Share:
    """A share with Wilson's interval; without observations it may be anything."""
    if n == 0:
        return Share(0, 0, 0.0, 1.0)
    seen = hits / n
    centre = (seen + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z * sqrt(seen * (1 - seen) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
    return Share(hits, n, max(0.0, min(centre - half, seen)), min(1.0, max(centre + half, seen)))


def paired(first: Sequence[bool], second: Sequence[bool]) -> Paired:
    """Do two endpoints differ on the same queries: McNemar's exact test on those where they disagree."""
    if len(first) != len(second):
        raise ValueError("paired answers have to belong to the same queries")
    only_first = sum(1 for a, b in zip(first, second, strict=True) if a and not b)
    only_second = sum(1 for a, b in zip(first, second, strict=True) if b and not a)
    differ = only_first + only_second
    fewer = min(only_first, only_second)
    p = min(1.0, 2 * sum(comb(differ, k) for k in range(fewer + 1)) / 2**differ) if differ else 1.0
    return Paired(len(first), only_first, only_second, p, p < 1 - _CONFIDENCE)
