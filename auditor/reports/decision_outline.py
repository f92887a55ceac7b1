"""The decision report as sections: verdicts, cost, measurement and decision, each from its own JSON document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.reports.bench_outline import accuracy, context, load, overview
from auditor.reports.blocks import Block, Bullets, Heading, Note, Pairs, Para, Table, badge
from auditor.reports.escape import visible_all
from auditor.reports.figures import (
    Figure,
    break_even_words,
    break_evens,
    cumulative,
    decision_matrix,
    decision_radar,
    money,
    part,
    plan_line,
    title_of,
    tornadoes,
)
from auditor.reports.view import view_of
from auditor.reports.wording import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import ReportDocument
    from auditor.reports.catalogue import Texts

MEMBER = False

_Json = dict[str, Any]
Part = Block | Figure


@dataclass(frozen=True, slots=True)
class Joined:
    """What a decision report joins; every part but one may be missing."""

    report: ReportDocument | None = None  # the verdicts
    decision: _Json | None = None  # audit.decision/v1
    cost: _Json | None = None  # audit.cost/v1
    bench: tuple[_Json, ...] = ()  # audit.bench/v1

    def inert(self) -> Joined:
        """The same with every hidden character visible."""
        return Joined(
            self.report, visible_all(self.decision), visible_all(self.cost), tuple(visible_all(list(self.bench)))
        )


@dataclass(frozen=True, slots=True)
class Chapter:
    """A numbered part of the decision report."""

    id: str
    title: str
    parts: tuple[Part, ...]


def chapters(joined: Joined, say: Texts) -> list[Chapter]:
    """All chapters that have something to say, top down."""
    makers = {
        "advice": _advice,
        "verdicts": _verdicts,
        "comparison": _comparison,
        "cost": _cost,
        "bench": _bench,
        "load": lambda told, words: load(told.bench, words),
        "accuracy": lambda told, words: accuracy(told.bench, words),
        "context": lambda told, words: context(told.bench, words),
        "plan": _plan,
        "capability": _capability,
        "inputs": _inputs,
        "limits": _limits,
    }
    made = ((name, tuple(make(joined, say))) for name, make in makers.items())
    return [Chapter(name, say(f"choice.section.{name}"), parts) for name, parts in made if parts]


def title_line(joined: Joined, say: Texts) -> str:
    """What the report is called: by the furthest step that was taken."""
    if joined.decision is not None:
        return say("choice.title.decide")
    return say("choice.title.cost") if joined.cost is not None else say("choice.title.bench")


def facts(joined: Joined, say: Texts) -> list[tuple[str, str]]:
    """What stands under the title."""
    lines: list[tuple[str, str]] = []
    if joined.report is not None:
        run = view_of(joined.report).document
        if run.organisation is not None and run.organisation.name:
            lines.append((say("head.organisation"), run.organisation.name))
        lines += [
            (say("head.dataset"), ", ".join(run.dataset.paths)),
            (say("head.decided"), run.run.today),
            (say("head.report"), run.run.id),
            (say("head.tool"), f"audit {run.run.tool_version}"),
        ]
    if joined.cost is not None:
        months, start = joined.cost["horizon_months"], joined.cost["start"]
        lines.append((say("choice.head.horizon"), say("choice.head.horizon_is", months=months, start=start)))
    return lines


# ---------------------------------------------------------------- recommendation and verdicts


def _advice(joined: Joined, say: Texts) -> Iterator[Part]:
    told = joined.decision
    if told is None:
        return
    yield Pairs(
        (
            (say("choice.recommended"), told["recommended"] or say("choice.nothing")),
            (say("choice.in_short"), told["headline"]),
        )
    )
    for name in ("reasons", "against", "conditions"):
        if told[name]:
            yield Heading(3, say(f"choice.{name}"))
            yield Bullets(tuple(told[name]))
    flips = tuple(f"{row['change']} → {row['recommended'] or say('choice.nothing')}" for row in told["flips"])
    if flips:
        yield Heading(3, say("choice.flips"))
        yield Bullets(flips)
    yield Heading(3, say("choice.triggers"))
    yield Bullets(tuple(told["triggers"]))


def _verdicts(joined: Joined, say: Texts) -> Iterator[Part]:
    if joined.report is None:
        return
    view = view_of(joined.report)
    yield Para(say("choice.verdicts_about", findings=say.number(view.document.profile.findings)))
    yield Table(
        (say("col.option"), say("col.verdict"), say("choice.col.headline")),
        tuple((row.option.id, badge(row.verdict.verdict, say), row.verdict.headline) for row in view.rows),
        widths=(3, 3, 8),
    )


# ---------------------------------------------------------------- comparison


def _comparison(joined: Joined, say: Texts) -> Iterator[Part]:
    told = joined.decision
    if told is None:
        return
    failed = [row for row in told["gates"] if not row["passed"]]
    if failed:
        yield Heading(3, say("choice.gates"))
        yield Para(say("choice.gates_about"))
        head = (say("col.option"), say("choice.col.gate"), say("choice.col.why"))
        rows = tuple((row["option"], say.word("choice.gate", row["gate"]), row["why"]) for row in failed)
        yield Table(head, rows, (2, 2, 8))
    if told["scores"]:
        yield decision_matrix(told, say)
        radar = decision_radar(told, say)
        if radar is not None:
            yield radar
        yield from _weights(told, say)
        yield from _firmness(told, say)


def _weights(told: _Json, say: Texts) -> Iterator[Part]:
    yield Heading(3, say("choice.weights"))
    yield Para(say("choice.weights_about"))
    whole = sum(row["weight"] for row in told["criteria"]) or 1.0
    rows = tuple(
        (say(f"choice.criterion.{row['id']}"), percent(row["weight"] / whole, say), row["worst"], row["best"])
        for row in told["criteria"]
    )
    yield Table(
        tuple(say(f"choice.col.{name}") for name in ("criterion", "weight", "worst", "best")), rows, (3, 1, 3, 3)
    )
    missing = ", ".join(say(f"choice.criterion.{name}") for name in told["not_measured"])
    if missing:
        yield Note(say("choice.not_measured", what=missing))


def _firmness(told: _Json, say: Texts) -> Iterator[Part]:
    firm = told["robustness"]
    yield Heading(3, say("choice.firm"))
    alone = len(told["scores"]) == 1
    key = "alone" if alone else ("robust" if firm["robust"] else "not_robust")
    yield Para(say(f"choice.{key}", draws=say.number(firm["draws"]), least=percent(firm["threshold"], say)))
    if not alone:
        fixed = firm["share_first_fixed_weights"]
        rows = tuple(
            (name, part(share, say), part(fixed.get(name, 0.0), say))
            for name, share in sorted(firm["share_first"].items(), key=lambda row: (-row[1], row[0]))
        )
        yield Table((say("col.option"), say("choice.col.first"), say("choice.col.first_fixed")), rows, (3, 2, 2))
    turns = tuple(
        (
            say(f"choice.criterion.{turn['criterion']}"),
            percent(turn["weight"], say),
            percent(turn["turns_at"], say),
            turn["winner"],
        )
        for turn in firm["weight_turns"]
    )
    if turns:
        head = tuple(say(f"choice.col.{name}") for name in ("criterion", "weight", "turns_at", "winner"))
        yield Table(head, turns, (3, 2, 2, 3))


# ---------------------------------------------------------------- cost


def _cost(joined: Joined, say: Texts) -> Iterator[Part]:
    cost = joined.cost
    if cost is None:
        if joined.decision is not None:
            yield Para(say("choice.no_cost"))
        return
    ranked = sorted(cost["options"], key=lambda row: float(row["total"]["mid"]))
    yield Para(say("choice.cost_about", months=cost["horizon_months"], start=cost["start"], currency=cost["currency"]))
    if joined.decision is not None:
        yield Note(say("choice.cost_capability"))
    yield _totals(ranked, say)
    yield Bullets(tuple(_open_ends(cost, say)) or (say("choice.nothing_missing"),))
    if ranked:
        yield cumulative(cost, say)
    yield from break_evens(cost, say)
    if cost["break_even"]:
        head = tuple(say(f"choice.col.{name}") for name in ("own", "vendor", "told"))
        yield Table(
            head,
            tuple((pair["self_hosted"], pair["vendor"], break_even_words(pair, say)) for pair in cost["break_even"]),
            (2, 2, 6),
        )
    yield from tornadoes(cost, _moved(joined, ranked), say)
    yield from _lines(ranked, say)


def _moved(joined: Joined, ranked: list[_Json]) -> list[str]:
    """The recommended option and the cheapest other one; without a decision the two cheapest."""
    best = (joined.decision or {}).get("recommended")
    names = [row["id"] for row in ranked]
    return [best, *(name for name in names if name != best)][:2] if best in names else names[:2]


def _totals(ranked: list[_Json], say: Texts) -> Table:
    rows = tuple(
        (
            title_of(row),
            *(money(row["total"][end], say) for end in ("low", "mid", "high")),
            money(row["per_million_tokens"]["mid"], say),
            "" if row["complete"] else say("choice.incomplete"),
        )
        for row in ranked
    )
    head = (say("col.option"), *(say(f"choice.col.{name}") for name in ("low", "mid", "high", "per_million", "note")))
    return Table(head, rows, (5, 2, 2, 2, 2, 2))


def _open_ends(cost: _Json, say: Texts) -> Iterator[str]:
    """What is left out, missing or in doubt."""
    for row in cost["left_out"]:
        yield f"{row['id']}: {row['reason']}; {row['hint']}"
    for row in cost["options"]:
        yield from (f"{row['id']}: {say('choice.lacks')}: {what}" for what in row["missing"])
        yield from (f"{row['id']}: {what}" for what in row["warnings"])
    for row in cost["disagreements"]:
        one, other = f"{row['used']} ({row['used_source']})", f"{row['other']} ({row['other_source']})"
        yield say("choice.disagree", model=row["model"], kind=row["kind"], one=one, other=other)


def _lines(ranked: list[_Json], say: Texts) -> Iterator[Part]:
    for row in ranked:
        yield Heading(3, say("choice.lines", option=row["id"]))
        rows = tuple(
            (
                line["title"],
                say.word("choice.group", line["group"]),
                say("word.yes") if line["counts"] else say("word.no"),
                money(line["total"]["mid"], say),
                line.get("why", ""),
            )
            for line in row["lines"]
        )
        head = tuple(say(f"choice.col.{name}") for name in ("line", "group", "counted", "mid", "why"))
        yield Table(head, rows, (4, 2, 1, 2, 5))


# ---------------------------------------------------------------- measurement, plan, capability


def _bench(joined: Joined, say: Texts) -> Iterator[Part]:
    if any(result["endpoints"] for result in joined.bench):
        yield from overview(joined.bench, say)
    elif joined.decision is not None:
        yield Para(say("choice.no_bench"))


def _plan(joined: Joined, say: Texts) -> Iterator[Part]:
    plan = (joined.decision or {}).get("plan")
    if plan:
        weeks = {end: say.number(round(plan["weeks"][end])) for end in ("low", "mid", "high")}
        yield Para(say("choice.plan_about", **weeks))
        yield plan_line(plan, say)


def _capability(joined: Joined, say: Texts) -> Iterator[Part]:
    rows = (joined.decision or {}).get("capability") or []
    words = {True: say("word.yes"), False: say("word.no"), None: say("word.unknown")}
    if rows:
        yield Para(say("choice.capability_about"))
        head = tuple(say(f"choice.col.{name}") for name in ("block", "question", "answer"))
        cells = ((say.word("choice.block", row["block"]), row["question"], words[row["answer"]]) for row in rows)
        yield Table(head, tuple(cells), (2, 8, 1))


def _inputs(joined: Joined, say: Texts) -> Iterator[Part]:
    rows = (joined.cost or {}).get("inputs") or []
    if not rows:
        return
    yield Para(say("choice.inputs_about"))
    head = tuple(say(f"choice.col.{name}") for name in ("input", "value", "range", "unit", "status", "source"))
    cells = (
        (
            row["key"],
            say.number(row["value"]),
            f"{say.number(row['low'])}–{say.number(row['high'])}",
            row["unit"],
            say.word("choice.status", row["status"]),
            ", ".join(str(piece) for piece in (row["source"], row["date"]) if piece),
        )
        for row in rows
    )
    yield Table(head, tuple(cells), (4, 2, 3, 2, 2, 6))


def _limits(joined: Joined, say: Texts) -> Iterator[Part]:
    names = [
        "limits",
        *(["limits_bench"] if joined.bench else []),
        *(["limits_cost"] if joined.cost else []),
        *(["limits_decide"] if joined.decision else []),
    ]
    yield Bullets(tuple(say(f"choice.{name}") for name in names))
    if joined.report is not None:
        yield Note(say("decision.not_advice"))
    if say.language != "en":
        yield Note(say("html.pack_language"))
