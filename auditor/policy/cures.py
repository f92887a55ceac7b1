"""What would change the answer: the cheapest sets of steps that lift an option's verdict, found by re-evaluation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations, islice
from typing import TYPE_CHECKING, Any

from auditor.policy.questions import touching
from auditor.policy.situation import situation
from auditor.policy.steps import Step, combined, steps_for
from auditor.policy.whatif import Probe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.model import Answer
    from auditor.policy.situation import Case, Situation
    from auditor.policy.whatif import Place

#: Sets that are shown, sets that are followed at a time, steps in a set at most.
SHOWN = 3
_WIDTH = 3
_DEPTH = 40


@dataclass(frozen=True, slots=True)
class _Path:
    """A set of steps so far, and what they come to."""

    steps: tuple[Step, ...]
    probe: Probe

    @property
    def effort(self) -> int:
        return sum(step.effort for step in self.steps)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sorted(step.text for step in self.steps))


def changes_for(case: Case, here: Situation, probe: Probe) -> tuple[dict[str, Any], ...]:
    """Smallest sets of steps that lift the verdict by at least one step, cheapest first; none where nothing helps."""
    if probe.answer.rank == 0:
        return ()
    known = steps_for(case, here)
    without_redaction = [step for step in known if not step.redacts]
    searched = (*_search(case, probe, without_redaction), *_search(case, probe, known))
    paths = {frozenset(path.steps): path for path in searched}
    small = {frozenset(path.steps): path for path in (_minimal(probe, path) for path in paths.values())}
    ranked = sorted(small.values(), key=lambda path: (path.effort, len(path.steps), path.names))
    return tuple(_told(path, answer) for path, answer in islice(_lifting(case, here, probe, ranked), SHOWN))


def _lifting(case: Case, here: Situation, probe: Probe, ranked: Iterable[_Path]) -> Iterator[tuple[_Path, Answer]]:
    """Those that hold when all is judged anew, each wording once; the rest of the ranking is not looked at."""
    told: set[tuple[str, ...]] = set()
    for path in ranked:
        if path.names not in told and (answer := _verified(case, here, path.steps)).rank < probe.answer.rank:
            told.add(path.names)
            yield path, answer


def _told(path: _Path, lifted: Answer) -> dict[str, Any]:
    steps = sorted(path.steps, key=lambda step: step.order)
    words = dict.fromkeys(word for step in steps for word in step.assume)
    return {
        "steps": [step.text for step in steps],
        "assume": list(words),
        "verdict": lifted.value,
        "effort": path.effort,
    }


def _search(case: Case, start: Probe, known: Sequence[Step]) -> Iterator[_Path]:
    """Follow the most promising sets: settle one deciding outcome after the other."""
    rank = start.answer.rank
    by_fact: dict[str, list[Step]] = {}
    for step in known:
        for key, _ in step.changes:
            by_fact.setdefault(key, []).append(step)
    beam = [_Path((), start)]
    for _ in range(_DEPTH):
        grown: dict[tuple[str, ...], _Path] = {}
        for path in beam:
            place = _first(path.probe, rank)
            if place is None:
                yield path
                continue
            grown.update((child.names, child) for child in _children(case, path, place, by_fact))
        beam = sorted(grown.values(), key=lambda path: (*_cost(path, rank), path.names))[:_WIDTH]
        if not beam:
            return


def _first(probe: Probe, rank: int) -> Place | None:
    """The outcome to settle next: the first that still decides."""
    return min((place for place, fired in probe.outcomes.items() if fired.rank >= rank), default=None)


def _cost(path: _Path, rank: int) -> tuple[int, int]:
    left = sum(1 for fired in path.probe.outcomes.values() if fired.rank >= rank)
    return (path.effort + 2 * left, len(path.steps))


def _children(case: Case, path: _Path, place: Place, by_fact: dict[str, list[Step]]) -> Iterator[_Path]:
    """Sets with one more step, or two where one alone does not settle the outcome."""
    taken = {step.topic for step in path.steps}
    keys = touching(path.probe.outcomes[place], case.base, place[0])
    fitting = [s for s in dict.fromkeys(s for key in keys for s in by_fact.get(key, ())) if s.topic not in taken]
    alone = [child for step in fitting if (child := _with(path, [step], place)) is not None]
    yield from alone
    if not alone:
        for pair in combinations(fitting[:8], 2):
            child = _with(path, pair, place) if pair[0].topic != pair[1].topic else None
            if child is not None:
                yield child


def _with(path: _Path, steps: Iterable[Step], place: Place) -> _Path | None:
    """The set with more steps, if they settle the outcome."""
    added = tuple(steps)
    changes = dict(change for step in added for change in step.changes)
    before, after = path.probe.outcomes[place], path.probe.outcome_with(place, changes)
    settled = after is None or after.rank < before.rank
    return _Path((*path.steps, *added), path.probe.branch(changes)) if settled else None


def _minimal(start: Probe, path: _Path) -> _Path:
    """Drop steps, dearest first, as long as the verdict stays lifted."""
    kept = list(path.steps)
    for step in sorted(path.steps, key=lambda step: step.order, reverse=True):
        fewer = [other for other in kept if other is not step]
        changes = dict(change for other in fewer for change in other.changes)
        if fewer and start.still_lifted(changes, [key for key, _ in step.changes]):
            kept = fewer
    return replace(path, steps=tuple(kept))


def _verified(case: Case, here: Situation, steps: Sequence[Step]) -> Answer:
    """The verdict with all steps at once, through the bridge and from the start."""
    assumed = replace(case, assumed=combined(steps, case.assumed))
    return Probe(case.base.rules, situation(assumed, here.option).facts).answer
