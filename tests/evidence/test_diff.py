"""`audit diff` tells what is new, what is gone, which verdicts changed and why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.evidence.conftest import Case


def _diff(case: Case, old: Path, new: Path) -> dict[str, Any]:
    ran = case.run("diff", old, new, "-f", "json")
    assert ran.code == 0, ran.err
    document: dict[str, Any] = json.loads(ran.out)
    assert document["schema"] == "audit.diff/v1"
    assert next(iter(document)) == "schema"
    return document


def _causes(document: dict[str, Any]) -> set[str]:
    return {cause for verdict in document["verdicts"] for cause in verdict["causes"]}


def _declare(case: Case, lines: str) -> None:
    with (case.data / "audit.yaml").open("a", encoding="utf-8") as file:
        file.write(lines)


def test_equal_scans_have_no_differences(case: Case) -> None:
    old, new = case.scan("old"), case.scan("new")
    document = _diff(case, old, new)
    assert document["circumstances"] == document["verdicts"] == document["findings"]["changes"] == []
    text = case.run("diff", old, new).out.splitlines()
    assert text == ["circumstances: none changed", "findings: 0 new, 0 gone", "verdicts: none changed"]


def test_new_and_gone_findings_are_told_by_value_entity_and_file(case: Case) -> None:
    old = case.scan("old")
    rows = (case.data / "a.jsonl").read_text(encoding="utf-8").splitlines()
    (case.data / "a.jsonl").write_text("\n".join([rows[0], rows[0], rows[2]]) + "\n", encoding="utf-8")
    document = _diff(case, old, case.scan("new"))
    changes = {(row["entity"], row["old"], row["new"]) for row in document["findings"]["changes"]}
    assert changes == {("EMAIL_ADDRESS", 1, 2), ("EMAIL_ADDRESS", 1, 0)}
    assert (document["findings"]["new"], document["findings"]["gone"]) == (1, 1)
    assert [row["cause"] for row in document["circumstances"]] == ["data"]
    text = case.run("diff", old, case.root / "new" / "report.json").out
    assert "  +1 EMAIL_ADDRESS j•••@•••.net in a.jsonl" in text
    assert "  -1 EMAIL_ADDRESS m•••@•••.de in a.jsonl" in text


def test_lines_that_move_are_no_change(case: Case) -> None:
    old = case.scan("old")
    file = case.data / "a.jsonl"
    file.write_text('{"text": "one more"}\n' + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert _diff(case, old, case.scan("new"))["findings"]["changes"] == []


def test_another_key_leaves_counts(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    old = case.scan("old")
    monkeypatch.setenv("AUDIT_KEY", "x" * 32)
    (case.data / "b.txt").write_text("Write to max.muster@web-werk.de", encoding="utf-8")
    new = case.scan("new")
    findings = _diff(case, old, new)["findings"]
    assert "fingerprints can't be compared" in findings["counts_only"]
    assert (findings["new"], findings["gone"], findings["changes"]) == (None, None, [])
    assert findings["entities"] == [{"entity": "EMAIL_ADDRESS", "old": 2, "new": 3}]
    assert "  EMAIL_ADDRESS: 2 -> 3" in case.run("diff", old, new).out


def test_without_findings_only_counts_are_compared(case: Case) -> None:
    old, new = case.scan("old"), case.scan("new")
    (old.parent / "findings.jsonl").unlink()
    assert "no findings.jsonl" in _diff(case, old, new)["findings"]["counts_only"]


def test_a_verdict_that_data_changed_says_so(case: Case) -> None:
    _declare(case, "jurisdictions: [EU]\n")
    old = case.scan("old")
    (case.data / "b.txt").write_text("My key: AKIAZ7Q4N2XKD3M5PLQR and I have diabetes, Jane Roe", encoding="utf-8")
    document = _diff(case, old, case.scan("new"))
    assert "data" in _causes(document)
    facts = [fact for verdict in document["verdicts"] for rule in verdict["rules"] for fact in rule["facts"]]
    assert {"fact", "cause", "old", "new", "origin"} == set(facts[0])
    assert any(fact["cause"] == "data" and fact["new"] for fact in facts)


def test_a_verdict_that_the_declaration_changed_says_so(case: Case) -> None:
    _declare(case, "jurisdictions: [EU]\n")
    old = case.scan("old")
    _declare(case, "lawful_basis: {deployment: {art6: none}}\n")
    document = _diff(case, old, case.scan("new"))
    assert _causes(document) == {"declaration"}
    text = case.run("diff", old, case.root / "new" / "report.json").out
    assert "openai:prompting: needs_legal_review -> prohibited (declaration)" in text
    assert "declaration: ctx.lawful_basis unknown -> none" in text


def test_a_verdict_that_a_policy_changed_says_so(case: Case) -> None:
    (case.root / "house").mkdir()
    pack = case.root / "house" / "overlay.yaml"
    rule = (
        "  - {id: HOUSE-1, title: Our own rule, layer: policy_choice, settled: settled, severity: high, effect: prohibit,\n"
        "     when: data.personal, basis: [eu.gdpr], remediation: Leave it., rationale: We say so.}\n"
    )
    pack.write_text(_pack("1.0", "  []\n"), encoding="utf-8")
    old = case.scan("old", "--policies", "house", "--policy", "house")
    pack.write_text(_pack("1.1", rule), encoding="utf-8")
    document = _diff(case, old, case.scan("new", "--policies", "house", "--policy", "house"))
    assert _causes(document) == {"policy"}


def _pack(version: str, rules: str) -> str:
    return f"pack: house\nversion: '{version}'\ntitle: House rules\nlaw_as_of: 2026-11-22\nrules:\n{rules}"


def test_a_verdict_that_vendor_terms_changed_says_so(case: Case) -> None:
    _declare(case, "jurisdictions: [EU]\n")
    old = case.scan("old", "--option", "openai.api.default:prompting")
    document = json.loads(old.read_text(encoding="utf-8"))
    rule = next(
        rule
        for rule in document["verdicts"][0]["rules"]
        if any(fact["kind"] == "looked_up" for fact in rule["facts"].values())
    )
    key = next(key for key, fact in rule["facts"].items() if fact["kind"] == "looked_up")
    for row in document["verdicts"][0]["rules"]:
        if key in row["facts"]:
            row["facts"][key]["value"] = "another"
    rule["outcome"] = "prohibit"
    document["verdicts"][0].update(verdict="prohibited", decided_by=[rule["id"]])
    new = case.root / "old" / "other.json"
    new.write_text(json.dumps(document), encoding="utf-8")
    found = _diff(case, old, new)["verdicts"]
    assert [verdict["causes"] for verdict in found] == [["vendor term"]]
    assert found[0]["rules"][0]["facts"][0]["fact"] == key


def test_an_option_of_one_report_only_is_told(case: Case) -> None:
    old, new = case.scan("old"), case.scan("new", "--option", "mistral:prompting")
    rows = {(row["option"], row["old"], row["causes"][0]) for row in _diff(case, old, new)["verdicts"]}
    assert {(name, cause) for name, _, cause in rows} == {
        ("openai:prompting", "option"),
        ("mistral:prompting", "option"),
    }


def test_names_of_others_print_inert(case: Case) -> None:
    old = case.scan("old")
    (case.data / "x\x1b[31m\n.txt").write_text("max.muster@web-werk.de", encoding="utf-8")
    text = case.run("diff", old, case.scan("new")).out
    assert "\x1b" not in text
    assert "x\\x1b[31m\\x0a.txt" in text
