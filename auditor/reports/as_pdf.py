"""PDF: the outline as a paged document, tagged and archivable, set by typst without any system package."""

from __future__ import annotations

import re
import unicodedata
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from auditor.errors import AuditError, MissingExtra
from auditor.reports.base import Report
from auditor.reports.blocks import plain_block
from auditor.reports.catalogue import texts
from auditor.reports.escape import escaped
from auditor.reports.outline import opening, outline
from auditor.reports.view import view_of
from auditor.resources import resource_dir

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import ReportDocument
    from auditor.reports.base import Findings
    from auditor.reports.catalogue import Texts
    from auditor.reports.view import View

#: Archivable and accessible at once.
_STANDARDS = ["a-2a", "ua-1"]
#: What the fonts inside typst can draw; any other character is shown as its escape, for a missing glyph is an error.
_DRAWN = re.compile(
    "[^\x20-\u02ff\u0370-\u0373\u0374-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u04ff\u05d0-\u05ea"
    "\u1e00-\u1eff\u2010-\u2027\u2030-\u203a\u20a0-\u20bf\u2190-\u22ff\u2500-\u25ff\u2715]"
)
_LONG = re.compile(r"[^\s\u200b]{14,}")


def render(document: ReportDocument, findings: Findings, language: str = "en") -> Iterator[bytes]:
    """The report as one PDF; equal documents give equal bytes."""
    del findings
    import orjson

    say, view = texts(language), view_of(document)
    yield compile_pdf(orjson.dumps(wrapped(content(view, say))).decode())


def content(view: View, say: Texts) -> dict[str, Any]:
    """Everything the template shows, as data."""
    return {
        "language": say.language,
        "title": say("title"),
        "dataset": ", ".join(view.document.dataset.paths),
        "date": date_of(view.document.run.today),
        "report": view.document.run.id,
        "report_label": say("head.report"),
        "footer": say("html.footer", id=view.document.run.id, version=view.document.run.tool_version),
        "note": say("decision.not_advice"),
        "contents": say("html.contents"),
        "opening": opening(view, say),
        "sections": [
            {"title": section.title, "blocks": [plain_block(block) for block in section.blocks]}
            for section in outline(view, say)
        ],
    }


def date_of(today: str) -> list[int]:
    """Year, month and day on which the report judged; the archive standard wants a date, and a clock would differ."""
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", today)
    return [int(part) for part in found.groups()] if found else [1970, 1, 1]


def wrapped(value: Any) -> Any:
    """The same content with places where long names and hashes may wrap."""
    if isinstance(value, str):
        drawn = _DRAWN.sub(lambda match: escaped(match.group()), unicodedata.normalize("NFC", value))
        return _LONG.sub(lambda match: _breaks(match.group()), drawn)
    if isinstance(value, dict):
        return {key: wrapped(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [wrapped(item) for item in value]
    return value


def _breaks(word: str) -> str:
    soft = re.sub(r"([._/:\]-])(?=.)", "\\1\u200b", word)
    return re.sub(r"([^\u200b]{16})(?=[^\u200b])", "\\1\u200b", soft)


def _typst() -> Any:
    """The engine, or what to install; asked for by name, so that nothing depends on its being there."""
    if find_spec("typst") is None:
        raise MissingExtra("format pdf", "pdf")
    return import_module("typst")


def compile_pdf(data: str) -> bytes:
    """Set the template with its data, with the fonts that typst brings."""
    typst = _typst()
    template = resource_dir("templates") / "report.typ"
    problem = ""
    try:
        made: bytes = typst.compile(
            template, sys_inputs={"data": data}, format="pdf", pdf_standards=_STANDARDS, ignore_system_fonts=True
        )
    except typst.TypstError as error:
        problem = f"the PDF could not be set: {error.message}"
    if problem:
        raise AuditError(problem, "use another format, e.g. -f html, and print it")
    return made


REPORT = Report("pdf", ".pdf", render, "PDF/A and PDF/UA, for filing", extra="pdf")
