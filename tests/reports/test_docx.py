"""The DOCX: equal bytes, and every text of the outline in it."""

from __future__ import annotations

import io
import zipfile
from functools import cache

import pytest
from report_fixture import HOSTILE, findings, report_document

from auditor.reports.catalogue import texts
from auditor.reports.escape import visible
from auditor.reports.outline import outline
from auditor.reports.view import view_of
from auditor.reports.wording import forbidden_phrases
from auditor.reports.write import render

docx = pytest.importorskip("docx", reason="the extra [docx] is not installed")


@cache
def made(*, hostile: bool = True) -> bytes:
    return b"".join(render("docx", report_document(hostile=hostile), findings))


def words(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_equal_documents_give_equal_bytes() -> None:
    assert made() == made.__wrapped__()


def test_every_section_and_hostile_text_stands_in_it_as_text() -> None:
    text = words(made())
    view = view_of(report_document())
    assert all(section.title in text for section in outline(view, texts("en")))
    assert all(visible(hostile) in text for hostile in HOSTILE)


def test_prose_says_nothing_forbidden() -> None:
    assert forbidden_phrases(words(made(hostile=False))) == []


def test_the_archive_has_fixed_times_and_no_macro() -> None:
    with zipfile.ZipFile(io.BytesIO(made())) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
        assert not [name for name in archive.namelist() if "vba" in name.lower() or name.endswith(".bin")]
