"""`audit cost` as a use case: on the case samples, on a report, and on what is missing."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from auditor.config import ScanConfig
from auditor.errors import ConfigError
from auditor.model import Tier
from auditor.usecases.costing import CostConfig, run_cost

SAMPLES = Path(__file__).parents[2] / "samples"


def _config(path: Path, prices: Path | None = None) -> CostConfig:
    scan = ScanConfig((path,), tier=Tier.FAST, today=date(2026, 11, 22), workers=1, executor="serial", cache=False)
    return CostConfig(scan, prices, draws=300)


@pytest.fixture
def chatbot(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLES / "startup-chatbot", tmp_path / "startup-chatbot"))


def test_the_start_up_pays_less_at_an_api_than_for_machines_of_its_own(chatbot: Path) -> None:
    told = run_cost(_config(chatbot)).document
    totals = {row["id"]: row["total"] for row in told["options"]}
    assert totals["openai-eu"]["high"] < totals["own-cloud"]["low"]
    pair = next(row for row in told["break_even"] if (row["self_hosted"], row["vendor"]) == ("own-cloud", "openai-eu"))
    assert pair["share_self_hosted_cheaper"] == 0.0
    assert pair["requests_per_day"] > 10 * 1900
    assert told["dataset"]["tokens"]["o200k"]["status"] == "measured"
    assert [row["id"] for row in told["left_out"]] == ["gemini-free"]


def test_two_runs_give_equal_bytes(chatbot: Path) -> None:
    one, other = (json.dumps(run_cost(_config(chatbot)).document) for _ in range(2))
    assert one == other


def test_a_users_price_wins(chatbot: Path, tmp_path: Path) -> None:
    path = tmp_path / "prices.yaml"
    row = "{provider: openai, model: gpt-6.1-sol, input: 200, output: 1000}"
    path.write_text(f"currency: EUR\nsource: offer\ndate: 2026-11-01\nprices: [{row}]\n", encoding="utf-8")
    listed, own = (run_cost(_config(chatbot, prices)).document for prices in (None, path))
    totals = [next(o for o in doc["options"] if o["id"] == "openai-eu")["total"]["mid"] for doc in (listed, own)]
    assert totals[1] > 2 * totals[0]
    assert any(row["source"].startswith("offer") for row in own["inputs"])


def test_nothing_of_the_data_stands_in_the_document(chatbot: Path) -> None:
    (chatbot / "canary.jsonl").write_text('{"text": "my secret word is Zwiebelfisch-9921"}\n', encoding="utf-8")
    assert "Zwiebelfisch" not in json.dumps(run_cost(_config(chatbot)).document)


def test_without_a_workload_nobody_can_say(chatbot: Path) -> None:
    declared = chatbot / "audit.yaml"
    lines = declared.read_text(encoding="utf-8").splitlines()
    declared.write_text("\n".join(line for line in lines if not line.startswith("workload:")), encoding="utf-8")
    with pytest.raises(ConfigError, match="no section workload") as error:
        run_cost(_config(chatbot))
    assert "requests_per_day" in error.value.hint
