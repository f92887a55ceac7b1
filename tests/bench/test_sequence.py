"""Cost, bench against a real local model, and decide, one after the other, as README.md shows them for both cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from real_model import INSTALLED, REASON, running_model

from auditor.cli import cli

# Sockets are blocked in this suite; the model serves on the loopback and nowhere else.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.enable_socket,
    pytest.mark.allow_hosts(["127.0.0.1"]),
    pytest.mark.skipif(not INSTALLED, reason=REASON),
]

ROOT = Path(__file__).parents[2]
QUICK = ["--tier", "fast", "--workers", "1", "-q"]


def _audit(*arguments: str) -> None:
    result = CliRunner().invoke(cli, [*arguments, *QUICK], standalone_mode=False, catch_exceptions=False)
    assert result.return_value == 0, result.output


@pytest.mark.parametrize(
    ("sample", "option", "recommended"),
    [("startup-chatbot", "own-cloud", "openai-eu"), ("public-health-nonprofit", "own-server", "own-server")],
)
def test_the_three_commands_end_with_a_report(sample: str, option: str, recommended: str, tmp_path: Path) -> None:
    data, bench = str(ROOT / "samples" / sample), tmp_path / "bench.json"
    queries = str(ROOT / "docs" / "examples" / "queries" / f"{sample}.jsonl")
    load = ["--sizes", "32", "--output-tokens", "4", "--concurrency", "1", "--requests", "4", "--limit", "e2e=60"]
    _audit("cost", data, "-f", "json", "-o", str(tmp_path / "cost.json"))
    with running_model() as base:
        endpoint = f"{base},smollm2,{option}"
        _audit("bench", data, "--endpoint", endpoint, "--queries", queries, *load, "-f", "json", "-o", str(bench))
    _audit("decide", data, "--bench", str(bench), "-f", "json", "-f", "html", "-o", str(tmp_path / "decision"))
    measured = json.loads(bench.read_text(encoding="utf-8"))
    assert measured["endpoints"][0]["accuracy"]["unanswered"] == 0
    assert measured["gate"][0]["withheld"] == 0
    decided = json.loads((tmp_path / "decision" / "decision.json").read_text(encoding="utf-8"))
    assert decided["recommended"] == recommended
    page = (tmp_path / "decision" / "decision.html").read_text(encoding="utf-8")
    for chapter in ("Answers to your queries", "Time and throughput under load", "Decision matrix", "Break-even"):
        assert chapter in page
    assert "smollm2" in page
