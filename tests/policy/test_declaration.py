from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from auditor.errors import ConfigError
from auditor.policy.declaration import Declaration, load_declaration
from auditor.policy.declared import STAGES
from auditor.policy.evidence import hash_evidence

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.policy.load import PolicyBase

_EXAMPLE = Path(__file__).parents[2] / "policies" / "audit.example.yaml"
Declare = "Callable[[str], Declaration]"


def test_no_declaration_is_an_empty_one(base: PolicyBase) -> None:
    declaration = load_declaration(None, base)
    assert declaration == Declaration()
    assert all(declaration.facts(activity) == {} for activity in STAGES)
    assert declaration.generated_by is None


def test_the_example_gives_two_values_by_stage_with_lines(base: PolicyBase) -> None:
    declaration = load_declaration(_EXAMPLE, base)
    tuning, prompting = declaration.facts("fine_tuning"), declaration.facts("prompting")
    assert tuning["ctx.lawful_basis"].value == "legitimate_interests"
    assert prompting["ctx.lawful_basis"].value == "contract"
    lines = _EXAMPLE.read_text(encoding="utf-8").splitlines()
    line = tuning["ctx.lawful_basis"].line
    assert line is not None
    assert "development: {art6: legitimate_interests" in lines[line - 1]
    assert tuning["ctx.lawful_basis"].origin == f"audit.yaml line {line} (lawful_basis.development.art6)"
    assert "ctx.lia" not in prompting
    assert tuning["ctx.security_measures"].value is True
    assert tuning["data.web_scraped"].value is False
    assert declaration.packs == ("eu-gdpr@0.1", "eu-ai-act@0.1", "ip-confidentiality@0.1")
    assert declaration.generated_by == ()
    assert declaration.terms["codenames"] == ("Bluefin",)


def test_what_a_contract_leaves_open_is_no_override(base: PolicyBase) -> None:
    declaration = load_declaration(_EXAMPLE, base)
    option = next(option for option in declaration.options if option.id == "api-prompt")
    assert declaration.overrides(option)["zdr"] is True
    assert "tia" not in declaration.overrides(option)
    assert declaration.has_evidence("model-vendor-eu")


def test_null_and_na_are_unknown_and_false_is_an_answer(declare: Callable[[str], Declaration]) -> None:
    facts = declare("collection: {trade_secret: false, synthetic: n/a, breach_origin: null}").facts("rag")
    assert facts["data.trade_secret"].value is False
    assert "data.synthetic" not in facts
    assert "data.breach_origin" not in facts


def test_a_state_comes_with_its_union(declare: Callable[[str], Declaration]) -> None:
    assert declare("jurisdictions: [DE]").facts("rag")["ctx.jurisdictions"].value == ("DE", "EU")
    assert declare("jurisdictions: [US-CA]").facts("rag")["ctx.jurisdictions"].value == ("US-CA", "US")


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("lawfull_basis: {}", r"audit\.yaml:1: no such section: lawfull_basis", "did you mean lawful_basis?"),
        ("purpose:\n  comercial: true", r"audit\.yaml:2: no such key: purpose\.comercial", "did you mean commercial?"),
        ("sector: helth", r"audit\.yaml:1: sector takes one of education", "did you mean health?"),
        ("purpose: {commercial: 'yes'}", "purpose.commercial takes true or false", ""),
        ("jurisdictions: [EU, FR]", "jurisdictions takes a list of CH, DE, EU", ""),
        ("purpose: text", "purpose holds keys with values", "commercial"),
        ("facts: {ctx.dpai: done_low}", "no such fact: ctx.dpai", "did you mean ctx.dpia?"),
        ("facts: {data.children: false}", "data.children is measured", "cannot switch a finding off"),
        ("facts: {data.k_min: 12}", "data.k_min is measured", ""),
        ("facts: {v.dpa: signed}", "v.dpa is looked up", ""),
        ("facts: {v.tia: done_ok}", "v.tia belongs to a contract", "contract"),
        ("facts: {opt.external: true}", "opt.external is derived", ""),
        (
            "accountability: {dpia: {status: done_low}}\nfacts: {ctx.dpia: not_done}",
            r"ctx\.dpia stands at accountability\.dpia\.status and at facts\.ctx\.dpia \(line 2\) with different values",
            "keep one",
        ),
        ("options:\n- {id: a, activity: finetuning, deployment: vendor_api}", r"options\[0\]\.activity takes", ""),
        (
            "options:\n- {id: a, activity: rag, deployment: vendor_api, ofering: x}",
            "unknown key",
            "did you mean offering?",
        ),
        (
            "options:\n- {id: a, activity: rag, deployment: vendor_api, offering: openai.api.defalt}",
            r"audit\.yaml:2: no such offering: openai\.api\.defalt",
            "did you mean openai.api.default?",
        ),
        (
            "options:\n- {id: a, activity: rag, deployment: vendor_api, offering: lic.mit}",
            "lic.mit is a model licence",
            "",
        ),
        ("options:\n- {id: a, activity: rag, deployment: vendor_api, contract: c}", "no such contract: c", "none"),
        ("options:\n" + 2 * "- {id: a, activity: rag, deployment: vendor_api}\n", "option a stands twice", ""),
        ("options:\n- {id: a, activity: rag, deployment: vendor_api, features: [bath]}", "no such feature", "batch"),
        (
            "contracts:\n- {id: c, overrides: {dpa_sined: true}}",
            "no such override: dpa_sined",
            "did you mean dpa_signed?",
        ),
        ("contracts:\n- {id: c, overrides: {zdr: maybe}}", "zdr takes true or false", ""),
        ("contracts:\n- {id: c, overrides: {tia: ok}}", "tia takes one of done_not_ok", ""),
        ("contracts:\n- {id: c, overrides: {gdpr_role: friend}}", "gdpr_role takes one of processor", ""),
        ("contracts:\n- {id: c, overrides: {retention_days: soon}}", "whole number of days", ""),
        ("contracts:\n- {id: c, overrides: {preconditions_met: [zdr]}}", "preconditions_met takes a list of", ""),
        ("generated_by:\n- {source: openai.api}", "no such offering or licence: openai.api", ""),
        (
            "waivers:\n- {rule: SEC-CREDENTIAL, by: A. Jurist, reason: x, expires: 2027-01-01}",
            "no such rule",
            "SEC-CREDENTIALS",
        ),
        ("assurance: {labelled_sample: {n: 10, misses: 11}}", "more misses than records", ""),
        ("schema: other/v1", "audit.project/v0.1", ""),
        ("policies: eu-gdpr", "policies is a list", ""),
        ("options: {id: a}", "options is a list of rows", ""),
        ("purpose: {commercial: true}\npurpose: {}", "key stands twice", ""),
        ("- a\n- b", "not a declaration", ""),
        ("sector: &a health\nhook: *a", r"audit\.yaml:2: YAML alias", "write the value out"),
        ("sector: &a [*a]", "YAML alias", ""),
        ("sector: " + "[" * 100_000, "nested too deeply", ""),
        ("sector: [", "not valid YAML", ""),
    ],
)
def test_a_mistake_names_file_line_and_nearest_word(
    text: str, message: str, hint: str, declare: Callable[[str], Declaration]
) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        declare(text)
    assert hint in caught.value.hint
    assert caught.value.__cause__ is None


def test_evidence_and_dates_may_stand_beside_any_fact(declare: Callable[[str], Declaration], tmp_path: Path) -> None:
    (tmp_path / "lia.pdf").write_bytes(b"assessment")
    declaration = declare(
        "lawful_basis:\n  development: {art6: contract, evidence: lia.pdf, date: 2026-11-01}\n"
        "safeguards: {security: {measures: docs/toms.pdf}}\n"
        "contracts:\n- {id: c, overrides: {dpa_signed: true}, evidence: {dpa: gone.pdf, date: 2026-11-20}}\n"
    )
    rows = {row.declared_at: row for row in hash_evidence(declaration)}
    found = rows["lawful_basis.development.evidence"]
    assert (found.file, found.date, len(found.sha256 or "")) == ("lia.pdf", "2026-11-01", 64)
    assert rows["contracts[0].evidence.dpa"].sha256 is None
    assert rows["contracts[0].evidence.dpa"].date == "2026-11-20"
    assert "safeguards.security.measures" in rows


def test_a_contract_without_file_or_date_has_no_evidence(declare: Callable[[str], Declaration]) -> None:
    declaration = declare(
        "contracts:\n- {id: c, overrides: {dpa_signed: true}}\n"
        "options:\n- {id: a, activity: rag, deployment: vendor_api, offering: deepseek.api, contract: c}\n"
    )
    assert not declaration.has_evidence("c")
    assert declaration.override_origin(declaration.options[0], "dpa_signed").endswith(
        "(contract c: dpa_signed, no evidence)"
    )
