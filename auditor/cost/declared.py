"""What the organisation declares in audit.yaml: the workload and itself. Strict, with errors that name the key."""

from __future__ import annotations

import datetime  # noqa: TC003  (pydantic reads it)
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from auditor.cost.assumptions import Spread
from auditor.cost.throughput import Precision
from auditor.cost.training import Method
from auditor.cost.units import DAYS_PER_MONTH

_STRICT = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


def _positive(spread: Spread) -> Spread:
    if spread.low <= 0:
        raise ValueError("must be above 0")
    return spread


def _share(spread: Spread) -> Spread:
    if spread.low < 0 or spread.high > 1:
        raise ValueError("must be between 0 and 1")
    return spread


class Training(BaseModel):
    """Fine-tuning runs."""

    model_config = _STRICT
    tokens: Literal["dataset"] | float = Field(default="dataset", description="Tokens of one pass, or dataset.")
    epochs: float = Field(default=2, gt=0, le=100, description="Passes over the data.")
    runs_per_year: float = Field(default=2, gt=0, le=366, description="Runs that are kept, a year.")
    method: Method = Field(default=Method.LORA, description="full, lora or qlora.")

    @field_validator("tokens")
    @classmethod
    def _tokens(cls, given: Any) -> Any:
        if given != "dataset" and not given > 0:
            raise ValueError("must be above 0, or the word dataset")
        return given


class WorkloadSection(BaseModel):
    """Section `workload` of audit.yaml."""

    model_config = _STRICT
    requests_per_day: Spread | None = Field(default=None, description="Requests a day at the start.")
    requests_per_month: Spread | None = Field(default=None, description="The same for a month, instead.")
    input_tokens: Spread = Field(description="Input tokens of one request, instructions and context included.")
    output_tokens: Spread = Field(description="Output tokens of one request, reasoning included.")
    growth_per_month: Spread = Field(default=Spread(low=0, mid=0, high=0), description="Growth a month: 0.02 is 2 %.")
    peak_factor: Spread = Field(default=Spread(low=2, mid=4, high=8), description="Busiest hour against the mean hour.")
    horizon_months: int = Field(default=24, ge=1, le=120, description="Months to look ahead.")
    start: datetime.date | None = Field(default=None, description="First day. Default: the decision date.")
    training: Training | None = Field(default=None, description="Fine-tuning, where an option does it.")
    cached_share: Spread = Field(
        default=Spread(low=0, mid=0, high=0), description="Input read from the vendor's cache."
    )
    cache_write_share: Spread = Field(default=Spread(low=0, mid=0, high=0), description="Input written to the cache.")
    batch_share: Spread = Field(default=Spread(low=0, mid=0, high=0), description="Requests that can wait for a batch.")
    sensitive_share: Spread | None = Field(
        default=None, description="Requests with data that must stay inside, for hybrid options."
    )
    tokens_counted_as: str = Field(default="o200k", description="Tokenizer the token numbers above were counted with.")

    @field_validator("requests_per_day", "requests_per_month", "input_tokens", "output_tokens")
    @classmethod
    def _above_zero(cls, spread: Spread | None) -> Spread | None:
        return None if spread is None else _positive(spread)

    @model_validator(mode="after")
    def _one_volume(self) -> Self:
        if (self.requests_per_day is None) == (self.requests_per_month is None):
            raise ValueError("give requests_per_day or requests_per_month, one of them")
        return self

    @property
    def daily(self) -> Spread:
        """Requests a day, whichever way they were declared."""
        if self.requests_per_day is not None:
            return self.requests_per_day
        month = self.requests_per_month
        assert month is not None  # noqa: S101  (one of them is there)
        low, mid, high = (number / DAYS_PER_MONTH for number in (month.low, month.mid, month.high))
        return Spread(low=low, mid=mid, high=high)

    @field_validator("peak_factor")
    @classmethod
    def _peak(cls, spread: Spread) -> Spread:
        if spread.low < 1:
            raise ValueError("must be 1 or more")
        return spread

    @field_validator("growth_per_month")
    @classmethod
    def _growth(cls, spread: Spread) -> Spread:
        if spread.low <= -1 or spread.high > 1:
            raise ValueError("must lie above -1 and not above 1 (100 % a month)")
        return spread

    @field_validator("cached_share", "cache_write_share", "batch_share", "sensitive_share")
    @classmethod
    def _between(cls, spread: Spread | None) -> Spread | None:
        return None if spread is None else _share(spread)


class Staff(BaseModel):
    """People at hand."""

    model_config = _STRICT
    ml_engineers: float = Field(default=0, ge=0, description="Full-time equivalents who train or run models.")
    ops: float = Field(default=0, ge=0, description="Full-time equivalents who run services.")
    hourly_cost: Spread | None = Field(default=None, description="Loaded cost of an hour, in the currency below.")

    @field_validator("hourly_cost")
    @classmethod
    def _cost(cls, spread: Spread | None) -> Spread | None:
        return None if spread is None else _positive(spread)


class HardwareRow(BaseModel):
    """Accelerators at hand or offered."""

    model_config = _STRICT
    gpu: str = Field(description="Name of the accelerator.")
    count: int = Field(gt=0, description="How many.")
    owned: bool = Field(default=False, description="Already paid.")
    paid: float | None = Field(default=None, ge=0, description="What all of them cost together.")
    since: datetime.date | None = Field(default=None, description="Day of purchase.")
    price: float | None = Field(default=None, gt=0, description="An offer: per accelerator, to buy.")
    rent_per_hour: float | None = Field(default=None, gt=0, description="An offer: per accelerator and hour.")


class MeasuredRow(BaseModel):
    """A measurement of the own service at this workload, as `audit bench` makes it: it replaces the model."""

    model_config = _STRICT
    model: str = Field(description="Model id of the option.")
    gpu: str = Field(description="Accelerator of one replica.")
    gpus: int = Field(default=1, ge=1, le=64, description="Accelerators of one replica.")
    output_tokens_per_second: Spread = Field(description="Output tokens a second of one replica at full load.")
    source: str = Field(default="audit bench", description="Which run.")
    date: datetime.date | None = Field(default=None, description="Day of the run.")


class Needs(BaseModel):
    """What the task needs, whatever else is compared."""

    model_config = _STRICT
    tuned_model: bool = Field(default=False, description="A model trained on the organisation's own data.")
    live_months: int = Field(default=6, ge=0, le=120, description="Months an option has to be usable after launch.")
    residency: tuple[str, ...] = Field(default=(), description="Countries, EU or EEA, in which data may be.")
    customer_of: tuple[str, ...] = Field(
        default=(), description="Vendors whose service is in use already: closed to new customers does not bar it."
    )


class HiddenOverride(BaseModel):
    """A line of the hidden-cost register, switched or valued by the user."""

    model_config = _STRICT
    counted: bool | None = Field(default=None, description="Count it or not.")
    value: Spread | None = Field(default=None, description="Hours or share, as the line says.")


class OrganisationSection(BaseModel):
    """Section `organisation` of audit.yaml."""

    model_config = _STRICT
    name: str | None = Field(default=None, description="Name on reports.")
    logo: str | None = Field(default=None, description="Picture on reports.")
    country: str | None = Field(default=None, description="Where the organisation is, ISO code.")
    currency: str = Field(default="EUR", pattern="^[A-Z]{3}$", description="Currency of the result.")
    staff: Staff = Field(default=Staff(), description="People at hand.")
    hardware: tuple[HardwareRow, ...] = Field(default=(), description="Accelerators at hand or offered.")
    electricity_eur_per_kwh: Spread | None = Field(default=None, description="Price of electricity, in euro.")
    precision: Precision = Field(default=Precision.FP16, description="fp16, fp8 or int4 for self-hosted weights.")
    gpu: str | None = Field(default=None, description="Accelerator to rent or buy. Default: the cheapest that fits.")
    redundancy: int = Field(default=1, ge=0, le=8, description="Spare replicas.")
    measured: tuple[MeasuredRow, ...] = Field(default=(), description="Measurements of the own service.")
    budget: float | None = Field(default=None, gt=0, description="Most that may be spent over the horizon.")
    deadline: datetime.date | None = Field(default=None, description="Day on which it must work.")
    needs: Needs = Field(default=Needs(), description="What the task needs.")
    capabilities: dict[str, bool | None] = Field(default={}, description="Answers to the capability questionnaire.")
    assumptions: dict[str, Spread] = Field(default={}, description="Own values for the tool's assumptions.")
    hidden_costs: dict[str, HiddenOverride] = Field(
        default={}, description="Lines of the register, switched or valued."
    )

    @field_validator("precision", mode="before")
    @classmethod
    def _by_name(cls, given: Any) -> Any:
        names = {member.name.lower(): member for member in Precision}
        if isinstance(given, str):
            if given not in names:
                raise ValueError("must be fp16, fp8 or int4")
            return names[given]
        return given
