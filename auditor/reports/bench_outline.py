"""What endpoints did, as chapters: how it was measured, load, answers to queries, context."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.reports.blocks import Bullets, Heading, Note, Pairs, Para, Table
from auditor.reports.figures import Figure, shade
from auditor.reports.plots import matrix, ranges
from auditor.reports.wording import percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.reports.blocks import Block
    from auditor.reports.catalogue import Texts

MEMBER = False

_Json = dict[str, Any]
_TAILS = ("p50", "p90", "p95", "p99")


def overview(results: Sequence[_Json], say: Texts) -> Iterator[Block | Figure]:
    """Who was measured, how, what was held back, and each endpoint in one line."""
    yield Para(say("choice.bench_about"))
    head = tuple(
        say(f"choice.col.{name}") for name in ("endpoint", "option", "model", "host", "right", "holds", "most")
    )
    yield Table(head, tuple(_line(row, say) for row in _endpoints(results)), (2, 2, 3, 3, 3, 3, 3))
    for result in results:
        yield Pairs(tuple(_conditions(result, say)))
    held = [row for result in results for row in result["gate"]]
    yield Heading(3, say("choice.gate_of_bench"))
    yield Bullets(tuple(_gate_words(row, say) for row in held))
    stopped = [
        say("choice.broke_off", endpoint=row["id"], why=row["stopped"]) for row in _endpoints(results) if row["stopped"]
    ]
    if stopped:
        yield Bullets(tuple(stopped))


def _endpoints(results: Sequence[_Json]) -> list[_Json]:
    return [row for result in results for row in result["endpoints"]]


def _line(row: _Json, say: Texts) -> tuple[str, ...]:
    nothing = say("choice.not_asked")
    reached = (row["context"] or {}).get("effective_tokens", {})
    most = max((step["output_tokens_per_second"] or 0.0 for step in row["steps"]), default=0.0)
    return (
        row["id"],
        row["option"] or "–",
        row["model"],
        row["host"],
        _share_words(row["accuracy"], say) if row["accuracy"] else nothing,
        _reach(min(reached.values()), say) if reached else nothing,
        say("choice.per_second", n=say.number(most)) if most else nothing,
    )


def _conditions(result: _Json, say: Texts) -> Iterator[tuple[str, str]]:
    run = result["run"]
    yield say("choice.when"), f"{run['started']} – {run['finished']}"
    yield (
        say("choice.settings"),
        say("choice.settings_are", seed=run["seed"], warm=run["warm_up"], repeats=run["repeats"]),
    )
    for bill in run["estimated_cost"]:
        amount = say("word.unknown") if bill["cost"] is None else f"{say.number(bill['cost'])} {bill['currency']}"
        yield (
            say("choice.bill", endpoint=bill["endpoint"]),
            say(
                "choice.bill_is",
                requests=say.number(bill["requests"]),
                sent=say.number(bill["input_tokens"]),
                got=say.number(bill["output_tokens"]),
                amount=amount,
            ),
        )


def _gate_words(row: _Json, say: Texts) -> str:
    key = "overridden" if row["overridden"] else ("held" if row["withheld"] else "let_through")
    return say(f"choice.{key}", endpoint=row["endpoint"], n=row["withheld"], sent=row["sent"], why=row["why"])


# ---------------------------------------------------------------- load


def load(results: Sequence[_Json], say: Texts) -> Iterator[Block | Figure]:
    """Times of each step of load, drawn and as figures, with throughput and faults."""
    rows = [row for row in _endpoints(results) if row["steps"]]
    if not rows:
        return
    yield Para(say("choice.load_about"))
    figure = _times(rows, say)
    if figure is not None:
        yield figure
    for row in rows:
        yield Heading(3, f"{row['id']}: {row['model']}, {row['host']}")
        limits = ", ".join(
            f"{name} ≤ {_seconds(value, say)}" for name, value in row["limits"].items() if value is not None
        )
        yield Para(say("choice.limits_are", limits=limits) if limits else say("choice.no_limits"))
        for name in ("ttft", "itl", "e2e"):
            yield Heading(3, f"{row['id']}: {say(f'choice.measure.{name}')}")
            yield _tails(row, name, say)
        yield Heading(3, f"{row['id']}: {say('choice.throughput')}")
        yield _throughput(row, say)


def _times(rows: Sequence[_Json], say: Texts) -> Figure | None:
    """Median of the whole answer with its interval, for every step of every endpoint."""
    points = [
        (f"{row['id']}: {_step_words(step, say)}", step["e2e"]["p50"])
        for row in rows
        for step in row["steps"]
        if step["e2e"]["p50"]["value"] is not None
    ]
    if not points:
        return None
    title, about = say("choice.fig.times"), say("choice.fig.times_about")
    drawn = [(name, mid["low"] or mid["value"], mid["value"], mid["high"] or mid["value"]) for name, mid in points]
    drawing = ranges(("fig-times", title, about), drawn, lambda value: _seconds(value, say))
    head = (say("choice.col.load"), say("choice.col.e2e"), say("choice.col.range"))
    table = tuple(
        (name, _seconds(mid, say), f"{_seconds(low, say)} – {_seconds(high, say)}") for name, low, mid, high in drawn
    )
    return Figure(title, about, drawing, Table(head, table, (4, 2, 3)))


def _step_words(step: _Json, say: Texts) -> str:
    sizes = f"{step['asked_input_tokens']} → {step['asked_output_tokens']}"
    if step["concurrency"] is not None:
        return f"{sizes}, {say('choice.clients', n=step['concurrency'])}"
    return f"{sizes}, {say('choice.per_second', n=say.number(step['rate']))}"


def _tails(row: _Json, name: str, say: Texts) -> Table:
    """One measure over all steps: mean and percentiles, each with its interval or the reason why there is none."""
    head = (say("choice.col.load"), say("choice.col.sent"), say("choice.col.mean"), *_TAILS)
    cells = tuple(
        (
            _step_words(step, say),
            f"{step['ok']}/{step['n']}",
            _interval(step[name]["mean"], say),
            *(_interval(step[name][tail], say) for tail in _TAILS),
        )
        for step in row["steps"]
    )
    return Table(head, cells, (4, 1, 3, 3, 3, 3, 3))


def _interval(figure: _Json, say: Texts) -> str:
    if figure["value"] is None:
        return say("choice.too_few")
    middle = _seconds(figure["value"], say)
    if figure.get("low") is None or figure.get("high") is None:
        return middle
    return f"{middle} ({_seconds(figure['low'], say)}–{_seconds(figure['high'], say)})"


def _seconds(value: float, say: Texts) -> str:
    return f"{say.number(round(value * 1000))} ms" if value < 1 else f"{say.number(round(value, 2))} s"


def _throughput(row: _Json, say: Texts) -> Table:
    names = ("load", "tokens_second", "requests_second", "goodput", "within", "faults", "retries", "limited", "cached")
    rows = tuple(
        (
            _step_words(step, say),
            say.number(step["output_tokens_per_second"]) if step["output_tokens_per_second"] is not None else "–",
            say.number(step["requests_per_second"]),
            say.number(step["goodput"]),
            f"{step['within_limits']['right']} / {step['within_limits']['n']} ({_bounds(step['within_limits'], say)})",
            ", ".join(f"{name}: {n}" for name, n in sorted(step["faults"].items())) or "0",
            str(step["retries"]),
            str(step["rate_limited"]),
            percent(step["cached_share"], say),
        )
        for step in row["steps"]
    )
    return Table(tuple(say(f"choice.col.{name}") for name in names), rows, (4, 2, 2, 2, 3, 3, 1, 1, 2))


# ---------------------------------------------------------------- answers


def accuracy(results: Sequence[_Json], say: Texts) -> Iterator[Block | Figure]:
    """Share of right answers by group of queries, the tests between endpoints, and every query."""
    rows = [row for row in _endpoints(results) if row["accuracy"]]
    if not rows:
        return
    yield Para(say("choice.accuracy_about"))
    for row in rows:
        told = row["accuracy"]
        if told["unanswered"] or told["unsteady"]:
            yield Note(
                say("choice.unsteady", endpoint=row["id"], missing=told["unanswered"], unsteady=told["unsteady"])
            )
    groups = [(row, name, share) for row in rows for name, share in row["accuracy"]["by_group"].items()]
    yield _shares(
        "accuracy", [(f"{row['id']}: {name or say('choice.ungrouped')}", share) for row, name, share in groups], say
    )
    yield from _pairs(results, say)
    yield _by_query(rows, say)


def _shares(name: str, rows: Sequence[tuple[str, _Json]], say: Texts) -> Figure:
    """Shares with their 95 % intervals."""
    title, about = say(f"choice.fig.{name}"), say(f"choice.fig.{name}_about")
    points = [(label, share["low"], share["share"], share["high"]) for label, share in rows]
    drawing = ranges((f"fig-{name}", title, about), points, lambda value: percent(value, say))
    table = tuple((label, f"{share['right']} / {share['n']}", _bounds(share, say)) for label, share in rows)
    head = tuple(say(f"choice.col.{column}") for column in ("group", "right", "range"))
    return Figure(title, about, drawing, Table(head, table, (4, 2, 3)))


def _bounds(share: _Json, say: Texts) -> str:
    return f"{percent(share['low'], say)} – {percent(share['high'], say)}"


def _share_words(share: _Json, say: Texts) -> str:
    low, high = percent(share["low"], say), percent(share["high"], say)
    return say("choice.right", right=share["right"], n=share["n"], low=low, high=high)


def _pairs(results: Sequence[_Json], say: Texts) -> Iterator[Block]:
    pairs = [pair for result in results for pair in result["comparisons"]]
    if pairs:
        yield Bullets(
            tuple(
                say("choice.paired", first=p["first"], second=p["second"], n=p["n"], p=say.number(p["p"]))
                + " "
                + say("choice.different" if p["significant"] else "choice.not_different")
                for p in pairs
            )
        )


def _by_query(rows: Sequence[_Json], say: Texts) -> Table:
    """Every query by its id: how often each endpoint was right."""
    names = sorted({name for row in rows for name in row["accuracy"]["by_query"]})
    cells = tuple((name, *(_times_right(row["accuracy"]["by_query"].get(name), say) for row in rows)) for name in names)
    return Table((say("choice.col.query"), *(row["id"] for row in rows)), cells, (3, *(2 for _ in rows)))


def _times_right(marks: list[bool | None] | None, say: Texts) -> str:
    if not marks:
        return say("choice.not_asked")
    if all(mark is None for mark in marks):
        return say("choice.no_answer")
    return f"{sum(1 for mark in marks if mark)} / {len(marks)}"


# ---------------------------------------------------------------- context


def context(results: Sequence[_Json], say: Texts) -> Iterator[Block | Figure]:
    """How far context reaches: by kind of probe, and where in the text a fact is still found."""
    rows = [row for row in _endpoints(results) if row["context"]]
    if not rows:
        return
    yield Para(say("choice.context_about", least=percent(rows[0]["context"]["threshold"], say)))
    kinds = [(row, kind, share) for row in rows for kind, share in row["context"]["by_family"].items()]
    yield _shares(
        "context", [(f"{row['id']}: {say.word('choice.probe', kind)}", share) for row, kind, share in kinds], say
    )
    head = (say("choice.col.endpoint"), say("choice.col.probe"), say("choice.col.holds"))
    reach = (
        (row["id"], say.word("choice.probe", kind), _reach(size, say))
        for row in rows
        for kind, size in row["context"]["effective_tokens"].items()
    )
    yield Table(head, tuple(reach), (3, 4, 4))
    for place, row in enumerate(rows):
        if row["context"].get("grid"):
            yield _grid(row, place, say)


def _reach(size: int, say: Texts) -> str:
    return say("choice.tokens", n=say.number(size)) if size else say("choice.below")


def _grid(row: _Json, place: int, say: Texts) -> Figure:
    """Sizes by depths, darker where more probes were answered rightly."""
    title = say("choice.fig.grid", endpoint=row["id"])
    about = say("choice.fig.grid_about")
    cells = {(cell["size"], cell["depth"]): cell for cell in row["context"]["grid"]}
    sizes, depths = sorted({size for size, _ in cells}), sorted({depth for _, depth in cells})
    columns = [percent(depth, say) for depth in depths]
    drawn = [
        (say("choice.tokens", n=say.number(size)), [_cell(cells.get((size, depth))) for depth in depths])
        for size in sizes
    ]
    table = tuple((label, *(words for _, words in row_cells)) for label, row_cells in drawn)
    drawing = matrix((f"fig-grid-{place}", title, about), columns, drawn)
    return Figure(title, about, drawing, Table((say("choice.col.size"), *columns), table, (3, *(2 for _ in columns))))


def _cell(cell: _Json | None) -> tuple[str, str]:
    return ("c-none", "–") if cell is None else (shade(100 * cell["share"]), f"{cell['right']} / {cell['n']}")
