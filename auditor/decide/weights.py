"""Weights: declared plainly in four groups, or by swings, and spread over the criteria."""

from __future__ import annotations

from enum import StrEnum
from math import isclose
from typing import TYPE_CHECKING, Any

from auditor.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Criterion(StrEnum):
    """What the options that passed all gates are compared by."""

    COST = "cost"
    PRIVACY = "privacy"
    PERFORMANCE = "performance"
    ACCURACY = "accuracy"
    CONTEXT = "context"
    CAPABILITY = "capability"
    TIME_TO_VALUE = "time_to_value"
    LOCK_IN = "lock_in"


#: The groups of audit.yaml and the criteria among which each is shared equally.
GROUPS: dict[str, tuple[Criterion, ...]] = {
    "privacy": (Criterion.PRIVACY,),
    "cost": (Criterion.COST,),
    "quality": (Criterion.PERFORMANCE, Criterion.ACCURACY, Criterion.CONTEXT),
    "effort": (Criterion.CAPABILITY, Criterion.TIME_TO_VALUE, Criterion.LOCK_IN),
}
_EQUAL = {"privacy": 0.25, "cost": 0.25, "quality": 0.25, "effort": 0.25}


def weights_from(section: Mapping[str, Any]) -> dict[Criterion, float]:
    """The declared weights, by criterion; equal groups where nothing is declared."""
    if not section:
        return _spread(_EQUAL)
    if "swing" in section:
        return _from_swings(section["swing"])
    numbers = _numbers(section, "weights")
    total = sum(numbers.values())
    if not isclose(total, 1.0, abs_tol=0.005):
        raise ConfigError(
            f"weights: they add up to {total:g}", "make them add up to 1, or give weights: {swing: {...}}"
        )
    return _spread(numbers)


def _from_swings(section: Any) -> dict[Criterion, float]:
    """Points from 0 to 100 for each swing, the most important one 100; made to add up to one."""
    if not isinstance(section, dict) or not section:
        raise ConfigError("weights.swing: not a mapping", "give points from 0 to 100 for each criterion or group")
    points = _numbers(section, "weights.swing")
    total = sum(points.values())
    if total <= 0:
        raise ConfigError("weights.swing: all points are 0", "give the most important swing 100 points")
    return _spread({name: value / total for name, value in points.items()})


def _numbers(section: Mapping[str, Any], where: str) -> dict[str, float]:
    known = {*GROUPS, *(criterion.value for criterion in Criterion)}
    for name, value in section.items():
        if name not in known:
            raise ConfigError(f"{where}.{name}: no such criterion", "known: " + ", ".join(sorted(known)))
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
            raise ConfigError(f"{where}.{name}: not a number from 0 up", "give a number")
    return {name: float(value) for name, value in section.items()}


def _spread(numbers: Mapping[str, float]) -> dict[Criterion, float]:
    weights = dict.fromkeys(Criterion, 0.0)
    for name, value in numbers.items():
        # a group is shared out; a criterion of its own name that is no group stands for itself
        criteria = GROUPS.get(name) or (Criterion(name),)
        for criterion in criteria:
            weights[criterion] += value / len(criteria)
    return weights
