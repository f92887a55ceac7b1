"""`report.json`: the versioned document itself, the source of every other format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.reports.base import Report
from auditor.reports.escape import json_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import ReportDocument
    from auditor.reports.base import Findings


def render(document: ReportDocument, findings: Findings, language: str = "en") -> Iterator[bytes]:
    """The document in the order of its contract; equal documents give equal bytes."""
    del findings, language
    import orjson

    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS
    yield json_bytes(orjson.dumps(document.model_dump(mode="json", by_alias=True), option=options))


REPORT = Report("json", ".json", render, "the whole report as data (schema audit.report/v1)")
