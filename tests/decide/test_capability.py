"""The questionnaire: each no is a cost and a lead time, and silence counts as no."""

from __future__ import annotations

from dataclasses import replace

import pytest
from decide_cases import ABLE, API, CHATBOT, CLOUD, OWN, QUESTIONS, RULES

from auditor.decide.candidate import Range
from auditor.errors import ConfigError


def test_about_twenty_questions_in_five_blocks() -> None:
    assert 18 <= len(QUESTIONS.items) <= 24
    assert {item.block for item in QUESTIONS.items} == {"infrastructure", "data", "skills", "operations", "governance"}
    assert all(item.question.endswith("?") for item in QUESTIONS.items)


def test_only_what_an_option_needs_is_asked() -> None:
    ids = {item.id for item in QUESTIONS.items if item.concerns(API)}
    assert "prompting_before" in ids
    assert "accelerators" not in ids
    assert "labelled_examples" not in ids
    assert "labelled_examples" in {item.id for item in QUESTIONS.items if item.concerns(OWN)}


def test_each_no_costs_time_and_money() -> None:
    rate = Range(80, 100, 120)
    able = QUESTIONS.fit(OWN, replace(CHATBOT, capabilities=ABLE))
    assert able.score == 100.0
    assert able.cost(rate) == Range(0.0, 0.0, 0.0)
    no = tuple((name, name != "tuned_before") for name, _ in ABLE)
    less = QUESTIONS.fit(OWN, replace(CHATBOT, capabilities=no))
    assert [item.id for item in less.gaps] == ["tuned_before"]
    assert less.cost(rate) == Range(80 * 80, 160 * 100, 320 * 120)
    assert less.score < 100.0
    weeks = [RULES.plans.schedule(OWN, fit).weeks.mid for fit in (able, less)]
    assert weeks[1] > weeks[0]


def test_silence_counts_as_no_and_may_still_turn_out_yes() -> None:
    silent = QUESTIONS.fit(CLOUD, replace(CHATBOT, capabilities=()))
    assert silent.score == 0.0
    assert silent.best == 100.0
    cost = silent.cost(Range(1, 1, 1))
    assert cost.low == 0.0 < cost.mid < cost.high


def test_a_question_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(ConfigError, match="monitorin") as error:
        QUESTIONS.check({"monitorin": True})
    assert "did you mean monitoring" in error.value.hint


def test_the_plan_keeps_its_order_and_the_chain_adds_up() -> None:
    schedule = RULES.plans.schedule(OWN, QUESTIONS.fit(OWN, replace(CHATBOT, capabilities=())))
    placed = {step.id: step for step in schedule.steps}
    for step in schedule.steps:
        assert step.end == pytest.approx(step.start + step.weeks.mid)
        assert all(placed[other].end <= step.start + 1e-9 for other in step.after)
    assert schedule.weeks.mid == pytest.approx(sum(placed[name].weeks.mid for name in schedule.critical))
    assert schedule.critical[-1] == "launch"
    assert schedule.weeks.low < schedule.weeks.mid < schedule.weeks.high


def test_questions_and_tasks_fit_together() -> None:
    known = {item.id for item in QUESTIONS.items} | {task.id for task in RULES.plans.tasks}
    waited_for = {name for task in RULES.plans.tasks for name in task.before}
    assert waited_for <= known
    assert {item.id for item in QUESTIONS.items} <= waited_for
