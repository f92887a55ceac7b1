"""The document `audit.cost/v1`: plain values, sorted, the same bytes for the same inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.cost.estimate import as_row, tidy

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from auditor.cost.ledger import Line
    from auditor.cost.options import Unpriced
    from auditor.cost.result import BreakEven, CostResult, OptionCost, Range

SCHEMA = "audit.cost/v1"


def document(result: CostResult, decision_date: datetime.date) -> dict[str, Any]:
    """The result as it is written."""
    setting = result.setting
    work = setting.workload
    return {
        "schema": SCHEMA,
        "decision_date": decision_date.isoformat(),
        "currency": setting.currency,
        "start": work.start.isoformat(),
        "horizon_months": work.months,
        "monte_carlo": {
            "seed": result.seed,
            "draws": result.draws,
            "distribution": "the value is the median, the likelier the nearer, within low and high",
            "low_high": "5th and 95th percentile",
        },
        "dataset": {
            "characters": work.counts.characters,
            "tokens": {name: as_row(work.counts.of(name)) for name in _families(result)},
        },
        "options": [_option(option) for option in result.options],
        "left_out": [_left_out(item) for item in result.left_out],
        "break_even": [_pair(pair) for pair in result.break_even],
        "disagreements": _disagreements(result),
        "inputs": [as_row(item) for item in result.inputs],
    }


def _families(result: CostResult) -> list[str]:
    if not result.setting.workload.counts.characters:
        return []
    used = {str(option.priced.detail.get("tokenizer")) for option in result.options}
    return sorted((used | {"o200k", "cl100k"}) - {"None"})


def _option(option: OptionCost) -> dict[str, Any]:
    priced = option.priced
    row: dict[str, Any] = {
        "id": priced.id,
        "title": priced.title,
        "kind": priced.kind,
        "activity": priced.activity,
        "complete": not priced.missing,
        "total": _range(option.total),
        "median": tidy(option.median),
        "per_million_tokens": _range(option.per_million),
        "monthly": [tidy(amount) for amount in option.months],
        "lines": [_line(line, option) for line in option.lines],
        "tornado": [{"input": s.key, "low": tidy(s.low), "high": tidy(s.high)} for s in option.tornado],
        "detail": _tidy(priced.detail),
        "missing": list(priced.missing),
        "warnings": list(priced.warnings),
        "endings": [ending.model_dump(mode="json", exclude_none=True) for ending in priced.endings],
    }
    if option.utilisation is not None:
        row["utilisation"] = tidy(option.utilisation)
        row["replicas"] = list(option.replicas)
    return row


def _line(line: Line, option: OptionCost) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": line.id,
        "title": line.title,
        "group": line.group,
        "counts": line.counts,
        "total": _range(option.line_ranges[line.id]),
        "monthly": [tidy(amount.number) for amount in line.months],
    }
    if line.why:
        row["why"] = line.why
    return row


def _pair(pair: BreakEven) -> dict[str, Any]:
    needed = pair.utilisation_needed
    return {
        "self_hosted": pair.own,
        "vendor": pair.vendor,
        "volume_factor": _maybe(pair.scale),
        "requests_per_day": _maybe(pair.requests_per_day),
        "tokens_per_month": _maybe(pair.tokens_per_month),
        "utilisation_needed": _maybe(needed),
        "utilisation_reachable": needed is not None and needed <= 1.0,
        "utilisation": tidy(pair.utilisation),
        "payback_month": pair.payback_month,
        "share_self_hosted_cheaper": tidy(pair.share_cheaper),
        "difference": _range(pair.difference),
        "curve": [
            {"requests_per_day": tidy(x), "self_hosted_per_month": tidy(mine), "vendor_per_month": tidy(theirs)}
            for x, mine, theirs in pair.curve
        ],
    }


def _left_out(item: Unpriced) -> dict[str, Any]:
    return {"id": item.id, "title": item.title, "activity": item.activity, "reason": item.reason, "hint": item.hint}


def _disagreements(result: CostResult) -> list[dict[str, object]]:
    rows = {
        (item.provider, item.model, item.kind): item.as_row()
        for option in result.options
        for item in option.priced.disagreements
    }
    return [rows[key] for key in sorted(rows)]


def _range(given: Range) -> dict[str, float]:
    return {"low": tidy(given.low), "mid": tidy(given.mid), "high": tidy(given.high)}


def _maybe(number: float | None) -> float | None:
    return None if number is None else tidy(number)


def _tidy(detail: Mapping[str, object]) -> dict[str, object]:
    return {key: tidy(value) if isinstance(value, float) else value for key, value in detail.items()}
