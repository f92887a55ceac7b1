"""`audit verify` finds each thing that is not as reported, and nothing else."""

from __future__ import annotations

import base64
import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.evidence.conftest import Case

_PACK = "pack: house\nversion: '1.0'\ntitle: House rules\nlaw_as_of: 2026-11-22\nrules: []\n"


def _differing(case: Case, report: Path, *more: str | Path) -> list[str]:
    ran = case.run("verify", report, "-f", "json", *more)
    document = json.loads(ran.out)
    assert document["schema"] == "audit.verification/v1"
    found = [f"{row['kind']} {row['name']}".strip() for row in document["checks"] if row["state"] == "differs"]
    assert ran.code == (1 if found else 0)
    assert document["as_reported"] is not bool(found)
    return found


def _edit(report: Path, edit: Any) -> None:
    document = json.loads(report.read_text(encoding="utf-8"))
    edit(document)
    report.write_text(json.dumps(document), encoding="utf-8")


def test_a_fresh_report_is_as_reported(case: Case) -> None:
    ran = case.run("verify", case.scan("out"))
    assert ran.code == 0, ran.out
    assert ran.out.splitlines()[0].split() == ["STATE", "WHAT", "REPORTED", "NOW"]
    assert ran.out.splitlines()[-1].endswith(" 0 differs, 0 not checked")


def test_changed_data_is_told(case: Case) -> None:
    report = case.scan("out")
    (case.data / "a.jsonl").write_text('{"text": "other"}\n', encoding="utf-8")
    assert _differing(case, report) == ["dataset digest"]
    (case.data / "b.txt").write_text("one more", encoding="utf-8")
    assert _differing(case, report) == ["dataset digest", "dataset files"]


def test_data_may_have_moved_or_be_away(case: Case) -> None:
    report = case.scan("out")
    case.data.rename(case.root / "moved")
    declared = ("-c", "moved/audit.yaml")
    ran = case.run("verify", report, *declared)
    assert ran.code == 0
    assert "give --data" in ran.out
    assert _differing(case, report, "--data", "moved") == []


def test_options_of_the_scan_are_options_here(case: Case) -> None:
    (case.data / "b.txt").write_text("Call Jane", encoding="utf-8")
    report = case.scan("out", "--exclude", "*.txt")
    assert _differing(case, report) == ["dataset digest", "dataset files"]
    assert _differing(case, report, "--exclude", "*.txt") == []


def test_masked_file_names_need_the_key(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    (case.data / "jane.roe@mail-werk.net.txt").write_text("hello", encoding="utf-8")
    report = case.scan("out")
    assert _differing(case, report) == []
    monkeypatch.delenv("AUDIT_KEY")
    ran = case.run("verify", report)
    assert ran.code == 0
    assert "give --key" in ran.out
    assert not (case.root / ".audit").exists()


def test_findings_of_another_scan_are_told(case: Case) -> None:
    report = case.scan("out")
    findings = report.parent / "findings.jsonl"
    findings.write_text("{}\n", encoding="utf-8")
    assert _differing(case, report) == ["findings findings.jsonl"]
    findings.unlink()
    assert _differing(case, report) == []


def test_a_changed_declaration_changes_configuration_and_verdicts(case: Case) -> None:
    report = case.scan("out")
    with (case.data / "audit.yaml").open("a", encoding="utf-8") as file:
        file.write("lawful_basis: {deployment: {art6: none}}\njurisdictions: [EU]\n")
    assert _differing(case, report) == ["configuration", "verdict openai:prompting"]


def test_declared_evidence_is_hashed_again(case: Case) -> None:
    (case.data / "dpia.md").write_text("done", encoding="utf-8")
    with (case.data / "audit.yaml").open("a", encoding="utf-8") as file:
        file.write("accountability: {dpia: {status: done_low, date: 2026-11-05, evidence: dpia.md}}\n")
    report = case.scan("out", "--exclude", "dpia.md")
    (case.data / "dpia.md").write_text("done anew", encoding="utf-8")
    found = _differing(case, report, "--exclude", "dpia.md")
    assert found == ["evidence dpia.md (accountability.dpia.evidence)"]


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        (lambda d: d["run"].update(tool_version="0.0.1"), "tool version"),
        (lambda d: d["run"]["packs"][0].update(sha256="0" * 64), "policy pack de-telecom"),
        (lambda d: d["run"]["vendors"][0].update(sha256="0" * 64), "vendor file"),
        (lambda d: d["run"]["detectors"][0].update(version="0"), "detector"),
        (lambda d: d["run"]["models"].append({"id": "m", "version": "1", "sha256": "0"}), "model m"),
        (lambda d: d["verdicts"][0].update(headline="All is well"), "verdict"),
        (lambda d: d["verdicts"][0].update(verdict="no_blocking_finding"), "verdict"),
        (lambda d: d["verdicts"][0]["rules"].pop(), "verdict"),
        (lambda d: d["profile"]["facts"].clear(), "verdict"),
    ],
)
def test_a_report_that_was_touched_is_told(case: Case, edit: Any, found: str) -> None:
    report = case.scan("out")
    _edit(report, edit)
    differing = _differing(case, report)
    kind = found.split()[0]
    assert [name for name in differing if name.startswith(kind)]
    assert all(name.startswith(kind) for name in differing)


def test_own_policies_are_named_as_for_the_scan(case: Case) -> None:
    (case.root / "house").mkdir()
    (case.root / "house" / "house.yaml").write_text(_PACK, encoding="utf-8")
    report = case.scan("out", "--policies", "house", "--policy", "house")
    assert _differing(case, report, "--policies", "house") == []
    (case.root / "house" / "house.yaml").write_text(_PACK.replace("'1.0'", "'1.1'"), encoding="utf-8")
    found = _differing(case, report, "--policies", "house")
    assert found[:2] == ["configuration", "policy pack house"]


def test_an_option_that_is_no_more_is_told(case: Case) -> None:
    report = case.scan("out")
    _edit(report, lambda d: (d["options"][0].update(id="gone"), d["verdicts"][0].update(option="gone")))
    assert _differing(case, report) == ["verdict gone"]


def test_a_report_judged_again_is_as_reported_too(case: Case) -> None:
    report = case.scan("out")
    assert case.run("check", report, "--today", "2027-02-01", "-f", "json", "-o", "out/later.json").code == 0
    assert _differing(case, case.root / "out" / "later.json") == []


def test_a_statement_follows_the_report(case: Case) -> None:
    report = case.scan("out", "--attest")
    assert _differing(case, report) == []
    ran = case.run("verify", report)
    assert "not signed" in ran.out
    _edit(report, lambda d: d["run"].update(seconds=99.0))
    assert _differing(case, report) == ["statement report.json"]
    _edit(report, lambda d: d["limits"].append("one more"))
    assert "statement result" in _differing(case, report)


def test_a_signature_is_checked_with_the_public_key(case: Case, keys: tuple[Path, Path, Path]) -> None:
    private, public, other = keys
    report = case.scan("out", "--sign", str(private))
    assert "give --public-key" in case.run("verify", report).out
    assert _differing(case, report, "--public-key", public) == []
    assert _differing(case, report, "--public-key", other) == ["statement signature"]
    statement = report.with_name("report.intoto.json")
    envelope = json.loads(statement.read_text(encoding="utf-8"))
    statement.write_text(json.dumps({**envelope, "signatures": []}), encoding="utf-8")
    assert _differing(case, report, "--public-key", public) == ["statement signature"]
    statement.unlink()
    assert _differing(case, report, "--public-key", public) == ["statement signature"]


def test_a_model_with_other_files_is_told(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from auditor.detectors import weights
    from auditor.usecases import verifying

    package = tmp_path / "site" / "own_model"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    model = weights.Weights("own", "1", "own_model", ".", "own", (("a.bin", "0" * 64),))
    (package / "a.bin").write_bytes(b"other")
    monkeypatch.syspath_prepend(package.parent)
    monkeypatch.setattr(weights, "OWN", model, raising=False)
    assert verifying.weights_now("own", model.sha256).startswith("files differ")
    assert verifying.weights_now("unknown", "0").startswith("0")


def test_quiet_says_only_what_differs(case: Case) -> None:
    report = case.scan("out")
    assert case.run("verify", report, "-q").out == ""
    shutil.copy(report, report.parent / "findings.jsonl")
    lines = case.run("verify", report, "-q").out.splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("differs  findings")


def test_verbose_names_every_file(case: Case) -> None:
    report = case.scan("out")
    short, long = (case.run("verify", report, *more).out.splitlines() for more in ((), ("-v",)))
    assert any("vendor file openai.yaml" in line for line in long)
    assert len(short) < len(long)


@pytest.mark.parametrize(
    "statement", [{}, {"subject": 5, "predicate": []}, {"subject": [1, {"name": "dataset", "digest": "x"}]}]
)
def test_a_statement_of_another_shape_is_told(case: Case, statement: dict[str, Any]) -> None:
    report = case.scan("out", "--attest")
    file = report.with_name("report.intoto.json")
    envelope = json.loads(file.read_text(encoding="utf-8"))
    payload = base64.b64encode(json.dumps(statement).encode()).decode()
    file.write_text(json.dumps({**envelope, "payload": payload}), encoding="utf-8")
    parts = ("kind", "report.json", "findings.jsonl", "dataset", "result")
    assert _differing(case, report) == [f"statement {part}" for part in parts]
