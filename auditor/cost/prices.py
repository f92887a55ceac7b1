"""What a vendor charges: rates by date, by size of the request and by way of processing; and what others say of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from datetime import date

    from auditor.cost.estimate import Origin
    from auditor.cost.units import Money, Real, TokenPrice, Tokens


class Processing(StrEnum):
    """How requests are worked."""

    STANDARD = "standard"
    BATCH = "batch"


@dataclass(frozen=True, slots=True)
class Tiered:
    """A price with steps: a request with more input tokens than a step's start is billed whole at that step's price."""

    base: TokenPrice
    steps: tuple[tuple[int, TokenPrice], ...] = ()  # (more input tokens than, price), ascending

    def at(self, input_tokens: Tokens) -> TokenPrice:
        """The price of one request of that size; sizes may be an array of draws."""
        price: Real = self.base.value
        for start, step in self.steps:
            price = _where(input_tokens.value, start, step.value, price)
        return self.base.with_value(price)


def _where(size: Real, start: int, above: Real, below: Real) -> Real:
    if isinstance(size, int | float):
        return above if size > start else below
    import numpy as np

    return cast("Real", np.where(size > start, above, below))


@dataclass(frozen=True, slots=True)
class Rates:
    """Prices of one model at one time; a kind of token that has no price of its own is billed as plain input."""

    input: Tiered
    output: Tiered
    cached: Tiered | None = None
    cache_write: Tiered | None = None

    def bill(self, request: Request) -> Money:
        """What one request costs: priced per request, so that a long-context step is never reached by adding up."""
        size = request.input
        plain = request.input - request.cached - request.written
        return (
            self.input.at(size).of(plain)
            + (self.cached or self.input).at(size).of(request.cached)
            + (self.cache_write or self.input).at(size).of(request.written)
            + self.output.at(size).of(request.output)
        )


@dataclass(frozen=True, slots=True)
class Request:
    """The tokens of one request: all input, and what of it is read from or written to the vendor's cache."""

    input: Tokens
    output: Tokens
    cached: Tokens
    written: Tokens


@dataclass(frozen=True, slots=True)
class Period:
    """Rates from a day on."""

    start: date | None  # None = since ever
    rates: Rates


@dataclass(frozen=True, slots=True)
class PriceCard:
    """All that is known of one model's prices at one vendor."""

    provider: str
    model: str  # as the source calls it
    asked: str  # as the option calls it
    standard: tuple[Period, ...]
    origin: Origin
    batch: tuple[Period, ...] = ()
    context: int | None = None
    deprecated: bool = False
    shutdown: date | None = None
    notes: tuple[str, ...] = ()
    tuning: TokenPrice | None = None  # per million training tokens
    dearest: float = 1.0  # the price of the dearest hour of the day, as a factor of the standard one

    @property
    def alias(self) -> bool:
        """Whether the name drifts from model to model."""
        return self.asked.endswith("-latest")

    @property
    def currency(self) -> str:
        """The currency of the prices."""
        return self.standard[0].rates.input.base.currency

    def rates(self, day: date, processing: Processing = Processing.STANDARD) -> Rates:
        """The rates of a day; batch falls back to standard where the vendor has no batch price."""
        periods = self.standard
        if processing is Processing.BATCH and _on(self.batch, day) is not None:
            periods = self.batch
        return (_on(periods, day) or periods[0]).rates

    def changes(self, start: date, end: date) -> tuple[date, ...]:
        """Days inside the span on which the standard price changes."""
        days = {period.start for period in self.standard if period.start and start < period.start < end}
        return tuple(sorted(days))

    def mean_bill(self, request: Request, span: tuple[date, date], processing: Processing) -> Money:
        """What one request costs on average over a span of days, weighted by the days each price holds."""
        start, end = span
        cuts = [start, *self.changes(start, end), end]
        days = max((end - start) / timedelta(days=1), 1.0)
        bills = [
            self.rates(first, processing).bill(request) * ((last - first) / timedelta(days=1) / days)
            for first, last in pairwise(cuts)
        ]
        total = bills[0]
        for bill in bills[1:]:
            total = total + bill
        return total


def _on(periods: tuple[Period, ...], day: date) -> Period | None:
    """The latest period that has begun."""
    found = None
    for period in periods:
        if period.start is None or period.start <= day:
            found = period
    return found


class PriceBook(Protocol):
    """A source of prices."""

    def find(self, provider: str, model: str) -> PriceCard | None:
        """The card of a model at a provider, or None when the source does not know it."""
        ...


@dataclass(frozen=True, slots=True)
class Books:
    """Several sources: the first that knows a model wins, a user's file before the shipped ones."""

    books: tuple[PriceBook, ...]

    def find(self, provider: str, model: str) -> PriceCard | None:
        """The first card found."""
        return next((card for book in self.books if (card := book.find(provider, model)) is not None), None)


# ---------------------------------------------------------------- the second witness


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sources name different prices for the same thing; both are shown, and never averaged."""

    provider: str
    model: str
    kind: str  # input or output
    used: TokenPrice
    used_source: str
    other: TokenPrice
    other_source: str

    def as_row(self) -> dict[str, object]:
        """As it stands in a document."""
        return {
            "provider": self.provider,
            "model": self.model,
            "kind": self.kind,
            "used": self.used.number,
            "used_source": self.used_source,
            "other": self.other.number,
            "other_source": self.other_source,
            "currency": self.used.currency,
        }


def compare(card: PriceCard, witness: PriceCard, day: date) -> tuple[Disagreement, ...]:
    """Where two cards differ in the standard price of a day by more than rounding."""
    mine, theirs = card.rates(day), witness.rates(day)
    pairs = (("input", mine.input.base, theirs.input.base), ("output", mine.output.base, theirs.output.base))
    return tuple(
        Disagreement(card.provider, card.asked, kind, used, card.origin.source, other, witness.origin.source)
        for kind, used, other in pairs
        if used.currency != other.currency or abs(used.number - other.number) > 1e-9 * max(used.number, 1.0)
    )


def spread(card: PriceCard, found: tuple[Disagreement, ...]) -> tuple[float, float]:
    """The range of the price as a factor of the one used: from the lowest to the highest of what sources say."""
    said = [
        item.other.number / item.used.number
        for item in found
        if item.used.currency == item.other.currency and item.used.number > 0
    ]
    return min([1.0, *said]), max([1.0, card.dearest, *said])
