"""A hostile dataset, scanned from the command line: inert in every format, and in a real browser."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import unicodedata
import zipfile
from html.parser import HTMLParser
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from auditor.cli import main

if TYPE_CHECKING:
    from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
HOST = "evil.example"
SCRIPT = (
    f"<script src='http://{HOST}/a.js'>document.title='owned'</script><img src=http://{HOST}/b.png onerror=alert(1)>"
)
#: Each of them stands in a file name, a key and a text, next to something that is found.
HOSTILE = (
    "<script>document.title='owned'<b>",
    "{{7*7}}${7*7}",
    "=cmd()",
    "\x1b[31mred",
    "\u202egnp.exe",
    "line\nbreak",
)
EXTRAS = [name for name, module in (("docx", "docx"), ("pdf", "typst")) if find_spec(module) is not None]
TEXTS = ("report.json", "findings.jsonl", "report.html", "report.md", "report.sarif", "findings.csv", "summary.txt", "processing.jsonld")  # fmt: skip
FORMATS = ["json", "jsonl", "html", "md", "sarif", "csv", "terminal", "dpv", *EXTRAS]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all reports about the hostile dataset."""
    root = tmp_path_factory.mktemp("hostile")
    data = root / "data"
    data.mkdir()
    for number, text in enumerate(HOSTILE):
        row = {text: f"{text} {SCRIPT} write to jane.roe{number}@mail-werk.net"}
        (data / f"{text.replace('/', '-')}.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    declared = {
        "schema": "audit.project/v0.1",
        "organisation": {"name": SCRIPT},
        "options": [
            {
                "id": "a",
                "title": SCRIPT,
                "activity": "prompting",
                "deployment": "vendor_api",
                "offering": "openai.api.default",
            }
        ],
    }
    (data / "audit.yaml").write_text(json.dumps(declared), encoding="utf-8")
    (root / "key").write_text("k" * 32, encoding="utf-8")
    arguments = ["scan", data, "-o", root / "out", "--tier", "fast", "--workers", "1", "--no-cache", "-q"]
    arguments += ["--key", root / "key", "--today", "2026-11-22"]
    for name in FORMATS:
        arguments += ["-f", name]
    with pytest.raises(SystemExit) as stop:
        main([str(argument) for argument in arguments])
    assert stop.value.code == 0
    return root / "out"


class Page(HTMLParser):
    """Tags and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]


def test_every_hostile_file_was_read(reports: Path) -> None:
    document = json.loads((reports / "report.json").read_text(encoding="utf-8"))
    assert document["dataset"]["records"] == len(HOSTILE)
    assert document["profile"]["entities"]["EMAIL_ADDRESS"]["count"] == len(HOSTILE)


@pytest.mark.parametrize("name", TEXTS)
def test_no_character_is_hidden(reports: Path, name: str) -> None:
    text = (reports / name).read_bytes().decode().removeprefix("\ufeff")
    assert {c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp"}} <= {"\n", "\r"}


def test_html_has_its_own_elements_only(reports: Path) -> None:
    text = (reports / "report.html").read_text(encoding="utf-8")
    page = Page(text)
    assert page.tags.count("script") == 2
    assert {"img", "iframe", "object", "link", "base"}.isdisjoint(page.tags)
    assert not [name for name in page.attributes if name.startswith("on")]
    assert "&lt;script&gt;" in text
    assert "{{7*7}}" in text


def test_markdown_has_no_html_and_no_link(reports: Path) -> None:
    text = (reports / "report.md").read_text(encoding="utf-8")
    body = text.removeprefix("<!-- audit.report/v1 -->")
    assert "<" not in body.replace("<br>", "")
    assert f"http://{HOST}" not in body


def test_csv_has_no_formula_and_one_row_a_finding(reports: Path) -> None:
    text = (reports / "findings.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    findings = (reports / "findings.jsonl").read_bytes().splitlines()
    assert len(rows) == len(findings) + 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert "'=cmd().jsonl" in {row[0] for row in rows}


def test_sarif_and_json_read_back(reports: Path) -> None:
    run = json.loads((reports / "report.sarif").read_bytes())["runs"][0]
    uris = {row["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for row in run["results"]}
    assert all(re.fullmatch(r"[A-Za-z0-9_.~/%-]+", uri) for uri in uris)
    assert len(uris) == len(HOSTILE)
    assert json.loads((reports / "processing.jsonld").read_bytes())["schema"] == "audit.report/v1"


def test_docx_holds_it_as_text(reports: Path) -> None:
    if "docx" not in EXTRAS:
        pytest.skip("the extra [docx] is not installed")
    with zipfile.ZipFile(reports / "report.docx") as archive:
        body = archive.read("word/document.xml").decode()
        links = archive.read("word/_rels/document.xml.rels").decode()
    assert "&lt;script" in body
    assert "<script" not in body
    assert HOST not in links


def test_pdf_holds_it_as_text(reports: Path) -> None:
    if "pdf" not in EXTRAS:
        pytest.skip("the extra [pdf] is not installed")
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext: apt-get install poppler-utils")
    data = (reports / "report.pdf").read_bytes()
    assert not re.search(rb"/(JavaScript|JS|Launch|OpenAction)\b", data)
    command = ["pdftotext", "-raw", str(reports / "report.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert "<script" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="needs a browser: apt-get install chromium")
def test_a_browser_runs_nothing_of_it_and_asks_for_nothing(reports: Path, tmp_path: Path) -> None:
    log = tmp_path / "net.json"
    command = [
        str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
        "--disable-component-update", "--disable-sync", f"--log-net-log={log}", f"--user-data-dir={tmp_path / 'profile'}",
        "--virtual-time-budget=4000", "--dump-dom", (reports / "report.html").as_uri(),
    ]  # fmt: skip
    dom = subprocess.run(command, capture_output=True, timeout=90, check=True).stdout.decode()
    page, logged = Page(dom), log.read_text(encoding="utf-8", errors="replace")
    assert "<title>owned" not in dom
    assert page.tags.count("script") == 2
    assert "img" not in page.tags
    assert "report.html" in logged, "the log of requests shows the page itself"
    assert HOST not in logged
