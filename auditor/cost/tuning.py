"""The cost of fine-tuning: accelerator hours or the vendor's training price, and the people, who cost more than both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.cost.ledger import Line, monthly
from auditor.cost.plans import hours_price
from auditor.cost.training import Run

if TYPE_CHECKING:
    from auditor.cost.estimate import Estimate, Sample
    from auditor.cost.hardware import Gpu, OpenModel
    from auditor.cost.plans import Setting
    from auditor.cost.units import Hours, Money, TokenPrice, Tokens
    from auditor.cost.workload import TrainingPlan


@dataclass(frozen=True, slots=True)
class Tuning:
    """Fine-tuning at a vendor: a price per training token, or unknown."""

    plan: TrainingPlan
    tokens: Estimate[Tokens] | None
    price: TokenPrice | None

    def lines(self, setting: Setting, sample: Sample) -> list[Line]:
        """Training, where its price is known, and people."""
        months = setting.workload.months
        lines = people(self.plan, setting, sample, ("tuning.hours.vendor_first", "tuning.hours.vendor_next"))
        if self.price is None or self.tokens is None:
            return lines
        trained = sample(self.tokens) * self.plan.epochs
        trials = sample(setting.assumptions.count("tuning.trials")).value
        each = setting.convert(self.price.of(trained), sample) * trials
        bill = monthly(months, lambda month: each * float(self.plan.runs_in(month)))
        return [Line("tuning.vendor", "Training at the vendor", "tuning", bill), *lines]


@dataclass(frozen=True, slots=True)
class OwnTuning:
    """Fine-tuning on machines: rented for the run, or one's own."""

    plan: TrainingPlan
    tokens: Estimate[Tokens] | None
    model: OpenModel
    gpu: Gpu
    owned: bool

    def run(self, tokens: Tokens) -> Run:
        """One run over so many tokens."""
        return Run(self.model.params, self.model.active, tokens, self.plan.epochs, self.plan.method)

    def hours(self, setting: Setting, sample: Sample) -> Hours | None:
        """Accelerator hours of one kept run, with the runs that were thrown away."""
        if self.tokens is None:
            return None
        mfu = sample(setting.assumptions.ratio("tuning.mfu"))
        trials = sample(setting.assumptions.count("tuning.trials")).value
        return self.run(sample(self.tokens)).gpu_hours(self.gpu.compute, mfu) * trials

    def lines(self, setting: Setting, sample: Sample) -> list[Line]:
        """Machines and people."""
        months = setting.workload.months
        lines = people(self.plan, setting, sample, ("tuning.hours.first", "tuning.hours.next"))
        hours = self.hours(setting, sample)
        if hours is None:
            return lines
        each = self._machines(setting, sample, hours)
        title = "Training: electricity of own machines" if self.owned else "Training: rented machines"
        bill = monthly(months, lambda month: each * float(self.plan.runs_in(month)))
        return [Line("tuning.compute", title, "tuning", bill), *lines]

    def _machines(self, setting: Setting, sample: Sample, hours: Hours) -> Money:
        if self.owned or self.gpu.rent is None:
            given = setting.assumptions
            power = self.gpu.power * sample(given.ratio("power.host")).value * sample(given.ratio("power.pue")).value
            price = sample(given.energy("power.price"))
            return setting.convert(price.of(power.over(hours)), sample)
        return setting.convert(sample(self.gpu.rent).of(hours), sample)


def people(plan: TrainingPlan, setting: Setting, sample: Sample, keys: tuple[str, str]) -> list[Line]:
    """Preparation, training and evaluation by people: more for the first run than for the later ones."""
    first, later = (hours_price(setting, sample, setting.assumptions.hours(key)) for key in keys)

    def amount(month: int) -> Money:
        runs = plan.runs_in(month)
        return first + later * float(runs - 1) if month == 0 else later * float(runs)

    return [Line("tuning.people", "Training: people", "tuning", monthly(setting.workload.months, amount))]
