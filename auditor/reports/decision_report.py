"""Cost, measurement and decision as one page, as Markdown or as a PDF, beside their JSON documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.errors import UsageError
from auditor.reports.as_md import block_text
from auditor.reports.as_pdf import compile_pdf, date_of, wrapped
from auditor.reports.blocks import Heading, Para, plain_block
from auditor.reports.catalogue import texts
from auditor.reports.decision_outline import chapters, facts, title_line
from auditor.reports.escape import markdown
from auditor.reports.figures import Figure
from auditor.reports.page import asset, csp_hash, template

if TYPE_CHECKING:
    from auditor.reports.catalogue import Texts
    from auditor.reports.decision_outline import Joined, Part

MEMBER = False

#: Data tables of figures and long tables are folded away on screen; print and search show them.
_FOLDED = 14


def render_decision(format_: str, joined: Joined, language: str = "en") -> bytes:
    """The joined report in a format."""
    drawers = {"html": _html, "md": _markdown, "pdf": _pdf}
    if format_ not in drawers:
        raise UsageError(f"no format {format_!r} for this report", f"known formats: json, {', '.join(sorted(drawers))}")
    return drawers[format_](joined.inert(), texts(language))


def _html(joined: Joined, say: Texts) -> bytes:
    style = asset("report.css", "decision.css")
    run = joined.report.run if joined.report is not None else None
    page = template("decision.html.j2").render(
        say=say,
        title=title_line(joined, say),
        facts=facts(joined, say),
        chapters=[
            {"id": chapter.id, "title": chapter.title, "parts": [_plain(part) for part in chapter.parts]}
            for chapter in chapters(joined, say)
        ],
        footer=say("html.footer", id=run.id, version=run.tool_version) if run is not None else "",
        folded=_FOLDED,
        style=style,
        style_hash=csp_hash(style),
    )
    return str(page).encode()


def _plain(part: Part) -> dict[str, Any]:
    if isinstance(part, Figure):
        return {
            "kind": "Figure",
            "title": part.title,
            "about": part.about,
            "drawing": part.drawing,
            "table": plain_block(part.table),
        }
    return plain_block(part)


def _unfolded(part: Part) -> list[Any]:
    """A figure as its title, its words and its numbers, for formats without drawings."""
    if isinstance(part, Figure):
        return [Heading(3, part.title), Para(part.about), part.table]
    return [part]


def _markdown(joined: Joined, say: Texts) -> bytes:
    lines = [f"# {markdown(title_line(joined, say))}", ""]
    lines += [f"- **{markdown(label)}:** {markdown(words)}" for label, words in facts(joined, say)]
    for number, chapter in enumerate(chapters(joined, say), start=1):
        lines += ["", f"## {number}. {markdown(chapter.title)}"]
        for part in chapter.parts:
            lines += [row for block in _unfolded(part) for row in ("", block_text(block))]
    return ("\n".join(lines) + "\n").encode()


def _pdf(joined: Joined, say: Texts) -> bytes:
    import orjson

    known = dict(facts(joined, say))
    run = joined.report.run if joined.report is not None else None
    content = {
        "language": say.language,
        "title": title_line(joined, say),
        "dataset": known.get(say("head.dataset"), ""),
        "date": date_of(run.today if run is not None else ""),
        "report": run.id if run is not None else "",
        "report_label": say("head.report"),
        "footer": say("html.footer", id=run.id, version=run.tool_version) if run is not None else "",
        "note": say("decision.not_advice"),
        "contents": say("html.contents"),
        "opening": facts(joined, say),
        "sections": [
            {
                "title": chapter.title,
                "blocks": [plain_block(block) for part in chapter.parts for block in _unfolded(part)],
            }
            for chapter in chapters(joined, say)
        ],
    }
    return compile_pdf(orjson.dumps(wrapped(content)).decode())
