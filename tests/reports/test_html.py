"""The HTML report: whole in one file, inert whatever stands in the data, and working in a real browser."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from report_fixture import HOSTILE, findings, report_document

from auditor.reports import as_html
from auditor.reports.as_html import is_web
from auditor.reports.escape import visible
from auditor.reports.page import breakable
from auditor.reports.write import render, render_to

if TYPE_CHECKING:
    from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@cache
def page(language: str = "en") -> str:
    return b"".join(render("html", report_document(), findings, language)).decode()


class Elements(HTMLParser):
    """Collects start tags with their attributes, and what text stands outside of scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_policy_allows_its_own_script_and_style_and_nothing_else() -> None:
    text = page()
    policy = next(a["content"] for tag, a in Elements(text).tags if a.get("http-equiv") == "Content-Security-Policy")
    for name in ("script", "style"):
        inner = re.search(rf"<{name}>(.*?)</{name}>", text, flags=re.S)
        assert inner is not None
        digest = base64.b64encode(hashlib.sha256(inner.group(1).encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_nothing_is_fetched_and_nothing_runs_from_an_attribute() -> None:
    for tag, attributes in Elements(page()).tags:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "video", "audio"}
        assert "src" not in attributes
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        assert attributes.get("href", "#").startswith(("#", "https://", "http://"))


def test_hostile_texts_are_shown_as_text() -> None:
    shown = "".join(Elements(page()).texts)
    assert all(visible(text) in shown for text in HOSTILE)
    assert [tag for tag, _ in Elements(page()).tags].count("script") == 2


def test_ids_are_unique_and_links_inside_the_page_lead_somewhere() -> None:
    tags = Elements(page()).tags
    ids = Counter(a["id"] for _, a in tags if "id" in a)
    assert [name for name, count in ids.items() if count > 1] == []
    assert {a["href"][1:] for _, a in tags if a.get("href", "").startswith("#")} <= set(ids)


def test_every_control_has_a_label_and_headings_do_not_jump() -> None:
    text = page()
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", text)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    inputs = [a for tag, a in Elements(text).tags if tag == "input"]
    labelled = len(re.findall(r"<label[^>]*>[^<]*<input", text))
    assert sum(1 for a in inputs if "aria-label" in a) + labelled == len(inputs)


def test_german_page_says_so() -> None:
    assert '<html lang="de">' in page("de")
    assert "rechtlich zu prüfen" in page("de")


def test_more_findings_than_fit_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(as_html, "EMBEDDED", 100)
    text = b"".join(render("html", report_document(), findings)).decode()
    assert "The first 100 of 240 findings" in text


@pytest.mark.parametrize(
    ("url", "expected"), [("https://x", True), ("javascript:alert(1)", False), (None, False), ("data:x", False)]
)
def test_only_web_addresses_become_links(url: object, expected: bool) -> None:
    assert is_web(url) is expected


def test_a_name_wraps_behind_its_punctuation() -> None:
    assert str(breakable("a.b<c")) == "a.<wbr>b&lt;c"


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="needs a browser: apt-get install chromium")
def test_a_browser_fills_the_search_and_runs_nothing_of_the_data(tmp_path: Path) -> None:
    file = render_to("html", report_document(), findings, tmp_path / "report.html")
    # /tmp profile: a profile of its own, gone with the test
    command = [
        str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
        f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=4000", "--dump-dom", file.as_uri(),
    ]  # fmt: skip
    dom = subprocess.run(command, capture_output=True, timeout=90, check=True).stdout.decode()
    rows = re.search(r'<tbody id="explorer-rows">(.*?)</tbody>', dom, flags=re.S)
    assert rows is not None
    assert rows.group(1).count("<tr>") == 25
    assert "1-25 of 240 shown" in dom
    assert [tag for tag, _ in Elements(dom).tags].count("script") == 2
