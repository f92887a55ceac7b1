"""Gates: what no strength elsewhere makes up for. What is unknown does not pass."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.decide.candidate import Candidate, Need
    from auditor.decide.plan import Schedule

_WAITING = "needs_legal_review"
_BARRED = "prohibited"
_VAGUE = ("unknown", "global")
_MONTH = timedelta(days=30.44)


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate for one option."""

    option: str
    gate: str  # verdict, availability, residency, budget, deadline, need
    passed: bool
    why: str


def gates(candidate: Candidate, need: Need, schedule: Schedule) -> tuple[Gate, ...]:
    """All gates of an option."""
    launch = need.today + timedelta(weeks=schedule.weeks.mid)
    checks = {
        "verdict": _verdict(candidate),
        "availability": _availability(candidate, need, launch),
        "residency": _residency(candidate, need),
        "budget": _budget(candidate, need),
        "deadline": _deadline(need, schedule, launch),
        "need": _need(candidate, need),
    }
    return tuple(Gate(candidate.id, name, passed, why) for name, (passed, why) in checks.items())


def _verdict(candidate: Candidate) -> tuple[bool, str]:
    if candidate.verdict == _BARRED:
        return False, "prohibited: " + candidate.headline
    if candidate.verdict == _WAITING:
        return False, "waits for legal review: " + candidate.headline
    if candidate.verdict == "permitted_with_conditions":
        return True, f"permitted with {len(candidate.conditions)} conditions"
    return True, "no blocking finding"


def _availability(candidate: Candidate, need: Need, launch: date) -> tuple[bool, str]:
    """Can it still be started, and does it last long enough after launch."""
    until = launch + _MONTH * need.live_months
    for closing in sorted(candidate.closings, key=lambda row: (row.on, row.kind)):
        told = f"{closing.on} ({closing.source})"
        if closing.kind == "shutdown" and closing.on < until:
            return False, f"switched off on {told}, less than {need.live_months} months after launch"
        if closing.kind == "closed" and closing.on <= launch:
            return False, f"closed to everybody from {told}; launch would be about {launch}"
        if closing.kind == "new_customers" and closing.on <= need.today:
            return False, f"closed to new customers since {told}"
    return True, "no end known before it would have served its time"


def _residency(candidate: Candidate, need: Need) -> tuple[bool, str]:
    if not need.residency:
        return True, "no place declared beyond what the verdict requires"
    if not candidate.places or any(place in _VAGUE for place in candidate.places):
        return False, "nobody promises where data are stored and processed"
    outside = sorted(set(candidate.places) - set(need.residency))
    if outside:
        return False, "data may be in " + ", ".join(outside)
    return True, "all named places lie inside"


def _budget(candidate: Candidate, need: Need) -> tuple[bool, str]:
    if need.budget is None:
        return True, "no budget declared"
    if candidate.cost is None:
        return False, "cost unknown: " + (candidate.cost_note or "not computed")
    told = f"{candidate.cost.mid:,.0f} {need.currency} against {need.budget:,.0f} over {need.horizon_months} months"
    if candidate.cost.mid > need.budget:
        return False, told
    if candidate.cost.high > need.budget:
        return True, told + f"; the high end, {candidate.cost.high:,.0f}, lies above it"
    return True, told


def _deadline(need: Need, schedule: Schedule, launch: date) -> tuple[bool, str]:
    if need.deadline is None:
        return True, "no deadline declared"
    told = f"launch about {launch}, deadline {need.deadline}"
    return launch <= need.deadline, f"{told}; longest chain: {', '.join(schedule.critical)}"


def _need(candidate: Candidate, need: Need) -> tuple[bool, str]:
    if not need.tuned_model:
        return True, "no need declared that would rule it out"
    if candidate.tuned:
        return True, "the model is trained on your own data, as needed"
    return False, "a model trained on your own data is needed, and this option does not train one"
