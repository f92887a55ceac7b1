"""Accelerators and open-weights models: the shipped tables, a user's own rows on top, and what a name alone tells."""

from __future__ import annotations

import datetime  # noqa: TC003  (pydantic reads it)
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from auditor.cost.estimate import Estimate, Origin, Status
from auditor.cost.pricefile import parse
from auditor.cost.units import Bandwidth, Bytes, ComputeRate, HourlyPrice, Money, Power
from auditor.errors import ConfigError
from auditor.yaml_io import load_foreign_yaml, load_yaml

if TYPE_CHECKING:
    from pathlib import Path

_STRICT = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)
_Range = tuple[float, float, float]


class OfferRow(BaseModel):
    """A list price for renting."""

    model_config = _STRICT
    who: str = Field(description="Vendor and instance type.")
    per_gpu: float = Field(gt=0, description="Per accelerator and hour.")
    region: str = Field(description="Region of the price list.")
    date: datetime.date = Field(description="Day of the price list.")


class GpuRow(BaseModel):
    """One accelerator."""

    model_config = _STRICT
    id: str = Field(description="Name used in audit.yaml.")
    memory_gb: float = Field(gt=0, description="Memory in decimal gigabytes.")
    bandwidth_gbps: float = Field(gt=0, description="Memory bandwidth in gigabytes per second.")
    tflops: float = Field(gt=0, description="Dense 16-bit compute in teraflops.")
    basis: str = Field(default="dense", description="Which published figure the compute is.")
    watts: float = Field(gt=0, description="Rated power.")
    source: str = Field(description="Where the specification comes from.")
    date: datetime.date = Field(description="Day on which it was read.")
    market: _Range | None = Field(default=None, description="Rent per hour: low, middle, high.")
    buy: _Range | None = Field(default=None, description="Purchase with its share of the server: low, middle, high.")
    offers: tuple[OfferRow, ...] = Field(default=(), description="List prices for renting.")
    currency: str = Field(default="USD", pattern="^[A-Z]{3}$", description="Currency of rent and purchase.")
    only_named: bool = Field(default=False, description="Taken only when audit.yaml names it.")


class GpuFile(BaseModel):
    """A table of accelerators."""

    model_config = _STRICT
    schema_: str = Field(default="audit.gpus/v1", alias="schema", description="Schema of the file.")
    gpus: tuple[GpuRow, ...] = Field(description="The rows.")
    aliases: dict[str, str] = Field(default={}, description="Other names.")


@dataclass(frozen=True, slots=True)
class Gpu:
    """An accelerator with what the formulas need."""

    id: str
    memory: Bytes
    bandwidth: Bandwidth
    compute: ComputeRate
    power: Power
    rent: Estimate[HourlyPrice] | None
    buy: Estimate[Money] | None
    origin: Origin
    only_named: bool = False


@dataclass(frozen=True, slots=True)
class OpenModel:
    """An open-weights model with what the formulas need."""

    id: str
    params: float
    active: float
    kv_per_token: Bytes  # key and value of one token at 16 bits
    tokenizer: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class HardwareTables:
    """All accelerators and models known."""

    gpus: dict[str, Gpu]
    aliases: dict[str, str]
    models: dict[str, OpenModel]
    drop: tuple[str, ...]

    def gpu(self, name: str) -> Gpu:
        """The accelerator of that name; an unknown one is an error that says how to add it."""
        found = self.gpus.get(self.aliases.get(name, name))
        if found is None:
            known = ", ".join(sorted(self.gpus))
            raise ConfigError(f"unknown accelerator: {name}", f"known: {known}; or add a row with --hardware FILE")
        return found

    def model(self, name: str) -> OpenModel | None:
        """The model of that name, or one derived from the size in its name, or None."""
        plain = self._plain(name)
        found = self.models.get(plain)
        return replace(found, id=name) if found else derived_model(name, plain)

    def _plain(self, name: str) -> str:
        plain = name.lower().rpartition("/")[2]
        while True:
            ending = next((suffix for suffix in self.drop if plain.endswith(suffix)), None)
            if ending is None:
                return plain
            plain = plain.removesuffix(ending)


_SIZE = re.compile(r"(?<![a-z0-9.])(\d{1,4}(?:\.\d+)?)([bm])(?![a-z0-9])")
_ACTIVE = re.compile(r"-a(\d{1,3}(?:\.\d+)?)b(?![a-z0-9])")


def derived_model(name: str, plain: str) -> OpenModel | None:
    """A model guessed from its name alone; key-value memory as models of that size usually have it."""
    size = _SIZE.search(plain)
    if size is None:
        return None
    params = float(size[1]) * (1e9 if size[2] == "b" else 1e6)
    active = _ACTIVE.search(plain)
    origin = Origin("the model's name", None, Status.DERIVED, "size read from the name, architecture assumed")
    layers = 80 if params > 40e9 else 64 if params > 25e9 else 40 if params > 10e9 else 32
    kv = Bytes(2.0 * layers * 8 * 128 * 2)
    return OpenModel(name, params, float(active[1]) * 1e9 if active else params, kv, "other", origin)


# ---------------------------------------------------------------- loading


def load_tables(folder: Path, own: Path | None = None) -> HardwareTables:
    """The shipped tables, and a user's rows that replace those of the same name."""
    shipped = parse(GpuFile, load_yaml(folder / "gpus.yaml"), "gpus.yaml")
    mine = parse(GpuFile, load_foreign_yaml(own), str(own)) if own else GpuFile(gpus=())
    gpus = {row.id: _gpu(row, Status.LIST) for row in shipped.gpus}
    gpus |= {row.id: _gpu(row, Status.DECLARED) for row in mine.gpus}
    known = load_yaml(folder / "models.yaml")
    models = {row["id"]: _model(row, known["date"]) for row in known["models"]}
    return HardwareTables(gpus, {**shipped.aliases, **mine.aliases}, models, tuple(known["drop_suffixes"]))


def _gpu(row: GpuRow, status: Status) -> Gpu:
    return Gpu(
        id=row.id,
        memory=Bytes.gigabytes(row.memory_gb),
        bandwidth=Bandwidth(row.bandwidth_gbps * 1e9),
        compute=ComputeRate(row.tflops * 1e12),
        power=Power(row.watts / 1000.0),
        rent=_rent(row, status),
        buy=_buy(row, status),
        origin=Origin(row.source, row.date, status, f"compute: {row.basis}"),
        only_named=row.only_named,
    )


def _rent(row: GpuRow, status: Status) -> Estimate[HourlyPrice] | None:
    """The market's range, widened to the dearest list price: the same chip costs up to six times more elsewhere."""
    prices = [offer.per_gpu for offer in row.offers]
    if row.market is None and not prices:
        return None
    low, middle, high = row.market or (min(prices), sorted(prices)[len(prices) // 2], max(prices))
    assumed = Status.ASSUMED if status is Status.LIST else status
    listed = "; ".join(f"{offer.who} {offer.per_gpu:g} ({offer.region}, {offer.date})" for offer in row.offers)
    origin = Origin("specialised clouds; list prices: " + (listed or "none"), row.date, assumed)
    value, least, most = (HourlyPrice(number, row.currency) for number in (middle, low, max([high, *prices])))
    return Estimate(f"gpu.{row.id}.rent", value, least, most, origin)


def _buy(row: GpuRow, status: Status) -> Estimate[Money] | None:
    if row.buy is None:
        return None
    low, middle, high = row.buy
    assumed = Status.ASSUMED if status is Status.LIST else status
    origin = Origin("market range with server share; ask for an offer", row.date, assumed)
    value, least, most = (Money(number, row.currency) for number in (middle, low, high))
    return Estimate(f"gpu.{row.id}.buy", value, least, most, origin)


def _model(row: dict[str, Any], seen: datetime.date) -> OpenModel:
    params = float(row["params"]) * 1e9
    return OpenModel(
        id=row["id"],
        params=params,
        active=float(row.get("active", row["params"])) * 1e9,
        kv_per_token=Bytes(2.0 * row["layers"] * row["kv_heads"] * row["head_dim"] * 2),
        tokenizer=row["tokenizer"],
        origin=Origin(row["source"], seen, Status.LIST, "second-hand"),
    )
