"""`audit decide` as a use case: the two case samples of the article, from folder to recommendation."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from auditor.config import ScanConfig
from auditor.errors import ConfigError
from auditor.model import Tier
from auditor.usecases.costing import CostConfig
from auditor.usecases.deciding import DecideConfig, read_bench, run_decide

SAMPLES = Path(__file__).parents[2] / "samples"


def _copy(name: str, folder: Path, **replaced: str) -> Path:
    """A copy of a sample with pieces of its audit.yaml replaced."""
    path = Path(shutil.copytree(SAMPLES / name, folder / name))
    text = (path / "audit.yaml").read_text(encoding="utf-8")
    for old, new in replaced.items():
        assert _WORDS[old] in text, old
        text = text.replace(_WORDS[old], new)
    (path / "audit.yaml").write_text(text, encoding="utf-8")
    return path


_WORDS = {"needs": "needs: {", "agreement": "dpa_signed: true", "weights": "weights: {"}


def _decide(path: Path, *bench: Path) -> dict[str, Any]:
    scan = ScanConfig((path,), tier=Tier.FAST, today=date(2026, 11, 22), workers=1, executor="serial", cache=False)
    return run_decide(DecideConfig(CostConfig(scan, draws=300), bench)).document


def test_the_non_profit_ends_with_tuning_on_its_own_server(tmp_path: Path) -> None:
    path = _copy("public-health-nonprofit", tmp_path)
    told = _decide(path)
    assert told["recommended"] == "own-server"
    failed = {(row["option"], row["gate"]) for row in told["gates"] if not row["passed"]}
    assert {("api-tuning", "verdict"), ("api-tuning", "availability"), ("own-server-ask", "need")} <= failed
    assert any(flip["kind"] == "need" and flip["recommended"] == "own-server-ask" for flip in told["flips"])
    assert any("2027-01-14" in trigger for trigger in told["triggers"])


def test_the_start_up_ends_with_an_api_and_names_what_would_change_it(tmp_path: Path) -> None:
    told = _decide(_copy("startup-chatbot", tmp_path))
    assert told["recommended"] == "openai-eu"
    assert told["robust"]
    assert any("Cost" in reason for reason in told["reasons"])
    assert any(flip["kind"] == "volume" for flip in told["flips"])
    assert told["plan"]["weeks"]["mid"] > 0


def test_without_its_contract_the_start_up_cannot_take_the_api(tmp_path: Path) -> None:
    told = _decide(_copy("startup-chatbot", tmp_path, agreement="dpa_signed: false"))
    assert told["recommended"] != "openai-eu"
    assert any((row["option"], row["gate"], row["passed"]) == ("openai-eu", "verdict", False) for row in told["gates"])


def test_measurements_join(tmp_path: Path) -> None:
    share = {"low": 90.0, "mid": 95.0, "high": 98.0}
    row = {"id": "e", "option": "openai-eu", "summary": {"performance": share, "accuracy": share, "context": None}}
    bench = tmp_path / "bench.json"
    bench.write_text(json.dumps({"schema": "audit.bench/v1", "endpoints": [row]}), encoding="utf-8")
    told = _decide(_copy("startup-chatbot", tmp_path), bench)
    assert told["not_measured"] == ["context"]
    scores = {row["option"]: row["by_criterion"] for row in told["scores"]}
    assert scores["openai-eu"]["accuracy"]["mid"] == 95.0
    assert not scores["own-cloud"]["accuracy"]["known"]


@pytest.mark.parametrize(
    ("text", "problem"), [("{", "not valid JSON"), ("{}", "no result of schema"), (None, "can't be read")]
)
def test_what_is_no_bench_result_is_told(tmp_path: Path, text: str | None, problem: str) -> None:
    path = tmp_path / "bench.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=problem):
        read_bench(path)


def test_wrong_weights_and_capabilities_are_told(tmp_path: Path) -> None:
    path = _copy("startup-chatbot", tmp_path, weights="weights: {colour: 0.0, ")
    with pytest.raises(ConfigError, match="colour"):
        _decide(path)


def test_a_customer_of_old_is_not_barred_by_what_closes_to_new_ones(tmp_path: Path) -> None:
    def barred(needs: str) -> str:
        path = _copy("public-health-nonprofit", tmp_path / (needs[:4] or "none"), needs="needs: {" + needs)
        rows = _decide(path)["gates"]
        return next(str(row["why"]) for row in rows if (row["option"], row["gate"]) == ("api-tuning", "availability"))

    assert "closed to new customers" in barred("")
    assert "closed to new customers" not in barred("customer_of: [openai], ")
