"""`audit bench`, step by step: what may be sent where -> what it will cost -> measure -> document.

Queries are scanned before anything is sent. What the verdict of an option forbids does not reach its endpoint; load and
probes are made up here and hold nothing of anybody.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from auditor.bench.call import NO_LIMITS
from auditor.bench.client import HttpSender, Patience
from auditor.bench.document import Held, Measured, document
from auditor.bench.endpoint import key_of
from auditor.bench.journal import open_journal
from auditor.bench.load import Step
from auditor.bench.probes import make
from auditor.bench.queries import load_queries
from auditor.bench.run import Bench, Job
from auditor.bench.scorers import JUDGE
from auditor.cost.genai import GenaiPrices
from auditor.cost.pricefile import load_prices, load_witness
from auditor.cost.pricemap import Market, load_price_map
from auditor.cost.prices import Books, Request
from auditor.cost.tokens import count
from auditor.cost.units import Tokens
from auditor.errors import UsageError
from auditor.resources import resource_dir
from auditor.usecases.basis import basis_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from auditor.bench.call import Limits
    from auditor.bench.endpoint import Endpoint
    from auditor.bench.probes import Making
    from auditor.bench.queries import Query
    from auditor.bench.run import Measurement
    from auditor.collect import Progress
    from auditor.config import ScanConfig
    from auditor.cost.prices import PriceBook
    from auditor.usecases.basis import Basis

_FREE = ("permitted_with_conditions", "no_blocking_finding")
_PATIENCE = Patience()
#: Findings that by themselves are about nobody: places, companies, dates and addresses of pages.
_HARMLESS = ("DATE_TIME", "LOCATION", "ORGANIZATION", "URL")


@dataclass(frozen=True, slots=True)
class BenchConfig:
    """What `audit bench` is asked to do."""

    endpoints: tuple[Endpoint, ...]
    scan: ScanConfig | None = None  # a dataset folder or report.json whose verdicts hold; None = no verdict is known
    queries: Path | None = None
    judge: Endpoint | None = None
    sizes: tuple[int, ...] = (128, 1024)
    output_tokens: int = 64
    concurrency: tuple[int, ...] = (1, 4)
    rates: tuple[float, ...] = ()
    requests: int = 40  # of each step; 0 = no load test
    limits: Limits = NO_LIMITS
    probes: Making | None = None
    repeats: int = 1
    warm_up: int = 2
    query_concurrency: int = 1
    patience: Patience = _PATIENCE
    override: bool = False  # send what the verdict forbids; recorded
    journal: Path | None = None
    prices: Path | None = None
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Bill:
    """What measuring an endpoint will cost at most, before anything is sent."""

    endpoint: str
    requests: int
    input_tokens: int
    output_tokens: int
    cost: float | None  # None = no price is known
    currency: str
    note: str

    def row(self) -> dict[str, Any]:
        """As it stands in the document."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be sent to one endpoint."""

    endpoint: Endpoint
    job: Job
    held: Held
    bill: Bill


def run_bench(
    config: BenchConfig,
    confirm: Callable[[tuple[Bill, ...]], bool],
    progress: Progress | None = None,
    told: Callable[[str, str], None] = lambda _endpoint, _what: None,
) -> dict[str, Any]:
    """Measure all endpoints; `confirm` is shown the bills first, `told` hears of every finished request."""
    started = datetime.now(UTC)
    plans = plans_of(config, progress)
    if not confirm(tuple(plan.bill for plan in plans)):
        raise UsageError("nothing was sent: the cost was not agreed to", "answer yes, or give --yes")
    results = [Measured(plan.endpoint, _measure(plan, config, told), config.limits, plan.held) for plan in plans]
    run = {
        "started": started.isoformat(timespec="seconds"),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "seed": config.seed,
        "warm_up": config.warm_up,
        "repeats": config.repeats,
        "estimated_cost": [plan.bill.row() for plan in plans],
    }
    return document(results, run)


# ---------------------------------------------------------------- before anything is sent


def plans_of(config: BenchConfig, progress: Progress | None = None) -> list[Plan]:
    """What may and will be sent to each endpoint, and what that costs; contacts nobody."""
    if not config.endpoints:
        raise UsageError("no endpoint named", "give --endpoint URL --model NAME")
    for endpoint in (*config.endpoints, *([config.judge] if config.judge else [])):
        key_of(endpoint)  # a missing key is told before anything is sent
    basis = basis_of(config.scan, progress) if config.scan is not None else None
    queries = load_queries(config.queries) if config.queries is not None else ()
    if config.judge is None and any(query.scorer == JUDGE for query in queries):
        raise UsageError("queries with scorer judge need a judge", "give --judge URL --judge-model NAME")
    found = places_with_findings(config, queries) if queries else frozenset()
    market = _market(config)
    plans = []
    for endpoint in config.endpoints:
        sent, held = allowed(endpoint, queries, found, _verdict(endpoint, basis), override=config.override)
        if config.judge is not None:
            free, _ = allowed(config.judge, sent, found, _verdict(config.judge, basis), override=config.override)
            sent = tuple(query for query in sent if query.scorer != JUDGE or query in free)
            held = replace(held, sent=len(sent), withheld=len(queries) - len(sent))
        job = _job(config, sent)
        plans.append(Plan(endpoint, job, held, bill(endpoint, job, basis, market)))
    return plans


def _verdict(endpoint: Endpoint, basis: Basis | None) -> str:
    """The verdict of the option that the endpoint stands for; `none` where nobody gave one."""
    if basis is None or not endpoint.option:
        return "none"
    found = [row.verdict for row in basis.document.verdicts if row.option == endpoint.option]
    if not found:
        known = ", ".join(row.option for row in basis.document.verdicts)
        raise UsageError(f"endpoint {endpoint.id}: no option {endpoint.option}", f"options: {known}")
    return found[0]


def places_with_findings(config: BenchConfig, queries: tuple[Query, ...]) -> frozenset[int]:
    """Queries in which the scan finds something about somebody, secret or proprietary; all of them if it read less."""
    from auditor.config import ScanConfig
    from auditor.pipeline import scan

    assert config.queries is not None  # noqa: S101  (asked only with queries)
    base = config.scan or ScanConfig(())
    one = replace(base, paths=(config.queries,), options=(), include=(), exclude=(), workers=1, executor="serial")
    audit = scan(one)
    dataset = audit.document.dataset
    if dataset.skipped or dataset.records < len(queries):
        return frozenset(query.place for query in queries)  # what was not read is not known to be harmless
    rows = [row for row in audit.findings() if row["entity"] not in _HARMLESS]
    return frozenset(int(str(row.get("line") or int(str(row["record"])) + 1)) - 1 for row in rows)


def allowed(
    endpoint: Endpoint, queries: tuple[Query, ...], found: frozenset[int], verdict: str, *, override: bool
) -> tuple[tuple[Query, ...], Held]:
    """The queries that may be sent to an endpoint, and what is held back."""
    if verdict in _FREE:
        sent, why = queries, "the verdict permits it"
    elif verdict == "none" and endpoint.local:
        sent, why = queries, "stays on this machine"
    elif verdict == "prohibited":
        sent = tuple(query for query in queries if query.synthetic and query.place not in found)
        why = "prohibited: only queries declared synthetic and without findings are sent"
    else:
        sent = tuple(query for query in queries if query.place not in found)
        why = "no verdict permits it: only queries without findings are sent"
    held = Held(endpoint.id, verdict, len(queries) - len(sent), len(sent), why)
    if override and held.withheld:
        return queries, replace(
            held, withheld=0, sent=len(queries), overridden=True, why=why + "; overridden by the user"
        )
    return sent, held


def _job(config: BenchConfig, queries: tuple[Query, ...]) -> Job:
    steps = [
        Step(size, config.output_tokens, config.requests, concurrency=level)
        for size in config.sizes
        for level in config.concurrency
    ]
    steps += [
        Step(size, config.output_tokens, config.requests, rate=rate) for size in config.sizes for rate in config.rates
    ]
    return Job(
        steps=tuple(steps) if config.requests else (),
        queries=queries,
        probes=make(config.probes, tokens_of) if config.probes is not None else (),
        repeats=config.repeats,
        warm_up=config.warm_up,
        limits=config.limits,
        concurrency=config.query_concurrency,
        seed=config.seed,
    )


def tokens_of(text: str) -> int:
    """Tokens of a text, for sizing prompts and bills."""
    return count(text, "o200k")


# ---------------------------------------------------------------- what it will cost


def _market(config: BenchConfig) -> Market:
    policies = resource_dir("policies")
    prices = load_price_map(policies / "prices" / "offerings.yaml")
    books: list[PriceBook] = [load_prices(config.prices)] if config.prices else []
    books.append(GenaiPrices(prices.genai_prices.version, prices.genai_prices.seen))
    return Market(prices, Books(tuple(books)), load_witness(policies / "price_snapshot.yaml"))


def bill(endpoint: Endpoint, job: Job, basis: Basis | None, market: Market) -> Bill:
    """Requests, tokens and cost at most, retries apart."""
    sizes = [(step.input_tokens, step.output_tokens) for step in job.steps for _ in range(step.requests)]
    sizes += [(64, 8)] * (job.warm_up + 1)
    for prompt in [q.prompt for q in job.queries for _ in range(job.repeats)] + [probe.prompt for probe in job.probes]:
        text = "\n".join(message["content"] for message in prompt.messages)
        sizes.append((tokens_of(text), prompt.max_tokens))
    read, made = sum(size for size, _ in sizes), sum(size for _, size in sizes)
    known = Bill(endpoint.id, len(sizes), read, made, None, "USD", "no price is known for this endpoint")
    if endpoint.local:
        return replace(known, cost=0.0, note="on this machine: no charge per token")
    option = next((o for o in basis.options if o.id == endpoint.option), None) if basis is not None else None
    card = (
        market.card(option.offering, option.model or endpoint.model) if option is not None and option.offering else None
    )
    if card is None or basis is None:
        return known
    rates = card.rates(basis.today)
    none = Tokens(0.0)
    costs = [rates.bill(Request(Tokens(float(i)), Tokens(float(o)), none, none)).number for i, o in sizes]
    return replace(known, cost=sum(costs), currency=card.currency, note=f"list price: {card.origin.source}")


# ---------------------------------------------------------------- measuring


def _measure(plan: Plan, config: BenchConfig, told: Callable[[str, str], None]) -> Measurement:
    """One endpoint, with its own journal entries."""
    settings = f"{plan.endpoint.chat} {plan.endpoint.model} {config.seed} {config.output_tokens} {plan.job.repeats}"
    path = config.journal.with_suffix(f".{plan.endpoint.id}.jsonl") if config.journal is not None else None
    journal = open_journal(path, settings)

    async def run() -> Measurement:
        async with HttpSender(plan.endpoint, key_of(plan.endpoint), config.patience) as sender:

            def heard(what: str) -> None:
                told(plan.endpoint.id, what)

            if config.judge is None:
                return await Bench(plan.endpoint.id, sender, journal, tokens_of, heard).run(plan.job)
            async with HttpSender(config.judge, key_of(config.judge), config.patience) as judge:
                return await Bench(plan.endpoint.id, sender, journal, tokens_of, heard, judge).run(plan.job)

    return asyncio.run(run())
