"""Estimates carry range and origin; samples draw from them without caring for order."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from auditor.cost.estimate import Draws, Estimate, Extreme, Middle, Origin, Status, as_row, exactly, tidy
from auditor.cost.units import Count, Ratio, TokenPrice
from auditor.errors import ConfigError

_ORIGIN = Origin("a page", date(2026, 11, 1), Status.LIST, "unverified")
_ONE = Estimate("one", Ratio(2.0), Ratio(1.0), Ratio(4.0), _ORIGIN)


@pytest.mark.parametrize(("low", "value", "high"), [(3.0, 2.0, 4.0), (1.0, 5.0, 4.0), (1.0, float("nan"), 4.0)])
def test_a_value_outside_its_range_is_an_error(low: float, value: float, high: float) -> None:
    with pytest.raises(ConfigError, match="one"):
        Estimate("one", Ratio(value), Ratio(low), Ratio(high), _ORIGIN)


def test_middle_notes_what_was_used() -> None:
    middle = Middle()
    assert middle(_ONE) == Ratio(2.0)
    assert list(middle.used) == ["one"]


def test_extremes_move_one_input_only() -> None:
    other = exactly("other", Count(7.0), _ORIGIN)
    assert Extreme("one", high=True)(_ONE) == Ratio(4.0)
    assert Extreme("one", high=False)(_ONE) == Ratio(1.0)
    assert Extreme("one", high=True)(other) == Count(7.0)


def test_draws_are_the_same_whatever_was_drawn_before() -> None:
    two = Estimate("two", Ratio(5.0), Ratio(5.0), Ratio(9.0), _ORIGIN)
    first, second = Draws(7, 500), Draws(7, 500)
    before = first(_ONE).value
    second(two)
    assert np.array_equal(np.asarray(before), np.asarray(second(_ONE).value))
    assert not np.array_equal(np.asarray(before), np.asarray(Draws(8, 500)(_ONE).value))


def test_draws_stay_in_range_and_their_median_is_the_value() -> None:
    values = np.asarray(Draws(7, 20_000)(_ONE).value)
    assert values.min() >= 1.0
    assert values.max() <= 4.0
    assert np.median(values) == pytest.approx(2.0, rel=0.01)
    assert values.mean() == pytest.approx(2.0 + 0.5 * (2.0 - 1.0) / 3, rel=0.01)


def test_a_fixed_input_stays_a_number() -> None:
    assert Draws(7, 100)(exactly("x", Count(3.0), _ORIGIN)) == Count(3.0)


def test_a_row_names_everything() -> None:
    price = Estimate("p", TokenPrice(2.0, "USD"), TokenPrice(1.0, "USD"), TokenPrice(3.0, "USD"), _ORIGIN)
    assert as_row(price) == {
        "key": "p",
        "value": 2.0,
        "low": 1.0,
        "high": 3.0,
        "unit": "USD per 1M tokens",
        "source": "a page",
        "date": "2026-11-01",
        "status": "list",
        "note": "unverified",
    }


def test_tidy_keeps_six_digits() -> None:
    assert tidy(1234567.89) == 1234570.0
    assert tidy(0.1 + 0.2) == 0.3
