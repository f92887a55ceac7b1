"""Gates: what is not permitted, not there, too late or too dear is out, and what is unknown does not pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from decide_cases import API, CHATBOT, OWN, RULES, TODAY, decided

from auditor.decide.candidate import Candidate, Closing, Need, Range
from auditor.decide.gates import Gate, gates


def _gate(candidate: Candidate, need: Need, name: str) -> Gate:
    fit = RULES.questionnaire.fit(candidate, need)
    return next(gate for gate in gates(candidate, need, RULES.plans.schedule(candidate, fit)) if gate.gate == name)


@pytest.mark.parametrize(
    ("verdict", "passed"),
    [
        ("prohibited", False),
        ("needs_legal_review", False),
        ("permitted_with_conditions", True),
        ("no_blocking_finding", True),
    ],
)
def test_the_verdict_is_a_gate(verdict: str, passed: bool) -> None:
    assert _gate(replace(API, verdict=verdict), CHATBOT, "verdict").passed is passed


@pytest.mark.parametrize(
    ("kind", "on", "passed"),
    [
        ("closed", date(2026, 12, 1), False),
        ("closed", date(2030, 1, 1), True),
        ("shutdown", date(2027, 1, 14), False),
        ("shutdown", date(2029, 1, 1), True),
        ("new_customers", date(2026, 5, 7), False),
        ("new_customers", date(2027, 5, 7), True),
    ],
)
def test_what_ends_too_soon_is_out(kind: str, on: date, passed: bool) -> None:
    assert _gate(replace(API, closings=(Closing(on, kind, "page"),)), CHATBOT, "availability").passed is passed


@pytest.mark.parametrize(
    ("places", "passed"),
    [(("DE",), True), (("DE", "US"), False), (("unknown",), False), (("global", "DE"), False), ((), False)],
)
def test_a_declared_place_is_a_gate_and_no_promise_fails_it(places: tuple[str, ...], passed: bool) -> None:
    need = replace(CHATBOT, residency=("DE", "FR"))
    assert _gate(replace(API, places=places), need, "residency").passed is passed
    assert _gate(replace(API, places=places), CHATBOT, "residency").passed


def test_the_budget_is_a_gate_and_an_unknown_cost_fails_it() -> None:
    need = replace(CHATBOT, budget=40e3)
    assert _gate(replace(API, cost=Range(10e3, 20e3, 30e3)), need, "budget").passed
    tight = _gate(replace(API, cost=Range(10e3, 20e3, 90e3)), need, "budget")
    assert tight.passed
    assert "high end" in tight.why
    assert not _gate(replace(API, cost=Range(30e3, 50e3, 90e3)), need, "budget").passed
    assert not _gate(replace(API, cost=None, cost_note="no price"), need, "budget").passed
    assert _gate(replace(API, cost=None), CHATBOT, "budget").passed


def test_the_deadline_is_a_gate() -> None:
    assert not _gate(OWN, replace(CHATBOT, deadline=date(2026, 12, 20)), "deadline").passed
    late = _gate(OWN, replace(CHATBOT, deadline=date(2028, 1, 1)), "deadline")
    assert late.passed
    assert "longest chain" in late.why


def test_a_needed_tuned_model_rules_out_what_trains_none() -> None:
    need = replace(CHATBOT, tuned_model=True)
    assert not _gate(API, need, "need").passed
    assert _gate(OWN, need, "need").passed


def test_no_strength_makes_up_for_a_failed_gate() -> None:
    perfect = replace(API, id="perfect", verdict="prohibited", cost=Range(0, 0, 0))
    decision = decided([perfect, OWN], CHATBOT)
    assert decision.recommended == "own-server"
    assert any(flip.recommended == "perfect" and "gate verdict opens" in flip.change for flip in decision.flips)


def test_without_options_nothing_is_recommended() -> None:
    decision = decided([], CHATBOT)
    assert decision.recommended is None
    assert decision.need.today == TODAY
