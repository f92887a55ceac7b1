"""The recommendation in words: what, why, on which conditions, what speaks against it, and when to decide again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from auditor.decide.robustness import THRESHOLD
from auditor.decide.weights import Criterion

if TYPE_CHECKING:
    from auditor.decide.decision import Decision

_NAMES = {
    Criterion.COST: "cost",
    Criterion.PRIVACY: "control and privacy",
    Criterion.PERFORMANCE: "response time and throughput",
    Criterion.ACCURACY: "accuracy",
    Criterion.CONTEXT: "contextual understanding",
    Criterion.CAPABILITY: "fit with what you can do",
    Criterion.TIME_TO_VALUE: "time until it works",
    Criterion.LOCK_IN: "freedom to leave",
}
_REASONS = 4


@dataclass(frozen=True, slots=True)
class Words:
    """The decision as sentences."""

    headline: str
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    triggers: tuple[str, ...]


def words(decision: Decision) -> Words:
    """The sentences for a decision."""
    if decision.recommended is None:
        return Words(_nothing(decision), _why_nothing(decision), (), _triggers(decision))
    return Words(_headline(decision), _reasons(decision), _against(decision), _triggers(decision))


def name_of(criterion: Criterion) -> str:
    """A criterion in words."""
    return _NAMES[criterion]


def _headline(decision: Decision) -> str:
    best = decision.recommended or ""
    entrant = decision.entrant(best)
    share = decision.robustness.first[best]
    weeks = entrant.schedule.weeks
    told = f"{entrant.candidate.title or best}: ready in about {weeks.mid:.0f} weeks ({weeks.low:.0f} to {weeks.high:.0f})."
    if len(decision.order) == 1:
        return f"{told} It is the only option that passes all gates."
    if decision.robustness.robust:
        return f"{told} First in {_part(share)} of the draws over weights and inputs."
    rival = max((name for name, _ in decision.order if name != best), key=lambda name: decision.robustness.first[name])
    return (
        f"No robust winner: {best} comes first in {share:.0%} of the draws (below {THRESHOLD:.0%}), "
        f"{rival} in {decision.robustness.first[rival]:.0%}. With the declared weights {best} leads."
    )


def _part(share: float) -> str:
    """A share that is never rounded up to the whole."""
    return "all" if share == 1.0 else f"{min(share, 0.999):.{0 if share < 0.995 else 1}%}"


def _nothing(decision: Decision) -> str:
    if not decision.entrants:
        return "No option to decide about."
    return f"None of the {len(decision.entrants)} options passes all gates: no recommendation."


def _why_nothing(decision: Decision) -> tuple[str, ...]:
    return tuple(f"{gate.option}: {gate.gate}: {gate.why}" for gate in decision.gates if not gate.passed)


def _reasons(decision: Decision) -> tuple[str, ...]:
    """What passed, what lost at a gate, and the criteria on which the winner gains most over the second."""
    best = decision.recommended or ""
    reasons = [f"{gate.gate}: {gate.why}" for gate in decision.gates if gate.option == best and gate.gate == "verdict"]
    out = sorted({gate.option for gate in decision.gates if not gate.passed})
    if out:
        told = "; ".join(f"{name} ({', '.join(gate.gate for gate in decision.failed(name))})" for name in out)
        reasons.append(f"Left out at a gate: {told}")
    return (*reasons, *_leads(decision, ahead=True))


def _against(decision: Decision) -> tuple[str, ...]:
    """Where the second is better, and what is unknown."""
    against = list(_leads(decision, ahead=False))
    best = decision.recommended or ""
    unknown = [name_of(c) for c, score in decision.matrix.scores[best].items() if not score.known]
    if unknown:
        against.append("Not known for it: " + ", ".join(unknown))
    if decision.matrix.left_out:
        told = ", ".join(name_of(criterion) for criterion in decision.matrix.left_out)
        against.append(f"Nobody measured {told}: run audit bench; the weight is shared among the rest until then")
    fit = decision.entrant(best).fit
    if fit.unanswered:
        ids = ", ".join(item.id for item in fit.unanswered[:6])
        against.append(f"{len(fit.unanswered)} questions about your capabilities are unanswered and count as no: {ids}")
    note = decision.entrant(best).candidate.cost_note
    if note:
        against.append(f"Its cost is incomplete: {note}")
    return tuple(against)


def _leads(decision: Decision, *, ahead: bool) -> tuple[str, ...]:
    """The criteria with the largest weighted lead of the winner over the second, or of the second over the winner."""
    if len(decision.order) < 2:
        return ()
    best, second = decision.order[0][0], decision.order[1][0]
    mine, theirs = decision.matrix.scores[best], decision.matrix.scores[second]
    leads = {
        criterion: decision.weights[criterion] * (score.value.mid - theirs[criterion].value.mid)
        for criterion, score in mine.items()
    }
    chosen = [c for c in leads if (leads[c] > 0) == ahead and leads[c] != 0]
    chosen.sort(key=lambda criterion: (-abs(leads[criterion]), criterion.value))
    return tuple(
        f"{name_of(c)[0].upper()}{name_of(c)[1:]}: {mine[c].why}; {second}: {theirs[c].why}" for c in chosen[:_REASONS]
    )


def _triggers(decision: Decision) -> tuple[str, ...]:
    """When to decide again, soonest first."""
    need = decision.need
    end = need.today + timedelta(days=round(need.horizon_months * 30.44))
    dated: list[tuple[str, str]] = []
    for entrant in decision.entrants:
        candidate = entrant.candidate
        dated += [(c.on.isoformat(), f"{candidate.id}: {c.kind} ({c.source})") for c in candidate.closings]
        dated += [(day.isoformat(), f"{candidate.id}: scheduled price change") for day in candidate.price_changes]
        if candidate.review_by is not None:
            dated.append((candidate.review_by.isoformat(), f"{candidate.id}: vendor terms are due for review"))
    told = [f"{day}: {what}" for day, what in sorted(set(dated)) if need.today.isoformat() <= day <= end.isoformat()]
    told += [f"volume: {flip.change}" for flip in decision.flips if flip.kind == "volume"]
    return (*told, "any change of prices, terms or law that the gates rest on")
