"""What every report format owes its reader, run over the registry: nothing hostile acts, nothing forbidden is said."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import orjson
import pytest
from report_fixture import HOSTILE, findings, report_document

from auditor.errors import UsageError
from auditor.reports.catalogue import languages
from auditor.reports.escape import csv_cell, json_bytes, markdown, visible
from auditor.reports.wording import forbidden_phrases
from auditor.reports.write import format_of, formats, render, render_all, render_to

if TYPE_CHECKING:
    from pathlib import Path

TEXT_FORMATS = sorted(set(formats()) - {"pdf", "docx"})
#: Formats that hold data verbatim; their texts are checked by parsing them.
DATA_FORMATS = {"json", "jsonl"}


@cache
def rendered(name: str, *, hostile: bool = True, language: str = "en", count: int = 240) -> bytes:
    document = report_document(count, hostile)
    return b"".join(render(name, document, lambda: findings(count), language))


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_equal_documents_give_equal_bytes(name: str) -> None:
    assert rendered(name) == rendered.__wrapped__(name)


@pytest.mark.parametrize("name", sorted(set(TEXT_FORMATS) - {"jsonl"}))
def test_no_hidden_character_reaches_the_output(name: str) -> None:
    text = rendered(name).decode()
    hidden = {
        c
        for c in text.removeprefix("\ufeff")
        if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp"} and c not in "\n\r"
    }
    assert hidden == set()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", sorted(set(TEXT_FORMATS) - DATA_FORMATS))
def test_prose_says_nothing_forbidden(name: str, language: str) -> None:
    shown = rendered(name, hostile=False, language=language).decode().replace("<wbr>", "")
    text = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", shown, flags=re.S)
    assert forbidden_phrases(text) == []


def test_json_reads_back_as_the_document() -> None:
    document = report_document()
    assert orjson.loads(rendered("json")) == document.model_dump(mode="json", by_alias=True)


def test_jsonl_hash_stands_in_the_report() -> None:
    import hashlib

    assert hashlib.sha256(rendered("jsonl")).hexdigest() == report_document().findings.sha256


def test_markdown_keeps_hostile_text_inert() -> None:
    text = rendered("md").decode()
    assert "<script" not in text
    assert "](javascript" not in text
    assert "](http" not in text
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert all(re.search(r"(?<!\\)\|$", line) for line in rows)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain text", "plain text"),
        ("\x1b[31m", "\\x1b[31m"),
        ("a\u202eb", "a\\u202eb"),
        ("a\nb", "a\\nb"),
        ("\U000e0041", "\\U000e0041"),
        ("Müller • 你好 é", "Müller • 你好 é"),
    ],
)
def test_hidden_characters_become_visible(text: str, expected: str) -> None:
    assert visible(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a|b", r"a\|b"),
        ("<b>", "&lt;b&gt;"),
        ("https://x.example", "https&#58;//x.example"),
        ("1. x", r"1\. x"),
        ("- x", r"\- x"),
        ("[a](b)", r"\[a\]\(b\)"),
    ],
)
def test_markdown_escape(text: str, expected: str) -> None:
    assert markdown(text) == expected


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "|x", "%0A=1"])
def test_formulas_are_text_in_a_csv_cell(text: str) -> None:
    assert csv_cell(text).startswith("'") or not visible(text).lstrip().startswith(tuple("=+-@|%\t"))


def test_json_shows_hidden_characters_as_escapes_of_the_same_value() -> None:
    data = orjson.dumps({"x": "\x9b2J \u202e \U000e0041 é"})
    assert b"\\u009b" in json_bytes(data)
    assert orjson.loads(json_bytes(data)) == orjson.loads(data)


@pytest.mark.parametrize(
    "text",
    [
        "The dataset is compliant.",
        "This is GDPR-safe.",
        "The data are anonymous.",
        "anonymised data",
        "It is approved for training.",
        "100 % of the records",
        "This use is lawful.",
        "It contains no personal data.",
        "zero-risk",
        "Der Datensatz ist DSGVO-konform.",
        "Die Daten sind anonymisiert.",
        "Das ist zulässig: Das ist rechtmäßig.",
    ],
)
def test_lint_finds_what_may_not_be_said(text: str) -> None:
    assert forbidden_phrases(text)


@pytest.mark.parametrize(
    "text",
    [
        "needs legal review; not legal advice",
        "A lawful basis must exist for this activity",
        "Declared anonymous, but identifiers were found",
        "HIPAA-SAFE-HARBOR: Safe Harbor claimed",
        "a model that cannot in all cases be considered anonymous",
        "field data.anonymous in safeguards.anonymity_assessment",
        "unlawful",
    ],
)
def test_lint_lets_pass_what_is_about_a_claim(text: str) -> None:
    assert forbidden_phrases(text) == []


def test_several_formats_go_to_a_folder_under_their_names(tmp_path: Path) -> None:
    written = render_all(["json", "md", "jsonl"], report_document(), findings, tmp_path / "out")
    assert [file.name for file in written] == ["report.json", "report.md", "findings.jsonl"]
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["findings.jsonl", "report.json", "report.md"]


def test_one_format_goes_to_a_file(tmp_path: Path) -> None:
    file = render_to("json", report_document(), findings, tmp_path / "x.json")
    assert file.read_bytes() == rendered("json")


def test_a_failing_render_leaves_what_stood_there(tmp_path: Path) -> None:
    file = tmp_path / "findings.jsonl"
    file.write_text("before")

    def broken() -> object:
        yield {"path": "a"}
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        render_to("jsonl", report_document(), broken, file)  # type: ignore[arg-type]
    assert file.read_text() == "before"
    assert [entry.name for entry in tmp_path.iterdir()] == ["findings.jsonl"]


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        format_of("docbook")
    assert "md" in caught.value.hint


def test_an_unknown_language_names_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        rendered("md", language="xx")
    assert "en" in caught.value.hint


def test_hostile_strings_are_in_the_fixture() -> None:
    assert all(any(text == row.path for row in report_document().dataset.skipped) for text in HOSTILE)
