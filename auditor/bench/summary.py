"""What a step of calls comes to: percentiles, throughput, goodput, faults."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.bench.statistics import PERCENTILES, Percentile, Share, mean_interval, share_of, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.bench.call import Limits
    from auditor.bench.load import Ran


@dataclass(frozen=True, slots=True)
class Spread:
    """One measure over the calls that ended well, in seconds."""

    n: int
    mean: tuple[float, float, float] | None  # low, mean, high
    percentiles: tuple[Percentile, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """One step."""

    n: int
    ok: int
    seconds: float
    ttft: Spread
    itl: Spread
    e2e: Spread
    output_tokens_per_second: float | None
    requests_per_second: float
    goodput: float  # requests a second that met all limits
    within_limits: Share
    faults: dict[str, int]
    retries: int
    rate_limited: int
    input_tokens: float | None  # mean, as the server counted
    output_tokens: float | None
    cached_share: float


def summarise(ran: Ran, limits: Limits) -> Summary:
    """The figures of a step; calls that failed count in faults, goodput and the share within limits."""
    good = [call for call in ran.calls if call.ok]
    within = sum(1 for call in ran.calls if limits.met(call))
    counted = [call for call in good if call.output_tokens is not None]
    made = sum(call.output_tokens or 0 for call in counted)
    read = sum(call.input_tokens or 0 for call in good)
    return Summary(
        n=len(ran.calls),
        ok=len(good),
        seconds=ran.seconds,
        ttft=_spread([call.ttft for call in good]),
        itl=_spread([call.itl for call in good]),
        e2e=_spread([call.e2e for call in good]),
        output_tokens_per_second=made / ran.seconds if counted and ran.seconds > 0 else None,
        requests_per_second=len(good) / ran.seconds if ran.seconds > 0 else 0.0,
        goodput=within / ran.seconds if ran.seconds > 0 else 0.0,
        within_limits=share_of(within, len(ran.calls)),
        faults=dict(sorted(Counter(call.fault.value for call in ran.calls if call.fault is not None).items())),
        retries=sum(call.retries for call in ran.calls),
        rate_limited=sum(call.rate_limited for call in ran.calls),
        input_tokens=_mean([call.input_tokens for call in good]),
        output_tokens=_mean([call.output_tokens for call in good]),
        cached_share=sum(call.cached_tokens for call in good) / read if read else 0.0,
    )


def _spread(values: Sequence[float | None]) -> Spread:
    known = [value for value in values if value is not None]
    return Spread(len(known), mean_interval(known), tuple(told(known, share) for share in PERCENTILES))


def _mean(values: Sequence[int | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
