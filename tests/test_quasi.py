"""Classes of quasi-identifiers in a scan: proposed by name, or those that a person confirmed in audit.yaml."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from auditor.cli import cli

if TYPE_CHECKING:
    from tests.conftest import Project

ROWS = "age,job,shoe\n" + "30,nurse,41\n" * 6 + "31,nurse,42\n" * 4 + "31,clerk,43\n" * 2


def _scan(project: Project, *args: str) -> dict[str, Any]:
    result = CliRunner().invoke(cli, ["scan", "data", "-f", "json", "--workers", "1", "--tier", "fast", *args])
    assert result.exit_code == 0, result.output
    document: dict[str, Any] = json.loads(result.output)
    return document


@pytest.mark.parametrize(
    ("quasi", "k", "told"),
    [("", 2, "proposed"), ("[shoe]", 2, "declared"), ("[JOB]", 2, "declared"), ("[age]", 6, "declared")],
)
def test_the_columns_of_audit_yaml_are_counted_by(project: Project, quasi: str, k: int, told: str) -> None:
    project.write("data/t.csv", ROWS)
    if quasi:
        project.write("data/audit.yaml", f"safeguards: {{quasi_identifiers: {quasi}}}\n")
    profile = _scan(project)["profile"]
    assert profile["facts"]["data.k_min"] == k
    assert f"the {told} quasi-identifiers" in profile["evidence"]["data.k_min"]


def test_the_cache_knows_the_columns(project: Project) -> None:
    project.write("data/t.csv", ROWS)
    assert _scan(project)["profile"]["facts"]["data.k_min"] == 2
    project.write("data/audit.yaml", "safeguards: {quasi_identifiers: [age]}\n")
    assert _scan(project)["profile"]["facts"]["data.k_min"] == 6


def test_a_missing_value_is_no_other_columns_value(project: Project) -> None:
    project.write("data/t.csv", "age,sex,n\n" + "30,,1\n" * 3 + ",30,2\n" * 4)
    assert _scan(project)["profile"]["facts"]["data.k_min"] == 3


def test_confirmed_columns_count_in_records_too(project: Project) -> None:
    lines = [{"person": {"age": 30 + n % 2}, "text": "hello"} for n in range(10)]
    project.write("data/t.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
    assert "data.k_min" not in _scan(project)["profile"]["facts"]
    project.write("data/audit.yaml", "safeguards: {quasi_identifiers: [person.age]}\n")
    assert _scan(project)["profile"]["facts"]["data.k_min"] == 5


def test_the_detectors_digest_does_not_depend_on_them(project: Project) -> None:
    from auditor.describe import detectors_digest
    from auditor.detectors.base import Settings
    from auditor.detectors.engine import build
    from auditor.model import Tier

    plain, told = Settings(Tier.FAST), Settings(Tier.FAST, quasi=("age",))
    assert detectors_digest(build(plain), plain) == detectors_digest(build(told), told)
