"""The DOCX: equal bytes, and every text of the outline in it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from functools import cache
from typing import TYPE_CHECKING

import pytest
from report_fixture import HOSTILE, findings, report_document

from auditor.reports.catalogue import texts
from auditor.reports.escape import visible
from auditor.reports.outline import outline
from auditor.reports.view import view_of
from auditor.reports.wording import forbidden_phrases
from auditor.reports.write import render

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
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


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice: apt-get install libreoffice-writer-nogui")
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext: apt-get install poppler-utils")
def test_libreoffice_opens_it_and_loses_nothing(tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    file.write_bytes(made())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    read = ["pdftotext", "-raw", str(tmp_path / "report.pdf"), "-"]
    pages = subprocess.run(read, capture_output=True, check=True).stdout.decode()
    shown = re.sub(r"\s+", "", pages)
    wanted = {word for line in words(made()).split("\n") for word in line.split() if word.isalnum()}
    missing = sorted(word for word in wanted if word not in shown)
    assert len(wanted) > 500
    assert missing == []
