"""Quantities with their units as types: what can't be added or multiplied does not type-check and does not run.

Each class is one kind of quantity. Two of the same kind add and compare; a plain number scales; the ratio of two is a
plain number. Everything else is a named method, so that a price per million tokens never meets a count of millions by
accident. Values are numbers or arrays of draws: the same formula serves one estimate and a Monte-Carlo run.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeAlias, cast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Real: TypeAlias = float | NDArray[np.float64]

#: Tokens that a price is quoted for.
MILLION = 1_000_000.0
SECONDS_PER_HOUR = 3600.0
HOURS_PER_DAY = 24.0
DAYS_PER_YEAR = 365.25
#: A twelfth of a mean year.
HOURS_PER_MONTH = DAYS_PER_YEAR * HOURS_PER_DAY / 12.0
DAYS_PER_MONTH = DAYS_PER_YEAR / 12.0


class UnitError(TypeError):
    """Two quantities of different kinds or currencies met."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value of one kind."""

    value: Real
    unit: ClassVar[str] = ""

    def _peer(self, other: object) -> Real:
        """The value of another quantity of the same kind; anything else is an error."""
        if type(other) is not type(self):
            raise UnitError(f"{type(self).__name__} and {type(other).__name__} don't mix")
        return other.value

    def with_value(self, value: Real) -> Self:
        """The same kind with another value."""
        return replace(self, value=value)

    def __add__(self, other: Self) -> Self:
        return self.with_value(self.value + self._peer(other))

    def __sub__(self, other: Self) -> Self:
        return self.with_value(self.value - self._peer(other))

    def __mul__(self, factor: Real) -> Self:
        if hasattr(factor, "unit"):
            raise UnitError(f"{type(self).__name__} times {type(factor).__name__}: use the method that says so")
        return self.with_value(self.value * factor)

    __rmul__ = __mul__

    def ratio(self, other: Self) -> Real:
        """How many times the other fits in this one."""
        return self.value / self._peer(other)

    def __lt__(self, other: Self) -> bool:
        return bool(self.value < self._peer(other))

    def __le__(self, other: Self) -> bool:
        return bool(self.value <= self._peer(other))

    @property
    def number(self) -> float:
        """The value as one number; an array of draws has none."""
        return float(cast("Any", self.value))


@dataclass(frozen=True, slots=True)
class Ratio(Quantity):
    """A share, factor or rate without unit."""

    unit: ClassVar[str] = "1"


@dataclass(frozen=True, slots=True)
class Count(Quantity):
    """How many: GPUs, replicas, full-time equivalents, requests."""

    unit: ClassVar[str] = "count"


@dataclass(frozen=True, slots=True)
class Hours(Quantity):
    """Time."""

    unit: ClassVar[str] = "h"

    @classmethod
    def months(cls, number: float) -> Hours:
        """So many mean months."""
        return cls(number * HOURS_PER_MONTH)


@dataclass(frozen=True, slots=True)
class TokenRate(Quantity):
    """Tokens per second."""

    unit: ClassVar[str] = "tokens/s"

    def over(self, time: Hours) -> Tokens:
        """Tokens made in that time."""
        return Tokens(self.value * time.value * SECONDS_PER_HOUR)


@dataclass(frozen=True, slots=True)
class Tokens(Quantity):
    """Tokens, counted one by one, never in millions."""

    unit: ClassVar[str] = "tokens"

    @classmethod
    def millions(cls, number: Real) -> Tokens:
        """So many million tokens."""
        return cls(number * MILLION)

    @property
    def in_millions(self) -> Real:
        """The count in millions, for showing."""
        return self.value / MILLION

    def at(self, rate: TokenRate) -> Hours:
        """Time it takes at that rate."""
        return Hours(self.value / rate.value / SECONDS_PER_HOUR)


@dataclass(frozen=True, slots=True)
class Bytes(Quantity):
    """Memory."""

    unit: ClassVar[str] = "bytes"

    @classmethod
    def gigabytes(cls, number: Real) -> Bytes:
        """So many decimal gigabytes."""
        return cls(number * 1e9)

    @property
    def in_gigabytes(self) -> Real:
        """Decimal gigabytes, for showing."""
        return self.value / 1e9


@dataclass(frozen=True, slots=True)
class Bandwidth(Quantity):
    """Bytes per second."""

    unit: ClassVar[str] = "bytes/s"


@dataclass(frozen=True, slots=True)
class ComputeRate(Quantity):
    """Floating-point operations per second."""

    unit: ClassVar[str] = "FLOP/s"


@dataclass(frozen=True, slots=True)
class Work(Quantity):
    """Floating-point operations."""

    unit: ClassVar[str] = "FLOP"

    def at(self, rate: ComputeRate) -> Hours:
        """Time it takes at that rate."""
        return Hours(self.value / rate.value / SECONDS_PER_HOUR)


@dataclass(frozen=True, slots=True)
class Power(Quantity):
    """Kilowatts."""

    unit: ClassVar[str] = "kW"

    def over(self, time: Hours) -> Energy:
        """Energy used in that time."""
        return Energy(self.value * time.value)


@dataclass(frozen=True, slots=True)
class Energy(Quantity):
    """Kilowatt-hours."""

    unit: ClassVar[str] = "kWh"


# ---------------------------------------------------------------- money: the currency is part of the kind


@dataclass(frozen=True, slots=True)
class _Priced(Quantity):
    """A quantity of money, with its currency."""

    currency: str

    def _peer(self, other: object) -> Real:
        if type(other) is not type(self):
            raise UnitError(f"{type(self).__name__} and {type(other).__name__} don't mix")
        if other.currency != self.currency:
            raise UnitError(f"{self.currency} and {other.currency} don't mix: convert first")
        return other.value

    def to(self, exchange: Exchange) -> Self:
        """The same in the other currency of the exchange rate."""
        if self.currency == exchange.currency:
            return self
        if self.currency != exchange.base:
            raise UnitError(f"an exchange rate from {exchange.base} does not convert {self.currency}")
        return replace(self, value=self.value * exchange.value, currency=exchange.currency)


@dataclass(frozen=True, slots=True)
class Exchange(Quantity):
    """What one unit of `base` costs in `currency`."""

    base: str
    currency: str
    unit: ClassVar[str] = "exchange rate"


@dataclass(frozen=True, slots=True)
class Money(_Priced):
    """An amount."""

    unit: ClassVar[str] = "money"

    def per(self, tokens: Tokens) -> TokenPrice:
        """What a million tokens cost if these tokens cost this."""
        return TokenPrice(self.value / (tokens.value / MILLION), self.currency)

    def buys(self, price: TokenPrice) -> Tokens:
        """How many tokens this amount buys."""
        if price.currency != self.currency:
            raise UnitError(f"{self.currency} and {price.currency} don't mix: convert first")
        return Tokens(self.value / price.value * MILLION)

    def over(self, time: Hours) -> HourlyPrice:
        """The amount spread evenly over that time."""
        return HourlyPrice(self.value / time.value, self.currency)


@dataclass(frozen=True, slots=True)
class TokenPrice(_Priced):
    """Money per million tokens."""

    unit: ClassVar[str] = "per 1M tokens"

    def of(self, tokens: Tokens) -> Money:
        """What these tokens cost."""
        return Money(self.value * (tokens.value / MILLION), self.currency)


@dataclass(frozen=True, slots=True)
class HourlyPrice(_Priced):
    """Money per hour."""

    unit: ClassVar[str] = "per h"

    def of(self, time: Hours) -> Money:
        """What that time costs."""
        return Money(self.value * time.value, self.currency)

    def per(self, rate: TokenRate) -> TokenPrice:
        """What a million tokens cost if they are made at that rate."""
        return self.of(Hours(1.0)).per(rate.over(Hours(1.0)))


@dataclass(frozen=True, slots=True)
class EnergyPrice(_Priced):
    """Money per kilowatt-hour."""

    unit: ClassVar[str] = "per kWh"

    def of(self, energy: Energy) -> Money:
        """What that energy costs."""
        return Money(self.value * energy.value, self.currency)


def unit_of(quantity: Quantity) -> str:
    """The unit as text: `EUR per 1M tokens`."""
    if isinstance(quantity, Exchange):
        return f"{quantity.currency} per {quantity.base}"
    if isinstance(quantity, Money):
        return quantity.currency
    if isinstance(quantity, _Priced):
        return f"{quantity.currency} {quantity.unit}"
    return quantity.unit
