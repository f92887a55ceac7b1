"""DOCX: the outline for counsel who edits, with real headings, lists and tables."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from auditor.errors import MissingExtra
from auditor.reports.base import Report
from auditor.reports.blocks import Bullets, Fields, Heading, Note, Pairs, Para, Table
from auditor.reports.catalogue import texts
from auditor.reports.outline import opening, outline
from auditor.reports.view import SYMBOLS, VERDICTS, view_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.document import ReportDocument
    from auditor.reports.base import Findings
    from auditor.reports.blocks import Block, Section

#: Archives carry times; a fixed one keeps equal documents equal.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_TONES = dict(zip(VERDICTS, ((0x9C, 0x1C, 0x1C), (0x7A, 0x4F, 0), (0x1C, 0x4F, 0x86), (0x46, 0x51, 0x5C)), strict=True))


def render(document: ReportDocument, findings: Findings, language: str = "en") -> Iterator[bytes]:
    """The report as one DOCX; equal documents give equal bytes."""
    del findings
    say, view = texts(language), view_of(document)
    header = f"{say('title')} · {say('head.report')} {view.document.run.id}"
    yield docx_bytes(say("title"), header, opening(view, say), outline(view, say))


def docx_bytes(title: str, header: str, facts: Iterable[tuple[str, str]], sections: Iterable[Section]) -> bytes:
    """A document of blocks with a title, a running header and facts under the title."""
    if find_spec("docx") is None:
        raise MissingExtra("format docx", "docx")
    made = import_module("docx").Document()
    _prepare(made, title, header)
    made.add_heading(title, level=0)
    _draw(made, Pairs(tuple(facts)))
    for number, section in enumerate(sections, start=1):
        made.add_heading(f"{number}  {section.title}", level=1)
        for block in section.blocks:
            _draw(made, block)
    buffer = io.BytesIO()
    made.save(buffer)
    return _still(buffer.getvalue())


def _prepare(made: Any, title: str, header: str) -> None:
    shared = import_module("docx.shared")
    about = made.core_properties
    about.title, about.author, about.comments = title, "audit", ""
    about.created = about.modified = datetime(*_EPOCH)
    section = made.sections[0]
    section.page_width, section.page_height = shared.Mm(210), shared.Mm(297)
    section.left_margin = section.right_margin = shared.Mm(20)
    section.header.paragraphs[0].text = header
    made.styles["Normal"].font.size = shared.Pt(10)


def _draw(made: Any, block: Block) -> None:
    match block:
        case Heading(level=level, text=text):
            made.add_heading(text, level=level - 1)
        case Para(text=text):
            made.add_paragraph(text)
        case Note(text=text):
            made.add_paragraph(text, style="Intense Quote")
        case Bullets(items=items):
            for item in items:
                made.add_paragraph(item, style="List Bullet")
        case Pairs(items=items):
            for label, text in items:
                line = made.add_paragraph()
                line.paragraph_format.space_after = 0
                line.add_run(f"{label}: ").bold = True
                line.add_run(text)
        case Fields(labels=labels):
            for label in labels:
                made.add_paragraph(f"{label}: " + "_" * 40)
        case Table(head=head, rows=rows):
            _table(made, head, rows)


def _table(made: Any, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    if not rows:
        return
    table = made.add_table(rows=1, cols=len(head), style="Light Grid")
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        _cell(cell, text)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _cell(cell, text)
    _repeat_head(table)
    made.add_paragraph()


def _cell(cell: Any, text: str) -> None:
    shared = import_module("docx.shared")
    run = cell.paragraphs[0].add_run(text)
    run.font.size = shared.Pt(8)
    tone = next((_TONES[v] for v in VERDICTS if text.startswith(f"{SYMBOLS[v]} ")), None)
    if tone:
        run.font.color.rgb = shared.RGBColor(*tone)
        run.bold = True


def _repeat_head(table: Any) -> None:
    """The head row again on each page."""
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(import_module("docx.oxml").OxmlElement("w:tblHeader"))


def _still(data: bytes) -> bytes:
    """The same archive with fixed times."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


REPORT = Report("docx", ".docx", render, "DOCX, for counsel who edits", extra="docx")
