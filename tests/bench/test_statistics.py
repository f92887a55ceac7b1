"""Percentiles, shares and paired tests against known values."""

from __future__ import annotations

import random

import pytest

from auditor.bench.client import Prompt
from auditor.bench.probes import Probe, effective_context
from auditor.bench.scorers import score
from auditor.bench.statistics import mean_interval, paired, percentile, share_of, told


def test_percentiles_agree_with_numpy() -> None:
    import numpy as np

    values = [random.Random(1).gauss(5, 2) for _ in range(1)] + [random.Random(n).gauss(5, 2) for n in range(200)]
    for share in (50, 90, 95, 99):
        assert percentile(values, share) == pytest.approx(float(np.percentile(values, share)))


@pytest.mark.parametrize(("share", "needed"), [(50, 20), (90, 100), (95, 200), (99, 1000)])
def test_too_few_observations_are_told(share: int, needed: int) -> None:
    assert told([1.0] * (needed - 1), share).value is None
    assert told([1.0] * (needed - 1), share).needed == needed
    assert told([1.0] * needed, share).value == 1.0


@pytest.mark.parametrize(("share", "n"), [(50, 60), (90, 150), (95, 600)])
def test_intervals_hold_the_true_percentile_as_often_as_they_promise(share: int, n: int) -> None:
    source = random.Random(11)
    held = 0
    for _ in range(400):
        row = told([source.random() for _ in range(n)], share)
        assert row.low is not None
        assert row.high is not None
        held += row.low <= share / 100 <= row.high
    assert held / 400 >= 0.93


def test_wilson_interval() -> None:
    row = share_of(8, 10)  # textbook: 0.490 to 0.943
    assert (row.low, row.high) == pytest.approx((0.4902, 0.9433), abs=1e-3)
    assert (share_of(0, 0).low, share_of(0, 0).high) == (0.0, 1.0)
    assert share_of(10, 10).high == 1.0


def test_mcnemar_is_exact() -> None:
    first = [True] * 8 + [False] * 1 + [True] * 11
    second = [False] * 8 + [True] * 1 + [True] * 11
    row = paired(first, second)
    assert row.p == pytest.approx(2 * (1 + 9) / 2**9)
    assert row.significant
    assert paired([True], [True]).p == 1.0
    with pytest.raises(ValueError, match="same queries"):
        paired([True], [])


def test_mean_interval() -> None:
    assert mean_interval([1.0]) is None
    low, mean, high = mean_interval([1.0, 2.0, 3.0, 4.0]) or (0, 0, 0)
    assert mean == 2.5
    assert high - mean == pytest.approx(mean - low) == pytest.approx(1.96 * 1.29099 / 2, rel=1e-3)


# ---- scorers


@pytest.mark.parametrize(
    ("name", "answer", "expected", "options", "right"),
    [
        ("exact", " Paris. ", "paris", {}, True),
        ("exact", "It is Paris", "Paris", {}, False),
        ("includes", "The capital is PARIS, of course", "paris", {}, True),
        ("includes", "red and blue", ["red", "green"], {}, False),
        ("regex", "Order 66-AB", r"\d+-[A-Z]{2}", {}, True),
        ("numeric", "That makes 1,234.5 euro", 1234.5, {}, True),
        ("numeric", "between 3 and 42", 42, {}, True),
        ("numeric", "about 101", 100, {"tolerance": 0.02}, True),
        ("numeric", "about 105", 100, {"tolerance": 0.02}, False),
        ("numeric", "none", 1, {}, False),
        ("label", "I would say: refund", "refund", {"labels": ["refund", "repair"]}, True),
        ("label", "refund or repair", "refund", {"labels": ["refund", "repair"]}, False),
        ("label", "refunded", "refund", {"labels": ["refund", "repair"]}, False),
        ("json_schema", '```json\n{"a": 1}\n```', {"type": "object", "required": ["a"]}, {}, True),
        ("json_schema", '{"b": 1}', {"type": "object", "required": ["a"]}, {}, False),
        ("json_schema", "no json", {"type": "object"}, {}, False),
    ],
)
def test_scorers(name: str, answer: str, expected: object, options: dict[str, object], right: bool) -> None:
    assert score(name, answer, expected, options) is right


def test_effective_context_stops_at_the_first_size_that_fails() -> None:
    def probe(size: int) -> Probe:
        return Probe(f"p{size}", "needle", size, 0.5, Prompt((), 1), ())

    rows = [(probe(1000), True), (probe(2000), False), (probe(4000), True)]
    assert effective_context(rows) == 1000
    assert effective_context([(probe(1000), False)]) == 0
    assert effective_context([(probe(1000), True), (probe(4000), True)]) == 4000
