"""The client against a server that keeps a schedule: times, faults, retries, and that nobody else is contacted."""

from __future__ import annotations

import asyncio
import random
import time
from typing import TYPE_CHECKING

import pytest
from scheduled_server import Plan, serving

from auditor.bench.call import Limits
from auditor.bench.client import HttpSender, Patience, Prompt
from auditor.bench.endpoint import Endpoint, Key, key_of
from auditor.bench.load import closed_loop, open_loop, poisson
from auditor.bench.statistics import percentile
from auditor.bench.stream import Fault
from auditor.bench.summary import summarise
from auditor.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduled_server import ScheduledServer, Served

    from auditor.bench.call import Call
    from auditor.bench.load import Ran

# Sockets are blocked in this suite; here a server of our own listens on the loopback and nowhere else.
pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

PROMPT = Prompt(({"role": "user", "content": "hello"},), 16)
SOON = Patience(timeout=5.0, retries=2, pause=0.01)


def _send(plan: Plan | Callable[[int], Plan], patience: Patience = SOON, key: str = "") -> tuple[Call, ScheduledServer]:
    async def run() -> tuple[Call, ScheduledServer]:
        async with serving(plan) as server, HttpSender(Endpoint("e", server.url, "m"), Key(key), patience) as sender:
            return await sender.send(PROMPT), server

    return asyncio.run(run())


def test_times_are_those_of_the_server() -> None:
    async def run() -> tuple[Call, ScheduledServer]:
        async with (
            serving(Plan(ttft=0.2, itl=0.03, tokens=8)) as server,
            HttpSender(Endpoint("e", server.url, "m"), Key(), SOON) as sender,
        ):
            await sender.send(PROMPT)  # the first request pays for the connection
            return await sender.send(PROMPT), server

    call, server = asyncio.run(run())
    served = server.served[1]
    assert call.ok
    assert served.first is not None
    assert served.last is not None
    assert call.ttft == pytest.approx(served.first - served.received, rel=0.02, abs=0.01)
    assert call.itl == pytest.approx((served.last - served.first) / 7, rel=0.02, abs=0.001)
    assert (call.input_tokens, call.output_tokens, call.chunks) == (40, 8, 8)
    assert call.text == "w0 w1 w2 w3 w4 w5 w6 w7"


def _ran(plan: Callable[[int], Plan], number: int, concurrency: int) -> tuple[Ran, ScheduledServer]:
    async def run() -> tuple[Ran, ScheduledServer]:
        async with serving(plan) as server, HttpSender(Endpoint("e", server.url, "m"), Key(), SOON) as sender:
            return await closed_loop(sender, [PROMPT] * number, concurrency, lambda _call: None), server

    return asyncio.run(run())


def _spaced(plan: Callable[[int], Plan], number: int, apart: float) -> tuple[Ran, list[Served]]:
    """So many requests, one after the other by the clock: client and server share a core and must not queue for it."""

    async def run() -> tuple[Ran, list[Served]]:
        async with serving(plan) as server, HttpSender(Endpoint("e", server.url, "m"), Key(), SOON) as sender:
            await sender.send(PROMPT)  # the first request pays for the connection
            offsets = [place * apart for place in range(number)]
            return await open_loop(sender, [PROMPT] * number, offsets, lambda _call: None), server.served[1:]

    return asyncio.run(run())


@pytest.mark.slow
def test_every_percentile_agrees_with_the_schedule_within_two_per_cent() -> None:
    source = random.Random(3)
    plans = [Plan(ttft=source.uniform(0.6, 1.4), itl=0.05, tokens=6) for _ in range(120)]
    ran, served = _spaced(lambda number: plans[number % len(plans)], 120, 0.06)
    truth = {
        "ttft": [s.first - s.received for s in served if s.first],
        "e2e": [s.last - s.received for s in served if s.last],
        "itl": [(s.last - s.first) / 5 for s in served if s.first and s.last],
    }
    summary = summarise(ran, Limits())
    assert summary.ok == 120
    for name, spread in (("ttft", summary.ttft), ("e2e", summary.e2e), ("itl", summary.itl)):
        for row in spread.percentiles:
            if row.value is not None:
                assert row.value == pytest.approx(percentile(truth[name], row.share), rel=0.02), (name, row.share)
    assert [row.share for row in summary.ttft.percentiles if row.value is None] == [95, 99]
    assert summary.output_tokens_per_second == pytest.approx(720 / ran.seconds, rel=0.02)


def test_goodput_counts_what_met_all_limits() -> None:
    plans = [Plan(ttft=0.01, tokens=3), Plan(ttft=0.35, tokens=3)]
    ran, _ = _ran(lambda number: plans[number % 2], 10, 1)
    summary = summarise(ran, Limits(ttft=0.2))
    assert (summary.within_limits.hits, summary.within_limits.n) == (5, 10)
    assert summary.goodput == pytest.approx(5 / ran.seconds)


def test_an_open_loop_counts_from_when_a_request_was_due() -> None:
    async def run() -> Ran:
        # the server is busy with one request at a time: a client that waits would hide the queue
        busy = asyncio.Lock()

        async with serving(Plan(ttft=0.0, itl=0.0, tokens=2)) as server:
            handle = server.handle

            async with HttpSender(Endpoint("e", server.url, "m"), Key(), SOON) as sender:
                send = sender.send

                class OneAtATime:
                    async def send(self, prompt: Prompt, scheduled: float | None = None) -> Call:
                        async with busy:
                            await asyncio.sleep(0.1)
                            return await send(prompt, scheduled)

                assert handle is not None
                return await open_loop(OneAtATime(), [PROMPT] * 5, [0.0] * 5, lambda _call: None)

    ran = asyncio.run(run())
    waits = [call.ttft for call in ran.calls]
    assert all(wait is not None for wait in waits)
    assert max(wait for wait in waits if wait is not None) > 0.45
    assert max(call.first - call.sent for call in ran.calls if call.first is not None) < 0.3


def test_arrivals_are_repeatable_and_have_the_rate_asked_for() -> None:
    offsets = poisson(10.0, 4_000, 7)
    assert offsets == poisson(10.0, 4_000, 7)
    assert offsets[0] == 0.0
    assert offsets[-1] == pytest.approx(400, rel=0.05)


@pytest.mark.parametrize(
    ("plan", "fault"),
    [
        (Plan(status=401), Fault.UNAUTHORISED),
        (Plan(status=403), Fault.UNAUTHORISED),
        (Plan(status=404), Fault.NOT_FOUND),
        (Plan(status=400), Fault.REFUSED),
        (Plan(status=429), Fault.RATE_LIMITED),
        (Plan(status=503), Fault.SERVER),
        (Plan(end="truncated"), Fault.TRUNCATED),
        (Plan(end="reset"), Fault.TRUNCATED),
        (Plan(end="malformed"), Fault.MALFORMED),
        (Plan(end="error_event"), Fault.MALFORMED),
        (Plan(end="empty"), Fault.EMPTY),
    ],
)
def test_faults_have_names(plan: Plan, fault: Fault) -> None:
    call, _ = _send(plan)
    assert call.fault is fault
    assert not call.ok


def test_a_server_that_falls_silent_times_out() -> None:
    started = time.perf_counter()
    call, _ = _send(Plan(end="hang"), Patience(timeout=0.4, retries=0))
    assert call.fault is Fault.TIMEOUT
    assert time.perf_counter() - started < 3


def test_nobody_there() -> None:
    async def run() -> Call:
        async with serving(Plan()) as server:
            port = server.port
        async with HttpSender(Endpoint("e", f"http://127.0.0.1:{port}/v1", "m"), Key(), SOON) as sender:
            return await sender.send(PROMPT)

    assert asyncio.run(run()).fault is Fault.CONNECT


def test_what_can_be_tried_again_is_and_its_time_counts() -> None:
    call, server = _send(lambda number: Plan(status=(429, 500, 200)[number], retry_after="0.2" if number == 0 else ""))
    assert call.ok
    assert len(server.served) == 3
    assert (call.retries, call.rate_limited) == (2, 1)
    assert call.ttft is not None
    assert call.ttft > 0.2


def test_a_server_that_hangs_up_between_requests_loses_none() -> None:
    ran, server = _ran(lambda _number: Plan(ttft=0.001, itl=0.001, tokens=3, close=True), 30, 3)
    assert [call.fault for call in ran.calls] == [None] * 30
    assert sum(call.retries for call in ran.calls) == 0
    assert len(server.served) == 30


def test_a_wrong_key_is_not_tried_again() -> None:
    _, server = _send(Plan(status=401))
    assert len(server.served) == 1


def test_no_redirect_is_followed() -> None:
    call, server = _send(Plan(status=302, location="http://127.0.0.1:9/elsewhere"))
    assert call.fault is Fault.REFUSED
    assert len(server.served) == 1


def test_without_usage_chunks_stand_for_tokens() -> None:
    call, _ = _send(Plan(ttft=0.01, itl=0.05, tokens=5, usage=False))
    assert call.output_tokens is None
    assert call.itl == pytest.approx(0.05, rel=0.2)


# ---- keys


def test_the_key_travels_and_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENCH_TEST_KEY", "hush-hush-1234")
    endpoint = Endpoint("e", "http://127.0.0.1:1/v1", "m", key_env="BENCH_TEST_KEY")
    key = key_of(endpoint)
    _, server = _send(Plan(), key=key.value)
    assert server.served[0].headers["authorization"] == "Bearer hush-hush-1234"
    for shown in (repr(key), str(key), repr(endpoint), f"{key}"):
        assert "hush" not in shown


def test_keys_that_are_missing_or_in_the_wrong_place_are_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BENCH_TEST_KEY", raising=False)
    with pytest.raises(ConfigError, match="BENCH_TEST_KEY is not set"):
        key_of(Endpoint("e", "https://host/v1", "m", key_env="BENCH_TEST_KEY"))
    with pytest.raises(ConfigError, match="keys don't belong"):
        Endpoint("e", "https://host/v1?key=1", "m")
    with pytest.raises(ConfigError, match="unencrypted"):
        Endpoint("e", "http://host.example/v1", "m", key_env="X")
    with pytest.raises(ConfigError, match="not an http address"):
        Endpoint("e", "file:///etc/passwd", "m")
    assert key_of(Endpoint("e", "http://127.0.0.1:1/v1", "m")).headers() == {}
