"""The computation: totals, months, break-even, what moves the result, and how often self-hosting is cheaper."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from auditor.cost.estimate import Draws, Middle
from auditor.cost.ledger import add, total, totals
from auditor.cost.options import Priced, Unpriced, hybrid
from auditor.cost.plans import ApiPlan
from auditor.cost.selfhost import Busy, SelfPlan
from auditor.cost.units import Money, Tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from auditor.cost.estimate import Estimate, Q
    from auditor.cost.ledger import Line
    from auditor.cost.options import Shop
    from auditor.cost.plans import Setting
    from auditor.model import Option

#: Draws of the Monte-Carlo run.
DRAWS = 10_000
#: Volumes, as factors of the declared one, at which break-even is looked for.
_SCALES = (-3.0, 4.0, 281)  # powers of ten, number of points
#: Lines of a tornado.
TORNADO = 12


@dataclass(frozen=True, slots=True)
class Range:
    """Low, middle and high of an amount: the 5th percentile of the draws, the middle world, the 95th percentile."""

    low: float
    mid: float
    high: float


@dataclass(frozen=True, slots=True)
class Swing:
    """What one input does to a total by going from one end of its range to the other."""

    key: str
    low: float  # total with the input at its low end
    high: float

    @property
    def width(self) -> float:
        """How far the total moves."""
        return abs(self.high - self.low)


@dataclass(frozen=True, slots=True)
class OptionCost:
    """What one option costs."""

    priced: Priced
    lines: tuple[Line, ...]  # in the middle world
    months: tuple[float, ...]
    total: Range
    per_million: Range  # tokens of the workload
    median: float
    line_ranges: dict[str, Range]
    tornado: tuple[Swing, ...]
    utilisation: float | None = None  # mean over the horizon, of own machines
    replicas: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BreakEven:
    """Self-hosting against an API."""

    own: str
    vendor: str
    scale: float | None  # of the declared volume from which self-hosting is cheaper; None = at no volume looked at
    requests_per_day: float | None
    tokens_per_month: float | None
    utilisation_needed: float | None  # of the machines of the declared volume; above 1 = not reachable with them
    utilisation: float
    payback_month: int | None  # from 1
    share_cheaper: float  # of draws in which self-hosting is cheaper at the declared volume
    difference: Range  # self-hosting less API
    curve: tuple[tuple[float, float, float], ...]  # requests a day, self-hosting, API; mean month


@dataclass(frozen=True, slots=True)
class CostResult:
    """Everything `audit cost` found."""

    setting: Setting
    options: tuple[OptionCost, ...]
    left_out: tuple[Unpriced, ...]
    break_even: tuple[BreakEven, ...]
    inputs: tuple[Estimate[Any], ...]
    seed: int
    draws: int
    drawn: dict[str, NDArray[Any]]  # option -> totals of the draws, the same world at the same place


@dataclass(slots=True)
class Grid:
    """Worlds in pairs: in the 2i-th the i-th input stands at its low end, in the next at its high end."""

    keys: dict[str, int]

    def __call__(self, estimate: Estimate[Q]) -> Q:
        """The middle value everywhere but in the input's own two worlds."""
        place = self.keys.get(estimate.key)
        if place is None:
            return estimate.value
        import numpy as np

        values = np.full(2 * len(self.keys), estimate.value.number)
        values[2 * place], values[2 * place + 1] = estimate.low.number, estimate.high.number
        return estimate.value.with_value(values)


def cost(shop: Shop, options: Sequence[Option], seed: int = 7, draws: int = DRAWS) -> CostResult:
    """The costs of all options, with hybrids of the cheapest self-hosted and the cheapest vendor option."""
    plans = [shop.plan(option) for option in options]
    known = [plan for plan in plans if isinstance(plan, Priced)]
    setting = shop.setting
    computing = _Computing(setting, seed, draws)
    costed = [computing.option(plan) for plan in known]
    costed += [computing.option(plan) for plan in _hybrids(costed, setting)]
    pairs = [
        computing.pair(own, vendor)
        for own in costed
        for vendor in costed
        if isinstance(own.priced.plan, SelfPlan)
        and isinstance(vendor.priced.plan, ApiPlan)
        and own.priced.activity == vendor.priced.activity
    ]
    return CostResult(
        setting=setting,
        options=tuple(costed),
        left_out=tuple(plan for plan in plans if isinstance(plan, Unpriced)),
        break_even=tuple(pairs),
        inputs=tuple(computing.used[key] for key in sorted(computing.used)),
        seed=seed,
        draws=draws,
        drawn=computing.drawn,
    )


def _hybrids(costed: Sequence[OptionCost], setting: Setting) -> list[Priced]:
    """One hybrid for each activity."""
    found = []
    for activity in sorted({option.priced.activity for option in costed}):
        same = [option for option in costed if option.priced.activity == activity]
        own = [option for option in same if isinstance(option.priced.plan, SelfPlan)]
        vendors = [option for option in same if isinstance(option.priced.plan, ApiPlan)]
        if own and vendors:
            cheapest = (min(group, key=lambda option: option.total.mid).priced for group in (own, vendors))
            plan = hybrid(next(cheapest), next(cheapest), setting)
            found += [plan] if plan else []
    return found


@dataclass(slots=True)
class _Computing:
    """One run: the worlds, and the inputs used so far."""

    setting: Setting
    seed: int
    draws: int
    used: dict[str, Estimate[Any]] = field(default_factory=dict)
    drawn: dict[str, NDArray[Any]] = field(default_factory=dict)  # option -> totals of the draws
    scaled: dict[str, NDArray[Any]] = field(default_factory=dict)  # option -> totals by volume
    worlds: Draws | None = None

    def option(self, priced: Priced) -> OptionCost:
        """Totals, months, ranges and tornado of one option."""
        middle = Middle()
        lines = priced.plan.lines(self.setting, middle, 1.0)
        self.used |= {item.key: item for item in priced.inputs} | middle.used
        months = tuple(amount.number for amount in totals(lines, self.setting.workload.months))
        many = priced.plan.lines(self.setting, self._worlds(), 1.0)
        drawn = _array(total(many), self.draws)
        self.drawn[priced.id] = drawn
        tokens = _tokens(self.setting, Middle())
        mid = total(lines).number
        spent = _range(drawn, mid)
        per_token = drawn / _array_of(_tokens(self.setting, self._worlds()), self.draws) * 1e6
        load, replicas = self._load(priced)
        return OptionCost(
            priced=priced,
            lines=tuple(lines),
            months=months,
            total=spent,
            per_million=_range(per_token, mid / tokens.number * 1e6),
            median=_percentile(drawn, 50),
            line_ranges={
                line.id: _range(_array(other.total, self.draws), line.total.number)
                for line, other in zip(lines, many, strict=True)
            },
            tornado=self._tornado(priced, middle),
            utilisation=load,
            replicas=replicas,
        )

    def _worlds(self) -> Draws:
        if self.worlds is None:
            self.worlds = Draws(self.seed, self.draws)
        return self.worlds

    def _tornado(self, priced: Priced, middle: Middle) -> tuple[Swing, ...]:
        moving = [key for key, estimate in sorted(middle.used.items()) if not estimate.fixed]
        if not moving:
            return ()
        grid = Grid({key: place for place, key in enumerate(moving)})
        totals_ = _array(total(priced.plan.lines(self.setting, grid, 1.0)), 2 * len(moving))
        swings = [Swing(key, float(totals_[2 * at]), float(totals_[2 * at + 1])) for at, key in enumerate(moving)]
        widest = sorted(swings, key=lambda swing: (-swing.width, swing.key))
        return tuple(swing for swing in widest[:TORNADO] if swing.width > 0)

    def _load(self, priced: Priced) -> tuple[float | None, tuple[int, ...]]:
        """Mean utilisation and replicas by month of own machines."""
        plan, months = priced.plan, self.setting.workload.months
        if not isinstance(plan, SelfPlan):
            return None, ()
        middle = Middle()
        loads = [float(_any(plan.fleet.utilisation(self.setting, middle, Busy(month, 1.0)))) for month in range(months)]
        counts = [int(_any(plan.fleet.replicas(self.setting, middle, Busy(month, 1.0)))) for month in range(months)]
        return sum(loads) / months, tuple(counts)

    # ------------------------------------------------------------ self-hosting against an API

    def pair(self, own: OptionCost, vendor: OptionCost) -> BreakEven:
        """Break-even of one self-hosted option against one vendor option."""
        import numpy as np

        scales = np.logspace(*_SCALES)
        mine, theirs = self._by_volume(own.priced), self._by_volume(vendor.priced)
        scale = crossing(scales, mine - theirs)
        middle, work = Middle(), self.setting.workload
        daily = work.requests_per_day.value.number
        plan = own.priced.plan
        assert isinstance(plan, SelfPlan)  # noqa: S101  (cost() pairs only these)
        capacity = sum(
            float(_any(plan.fleet.capacity(self.setting, middle, Busy(month, 1.0)).value))
            for month in range(work.months)
        )
        api_price = vendor.total.mid / _tokens(self.setting, middle).number
        difference = self.drawn[own.priced.id] - self.drawn[vendor.priced.id]
        return BreakEven(
            own=own.priced.id,
            vendor=vendor.priced.id,
            scale=scale,
            requests_per_day=None if scale is None else daily * scale,
            tokens_per_month=None if scale is None else work.tokens(0, middle).number * scale,
            utilisation_needed=own.total.mid / api_price / capacity if api_price > 0 else None,
            utilisation=own.utilisation or 0.0,
            payback_month=payback(own.months, vendor.months),
            share_cheaper=float(np.mean(difference < 0)),
            difference=_range(difference, own.total.mid - vendor.total.mid),
            curve=tuple(
                (daily * float(scales[at]), float(mine[at]) / work.months, float(theirs[at]) / work.months)
                for at in range(80, 241, 8)
            ),
        )

    def _by_volume(self, priced: Priced) -> NDArray[Any]:
        """Totals of the horizon at every volume."""
        if priced.id not in self.scaled:
            import numpy as np

            scales = np.logspace(*_SCALES)
            scaled = replace(self.setting, workload=replace(self.setting.workload, scale=scales))
            self.scaled[priced.id] = _array(total(priced.plan.lines(scaled, Middle(), 1.0)), len(scales))
        return self.scaled[priced.id]


def crossing(scales: NDArray[Any], difference: NDArray[Any]) -> float | None:
    """The smallest volume from which on the difference stays below zero, interpolated; None when it never does."""
    above = [at for at in range(len(scales)) if difference[at] > 0]
    if not above:
        return float(scales[0])
    last = above[-1]
    if last == len(scales) - 1:
        return None
    over, under = float(difference[last]), float(difference[last + 1])
    return float(scales[last] + (scales[last + 1] - scales[last]) * over / (over - under))


def payback(own: Sequence[float], vendor: Sequence[float]) -> int | None:
    """The first month, from 1, after which self-hosting has cost no more than the API and stays so."""
    spent = 0.0
    found: int | None = None
    for month, (mine, theirs) in enumerate(zip(own, vendor, strict=True), start=1):
        spent += mine - theirs
        if spent > 0:
            found = None
        elif found is None:
            found = month
    return found


def _tokens(setting: Setting, sample: Any) -> Tokens:
    """Tokens of the whole horizon."""
    work = setting.workload
    whole = work.tokens(0, sample)
    for month in range(1, work.months):
        whole = whole + work.tokens(month, sample)
    return whole


def _any(value: Any) -> Any:
    return value


def _array(amount: Money, size: int) -> NDArray[Any]:
    import numpy as np

    return np.broadcast_to(np.asarray(amount.value, dtype=float), (size,))


def _array_of(tokens: Tokens, size: int) -> NDArray[Any]:
    import numpy as np

    return np.broadcast_to(np.asarray(tokens.value, dtype=float), (size,))


def _percentile(values: NDArray[Any], share: float) -> float:
    import numpy as np

    return float(np.percentile(values, share))


def _range(values: NDArray[Any], mid: float) -> Range:
    """5th percentile, middle world and 95th percentile; the middle never lies outside."""
    return Range(min(_percentile(values, 5), mid), mid, max(_percentile(values, 95), mid))


def mean_month(option: OptionCost, currency: str) -> Money:
    """What an option costs in a mean month."""
    return add(Money(amount, currency) for amount in option.months) * (1.0 / len(option.months))
