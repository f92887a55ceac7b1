"""Measures over classes: k, uniqueness, prosecutor, journalist and marketer risk, l-diversity, t-closeness."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from auditor.reidentification.classes import Codes

    Numbers = NDArray[np.int64]

#: Sizes of classes that are counted together, by the largest.
_SIZES = ((1, "1"), (4, "2-4"), (9, "5-9"), (10, "10"), (99, "11-99"))
#: Risks that publications are measured by: 1/11 for public release of clinical data (EMA/90915/2016; Health Canada), the
#: others for controlled access. None is law.
THRESHOLDS = (0.09, 0.2, 0.33)


@dataclass(frozen=True, slots=True)
class Risk:
    """What the classes say about every record."""

    records: int
    classes: int
    k: int
    unique: float  # share of records that are alone in their class
    average: float  # classes / records: the marketer's expected share too
    above: dict[str, float]  # threshold -> share of records whose prosecutor risk is above it
    sizes: dict[str, int] = field(default_factory=dict)  # size of the class -> records

    @property
    def highest(self) -> float:
        """Prosecutor risk of the most exposed record."""
        return 1 / self.k if self.k else 0.0


def risk_of(counts: Numbers) -> Risk:
    """The measures of classes with so many records each."""
    records, classes = int(counts.sum()), len(counts)
    if not records:
        return Risk(0, 0, 0, 0.0, 0.0, {})
    above = {str(limit): float(counts[1 / counts > limit].sum() / records) for limit in THRESHOLDS}
    unique = float((counts == 1).sum() / records)
    return Risk(records, classes, int(counts.min()), unique, classes / records, above, _sizes(counts))


def _sizes(counts: Numbers) -> dict[str, int]:
    edges = np.array([most for most, _ in _SIZES])
    names = [*(name for _, name in _SIZES), "100+"]
    found = np.bincount(np.searchsorted(edges, counts), weights=counts, minlength=len(names))
    return {name: int(records) for name, records in zip(names, found, strict=True)}


@dataclass(frozen=True, slots=True)
class Journalist:
    """Risks towards somebody who knows the population, not who is in the table."""

    highest: float
    average: float  # the marketer's expected share
    k_map: int  # people of the population in the smallest class that the table touches
    beyond: int  # classes with more records than the population has people: it does not hold all of them


def journalist_of(counts: Numbers, population: Numbers) -> Journalist:
    """The same classes in the table and in the population; a class there is never smaller than here."""
    people = np.maximum(counts, population)
    records = int(counts.sum())
    if not records:
        return Journalist(0.0, 0.0, 0, 0)
    smallest = int(people.min())
    return Journalist(
        1 / smallest, float((counts / people).sum() / records), smallest, int((population < counts).sum())
    )


@dataclass(frozen=True, slots=True)
class Diversity:
    """What a class tells about the sensitive values of those in it."""

    distinct: int  # least number of different values in a class
    entropy: float  # least exp(entropy) of a class
    told: float  # share of records in classes with one value only: knowing the class is knowing the value
    t_equal: float  # largest distance of a class from the whole, all values equally far from each other
    t_ordered: float | None  # the same with the distance of numbers by rank; None for values that are no numbers


def diversity_of(pairs: Codes, counts: Numbers, sizes: NDArray[np.float64] | None) -> Diversity:
    """From pairs of class and value (the last column), sorted by class; `sizes` by code orders the values."""
    starts = _class_starts(pairs)
    totals = np.add.reduceat(counts, starts)
    which = np.repeat(np.arange(len(starts)), np.diff([*starts, len(counts)]))
    share = counts / totals[which]
    values, inverse = np.unique(pairs[:, -1], return_inverse=True)
    whole = np.bincount(inverse, weights=counts) / counts.sum()
    distinct = np.diff([*starts, len(counts)])
    entropy = np.add.reduceat(-share * np.log(share), starts)
    # half of sum |p - q|: over the values in the class, and over those that are not, which add their share of the whole
    inside = np.add.reduceat(np.abs(share - whole[inverse]), starts)
    outside = 1 - np.add.reduceat(whole[inverse], starts)
    equal = (inside + outside) / 2
    ordered = None
    if sizes is not None and len(values) > 1:
        rank = np.argsort(np.argsort(sizes[values], kind="stable"), kind="stable")
        ordered = _ordered((rank[inverse], which, share), whole[np.argsort(rank)])
    told = float(totals[distinct == 1].sum() / counts.sum())
    return Diversity(int(distinct.min()), float(np.exp(entropy.min())), told, float(equal.max()), ordered)


def _class_starts(pairs: Codes) -> NDArray[np.int64]:
    new = np.concatenate([[True], (pairs[1:, :-1] != pairs[:-1, :-1]).any(axis=1)])
    return np.flatnonzero(new)


def _ordered(
    found: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]], whole: NDArray[np.float64]
) -> float:
    """Largest sum of |cumulative difference| / (values - 1), without a table of classes by values.

    Between two values of a class its cumulative share is constant; where the whole's crosses it is looked up.
    """
    rank, which, share = found
    order = np.lexsort((rank, which))
    rank, which, share = rank[order], which[order], share[order]
    starts = np.flatnonzero(np.concatenate([[True], which[1:] != which[:-1]]))
    reached = np.cumsum(share)
    reached -= np.repeat(reached[starts] - share[starts], np.diff([*starts, len(which)]))
    ends = np.append(rank[1:], 0)
    ends[np.append(starts[1:], len(which)) - 1] = len(whole)
    cumulative = np.cumsum(whole)
    sums = np.concatenate([[0.0], np.cumsum(cumulative)])
    crossing = np.clip(np.searchsorted(cumulative, reached), rank, ends)
    below = reached * (crossing - rank) - (sums[crossing] - sums[rank])
    above = (sums[ends] - sums[crossing]) - reached * (ends - crossing)
    distance = np.add.reduceat(below + above, starts) + sums[rank[starts]]
    return float(distance.max() / (len(whole) - 1))


def cell(count: int) -> str:
    """A count as it may be shown: small ones as a class, so that nobody is counted out."""
    if count == 0:
        return "0"
    return "1-4" if count < 5 else "5-9" if count < 10 else str(count)
