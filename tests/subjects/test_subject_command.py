"""`audit subject` as people type it: values from standard input, no value on any stream."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from auditor.cli import cli

if TYPE_CHECKING:
    from pathlib import Path

LINE = '{"text": "Jördis Quappendorf war hier, sagt Frau Quappendorf."}\n{"text": "niemand"}\n'
VALUES = "name: Quappendorf, Joerdis\n"


@pytest.fixture
def data(project: Any) -> Path:
    path: Path = project.write("data/rows.jsonl", LINE)
    return path.parent


def _run(*arguments: object, values: str = VALUES) -> Any:
    words = ["subject", *map(str, arguments), "--values", "-", "--workers", "1", "--tier", "fast"]
    return CliRunner().invoke(cli, words, input=values)


@pytest.mark.parametrize("form", ["terminal", "json", "md", "jsonl"])
def test_every_form_tells_places_and_no_value(data: Path, form: str) -> None:
    ran = _run(data, "-f", form)
    assert ran.exit_code == 0, ran.output
    assert "rows.jsonl" in ran.output
    assert "uappendorf" not in ran.output.casefold()
    assert "rdis" not in ran.output.casefold()


def test_the_list_of_places_is_in_the_shape_of_findings(data: Path) -> None:
    rows = [json.loads(line) for line in _run(data, "-f", "jsonl").output.splitlines()]
    assert [(row["record"], row["field"], row["strength"]) for row in rows] == [
        (0, "text", "variant"),
        (0, "text", "variant"),
    ]
    assert rows[0].keys() >= {"path", "start", "end", "entity", "why", "fingerprint", "masked", "detector"}
    assert rows[0]["masked"] == "•••"


def test_export_and_copy_are_written_and_told(data: Path, tmp_path: Path) -> None:
    ran = _run(data, "--export", tmp_path / "ex", "--without", tmp_path / "wo", "--by", "DPO <b>x</b>")
    assert ran.exit_code == 0, ran.output
    assert "export: 1 records from 1 files" in ran.output
    assert "copy: 1 records removed" in ran.output
    assert "searched again: 0 exact, 0 variant, 0 possible" in ran.output
    assert (tmp_path / "wo" / "rows.jsonl").read_text() == '{"text": "niemand"}\n'
    assert "<b>" not in (tmp_path / "wo" / "audit-subject.md").read_text()


def test_nobody_to_look_for_is_bad_usage(data: Path) -> None:
    ran = _run(data, values="")
    assert ran.exit_code != 0


def test_receipts_are_no_data_of_a_later_search(data: Path, tmp_path: Path) -> None:
    _run(data, "--without", tmp_path / "wo")
    receipt = json.loads(_run(tmp_path / "wo", "-f", "json").output)
    assert receipt["dataset"]["files"] == 1
    assert receipt["found"]["places"] == {"exact": 0, "variant": 0, "possible": 0}
