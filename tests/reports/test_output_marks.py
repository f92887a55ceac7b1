"""Every text output carries the mark by which a later scan of the same folder knows it for the auditor's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from report_fixture import findings, report_document

from auditor.readers.own_files import is_own
from auditor.reports.write import documents, formats, render, write_documents

if TYPE_CHECKING:
    from pathlib import Path

#: What a scan reads of a file before it decides.
HEAD = 8 * 1024
BINARY = {"docx", "pdf"}
FORMATS = sorted(set(formats()) - BINARY)


@pytest.mark.parametrize("count", [0, 240])
@pytest.mark.parametrize("name", FORMATS)
def test_an_earlier_output_is_no_data(name: str, count: int) -> None:
    if name == "jsonl" and not count:
        pytest.skip("a file without a line is no data either")
    made = b"".join(render(name, report_document(count), lambda: findings(count)))
    assert is_own(f"renamed{formats()[name].suffix}", made[:HEAD])


def test_a_pre_filled_document_is_no_data(tmp_path: Path) -> None:
    for file in write_documents(documents(), report_document(), tmp_path, kinds=("md",)):
        assert is_own(file.name, file.read_bytes()[:HEAD])


@pytest.mark.parametrize(
    ("name", "head", "own"),
    [
        ("a.json", b'{\n  "schema": "audit.diff/v1",', True),
        ("a.json", b'{"schema": "audit.verification/v1"}', True),
        ("a.json", b'{"schema": "other/v1"}', False),
        ("a.json", b'{"a": 1, "schema": "audit.report/v1"}', False),
        ("report.intoto.json", b'{\n  "payloadType": "application/vnd.in-toto+json",', True),
        ("report.intoto.json", b'{"payloadType": "text/plain"}', False),
        ("a.csv", b"path,record,text\nx,1,y", False),
        ("a.md", b"# About audit reports", False),
    ],
)
def test_data_stays_data(name: str, head: bytes, own: bool) -> None:
    assert is_own(name, head) is own


@pytest.mark.parametrize("name", ["json", "dpv"])
def test_the_schema_is_the_first_key_of_json(name: str) -> None:
    made = b"".join(render(name, report_document(), findings))
    assert made.split(b":")[0].split() == [b"{", b'"schema"']
