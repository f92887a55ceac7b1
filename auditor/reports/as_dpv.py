"""DPV JSON-LD: the processing in the words of the Data Privacy Vocabulary, with one status only: unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.document import SCHEMA
from auditor.reports.base import Report
from auditor.reports.catalogue import texts
from auditor.reports.escape import json_bytes
from auditor.reports.view import provider, view_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import ReportDocument
    from auditor.reports.base import Findings
    from auditor.reports.catalogue import Texts
    from auditor.reports.view import OptionRow, View

#: Vocabulary version 2.3; prefixes as in the taxonomy.
_CONTEXT = {
    "dpv": "https://w3id.org/dpv#",
    "pd": "https://w3id.org/dpv/pd#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "dct": "http://purl.org/dc/terms/",
}
#: A policy verdict is no statement about the law: never another status than this one.
_STATUS = {"@id": "eu-gdpr:GDPRComplianceUnknown"}


def render(document: ReportDocument, findings: Findings, language: str = "en") -> Iterator[bytes]:
    """The dataset's categories, and a process per option."""
    del findings
    import orjson

    say, view = texts(language), view_of(document)
    data = f"urn:sha256:{view.document.dataset.sha256}"
    graph = [_dataset(view, data, say), *(_process(row, data, say) for row in view.rows)]
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    yield json_bytes(orjson.dumps({"schema": SCHEMA, "@context": _CONTEXT, "@graph": graph}, option=options))


def _dataset(view: View, data: str, say: Texts) -> dict[str, Any]:
    terms = [category.row.dpv or "" for category in view.categories]
    personal = sorted({term for term in terms if term.startswith("pd:")})
    other = sorted({term for term in terms if term.startswith("dpv:")})
    return {
        "@id": data,
        "@type": "dpv:Data",
        "dct:title": ", ".join(view.document.dataset.paths),
        "dct:description": say("decision.not_advice"),
        "dpv:hasPersonalData": [{"@id": term} for term in personal],
        "dpv:hasData": [{"@id": term} for term in other],
    }


def _process(row: OptionRow, data: str, say: Texts) -> dict[str, Any]:
    option = row.option
    return {
        "@id": f"{data}#{option.id}",
        "@type": "dpv:Process",
        "dct:title": f"{row.name}, {say.word('activity', option.activity)}",
        "dct:description": row.verdict.headline,
        "dpv:hasData": {"@id": data},
        "dpv:hasProcessing": {"@id": "dpv:Use"},
        "dpv:hasRecipient": {"@type": "dpv:Recipient", "dct:title": provider(option, say)},
        "dpv:hasLocation": [
            {"@type": "dpv:Location", "dct:title": place}
            for place in sorted(
                {*option.stored_in, *option.runs_in, *filter(None, (option.region, option.inference_region))}
            )
        ],
        "dpv:hasComplianceStatus": _STATUS,
    }


REPORT = Report("dpv", ".jsonld", render, "JSON-LD in the Data Privacy Vocabulary", file="processing.jsonld")
