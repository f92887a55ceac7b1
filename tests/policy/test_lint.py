from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from auditor.policy.editor_schemas import editor_schemas
from auditor.policy.inspect import is_stale, matrix, offering_facts, vendor_issues
from auditor.policy.lint import lint
from auditor.policy.load import PolicyBase, load_policies

_SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
_RULE = (
    "{{id: OWN, title: t, layer: policy_choice, basis: ['{basis}'], when: {when}, effect: review, severity: low, "
    "settled: settled, remediation: {remediation}, rationale: r}}"
)


def test_the_shipped_policies_have_nothing_to_mend(base: PolicyBase) -> None:
    assert lint(base) == []


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ({"basis": "eu.gpdr :: Art. 5"}, "OWN: basis does not resolve: eu.gpdr; did you mean eu.gdpr?"),
        ({"when": "ctx.dpai"}, "OWN: no such fact: ctx.dpai; did you mean ctx.dpia?"),
        ({"remediation": "Then it is GDPR compliant."}, "OWN: says compliant"),
    ],
)
def test_what_is_wrong_in_a_pack_is_told(rule: dict[str, str], problem: str, tmp_path: Path) -> None:
    text = _RULE.format(**{"basis": "contract.nda", "when": "data.personal", "remediation": "r", **rule})
    (tmp_path / "own.yaml").write_text(f"pack: own\nversion: '1'\nlaw_as_of: 2026-01-01\ntitle: t\nrules:\n- {text}\n")
    assert problem in lint(load_policies([tmp_path]))


def test_an_annulled_decision_may_not_be_cited(tmp_path: Path) -> None:
    (tmp_path / "authorities.yaml").write_text(
        "authorities:\n- {id: own.gone, title: t, status: annulled, how_sure: K}\n"
    )
    text = _RULE.format(basis="own.gone", when="data.personal", remediation="r")
    (tmp_path / "own.yaml").write_text(f"pack: own\nversion: '1'\nlaw_as_of: 2026-01-01\ntitle: t\nrules:\n- {text}\n")
    assert "OWN: cites an annulled decision: own.gone" in lint(load_policies([tmp_path]))


def test_schemas_accept_what_is_shipped_and_refuse_a_misspelt_key(base: PolicyBase) -> None:
    import json

    import yaml
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

    def plain(path: Path) -> object:
        return json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str))

    schemas = {name: Draft202012Validator(json.loads(text)) for name, text in editor_schemas(base).items()}
    example = plain(base.root / "audit.example.yaml")
    assert isinstance(example, dict)
    assert schemas["audit.schema.json"].is_valid(example)
    assert not schemas["audit.schema.json"].is_valid({**example, "purpos": {}})
    assert not schemas["audit.schema.json"].is_valid({"sector": "helth"})
    for path in sorted((base.root / "packs").glob("*.yaml")):
        assert schemas["pack.schema.json"].is_valid(plain(path)), path.name
    for path in sorted((base.root / "vendors").glob("*.yaml")):
        assert schemas["vendor.schema.json"].is_valid(plain(path)), path.name


def test_vendor_facts_are_checked_against_a_date(base: PolicyBase) -> None:
    now, later = vendor_issues(base, date(2026, 11, 22)), vendor_issues(base, date(2027, 3, 1))
    assert not is_stale(now)
    assert is_stale(later)
    assert {issue.kind for issue in now} == {"unknown", "contradiction"}
    assert any("days ago" in issue.text for issue in later if issue.kind == "stale")


def test_every_offering_can_be_shown_with_its_sources(base: PolicyBase) -> None:
    assert {row.id for row in matrix(base)} == set(base.offers)
    for name in base.offers:
        for row in offering_facts(base, name, date(2026, 11, 22)):
            assert row["source"], (name, row["field"])
            assert row["review_by"], (name, row["field"])
