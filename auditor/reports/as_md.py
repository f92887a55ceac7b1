"""Markdown: the outline for wikis, pull requests and hand-over; content of others is escaped everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.document import SCHEMA
from auditor.reports.base import Report
from auditor.reports.blocks import Bullets, Fields, Heading, Note, Pairs, Para, Table
from auditor.reports.catalogue import texts
from auditor.reports.escape import markdown
from auditor.reports.outline import opening, outline
from auditor.reports.view import view_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.document import ReportDocument
    from auditor.reports.base import Findings
    from auditor.reports.blocks import Block, Section


def render(document: ReportDocument, findings: Findings, language: str = "en") -> Iterator[bytes]:
    """The report as GitHub-flavoured Markdown."""
    del findings
    say, view = texts(language), view_of(document)
    yield from markdown_of(say("title"), opening(view, say), outline(view, say))


def markdown_of(title: str, facts: Iterable[tuple[str, str]], sections: Iterable[Section]) -> Iterator[bytes]:
    """Sections of blocks as Markdown, with facts under the title."""
    yield f"<!-- {SCHEMA} -->\n# {markdown(title)}\n\n".encode()
    for label, text in facts:
        yield f"- **{markdown(label)}:** {markdown(text)}\n".encode()
    for number, section in enumerate(sections, start=1):
        yield f"\n## {number}. {markdown(section.title)}\n".encode()
        for block in section.blocks:
            yield f"\n{block_text(block)}\n".encode()


def block_text(block: Block) -> str:
    """A block as Markdown."""
    match block:
        case Heading(level=level, text=text):
            return f"{'#' * level} {markdown(text)}"
        case Para(text=text):
            return markdown(text)
        case Note(text=text):
            return f"> {markdown(text)}"
        case Bullets(items=items):
            return "\n".join(f"- {markdown(item)}" for item in items)
        case Pairs(items=items):
            return "\n".join(f"- **{markdown(label)}:** {markdown(text)}" for label, text in items)
        case Fields(labels=labels):
            return "\n".join(f"- {markdown(label)}: ______________________" for label in labels)
        case Table(head=head, rows=rows):
            lines = [_cells(head), _cells(tuple("---" for _ in head), raw=True), *(_cells(row) for row in rows)]
            return "\n".join(lines)


def _cells(cells: tuple[str, ...], *, raw: bool = False) -> str:
    return "| " + " | ".join(cell if raw else markdown(cell) for cell in cells) + " |"


REPORT = Report("md", ".md", render, "Markdown, for wikis and pull requests")
