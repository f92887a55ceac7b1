"""One request as measured."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.bench.stream import Fault


@dataclass(frozen=True, slots=True)
class Call:
    """Times in seconds; `scheduled` is when it should have been sent, which in an open loop is where latency starts."""

    scheduled: float
    sent: float
    first: float | None = None  # first token
    last: float | None = None  # last token
    input_tokens: int | None = None  # as the server counted
    output_tokens: int | None = None
    cached_tokens: int = 0
    chunks: int = 0
    retries: int = 0
    rate_limited: int = 0  # answers 429 on the way, the last included
    fault: Fault | None = None
    server: tuple[tuple[str, float], ...] = ()  # the server's own timings
    text: str = field(default="", repr=False)

    @property
    def ok(self) -> bool:
        """Whether it ended well."""
        return self.fault is None

    @property
    def ttft(self) -> float | None:
        """From when it should have been sent to the first token: queue, network and prefill included."""
        return None if self.first is None else self.first - self.scheduled

    @property
    def e2e(self) -> float | None:
        """From when it should have been sent to the last token."""
        return None if self.last is None else self.last - self.scheduled

    @property
    def itl(self) -> float | None:
        """Mean time between tokens after the first; chunks stand for tokens where the server counts none."""
        tokens = self.output_tokens if self.output_tokens is not None else self.chunks
        if self.first is None or self.last is None or tokens < 2:
            return None
        return (self.last - self.first) / (tokens - 1)


@dataclass(frozen=True, slots=True)
class Limits:
    """What counts as good enough, in seconds; None = no limit."""

    ttft: float | None = None
    itl: float | None = None
    e2e: float | None = None

    def met(self, call: Call) -> bool:
        """Whether a request met all limits."""
        pairs = ((self.ttft, call.ttft), (self.itl, call.itl), (self.e2e, call.e2e))
        return call.ok and all(limit is None or value is None or value <= limit for limit, value in pairs)


#: Every request that ends well is good enough.
NO_LIMITS = Limits()
