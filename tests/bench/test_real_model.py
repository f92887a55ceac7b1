"""Against a small real model: our times agree with the model's own, and probes tell what it can and can't."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from statistics import median
from typing import TYPE_CHECKING

import pytest
from real_model import INSTALLED, REASON, running_model

from auditor.bench.client import HttpSender, Patience, Prompt
from auditor.bench.endpoint import Endpoint, Key
from auditor.bench.journal import Journal
from auditor.bench.probes import Making, make, understanding
from auditor.bench.queries import Query
from auditor.bench.run import Bench, Job

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.bench.call import Call
    from auditor.bench.run import Measurement

# Sockets are blocked in this suite; the model serves on the loopback and nowhere else.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.enable_socket,
    pytest.mark.allow_hosts(["127.0.0.1"]),
    pytest.mark.skipif(not INSTALLED, reason=REASON),
]

_PATIENT = Patience(timeout=120.0, retries=0)


@contextmanager
def _model() -> Iterator[Endpoint]:
    with running_model() as base:
        yield Endpoint("small", base, "smollm2")


def _quarter(text: str) -> int:
    return max(1, len(text) // 4)


def _ratios(calls: list[Call]) -> dict[str, float]:
    """Our times as a factor of the model's own: the median over all calls."""
    found: dict[str, list[float]] = {"ttft": [], "decode": [], "e2e": []}
    for call in calls:
        own = dict(call.server)
        assert call.ttft is not None
        assert call.e2e is not None
        assert call.itl is not None
        assert call.output_tokens == own["predicted_n"]
        found["ttft"].append(call.ttft * 1000 / own["prompt_ms"])
        found["decode"].append(call.itl * 1000 * (own["predicted_n"] - 1) / own["predicted_ms"])
        found["e2e"].append(call.e2e * 1000 / (own["prompt_ms"] + own["predicted_ms"]))
    return {name: median(values) for name, values in found.items()}


def test_times_agree_with_the_models_own_within_five_per_cent() -> None:
    async def run(endpoint: Endpoint) -> list[Call]:
        async with HttpSender(endpoint, Key(), _PATIENT) as sender:
            prompts = Bench("small", sender, Journal(), _quarter, lambda _what: None).prompts(500, 32, 6, 7)
            calls = [await sender.send(prompt) for prompt in prompts]
            return calls[1:]  # the first pays for the connection

    tried = []
    with _model() as endpoint:
        for _ in range(3):  # others use the cores too, and what they take comes on top of ours, never off it
            calls = asyncio.run(run(endpoint))
            assert all(call.ok for call in calls)
            tried.append(_ratios(calls))
            if all(abs(ratio - 1.0) <= 0.05 for ratio in tried[-1].values()):
                return
    pytest.fail(f"times differ from the model's own: {tried}")


def test_queries_and_probes_tell_what_it_can_and_what_it_can_not() -> None:
    france = Query(
        "france",
        Prompt(({"role": "user", "content": "What is the capital city of France? Answer in one short sentence."},), 16),
        "Paris",
        "includes",
    )
    making = Making(sizes=(120,), families=("needle", "variables"), depths=(0.5,), each=3)

    async def run(endpoint: Endpoint) -> Measurement:
        async with HttpSender(endpoint, Key(), _PATIENT) as sender:
            bench = Bench("small", sender, Journal(), _quarter, lambda _what: None)
            return await bench.run(Job(queries=(france,), probes=make(making, _quarter), warm_up=1))

    with _model() as endpoint:
        measured = asyncio.run(run(endpoint))
    assert measured.stopped == ""
    assert measured.answers[0][1] == (True,)
    seen = understanding([(probe, mark) for probe, mark in measured.probes if mark is not None])
    assert seen.all.n == 6
    # one look-up it can do, three hops are beyond a model of 135 million parameters
    assert seen.by_family["needle"].value > seen.by_family["variables"].value
