"""How much a scan's silence says: share that was read, and bounds from a labelled sample."""

from __future__ import annotations

from math import exp, lgamma, log
from typing import TYPE_CHECKING

from auditor.policy.measured import Measured

if TYPE_CHECKING:
    from auditor.policy.declaration import Declaration
    from auditor.policy.sections import LabelledSample

_ALPHA = 0.05
#: Above this share of the population the sample is drawn without replacement for good.
_FINITE = 0.05
_STEPS = 60


def assurance_facts(
    declaration: Declaration,
    *,
    total_bytes: int,
    read_bytes: int,
    unflagged: int,
    dataset_sha256: str = "",
    detectors: str = "",
) -> dict[str, Measured]:
    """Coverage always; bounds where a labelled sample of this dataset and these detectors is declared."""
    share = read_bytes / total_bytes if total_bytes else 1.0
    facts = {"assurance.coverage": Measured(round(share, 6), f"{read_bytes} of {total_bytes} bytes read and decoded")}
    sample = declaration.labelled_sample
    if sample is None or sample.n is None or sample.misses is None or not _is_bound(sample, dataset_sha256, detectors):
        return facts
    facts["assurance.residual_upper"] = _bound(sample.n, sample.misses, unflagged, "with personal data")
    if sample.special_misses is not None:
        special = _bound(sample.n, sample.special_misses, unflagged, "with Art. 9 content")
        facts["assurance.special_residual_upper"] = special
    return facts


def _is_bound(sample: LabelledSample, dataset_sha256: str, detectors: str) -> bool:
    """A sample that names another dataset or other detectors says nothing about this scan."""
    other_data = sample.dataset_sha256 and dataset_sha256 and sample.dataset_sha256 != dataset_sha256
    other_detectors = sample.detectors and detectors and sample.detectors != detectors
    return not other_data and not other_detectors


def _bound(n: int, misses: int, population: int, of_what: str) -> Measured:
    finite = population >= n and n > _FINITE * population
    upper = hypergeometric_upper(n, misses, population) if finite else binomial_upper(n, misses)
    told = (
        f"{misses} of {n} labelled records {of_what}; one-sided 95 % upper bound {upper:.4%} of {population} unflagged"
    )
    return Measured(round(upper, 6), told)


def binomial_upper(n: int, misses: int) -> float:
    """One-sided 95 % Clopper-Pearson upper bound: the share at which so few misses have a chance of 5 %."""
    if misses >= n:
        return 1.0
    low, high = misses / n, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _binomial_cdf(misses, n, middle) > _ALPHA else (low, middle)
    return high


def _binomial_cdf(k: int, n: int, p: float) -> float:
    if p <= 0:
        return 1.0
    if p >= 1:
        return 0.0
    base = lgamma(n + 1)
    terms = (base - lgamma(i + 1) - lgamma(n - i + 1) + i * log(p) + (n - i) * log(1 - p) for i in range(k + 1))
    return sum(exp(term) for term in terms)


def hypergeometric_upper(n: int, misses: int, population: int) -> float:
    """The same where the sample is a good part of the population: largest count that is still plausible."""
    low, high = misses, population - (n - misses)
    while low < high:
        middle = (low + high + 1) // 2
        if _hypergeometric_cdf(misses, n, middle, population) > _ALPHA:
            low = middle
        else:
            high = middle - 1
    return low / population


def _hypergeometric_cdf(k: int, n: int, bad: int, population: int) -> float:
    good = population - bad
    total = _log_ways(population, n)
    drawn = (i for i in range(k + 1) if n - i <= good and i <= bad)
    return sum(exp(_log_ways(bad, i) + _log_ways(good, n - i) - total) for i in drawn)


def _log_ways(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
