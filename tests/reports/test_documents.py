"""Pre-filled documents: each is whole, inert and clean, in every language, and says what people must still fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from report_fixture import report_document

from auditor.errors import UsageError
from auditor.reports.catalogue import languages, texts
from auditor.reports.documents.dpia import CRITERIA
from auditor.reports.wording import forbidden_phrases
from auditor.reports.write import documents, write_documents

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, name: str, language: str = "en", *, hostile: bool = True) -> str:
    document = report_document(hostile=hostile)
    return write_documents([name], document, folder, kinds=["md"], language=language)[0].read_text(encoding="utf-8")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", sorted(documents()))
def test_a_document_is_clean_and_marks_what_is_open(tmp_path: Path, name: str, language: str) -> None:
    text = written(tmp_path, name, language, hostile=False)
    assert forbidden_phrases(text) == []
    assert texts(language)("doc.open").strip("[]") in text
    assert texts(language)(f"doc.{name}.title") in text


def test_measured_and_declared_facts_are_filled_in(tmp_path: Path) -> None:
    text = written(tmp_path, "dpia")
    assert "at least 260" in text
    assert "mistral-large-2512" in text
    assert all(texts("en")(f"criterion.{name}").partition(" ")[2] in text for name in CRITERIA)


def test_several_documents_in_two_kinds(tmp_path: Path) -> None:
    pytest.importorskip("docx", reason="the extra [docx] is not installed")
    files = write_documents(["lia", "ropa"], report_document(), tmp_path)
    assert [file.name for file in files] == ["lia.md", "lia.docx", "ropa.md", "ropa.docx"]
    assert all(file.stat().st_size > 1000 for file in files)


@pytest.mark.parametrize(("names", "kinds"), [(["nothing"], ["md"]), (["lia"], ["odt"])])
def test_what_does_not_exist_is_told_before_anything_is_written(
    tmp_path: Path, names: list[str], kinds: list[str]
) -> None:
    with pytest.raises(UsageError):
        write_documents(names, report_document(), tmp_path / "out", kinds=kinds)
    assert not (tmp_path / "out").exists()
