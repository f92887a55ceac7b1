"""Re-evaluation after small changes: only rules that a change can touch run again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.model import Answer
from auditor.policy.derive import INPUTS, derive
from auditor.policy.evaluate import Evaluation, Fired, RuleSet, fire

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.policy.logic import Truth

_SOURCES = frozenset(source for sources in INPUTS.values() for source in sources)
_ANSWERS = tuple(Answer)
Place = tuple[int, int]


class Probe:
    """One evaluation that can be varied; the varied ones share everything that did not change."""

    def __init__(self, rules: RuleSet, facts: Mapping[str, Any]) -> None:
        self.rules = rules
        self.facts = dict(facts)
        self.full = derive(self.facts)
        self.applies = tuple(condition.test(self.full) for condition in rules.applies)
        self.outcomes: dict[Place, Fired] = {}
        for p, truth in enumerate(self.applies):
            if truth is not False:
                for r, rule in enumerate(rules.rules[p]):
                    fired = fire(rule, self.full, truth)
                    if fired is not None:
                        self.outcomes[p, r] = fired

    @property
    def answer(self) -> Answer:
        """The verdict."""
        return _ANSWERS[max((fired.rank for fired in self.outcomes.values()), default=0)]

    @property
    def evaluation(self) -> Evaluation:
        """The same as RuleSet.evaluate gives."""
        return Evaluation(self.answer, tuple(self.outcomes[p] for p in sorted(self.outcomes)), self.applies, self.full)

    def at(self, rank: int) -> dict[Place, Fired]:
        """Outcomes of one rank."""
        return {place: fired for place, fired in self.outcomes.items() if fired.rank == rank}

    def vary(self, changes: Mapping[str, Any]) -> dict[Place, Fired | None]:
        """New outcomes of the rules that the changes can touch."""
        full = {**self.full, **changes} if _SOURCES.isdisjoint(changes) else derive({**self.facts, **changes})
        return self._run(changes, full, self._applies(changes, full))

    def answer_with(self, changes: Mapping[str, Any]) -> Answer:
        """The verdict after the changes."""
        varied = self.vary(changes)
        kept = (fired.rank for place, fired in self.outcomes.items() if place not in varied)
        new = (fired.rank for fired in varied.values() if fired is not None)
        return _ANSWERS[max(max(kept, default=0), max(new, default=0))]

    def branch(self, changes: Mapping[str, Any]) -> Probe:
        """A probe of its own after the changes, cheap: only touched rules have run again."""
        other = object.__new__(Probe)
        other.rules = self.rules
        other.facts = {**self.facts, **changes}
        other.full = {**self.full, **changes} if _SOURCES.isdisjoint(changes) else derive(other.facts)
        other.applies = self._applies(changes, other.full)
        other.outcomes = dict(self.outcomes)
        for (p, r), fired in self._run(changes, other.full, other.applies).items():
            if fired is None:
                other.outcomes.pop((p, r), None)
            else:
                other.outcomes[p, r] = fired
        return other

    def _run(
        self, changes: Mapping[str, Any], full: Mapping[str, Any], applies: Sequence[Truth]
    ) -> dict[Place, Fired | None]:
        places = {place for key in changes for place in self.rules.readers.get(key, ())}
        return {(p, r): self._fire(p, r, full, applies[p]) for p, r in places}

    def _applies(self, changes: Mapping[str, Any], full: Mapping[str, Any]) -> tuple[Truth, ...]:
        if any(not changes.keys().isdisjoint(condition.keys) for condition in self.rules.applies):
            return tuple(condition.test(full) for condition in self.rules.applies)
        return self.applies

    def _fire(self, p: int, r: int, full: Mapping[str, Any], applies: Truth) -> Fired | None:
        return None if applies is False else fire(self.rules.rules[p][r], full, applies)
