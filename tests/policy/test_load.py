from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from auditor.errors import ConfigError, UsageError
from auditor.policy.load import load_policies
from auditor.policy.terms import flatten

if TYPE_CHECKING:
    from auditor.policy.load import PolicyBase

_RULE = """
- id: OWN-RULE
  title: No codenames
  layer: policy_choice
  basis: ["contract.nda"]
  when: {data.trade_secret: true}
  effect: prohibit
  severity: high
  settled: settled
  remediation: Remove them.
  rationale: House rule.
"""
_PACK = f"""
pack: own-pack
version: "1"
law_as_of: 2026-11-22
title: House rules
rules:{_RULE}
"""
_VENDOR = """
schema_version: 2
profile_version: '2026-11-22'
status: own
vendor: {id: own, name: Own Ltd, hq_country: DE}
offerings:
- id: own.api
  name: Own API
  surface: api
  plan: default
  plan_class: business
  facts:
    training_on_customer_data:
      {value: 'no', text: Not used., basis: paraphrase, source: contract, source_kind: contract, as_of: '2026-11-01', confidence: high, review_by: 2027-06-30}
"""


def test_all_packs_and_rules_load(base: PolicyBase) -> None:
    assert [pack.pack for pack in base.packs] == [
        "ch-fadp", "de-health", "eu-ai-act", "eu-gdpr", "ip-confidentiality", "uk-gdpr", "us-ccpa", "us-hipaa",
    ]  # fmt: skip
    assert len(base.rules.by_id) == 139


def test_every_offering_loads_and_flattens_with_a_source_for_each_fact(base: PolicyBase) -> None:
    assert len(base.offers) == 64
    for name in base.offers:
        held = flatten(base, name).facts
        assert all(row.fact is not None and row.fact.source_kind for row in held.values())


def test_own_packs_and_vendors_stand_beside_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "own.yaml").write_text(_PACK)
    (tmp_path / "vendor.yaml").write_text(_VENDOR)
    (tmp_path / "tests.yaml").write_text("rows: []\n")
    base = load_policies([tmp_path])
    assert "OWN-RULE" in base.rules.by_id
    assert base.offer("own.api").vendor.name == "Own Ltd"
    assert base.pack_files["own-pack"][0] == "own.yaml"
    assert set(base.hashes) == {"own.yaml", "vendor.yaml", "tests.yaml"}


def test_an_overlay_replaces_and_adds_rules(tmp_path: Path) -> None:
    overlay = _PACK.replace("own-pack", "us-ccpa").replace("title: House rules", "title: x\noverlay: true")
    (tmp_path / "own.yaml").write_text(overlay)
    base = load_policies([tmp_path])
    shipped = load_policies()
    assert len(base.rules.by_id) == len(shipped.rules.by_id) + 1
    pack = next(pack for pack in base.packs if pack.pack == "us-ccpa")
    assert pack.version.endswith("+1")


def test_a_vendor_overlay_changes_facts_of_a_shipped_offering(tmp_path: Path) -> None:
    text = _VENDOR.replace("status: own", "status: own\noverlay: true").replace("own.api", "deepseek.api")
    (tmp_path / "v.yaml").write_text(text)
    offer = load_policies([tmp_path]).offer("deepseek.api")
    assert offer.offering.facts["training_on_customer_data"].value == "no"
    assert "residency_storage" in offer.offering.facts


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (_PACK.replace("remediation", "remediaton"), r"own\.yaml:\d+: unknown key rules\[0\]\.remediaton", "did you mean remediation?"),
        (_PACK.replace("effect: prohibit", "effect: require"), "needs satisfied_by and if_unmet", ""),
        (_PACK.replace("effect: prohibit", "effect: review\n  if_unmet: review"), "belong to effect require", ""),
        (_PACK.replace("effect: prohibit", "effect: forbid"), r"rules\[0\]\.effect takes 'prohibit'", ""),
        (_PACK.replace("{data.trade_secret: true}", "{data.trade_secret: {above: 1}}"), "no such operator: above", ""),
        (_PACK.replace("own-pack", "eu-gdpr"), "pack eu-gdpr exists already", "overlay: true"),
        (_PACK.replace("OWN-RULE", "GDPR-30-ROPA"), "rule GDPR-30-ROPA stands in", "rename"),
        (_VENDOR.replace("value: 'no'", "value: never"), "training_on_customer_data takes one of no, opt_in", ""),
        (_VENDOR.replace("training_on_customer_data", "training_on_custom_data"), "no such field", "training_on_customer_data"),
        (_VENDOR.replace("own.api", "openai.api.default"), "openai.api.default exists already", "overlay: true"),
        (_VENDOR.replace("plan: default", "plan: default\n  inherits: openai.api.defaul"), "does not exist", "openai.api.default"),
        ("nothing: true", "neither pack nor vendor file", "pack"),
        ("pack: x\npack: y\n", "key stands twice: pack", ""),
    ],
)  # fmt: skip
def test_a_wrong_file_names_place_and_nearest_word(text: str, message: str, hint: str, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(text)

    def use() -> None:
        base = load_policies([tmp_path])
        assert base.packs
        assert base.offers

    with pytest.raises(ConfigError, match=message) as caught:
        use()
    assert hint in caught.value.hint


def test_a_country_without_quotes_is_explained(tmp_path: Path) -> None:
    fact = _VENDOR.replace("training_on_customer_data", "contracting_entity_country").replace("'no'", "NO")
    (tmp_path / "v.yaml").write_text(fact)
    with pytest.raises(ConfigError, match="YAML reads NO as false"):
        _ = load_policies([tmp_path]).offers


def test_packs_are_chosen_by_id_and_by_the_beginning_of_their_version(base: PolicyBase) -> None:
    assert [pack.pack for pack in base.choosing(["eu-gdpr@0.1", "us-ccpa"]).packs] == ["eu-gdpr", "us-ccpa"]
    assert base.choosing([]) is base
    with pytest.raises(ConfigError, match=r"pinned to 0\.2"):
        base.choosing(["eu-gdpr@0.2"])
    with pytest.raises(UsageError, match="no such policy pack") as caught:
        base.choosing(["eu-gdrp"])
    assert caught.value.hint == "did you mean eu-gdpr?"


def test_a_missing_folder_of_policies_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder"):
        load_policies([tmp_path / "none"])


def test_listing_packs_loads_no_vendor_and_no_model() -> None:
    code = (
        "import sys; from auditor.policy.load import load_policies; base = load_policies(); base.packs;"
        "assert 'offers' not in base.__dict__; heavy = {'spacy', 'presidio_analyzer', 'pyarrow', 'jinja2'};"
        "assert not heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
