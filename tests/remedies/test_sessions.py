"""The two sessions of docs/redact.md: verdict, redaction, verdict; and no redacted value in any byte of the copy."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest
import yaml
from click.testing import CliRunner

from auditor.cli import cli
from auditor.detectors.base import Settings
from auditor.measures import read_measures
from auditor.model import Tier
from auditor.profile import ShardResult
from auditor.readers.discover import discover
from auditor.readers.plan import plan
from auditor.remedies.plan import parse_plan
from auditor.worker import Sight, look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Project

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
SESSIONS = (("support-desk", "deepseek"), ("clinic-letters", "onprem:prompting"))

pytestmark = pytest.mark.slow


def _run(*arguments: str) -> Any:
    result = CliRunner().invoke(cli, [*arguments, "--workers", "1"], standalone_mode=False)
    assert result.exception is None, result.output
    return orjson.loads(result.stdout)


@cache
def _found(sample: str, patterns: tuple[str, ...]) -> frozenset[str]:
    """What detection finds of a plan in a sample, as it stands there; a single word may mean something else elsewhere."""
    wanted, sight = parse_plan(patterns, ()), Sight(Settings(Tier.STANDARD, "auto"))
    return frozenset(value for value in _values(sample, wanted, sight) if len(value) >= 6 and not value.isalpha())


def _values(sample: str, wanted: Any, sight: Sight) -> Iterator[str]:
    for file in discover([SAMPLES / sample], show=str).files:
        for shard in plan(file):
            for seen in look(shard, sight, ShardResult()):
                for text, spans in zip(seen.record.fields, seen.linked.spans, strict=True):
                    found = (span for span in spans if wanted.way_of(span.entity))
                    yield from (text.text[span.start : span.end] for span in found)


def _forms(value: str) -> Iterator[bytes]:
    """The value as files may write it."""
    yield value.encode()
    yield json.dumps(value)[1:-1].encode()
    yield value.encode("cp1252", "replace")
    yield value.encode("utf-16-le")


@pytest.mark.parametrize(("sample", "option"), SESSIONS)
def test_no_redacted_value_is_left_in_any_byte(project: Project, sample: str, option: str) -> None:
    told = _run("redact", str(SAMPLES / sample), "-o", "copy", "--for", option, "-f", "json")
    assert told["left"][0]["planned"] == {}
    assert told["left"][0]["again"] == 0
    values = _found(sample, tuple(told["plan"]["patterns"]))
    assert len(values) > 50
    planted = [row for row in yaml.safe_load((ROOT / "tests/canaries.yaml").read_text())[sample] if row in values]
    assert len(planted) > 5
    written = [path for path in (project.root / "copy").rglob("*") if path.is_file()]
    content = b"\n".join(str(path.relative_to(project.root)).encode() + path.read_bytes() for path in written)
    assert [value for value in sorted(values) if any(form in content for form in _forms(value))] == []


@pytest.mark.parametrize(("sample", "option"), SESSIONS)
def test_the_copy_says_what_was_done_to_it(project: Project, sample: str, option: str) -> None:
    told = _run("redact", str(SAMPLES / sample), "-o", "copy", "--for", option, "-f", "json")
    [measure] = read_measures(project.root / "copy")
    assert measure.kind == "redaction"
    assert measure.remains
    report = _run("scan", "copy", "--option", option, "-f", "json", "--no-cache", "-c", _declared(project, sample))
    assert report["dataset"]["sha256"] == measure.dataset_sha256
    assert [row["state"] for row in report["measures"] if row["kind"] == "redaction"] == ["fits"]
    assert [row["verdict"] for row in report["verdicts"]] == [row["after"] for row in told["verdicts"]]


def _declared(project: Project, sample: str) -> str:
    own = SAMPLES / sample / "audit.yaml"
    return str(own if own.is_file() else project.write("empty.yaml", "{}\n"))


def test_a_declared_law_moves_the_verdict_that_redaction_alone_does_not(project: Project) -> None:
    option = "onprem:prompting"
    told = _run(
        "redact", str(SAMPLES / "clinic-letters"), "-o", "copy", "--for", option, "--tier", "standard", "-f", "json"
    )
    assert told["verdicts"][0]["before"] == "needs_legal_review"
    assert told["verdicts"][0]["after"] == "needs_legal_review"
    report = CliRunner().invoke(
        cli,
        ["scan", "copy", "--option", option, "-f", "json", "-o", "copy.json", "--workers", "1"],
        standalone_mode=False,
    )
    assert report.exception is None
    asked = ["check", "copy.json", "--option", option, "--assume", "ctx.jurisdictions=[EU]", "-f", "json"]
    result = CliRunner().invoke(cli, asked, standalone_mode=False)
    assert orjson.loads(result.stdout)["verdicts"][0]["verdict"] == "permitted_with_conditions"
