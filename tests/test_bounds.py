"""Exact bounds: the published table, scipy where it is installed, and exact fractions everywhere."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest

from auditor.bounds import binomial_lower, binomial_upper, hypergeometric_upper, interval, labels_needed, upper_bound

CASES = [(1, 0), (2, 1), (10, 0), (10, 9), (59, 0), (300, 5), (1000, 1), (3000, 0), (3000, 40), (10_000, 5)]


def test_three_thousand_labels_without_a_miss_bound_at_a_thousandth() -> None:
    assert f"{binomial_upper(3000, 0):.2%}" == "0.10%"
    assert binomial_upper(3000, 0) == pytest.approx(1 - 0.05 ** (1 / 3000), rel=1e-12)


@pytest.mark.parametrize(("n", "misses"), CASES)
@pytest.mark.parametrize("alpha", [0.05, 0.025, 0.1])
def test_bounds_are_those_of_scipy(n: int, misses: int, alpha: float) -> None:
    beta = pytest.importorskip("scipy.stats", reason="the oracle: pip install scipy").beta
    assert binomial_upper(n, misses, alpha) == pytest.approx(beta.ppf(1 - alpha, misses + 1, n - misses), rel=1e-9)
    if misses:
        expected = beta.ppf(alpha, misses, n - misses + 1)
        assert binomial_lower(n, misses, alpha) == pytest.approx(expected, rel=1e-8)


@pytest.mark.parametrize(("n", "misses"), [case for case in CASES if case[0] <= 1000])
def test_at_the_bound_so_few_misses_have_a_chance_of_a_twentieth(n: int, misses: int) -> None:
    bound = Fraction(binomial_upper(n, misses))
    chance = sum(comb(n, k) * bound**k * (1 - bound) ** (n - k) for k in range(misses + 1))
    assert float(chance) == pytest.approx(0.05, rel=1e-8)


@pytest.mark.parametrize(("n", "misses", "population"), [(30, 0, 100), (30, 2, 100), (50, 1, 60), (90, 0, 1000)])
def test_the_finite_bound_is_the_largest_count_that_is_still_plausible(n: int, misses: int, population: int) -> None:
    def chance(bad: int) -> Fraction:
        ways = sum(comb(bad, k) * comb(population - bad, n - k) for k in range(misses + 1))
        return Fraction(ways, comb(population, n))

    plausible = [bad for bad in range(misses, population - n + misses + 1) if chance(bad) > Fraction(1, 20)]
    assert hypergeometric_upper(n, misses, population) == max(plausible) / population


def test_a_census_leaves_no_doubt_and_a_small_share_counts_as_drawn_with_replacement() -> None:
    assert upper_bound(40, 2, 40) == 0.05
    assert upper_bound(100, 0, 1_000_000) == binomial_upper(100, 0)
    assert upper_bound(100, 0, 400) < binomial_upper(100, 0)


def test_an_interval_of_nothing_is_everything() -> None:
    assert interval(0, 0) == (0.0, 1.0)
    low, high = interval(20, 20)
    assert low == pytest.approx(0.025 ** (1 / 20))
    assert high == 1.0


@pytest.mark.parametrize(
    ("misses", "tolerance", "population", "needed"),
    [(0, 0.001, 10**7, 2995), (1, 0.001, 10**7, 4742), (0, 0.001, 10, 10), (1, 0.001, 100, None), (0, 0.1, 0, None)],
)
def test_labels_that_reach_a_tolerance(misses: int, tolerance: float, population: int, needed: int | None) -> None:
    assert labels_needed(misses, tolerance, population) == needed
    if needed and needed < population:
        assert upper_bound(needed, misses, population) <= tolerance < upper_bound(needed - 1, misses, population)
