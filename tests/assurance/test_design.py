"""Drawing: seeded, nested, uniform enough, and every bound covers what it claims to."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from auditor.assurance.design import MOST_STRATA, OTHERS, Design, Urn, allocate, bound_of, merged, rank_of, weight
from auditor.bounds import binomial_upper, upper_bound


def _drawn(seed: int, n: int, design: Design | None = None) -> list[int]:
    urn: Urn[int] = Urn(n)
    for number in range(500):
        urn.add("a" if number % 5 else "b", rank_of(seed, str(number)), number)
    return [unit for _, unit in urn.draw(n, design or Design()).units]


def test_the_same_seed_draws_the_same_and_another_draws_others() -> None:
    assert _drawn(1, 50) == _drawn(1, 50)
    assert set(_drawn(1, 50)) != set(_drawn(2, 50))
    assert len(set(_drawn(1, 50))) == 50


@pytest.mark.parametrize("design", [Design(), Design("file"), Design("file", equal=True)])
def test_a_larger_sample_contains_the_smaller_one(design: Design) -> None:
    assert set(_drawn(3, 40, design)) <= set(_drawn(3, 90, design))


def test_every_unit_has_the_same_chance() -> None:
    counts = Counter(unit for seed in range(400) for unit in _drawn(seed, 50))
    assert len(counts) == 500
    assert all(15 < count < 70 for count in counts.values())  # 40 expected, four deviations either way


def test_more_units_than_there_are_means_all() -> None:
    assert sorted(_drawn(1, 9999)) == list(range(500))
    assert Urn[int](5).draw(5, Design()).units == ()


def test_strata_get_their_share_and_at_least_one() -> None:
    sizes = {"a": 9000, "b": 990, "c": 10}
    assert allocate(sizes, 100, equal=False) == {"a": 90, "b": 10, "c": 1}
    assert allocate(sizes, 90, equal=True) == {"a": 40, "b": 40, "c": 10}
    assert allocate(sizes, 2, equal=True) == {"a": 1, "b": 1, "c": 1}
    assert weight(sizes, {"a": 90, "b": 10, "c": 1}) == pytest.approx(1.01, abs=0.001)


def test_small_strata_beyond_the_most_are_one() -> None:
    names = merged({f"f{number:02}": 100 - number for number in range(40)})
    assert len(set(names.values())) == MOST_STRATA
    assert names["f00"] == "f00"
    assert names["f39"] == OTHERS


def test_one_stratum_is_bounded_exactly_and_several_by_their_weight() -> None:
    assert bound_of({"": 10**6}, {"": 3000}, 0) == binomial_upper(3000, 0)
    sizes, taken = {"a": 900_000, "b": 100_000}, {"a": 1500, "b": 1500}
    assert bound_of(sizes, taken, 0) == pytest.approx(1.8 * binomial_upper(3000, 0))
    assert bound_of({"a": 3, "b": 2}, {"a": 3, "b": 2}, 1) == 0.2
    assert bound_of({"a": 3, "b": 2}, {"a": 2, "b": 1}, 3) == 1.0
    assert bound_of({}, {}, 0) == 1.0


def _covered(rng: Random, rates: dict[str, tuple[int, float]], n: int, *, equal: bool) -> float:
    """The share of 1,000 samples whose bound is not below what there is."""
    bad = {name: round(size * rate) for name, (size, rate) in rates.items()}
    sizes = {name: size for name, (size, _) in rates.items()}
    truth = sum(bad.values()) / sum(sizes.values())
    taken = allocate(sizes, n, equal=equal)
    seen: Counter[int] = Counter()
    for _ in range(1000):
        drawn = {name: rng.sample(range(size), taken[name]) for name, size in sizes.items()}
        seen[sum(sum(number < bad[name] for number in numbers) for name, numbers in drawn.items())] += 1
    return sum(runs for misses, runs in seen.items() if bound_of(sizes, taken, misses) >= truth) / 1000


@pytest.mark.parametrize("rate", [0.002, 0.01, 0.05])
@pytest.mark.parametrize("n", [100, 400])
def test_a_labeller_with_known_misses_is_covered_by_the_simple_bound(rate: float, n: int) -> None:
    assert _covered(Random(20261123), {"": (5000, rate)}, n, equal=False) >= 0.95


@pytest.mark.parametrize("equal", [False, True])
@pytest.mark.parametrize("rates", [(0.0, 0.1, 0.3), (0.02, 0.0, 0.0), (0.01, 0.01, 0.01), (0.0, 0.0, 1.0)])
def test_a_labeller_with_known_misses_is_covered_in_strata(rates: tuple[float, ...], *, equal: bool) -> None:
    sizes = dict(zip("abc", zip((4000, 900, 50), rates, strict=True), strict=True))
    assert _covered(Random(7), sizes, 120, equal=equal) >= 0.95


def test_the_finite_bound_is_the_one_of_the_legal_base() -> None:
    assert bound_of({"": 400}, {"": 100}, 2) == upper_bound(100, 2, 400)
