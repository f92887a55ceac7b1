"""The PDF: equal bytes, archivable, and inert whatever stands in the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from report_fixture import HOSTILE, findings, report_document

from auditor.reports.write import render

if TYPE_CHECKING:
    from auditor.document import ReportDocument

pytest.importorskip("typst", reason="the extra [pdf] is not installed")


def pdf(document: ReportDocument, language: str = "en") -> bytes:
    return b"".join(render("pdf", document, findings, language))


def test_equal_documents_give_equal_bytes() -> None:
    assert pdf(report_document()) == pdf(report_document())


def test_it_names_both_standards() -> None:
    made = pdf(report_document())
    assert made.startswith(b"%PDF-")
    assert b"pdfaid:part>2<" in made
    assert b"pdfuaid:part>1<" in made


_NASTY = (*HOSTILE, "你好", "مرحبا", "👩‍🚀", "e\u0301", "x" * 5000, "#[#panic()]", "\x00\ufffe\U000e0001")


def test_no_text_breaks_it_or_is_read_as_markup() -> None:
    document = report_document()
    dataset = document.dataset.model_copy(update={"paths": list(_NASTY)})
    assert pdf(document.model_copy(update={"dataset": dataset})).startswith(b"%PDF-")
