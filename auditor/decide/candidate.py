"""What is known of each option when the decision is made: plain values with ranges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Range:
    """A number with its plausible bounds."""

    low: float
    mid: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.mid <= self.high:
            raise ValueError("low <= mid <= high does not hold")


@dataclass(frozen=True, slots=True)
class Closing:
    """A date on which something of an option closes or stops."""

    on: date
    kind: str  # closed: nobody can start any more; shutdown: what runs stops; new_customers: only old ones go on
    source: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What `audit bench` found for an option; None = not measured."""

    performance: Range | None = None  # share of requests within the limits, 0 to 100
    accuracy: Range | None = None  # share of predefined queries answered rightly, 0 to 100
    context: Range | None = None  # share of probes answered at the size needed, 0 to 100


@dataclass(frozen=True, slots=True)
class Candidate:
    """One option."""

    id: str
    title: str
    activity: str
    deployment: str
    verdict: str
    headline: str = ""
    conditions: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    places: tuple[str, ...] = ()  # countries of storage and processing; "unknown" or "global" where nobody promises
    cost: Range | None = None  # over the horizon; None = nobody knows
    cost_draws: tuple[float, ...] = ()  # totals in the same worlds for all options: what moves all moves no rank
    cost_note: str = ""  # why there is none, or what is missing in it
    closings: tuple[Closing, ...] = ()
    price_changes: tuple[date, ...] = ()
    review_by: date | None = None  # when the first vendor fact relied on is due for review
    measured: Measured = Measured()
    open_weights: bool = False
    break_even: tuple[tuple[str, float], ...] = ()  # other option -> requests a day above which the cheaper one changes

    @property
    def tuned(self) -> bool:
        """Whether a model is fine-tuned."""
        return self.activity == "fine_tuning"

    @property
    def hosting(self) -> str:
        """The deployment by whose defaults it is judged."""
        known = ("self_host_onprem", "self_host_cloud", "vendor_api")
        if self.deployment in known:
            return self.deployment
        return "self_host_cloud" if self.deployment.startswith("self_host") else "vendor_api"


@dataclass(frozen=True, slots=True)
class Need:
    """What the organisation needs and can do."""

    today: date
    horizon_months: int = 24
    budget: float | None = None
    currency: str = "EUR"
    deadline: date | None = None
    residency: tuple[str, ...] = ()  # countries in which data may be; empty = no rule beyond the verdict
    tuned_model: bool = False  # the task needs a model trained on the organisation's own data
    live_months: int = 6  # an option has to be usable so long after launch
    hourly_cost: Range = Range(60, 85, 130)
    capabilities: tuple[tuple[str, bool | None], ...] = ()
    requests_per_day: float = 0.0
