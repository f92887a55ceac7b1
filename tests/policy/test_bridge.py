from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from auditor.model import Option
from auditor.policy.availability import gates
from auditor.policy.bridge import bridge

if TYPE_CHECKING:
    from auditor.policy.load import PolicyBase

_TODAY = date(2026, 11, 22)


def _option(offering: str, activity: str = "prompting", **more: Any) -> Option:
    return Option("x", activity, "vendor_api", offering, **{"model": "some-model", **more})


def test_features_outside_zero_retention_fall_back(base: PolicyBase) -> None:
    contract = {"zdr": True, "preconditions_met": ["zdr_approved", "zdr_enabled"]}
    plain = bridge(base, _option("openai.api.zdr", features=("chat_completions",)), contract, _TODAY)
    files = bridge(base, _option("openai.api.zdr", features=("chat_completions", "batch")), contract, _TODAY)
    tuning = bridge(base, _option("openai.api.finetune", "fine_tuning"), contract, _TODAY)
    assert (plain.facts["v.zdr"], plain.facts["v.retention_days"]) == (True, 0)
    assert files.facts["v.zdr"] is False
    assert any("zero retention does not cover: batch" in note for note in files.notes)
    assert tuning.facts["v.zdr"] is False
    assert tuning.facts["v.retention_days"] == 36500


def test_the_contract_beats_the_public_terms(base: PolicyBase) -> None:
    public = bridge(base, _option("mistral.studio.paid"), {}, _TODAY)
    signed = bridge(base, _option("mistral.studio.paid"), {"gdpr_role": "processor", "retention_days": 3}, _TODAY)
    assert public.facts["v.role"] == "processor_with_controller_purposes"
    assert signed.facts["v.role"] == "processor"
    assert signed.facts["v.retention_days"] == 3
    assert signed.behind("v.role")[0].held is None


def test_an_override_left_open_changes_nothing(base: PolicyBase) -> None:
    option = _option("mistral.studio.paid")
    assert (
        bridge(base, option, {"gdpr_role": None, "zdr": None}, _TODAY).facts == bridge(base, option, {}, _TODAY).facts
    )


def test_facts_past_their_review_date_are_named_and_reverified_ones_are_not(base: PolicyBase) -> None:
    option, late = _option("openai.api.default"), date(2027, 3, 1)
    assert bridge(base, option, {}, _TODAY).facts["v.terms_stale"] is False
    stale = bridge(base, option, {}, late)
    assert stale.facts["v.terms_stale"] is True
    assert any("dpa (review by 2027-01-31)" in note for note in stale.notes)
    again = bridge(base, option, {"reverified": dict.fromkeys(stale.stale, "2027-03-01")}, late)
    assert again.facts["v.terms_stale"] is False


def test_a_model_that_is_not_named_blurs_what_depends_on_it(base: PolicyBase) -> None:
    option = _option("anthropic.api.default", model="claude-opus-latest")
    bridged = bridge(base, option, {"zdr": True}, _TODAY)
    assert bridged.facts["v.zdr"] is None
    assert any("name the model" in note for note in bridged.notes)


def test_on_prem_needs_no_vendor_facts(base: PolicyBase) -> None:
    option = Option("x", "fine_tuning", "self_host_onprem", "self.on_prem", "qwen3-32b", licence="lic.qwen_apache")
    facts = bridge(base, option, {}, _TODAY).facts
    assert set(facts) == {
        "v.licence_id", "v.licence_eu_excluded", "v.licence_research_only", "v.licence_threshold", "v.terms_stale",
    }  # fmt: skip


def test_a_router_needs_its_own_agreement(base: PolicyBase) -> None:
    alone = bridge(base, _option("openrouter.api"), {}, _TODAY)
    through = bridge(base, _option("openrouter.api", downstream="mistral.studio.eu"), {}, _TODAY)
    assert alone.facts["v.trains_on_customer_data"] is None
    assert through.facts["v.dpa"] is None
    assert any("router openrouter.api" in note for note in through.notes)


@pytest.mark.parametrize(
    ("today", "closed", "words"),
    [
        (date(2026, 11, 22), False, "fine-tuning ends on 2027-01-06"),
        (date(2027, 1, 6), True, "fine-tuning is no longer offered since 2027-01-06"),
    ],
)
def test_availability_is_a_dated_gate(today: date, closed: bool, words: str, base: PolicyBase) -> None:
    found = gates(base, _option("openai.api.finetune", "fine_tuning"), today)
    gate = next(gate for gate in found if gate.field == "finetune_shutdown_on")
    assert gate.closed is closed
    assert words in gate.text


def test_tuning_dates_do_not_touch_prompting_but_model_dates_do(base: PolicyBase) -> None:
    assert gates(base, _option("openai.api.default"), _TODAY) == ()
    assert [g.field for g in gates(base, _option("openai.api.default", model="gpt-4o-mini"), _TODAY)] == [
        "model_shutdown_on"
    ]
