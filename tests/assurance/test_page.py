"""The labelling page in a real browser, served by the real command: keys, themes, narrow screens, nothing from elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from browser_fixture import CHROMIUM, Chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Project

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs a browser: apt-get install chromium"),
]
HOSTILE = "<img src=x onerror=document.title='owned'><script>document.title='owned'</script> \u202eevil\x1b[31m"


def _data(project: Project) -> None:
    project.write("data/audit.yaml", "jurisdictions: [EU]\n")
    rows = [{"messages": [{"role": "user", "content": f"Where is my order? {'very ' * n}late"}]} for n in range(6)]
    rows.append({"messages": [{"role": "user", "content": HOSTILE}, {"role": "assistant", "content": "line\n" * 80}]})
    rows += [{"messages": [{"role": "user", "content": "write to ottoline.quarrybank@mail-werk.net please"}]}]
    project.write("data/chat.jsonl", b"".join(orjson.dumps(row) + b"\n" for row in rows))


@pytest.fixture
def served(project: Project) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command with --web, and the address that it prints."""
    _data(project)
    command = [
        sys.executable, "-m", "auditor", "assure", "data", "--web", "--labeller", "ada", "--tier", "fast", "--language", "en",
        "--findings", "1", "--flagged", "1", "--workers", "1", "-q", "--today", "2026-11-20",
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment
    )
    assert process.stderr is not None
    line = process.stderr.readline()
    found = re.search(r"http://127\.0\.0\.1:\d+/\?token=[\w-]+", line)
    assert found, line + process.stderr.read()
    yield process, found.group()
    process.kill()
    process.communicate()


def _requested(browser: Chromium) -> list[str]:
    return [
        str(event["params"]["request"]["url"])
        for event in browser.events
        if event.get("method") == "Network.requestWillBeSent"
    ]


def _answer(browser: Chromium, *keys: str) -> Any:
    """Press keys and wait for the next card."""
    before = browser.run("document.getElementById('count').textContent")
    for key in keys:
        browser.press(key)
    return browser.wait(f"document.getElementById('count').textContent !== {before!r}")


def test_a_sample_is_labelled_by_keys_alone(
    served: tuple[subprocess.Popen[str], str], tmp_path: Path, project: Project
) -> None:
    process, url = served
    pictures = Path(os.environ.get("AUDIT_PICTURES", tmp_path))
    with Chromium(tmp_path / "profile") as browser:
        browser.look(1100, 800)
        browser.open(url)
        browser.wait("document.querySelectorAll('#record p').length > 0")
        assert browser.run("location.href").endswith("/"), "the token leaves the address"
        assert browser.run("document.getElementById('count').textContent") == "Card 1 of 9 · 0 labelled"
        browser.shoot(pictures / "label-light.png")
        seen = []
        for at in range(7):
            seen.append(browser.run("document.getElementById('record').textContent"))
            if at == 1:
                browser.press("p")
                browser.wait("!document.getElementById('kinds').hidden")
                browser.press("2")
                browser.shoot(pictures / "label-kinds.png")
                _answer(browser, "Enter")
            elif at == 2:
                browser.look(380, 700, dark=True)
                browser.shoot(pictures / "label-narrow-dark.png")
                assert browser.run("document.documentElement.scrollWidth <= innerWidth"), "no sideways scrolling"
                browser.press("n")
                browser.wait("document.getElementById('note').textContent.includes('go on to its end')")
                browser.shoot(pictures / "label-more.png")
                browser.run("scrollTo(0, document.body.scrollHeight)")
                browser.wait("scrollY + innerHeight >= document.body.scrollHeight - 1")
                browser.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
                _answer(browser, "n")
                _answer(browser, "b")
                assert (
                    browser.run("document.querySelector('[data-say=nothing]').getAttribute('aria-pressed')") == "true"
                )
                browser.run("scrollTo(0, document.body.scrollHeight)")
                browser.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
                _answer(browser, "n")
                browser.look(1100, 800, dark=True)
            else:
                _answer(browser, "n")
        assert sum("<img src=x onerror" in text for text in seen) == 1
        assert browser.run("document.title") == "Label a sample"
        assert (
            browser.wait("document.querySelector('mark')?.firstChild.textContent")
            == "ottoline.quarrybank@mail-werk.net"
        )
        browser.shoot(pictures / "label-finding-dark.png")
        _answer(browser, "r")
        browser.wait("!document.getElementById('wrong').hidden")
        browser.press("1")
        browser.wait("document.querySelector('#wrong [aria-pressed=true]') !== null")
        browser.shoot(pictures / "label-flagged-dark.png")
        _answer(browser, "n")
        assert "Everything is labelled" in browser.run("document.getElementById('record').textContent")
        output, _ = process.communicate(timeout=60)
        base = url.partition("?")[0]
        assert all(address.startswith((base, "about:")) for address in _requested(browser)), _requested(browser)
        problems = [
            event for event in browser.events if event.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown")
        ]
        assert [p for p in problems if "favicon" not in str(p)] == []
    assert process.returncode == 0
    assert "1 of 7 hold personal data that was missed" in output
    assert "quarrybank" not in output
    assert "recall" in output
    [book] = (project.root / "data" / "audit-measures" / "labels").glob("*.jsonl")
    labels = [orjson.loads(line) for line in book.read_bytes().splitlines()[1:]]
    assert sum(row.get("kinds") == ["contact"] for row in labels) == 1
    assert sum(row.get("wrong") == ["contact"] for row in labels) == 1


def test_a_second_browser_gets_nothing_and_quit_ends_the_command(
    served: tuple[subprocess.Popen[str], str], tmp_path: Path
) -> None:
    process, url = served
    with Chromium(tmp_path / "one") as first:
        first.open(url)
        first.wait("document.querySelectorAll('#record p').length > 0")
        with Chromium(tmp_path / "two") as second:
            second.open(url)
            assert "has been used" in second.run("document.body.textContent")
            second.open(url.partition("?")[0] + "card")
            assert "works once" in second.run("document.body.textContent")
        first.press("q")
        first.wait("document.getElementById('record').textContent.includes('sitting is over')")
        output, _ = process.communicate(timeout=60)
    assert "no bound yet" in output
