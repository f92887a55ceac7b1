"""The decision report: charts with their numbers, inert texts, nothing fetched, and the words it may use."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from report_fixture import HOSTILE, report_document

from auditor.config import ScanConfig
from auditor.errors import UsageError
from auditor.reports.decision_outline import Joined
from auditor.reports.decision_report import render_decision
from auditor.reports.escape import visible
from auditor.reports.plots import nice_step, two_lines
from auditor.reports.wording import forbidden_phrases
from auditor.usecases.costing import CostConfig
from auditor.usecases.deciding import DecideConfig, run_decide

SAMPLES = Path(__file__).parents[2] / "samples"


class Page(HTMLParser):
    """Tags with attributes, and the text outside of the style."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.fixture(scope="module", params=["public-health-nonprofit", "startup-chatbot"])
def joined(request: pytest.FixtureRequest) -> Joined:
    scan = ScanConfig((SAMPLES / request.param,), workers=1, executor="serial")
    made = run_decide(DecideConfig(CostConfig(scan, draws=400)))
    assert made.costing is not None
    return Joined(made.basis.document, made.document, made.costing.document, made.bench)


def page_of(joined: Joined, language: str = "en") -> str:
    return render_decision("html", joined, language).decode()


def test_every_chart_has_title_description_and_its_numbers_as_a_table(joined: Joined) -> None:
    text = page_of(joined)
    figures = re.findall(r"<figure.*?</figure>", text, flags=re.S)
    assert {"fig-matrix-t", "fig-radar-t", "fig-cumulative-t", "fig-even-0-t", "fig-tornado-0-t", "fig-plan-t"} <= set(
        re.findall(r'title id="([^"]+)"', text)
    )
    for figure in figures:
        assert re.search(r"<title id=[^>]+>[^<]+</title><desc id=[^>]+>[^<]+</desc>", figure)
        assert figure.count("<tr>") > 1
    ids = [a["id"] for _, a in Page(text).tags if "id" in a]
    assert len(ids) == len(set(ids))


def test_the_page_needs_nothing_else_and_runs_nothing(joined: Joined) -> None:
    text = page_of(joined)
    tags = Page(text).tags
    policy = next(a["content"] for tag, a in tags if a.get("http-equiv") == "Content-Security-Policy")
    style = re.search(r"<style>(.*?)</style>", text, flags=re.S)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    assert policy.startswith("default-src 'none';")
    assert f"style-src 'sha256-{digest}'" in policy
    for tag, attributes in tags:
        assert tag not in {"script", "link", "img", "iframe", "object", "embed", "base"}
        assert not any(name in {"src", "style"} or name.startswith("on") for name in attributes)
        assert attributes.get("href", "#").startswith("#")


@pytest.mark.parametrize("language", ["en", "de"])
def test_it_says_nothing_that_a_report_must_not_say(joined: Joined, language: str) -> None:
    page = re.sub(r"<style>.*?</style>", "", page_of(joined, language), flags=re.S)
    texts = Page(page).texts
    assert [found for words in texts for found in forbidden_phrases(words)] == []


def test_the_numbers_shown_are_those_of_the_documents(joined: Joined) -> None:
    assert joined.cost is not None
    assert joined.decision is not None
    text = render_decision("md", joined).decode()
    best = joined.decision["recommended"]
    assert f"- **Recommended:** {best}" in text
    for row in joined.cost["options"]:
        assert f"{round(row['total']['mid']):,}" in text
    for score in joined.decision["scores"]:
        assert f"| {score['total']:.0f} |" in text


def test_same_documents_give_the_same_bytes(joined: Joined) -> None:
    assert page_of(joined) == page_of(joined)


def hostile(value: Any, word: str) -> Any:
    """The same document with a hostile text in place of every free text."""
    if isinstance(value, dict):
        fixed = {"id", "gate", "criterion", "schema", "currency", "status", "group", "block", "kind", "key"}
        return {key: item if key in fixed else hostile(item, word) for key, item in value.items()}
    if isinstance(value, list):
        return [item if item in ("performance", "accuracy", "context") else hostile(item, word) for item in value]
    return word if isinstance(value, str) else value


@pytest.mark.parametrize("word", HOSTILE)
def test_hostile_texts_are_shown_as_text(joined: Joined, word: str) -> None:
    cost = joined.cost
    assert cost is not None
    options = [{**row, "title": word, "warnings": [word], "missing": [word]} for row in cost["options"]]
    planted = Joined(report_document(), None, {**cost, "options": options, "inputs": hostile(cost["inputs"], word)})
    page = Page(page_of(planted))
    assert visible(word) in "".join(page.texts)
    assert {tag for tag, _ in page.tags} == {
        tag for tag, _ in Page(page_of(Joined(report_document(), None, cost))).tags
    }
    markdown = render_decision("md", planted).decode()
    assert "<script" not in markdown
    assert "](javascript" not in markdown


def test_cost_alone_and_nothing_measured_make_a_report() -> None:
    empty: dict[str, Any] = {"endpoints": [], "comparisons": [], "gate": []}
    assert b"Bench report" in render_decision("html", Joined(bench=(empty,)))


def test_a_strange_format_is_told() -> None:
    with pytest.raises(UsageError, match="no format 'doc'"):
        render_decision("doc", Joined())


@pytest.mark.parametrize(("span", "step"), [(10, 2), (100, 20), (7, 2), (0.3, 0.1), (1234, 500)])
def test_steps_of_an_axis_are_round(span: float, step: float) -> None:
    assert nice_step(span) == pytest.approx(step)


def test_a_title_breaks_at_a_space_only() -> None:
    assert two_lines("Control, privacy") == ("Control,", "privacy")
    assert two_lines("Cost") == ("", "Cost")
