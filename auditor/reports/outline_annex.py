"""The annex of the outline: options in full, declared facts, integrity, and the boxes people sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.reports.blocks import Block, Bullets, Fields, Heading, Note, Pairs, Para, Table, badge
from auditor.reports.view import OUTCOMES, View, fact_value, places, provider

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import OptionDoc
    from auditor.reports.catalogue import Texts

MEMBER = False


def options(view: View, say: Texts) -> Iterator[Block]:
    """Each option with headline, outcomes, notes and steps."""
    for row in view.rows:
        yield Heading(3, f"{row.option.id}: {badge(row.verdict.verdict, say)}")
        yield Para(row.verdict.headline)
        lines = option_lines(row.option, say)
        for outcome in OUTCOMES:
            named = [rule.id for rule in row.verdict.rules if rule.outcome == outcome]
            if named:
                lines.append((say(f"outcome.{outcome}"), ", ".join(named)))
        for step in row.verdict.changes:
            lines.append(
                (
                    say("col.change"),
                    say("change.then", steps="; ".join(step.steps), verdict=say(f"verdict.{step.verdict}")),
                )
            )
        yield Pairs(tuple(lines))
        if row.verdict.notes:
            yield Bullets(tuple(row.verdict.notes))


def option_lines(option: OptionDoc, say: Texts) -> list[tuple[str, str]]:
    """What an option is, as label and text; what is not named says so."""
    unknown = say("word.unknown")
    storage, inference = places(option, say)
    return [
        (say("option.activity"), say.word("activity", option.activity)),
        (say("option.deployment"), say.word("deployment", option.deployment)),
        (say("option.offering"), provider(option, say)),
        (say("option.model"), option.model or unknown),
        (say("option.storage"), storage),
        (say("option.inference"), inference),
        (say("option.licence"), option.licence or say("word.none")),
        (say("option.contract"), option.contract or say("word.none")),
    ]


def declared(view: View, say: Texts) -> Iterator[Block]:
    """Facts that people declared and nobody verified, with the evidence they name."""
    declaration = view.document.declaration
    yield Para(say("declared.about" if declaration else "declared.none"))
    if declaration:
        yield Table(
            (say("col.fact"), say("col.value"), say("col.where")),
            tuple(row for key, said in declaration.items() for row in declared_rows(key, said, say)),
            widths=(5, 4, 5),
        )
    if view.document.evidence:
        yield Heading(3, say("declared.evidence"))
        yield Table(
            (say("col.where"), say("col.file"), say("col.date"), say("col.sha256")),
            tuple(
                (e.declared_at, e.file, e.date or say("word.unknown"), e.sha256 or say("declared.missing"))
                for e in view.document.evidence
            ),
            widths=(3, 4, 2, 6),
        )
    if view.document.waivers:
        yield Heading(3, say("declared.waivers"))
        yield Note(say("declared.waivers_about"))
        yield Bullets(tuple(waiver_line(waiver, say) for waiver in view.document.waivers))


def declared_rows(key: str, said: Any, say: Texts) -> list[tuple[str, str, str]]:
    """A declared fact with its value and place; one row per stage where development and deployment differ."""
    if not isinstance(said, dict):
        return [(key, fact_value(said, say), "")]
    if "value" not in said:
        return [row for stage, one in said.items() for row in declared_rows(f"{key} ({stage})", one, say)]
    place = f"{said.get('path') or 'audit.yaml'}" + (f", {say('html.line')} {said['line']}" if said.get("line") else "")
    return [(key, fact_value(said["value"], say), place)]


def waiver_line(waiver: dict[str, Any], say: Texts) -> str:
    """A waiver with its author, reason and expiry."""
    rest = {key: value for key, value in waiver.items() if key not in {"rule", "expired"}}
    line = f"{waiver.get('rule', '')}: {fact_value(rest, say)}"
    return f"{line} ({say('declared.expired')})" if waiver.get("expired") else line


def integrity(view: View, say: Texts) -> Iterator[Block]:
    """Everything that made the result, by version and hash."""
    document, run = view.document, view.document.run
    yield Para(say("integrity.about"))
    yield Table(
        (say("col.what"), say("col.version"), say("col.sha256")),
        (
            (say("integrity.dataset"), say("integrity.files", n=document.dataset.files), document.dataset.sha256),
            (say("integrity.findings"), say.number(document.findings.count), document.findings.sha256),
            (say("integrity.config"), "", run.config_sha256),
            (say("integrity.key"), run.key_id, ""),
            *((f"{say('integrity.pack')} {p.id}", p.version, p.sha256 or "") for p in run.packs),
            *((f"{say('integrity.vendor')} {v.file}", "", v.sha256) for v in run.vendors),
            *((f"{say('integrity.model')} {m.id}", m.version, m.sha256 or "") for m in run.models),
        ),
        widths=(5, 2, 7),
    )
    yield Heading(3, say("integrity.packs"))
    yield Table(
        (
            say("col.pack"),
            say("col.version"),
            say("col.law_as_of"),
            say("col.jurisdiction"),
            say("col.applies"),
            say("col.rules"),
        ),
        tuple(
            (f"{p.id}: {p.title}", p.version, p.law_as_of, p.jurisdiction, say.word("applies", p.applies), str(p.rules))
            for p in document.packs
        ),
        widths=(6, 2, 2, 2, 2, 1),
    )


def signoff(view: View, say: Texts) -> Iterator[Block]:
    """The boxes that people fill: the tool writes, a named person decides."""
    del view
    yield Para(say("signoff.about"))
    yield Fields((say("signoff.author"), say("signoff.reviewer"), say("signoff.decision"), say("signoff.date")))
