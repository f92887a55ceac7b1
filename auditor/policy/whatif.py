"""Re-evaluation after small changes: only rules that a change can touch run again."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from auditor.model import Answer
from auditor.policy.derive import INPUTS, derive
from auditor.policy.evaluate import Evaluation, Fired, RuleSet, fire

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from auditor.policy.logic import Truth

_SOURCES = frozenset(source for sources in INPUTS.values() for source in sources)
_ANSWERS = tuple(Answer)
Place = tuple[int, int]


class Probe:
    """One evaluation that can be varied; the varied ones share everything that did not change."""

    def __init__(self, rules: RuleSet, facts: Mapping[str, Any]) -> None:
        self.rules = rules
        self.facts = dict(facts)
        self.full: Mapping[str, Any] = derive(self.facts)
        self.applies = tuple(condition.test(self.full) for condition in rules.applies)
        self.outcomes: dict[Place, Fired] = {}
        for p, truth in enumerate(self.applies):
            if truth is not False:
                for r, rule in enumerate(rules.rules[p]):
                    fired = fire(rule, self.full, truth)
                    if fired is not None:
                        self.outcomes[p, r] = fired

    @cached_property
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

    def outcome_with(self, place: Place, changes: Mapping[str, Any]) -> Fired | None:
        """What one rule comes to after the changes."""
        full = self._full_with(changes)
        return self._fire(*place, full, self._applies(changes, full)[place[0]])

    def worse_with(self, changes: Mapping[str, Any], limit: int) -> list[Fired]:
        """Outcomes above a rank that the changes bring about."""
        full = self._full_with(changes)
        applies = self._applies(changes, full)
        found = []
        for key in changes:
            for place in self.rules.readers.get(key, ()):
                if self.rules.worst_of[place] > limit and applies[place[0]] is not False:
                    fired = self._fire(*place, full, applies[place[0]])
                    if fired is not None and fired.rank > limit:
                        found.append(fired)
        return found

    def still_lifted(self, changes: Mapping[str, Any], dropped: Iterable[str]) -> bool:
        """Whether changes that lift the verdict still do so now that those of some facts are dropped.

        Only rules that read these facts can have come back, and only those that can come to so bad an outcome matter.
        """
        rank = self.answer.rank
        touched = {place for key in dropped for place in self.rules.readers.get(key, ())}
        full = self._full_with(changes)
        applies = self._applies(changes, full)
        again = (self._fire(*p, full, applies[p[0]]) for p in touched if self.rules.worst_of[p] >= rank)
        return not any(fired is not None and fired.rank >= rank for fired in again)

    def branch(self, changes: Mapping[str, Any]) -> Probe:
        """A probe of its own after the changes, cheap: only touched rules have run again."""
        other = object.__new__(Probe)
        other.rules = self.rules
        other.facts = {**self.facts, **changes}
        other.full = self._full_with(changes)
        other.applies = self._applies(changes, other.full)
        other.outcomes = dict(self.outcomes)
        for (p, r), fired in self._run(changes, other.full, other.applies).items():
            if fired is None:
                other.outcomes.pop((p, r), None)
            else:
                other.outcomes[p, r] = fired
        return other

    def _full_with(self, changes: Mapping[str, Any]) -> Mapping[str, Any]:
        if _SOURCES.isdisjoint(changes):
            return {**self.full, **changes}
        return derive({**self.facts, **changes})

    def _run(
        self, changes: Mapping[str, Any], full: Mapping[str, Any], applies: Sequence[Truth]
    ) -> dict[Place, Fired | None]:
        places = {place for key in changes for place in self.rules.readers.get(key, ())}
        return {(p, r): self._fire(p, r, full, applies[p]) for p, r in places}

    def _applies(self, changes: Mapping[str, Any], full: Mapping[str, Any]) -> tuple[Truth, ...]:
        if not self.rules.scope.isdisjoint(changes):
            return tuple(condition.test(full) for condition in self.rules.applies)
        return self.applies

    def _fire(self, p: int, r: int, full: Mapping[str, Any], applies: Truth) -> Fired | None:
        return None if applies is False else fire(self.rules.rules[p][r], full, applies)
