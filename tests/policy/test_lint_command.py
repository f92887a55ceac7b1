"""`audit policies test` looks over packs and tables as well as over cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.cli import main

CASE = Path(__file__).parents[1] / "cases" / "bridge_tests.yaml"
PACK = """
pack: house
version: '1.0'
title: House rules
law_as_of: 2026-11-22
rules:
  - id: HOUSE-1
    title: Our own rule
    layer: policy_choice
    settled: settled
    severity: high
    effect: inform
    when: data.personal
    basis: [eu.no-such-law]
    remediation: Leave it out.
    rationale: We say so.
"""


def test_a_problem_is_printed_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "house.yaml").write_text(PACK, encoding="utf-8")
    with pytest.raises(SystemExit) as stop:
        main(["policies", "test", "-q", str(CASE), "--policies", str(tmp_path)])
    lines = capsys.readouterr().out.splitlines()
    assert stop.value.code == 1
    assert any(line.startswith("lint: HOUSE-1: basis does not resolve: eu.no-such-law") for line in lines)
    assert lines[-1].endswith(" 0 failed")


def test_the_shipped_policies_have_none(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["policies", "test", "-q", str(CASE)])
    assert stop.value.code == 0
    assert "lint" not in capsys.readouterr().out
