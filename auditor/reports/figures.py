"""The figures of cost, measurement and decision: each a drawing with title, description and its numbers as a table."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from auditor.reports.blocks import Table
from auditor.reports.plots import Lines, line_plot, matrix, radar, time_line, tornado
from auditor.reports.wording import percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markupsafe import Markup

    from auditor.reports.catalogue import Texts

MEMBER = False

_Json = dict[str, Any]
#: Options drawn in one figure; tables carry all of them.
_DRAWN = 6
_SWINGS = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing, what it shows in words, and its numbers."""

    title: str
    about: str
    drawing: Markup
    table: Table


def money(value: float | None, say: Texts) -> str:
    """An amount to a whole unit of its currency; below 10 to the cent."""
    if value is None:
        return say("word.unknown")
    return say.number(round(value)) if abs(value) >= 10 else say.number(round(value, 2))


def short(value: float, say: Texts) -> str:
    """A number for an axis: thousands and millions as letters."""
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= size:
            return f"{say.number(round(value / size, 1)).removesuffix('.0').removesuffix(',0')}{letter}"
    return say.number(value)


def title_of(row: Mapping[str, Any]) -> str:
    """An option's title with its id, so that texts and charts are found in each other."""
    return f"{row['title']} ({row['id']})" if row["title"] != row["id"] else str(row["id"])


# ---------------------------------------------------------------- cost


def cumulative(cost: _Json, say: Texts) -> Figure:
    """What each option has cost by the end of each month."""
    sums = {row["id"]: [0.0, *accumulate(row["monthly"])] for row in cost["options"]}
    shown = sorted(cost["options"], key=lambda row: float(row["total"]["mid"]))[:_DRAWN]
    title, about = say("choice.fig.cumulative"), say("choice.fig.cumulative_about", months=cost["horizon_months"])
    lines = Lines(
        tuple((title_of(row), tuple((float(n), y) for n, y in enumerate(sums[row["id"]]))) for row in shown),
        x_label=say("choice.col.month"),
        y_label=cost["currency"],
    )
    head = (say("choice.col.month"), *(row["id"] for row in cost["options"]))
    rows = tuple(
        (str(month), *(money(sums[row["id"]][month], say) for row in cost["options"]))
        for month in range(1, cost["horizon_months"] + 1)
    )
    drawing = line_plot(("fig-cumulative", title, about), lines, lambda value: short(value, say))
    return Figure(title, about, drawing, Table(head, rows, (1, *(2 for _ in cost["options"]))))


def closest(cost: _Json) -> list[_Json]:
    """For each self-hosted option, the vendor against which it comes nearest."""
    best: dict[str, _Json] = {}
    for pair in cost["break_even"]:
        known = best.get(pair["self_hosted"])
        if known is None or pair["difference"]["mid"] < known["difference"]["mid"]:
            best[pair["self_hosted"]] = pair
    return [best[name] for name in sorted(best)]


def break_evens(cost: _Json, say: Texts) -> Iterator[Figure]:
    """Cost over volume of each self-hosted option against the vendor nearest to it."""
    declared = next((row["value"] for row in cost["inputs"] if row["key"] == "workload.requests_per_day"), None)
    for place, pair in enumerate(closest(cost)):
        yield _break_even(pair, place, (cost["currency"], declared), say)


def _break_even(pair: _Json, place: int, given: tuple[str, float | None], say: Texts) -> Figure:
    currency, declared = given
    own, vendor, curve = pair["self_hosted"], pair["vendor"], pair["curve"]
    title = say("choice.fig.break_even", own=own, vendor=vendor)
    about = break_even_words(pair, say)
    marks = [(declared, say("choice.fig.declared"))] if declared else []
    if pair["requests_per_day"] is not None:
        marks.append((pair["requests_per_day"], say("choice.fig.equal")))
    lines = Lines(
        (
            (own, tuple((row["requests_per_day"], row["self_hosted_per_month"]) for row in curve)),
            (vendor, tuple((row["requests_per_day"], row["vendor_per_month"]) for row in curve)),
        ),
        x_label=say("choice.col.per_day"),
        y_label=say("choice.fig.per_month", currency=currency),
        logarithmic=True,
        marks=tuple(marks),
    )
    head = (say("choice.col.per_day"), f"{own}, {currency}", f"{vendor}, {currency}")
    keys = ("requests_per_day", "self_hosted_per_month", "vendor_per_month")
    rows = tuple(tuple(money(row[key], say) for key in keys) for row in curve)
    drawing = line_plot((f"fig-even-{place}", title, about), lines, lambda value: short(value, say))
    return Figure(title, about, drawing, Table(head, rows, (1, 1, 1)))


def part(share: float, say: Texts) -> str:
    """A share of the draws."""
    return percent(share, say) if share > 0 else say("choice.none")


def break_even_words(pair: _Json, say: Texts) -> str:
    """At which volume both cost the same, the load that this means, and how often the own service is cheaper."""
    share = say("choice.even.share", share=part(pair["share_self_hosted_cheaper"], say))
    if pair["requests_per_day"] is None:
        return f"{say('choice.even.never')} {share}"
    at = say("choice.even.at", n=money(pair["requests_per_day"], say), m=money(pair["tokens_per_month"] / 1e6, say))
    needed = pair["utilisation_needed"]
    if needed is None:
        return f"{at} {share}"
    load = say("choice.even.load", now=percent(pair["utilisation"], say), needed=percent(needed, say))
    return f"{at} {load} {share}"


def tornadoes(cost: _Json, chosen: list[str], say: Texts) -> Iterator[Figure]:
    """What moves the total of the chosen options most."""
    rows = {row["id"]: row for row in cost["options"] if row["tornado"]}
    for place, name in enumerate(name for name in chosen if name in rows):
        yield _tornado(rows[name], place, cost["currency"], say)


def _tornado(row: _Json, place: int, currency: str, say: Texts) -> Figure:
    title = say("choice.fig.tornado", option=row["id"])
    about = say("choice.fig.tornado_about", currency=currency, mid=money(row["total"]["mid"], say))
    swings = [(swing["input"], swing["low"], swing["high"]) for swing in row["tornado"]]
    drawing = tornado(
        (f"fig-tornado-{place}", title, about), swings[:_SWINGS], row["total"]["mid"], lambda value: money(value, say)
    )
    head = (say("choice.col.input"), say("choice.col.at_low"), say("choice.col.at_high"))
    rows = tuple((name, money(low, say), money(high, say)) for name, low, high in swings)
    return Figure(title, about, drawing, Table(head, rows, (2, 1, 1)))


# ---------------------------------------------------------------- decision


def clipped(score: float) -> float:
    """A score within its scale: a range may reach beyond the end points that the others set."""
    return min(100.0, max(0.0, score))


def decision_matrix(decision: _Json, say: Texts) -> Figure:
    """Every option by every criterion, and the gate at which it stopped."""
    criteria = [row["id"] for row in decision["criteria"]]
    failed = {row["option"]: row["gate"] for row in reversed(decision["gates"]) if not row["passed"]}
    columns = [*(say(f"choice.criterion.{name}") for name in criteria), say("choice.col.total")]
    title, about = say("choice.fig.matrix"), say("choice.fig.matrix_about")
    rows, table = [], []
    for row in decision["scores"]:
        cells = [_cell(row["by_criterion"].get(name)) for name in criteria]
        rows.append((row["option"], [*cells, (shade(row["total"]), f"{row['total']:.0f}")]))
        table.append(
            (row["option"], *(_told(row["by_criterion"].get(name)) for name in criteria), f"{row['total']:.0f}")
        )
    for name, gate in sorted(failed.items()):
        stopped = say("choice.stopped", gate=say.word("choice.gate", gate))
        rows.append((name, [*(("c-none", "–") for _ in criteria), ("c-stop", say("choice.stopped_cell"))]))
        table.append((name, *("–" for _ in criteria), stopped))
    drawing = matrix(("fig-matrix", title, about), columns, rows)
    head = (say("col.option"), *columns)
    return Figure(title, about, drawing, Table(head, tuple(table), (3, *(2 for _ in columns))))


def shade(score: float) -> str:
    """One of five classes of a score."""
    return f"c-{min(4, int(clipped(score) // 20))}"


def _cell(score: _Json | None) -> tuple[str, str]:
    if score is None:
        return "c-none", "–"
    return shade(score["mid"]), f"{score['mid']:.0f}" + ("" if score["known"] else " ?")


def _told(score: _Json | None) -> str:
    if score is None:
        return "–"
    low, high = clipped(score["low"]), clipped(score["high"])
    return f"{score['mid']:.0f} ({low:.0f}–{high:.0f}): {score['why']}"


def decision_radar(decision: _Json, say: Texts) -> Figure | None:
    """The best options over the criteria; none with fewer than three criteria."""
    criteria = [row["id"] for row in decision["criteria"]]
    best = decision["scores"][:3]
    if len(criteria) < 3 or not best:
        return None
    title, about = say("choice.fig.radar"), say("choice.fig.radar_about", n=len(best))
    values = {row["option"]: [_mid(row["by_criterion"].get(name)) for name in criteria] for row in best}
    spokes = [say(f"choice.criterion.{name}") for name in criteria]
    drawing = radar(("fig-radar", title, about), spokes, list(values.items()))
    head = (say("choice.col.criterion"), *values)
    rows = tuple((spoke, *(f"{values[name][place]:.0f}" for name in values)) for place, spoke in enumerate(spokes))
    return Figure(title, about, drawing, Table(head, rows, (2, *(1 for _ in values))))


def _mid(score: _Json | None) -> float:
    return clipped(score["mid"]) if score else 0.0


def plan_line(plan: _Json, say: Texts) -> Figure:
    """The plan's steps over the weeks."""
    title, about = say("choice.fig.plan"), say("choice.fig.plan_about")
    steps = plan["steps"]
    critical = frozenset(place for place, step in enumerate(steps) if step["id"] in plan["critical"])
    bars = [(step["title"], step["start_week"], step["end_week"]) for step in steps]
    drawing = time_line(("fig-plan", title, about), bars, critical, say("choice.col.week"))
    head = tuple(say(f"choice.col.{name}") for name in ("step", "week", "weeks", "hours"))
    rows = tuple(
        (
            step["title"],
            f"{step['start_week']:.0f}–{step['end_week']:.0f}",
            _span(step["weeks"], say),
            _span(step["hours"], say) if step["hours"] else "–",
        )
        for step in steps
    )
    return Figure(title, about, drawing, Table(head, rows, (6, 2, 2, 2)))


def _span(row: _Json, say: Texts) -> str:
    low, mid, high = (say.number(round(row[end])) for end in ("low", "mid", "high"))
    return f"{mid} ({low}–{high})"
