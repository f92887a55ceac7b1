"""A scan reads the measures beside audit.yaml: they are no data, enter where they belong, and have a chapter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import pytest

from auditor.measures import Measure, write_measure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OPTIONS = ("--tier", "fast", "--workers", "1", "--no-cache", "--today", "2026-11-22", "--option", "onprem:prompting")
SAMPLE = {"n": 300, "misses": 0, "special_misses": 0}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    rows = [{"text": f"Note {n} of the shop, nothing else."} for n in range(400)]
    (folder / "notes.jsonl").write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    return folder


def _scan(audit: Callable[..., Any], data: Path, out: Path) -> dict[str, Any]:
    ran = audit("scan", data, *OPTIONS, "-f", "json", "-o", out)
    assert ran.code == 0, ran.err
    report: dict[str, Any] = orjson.loads(out.read_bytes())
    return report


def _measure(report: dict[str, Any], dataset: str = "") -> Measure:
    return Measure(
        kind="assurance",
        dataset_sha256=dataset or report["dataset"]["sha256"],
        detectors_sha256=report["run"]["detectors_sha256"],
        date="2026-11-24",
        by="A. Labeller",
        design="simple random",
        seed=7,
        facts={"assurance.labelled_sample": SAMPLE},
    )


def test_a_sample_of_this_data_bounds_the_verdict_and_changes_no_digest(
    audit: Callable[..., Any], data: Path, tmp_path: Path
) -> None:
    before = _scan(audit, data, tmp_path / "before.json")
    assert before["measures"] == []
    write_measure(data, _measure(before))
    after = _scan(audit, data, tmp_path / "after.json")
    assert after["dataset"]["sha256"] == before["dataset"]["sha256"]
    assert "audit-measures/assurance.json" in after["dataset"]["not_data"]
    assert after["run"]["config_sha256"] != before["run"]["config_sha256"]
    assert "assurance.residual_upper" not in before["profile"]["assurance"]
    assert 0 < after["profile"]["assurance"]["assurance.residual_upper"] < 0.01
    assert after["profile"]["assurance"]["labelled_sample"]["n"] == 300
    assert [row["state"] for row in after["measures"]] == ["used"]
    assert audit("verify", tmp_path / "after.json").code == 0


def test_check_takes_a_measure_into_an_earlier_report(audit: Callable[..., Any], data: Path, tmp_path: Path) -> None:
    before = _scan(audit, data, tmp_path / "before.json")
    write_measure(data, _measure(before))
    ran = audit("check", tmp_path / "before.json", "--option", "onprem:prompting", "-f", "json")
    after = orjson.loads(ran.out)
    assert [row["state"] for row in after["measures"]] == ["used"]
    assert "assurance.residual_upper" in after["profile"]["assurance"]


def test_a_sample_of_another_state_bounds_nothing_and_the_report_says_so(
    audit: Callable[..., Any], data: Path, tmp_path: Path
) -> None:
    before = _scan(audit, data, tmp_path / "before.json")
    write_measure(data, _measure(before, "00" * 32))
    after = _scan(audit, data, tmp_path / "after.json")
    assert [row["state"] for row in after["measures"]] == ["other_data"]
    assert "assurance.residual_upper" not in after["profile"]["assurance"]
    shown = audit("report", tmp_path / "after.json", "-f", "md")
    assert "Remedies and measurements" in shown.out
    assert "Measured on another state of the data" in shown.out
    assert (
        "Abhilfen und Messungen" in audit("report", tmp_path / "after.json", "-f", "md", "--report-language", "de").out
    )


def test_a_broken_measure_stops_the_scan_before_it_starts(audit: Callable[..., Any], data: Path) -> None:
    (data / "audit-measures").mkdir()
    (data / "audit-measures" / "assurance.json").write_text("{")
    ran = audit("scan", data, *OPTIONS)
    assert ran.code == 2
    assert "assurance.json: not valid JSON" in ran.err
