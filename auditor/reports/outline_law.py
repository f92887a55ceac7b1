"""The parts of the outline that tell law and contract: rules that fired, vendor terms, unsettled points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.reports.blocks import Block, Bullets, Heading, Note, Pairs, Para, Table
from auditor.reports.view import OUTCOMES, RuleRow, View, authorities, fact_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import FactDoc, SourceDoc
    from auditor.reports.catalogue import Texts

MEMBER = False


def rules(view: View, say: Texts) -> Iterator[Block]:
    """Each rule that fired, with law, layer, certainty and the facts it used."""
    yield Para(say("rules.about"))
    told = [row for row in view.rules if row.worst in {"evidenced", "inform"}]
    for row in view.rules:
        if row in told:
            continue
        yield Heading(3, f"{row.rule.id}: {row.rule.title}")
        yield Pairs(tuple(rule_lines(row, say)))
    if told:
        yield Heading(3, say("rules.told"))
        yield Table(
            (say("col.rule"), say("rules.title"), say("rules.basis"), say("rules.outcomes")),
            tuple((row.rule.id, row.rule.title, "; ".join(row.rule.basis), outcomes(row, say)) for row in told),
            widths=(4, 6, 5, 3),
        )


def rule_lines(row: RuleRow, say: Texts, *, facts: bool = True) -> list[tuple[str, str]]:
    """What a report says of a rule, as label and text; `facts=False` where a format lists them by itself."""
    rule = row.rule
    lines = [
        (say("rules.outcomes"), outcomes(row, say)),
        (say("rules.pack"), f"{rule.pack} {rule.version}"),
        (
            say("rules.layer"),
            f"{say.word('layer', rule.layer)}; {say.word('settled', rule.settled)}; {say.word('severity', rule.severity)}",
        ),
        (say("rules.basis"), "; ".join(authorities(rule.citations, say)) or "; ".join(rule.basis)),
        (say("rules.facts"), "; ".join(fact_lines(row, say)) if facts else ""),
        (say("rules.todo"), rule.remediation),
        (say("rules.why"), rule.rationale),
    ]
    if rule.curable and row.worst == "prohibit":
        lines.append((say("rules.cure"), say("rules.curable", step=rule.remediation)))
    if rule.waiver:
        lines.append((say("rules.waiver"), fact_value(rule.waiver, say)))
    return [(label, text) for label, text in lines if text]


def outcomes(row: RuleRow, say: Texts) -> str:
    """Outcomes with the number of options each."""
    return "; ".join(f"{say(f'outcome.{name}')}: {len(row.options[name])}" for name in OUTCOMES if name in row.options)


def fact_lines(row: RuleRow, say: Texts) -> list[str]:
    """Facts a rule used, with value, kind and origin; options are named where they differ in the value."""
    every = {option for options in row.options.values() for option in options}
    lines = []
    for used in sorted(
        row.facts.values(), key=lambda used: (used.key, fact_value(used.fact.value, say), used.fact.origin)
    ):
        line = f"{used.key} = {fact_value(used.fact.value, say)} ({_origin(used.fact, say)})"
        if len(used.options) < len(every):
            line += f" [{_some(used.options, say)}]"
        lines.append(line)
    return lines


def _origin(fact: FactDoc, say: Texts) -> str:
    kind = say.word("kind", fact.kind)
    return fact.origin if fact.origin.startswith((kind, fact.kind)) else f"{kind}: {fact.origin}"


def _some(options: tuple[str, ...], say: Texts, most: int = 4) -> str:
    shown = ", ".join(options[:most])
    return shown if len(options) <= most else say("decision.and_more", named=shown, n=len(options) - most)


def vendors(view: View, say: Texts) -> Iterator[Block]:
    """Vendor terms that verdicts rely on, in the tool's own words, with source and date."""
    if not view.document.sources:
        yield Para(say("vendors.none"))
        return
    yield Note(say("vendors.about"))
    for offering in sorted({source.offering for source in view.document.sources}):
        yield Heading(3, offering)
        yield Table(
            (say("col.term"), say("col.says"), say("col.source"), say("col.as_of")),
            tuple(
                (
                    s.field,
                    fact_value(s.value, say) + (f": {s.text}" if s.text else ""),
                    f"{s.source} {s.locator}".strip(),
                    age(s, say),
                )
                for s in view.document.sources
                if s.offering == offering
            ),
            widths=(3, 6, 5, 3),
        )


def age(source: SourceDoc, say: Texts) -> str:
    """When a term was read, until when that counts, and whether it is past that."""
    text = say(
        "vendors.as_of", date=source.as_of or say("word.unknown"), review=source.review_by or say("word.unknown")
    )
    return say("vendors.stale", text=text) if source.stale else text


def unsettled(view: View, say: Texts) -> Iterator[Block]:
    """Points of law that are open and bear on this case."""
    yield Para(say("unsettled.about" if view.document.unsettled else "unsettled.none"))
    if view.document.unsettled:
        yield Bullets(tuple(unsettled_line(point, say) for point in view.document.unsettled))


def unsettled_line(point: dict[str, str], say: Texts) -> str:
    """An open point: what it is about, how open it is, and why."""
    marks = "; ".join(mark for mark in (point.get("rule", ""), say.word("settled", point.get("settled"))) if mark)
    why = point.get("why") or point.get("text") or ""
    return f"{point.get('title', '')} ({marks}): {why}"
