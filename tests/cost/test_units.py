"""Quantities add, compare and convert only where that means something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.cost.units import (
    Bytes,
    Count,
    Energy,
    EnergyPrice,
    Exchange,
    HourlyPrice,
    Hours,
    Money,
    Power,
    TokenPrice,
    TokenRate,
    Tokens,
    UnitError,
    unit_of,
)


def test_a_price_per_million_tokens_prices_tokens_one_by_one() -> None:
    assert TokenPrice(10.0, "USD").of(Tokens(2_000_000.0)) == Money(20.0, "USD")
    assert TokenPrice(10.0, "USD").of(Tokens.millions(2.0)) == Money(20.0, "USD")


@given(price=st.floats(0.001, 1e4), millions=st.floats(0.001, 1e6))
def test_what_money_buys_costs_that_money(price: float, millions: float) -> None:
    quoted = TokenPrice(price, "EUR")
    spent = quoted.of(Tokens.millions(millions))
    assert spent.buys(quoted).number == pytest.approx(millions * 1e6, rel=1e-9)
    assert spent.per(Tokens.millions(millions)).number == pytest.approx(price, rel=1e-9)


def test_kinds_do_not_mix() -> None:
    with pytest.raises(UnitError, match="Tokens and Money"):
        Tokens(1.0) + Money(1.0, "EUR")  # type: ignore[operator]
    with pytest.raises(UnitError, match="Bytes and Tokens"):
        _ = Bytes(1.0) < Tokens(1.0)  # type: ignore[operator]
    with pytest.raises(UnitError, match="use the method"):
        TokenPrice(1.0, "EUR") * Tokens(1.0)  # type: ignore[operator]
    with pytest.raises(UnitError, match="Count and Hours"):
        Count(1.0).ratio(Hours(1.0))  # type: ignore[arg-type]


def test_currencies_do_not_mix_and_convert_by_a_rate() -> None:
    with pytest.raises(UnitError, match="EUR and USD"):
        Money(1.0, "EUR") + Money(1.0, "USD")
    with pytest.raises(UnitError, match="convert first"):
        Money(1.0, "EUR").buys(TokenPrice(1.0, "USD"))
    rate = Exchange(0.9, "USD", "EUR")
    assert Money(10.0, "USD").to(rate) == Money(9.0, "EUR")
    assert Money(10.0, "EUR").to(rate) == Money(10.0, "EUR")
    with pytest.raises(UnitError, match="does not convert"):
        Money(10.0, "GBP").to(rate)


def test_time_and_power() -> None:
    assert TokenRate(100.0).over(Hours(2.0)) == Tokens(720_000.0)
    assert Tokens(720_000.0).at(TokenRate(100.0)) == Hours(2.0)
    assert EnergyPrice(0.25, "EUR").of(Power(2.0).over(Hours(10.0))) == Money(5.0, "EUR")
    assert Money(100.0, "EUR").over(Hours(10.0)) == HourlyPrice(10.0, "EUR")
    assert Hours.months(12.0).number == pytest.approx(8766.0)


def test_units_are_named() -> None:
    assert unit_of(TokenPrice(1.0, "EUR")) == "EUR per 1M tokens"
    assert unit_of(Money(1.0, "CHF")) == "CHF"
    assert unit_of(Exchange(1.0, "USD", "EUR")) == "EUR per USD"
    assert unit_of(Energy(1.0)) == "kWh"
