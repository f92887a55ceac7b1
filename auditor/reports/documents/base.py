"""The contract of a document, and the parts that several documents share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.reports.blocks import Bullets, Heading, Note, Para, Section, Table, badge
from auditor.reports.outline import change
from auditor.reports.outline_annex import declared_rows
from auditor.reports.view import fact_value, places, provider
from auditor.reports.wording import absences, count_words, residual

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from auditor.reports.blocks import Block
    from auditor.reports.catalogue import Texts
    from auditor.reports.view import View

MEMBER = False


@dataclass(frozen=True, slots=True)
class Document:
    """A document: one module of this room exposes one as DOCUMENT."""

    id: str
    parts: Callable[[View, Texts], Iterator[tuple[str, Iterable[Block]]]]  # id of a part, its blocks

    def sections(self, view: View, say: Texts) -> list[Section]:
        """The parts with their titles; the first says what is filled in and what is not."""
        note = Section("about", say("doc.about"), (Note(say("doc.note")), Para(say(f"doc.{self.id}.about"))))
        made = [Section(name, say(f"doc.{self.id}.{name}"), tuple(blocks)) for name, blocks in self.parts(view, say)]
        return [note, *made]


def open_fields(say: Texts, *keys: str) -> Table:
    """Questions that only people answer, with an empty field each."""
    rows = tuple((say(f"field.{key}"), say("doc.open")) for key in keys)
    return Table((say("doc.field"), say("doc.answer")), rows, widths=(4, 6))


def facts(view: View, say: Texts, *keys: str) -> Table:
    """Facts with value and origin: measured and declared ones as they stand, the others as open fields."""
    rows = tuple(row for key in keys for row in _fact(view, say, key))
    return Table((say("doc.field"), say("col.value"), say("doc.origin")), rows, widths=(5, 4, 4))


def _fact(view: View, say: Texts, key: str) -> list[tuple[str, str, str]]:
    label = say(f"fact.{key}")
    profile = view.document.profile
    if key in profile.facts:
        return [(label, fact_value(profile.facts[key], say), say.word("kind", "measured"))]
    said: Any = view.document.declaration.get(key)
    if said is not None:
        return [
            (name.replace(key, label), value, f"{say.word('kind', 'declared')}: {place}")
            for name, value, place in declared_rows(key, said, say)
        ]
    if key.startswith("data."):
        return [(label, say("doc.not_detected"), say.word("kind", "measured"))]
    return [(label, say("doc.open"), "")]


def inventory(view: View, say: Texts) -> Iterator[Block]:
    """Categories of data with counts, and what was not detected."""
    head = (say("col.category"), say("col.count"), say("col.records"), say("col.with_person"), say("col.law"))
    rows = tuple(
        (
            f"{say.word('category', c.id)} ({c.id})",
            count_words(c.row, say),
            say.number(c.row.records),
            say.number(c.row.with_person),
            say.word("legal", c.row.legal),
        )
        for c in view.categories
    )
    yield Table(head, rows, widths=(5, 2, 2, 2, 4))
    silent = absences(view.document, say)
    if silent:
        yield Bullets(tuple(silent))


def volumes(view: View, say: Texts) -> Table:
    """How much was read, of what."""
    data = view.document.dataset
    rows = (
        (say("doc.records"), say.number(data.records)),
        (say("doc.affected"), say.number(view.document.profile.records_affected)),
        (say("doc.files"), say.number(data.files)),
        (say("doc.bytes"), say.number(data.bytes)),
        (say("doc.languages"), ", ".join(f"{name}: {say.number(n)}" for name, n in data.languages.items())),
        (say("doc.formats"), ", ".join(f"{name}: {say.number(n)}" for name, n in data.formats.items())),
    )
    return Table((say("col.what"), say("col.count")), rows, widths=(4, 6))


def recipients(view: View, say: Texts) -> Table:
    """Who would receive the data, and where."""
    rows = tuple(
        (row.option.id, provider(row.option, say), row.option.model or say("option.no_model"), *places(row.option, say))
        for row in view.rows
    )
    head = (
        say("col.option"),
        say("doc.recipient"),
        say("option.model"),
        say("option.storage"),
        say("option.inference"),
    )
    return Table(head, rows, widths=(3, 5, 4, 2, 2))


def comparison(view: View, say: Texts) -> Table:
    """Options with verdict and what would change it."""
    rows = tuple((row.option.id, badge(row.verdict.verdict, say), change(row, say)) for row in view.rows)
    return Table((say("col.option"), say("col.verdict"), say("col.change")), rows, widths=(3, 3, 7))


def remaining(view: View, say: Texts) -> Iterator[Block]:
    """What may have been missed, and which conditions are open."""
    yield Bullets(tuple(residual(view.document, say)))
    yield Heading(3, say("conditions.open"))
    if view.conditions:
        yield Table(
            (say("col.condition"), say("col.rule"), say("col.owner"), say("col.due")),
            tuple((c.text, c.rule, say("doc.open"), say("doc.open")) for c in view.conditions),
            widths=(7, 3, 2, 2),
        )
    else:
        yield Para(say("conditions.no_open"))
