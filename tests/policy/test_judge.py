from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from auditor.errors import UsageError
from auditor.model import Answer, Option
from auditor.policy.assume import Assumptions, parse_assumptions
from auditor.policy.declaration import Declaration
from auditor.policy.judge import Judgement, judge
from auditor.policy.load import load_policies
from auditor.policy.measured import Measured, Observed
from auditor.policy.options import choose_options, panel_options
from auditor.policy.to_document import policy_parts
from auditor.policy.wording import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from auditor.policy.load import PolicyBase
    from auditor.policy.to_document import PolicyParts

_TODAY = date(2026, 11, 22)
_PERSON = Measured(True, "PERSON 31 in 20 records by test", ("PERSON",))
_OBSERVED = Observed({"data.personal": _PERSON, "data.direct_identifiers": _PERSON}, {}, {"PERSON": 31, "UUID": 3})
_READ = {"assurance.coverage": Measured(1.0, "all bytes read")}
_GOVERNED = """
jurisdictions: [EU]
sector: general
controller: {type: company, is_ecs_provider: false}
data_subjects: {large_scale: false, vulnerable: false}
collection: {source: data_subject, licence: {status: own}}
purpose: {relation_to_original: original, commercial: true, adm_significant: false, outputs_about_individuals: false}
lawful_basis:
  development: {art6: legitimate_interests, lia: {status: done_passed}}
  deployment: {art6: contract}
transparency: {notice: given, names_recipients: true, objection_mechanism: {offered: true}}
rights: {process: true, erasure_strategy: documented}
safeguards: {minimisation: done, retention: P6M, security: {measures: toms.pdf}, extraction_tests: {done: true}}
accountability: {ropa_id: V1, dpia: {status: done_low}}
model: {base: {provenance_checked: true, unlawful_finding: false}, release: internal, ai_act: {gpai_provider: false, high_risk: false, finetune_compute_ratio: 0.001}}
use_cases: [internal_tool]
contracts:
- id: own
  overrides: {dpa_signed: true, zdr: true, transfer: scc, tia: done_ok, preconditions_met: [zdr_approved, zdr_enabled]}
  evidence: {dpa: dpa.pdf, date: 2026-11-20}
options:
- {id: ours, activity: prompting, deployment: vendor_api, offering: openai.api.zdr, model: gpt-6.1-sol, features: [chat_completions], contract: own}
- {id: bare, activity: prompting, deployment: vendor_api, offering: openai.api.default, model: gpt-6.1-sol, features: [chat_completions]}
- {id: home, activity: fine_tuning, deployment: self_host_onprem, model: qwen3-32b, licence: lic.qwen_apache}
"""


def _judge(base: PolicyBase, declaration: Declaration, observed: Observed = _OBSERVED, **more: Any) -> Judgement:
    options = more.pop("options", None) or choose_options(base, declaration)
    today = more.pop("today", _TODAY)
    return judge(base, observed, _READ, declaration, options=options, today=today, **more)


def _parts(base: PolicyBase, declaration: Declaration, judged: Judgement, today: date = _TODAY) -> PolicyParts:
    return policy_parts(base, declaration, _OBSERVED, judged, today=today)


@pytest.fixture
def governed(declare: Callable[[str], Declaration]) -> Declaration:
    return declare(_GOVERNED)


def test_a_governed_project_gets_three_different_answers(base: PolicyBase, governed: Declaration) -> None:
    answers = {verdict.option.id: verdict.answer for verdict in _judge(base, governed).verdicts}
    assert answers == {
        "ours": Answer.PERMITTED_WITH_CONDITIONS,
        "bare": Answer.NEEDS_LEGAL_REVIEW,
        "home": Answer.PERMITTED_WITH_CONDITIONS,
    }


def test_every_fact_of_every_outcome_says_where_it_came_from(base: PolicyBase, governed: Declaration) -> None:
    judged = _judge(base, governed)
    origins = {fact.key: fact.origin for verdict in judged.verdicts for o in verdict.outcomes for fact in o.facts}
    assert all(origins.values())
    assert origins["data.personal"] == "measured: PERSON 31 in 20 records by test"
    assert re.fullmatch(r"audit\.yaml line 14 \(accountability\.dpia\.status\)", origins["ctx.dpia"])
    (ours,) = [verdict for verdict in judged.verdicts if verdict.option.id == "ours"]
    facts = {fact.key: fact for outcome in ours.outcomes for fact in outcome.facts}
    assert "audit.yaml line 19 (contract own: dpa_signed)" in facts["v.dpa"].origin
    assert "s. 5.3; as of 2026-01-01, review by 2027-01-31" in facts["v.dpa"].origin
    assert facts["opt.external"].origin == "follows from opt.deployment"
    assert facts["dpia.two_or_more"].origin.startswith("criteria of WP248 met: ")
    (bare,) = [verdict for verdict in judged.verdicts if verdict.option.id == "bare"]
    assert {fact.origin for o in bare.outcomes for fact in o.facts if fact.key == "v.tia"} == {"not declared"}


def test_without_a_declaration_questions_come_once_and_most_decisive_first(base: PolicyBase) -> None:
    judged = _judge(base, Declaration())
    facts = [question.fact for question in judged.questions]
    assert len(facts) == len(set(facts))
    assert facts[0] == "ctx.jurisdictions"
    counts = [len(question.options) for question in judged.questions]
    assert counts == sorted(counts, reverse=True)
    dpa = next(question for question in judged.questions if question.fact == "v.dpa")
    assert dpa.path == "contracts[].overrides.dpa_signed"
    assert dpa.who == "lawyer or DPO"
    assert "onprem:prompting" not in dpa.options


def test_what_is_prohibited_whatever_is_declared_asks_nothing(base: PolicyBase) -> None:
    verdicts = {verdict.option.id: verdict for verdict in _judge(base, Declaration()).verdicts}
    assert verdicts["xai:prompting"].answer is Answer.PROHIBITED
    assert verdicts["xai:prompting"].questions == ()


def test_an_answer_to_a_question_moves_the_verdict(base: PolicyBase, governed: Declaration) -> None:
    bare = [option for option in governed.options if option.id == "bare"]
    (verdict,) = _judge(base, governed, options=bare).verdicts
    assert {question.fact for question in verdict.questions} >= {"v.dpa"}
    refused = Assumptions(contract={"dpa_signed": False})
    (worse,) = _judge(base, governed, options=bare, assumed=refused).verdicts
    assert worse.answer is Answer.PROHIBITED
    dpa = next(question for question in verdict.questions if question.fact == "v.dpa")
    assert dpa.why.endswith("Answer not_signed: prohibited")


def test_findings_raise_questions_without_deciding(base: PolicyBase, governed: Declaration) -> None:
    (hint,) = _judge(base, governed).hints
    assert hint.fact == "data.identifiability"
    assert "UUID 3" in hint.why
    assert hint.options == ()


def test_facts_past_their_review_date_take_the_permission_back(base: PolicyBase, governed: Declaration) -> None:
    (ours,) = [v for v in _judge(base, governed, today=date(2027, 3, 1)).verdicts if v.option.id == "ours"]
    assert ours.answer is Answer.NEEDS_LEGAL_REVIEW
    assert any("past review date: " in note for note in ours.notes)
    sources = _judge(base, governed, today=date(2027, 3, 1)).sources
    assert any(source.reading.stale for source in sources)


def test_a_contract_against_public_terms_is_reported(base: PolicyBase, declare: Callable[[str], Declaration]) -> None:
    declaration = declare(_GOVERNED.replace("tia: done_ok", "tia: done_ok, gdpr_role: controller"))
    (ours,) = [v for v in _judge(base, declaration).verdicts if v.option.id == "ours"]
    assert "contract beats public terms: gdpr_role is controller by contract, processor in the terms" in ours.notes
    assert ours.answer is Answer.NEEDS_LEGAL_REVIEW


def test_a_contract_without_evidence_still_counts_and_says_so(
    base: PolicyBase, declare: Callable[[str], Declaration]
) -> None:
    bare = _GOVERNED.replace("  evidence: {dpa: dpa.pdf, date: 2026-11-20}\n", "")
    (ours,) = [v for v in _judge(base, declare(bare)).verdicts if v.option.id == "ours"]
    assert ours.answer is Answer.PERMITTED_WITH_CONDITIONS
    assert any(note.startswith("no evidence for contract own") for note in ours.notes)


@pytest.mark.parametrize(("rows", "codes"), [("", ["unknown"]), ("generated_by: []\n", ["unknown"])])
def test_model_outputs_without_a_named_source_are_unknown(
    rows: str, codes: list[str], base: PolicyBase, declare: Callable[[str], Declaration]
) -> None:
    observed = replace(_OBSERVED, entities={"MODEL_OUTPUT": 4})
    judged = _judge(base, declare(_GOVERNED + rows), observed)
    home = next(here for here in judged.situations if here.option.id == "home")
    assert home.facts["data.output_restrictions"] == codes
    assert "MODEL_OUTPUT 4" in home.origins["data.output_restrictions"]
    verdict = next(verdict for verdict in judged.verdicts if verdict.option.id == "home")
    assert "data.output_restrictions" in {question.fact for question in verdict.questions}


def test_a_named_source_is_judged_by_its_own_terms(base: PolicyBase, declare: Callable[[str], Declaration]) -> None:
    rows = "generated_by:\n- {source: openai.api.default, model: gpt-6.1-sol, modality: text}\n"
    judged = _judge(base, declare(_GOVERNED + rows))
    home = next(here for here in judged.situations if here.option.id == "home")
    assert home.facts["data.output_restrictions"] == ["competing_models"]
    assert any(s.reading.field == "output_training_restriction" for s in judged.sources)


def test_hipaa_facts_follow_from_findings_and_declaration(
    base: PolicyBase, declare: Callable[[str], Declaration]
) -> None:
    observed = Observed({"data.hipaa18_detected": _PERSON}, {"substance_use_confirmed": 2}, {})
    covered = _judge(base, declare(_GOVERNED + "facts: {ctx.hipaa_covered: true}\n"), observed).situations[0]
    assert (covered.facts["data.phi"], covered.facts["data.sud_records"]) == (True, True)
    assert "data.phi" not in _judge(base, declare(_GOVERNED), observed).situations[0].facts


def test_content_of_others_without_licence_is_of_unknown_status(
    base: PolicyBase, declare: Callable[[str], Declaration]
) -> None:
    scraped = declare("collection: {source: public_web}")
    here = _judge(base, scraped, options=(Option("x", "rag", "self_host_onprem"),)).situations[0]
    assert here.facts["data.licence_status"] == "unknown"
    headers = replace(_OBSERVED, entities={"LICENSE_HEADER": 2})
    found = _judge(base, Declaration(), headers, options=(Option("x", "rag", "self_host_onprem"),)).situations[0]
    assert found.facts["data.licence_status"] == "unknown"


def test_changes_lift_the_verdict_as_they_say(base: PolicyBase, governed: Declaration) -> None:
    for verdict in _judge(base, governed).verdicts:
        for change in verdict.changes:
            assumed = parse_assumptions(change["assume"], base, _OBSERVED)
            (after,) = _judge(base, governed, options=(verdict.option,), assumed=assumed, with_changes=False).verdicts
            assert after.answer.value == change["verdict"], change
            assert after.answer.rank < verdict.answer.rank


def test_no_step_of_a_set_can_be_left_out(base: PolicyBase) -> None:
    options = [option for option in panel_options(base.panel) if option.id in ("xai:prompting", "openai:prompting")]
    for verdict in _judge(base, Declaration(), options=options).verdicts:
        assert verdict.changes
        efforts = [change["effort"] for change in verdict.changes]
        assert efforts == sorted(efforts)
        for change in verdict.changes:
            for left_out in change["assume"]:
                fewer = [word for word in change["assume"] if word != left_out]
                assumed = parse_assumptions(fewer, base, _OBSERVED)
                (after,) = _judge(base, Declaration(), options=(verdict.option,), assumed=assumed).verdicts
                assert after.answer.rank >= verdict.answer.rank


def test_zero_retention_that_is_not_offered_is_no_step(base: PolicyBase, governed: Declaration) -> None:
    tuning = Option("t", "fine_tuning", "vendor_api", "openai.api.finetune", "gpt-6.1-sol", contract="own")
    (verdict,) = _judge(base, governed, options=(tuning,)).verdicts
    assert all("contract.zdr=true" not in change["assume"] for change in verdict.changes)


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("ctx.dpia", "takes key=value"),
        ("ctx.dpai=done_low", "no such fact: ctx.dpai"),
        ("ctx.dpia=done", "ctx.dpia takes one of"),
        ("opt.external=true", "can't be assumed"),
        ("redact=HEALTH", "nothing found that is HEALTH"),
        ("contract.zdr=perhaps", "zdr takes true or false"),
        ("contract.zrd=true", "no such contract term"),
        ("offering=openai.api", "no such offering"),
    ],
)
def test_a_wrong_assumption_is_a_usage_error(word: str, message: str, base: PolicyBase) -> None:
    with pytest.raises(UsageError, match=message):
        parse_assumptions([word], base, _OBSERVED)


def test_assumptions_are_words_of_audit_yaml(base: PolicyBase) -> None:
    words = [
        "ctx.dpia=done_low",
        "redact=identity.*",
        "contract.retention_days=30",
        "region=DE",
        "ctx.use_cases=[internal_tool]",
    ]
    assumed = parse_assumptions(words, base, _OBSERVED)
    assert assumed.facts == {"ctx.dpia": "done_low", "ctx.use_cases": ["internal_tool"]}
    assert assumed.redact == {"PERSON"}
    assert assumed.contract == {"retention_days": 30}
    assert assumed.option == {"region": "DE"}


def test_redaction_takes_the_labelled_sample_with_it(base: PolicyBase, governed: Declaration) -> None:
    bounds = {**_READ, "assurance.residual_upper": Measured(0.0009, "sample")}
    option = next(option for option in governed.options if option.id == "home")
    judged = judge(
        base,
        _OBSERVED,
        bounds,
        governed,
        options=[option],
        today=_TODAY,
        assumed=Assumptions(redact=frozenset({"PERSON"})),
    )
    assert judged.situations[0].facts.get("data.personal") is None
    assert "assurance.residual_upper" not in judged.situations[0].facts
    assert judged.verdicts[0].answer is Answer.PERMITTED_WITH_CONDITIONS


# ---------------------------------------------------------------- in the report


def test_verdicts_in_the_report_cite_and_mark_drafts(base: PolicyBase, governed: Declaration) -> None:
    parts = _parts(base, governed, _judge(base, governed))
    (home,) = [verdict for verdict in parts.verdicts if verdict.option == "home"]
    rules = {rule.id: rule for rule in home.rules}
    lia = rules["GDPR-06-1F-LIA"]
    assert "edpb.gl-1-2024 (consultation)" in lia.basis
    assert lia.authority_status == "consultation"
    assert {citation.how_sure for citation in lia.citations} <= {"P", "S", "K"}
    assert lia.version == "0.1.0-draft"
    relied = next(condition for condition in home.conditions if condition.rule == "GDPR-06-1F-LIA")
    assert "ctx.lia = done_passed (audit.yaml line 9" in relied.text
    assert all(row.settled != "settled" for row in rules.values() if row.id in {u["rule"] for u in parts.unsettled})


def test_a_waiver_stands_beside_the_outcome_and_removes_nothing(
    base: PolicyBase, declare: Callable[[str], Declaration]
) -> None:
    waiver = "waivers:\n- {rule: GDPR-28-3-DPA, by: A. Jurist, reason: signed on paper, expires: 2027-01-31}\n"
    declaration = declare(_GOVERNED + waiver)
    judged = _judge(base, declaration)
    plain = _judge(base, declare(_GOVERNED))
    assert [verdict.answer for verdict in judged.verdicts] == [verdict.answer for verdict in plain.verdicts]
    for today, expired in ((_TODAY, False), (date(2027, 2, 1), True)):
        parts = _parts(base, declaration, judged, today)
        rule = next(r for v in parts.verdicts if v.option == "bare" for r in v.rules if r.id == "GDPR-28-3-DPA")
        assert rule.waiver is not None
        assert rule.waiver["expired"] is expired
        assert rule.outcome == "review"
    assert parts.waivers[0]["by"] == "A. Jurist"


def test_each_option_names_plan_model_and_places(base: PolicyBase, governed: Declaration) -> None:
    rows = {row.id: row for row in _parts(base, governed, _judge(base, governed)).options}
    assert (rows["bare"].vendor, rows["bare"].plan, rows["bare"].model) == ("OpenAI", "default", "gpt-6.1-sol")
    assert rows["bare"].stored_in == ["global"]


def test_packs_tell_whether_they_apply(base: PolicyBase, governed: Declaration) -> None:
    chosen = base.choosing(["eu-gdpr", "us-hipaa"])
    judged = _judge(chosen, governed)
    applies = {pack.id: pack.applies for pack in _parts(chosen, governed, judged).packs}
    assert applies["eu-gdpr"] == "yes"
    assert applies["us-hipaa"] == "no"
    assert applies["eu-ai-act"] == "not chosen"


def test_a_pack_past_its_review_date_is_told(tmp_path: Path, governed: Declaration) -> None:
    rule = (
        "{id: OWN, title: t, layer: policy_choice, basis: [contract.nda], when: true, effect: inform, severity: info, "
        "settled: settled, remediation: r, rationale: r}"
    )
    (tmp_path / "own.yaml").write_text(
        f"pack: own\nversion: '1'\nlaw_as_of: 2026-01-01\ntitle: t\nreview_by: 2026-06-30\nrules:\n- {rule}\n"
    )
    judged = _judge(load_policies([tmp_path]), governed)
    assert judged.notes == ("policy out of date: own 1 was to be reviewed by 2026-06-30",)


def test_headlines_promise_nothing(base: PolicyBase, governed: Declaration) -> None:
    for declaration in (Declaration(), governed):
        parts = _parts(base, declaration, _judge(base, declaration))
        texts = [verdict.headline for verdict in parts.verdicts] + parts.limits
        for text in texts:
            assert not [word for word in FORBIDDEN if re.search(rf"\b{re.escape(word)}\b", text.lower())], text


def test_the_clean_case_says_what_it_rests_on(base: PolicyBase, governed: Declaration) -> None:
    bounds = {**_READ, "assurance.residual_upper": Measured(0.0009, "sample")}
    option = next(option for option in governed.options if option.id == "home")
    judged = judge(base, Observed({}), bounds, governed, options=[option], today=_TODAY)
    parts = policy_parts(base, governed, Observed({}), judged, today=_TODAY)
    assert parts.verdicts[0].verdict == "no_blocking_finding"
    assert parts.verdicts[0].headline.startswith("No blocking finding under policy eu-ai-act 0.1.0-draft, eu-gdpr")
    assert "(law as of 22 Nov 2026), for option home, on " in parts.verdicts[0].headline
    assert parts.limits[0] == "No special-category data were detected; detector recall for this class is unmeasured."


def test_judging_twice_gives_the_same(base: PolicyBase, governed: Declaration) -> None:
    assert _parts(base, governed, _judge(base, governed)) == _parts(base, governed, _judge(load_policies(), governed))
