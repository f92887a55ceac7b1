"""`audit cost` and `audit decide` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli import cli
from auditor.errors import ConfigError

SAMPLES = Path(__file__).parents[2] / "samples"
_FIXED = ["--tier", "fast", "--today", "2026-11-22", "--workers", "1"]


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments), standalone_mode=False, catch_exceptions=False)


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_cost_shows_totals_what_is_left_out_and_break_even() -> None:
    result = _run("cost", str(SAMPLES / "startup-chatbot"), *_FIXED, "--draws", "200", "-q", "-f", "terminal")
    assert result.return_value == 0
    assert result.stdout == ""  # -q
    result = _run("cost", str(SAMPLES / "startup-chatbot"), *_FIXED, "--draws", "200")
    for piece in (
        "openai-eu",
        "gemini-free left out",
        "Break-even of own-cloud against",
        "utilisation",
        "moves most with",
    ):
        assert piece in result.stdout


def test_cost_writes_json(tmp_path: Path) -> None:
    path = tmp_path / "cost.json"
    _run("cost", str(SAMPLES / "startup-chatbot"), *_FIXED, "--draws", "200", "-q", "-f", "json", "-o", str(path))
    assert json.loads(path.read_text(encoding="utf-8"))["schema"] == "audit.cost/v1"


def test_decide_shows_the_recommendation_and_what_would_change_it() -> None:
    result = _run("decide", str(SAMPLES / "startup-chatbot"), *_FIXED)
    assert "Recommended: openai-eu" in result.stdout
    for piece in ("Gates that were not passed", "What would change it", "Plan (about", "Decide again"):
        assert piece in result.stdout


def test_decide_prints_json() -> None:
    result = _run("decide", str(SAMPLES / "startup-chatbot"), *_FIXED, "-f", "json")
    assert json.loads(result.stdout)["schema"] == "audit.decision/v1"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="can't be read"):
        _run("decide", str(SAMPLES / "startup-chatbot"), *_FIXED, "--bench", str(tmp_path / "none.json"))
