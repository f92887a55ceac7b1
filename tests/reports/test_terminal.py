"""The summary on a terminal: short, coloured where it may be, inert, and readable without fancy characters."""

from __future__ import annotations

import io
from typing import Any

import pytest
from report_fixture import HOSTILE, findings, report_document

from auditor.reports.as_terminal import show
from auditor.reports.escape import visible
from auditor.reports.write import formats, render


class Screen(io.StringIO):
    """A stream that says it is a terminal, with an encoding."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding

    def isatty(self) -> bool:
        return True


def shown(stream: io.StringIO, **arguments: Any) -> str:
    show(report_document(), stream, **arguments)
    return stream.getvalue()


def test_it_is_short() -> None:
    lines = shown(io.StringIO()).splitlines()
    assert len(lines) <= 80
    assert max(map(len, lines)) <= 100


def test_it_says_verdicts_questions_coverage_and_what_comes_next() -> None:
    text = shown(io.StringIO(), written="audit-report/report.html")
    for part in (
        "6 prohibited",
        "Prohibited whatever is declared (3)",
        "Only waiting for answers",
        "decides 8 options",
    ):
        assert part in text
    assert "97.1 % of the bytes were read" in text
    assert "Full report: audit-report/report.html" in text
    assert text.count("\n  audit ") <= 3


def test_data_emit_no_escape_sequences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in shown(Screen("utf-8")).replace("\x1b[1m", "").replace("\x1b[0m", "").replace(
        "\x1b[2m", ""
    ).replace("\x1b[1;4m", "")
    assert visible(HOSTILE[0]) in shown(Screen("utf-8"))


def test_a_poor_encoding_gets_plain_symbols() -> None:
    text = shown(Screen("ascii"))
    assert "X 6 prohibited" in text
    assert "✕" not in text


def test_it_speaks_german() -> None:
    assert "rechtlich zu prüfen" in shown(io.StringIO(), language="de")


@pytest.mark.parametrize("name", sorted(set(formats()) - {"pdf"}))
def test_a_report_about_nothing_is_whole_in_every_format(name: str) -> None:
    document = report_document(0)
    profile = document.profile.model_copy(update={"categories": {}, "entities": {}, "findings": 0})
    dataset = document.dataset.model_copy(update={"skipped": [], "bytes_read": document.dataset.bytes})
    empty = document.model_copy(
        update={
            "profile": profile.model_copy(update={"assurance": {}}), "dataset": dataset, "options": [], "verdicts": [],
            "questions": [], "sources": [], "evidence": [], "declaration": {}, "waivers": [], "unsettled": [], "limits": [],
        }
    )  # fmt: skip
    made = b"".join(render(name, empty, lambda: findings(0)))
    assert made or name == "jsonl"
    if name in {"terminal", "md", "html"}:
        assert "personal identifiers" in made.decode()
