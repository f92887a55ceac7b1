"""The article's two cases end as it says, for stated reasons, and turn when the deciding fact is changed."""

from __future__ import annotations

import json
from datetime import date

import pytest
from decide_cases import API, CHATBOT, EVEN, QUESTIONS, chatbot, decided, nonprofit

from auditor.decide.candidate import Range
from auditor.decide.document import document
from auditor.decide.words import words


def test_the_non_profit_tunes_on_its_own_machines() -> None:
    decision = nonprofit()
    assert decision.recommended == "own-server"
    told = words(decision)
    assert "only option that passes all gates" in told.headline
    assert any("api-tuning (verdict, availability)" in reason for reason in told.reasons)


@pytest.mark.parametrize("verdict", ["permitted_with_conditions", "no_blocking_finding"])
def test_the_non_profit_would_use_the_vendor_if_review_cleared_it_and_it_stayed(verdict: str) -> None:
    assert nonprofit(api={"verdict": verdict}).recommended == "own-server"  # it still ends in January
    assert nonprofit(api={"closings": ()}).recommended == "own-server"  # it still waits for review
    cleared = {"verdict": verdict, "closings": (), "places": ("BE",)}
    assert nonprofit(api=cleared).recommended == "api-tuning"


def test_the_non_profit_has_no_option_left_when_its_own_verdict_turns() -> None:
    decision = nonprofit(own={"verdict": "prohibited", "headline": "no lawful basis"})
    assert decision.recommended is None
    told = document(decision, QUESTIONS)
    assert told["recommended"] is None
    assert told["plan"] is None
    assert any("no lawful basis" in reason for reason in told["reasons"])


def test_the_start_up_uses_an_api() -> None:
    decision = chatbot()
    assert decision.recommended == "api"
    assert decision.robustness.robust
    assert any("Cost" in reason for reason in words(decision).reasons)


def test_the_start_up_self_hosts_when_the_api_is_prohibited() -> None:
    assert chatbot(api={"verdict": "prohibited"}).recommended == "own-cloud"


def test_the_start_up_self_hosts_when_that_is_cheap_and_it_has_the_people() -> None:
    able = tuple((item.id, True) for item in QUESTIONS.items)
    cheap = {"cost": Range(10e3, 15e3, 20e3)}
    assert chatbot(cloud=cheap, capabilities=able).recommended == "own-cloud"


def test_the_volume_at_which_the_start_up_should_think_again_is_named() -> None:
    decision = chatbot()
    volume = next(flip for flip in decision.flips if flip.kind == "volume")
    assert "90,000 requests a day" in volume.change
    assert volume.recommended == "own-cloud"
    assert any(trigger.startswith("volume") for trigger in words(decision).triggers)


def test_every_weight_turn_really_turns() -> None:
    decision = chatbot()
    assert decision.robustness.turns
    for turn in decision.robustness.turns:
        rest = {c.value: w for c, w in decision.weights.items() if c is not turn.criterion}
        measured = {c.value for c in decision.matrix.scores["api"]}
        whole = sum(weight for name, weight in rest.items() if name in measured)
        step = min(turn.at, 1 - turn.at) / 10
        for at in (turn.at - step, turn.at + step):
            moved = {name: weight / whole * (1 - at) for name, weight in rest.items() if name in measured}
            again = decided(
                [e.candidate for e in decision.entrants], CHATBOT, {"swing": {**moved, turn.criterion.value: at}}
            )
            beyond = (at > turn.at) == (turn.at > turn.weight)
            assert (again.recommended == turn.winner) is beyond, turn


def test_equal_inputs_give_equal_bytes() -> None:
    one, other = (json.dumps(document(chatbot(), QUESTIONS), sort_keys=False) for _ in range(2))
    assert one == other


def test_the_document_follows_the_contract() -> None:
    told = document(chatbot(), QUESTIONS)
    assert told["schema"] == "audit.decision/v1"
    for key in ("recommended", "reasons", "gates", "scores", "robustness", "flips", "plan"):
        assert key in told
    assert {"option", "gate", "passed", "why"} == set(told["gates"][0])
    assert [row["rank"] for row in told["scores"]] == [1, 2]
    assert told["plan"]["steps"]


def test_dated_facts_become_triggers_in_order() -> None:
    decision = nonprofit(own={"review_by": date(2027, 3, 1), "price_changes": (date(2027, 2, 1),)})
    dates = [trigger[:10] for trigger in words(decision).triggers if trigger[:2] == "20"]
    assert dates == sorted(dates)
    assert {"2027-01-06", "2027-01-14", "2027-02-01", "2027-03-01"} <= set(dates)


def test_close_options_have_no_robust_winner() -> None:
    from dataclasses import replace

    twin = replace(API, id="twin", cost=Range(24e3, 32.5e3, 47e3))
    decision = decided([API, twin], CHATBOT, EVEN)
    assert not decision.robustness.robust
    assert words(decision).headline.startswith("No robust winner")
