"""HTML: one file that needs nothing else, for the lawyer who reads top down and the engineer who searches."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from auditor.reports import charts
from auditor.reports.base import Report
from auditor.reports.blocks import plain_block
from auditor.reports.catalogue import texts
from auditor.reports.escape import visible
from auditor.reports.outline import change, cut_step, opening, outline
from auditor.reports.outline_law import age, fact_lines, outcomes, rule_lines
from auditor.reports.page import asset, csp_hash, template
from auditor.reports.view import FAMILIES, OUTCOMES, SYMBOLS, fact_value, provider, regions, view_of, waits
from auditor.reports.wording import absences, count_words, found_words, records_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import ReportDocument
    from auditor.reports.base import Findings
    from auditor.reports.catalogue import Texts
    from auditor.reports.view import View

#: Findings that the file itself carries for search; the rest stands in findings.jsonl and the page says so.
EMBEDDED = 100_000
_COLUMNS = ("path", "field", "entity", "category", "masked", "status")
_OWN = ("decision", "conditions", "findings", "rules", "vendors")


def render(document: ReportDocument, findings: Findings, language: str = "en") -> Iterator[bytes]:
    """The report as one HTML file with a strict Content-Security-Policy."""
    say, view = texts(language), view_of(document)
    data, embedded = findings_data(findings)
    yield template("report.html.j2").render(**_context(view, say), findings_data=data, embedded=embedded).encode()


def _context(view: View, say: Texts) -> dict[str, Any]:
    style, script = asset("report.css"), asset("report.js")
    sections = outline(view, say)
    return {
        "view": view,
        "doc": view.document,
        "logo": view.document.organisation.logo if view.document.organisation is not None else "",
        "say": say,
        "style": style,
        "script": script,
        "style_hash": csp_hash(style),
        "script_hash": csp_hash(script),
        "sections": [section.id for section in sections],
        "later": [
            {"id": s.id, "blocks": _numbered([plain_block(b) for b in s.blocks])} for s in sections if s.id not in _OWN
        ],
        "ids": {row.option.id: number for number, row in enumerate(view.rows)},
        "rule_ids": {row.rule.id: number for number, row in enumerate(view.rules)},
        "symbols": SYMBOLS,
        "marks": charts.MARKS,
        "families": FAMILIES,
        "outcome_words": OUTCOMES[:5],
        "charts": charts,
        "is_web": is_web,
        **{
            f.__name__: f
            for f in (
                absences,
                age,
                change,
                cut_step,
                count_words,
                fact_lines,
                fact_value,
                found_words,
                opening,
                outcomes,
                provider,
                records_words,
                regions,
                rule_lines,
                waits,
            )
        },
    }


def _numbered(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Headings with their place among the headings of the section."""
    places = iter(range(len(blocks)))
    return [{**block, "place": next(places)} if block["kind"] == "Heading" else block for block in blocks]


def is_web(url: object) -> bool:
    """Whether an address may become a link."""
    return isinstance(url, str) and url.startswith(("https://", "http://"))


def findings_data(findings: Findings) -> tuple[Any, int]:
    """Findings column by column, each text once: small enough to open at once, inert inside a script element."""
    import orjson
    from markupsafe import Markup

    words: dict[str, dict[str, int]] = {name: {} for name in _COLUMNS}
    rows: dict[str, list[Any]] = {name: [] for name in (*_COLUMNS, "record", "line", "score", "fingerprint")}
    for finding in islice(findings(), EMBEDDED):
        for name in _COLUMNS:
            known = words[name]
            rows[name].append(known.setdefault(str(finding.get(name) or ""), len(known)))
        rows["record"].append(finding["record"])
        rows["line"].append(finding.get("line"))
        rows["score"].append(round(float(str(finding["score"])) * 100))
        rows["fingerprint"].append(finding["fingerprint"])
    shown = {name: [visible(word) for word in known] for name, known in words.items()}
    data = orjson.dumps({"words": shown, "rows": rows}).decode()
    # "<" alone could end the element or open a comment in it
    return Markup(data.replace("<", "\\u003c").replace("&", "\\u0026")), len(rows["path"])  # noqa: S704


REPORT = Report("html", ".html", render, "one self-contained page, for reading and searching")
