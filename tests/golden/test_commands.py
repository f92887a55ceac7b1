"""The commands around a scan: check, report, explain, policies, vendors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "tests" / "cases").glob("*.yaml"))
DATA = '{"text": "Write to Jane Roe, jane.roe@mail-werk.net"}\n'


@pytest.fixture
def report(audit: Callable[..., Any], tmp_path: Path) -> Path:
    """A folder with the report and the findings of a small scan."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "a.jsonl").write_text(DATA, encoding="utf-8")
    out = tmp_path / "out"
    common = ("--tier", "fast", "--workers", "1", "--no-cache", "--today", "2026-11-22")
    assert audit("scan", data, "-f", "json", "-f", "jsonl", "-o", out, *common).code == 0
    return out / "report.json"


def _verdicts(path: Path) -> dict[str, str]:
    return {row["option"]: row["verdict"] for row in json.loads(path.read_text(encoding="utf-8"))["verdicts"]}


def test_checking_again_gives_the_same_verdicts(audit: Callable[..., Any], report: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.json"
    ran = audit("check", report, "--today", "2026-11-22", "-f", "json", "-o", again)
    assert ran.code == 0, ran.err
    assert _verdicts(again) == _verdicts(report)
    assert "changed" not in ran.err


def test_a_what_if_tells_what_changes(audit: Callable[..., Any], report: Path) -> None:
    ran = audit(
        "check",
        report,
        "--today",
        "2026-11-22",
        "--assume",
        "ctx.lawful_basis=none",
        "--assume",
        "ctx.jurisdictions=[EU]",
    )
    assert ran.code == 0, ran.err
    assert "-> prohibited" in ran.err


def test_thinking_a_finding_away_needs_one_that_was_found(audit: Callable[..., Any], report: Path) -> None:
    ran = audit("check", report, "--assume", "redact=PASSPORT")
    assert ran.code == 2
    assert "EMAIL_ADDRESS" in ran.err


def test_a_report_can_be_rendered_again(audit: Callable[..., Any], report: Path, tmp_path: Path) -> None:
    assert audit("report", report, "-f", "md", "-o", tmp_path / "r.md").code == 0
    assert "E-mail addresses" in (tmp_path / "r.md").read_text(encoding="utf-8")
    assert audit("report", report, "-f", "jsonl").out.count("\n") == len(_findings(report))


def _findings(report: Path) -> list[str]:
    return (report.parent / "findings.jsonl").read_text(encoding="utf-8").splitlines()


def test_findings_of_another_scan_are_not_shown(audit: Callable[..., Any], report: Path) -> None:
    (report.parent / "findings.jsonl").write_text("{}\n", encoding="utf-8")
    ran = audit("report", report, "-f", "jsonl")
    assert ran.out == ""
    assert "no findings.jsonl of this scan" in ran.err


@pytest.mark.parametrize("text", ["", "[]", '{"schema": "audit.report/v1"}', '{"schema": "other/v1"}', "{"])
def test_what_is_no_report_is_said_to_be_none(audit: Callable[..., Any], tmp_path: Path, text: str) -> None:
    file = tmp_path / "report.json"
    file.write_text(text, encoding="utf-8")
    ran = audit("check", file)
    assert ran.code == 2
    assert "report.json" in ran.err


@pytest.mark.parametrize(
    "name",
    ["GDPR-28-3-DPA", "PERSON", "special.health", "openai.api.default", "ctx.dpia", "eu.gdpr", "prohibited"],
)
def test_everything_with_a_name_can_be_explained(audit: Callable[..., Any], name: str) -> None:
    ran = audit("explain", name)
    assert ran.code == 0, ran.err
    assert name in ran.out


def test_an_option_of_a_report_is_explained_with_the_facts_it_used(audit: Callable[..., Any], report: Path) -> None:
    ran = audit("explain", "openai:prompting", "--report", report)
    assert ran.code == 0, ran.err
    assert "measured: EMAIL_ADDRESS 1 in 1 record" in " ".join(ran.out.split())


def test_a_wrong_name_offers_near_ones(audit: Callable[..., Any]) -> None:
    ran = audit("explain", "GDPR-28")
    assert ran.code == 2
    assert "GDPR-28-3-DPA" in ran.err


def test_all_shipped_cases_pass(audit: Callable[..., Any]) -> None:
    ran = audit("policies", "test", "-q", *CASES)
    assert ran.code == 0, ran.out
    assert ran.out.splitlines()[-1].endswith(" passed, 0 failed")


def test_packs_and_offerings_are_listed_and_shown(audit: Callable[..., Any]) -> None:
    assert "eu-gdpr" in audit("policies", "list").out
    assert "GDPR-28-3-DPA" in audit("policies", "show", "eu-gdpr").out
    assert "openai.api.default" in audit("vendors", "list").out
    assert "source: " in audit("vendors", "show", "openai.api.default").out


def test_stale_vendor_facts_give_exit_10(audit: Callable[..., Any]) -> None:
    assert audit("vendors", "check", "openai.api.default", "--today", "2026-11-22").code == 0
    late = audit("vendors", "check", "openai.api.default", "--today", "2029-01-01")
    assert late.code == 10
    assert "stale" in late.out


def test_a_command_line_mistake_is_exit_2(audit: Callable[..., Any]) -> None:
    assert audit("policies", "show", "eu-gdrp").code == 2
    assert audit("vendors", "show", "openai").code == 2


def test_documents_are_filled_from_a_report(audit: Callable[..., Any], report: Path, tmp_path: Path) -> None:
    ran = audit("report", report, "--document", "dpia, dataset_card", "-o", tmp_path / "docs")
    assert ran.code == 0, ran.err
    assert sorted(path.name for path in (tmp_path / "docs").glob("*.md")) == ["dataset_card.md", "dpia.md"]
    assert audit("report", report, "--document", "dpai", "-o", tmp_path / "docs").code == 2
    assert audit("report", report, "--document", "dpia").code == 2


def test_a_template_of_ones_own_is_rendered_in_a_sandbox(
    audit: Callable[..., Any], report: Path, tmp_path: Path
) -> None:
    template = tmp_path / "own.j2"
    template.write_text("{{ report.dataset.records }} records, {{ counts.prohibited }} prohibited\n", encoding="utf-8")
    ran = audit("report", report, "--template", template)
    assert ran.code == 0, ran.err
    assert ran.out.startswith("1 records, ")
    template.write_text("{{ report.__class__.__mro__ }}", encoding="utf-8")
    assert audit("report", report, "--template", template).code != 0


def test_names_of_files_and_keys_print_without_control_characters(audit: Callable[..., Any], tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "a\x1b[31m\u202e\x9b\n.jsonl").write_text(
        '{"k\\u001b\\u202e": "write to jane.roe@mail-werk.net"}\n', encoding="utf-8"
    )
    common = ("--tier", "fast", "--workers", "1", "--no-cache", "--today", "2026-11-22")
    for form in ("jsonl", "csv", "md", "terminal"):
        ran = audit("scan", data, "-f", form, *common)
        assert ran.code == 0, ran.err
        assert not set("\x1b\u202e\x9b") & set(ran.out)
