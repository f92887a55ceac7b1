"""Scores from 0 to 100 with stated end points, and their weighted sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.decide.candidate import Range
from auditor.decide.weights import Criterion
from auditor.yaml_io import load_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from auditor.decide.candidate import Candidate, Need
    from auditor.decide.capability import Fit
    from auditor.decide.plan import Schedule

_UNKNOWN = Range(0.0, 50.0, 100.0)
_VAGUE = ("unknown", "global")


@dataclass(frozen=True, slots=True)
class Score:
    """One option on one criterion."""

    value: Range  # 0 to 100
    why: str
    known: bool = True
    draws: tuple[float, ...] = ()  # where worlds are shared with the other options


@dataclass(frozen=True, slots=True)
class Scale:
    """What 0 and 100 mean on a criterion."""

    criterion: Criterion
    worst: str
    best: str


@dataclass(frozen=True, slots=True)
class Entrant:
    """An option that passed all gates, with what it needs."""

    candidate: Candidate
    fit: Fit
    schedule: Schedule


@dataclass(frozen=True, slots=True)
class Matrix:
    """Scores of all options on all criteria that tell them apart or were measured."""

    scores: dict[str, dict[Criterion, Score]]
    scales: tuple[Scale, ...]
    left_out: tuple[Criterion, ...]  # nobody measured them: their weight is shared among the others


@dataclass(frozen=True, slots=True)
class Scales:
    """The points of what is judged by facts."""

    margin: float
    privacy: Mapping[str, Any]
    lock_in: Mapping[str, Any]
    inside: frozenset[str]  # countries that count as inside for places


def load_scales(path: Path, inside: frozenset[str]) -> Scales:
    """The shipped points."""
    given = load_yaml(path)
    return Scales(float(given["margin"]), given["privacy"], given["lock_in"], inside)


def matrix(entrants: Sequence[Entrant], need: Need, scales: Scales) -> Matrix:
    """All scores; a criterion that nobody measured for any option is left out, and said to be."""
    found: dict[str, dict[Criterion, Score]] = {}
    for entrant in entrants:
        candidate = entrant.candidate
        found[candidate.id] = {
            Criterion.PRIVACY: _privacy(candidate, scales),
            Criterion.PERFORMANCE: _measured(candidate.measured.performance, "requests within the limits"),
            Criterion.ACCURACY: _measured(candidate.measured.accuracy, "predefined queries answered rightly"),
            Criterion.CONTEXT: _measured(candidate.measured.context, "context probes answered"),
            Criterion.CAPABILITY: _capability(entrant.fit),
            Criterion.LOCK_IN: _lock_in(candidate, need, scales),
        }
    ends = _add_relative(found, entrants, need)
    bench = (Criterion.PERFORMANCE, Criterion.ACCURACY, Criterion.CONTEXT)
    missing = tuple(c for c in bench if not any(row[c].known for row in found.values()))
    for row in found.values():
        for criterion in missing:
            del row[criterion]
    told = tuple(scale for scale in (*ends, *_FIXED) if scale.criterion not in missing)
    return Matrix(found, tuple(sorted(told, key=lambda scale: list(Criterion).index(scale.criterion))), missing)


_FIXED = (
    Scale(Criterion.PRIVACY, "no control, places unknown", "own machines, nothing open"),
    Scale(Criterion.PERFORMANCE, "no request within the limits", "all requests within the limits"),
    Scale(Criterion.ACCURACY, "no query answered rightly", "all queries answered rightly"),
    Scale(Criterion.CONTEXT, "no probe answered", "all probes answered"),
    Scale(Criterion.CAPABILITY, "nothing of what it needs is there", "everything it needs is there"),
    Scale(Criterion.LOCK_IN, "can't be left", "can be left at any time with model and data"),
)


def _add_relative(
    found: dict[str, dict[Criterion, Score]], entrants: Sequence[Entrant], need: Need
) -> tuple[Scale, ...]:
    """Cost and time: 0 is the worst middle value among the options, 100 the best."""
    costs = {e.candidate.id: e.candidate.cost for e in entrants}
    draws = {e.candidate.id: e.candidate.cost_draws for e in entrants}
    weeks: dict[str, Range | None] = {e.candidate.id: e.schedule.weeks for e in entrants}
    scales = []
    for criterion, given, unit in ((Criterion.COST, costs, need.currency), (Criterion.TIME_TO_VALUE, weeks, "weeks")):
        known = [row for row in given.values() if row is not None]
        worst, best = max((row.mid for row in known), default=0.0), min((row.mid for row in known), default=0.0)
        for name, row in given.items():
            worlds = draws[name] if criterion is Criterion.COST else ()
            found[name][criterion] = _relative(row, (worst, best), unit, worlds)
        scales.append(Scale(criterion, f"{worst:,.0f} {unit}", f"{best:,.0f} {unit}"))
    return tuple(scales)


def _relative(row: Range | None, ends: tuple[float, float], unit: str, worlds: Sequence[float]) -> Score:
    if row is None:
        return Score(_UNKNOWN, "not known", known=False)
    told = f"{row.mid:,.0f} {unit} ({row.low:,.0f} to {row.high:,.0f})"
    worst, best = ends
    if worst == best:
        return Score(Range(100.0, 100.0, 100.0), told)

    def points(number: float) -> float:
        return 100.0 * (worst - number) / (worst - best)

    # the scale may be left at both ends: a range is not cut where it matters
    return Score(Range(points(row.high), points(row.mid), points(row.low)), told, draws=tuple(map(points, worlds)))


def _measured(row: Range | None, what: str) -> Score:
    if row is None:
        return Score(_UNKNOWN, "not measured", known=False)
    return Score(row, f"{row.mid:.0f} % of {what} ({row.low:.0f} to {row.high:.0f})")


def _capability(fit: Fit) -> Score:
    told = f"{len(fit.have)} of {len(fit.have) + len(fit.gaps)} needed things are there"
    if fit.unanswered:
        told += f", {len(fit.unanswered)} unanswered"
    return Score(Range(fit.score, fit.score, fit.best), told)


def _privacy(candidate: Candidate, scales: Scales) -> Score:
    given = scales.privacy
    points = float(given["base"][candidate.hosting])
    reasons = [f"{candidate.hosting} {points:g}"]

    def add(number: float, reason: str) -> None:
        nonlocal points
        if number:
            points += number
            reasons.append(f"{reason} {number:+g}")

    places = set(candidate.places)
    if not places or places & set(_VAGUE):
        add(given["places_unknown"], "places not promised")
    elif places <= scales.inside:
        add(given["places_known_and_inside"], "places named and inside")
    else:
        add(given["places_outside"], "places outside")
    add(max(-10.0, given["open_question"] * len(candidate.questions)), f"{len(candidate.questions)} open questions")
    add(max(-10.0, given["condition"] * len(candidate.conditions)), f"{len(candidate.conditions)} conditions")
    return Score(_around(points, scales.margin), ", ".join(reasons))


def _lock_in(candidate: Candidate, need: Need, scales: Scales) -> Score:
    given = scales.lock_in
    points = float(given["base"][candidate.hosting])
    reasons = [f"{candidate.hosting} {points:g}"]
    vendor = candidate.hosting == "vendor_api"
    days = need.horizon_months * 30.44
    ends = any(c.kind == "shutdown" and (c.on - need.today).days < days for c in candidate.closings)
    for applies, key, reason in (
        (vendor and candidate.tuned, "tuned_at_vendor", "tuned model stays with the vendor"),
        (ends, "shutdown_in_horizon", "switched off inside the horizon"),
        (vendor and candidate.open_weights, "open_weights_elsewhere", "the same weights can be had elsewhere"),
    ):
        if applies:
            points += given[key]
            reasons.append(f"{reason} {given[key]:+g}")
    return Score(_around(points, scales.margin), ", ".join(reasons))


def _around(points: float, margin: float) -> Range:
    mid = min(100.0, max(0.0, points))
    return Range(max(0.0, mid - margin), mid, min(100.0, mid + margin))


def weighted(row: Mapping[Criterion, Score], weights: Mapping[Criterion, float]) -> float:
    """The weighted sum of an option's middle scores; the weights of criteria left out are shared among the others."""
    total = sum(weights[criterion] for criterion in row)
    if total <= 0:
        return 0.0
    return sum(weights[criterion] * score.value.mid for criterion, score in row.items()) / total


def ranking(found: Matrix, weights: Mapping[Criterion, float]) -> tuple[tuple[str, float], ...]:
    """Options with their weighted sums, best first; equals by name."""
    sums = {name: weighted(row, weights) for name, row in found.scores.items()}
    return tuple(sorted(sums.items(), key=lambda item: (-item[1], item[0])))
