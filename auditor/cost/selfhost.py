"""Self-hosting: which machines, how many in which month, and what they cost rented or bought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from auditor.cost.hidden import Base, hidden_lines
from auditor.cost.ledger import Line, monthly
from auditor.cost.plans import staff_lines
from auditor.cost.throughput import serve
from auditor.cost.units import Hours

if TYPE_CHECKING:
    from auditor.cost.estimate import Estimate, Sample
    from auditor.cost.hidden import Hidden
    from auditor.cost.plans import Setting
    from auditor.cost.throughput import Machine, Serving
    from auditor.cost.tuning import OwnTuning
    from auditor.cost.units import Money, Real, TokenRate, Tokens


@dataclass(frozen=True, slots=True)
class Fleet:
    """The machines of an option."""

    machine: Machine
    spares: int
    owned: int  # accelerators already paid for
    measured: Estimate[TokenRate] | None = None  # output tokens a second of one replica at this workload

    def serving(self, setting: Setting, sample: Sample) -> Serving:
        """What one replica serves in this world."""
        given = setting.assumptions
        request = setting.workload.request(self.machine.model.tokenizer, sample)
        usable = sample(given.ratio("serving.memory_share"))
        limit = _at_least(self.machine.batch_limit(request.input + request.output, usable), 1.0)
        efficiencies = (
            sample(given.ratio("serving.efficiency.decode")),
            sample(given.ratio("serving.efficiency.prefill")),
        )
        return serve(self.machine, efficiencies, sample(given.count("serving.batch")), limit)

    def per_second(self, setting: Setting, sample: Sample) -> Real:
        """Requests a second of one replica at full load: measured where someone measured it."""
        request = setting.workload.request(self.machine.model.tokenizer, sample)
        if self.measured is not None:
            return sample(self.measured).value / request.output.value
        return self.serving(setting, sample).requests_per_second(request.input, request.output)

    def replicas(self, setting: Setting, sample: Sample, busy: Busy) -> Real:
        """Replicas needed in a month: for the peak, below the load at which latency holds, and spares."""
        capacity = self.per_second(setting, sample) * sample(setting.assumptions.ratio("serving.headroom")).value
        peak = setting.workload.peak_per_second(busy.month, sample) * busy.share
        return _whole(peak / capacity) + self.spares

    def utilisation(self, setting: Setting, sample: Sample, busy: Busy) -> Real:
        """Mean load of all replicas in a month, from 0 to 1."""
        capacity = self.per_second(setting, sample) * self.replicas(setting, sample, busy)
        return setting.workload.daily(busy.month, sample) * busy.share / 86400.0 / capacity

    def capacity(self, setting: Setting, sample: Sample, busy: Busy) -> Tokens:
        """Tokens that the replicas of a month would make in it if they were always busy."""
        requests = self.per_second(setting, sample) * self.replicas(setting, sample, busy) * 3600.0
        work = setting.workload
        return (sample(work.input) + sample(work.output)) * (requests * Hours.months(1.0).number)


@dataclass(frozen=True, slots=True)
class Busy:
    """A month, and the share of its workload."""

    month: int
    share: Real


@dataclass(frozen=True, slots=True)
class SelfPlan:
    """Machines of one's own or rented ones."""

    deployment: str  # self_host_onprem or self_host_cloud
    fleet: Fleet
    register: tuple[Hidden, ...]
    tuning: OwnTuning | None = None

    def lines(self, setting: Setting, sample: Sample, share: Real) -> list[Line]:
        """Machines, energy, staff, set-up, fine-tuning and the register."""
        if self.deployment == "self_host_onprem":
            machines = self._own(setting, sample, share)
        else:
            machines = [self._rented(setting, sample, share)]
        lines = [*machines, *staff_lines(self.deployment, setting, sample)]
        if self.tuning is not None:
            lines += self.tuning.lines(setting, sample)
        base = Base(
            months=setting.workload.months,
            hourly=setting.staff(sample),
            shares_of={"compute_share": [line for line in machines if line.group == "compute"]},
            shutdown_month=None,
            zero=setting.zero,
        )
        return lines + hidden_lines(self.register, base, sample)

    def gpus(self, setting: Setting, sample: Sample, busy: Busy) -> Real:
        """Accelerators needed in a month."""
        return self.fleet.replicas(setting, sample, busy) * self.fleet.machine.gpus

    def _rented(self, setting: Setting, sample: Sample, share: Real) -> Line:
        rent = self.fleet.machine.gpu.rent
        assert rent is not None  # noqa: S101  (options.py takes only accelerators that can be rented)
        each = setting.convert(sample(rent).of(Hours.months(1.0)), sample)

        def amount(month: int) -> Money:
            return each * self.gpus(setting, sample, Busy(month, share))

        return Line("rent", "Rented machines", "compute", monthly(setting.workload.months, amount))

    def _own(self, setting: Setting, sample: Sample, share: Real) -> list[Line]:
        """Capital by annuity, maintenance and electricity; what is already paid is shown and not counted."""
        given, gpu = setting.assumptions, self.fleet.machine.gpu
        buy = gpu.buy
        assert buy is not None  # noqa: S101  (options.py takes only accelerators that can be bought)
        price = setting.convert(sample(buy), sample)
        annuity = price * annuity_share(setting, sample)
        upkeep = price * (sample(given.ratio("hardware.maintenance")).value / 12.0)
        kilowatts = gpu.power * _product(
            [sample(given.ratio(f"power.{name}")).value for name in ("host", "draw", "pue")]
        )
        energy = setting.convert(sample(given.energy("power.price")).of(kilowatts.over(Hours.months(1.0))), sample)
        needed = [self.gpus(setting, sample, Busy(month, share)) for month in range(setting.workload.months)]
        bought = [_at_least(number - float(self.fleet.owned), 0.0) for number in needed]
        lines = [
            Line("capital", "Bought machines (annuity)", "compute", tuple(annuity * number for number in bought)),
            Line("maintenance", "Maintenance of machines", "compute", tuple(upkeep * number for number in needed)),
            Line("energy", "Electricity and cooling", "energy", tuple(energy * number for number in needed)),
        ]
        if self.fleet.owned:
            sunk = tuple(annuity * (number - more) for number, more in zip(needed, bought, strict=True))
            why = "already paid: no choice made now changes it; this is what they would cost"
            lines.append(Line("capital.sunk", "Machines already paid for", "compute", sunk, counts=False, why=why))
        return lines


def annuity_share(setting: Setting, sample: Sample) -> Real:
    """Share of the purchase price that a month costs: price less residual value, with interest, over the lifetime."""
    given = setting.assumptions
    rate = sample(given.ratio("hardware.interest")).value
    years = sample(given.count("hardware.lifetime")).value
    residual = sample(given.ratio("hardware.residual")).value
    return capital_recovery(rate, years) * (1.0 - residual / (1.0 + rate) ** years) / 12.0


def capital_recovery(rate: Real, years: Real) -> Real:
    """The yearly payment that pays back one unit of money with interest in so many years."""
    growth = (1.0 + rate) ** years
    return rate * growth / (growth - 1.0)


def _product(numbers: list[Real]) -> Real:
    product: Real = 1.0
    for number in numbers:
        product = product * number
    return product


def _whole(number: Real) -> Real:
    import numpy as np

    return cast("Real", np.maximum(np.ceil(cast("Any", number)), 1.0))


def _at_least(number: Real, least: float) -> Real:
    import numpy as np

    return cast("Real", np.maximum(cast("Any", number), least))
