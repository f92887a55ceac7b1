"""Counts and what they mean: precision, recall, F1 and F2 with 95 % Wilson intervals."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

_Z = 1.96


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95 % score interval of a share; of nothing, everything is possible."""
    if n == 0:
        return 0.0, 1.0
    share, spread = hits / n, 1 + _Z * _Z / n
    middle = (share + _Z * _Z / (2 * n)) / spread
    half = _Z * sqrt(share * (1 - share) / n + _Z * _Z / (4 * n * n)) / spread
    return max(0.0, middle - half), min(1.0, middle + half)


def f_beta(precision: float, recall: float, beta: float) -> float:
    """The weighted harmonic mean; beta 2 counts recall twice."""
    if not precision or not recall:
        return 0.0
    return (1 + beta**2) * precision * recall / (beta**2 * precision + recall)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a detector reached on one label, or on all."""

    precision: float
    precision_interval: tuple[float, float]
    recall: float
    recall_interval: tuple[float, float]
    f1: float
    f2: float

    @classmethod
    def of(cls, *, right: int, predicted: int, found: int, gold: int) -> Figures:
        """Figures of counts: `right` of `predicted` findings hit gold, `found` of `gold` were hit."""
        precision = right / predicted if predicted else 0.0
        recall = found / gold if gold else 0.0
        return cls(
            precision,
            wilson(right, predicted),
            recall,
            wilson(found, gold),
            f_beta(precision, recall, 1),
            f_beta(precision, recall, 2),
        )


@dataclass(slots=True)
class Counts:
    """Gold and findings of one label."""

    gold: int = 0
    found: int = 0  # by a finding of its label that shares a character
    found_exact: int = 0  # with the same borders
    found_any: int = 0  # by a finding of any label
    predicted: int = 0
    right: int = 0
    right_exact: int = 0

    @property
    def overlap(self) -> Figures:
        """A shared character counts."""
        return Figures.of(right=self.right, predicted=self.predicted, found=self.found, gold=self.gold)

    @property
    def exact(self) -> Figures:
        """The same borders count."""
        return Figures.of(right=self.right_exact, predicted=self.predicted, found=self.found_exact, gold=self.gold)

    @property
    def any_type_recall(self) -> float:
        """Share of gold that is touched by any finding."""
        return self.found_any / self.gold if self.gold else 0.0
