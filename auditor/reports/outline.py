"""The report as a list of plain blocks, in the order a lawyer reads: Markdown, PDF and DOCX draw the same outline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.reports import outline_annex, outline_law, outline_remedies
from auditor.reports.blocks import Block, Bullets, Heading, Note, Para, Section, Table, badge
from auditor.reports.view import FAMILIES, VERDICTS, CategoryView, OptionRow, View, provider, regions, waits
from auditor.reports.wording import absences, count_words, found_words, records_words, residual, sample_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import RuleDoc
    from auditor.reports.catalogue import Texts

MEMBER = False


def outline(view: View, say: Texts) -> list[Section]:
    """All sections, top down."""
    parts = {
        "decision": _decision,
        "conditions": _conditions,
        "findings": _findings,
        "rules": outline_law.rules,
        "vendors": outline_law.vendors,
        "method": _method,
        "remedies": outline_remedies.remedies,
        "unsettled": outline_law.unsettled,
        "options": outline_annex.options,
        "declared": outline_annex.declared,
        "integrity": outline_annex.integrity,
        "signoff": outline_annex.signoff,
    }
    return [Section(name, say(f"section.{name}"), tuple(make(view, say))) for name, make in parts.items()]


def opening(view: View, say: Texts) -> list[tuple[str, str]]:
    """What stands under the title: which data, when, by what."""
    document = view.document
    house = document.organisation.name if document.organisation is not None else ""
    return [
        *([(say("head.organisation"), house)] if house else []),
        (say("head.dataset"), ", ".join(document.dataset.paths)),
        (say("head.decided"), document.run.today),
        (say("head.report"), document.run.id),
        (say("head.tool"), f"audit {document.run.tool_version}, {say('head.tier')} {document.run.tier}"),
        (
            say("head.packs"),
            ", ".join(f"{p.id} {p.version}" for p in document.packs if p.applies in {"yes", "unknown"}),
        ),
        (say("head.sha256"), document.dataset.sha256),
    ]


def _decision(view: View, say: Texts) -> Iterator[Block]:
    yield Para(say("decision.lead", options=len(view.rows), findings=say.number(view.document.profile.findings)))
    yield Table(
        (say("col.verdict"), say("col.options")),
        tuple((badge(verdict, say), str(view.counts[verdict])) for verdict in VERDICTS),
        widths=(3, 1),
    )
    for group, rows in view.groups.items():
        yield Heading(3, say(f"group.{group}"))
        yield Para(say(f"group_about.{group}"))
        yield _option_table(rows, say)
    yield Note(say("decision.not_advice"))
    if say.language != "en":
        yield Note(say("html.pack_language"))


def _option_table(rows: tuple[OptionRow, ...], say: Texts) -> Table:
    head = (say("col.option"), say("col.verdict"), say("col.reason"), say("col.change"))
    return Table(
        head,
        tuple(
            (option_name(row, say), badge(row.verdict.verdict, say), reason(row, say), change(row, say)) for row in rows
        ),
        widths=(4, 2, 5, 6),
    )


def option_name(row: OptionRow, say: Texts) -> str:
    """What an option is: title, id, model and places."""
    option = row.option
    facts = [
        say.word("activity", option.activity),
        provider(option, say),
        option.model or say("option.no_model"),
        regions(option, say),
    ]
    return f"{row.name}, {facts[0]} ({'; '.join((option.id, *facts[1:]))})"


def reason(row: OptionRow, say: Texts, most: int = 3) -> str:
    """The rules that decide a verdict, the first few by title."""
    if not row.reasons:
        return say("decision.no_reason")
    named = "; ".join(reason_words(rule, say, rule.id) for rule in row.reasons[:most])
    more = len(row.reasons) - most
    return say("decision.and_more", named=named, n=more) if more > 0 else named


def reason_words(rule: RuleDoc, say: Texts, name: str = "") -> str:
    """A rule's title; where only something unknown made it speak, the words say so."""
    marks = ", ".join(mark for mark in (name, say("decision.waits") if waits(rule) else "") if mark)
    return f"{rule.title} ({marks})" if marks else rule.title


def cut_step(step: str, most: int = 110) -> str:
    """A long step, cut between words; the annex has it in full."""
    return step if len(step) <= most else step[:most].rpartition(" ")[0].rstrip(",;") + " …"


def change(row: OptionRow, say: Texts, most: int = 4) -> str:
    """The smallest known set of steps that lifts the verdict, the first few; the annex has all."""
    if row.change is None:
        return say(f"change.none_{row.group}")
    steps = "; ".join(cut_step(step) for step in row.change.steps[:most])
    if len(row.change.steps) > most:
        steps = say("decision.and_more", named=steps, n=len(row.change.steps) - most)
    return say("change.then", steps=steps, verdict=say(f"verdict.{row.change.verdict}"))


def _conditions(view: View, say: Texts) -> Iterator[Block]:
    yield Heading(3, say("conditions.questions"))
    if view.document.questions:
        yield Para(say("conditions.questions_about"))
        yield _questions(view, say)
    else:
        yield Para(say("conditions.no_questions"))
    yield Heading(3, say("conditions.open"))
    if not view.conditions:
        yield Para(say("conditions.no_open"))
    else:
        yield Table(
            (say("col.condition"), say("col.rule"), say("col.options"), say("col.owner"), say("col.due")),
            tuple((c.text, c.rule, str(len(c.options)), "", "") for c in view.conditions),
            widths=(7, 3, 2, 2, 2),
        )
    yield Heading(3, say("conditions.relied"))
    yield Para(say("conditions.relied_about" if view.relied else "conditions.no_relied"))
    if view.relied:
        yield Bullets(tuple(f"{c.text} ({c.rule}; {say('col.options')}: {len(c.options)})" for c in view.relied))


def _questions(view: View, say: Texts) -> Table:
    head = (say("col.question"), say("col.who"), say("col.where"), say("col.decides"), say("col.owner"), say("col.due"))
    rows = tuple(
        (q.question, say.word("who", q.who), q.path or q.fact, str(len(q.options)), "", "")
        for q in view.document.questions
    )
    return Table(head, rows, widths=(6, 3, 3, 2, 2, 2))


def _findings(view: View, say: Texts) -> Iterator[Block]:
    yield Para(found_words(view.document, say))
    for family in FAMILIES:
        chosen = [category for category in view.categories if category.family == family]
        if not chosen:
            continue
        yield Heading(3, say(f"family.{family}"))
        head = (
            say("col.category"),
            say("col.count"),
            say("col.records"),
            say("col.with_person"),
            say("col.law"),
            say("col.examples"),
        )
        yield Table(
            head,
            tuple(
                (
                    f"{say.word('category', c.id)} ({c.id})",
                    count_words(c.row, say) + _apart(view, c, say),
                    records_words(view.document, c.id, c.row, say),
                    say.number(c.row.with_person),
                    say.word("legal", c.row.legal),
                    _examples(c, say),
                )
                for c in chosen
            ),
            widths=(4, 3, 2, 2, 4, 6),
        )
    yield Heading(3, say("findings.absent"))
    silent = absences(view.document, say)
    yield Bullets(tuple(silent)) if silent else Para(say("findings.none_absent"))
    yield Note(say("findings.masked"))


def _apart(view: View, category: CategoryView, say: Texts) -> str:
    """What a count consists of: content by its link to a person, names by whose they are."""
    row = category.row
    if row.confirmed + row.suspected + row.unlinked:
        named = {"confirmed": row.confirmed, "suspected": row.suspected, "unlinked": row.unlinked}
        return " · " + say("findings.statuses", **named)
    entities = view.document.profile.entities
    persons = dict.fromkeys(("private", "public", "unclear"), 0)
    sure = dict.fromkeys(("high", "medium", "low"), 0)
    for entity in (name for name in row.entities if name in entities):
        for counts, found in ((persons, entities[entity].persons), (sure, entities[entity].confidence)):
            for kind, count in found.items():
                counts[kind] += count
    told = " · " + say("findings.persons", **persons) if any(persons.values()) else ""
    return told + (" · " + say("findings.confidence", **sure) if sure["medium"] + sure["low"] else "")


def _examples(category: CategoryView, say: Texts) -> str:
    return "; ".join(
        say("findings.example", masked=e.masked, path=e.path, record=e.record, field=e.field)
        for e in category.row.examples[:2]
    )


def _method(view: View, say: Texts) -> Iterator[Block]:
    data, run = view.document.dataset, view.document.run
    yield Bullets((*sample_words(view.document, say), *residual(view.document, say)))
    yield Heading(3, say("method.read"))
    yield Table(
        (say("col.what"), say("col.count")),
        (
            *((say("method.files", format=name), say.number(n)) for name, n in data.formats.items()),
            *((say("method.language", language=name), say.number(n)) for name, n in data.languages.items()),
            *((say("method.shape", shape=name), say.number(n)) for name, n in data.shapes.items() if name),
            *((say("method.split", split=name), say.number(n)) for name, n in data.splits.items()),
        ),
        widths=(3, 1),
    )
    yield Heading(3, say("method.skipped"))
    if data.skipped:
        yield Para(say("method.skipped_about", n=len(data.skipped)))
        yield Table(
            (say("col.path"), say("col.skip_reason"), say("col.bytes"), say("col.todo")),
            tuple((_place(s.path, s.record), s.reason, say.number(s.bytes), s.hint) for s in data.skipped[:200]),
            widths=(4, 4, 2, 4),
        )
    else:
        yield Para(say("method.no_skipped"))
    yield Heading(3, say("method.detectors"))
    yield Table(
        (say("col.detector"), say("col.version"), say("col.sha256")),
        tuple((d.id, d.version, d.sha256 or "") for d in (*run.detectors, *run.models)),
        widths=(4, 2, 6),
    )
    yield Heading(3, say("method.limits"))
    yield Bullets((*limits(view), say("method.limit_conversion")))


def limits(view: View) -> tuple[str, ...]:
    """What the report can't tell; sentences about silence stand with the findings already."""
    return tuple(text for text in view.document.limits if "detector recall for this class" not in text)


def _place(path: str, record: int | None) -> str:
    return path if record is None else f"{path}#{record}"
