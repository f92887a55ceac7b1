"""From an offering to a price list: whose prices hold, what a region adds, and what closes or ends when."""

from __future__ import annotations

import datetime  # noqa: TC003  (pydantic reads it)
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from auditor.cost.estimate import Estimate, Origin, Status, exactly
from auditor.cost.pricefile import parse
from auditor.cost.units import Ratio
from auditor.yaml_io import load_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.cost.prices import PriceBook, PriceCard

_STRICT = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class ProviderRow(BaseModel):
    """Whose price list holds for offerings with this prefix."""

    model_config = _STRICT
    offering: str = Field(description="Prefix of offering ids.")
    provider: str = Field(description="Provider in the price list.")
    fallback: str | None = Field(default=None, description="Asked when the provider's list lacks the model.")


class UpliftRow(BaseModel):
    """What processing in a region costs on top."""

    model_config = _STRICT
    offering: str = Field(description="Prefix of offering ids.")
    factor: float = Field(ge=1, description="Multiplies the list price.")
    models_from: datetime.date | None = Field(default=None, description="Only models released on or after this day.")
    source: str = Field(description="Who says so.")
    date: datetime.date = Field(description="Day on which it was read.")
    note: str = Field(default="", description="In words.")


class Ending(BaseModel):
    """What closes or is switched off, and when."""

    model_config = _STRICT
    offering: str = Field(description="Prefix of offering ids.")
    models: tuple[str, ...] = Field(default=(), description="Only these models; all where empty.")
    activity: str | None = Field(default=None, description="Only this activity.")
    closed_to_new: datetime.date | None = Field(default=None, description="No new organisations from this day on.")
    closed_to_inactive: datetime.date | None = Field(
        default=None, description="Only active organisations from then on."
    )
    closed_to_all: datetime.date | None = Field(default=None, description="Nobody from this day on.")
    shutdown: datetime.date | None = Field(default=None, description="What exists stops on this day.")
    source: str = Field(description="Who says so.")
    date: datetime.date = Field(description="Day on which it was read.")
    note: str = Field(default="", description="In words.")


class SeenRow(BaseModel):
    """The version of the price package that was looked at."""

    model_config = _STRICT
    version: str = Field(description="Version.")
    seen: datetime.date = Field(description="Day.")


class PriceMap(BaseModel):
    """The file `offerings.yaml`."""

    model_config = _STRICT
    schema_: str = Field(alias="schema", description="Schema of the file.")
    genai_prices: SeenRow = Field(description="The version that was looked at.")
    providers: tuple[ProviderRow, ...] = Field(description="Offering to provider.")
    unpaid: tuple[str, ...] = Field(description="Offerings without charge per token.")
    uplifts: tuple[UpliftRow, ...] = Field(description="Regional factors.")
    residency_rules: tuple[str, ...] = Field(description="Rules that processing in the region meets.")
    released_before_uplift: tuple[str, ...] = Field(description="Models that an uplift spares.")
    lifecycle: tuple[Ending, ...] = Field(description="What ends when.")

    def providers_of(self, offering: str) -> tuple[str, ...]:
        """The providers to ask, in order; an offering without row is its own provider."""
        fitting = [row for row in self.providers if _prefix(row.offering, offering)]
        if not fitting:
            return (offering.partition(".")[0],)
        row = max(fitting, key=lambda row: len(row.offering))
        return (row.provider, row.fallback) if row.fallback else (row.provider,)

    def uplift(self, offering: str, model: str, *, required: bool) -> Estimate[Ratio]:
        """The regional factor of an offering, or of its vendor where a verdict requires the region."""
        vendor = offering.partition(".")[0]
        rows = [row for row in self.uplifts if _prefix(row.offering, offering)]
        if not rows and required:
            rows = [row for row in self.uplifts if _prefix(vendor, row.offering)]
        key = f"uplift.{offering}"
        if not rows:
            return exactly(key, Ratio(1.0), Origin("no regional factor known", None, Status.DERIVED))
        row = rows[0]
        spared = row.models_from is not None and self._older(model)
        origin = Origin(row.source, row.date, Status.LIST, row.note + ("; this model is older" if spared else ""))
        return exactly(key, Ratio(1.0 if spared else row.factor), origin)

    def endings(self, offering: str, model: str, activity: str) -> tuple[Ending, ...]:
        """What closes or ends for an option."""
        return tuple(
            row
            for row in self.lifecycle
            if _prefix(row.offering, offering)
            and (row.activity is None or row.activity == activity)
            and (not row.models or any(_same_model(name, model) for name in row.models))
        )

    def _older(self, model: str) -> bool:
        return any(_same_model(name, model) for name in self.released_before_uplift)


def _prefix(prefix: str, offering: str) -> bool:
    return offering == prefix or offering.startswith(prefix + ".")


def _same_model(name: str, model: str) -> bool:
    """The model itself or one of its dated snapshots."""
    return model == name or model.startswith(f"{name}-20")


def load_price_map(path: Path) -> PriceMap:
    """The shipped map."""
    return parse(PriceMap, load_yaml(path), path.name)


@dataclass(frozen=True, slots=True)
class Market:
    """All that is known of prices: the map, the books in order, and the second witness."""

    map: PriceMap
    book: PriceBook
    witness: PriceBook

    def card(self, offering: str, model: str) -> PriceCard | None:
        """The price card of a model at an offering."""
        for provider in self.map.providers_of(offering):
            found = self.book.find(provider, model)
            if found is not None:
                return found
        return None

    def second(self, offering: str, model: str) -> PriceCard | None:
        """What the second witness says."""
        for provider in self.map.providers_of(offering):
            found = self.witness.find(provider, model)
            if found is not None:
                return found
        return None
