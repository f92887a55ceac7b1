"""How much a scan's silence says: share that was read, and bounds from a labelled sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.bounds import upper_bound
from auditor.policy.measured import Measured

if TYPE_CHECKING:
    from auditor.policy.declaration import Declaration
    from auditor.policy.sections import LabelledSample


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
    unflagged = (sample.population if sample.dataset_sha256 else None) or unflagged
    counts = (sample.n, sample.misses)
    facts["assurance.residual_upper"] = _bound(counts, unflagged, sample.upper, "with personal data")
    if sample.special_misses is not None:
        counts = (sample.n, sample.special_misses)
        facts["assurance.special_residual_upper"] = _bound(
            counts, unflagged, sample.special_upper, "with Art. 9 content"
        )
    return facts


def _is_bound(sample: LabelledSample, dataset_sha256: str, detectors: str) -> bool:
    """A sample that names another dataset or other detectors says nothing about this scan."""
    other_data = sample.dataset_sha256 and dataset_sha256 and sample.dataset_sha256 != dataset_sha256
    other_detectors = sample.detectors and detectors and sample.detectors != detectors
    return not other_data and not other_detectors


def _bound(counts: tuple[int, int], population: int, told: float | None, of_what: str) -> Measured:
    """The bound of the counts; one that the design of the sample makes wider wins, a tighter one does not."""
    n, misses = counts
    upper = max(upper_bound(n, misses, population), told or 0.0)
    sentence = (
        f"{misses} of {n} labelled records {of_what}; one-sided 95 % upper bound {upper:.4%} of {population} unflagged"
    )
    return Measured(round(upper, 6), sentence)
