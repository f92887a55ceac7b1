"""The document `audit.decision/v1`: plain values, sorted, the same bytes for the same inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.decide.robustness import THRESHOLD
from auditor.decide.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.decide.candidate import Range
    from auditor.decide.capability import Questionnaire
    from auditor.decide.decision import Decision
    from auditor.decide.plan import Schedule

SCHEMA = "audit.decision/v1"


def document(decision: Decision, questionnaire: Questionnaire) -> dict[str, Any]:
    """The decision as it is written."""
    told = words(decision)
    best = decision.recommended
    entrant = decision.entrant(best) if best else None
    return {
        "schema": SCHEMA,
        "decision_date": decision.need.today.isoformat(),
        "recommended": best,
        "robust": decision.robustness.robust,
        "headline": told.headline,
        "reasons": list(told.reasons),
        "against": list(told.against),
        "conditions": list(entrant.candidate.conditions) if entrant else [],
        "gates": [
            {"option": gate.option, "gate": gate.gate, "passed": gate.passed, "why": gate.why}
            for gate in decision.gates
        ],
        "criteria": [
            {
                "id": scale.criterion.value,
                "weight": _number(decision.weights[scale.criterion]),
                "worst": scale.worst,
                "best": scale.best,
                "swing_question": (
                    f"How much does it matter to get from '{scale.worst}' to '{scale.best}', "
                    "compared with the swing that matters most (100)?"
                ),
            }
            for scale in decision.matrix.scales
        ],
        "not_measured": [criterion.value for criterion in decision.matrix.left_out],
        "scores": _scores(decision),
        "robustness": _robustness(decision),
        "flips": [{"change": f.change, "recommended": f.recommended, "kind": f.kind} for f in decision.flips],
        "plan": _plan(entrant.schedule) if entrant else None,
        "lead_times": {e.candidate.id: _range(e.schedule.weeks) for e in decision.entrants},
        "costs": {e.candidate.id: _range(e.candidate.cost) if e.candidate.cost else None for e in decision.entrants},
        "capability": _capability(decision, questionnaire),
        "triggers": list(told.triggers),
    }


def _scores(decision: Decision) -> list[dict[str, Any]]:
    rows = []
    for rank, (name, total) in enumerate(decision.order, start=1):
        row = decision.matrix.scores[name]
        rows.append(
            {
                "option": name,
                "title": decision.entrant(name).candidate.title,
                "rank": rank,
                "total": _number(total),
                "by_criterion": {
                    criterion.value: {**_range(score.value), "known": score.known, "why": score.why}
                    for criterion, score in sorted(row.items())
                },
            }
        )
    return rows


def _robustness(decision: Decision) -> dict[str, Any]:
    firm = decision.robustness
    return {
        "robust": firm.robust,
        "threshold": THRESHOLD,
        "share_first": {name: _number(share) for name, share in sorted(firm.first.items())},
        "share_first_fixed_weights": {name: _number(share) for name, share in sorted(firm.first_by_inputs.items())},
        "weight_turns": [
            {"criterion": t.criterion.value, "weight": _number(t.weight), "turns_at": _number(t.at), "winner": t.winner}
            for t in firm.turns
        ],
        "dominated": firm.dominated,
        "seed": firm.seed,
        "draws": firm.draws,
    }


def _plan(schedule: Schedule) -> dict[str, Any]:
    return {
        "weeks": _range(schedule.weeks),
        "critical": list(schedule.critical),
        "steps": [
            {
                "id": step.id,
                "title": step.title,
                "start_week": _number(step.start),
                "end_week": _number(step.end),
                "weeks": _range(step.weeks),
                "hours": _range(step.hours) if step.hours else None,
                "after": list(step.after),
            }
            for step in schedule.steps
        ],
    }


def _capability(decision: Decision, questionnaire: Questionnaire) -> list[dict[str, Any]]:
    answers: Mapping[str, bool | None] = dict(decision.need.capabilities)
    return [
        {"id": item.id, "block": item.block, "question": item.question, "answer": answers.get(item.id)}
        for item in questionnaire.items
    ]


def _range(given: Range) -> dict[str, float]:
    return {"low": _number(given.low), "mid": _number(given.mid), "high": _number(given.high)}


def _number(value: float) -> float:
    return float(f"{value:.6g}")
