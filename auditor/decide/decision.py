"""The decision: gates, scores, robustness, what would change it, and the plan of what is recommended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from auditor.decide.candidate import Range
from auditor.decide.gates import gates
from auditor.decide.robustness import DRAWS, robustness
from auditor.decide.score import Entrant, matrix, ranking

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.decide.candidate import Candidate, Need
    from auditor.decide.capability import Questionnaire
    from auditor.decide.gates import Gate
    from auditor.decide.plan import PlanBook
    from auditor.decide.robustness import Robustness
    from auditor.decide.score import Matrix, Scales
    from auditor.decide.weights import Criterion


@dataclass(frozen=True, slots=True)
class Flip:
    """A single change after which another option would be recommended."""

    change: str
    recommended: str | None
    kind: str  # gate, weight, need, volume


@dataclass(frozen=True, slots=True)
class Rules:
    """What every decision is made with."""

    questionnaire: Questionnaire
    plans: PlanBook
    scales: Scales
    seed: int = 7
    draws: int = DRAWS


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything `audit decide` found."""

    need: Need
    weights: dict[Criterion, float]
    entrants: tuple[Entrant, ...]  # all options, those that failed a gate included
    gates: tuple[Gate, ...]
    matrix: Matrix  # of the options that passed
    order: tuple[tuple[str, float], ...]
    robustness: Robustness
    flips: tuple[Flip, ...]

    @property
    def recommended(self) -> str | None:
        """The best of the options that passed all gates; None when none passed."""
        return self.order[0][0] if self.order else None

    def entrant(self, name: str) -> Entrant:
        """An option with its fit and plan."""
        return next(entrant for entrant in self.entrants if entrant.candidate.id == name)

    def failed(self, name: str) -> tuple[Gate, ...]:
        """The gates that an option failed."""
        return tuple(gate for gate in self.gates if gate.option == name and not gate.passed)


def decide(candidates: Sequence[Candidate], need: Need, weights: Mapping[Criterion, float], rules: Rules) -> Decision:
    """Gates first; what passes is compared; what would change the answer is tried out."""
    entrants = tuple(_entrant(candidate, need, rules) for candidate in sorted(candidates, key=lambda c: c.id))
    checked = tuple(gate for e in entrants for gate in gates(e.candidate, need, e.schedule))
    failed = {gate.option for gate in checked if not gate.passed}
    passed = [entrant for entrant in entrants if entrant.candidate.id not in failed]
    found = matrix(passed, need, rules.scales)
    order = ranking(found, weights)
    firm = robustness(found, weights, rules.seed, rules.draws)
    decision = Decision(need, dict(weights), entrants, checked, found, order, firm, ())
    return replace(decision, flips=_flips(decision, weights, rules))


def _entrant(candidate: Candidate, need: Need, rules: Rules) -> Entrant:
    """The option with what it lacks: each gap is a cost and a lead time."""
    fit = rules.questionnaire.fit(candidate, need)
    gaps = fit.cost(need.hourly_cost)
    cost = candidate.cost
    if cost is not None:
        cost = Range(cost.low + gaps.low, cost.mid + gaps.mid, cost.high + gaps.high)
    draws = tuple(amount + gaps.mid for amount in candidate.cost_draws)
    return Entrant(replace(candidate, cost=cost, cost_draws=draws), fit, rules.plans.schedule(candidate, fit))


# ---------------------------------------------------------------- what would change it


def _flips(decision: Decision, weights: Mapping[Criterion, float], rules: Rules) -> tuple[Flip, ...]:
    """Single changes, each tried out: a gate that opens, the winner's gates that close, a weight, a need, the volume."""
    found = [*_opened(decision, weights, rules), *_closed(decision, weights, rules)]
    for turn in decision.robustness.turns:
        told = f"weight of {turn.criterion.value} {'above' if turn.at > turn.weight else 'below'} {turn.at:.0%}"
        found.append(Flip(f"{told} (now {turn.weight:.0%})", turn.winner, "weight"))
    found += _volumes(decision)
    return tuple(found)


def _opened(decision: Decision, weights: Mapping[Criterion, float], rules: Rules) -> list[Flip]:
    """Options that would win if the one gate that holds them back opened."""
    found = []
    passed = [e for e in decision.entrants if not decision.failed(e.candidate.id)]
    for entrant in decision.entrants:
        failed = decision.failed(entrant.candidate.id)
        if len(failed) != 1:
            continue
        first = ranking(matrix([*passed, entrant], decision.need, rules.scales), weights)[0][0]
        if first == entrant.candidate.id:
            found.append(Flip(f"{first}: gate {failed[0].gate} opens ({failed[0].why})", first, "gate"))
    return found


def _closed(decision: Decision, weights: Mapping[Criterion, float], rules: Rules) -> list[Flip]:
    """What comes next when the winner drops out, and when a declared need goes."""
    if decision.recommended is None:
        return []
    rest = [
        e for e in decision.entrants if not decision.failed(e.candidate.id) and e.candidate.id != decision.recommended
    ]
    after = ranking(matrix(rest, decision.need, rules.scales), weights)
    heir = after[0][0] if after else None
    found = [Flip(f"{decision.recommended} becomes unavailable or its verdict gets worse", heir, "gate")]
    if decision.need.tuned_model:
        free = replace(decision.need, tuned_model=False)
        open_ = [
            entrant
            for entrant in decision.entrants
            if all(gate.passed for gate in gates(entrant.candidate, free, entrant.schedule))
        ]
        first = ranking(matrix(open_, free, rules.scales), weights)
        if first and first[0][0] != decision.recommended:
            found.append(Flip("no model trained on your own data is needed after all", first[0][0], "need"))
    return found


def _volumes(decision: Decision) -> list[Flip]:
    """Volumes from which another option is cheaper."""
    if decision.recommended is None:
        return []
    names = {name for name, _ in decision.order}
    candidate = decision.entrant(decision.recommended).candidate
    return [
        Flip(
            f"more than about {volume:,.0f} requests a day (now {decision.need.requests_per_day:,.0f}): {other} costs less",
            other,
            "volume",
        )
        for other, volume in candidate.break_even
        if other in names and volume > decision.need.requests_per_day
    ]
