"""The document `audit.bench/v1`: figures with their intervals, marks, what was not sent and why."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from auditor.bench.probes import THRESHOLD, understanding
from auditor.bench.statistics import paired, share_of
from auditor.bench.summary import summarise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.bench.call import Limits
    from auditor.bench.endpoint import Endpoint
    from auditor.bench.load import Step
    from auditor.bench.run import Measurement
    from auditor.bench.statistics import Percentile, Share
    from auditor.bench.summary import Spread, Summary

SCHEMA = "audit.bench/v1"


@dataclass(frozen=True, slots=True)
class Held:
    """Queries that were not sent to an endpoint, and why; or sent by override."""

    endpoint: str
    verdict: str
    withheld: int
    sent: int
    why: str
    overridden: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """An endpoint and what came of it."""

    endpoint: Endpoint
    measurement: Measurement
    limits: Limits
    held: Held


def document(results: Sequence[Measured], run: dict[str, Any]) -> dict[str, Any]:
    """The results as they are written; `run` holds settings, times and the estimated cost."""
    return {
        "schema": SCHEMA,
        "run": run,
        "endpoints": [_endpoint(result) for result in results],
        "comparisons": _comparisons(results),
        "gate": [_held(result.held) for result in results],
    }


def _endpoint(result: Measured) -> dict[str, Any]:
    endpoint, measured = result.endpoint, result.measurement
    steps = [(step, summarise(ran, result.limits)) for step, ran in measured.steps]
    return {
        "id": endpoint.id,
        "option": endpoint.option,
        "host": endpoint.host,
        "model": endpoint.model,
        "stopped": measured.stopped or None,
        "limits": {name: getattr(result.limits, name) for name in ("ttft", "itl", "e2e")},
        "steps": [_step(step, summary) for step, summary in steps],
        "accuracy": _accuracy(measured),
        "context": _context(measured),
        "summary": _summary(result, [summary for _, summary in steps]),
    }


def _summary(result: Measured, steps: Sequence[Summary]) -> dict[str, Any]:
    """The three shares that a decision takes over, from 0 to 100; None where nothing was measured."""
    within = sum(step.within_limits.hits for step in steps)
    sent = sum(step.within_limits.n for step in steps)
    limited = any(getattr(result.limits, name) is not None for name in ("ttft", "itl", "e2e"))
    marks = [mark for _, row in result.measurement.answers for mark in row if mark is not None]
    probes = [mark for _, mark in result.measurement.probes if mark is not None]
    return {
        "performance": _hundred(share_of(within, sent)) if sent and limited else None,
        "accuracy": _hundred(share_of(sum(marks), len(marks))) if marks else None,
        "context": _hundred(share_of(sum(probes), len(probes))) if probes else None,
    }


def _step(step: Step, summary: Summary) -> dict[str, Any]:
    return {
        "id": step.id,
        "loop": "closed" if step.concurrency is not None else "open",
        "concurrency": step.concurrency,
        "rate": step.rate,
        "asked_input_tokens": step.input_tokens,
        "asked_output_tokens": step.output_tokens,
        "n": summary.n,
        "ok": summary.ok,
        "seconds": _tidy(summary.seconds),
        "ttft": _spread(summary.ttft),
        "itl": _spread(summary.itl),
        "e2e": _spread(summary.e2e),
        "output_tokens_per_second": _maybe(summary.output_tokens_per_second),
        "requests_per_second": _tidy(summary.requests_per_second),
        "goodput": _tidy(summary.goodput),
        "within_limits": _share(summary.within_limits),
        "faults": summary.faults,
        "retries": summary.retries,
        "rate_limited": summary.rate_limited,
        "input_tokens": _maybe(summary.input_tokens),
        "output_tokens": _maybe(summary.output_tokens),
        "cached_share": _tidy(summary.cached_share),
    }


def _spread(spread: Spread) -> dict[str, Any]:
    low, mean, high = spread.mean or (None, None, None)
    return {
        "n": spread.n,
        "mean": {"low": _maybe(low), "value": _maybe(mean), "high": _maybe(high)},
        **{f"p{row.share}": _percentile(row) for row in spread.percentiles},
    }


def _percentile(row: Percentile) -> dict[str, Any]:
    if row.value is None:
        return {"value": None, "note": f"n too small: {row.n} of {row.needed}"}
    return {"value": _tidy(row.value), "low": _maybe(row.low), "high": _maybe(row.high)}


def _accuracy(measured: Measurement) -> dict[str, Any] | None:
    if not measured.answers:
        return None
    marks = [mark for _, row in measured.answers for mark in row]
    known = [mark for mark in marks if mark is not None]
    groups = sorted({query.group for query, _ in measured.answers})
    return {
        **_share(share_of(sum(known), len(known))),
        "queries": len(measured.answers),
        "unanswered": len(marks) - len(known),
        "unsteady": sum(1 for _, row in measured.answers if len({mark for mark in row if mark is not None}) > 1),
        "by_group": {group: _group(measured, group) for group in groups},
        "by_query": {query.id: list(row) for query, row in measured.answers},
    }


def _group(measured: Measurement, group: str) -> dict[str, Any]:
    known = [mark for query, row in measured.answers if query.group == group for mark in row if mark is not None]
    return _share(share_of(sum(known), len(known)))


def _context(measured: Measurement) -> dict[str, Any] | None:
    known = [(probe, mark) for probe, mark in measured.probes if mark is not None]
    if not known:
        return None
    seen = understanding(known)
    return {
        **_share(seen.all),
        "threshold": THRESHOLD,
        "effective_tokens": seen.effective,
        "by_size": {str(size): _share(share) for size, share in seen.by_size.items()},
        "by_family": {family: _share(share) for family, share in seen.by_family.items()},
        "by_depth": {f"{depth:g}": _share(share) for depth, share in seen.by_depth.items()},
        "grid": [{"size": size, "depth": depth, **_share(share)} for (size, depth), share in seen.grid.items()],
        "unanswered": len(measured.probes) - len(known),
    }


def _comparisons(results: Sequence[Measured]) -> list[dict[str, Any]]:
    """Each pair of endpoints on the queries that both answered."""
    rows = []
    for one, other in combinations(results, 2):
        mine, theirs = _verdicts(one.measurement), _verdicts(other.measurement)
        both = sorted(set(mine) & set(theirs))
        if not both:
            continue
        test = paired([mine[name] for name in both], [theirs[name] for name in both])
        rows.append(
            {
                "first": one.endpoint.id,
                "second": other.endpoint.id,
                "n": test.n,
                "only_first_right": test.only_first,
                "only_second_right": test.only_second,
                "difference": _tidy(test.difference),
                "p": _tidy(test.p),
                "significant": test.significant,
                "told": "different" if test.significant else "difference not significant",
            }
        )
    return rows


def _verdicts(measured: Measurement) -> dict[str, bool]:
    """Right or wrong for each query: what most of its repeats say; a tie counts as wrong."""
    found = {}
    for query, row in measured.answers:
        known = [mark for mark in row if mark is not None]
        if known:
            found[query.id] = 2 * sum(known) > len(known)
    return found


def _held(held: Held) -> dict[str, Any]:
    return {
        "endpoint": held.endpoint,
        "verdict": held.verdict,
        "withheld": held.withheld,
        "sent": held.sent,
        "why": held.why,
        "overridden": held.overridden,
    }


def _hundred(share: Share) -> dict[str, float]:
    return {"low": _tidy(100 * share.low), "mid": _tidy(100 * share.value), "high": _tidy(100 * share.high)}


def _share(share: Share) -> dict[str, Any]:
    return {
        "n": share.n,
        "right": share.hits,
        "share": _tidy(share.value),
        "low": _tidy(share.low),
        "high": _tidy(share.high),
    }


def _maybe(value: float | None) -> float | None:
    return None if value is None else _tidy(value)


def _tidy(value: float) -> float:
    return float(f"{value:.6g}")
