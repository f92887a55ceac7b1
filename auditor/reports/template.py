"""Reports from a template of the user's own: sandboxed, auto-escaping, and strict about names that do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.document import Letterhead
from auditor.errors import ConfigError
from auditor.reports.blocks import plain_block
from auditor.reports.catalogue import texts
from auditor.reports.escape import csv_cell, markdown
from auditor.reports.outline import opening, outline
from auditor.reports.view import view_of

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.document import ReportDocument
    from auditor.reports.base import Findings

MEMBER = False

#: How many findings a template may hold at once.
_FINDINGS = 10_000


def render_template(file: Path, document: ReportDocument, findings: Findings, language: str = "en") -> bytes:
    """The text that a Jinja2 template makes of the report.

    Names it may use: `report` (report.json as data), `findings`, `title`, `opening` (label and text), `sections`
    (id, title, blocks), `verdicts` (words), `counts`, `organisation` (name, logo as a data: address); filters `markdown` and `csv`. HTML is escaped by itself unless
    the file is called `*.md.j2`, `*.csv.j2` or `*.txt.j2`; there, Markdown and CSV escape every value by themselves.
    """
    from jinja2 import DictLoader, StrictUndefined, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    kind = file.name.removesuffix(".j2").rpartition(".")[2].lower()
    environment = ImmutableSandboxedEnvironment(
        loader=DictLoader({}),  # nothing to include: a template is one file
        autoescape=kind not in {"md", "csv", "txt"},
        undefined=StrictUndefined,
        finalize={"md": markdown, "csv": csv_cell}.get(kind),
    )
    environment.filters.update(markdown=markdown, csv=csv_cell)
    problem = ""
    try:
        source = file.read_text(encoding="utf-8")
        return environment.from_string(source).render(_context(document, findings, language)).encode()
    except OSError as error:
        problem = f"{file}: can't be read ({error.strerror})"
    except UnicodeDecodeError:
        problem = f"{file}: not UTF-8 text"
    except TemplateError as error:
        problem = f"{file}{_line(error)}: the template fails ({type(error).__name__})"
    raise ConfigError(
        problem, "a template may use report, findings, title, opening, sections, verdicts, counts and organisation"
    )


def _line(error: Exception) -> str:
    number = getattr(error, "lineno", None)
    return f":{number}" if number else ""


def _context(document: ReportDocument, findings: Findings, language: str) -> dict[str, Any]:
    from itertools import islice

    from auditor.reports.escape import visible_all

    say, view = texts(language), view_of(document)
    return {
        "report": view.document.model_dump(mode="json", by_alias=True),
        "findings": visible_all(list(islice(findings(), _FINDINGS))),
        "title": say("title"),
        "opening": opening(view, say),
        "sections": [
            {"id": section.id, "title": section.title, "blocks": [plain_block(block) for block in section.blocks]}
            for section in outline(view, say)
        ],
        "organisation": view.document.organisation or Letterhead(),
        "verdicts": {verdict: say(f"verdict.{verdict}") for verdict in view.counts},
        "counts": view.counts,
    }
