"""What may be sent where, what it will cost, and a whole run against a server of our own."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from scheduled_server import Plan as Answer
from scheduled_server import ScheduledServer, ServerThread

from auditor.bench.call import Limits
from auditor.bench.client import Patience, Prompt
from auditor.bench.endpoint import Endpoint
from auditor.bench.probes import Making
from auditor.bench.queries import Query
from auditor.config import ScanConfig
from auditor.errors import ConfigError, UsageError
from auditor.model import Tier
from auditor.usecases.benching import BenchConfig, allowed, places_with_findings, plans_of, run_bench

if TYPE_CHECKING:
    from collections.abc import Iterator

# Sockets are blocked in this suite; a server of our own listens on the loopback and nowhere else.
pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

SAMPLES = Path(__file__).parents[2] / "samples"
REMOTE = Endpoint("remote", "https://api.vendor.example/v1", "m", option="openai-eu")
QUERIES = tuple(
    Query(f"q{place}", Prompt(({"role": "user", "content": "x"},), 8), "y", place=place, synthetic=place == 2)
    for place in range(4)
)
FOUND = frozenset({0})


@pytest.mark.parametrize(
    ("verdict", "sent"),
    [
        ("no_blocking_finding", ["q0", "q1", "q2", "q3"]),
        ("permitted_with_conditions", ["q0", "q1", "q2", "q3"]),
        ("needs_legal_review", ["q1", "q2", "q3"]),
        ("none", ["q1", "q2", "q3"]),
        ("prohibited", ["q2"]),
    ],
)
def test_the_verdict_decides_what_is_sent(verdict: str, sent: list[str]) -> None:
    chosen, held = allowed(REMOTE, QUERIES, FOUND, verdict, override=False)
    assert [query.id for query in chosen] == sent
    assert (held.sent, held.withheld) == (len(sent), 4 - len(sent))
    assert not held.overridden


def test_what_stays_on_this_machine_needs_no_verdict() -> None:
    local = Endpoint("local", "http://127.0.0.1:8000/v1", "m")
    assert len(allowed(local, QUERIES, FOUND, "none", override=False)[0]) == 4
    # an option that is named binds even here: the address says nothing about what is behind it
    assert len(allowed(replace(local, option="x"), QUERIES, FOUND, "prohibited", override=False)[0]) == 1


def test_an_override_is_recorded() -> None:
    chosen, held = allowed(REMOTE, QUERIES, FOUND, "prohibited", override=True)
    assert len(chosen) == 4
    assert held.overridden
    assert "overridden" in held.why


def _queries(folder: Path) -> Path:
    path = folder / "queries.jsonl"
    rows = [
        {"id": "hours", "prompt": "When are you open on weekdays?", "expected": "w0", "scorer": "includes"},
        {
            "id": "mail",
            "prompt": "Write to greta.holm@fjordpost-erfunden.com or call +49 30 901820 and pay to DE75512108001245126199",
            "expected": "w0",
        },
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def _scan(*paths: Path) -> ScanConfig:
    return ScanConfig(paths, tier=Tier.FAST, today=date(2026, 11, 22), workers=1, executor="serial", cache=False)


def test_queries_are_scanned_before_anything_is_sent(tmp_path: Path) -> None:
    endpoint = Endpoint("remote", "https://api.vendor.example/v1", "m")
    plan = plans_of(BenchConfig((endpoint,), queries=_queries(tmp_path), requests=0))[0]
    assert [query.id for query in plan.job.queries] == ["hours"]
    assert plan.held.withheld == 1


def test_queries_that_the_scan_could_not_read_are_held_back(tmp_path: Path) -> None:
    path = tmp_path / "queries.jsonl"
    path.write_text('{"prompt": "Hello", "expected": "w0"}\n' * 1, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("elsewhere", encoding="utf-8")
    endpoint = Endpoint("remote", "https://api.vendor.example/v1", "m")
    many = QUERIES  # four queries, one record read
    config = BenchConfig((endpoint,), queries=path)
    assert places_with_findings(config, many) == frozenset(range(4))


def test_the_bill_is_known_before(tmp_path: Path) -> None:
    config = BenchConfig((REMOTE,), _scan(SAMPLES / "startup-chatbot"), sizes=(1000,), output_tokens=100, requests=50)
    bill = plans_of(config)[0].bill
    steps, extra = 2 * 50, 3
    assert bill.requests == steps + extra
    assert bill.input_tokens == steps * 1000 + extra * 64
    expected = (bill.input_tokens * 2.0 + bill.output_tokens * 10.0) / 1e6  # gpt-6.1-sol
    assert bill.cost == pytest.approx(expected)
    assert bill.currency == "USD"
    unknown = plans_of(BenchConfig((replace(REMOTE, option=""),), requests=5))[0].bill
    assert unknown.cost is None
    del tmp_path


def test_without_consent_nothing_is_sent() -> None:
    with pytest.raises(UsageError, match="nothing was sent"):
        run_bench(BenchConfig((Endpoint("e", "http://127.0.0.1:1/v1", "m"),), requests=1), lambda _bills: False)


def test_mistakes_are_told_before_anything_is_sent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("NO_SUCH_KEY", raising=False)
    with pytest.raises(UsageError, match="no endpoint"):
        plans_of(BenchConfig(()))
    with pytest.raises(ConfigError, match="NO_SUCH_KEY is not set"):
        plans_of(BenchConfig((replace(REMOTE, key_env="NO_SUCH_KEY"),)))
    with pytest.raises(UsageError, match="no option nowhere"):
        plans_of(BenchConfig((replace(REMOTE, option="nowhere"),), _scan(SAMPLES / "startup-chatbot")))
    path = tmp_path / "q.jsonl"
    path.write_text('{"prompt": "p", "expected": "e", "scorer": "judge"}', encoding="utf-8")
    with pytest.raises(UsageError, match="need a judge"):
        plans_of(BenchConfig((REMOTE,), queries=path))


@pytest.fixture
def server() -> Iterator[ScheduledServer]:
    with ServerThread(Answer(ttft=0.01, itl=0.002, tokens=4)) as running:
        yield running


def test_a_whole_run(server: ScheduledServer, tmp_path: Path) -> None:
    good = Endpoint("good", server.url, "m")
    dead = Endpoint("dead", "http://127.0.0.1:1/v1", "m")
    config = BenchConfig(
        (good, dead),
        queries=_queries(tmp_path),
        sizes=(64,),
        concurrency=(2,),
        requests=24,
        limits=Limits(e2e=5.0),
        probes=Making(sizes=(100,), each=1),
        journal=tmp_path / "journal",
        patience=Patience(timeout=5.0, retries=0),
    )
    heard: list[tuple[str, str]] = []
    told = run_bench(config, lambda _bills: True, told=lambda name, what: heard.append((name, what)))
    first, second = told["endpoints"]
    assert first["stopped"] is None
    assert first["steps"][0]["ok"] == 24
    assert first["steps"][0]["ttft"]["p50"]["value"] > 0.01
    assert first["accuracy"]["by_query"] == {"hours": [True], "mail": [False]}
    assert first["summary"]["performance"]["mid"] == 100.0
    assert "nothing answers" in second["stopped"]
    assert second["accuracy"] is None
    assert {name for name, _ in heard} == {"good"}
    assert len([what for _, what in heard if what == "load"]) == 24
    before = len(server.served)
    again = run_bench(config, lambda _bills: True)
    assert len(server.served) - before == 3  # the first request and the warm-up: the rest was kept
    assert again["endpoints"][0]["steps"] == first["steps"]
    assert "greta" not in json.dumps(told)
