"""What a sample proves: exact (Clopper-Pearson) bounds on a share, for samples with and without a known population."""

from __future__ import annotations

from math import exp, lgamma, log, sqrt

#: A one-sided bound holds with 95 %.
ALPHA = 0.05
#: Above this share of the population the sample counts as drawn without replacement.
FINITE = 0.05
_STEPS = 60
#: Two-sided 95 % of the normal distribution.
Z = 1.959964


def upper_bound(n: int, misses: int, population: int, alpha: float = ALPHA) -> float:
    """One-sided upper bound on the share of misses: hypergeometric where the sample is a good part of the population."""
    if n <= population and n > FINITE * population:
        return hypergeometric_upper(n, misses, population, alpha)
    return binomial_upper(n, misses, alpha)


def binomial_upper(n: int, misses: int, alpha: float = ALPHA) -> float:
    """One-sided Clopper-Pearson upper bound: the share at which so few misses have a chance of alpha."""
    if misses >= n:
        return 1.0
    low, high = misses / n, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _binomial_cdf(misses, n, middle) > alpha else (low, middle)
    return high


def binomial_lower(n: int, hits: int, alpha: float = ALPHA) -> float:
    """One-sided Clopper-Pearson lower bound of a share of hits."""
    return 1 - binomial_upper(n, n - hits, alpha)


def interval(n: int, hits: int, alpha: float = ALPHA) -> tuple[float, float]:
    """Two-sided Clopper-Pearson interval; of nothing, everything is possible."""
    if n == 0:
        return 0.0, 1.0
    return max(0.0, binomial_lower(n, hits, alpha / 2)), binomial_upper(n, hits, alpha / 2)


def wilson(n: int, hits: int, z: float = Z) -> tuple[float, float]:
    """Wilson's two-sided interval: close to the exact one for many hits, and quick."""
    if n == 0:
        return 0.0, 1.0
    share, square = hits / n, z * z / n
    middle, half = share + square / 2, z * sqrt(share * (1 - share) / n + square / (4 * n))
    return max(0.0, (middle - half) / (1 + square)), min(1.0, (middle + half) / (1 + square))


def _binomial_cdf(k: int, n: int, p: float) -> float:
    if p <= 0:
        return 1.0
    if p >= 1:
        return 0.0
    base = lgamma(n + 1)
    terms = (base - lgamma(i + 1) - lgamma(n - i + 1) + i * log(p) + (n - i) * log(1 - p) for i in range(k + 1))
    return sum(exp(term) for term in terms)


def hypergeometric_upper(n: int, misses: int, population: int, alpha: float = ALPHA) -> float:
    """The same where the sample is a good part of the population: largest count that is still plausible."""
    low, high = misses, population - (n - misses)
    while low < high:
        middle = (low + high + 1) // 2
        if _hypergeometric_cdf(misses, n, middle, population) > alpha:
            low = middle
        else:
            high = middle - 1
    return low / population


def _hypergeometric_cdf(k: int, n: int, bad: int, population: int) -> float:
    good = population - bad
    total = _log_ways(population, n)
    drawn = (i for i in range(k + 1) if n - i <= good and i <= bad)
    return sum(exp(_log_ways(bad, i) + _log_ways(good, n - i) - total) for i in drawn)


def _log_ways(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def labels_needed(misses: int, tolerance: float, population: int, alpha: float = ALPHA) -> int | None:
    """The smallest sample with no more than `misses` misses that bounds the share by the tolerance; None: no sample can."""
    if population < 1 or misses / population > tolerance:
        return None
    low, high = max(1, misses), population
    while low < high:
        middle = (low + high) // 2
        if upper_bound(middle, misses, population, alpha) <= tolerance:
            high = middle
        else:
            low = middle + 1
    return low
