"""The workload as estimates: how many requests, how large, how they grow, and the days of each month."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from auditor.cost.estimate import Estimate, Origin, Status, exactly
from auditor.cost.prices import Request
from auditor.cost.units import DAYS_PER_MONTH, HOURS_PER_DAY, SECONDS_PER_HOUR, Count, Ratio, Tokens

if TYPE_CHECKING:
    from auditor.cost.declared import WorkloadSection
    from auditor.cost.estimate import Sample
    from auditor.cost.tokens import TokenCounts
    from auditor.cost.training import Method
    from auditor.cost.units import Real

_DECLARED = Origin("audit.yaml, workload", None, Status.DECLARED)


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """Fine-tuning as planned."""

    tokens: Estimate[Tokens] | None  # None = the dataset's, by tokenizer
    epochs: float
    runs_per_year: float
    method: Method

    def runs_in(self, month: int) -> int:
        """Runs that begin in that month, the first in month 0."""
        step = 12.0 / self.runs_per_year
        return sum(1 for run in range(int((month + 1) / step) + 1) if int(run * step) == month)


@dataclass(frozen=True, slots=True)
class Workload:
    """What the model will have to do."""

    requests_per_day: Estimate[Count]
    input: Estimate[Tokens]
    output: Estimate[Tokens]
    growth: Estimate[Ratio]
    peak: Estimate[Ratio]
    cached: Estimate[Ratio]
    written: Estimate[Ratio]
    batch: Estimate[Ratio]
    sensitive: Estimate[Ratio] | None
    months: int
    start: date
    training: TrainingPlan | None
    counted_as: str
    counts: TokenCounts
    scale: Real = 1.0  # of the volume, for break-even

    def requests(self, month: int, sample: Sample) -> Real:
        """Requests in a month."""
        return self.daily(month, sample) * DAYS_PER_MONTH

    def daily(self, month: int, sample: Sample) -> Real:
        """Requests a day in a month."""
        growth = sample(self.growth).value
        return sample(self.requests_per_day).value * self.scale * (1.0 + growth) ** month

    def peak_per_second(self, month: int, sample: Sample) -> Real:
        """Requests a second in the busiest hour."""
        seconds = HOURS_PER_DAY * SECONDS_PER_HOUR
        return self.daily(month, sample) * sample(self.peak).value / seconds

    def request(self, family: str, sample: Sample) -> Request:
        """The tokens of one request for a model of that tokenizer family."""
        factor = sample(self.counts.factor(family, self.counted_as)).value
        size = sample(self.input) * factor
        return Request(
            input=size,
            output=sample(self.output) * factor,
            cached=size * sample(self.cached).value,
            written=size * sample(self.written).value,
        )

    def tokens(self, month: int, sample: Sample) -> Tokens:
        """Input and output tokens of a month, as counted by the declaration."""
        return (sample(self.input) + sample(self.output)) * self.requests(month, sample)

    def training_tokens(self, family: str) -> Estimate[Tokens] | None:
        """Tokens of one pass over the training data, None when nobody knows."""
        if self.training is None:
            return None
        if self.training.tokens is not None:
            return self.training.tokens
        return self.counts.of(family) if self.counts.characters else None

    def span(self, month: int) -> tuple[date, date]:
        """First day of a month of the horizon and of the next."""
        return _later(self.start, month), _later(self.start, month + 1)

    @property
    def end(self) -> date:
        """The day after the horizon."""
        return _later(self.start, self.months)


def _later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def workload_from(
    section: WorkloadSection, counts: TokenCounts, today: date, affected: float | None = None
) -> Workload:
    """The declared workload; `affected` is the measured share of records with findings, used where none is declared."""
    sensitive = None
    if section.sensitive_share is not None:
        sensitive = section.sensitive_share.estimate("workload.sensitive_share", Ratio, _DECLARED)
    elif affected is not None:
        origin = Origin("scan: records with findings", None, Status.MEASURED)
        sensitive = exactly("workload.sensitive_share", Ratio(affected), origin)
    return Workload(
        requests_per_day=section.daily.estimate("workload.requests_per_day", Count, _DECLARED),
        input=section.input_tokens.estimate("workload.input_tokens", Tokens, _DECLARED),
        output=section.output_tokens.estimate("workload.output_tokens", Tokens, _DECLARED),
        growth=section.growth_per_month.estimate(
            "workload.growth_per_month", Ratio, _said(section, "growth_per_month")
        ),
        peak=section.peak_factor.estimate("workload.peak_factor", Ratio, _said(section, "peak_factor")),
        cached=section.cached_share.estimate("workload.cached_share", Ratio, _said(section, "cached_share")),
        written=section.cache_write_share.estimate(
            "workload.cache_write_share", Ratio, _said(section, "cache_write_share")
        ),
        batch=section.batch_share.estimate("workload.batch_share", Ratio, _said(section, "batch_share")),
        sensitive=sensitive,
        months=section.horizon_months,
        start=section.start or today,
        training=_training(section),
        counted_as=section.tokens_counted_as,
        counts=counts,
    )


def _said(section: WorkloadSection, name: str) -> Origin:
    if name in section.model_fields_set:
        return _DECLARED
    return Origin("default of this tool", None, Status.ASSUMED, "not declared")


def _training(section: WorkloadSection) -> TrainingPlan | None:
    given = section.training
    if given is None:
        return None
    tokens = None
    if not isinstance(given.tokens, str):
        tokens = exactly("workload.training.tokens", Tokens(float(given.tokens)), _DECLARED)
    return TrainingPlan(tokens, given.epochs, given.runs_per_year, given.method)
