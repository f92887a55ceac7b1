from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.errors import ConfigError, UsageError
from auditor.interview.forms import parse
from auditor.interview.session import Subject
from auditor.interview.ways import picked_ways, ways
from auditor.model import Answer
from auditor.policy.options import panel_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.interview.session import Ask, Interview
    from auditor.policy.load import PolicyBase

Start = "Callable[..., Interview]"
_EU = "jurisdictions: [EU]\n"


def _ask(interview: Interview, fact: str) -> Ask:
    return next(ask for ask in interview.open() if ask.fact == fact)


def test_where_people_are_is_asked_first_and_makes_other_questions_moot(start: Callable[..., Interview]) -> None:
    interview = start()
    first = interview.next()
    assert first is not None
    assert first.fact == "ctx.jurisdictions"
    before = len(interview.open())
    interview.answer(first, ["EU"])
    assert len(interview.open()) < before
    assert all(not ask.fact.startswith(("v.uk_", "v.ch_", "ctx.ccpa")) for ask in interview.open())


def test_the_question_that_decides_most_options_comes_next(start: Callable[..., Interview]) -> None:
    interview = start(_EU)
    asks = interview.open()
    assert [len(ask.options) for ask in asks] == sorted((len(ask.options) for ask in asks), reverse=True)
    assert interview.next() == asks[0]


def test_a_topic_is_finished_before_one_that_decides_a_little_more(start: Callable[..., Interview]) -> None:
    interview = start(_EU)
    while (ask := interview.next()) is not None and ask.slot.kind != "contract":
        interview.skip(ask)
    assert ask is not None
    topics = []
    while ask is not None and ask.slot.kind == "contract":
        topics.append(ask.slot.topic)
        interview.skip(ask)
        ask = interview.next()
    runs = [topic for i, topic in enumerate(topics) if i == 0 or topics[i - 1] != topic]
    assert len(topics) > len(runs)
    assert len(runs) <= len(set(topics)) + 1


def test_an_answer_is_not_asked_again_and_neither_is_an_unknown(start: Callable[..., Interview]) -> None:
    interview = start(_EU)
    seen = set()
    while (ask := interview.next()) is not None:
        assert ask.slot not in seen
        seen.add(ask.slot)
        interview.skip(ask)
    assert len(seen) > 10
    assert interview.text == _EU
    assert {ask.slot for ask in interview.unanswered()} >= seen - {ask.slot for ask in interview.open()}


def test_each_question_says_why_and_what_it_decides(start: Callable[..., Interview]) -> None:
    for ask in start().open():
        assert ask.question
        assert ask.who
        assert ask.why
        assert ask.options
        assert (
            ask.form.kind in ("text", "number", "place", "places", "present", "sources", "sample") or ask.form.choices
        )


def test_stages_are_asked_apart(start: Callable[..., Interview]) -> None:
    places = {ask.slot.name: set(ask.options) for ask in start(_EU).open() if ask.fact == "ctx.lawful_basis"}
    assert set(places) == {"lawful_basis.development.art6", "lawful_basis.deployment.art6"}
    assert all(name.endswith(":fine_tuning") for name in places["lawful_basis.development.art6"])
    assert all(name.endswith(":prompting") for name in places["lawful_basis.deployment.art6"])


def test_going_back_restores_the_text_and_the_question(start: Callable[..., Interview]) -> None:
    interview = start(_EU)
    assert not interview.back()
    ask = interview.next()
    assert ask is not None
    interview.answer(ask, parse(ask.form, "1"))
    assert interview.text != _EU
    assert interview.back()
    assert interview.text == _EU
    assert interview.next() == ask


def test_what_audit_yaml_refuses_changes_nothing(start: Callable[..., Interview]) -> None:
    interview = start(_EU)
    ask = _ask(interview, "ctx.dpia")
    with pytest.raises(ConfigError, match="accountability"):
        interview.answer(ask, "by and large")
    assert interview.text == _EU
    assert ask in interview.open()


def test_answers_move_verdicts_and_an_unknown_never_does(start: Callable[..., Interview]) -> None:
    interview = start(_EU)
    assert Answer.PROHIBITED not in {interview.first[f"onprem:{a}"] for a in ("prompting", "fine_tuning")}
    interview.skip(_ask(interview, "ctx.controller_type"))
    assert interview.verdicts() == interview.first
    interview.answer(next(a for a in interview.open() if a.slot.name == "lawful_basis.deployment.art6"), "none")
    assert interview.verdicts()["onprem:prompting"] is Answer.PROHIBITED
    assert interview.verdicts()["onprem:fine_tuning"] is interview.first["onprem:fine_tuning"]


def test_a_report_limits_the_questions_to_its_own_and_what_they_raise(start: Callable[..., Interview]) -> None:
    listed = frozenset({"ctx.lawful_basis", "ctx.dpia", "ctx.no_longer_there"})
    interview = start(_EU, subject=Subject(questions=listed, options=frozenset({"onprem:prompting"})))
    assert {ask.fact for ask in interview.open()} == {"ctx.lawful_basis", "ctx.dpia"}
    assert {name for ask in interview.open() for name in ask.options} == {"onprem:prompting"}
    interview.answer(_ask(interview, "ctx.lawful_basis"), "consent")
    raised = {ask.fact for ask in interview.open()} - listed
    assert "ctx.consent_covers_activity" in raised


def test_everything_also_asks_what_decides_nothing(start: Callable[..., Interview], base: PolicyBase) -> None:
    interview = start(_EU, everything=True)
    asked = {ask.fact for ask in interview.open()}
    wanted = {key for key, row in base.declared.items() if not row.path.startswith("contracts[]")}
    assert wanted - asked == {"ctx.jurisdictions"}


def test_none_of_the_steps_is_an_answer_too(start: Callable[..., Interview]) -> None:
    options = (
        "- {id: x, activity: prompting, deployment: vendor_api, offering: google.gemini_api.unpaid, region: DE}\n"
        "- {id: y, activity: prompting, deployment: vendor_api, offering: openai.api.zdr}\n"
    )
    interview = start(f"{_EU}options:\n{options}")
    ask = next((a for a in interview.open() if a.slot.name == "preconditions_met"), None)
    assert ask is not None
    interview.answer(ask, [])
    assert "preconditions_not_met: [" in interview.text
    assert ask.slot not in {other.slot for other in interview.unanswered()}


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("1", ["onprem:prompting", "onprem:rag"]),
        ("deepseek", ["deepseek:prompting", "deepseek:rag"]),
        ("groq.cloud", ["groq.cloud:prompting", "groq.cloud:rag"]),
        ("1-2, 1", ["onprem:prompting", "onprem:rag", "eu-cloud:prompting", "eu-cloud:rag"]),
    ],
)
def test_ways_are_picked_by_number_name_or_offering(base: PolicyBase, typed: str, ids: list[str]) -> None:
    assert [option.id for option in picked_ways(base, ["prompting", "rag"], typed)] == ids


def test_all_ways_of_the_panels_own_activities_are_the_panel(base: PolicyBase) -> None:
    assert set(picked_ways(base, ["prompting", "fine_tuning"], "all")) == set(panel_options(base.panel))
    assert {row.deployment for row in ways(base, ["pretraining"])} == {"self_host_onprem", "self_host_cloud"}


@pytest.mark.parametrize("typed", ["99", "no-such", ",", "0-1"])
def test_a_way_that_is_not_there_is_told(base: PolicyBase, typed: str) -> None:
    with pytest.raises(UsageError):
        picked_ways(base, ["prompting"], typed)


def test_chosen_ways_are_the_options_of_the_file(start: Callable[..., Interview], base: PolicyBase) -> None:
    assert not start().has_options
    interview = start()
    interview.choose(picked_ways(base, ["prompting"], "openai,onprem"))
    assert interview.has_options
    assert list(interview.verdicts()) == ["openai:prompting", "onprem:prompting"]


def test_a_wrong_file_is_told_at_once(start: Callable[..., Interview]) -> None:
    with pytest.raises(ConfigError, match=r"audit\.yaml:1: no such section"):
        start("purpse: {}\n")
