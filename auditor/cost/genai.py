"""Prices from the package genai-prices: data bundled in the wheel, read offline; nothing here asks the network."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from auditor.cost.estimate import Origin, Status
from auditor.cost.prices import Period, PriceCard, Rates, Tiered
from auditor.cost.units import TokenPrice

#: "verified on 2026-10-12" in the source's own comments.
_VERIFIED = re.compile(r"verified on (20\d\d-\d\d-\d\d)")
_DOLLAR = "USD"
_SOURCE = "genai-prices"


@dataclass(frozen=True, slots=True)
class GenaiPrices:
    """The book of the installed genai-prices; `seen` says which version was looked at and when."""

    seen_version: str
    seen: date

    def find(self, provider: str, model: str) -> PriceCard | None:
        """The card of a model at a provider, or None."""
        from genai_prices.data_snapshot import find_provider_by_id, get_snapshot

        providers = get_snapshot().providers
        vendor = find_provider_by_id(providers, provider)
        found: Any = vendor.find_model(model.lower(), all_providers=providers) if vendor else None
        if vendor is None or found is None:
            return None
        standard = _periods(found.prices)
        if not standard:
            return None
        return PriceCard(
            provider=vendor.id,
            model=found.id,
            asked=model,
            standard=standard,
            batch=_batch(found, standard),
            origin=self._origin(found, vendor),
            context=found.context_window,
            deprecated=bool(found.deprecated),
            notes=_notes(found),
            dearest=_dearest(found, standard),
        )

    def _origin(self, model: Any, vendor: Any) -> Origin:
        """The day on which the source says it verified the row, else the day we looked at that version."""
        version = installed_version()
        verified = [date.fromisoformat(day) for day in _VERIFIED.findall(model.price_comments or "")]
        seen = self.seen if version == self.seen_version else None
        page = (vendor.pricing_urls or [""])[0]
        source = f"{_SOURCE} {version}" + (f" ({page})" if page else "")
        return Origin(
            source, max(verified) if verified else seen, Status.LIST, "list price, not confirmed by the vendor"
        )


def installed_version() -> str:
    """The version of the installed package."""
    from importlib.metadata import version

    return version(_SOURCE)


def _periods(prices: Any) -> tuple[Period, ...]:
    """Dated rates, oldest first; prices by time of day are left out, so that the base rate stands (see `_notes`)."""
    from genai_prices.types import StartDateConstraint

    if not isinstance(prices, list):
        rates = _rates(prices)
        return (Period(None, rates),) if rates else ()
    found: list[Period] = []
    for row in prices:
        if row.constraint is not None and not isinstance(row.constraint, StartDateConstraint):
            continue
        rates = _rates(row.prices)
        if rates:
            found.append(Period(row.constraint.start_date if row.constraint else None, rates))
    return tuple(sorted(found, key=lambda period: period.start or date.min))


def _batch(model: Any, standard: tuple[Period, ...]) -> tuple[Period, ...]:
    """Batch rates by date: what the variant does not name keeps the standard price of that day."""
    found = []
    for variant in model.price_variants or ():
        if variant.when != {"processing": "batch"}:
            continue
        start = getattr(variant.constraint, "start_date", None)
        base = [period.rates for period in standard if period.start is None or (start and period.start <= start)]
        rates = _rates(variant.prices, base[-1] if base else standard[0].rates)
        if rates:
            found.append(Period(start, rates))
    return tuple(sorted(found, key=lambda period: period.start or date.min))


def _rates(prices: Any, base: Rates | None = None) -> Rates | None:
    """Rates of one set of prices, completed from `base`; None when input or output has no token price."""
    given = {
        name: _tiered(getattr(prices, f"{name}_mtok")) for name in ("input", "output", "cache_read", "cache_write")
    }
    plain = given["input"] or (base.input if base else None)
    output = given["output"] or (base.output if base else None)
    if plain is None or output is None:
        return None
    cached = given["cache_read"] or (base.cached if base else None)
    return Rates(plain, output, cached, given["cache_write"] or (base.cache_write if base else None))


def _tiered(price: Any) -> Tiered | None:
    if price is None:
        return None
    if isinstance(price, Decimal):
        return Tiered(TokenPrice(float(price), _DOLLAR))
    steps = tuple((int(tier.start), TokenPrice(float(tier.price), _DOLLAR)) for tier in price.tiers)
    return Tiered(TokenPrice(float(price.base), _DOLLAR), tuple(sorted(steps, key=lambda step: step[0])))


def _dearest(model: Any, standard: tuple[Period, ...]) -> float:
    """How much more the dearest hour of the day costs than the standard price that holds now."""
    from genai_prices.types import TimeOfDateConstraint

    rows = model.prices if isinstance(model.prices, list) else []
    base = standard[-1].rates.output.base.number
    hourly = [_rates(row.prices) for row in rows if isinstance(row.constraint, TimeOfDateConstraint)]
    return max([1.0, *(rates.output.base.number / base for rates in hourly if rates and base > 0)])


def _notes(model: Any) -> tuple[str, ...]:
    """Our own words for what the source's data can't say in rates."""
    from genai_prices.types import TimeOfDateConstraint

    rows = model.prices if isinstance(model.prices, list) else []
    notes = []
    if any(isinstance(row.constraint, TimeOfDateConstraint) for row in rows):
        notes.append("the vendor charges more at certain hours of the day: prices here are those of the other hours")
    if model.deprecated:
        notes.append("the source marks this model as deprecated")
    return tuple(notes)
