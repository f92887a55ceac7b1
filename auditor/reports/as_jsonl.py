"""`findings.jsonl`: one masked finding a line; its sha256 stands in the report, so lines are written as they were made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.reports.base import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import ReportDocument
    from auditor.reports.base import Findings


def render(document: ReportDocument, findings: Findings, language: str = "en") -> Iterator[bytes]:
    """Findings in the order given, streamed."""
    del document, language
    import orjson

    for finding in findings():
        yield orjson.dumps(finding, option=orjson.OPT_APPEND_NEWLINE)


REPORT = Report("jsonl", ".jsonl", render, "all findings, masked, one a line", file="findings.jsonl")
