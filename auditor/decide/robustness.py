"""How firm the first rank is: draws over weights and inputs, the weight at which it turns, and who is never first."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.decide.score import ranking
from auditor.decide.weights import Criterion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from auditor.decide.score import Matrix

DRAWS = 20_000
#: Below this share of draws in first rank there is no robust winner.
THRESHOLD = 0.70
#: How far weights are drawn from the declared ones: the larger, the nearer (Dirichlet).
_CONCENTRATION = 20.0
#: Criteria whose uncertainty is the same for all options: the same tasks, the same unanswered questions.
_SHARED = (Criterion.TIME_TO_VALUE, Criterion.CAPABILITY)


@dataclass(frozen=True, slots=True)
class Turn:
    """The weight of a criterion at which another option becomes first, the others keeping their proportions."""

    criterion: Criterion
    weight: float  # now
    at: float
    winner: str


@dataclass(frozen=True, slots=True)
class Robustness:
    """What the draws show."""

    first: dict[str, float]  # option -> share of draws in first rank
    first_by_inputs: dict[str, float]  # the same with the declared weights held fixed
    robust: bool
    turns: tuple[Turn, ...]
    dominated: dict[str, str]  # option -> an option that is nowhere worse and somewhere better
    seed: int
    draws: int


def robustness(found: Matrix, weights: Mapping[Criterion, float], seed: int = 7, draws: int = DRAWS) -> Robustness:
    """Draws, turns and dominance."""
    names = sorted(found.scores)
    free = _first(found, weights, names, (seed, draws, True))
    fixed = _first(found, weights, names, (seed, draws, False))
    best = ranking(found, weights)[0][0] if names else ""
    return Robustness(
        first=free,
        first_by_inputs=fixed,
        robust=bool(names) and free[best] >= THRESHOLD,
        turns=turns(found, weights),
        dominated=dominated(found),
        seed=seed,
        draws=draws,
    )


def _first(
    found: Matrix, weights: Mapping[Criterion, float], names: list[str], how: tuple[int, int, bool]
) -> dict[str, float]:
    """Share of draws in which each option comes first."""
    import numpy as np

    if not names:
        return {}
    seed, draws, free = how
    random = np.random.default_rng(seed)
    criteria = list(found.scores[names[0]])
    given = np.array([weights[criterion] for criterion in criteria])
    given = given / given.sum() if given.sum() > 0 else np.full(len(criteria), 1.0 / len(criteria))
    drawn = random.dirichlet(np.maximum(given * _CONCENTRATION, 1e-6), size=draws) if free else given[None, :]
    worlds = _Worlds(found, seed, draws)
    sums = np.column_stack(
        [
            (drawn * np.column_stack([worlds.scores(name, criterion) for criterion in criteria])).sum(axis=1)
            for name in names
        ]
    )
    winners = np.bincount(sums.argmax(axis=1), minlength=len(names))
    return {name: float(count) / draws for name, count in zip(names, winners, strict=True)}


@dataclass(frozen=True, slots=True)
class _Worlds:
    """Draws of scores: what all options share moves together, what is one option's own moves alone."""

    found: Matrix
    seed: int
    draws: int

    def scores(self, name: str, criterion: Criterion) -> NDArray[Any]:
        """Draws of one score: from the shared worlds of the cost model, else around the middle value."""
        import numpy as np

        score = self.found.scores[name][criterion]
        if score.draws:
            return np.resize(np.array(score.draws), self.draws)
        span = score.value
        stream = criterion.value if criterion in _SHARED else f"{criterion.value}:{name}"
        digest = hashlib.sha256(f"{self.seed}:{stream}".encode()).digest()
        random = np.random.default_rng(int.from_bytes(digest[:8], "big"))
        distance = 1.0 - np.sqrt(random.uniform(size=self.draws))  # 0 at the middle value, the likelier the nearer
        below = random.uniform(size=self.draws) < 0.5
        spread: NDArray[Any] = np.where(
            below, span.mid - (span.mid - span.low) * distance, span.mid + (span.high - span.mid) * distance
        )
        return spread


def turns(found: Matrix, weights: Mapping[Criterion, float]) -> tuple[Turn, ...]:
    """For each criterion, the nearest weight at which the winner changes."""
    if len(found.scores) < 2:
        return ()
    winner = ranking(found, weights)[0][0]
    criteria = list(found.scores[winner])
    whole = sum(weights[criterion] for criterion in criteria)
    result = []
    for criterion in criteria:
        now = weights[criterion] / whole if whole else 0.0
        options = [
            Turn(criterion, now, at, rival)
            for rival in sorted(found.scores)
            if rival != winner and (at := _turn(found, weights, (winner, rival), criterion)) is not None
        ]
        if options:
            result.append(min(options, key=lambda turn: (abs(turn.at - turn.weight), turn.winner)))
    return tuple(result)


def _turn(
    found: Matrix, weights: Mapping[Criterion, float], pair: tuple[str, str], criterion: Criterion
) -> float | None:
    """The weight at which two options draw level: the lead is a straight line in the weight."""
    winner, rival = (found.scores[name] for name in pair)
    others = [other for other in winner if other is not criterion]
    rest = sum(weights[other] for other in others)
    if rest <= 0:
        return None
    elsewhere = sum(weights[o] * (winner[o].value.mid - rival[o].value.mid) for o in others) / rest
    here = winner[criterion].value.mid - rival[criterion].value.mid
    if here == elsewhere:
        return None
    at = elsewhere / (elsewhere - here)
    return at if 0.001 < at < 0.999 else None


def dominated(found: Matrix) -> dict[str, str]:
    """Options that another one beats or equals on every criterion, and beats on one."""
    result = {}
    for name, row in sorted(found.scores.items()):
        for other, theirs in sorted(found.scores.items()):
            leads = [theirs[criterion].value.mid - score.value.mid for criterion, score in row.items()]
            if other != name and min(leads) >= 0 and max(leads) > 0:
                result[name] = other
                break
    return result
