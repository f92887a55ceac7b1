"""The commands as people type them: exit codes, streams, and no raw value on any of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from auditor.cli import main

if TYPE_CHECKING:
    from tests.hook.conftest import Repo

ROOT = Path(__file__).resolve().parents[2]
TAX_LINE = "Steuer-ID: 62367815401\n"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main([*arguments])
    return int(ended.value.code or 0)


def test_ten_blocks_and_zero_passes(repo: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    repo.stage("a.md", "clean\n")
    assert run("hook", "--no-cache") == 0
    assert capfd.readouterr() == ("", "")
    repo.stage("a.md", TAX_LINE)
    for arguments in (["hook"], ["hook", "-v"], ["hook", "a.md"]):
        assert run(*arguments) == 10
        told = capfd.readouterr()
        assert told.out == ""
        assert "a.md:1" in told.err
        assert "62367815401" not in told.err


def test_baseline_and_waiver_by_command(repo: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    repo.stage("a.md", TAX_LINE)
    assert run("baseline", "--tier", "fast") == 0
    assert "1 new, 0 vanished" in capfd.readouterr().err
    assert run("hook") == 0
    assert "1 in the baseline" in capfd.readouterr().err
    repo.stage("b.md", "Steuer-ID: 11726385901\n")
    assert run("hook") == 10
    assert run("waive", "b.md", "--reason", "made up", "--until", "2099-01-01") == 0
    assert run("hook") == 0
    assert run("waive", "b.md", "--reason", "made up") == 2


def test_a_scan_fails_on_new_findings_only_and_its_verdict_stays(repo: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    repo.commit("a.md", TAX_LINE)
    scan = ["scan", ".", "--tier", "fast", "--workers", "1", "--no-cache", "-f", "json", "--today", "2026-11-22"]
    assert run("baseline", "--tier", "fast") == 0
    capfd.readouterr()
    assert run(*scan) == 0
    without = capfd.readouterr().out.partition('"dataset"')[2]
    assert run(*scan, "--baseline", ".audit-baseline", "--fail-on", "findings") == 0
    told = capfd.readouterr()
    assert told.out.partition('"dataset"')[2] == without
    assert "0 new findings; 1 known" in told.err
    assert run(*scan, "--baseline", ".audit-baseline", "--fail-on", "conditions") >= 11
    repo.write("b.md", "Steuer-ID: 11726385901\n")
    assert run(*scan, "--baseline", ".audit-baseline", "--fail-on", "findings") >= 10
    assert "1 new findings: 1 DE_TAX_ID" in capfd.readouterr().err


def test_a_wrong_key_is_told_before_the_scan(
    repo: Repo, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.commit("a.md", TAX_LINE)
    run("baseline", "--tier", "fast")
    monkeypatch.setenv("AUDIT_KEY", "another key of some length")
    assert run("scan", ".", "--baseline", ".audit-baseline") == 2
    assert "share the key" in capfd.readouterr().err


def test_the_hook_loads_nothing_heavy(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    repo.stage("a.md", f"Ein Satz, der nach nichts Besonderem aussieht.\n{TAX_LINE}")
    command = [sys.executable, "-X", "importtime", "-m", "auditor", "hook", "--no-cache"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 10
    rows = (line for line in done.stderr.splitlines() if line.startswith("import time:"))
    loaded = {row.rpartition("|")[2].strip().partition(".")[0] for row in rows}
    heavy = {"spacy", "thinc", "presidio_analyzer", "pyarrow", "pydantic", "numpy", "py3langid", "jinja2", "rich"}
    assert loaded & heavy == set()


def test_the_action_is_well_formed() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    scripts = [step["run"] for step in action["runs"]["steps"]]
    assert all("${{" not in script for script in scripts)  # an input would become a part of the script
    for script in scripts:
        assert subprocess.run(["bash", "-n"], input=script, text=True, check=False).returncode == 0
    used = {word for step in action["runs"]["steps"] for word in str(step.get("env", "")).split() if "inputs." in word}
    assert {word.removeprefix("inputs.") for word in used} == set(action["inputs"])
