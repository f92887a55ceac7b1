"""How an option is paid for: by use, by machine, or both. A plan turns one world into lines of cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from auditor.cost.hidden import Base, hidden_lines
from auditor.cost.ledger import Line, monthly, once
from auditor.cost.prices import Processing
from auditor.cost.units import Hours, Money, Ratio

if TYPE_CHECKING:
    import datetime

    from auditor.cost.assumptions import Assumptions
    from auditor.cost.estimate import Estimate, Sample
    from auditor.cost.hidden import Hidden
    from auditor.cost.prices import PriceCard
    from auditor.cost.tuning import Tuning
    from auditor.cost.units import HourlyPrice, Real, TokenPrice, Tokens
    from auditor.cost.workload import Workload


@dataclass(frozen=True, slots=True)
class Setting:
    """What all options share."""

    workload: Workload
    assumptions: Assumptions
    currency: str
    hourly: Estimate[HourlyPrice]  # of staff

    @property
    def zero(self) -> Money:
        """Nothing, in the currency of the result."""
        return Money(0.0, self.currency)

    def convert(self, amount: Money, sample: Sample) -> Money:
        """An amount in the currency of the result."""
        if amount.currency == self.currency:
            return amount
        return amount.to(sample(self.assumptions.exchange(amount.currency, self.currency)))

    def staff(self, sample: Sample) -> HourlyPrice:
        """The price of an hour of staff, in the currency of the result."""
        price = sample(self.hourly)
        if price.currency == self.currency:
            return price
        return price.to(sample(self.assumptions.exchange(price.currency, self.currency)))


class Plan(Protocol):
    """A way of paying for an option."""

    def lines(self, setting: Setting, sample: Sample, share: Real) -> list[Line]:
        """The lines of cost when `share` of the workload goes this way."""
        ...


def staff_lines(deployment: str, setting: Setting, sample: Sample) -> list[Line]:
    """Running the option and setting it up, in hours of staff."""
    price = setting.staff(sample)
    months = setting.workload.months
    share = sample(setting.assumptions.ratio(f"staff.fte.{deployment}")).value
    month = sample(setting.assumptions.hours("staff.month"))
    setup = sample(setting.assumptions.hours(f"setup.hours.{deployment}"))
    return [
        Line("staff", "Staff that runs it", "staff", monthly(months, lambda _month: price.of(month * share))),
        Line("setup", "Set-up", "setup", once(months, price.of(setup))),
    ]


def shutdown_month(day: datetime.date | None, workload: Workload) -> int | None:
    """The month of the horizon in which a shutdown falls; a day that has passed counts as the first month."""
    if day is None or day >= workload.end:
        return None
    for month in range(workload.months):
        if day < workload.span(month)[1]:
            return month
    return None


@dataclass(frozen=True, slots=True)
class ApiPlan:
    """Pay by use at a vendor."""

    card: PriceCard
    family: str  # of the tokenizer
    factor: Estimate[Ratio]  # what else sources say of the price
    uplift: Estimate[Ratio]  # of the region
    register: tuple[Hidden, ...]
    tuning: Tuning | None = None
    shutdown: datetime.date | None = None

    def lines(self, setting: Setting, sample: Sample, share: Real) -> list[Line]:
        """Use, staff, set-up, fine-tuning and the register."""
        work = setting.workload
        use = Line(
            "api", "Use of the API", "api", monthly(work.months, lambda m: self._use(setting, sample, m) * share)
        )
        lines = [use, *staff_lines("vendor_api", setting, sample)]
        if self.tuning is not None:
            lines += self.tuning.lines(setting, sample)
        base = Base(
            months=work.months,
            hourly=setting.staff(sample),
            shares_of={"api_share": [use]},
            shutdown_month=shutdown_month(self.shutdown, work),
            zero=setting.zero,
        )
        return lines + hidden_lines(self.register, base, sample)

    def _use(self, setting: Setting, sample: Sample, month: int) -> Money:
        """The bill of one month: priced per request, by the days each price holds, in the report's currency."""
        work = setting.workload
        request = work.request(self.family, sample)
        batch = sample(work.batch).value
        standard = self.card.mean_bill(request, work.span(month), Processing.STANDARD)
        batched = self.card.mean_bill(request, work.span(month), Processing.BATCH)
        bill = standard * (1.0 - batch) + batched * batch
        factor = sample(self.factor).value * sample(self.uplift).value
        return setting.convert(bill * factor * work.requests(month, sample), sample)

    def blended(self, setting: Setting, sample: Sample) -> TokenPrice:
        """What a million tokens of the workload's mix cost in the first month, in the currency of the result."""
        tokens: Tokens = setting.workload.tokens(0, sample)
        return self._use(setting, sample, 0).per(tokens)


@dataclass(frozen=True, slots=True)
class HybridPlan:
    """What is sensitive stays on machines of one's own, the rest goes to a vendor."""

    own: Plan
    vendor: Plan
    share: Estimate[Ratio]  # that stays

    def lines(self, setting: Setting, sample: Sample, share: Real) -> list[Line]:
        """The lines of both parts."""
        inside = sample(self.share).value
        mine = self.own.lines(setting, sample, inside * share)
        theirs = self.vendor.lines(setting, sample, (1.0 - inside) * share)
        return [line.part_of("self-hosted") for line in mine] + [line.part_of("vendor") for line in theirs]


def hours_price(setting: Setting, sample: Sample, hours: Estimate[Hours]) -> Money:
    """What so many hours of staff cost."""
    return setting.staff(sample).of(sample(hours))
