"""Pages say what the program does: generated ones are fresh, links lead somewhere, shown commands exist."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import click
import pytest

from auditor import __version__
from auditor.cli import cli
from auditor.detectors.base import Text

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _build_module() -> Any:
    spec = spec_from_file_location("docs_build", ROOT / "docs" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BUILD = _build_module()
COMMANDS = [title for title, _, _ in BUILD.commands(cli, BUILD.root_context())]


PAGES = [pytest.param(name, marks=pytest.mark.slow) if name == "README.md" else name for name in sorted(BUILD.PAGES)]


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_says_what_the_program_says(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == BUILD.PAGES[name](), "run: make docs"


def test_no_link_is_dead_and_no_shown_command_unknown() -> None:
    assert [*BUILD.dead_links(), *BUILD.unknown_commands()] == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("scan samples/support-desk -f json -o out.json -vv", ""),
        ("scan --no-such-option x", "no option --no-such-option"),
        ("scna x", "no command scna"),
        ("scan - -q", ""),
        ("--version", ""),
    ],
)
def test_the_check_of_shown_commands_knows_wrong_ones(line: str, problem: str) -> None:
    assert BUILD.wrong_with(line.split()) == problem


def test_commands_are_found_in_console_blocks() -> None:
    block = (
        "$ pip install . && audit scan data \\\n  -f json | head\naudit: a message\n$ audit where 0f1e data # comment\n"
    )
    found = [["scan", "data", "-f", "json"], ["where", "0f1e", "data"]]
    assert list(BUILD.shown_commands(block)) == found


@pytest.mark.parametrize("title", COMMANDS)
def test_every_command_has_its_section(title: str) -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert f"## `{title}`\n" in page


@pytest.mark.parametrize("title", COMMANDS)
def test_every_command_and_option_explains_itself(title: str) -> None:
    found = {name: (command, context) for name, command, context in BUILD.commands(cli, BUILD.root_context())}
    command, context = found[title]
    assert command.get_short_help_str()
    options = [param for param in command.get_params(context) if isinstance(param, click.Option)]
    assert [option.name for option in options if not option.help] == []


def _python_block(page: str) -> str:
    """The first Python example of a page."""
    (example, *_) = re.findall(
        r"^```python\n(.+?)^```", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    return str(example)


@pytest.mark.slow
def test_the_python_example_runs(project: Any) -> None:
    example = _python_block("docs/python-api.md").replace('"samples/', f'"{ROOT}/samples/')
    environment = {**os.environ, "AUDIT_KEY": "k" * 32}
    command = [sys.executable, "-c", example]
    done = subprocess.run(command, cwd=project.root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "deepseek prohibited" in done.stdout.splitlines()
    assert any(" IBAN_CODE " in line for line in done.stdout.splitlines())


def test_the_detector_that_contributing_shows_finds_its_examples() -> None:
    room: dict[str, Any] = {}
    exec(_python_block("CONTRIBUTING.md"), room)
    (detector,) = room["DETECTORS"]
    for example in detector.examples:
        value = example[example.index("«") + 1 : example.index("»")]
        plain = Text(example.replace("«", "").replace("»", ""))
        assert [plain.value[span.start : span.end] for span in detector.match(plain)] == [value]
    assert [text for text in detector.counterexamples if detector.match(Text(text))] == []


def test_the_readme_carries_the_two_commands_that_ci_runs() -> None:
    blocks = re.findall(r"^<!-- command: (\w+) -->\n```console\n(.+?)\n```", README, re.MULTILINE | re.DOTALL)
    assert [name for name, _ in blocks] == ["start", "develop"]
    assert [len(command.splitlines()) for _, command in blocks] == [1, 1]


def test_the_readme_lists_every_exit_code() -> None:
    codes = [int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)]
    assert codes == [0, 1, 2, 3, 10, 11, 12, 13]


def test_the_changelog_tells_about_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[?{re.escape(__version__)}\b", text, re.MULTILINE)


def test_decisions_are_numbered_without_gaps_and_listed() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in pages if f"decisions/{page.name}" not in index] == []
