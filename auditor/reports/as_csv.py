"""CSV of the findings, one a row; no spreadsheet takes a cell of it for a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from auditor.reports.base import Report
from auditor.reports.escape import csv_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import ReportDocument
    from auditor.reports.base import Findings

_COLUMNS = (
    "path record field start end line end_line entity category status score detector masked fingerprint role turn part detail person"
).split()
_BATCH = 1000


def render(document: ReportDocument, findings: Findings, language: str = "en") -> Iterator[bytes]:
    """Findings in the order given, streamed, as RFC 4180 with a head row and a byte order mark for spreadsheets."""
    del document, language
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow(_COLUMNS)
    for number, finding in enumerate(findings(), start=1):
        writer.writerow([csv_cell(finding.get(column)) for column in _COLUMNS])
        if number % _BATCH == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


REPORT = Report("csv", ".csv", render, "all findings, masked, for spreadsheets", file="findings.csv")
