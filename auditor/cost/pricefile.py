"""Prices from files: a user's own price list, which always wins, and the snapshot that serves as second witness."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from auditor.cost.estimate import Origin, Status
from auditor.cost.prices import Period, PriceCard, Rates, Tiered
from auditor.cost.units import TokenPrice
from auditor.errors import ConfigError
from auditor.yaml_io import load_foreign_yaml, load_yaml

if TYPE_CHECKING:
    from pathlib import Path

M = TypeVar("M", bound=BaseModel)
_STRICT = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class _Prices(BaseModel):
    """Prices per million tokens."""

    model_config = _STRICT
    input: float = Field(ge=0, description="Per million input tokens.")
    output: float = Field(ge=0, description="Per million output tokens.")
    cached: float | None = Field(default=None, ge=0, description="Per million input tokens read from the cache.")
    cache_write: float | None = Field(default=None, ge=0, description="Per million input tokens written to the cache.")


class PriceRow(_Prices):
    """One row of a price file: a model at a provider from a day on."""

    provider: str = Field(description="Provider id, as the offerings name it: openai, anthropic, mistral ...")
    model: str = Field(description="Exact model id of the option.")
    from_: datetime.date | None = Field(default=None, alias="from", description="First day of these prices.")
    batch: _Prices | None = Field(default=None, description="Prices of batch processing.")
    long_context: tuple[tuple[int, _Prices], ...] = Field(
        default=(), description="Steps: more input tokens than this, then these prices for the whole request."
    )
    training: float | None = Field(default=None, ge=0, description="Per million training tokens of fine-tuning.")
    shutdown: datetime.date | None = Field(default=None, description="Day on which the model is switched off.")
    context: int | None = Field(default=None, gt=0, description="Longest input in tokens.")


class PriceFile(BaseModel):
    """A user's price list."""

    model_config = _STRICT
    currency: str = Field(pattern="^[A-Z]{3}$", description="Currency of all prices in the file.")
    source: str = Field(description="Where the prices come from: an offer, a contract, a page.")
    date: datetime.date = Field(description="Day on which they were read or agreed.")
    prices: tuple[PriceRow, ...] = Field(description="One row per model and first day.")


@dataclass(frozen=True, slots=True)
class FilePrices:
    """The book made of price rows."""

    rows: tuple[PriceRow, ...]
    currency: str
    origin: Origin

    def find(self, provider: str, model: str) -> PriceCard | None:
        """The card made of all rows of that model."""
        rows = sorted(
            (row for row in self.rows if row.provider == provider and row.model == model),
            key=lambda row: row.from_ or datetime.date.min,
        )
        if not rows:
            return None
        newest = rows[-1]
        return PriceCard(
            provider=provider,
            model=model,
            asked=model,
            standard=tuple(Period(row.from_, self._rates(row, row.long_context)) for row in rows),
            batch=tuple(Period(row.from_, self._rates(row.batch)) for row in rows if row.batch is not None),
            origin=self.origin,
            context=newest.context,
            shutdown=newest.shutdown,
            tuning=None if newest.training is None else TokenPrice(newest.training, self.currency),
        )

    def _rates(self, row: _Prices, steps: tuple[tuple[int, _Prices], ...] = ()) -> Rates:
        def tiered(name: str) -> Tiered | None:
            base: float | None = getattr(row, name)
            if base is None:
                return None
            above = tuple(
                (start, TokenPrice(value, self.currency))
                for start, prices in sorted(steps, key=lambda step: step[0])
                if (value := getattr(prices, name)) is not None
            )
            return Tiered(TokenPrice(base, self.currency), above)

        plain, output = tiered("input"), tiered("output")
        assert plain is not None and output is not None  # noqa: S101, PT018  (required by the schema)
        return Rates(plain, output, tiered("cached"), tiered("cache_write"))


def load_prices(path: Path) -> FilePrices:
    """A user's price list; what is wrong in it is said by place, without quoting it."""
    given = parse(PriceFile, load_foreign_yaml(path), str(path))
    origin = Origin(f"{given.source} ({path.name})", given.date, Status.DECLARED)
    return FilePrices(given.prices, given.currency, origin)


@dataclass(frozen=True, slots=True)
class Witness:
    """The shipped snapshot of another source: input and output prices only, used to notice disagreement."""

    prices: dict[str, dict[str, dict[str, Any]]]
    origin: Origin

    def find(self, provider: str, model: str) -> PriceCard | None:
        """The snapshot's card; it writes some models with the provider in front."""
        rows = self.prices.get({"x-ai": "xai", "azure": "openai"}.get(provider, provider), {})
        row = next((row for name, row in rows.items() if name == model or name.partition("/")[2] == model), None)
        if row is None:
            return None
        rates = Rates(Tiered(TokenPrice(float(row["input"]), "USD")), Tiered(TokenPrice(float(row["output"]), "USD")))
        until = row.get("deprecation_date")
        shutdown = datetime.date.fromisoformat(str(until)) if until else None
        return PriceCard(provider, model, model, (Period(None, rates),), self.origin, shutdown=shutdown)


def load_witness(path: Path) -> Witness:
    """The snapshot `policies/price_snapshot.yaml`."""
    given = load_yaml(path)
    seen = datetime.date.fromisoformat(str(given["seen"]))
    return Witness(given["prices"], Origin(str(given["source"]), seen, Status.LIST, "second witness"))


# ---------------------------------------------------------------- the border


def parse(schema: type[M], document: object, where: str) -> M:
    """A document in a schema; errors name the key and the rule, never the value."""
    problems: list[str] = []
    try:
        return schema.model_validate(document if document is not None else {})
    except ValidationError as error:
        for item in error.errors(include_input=False, include_url=False, include_context=False):
            place = ".".join(str(part) for part in item["loc"])
            problems.append(f"{place or 'document'}: {item['msg']}{_meant(schema, item)}")
    # raised outside `except`: the cause would carry the document
    raise ConfigError(f"{where}: {problems[0]}", "; ".join(problems[1:4]) or "mend this key, then run again")


def _meant(schema: type[BaseModel], item: Any) -> str:
    if item["type"] != "extra_forbidden" or len(item["loc"]) != 1:
        return ""
    names = [field.alias or name for name, field in schema.model_fields.items()]
    near = get_close_matches(str(item["loc"][0]), names, n=1)
    return f" (did you mean {near[0]}?)" if near else ""
