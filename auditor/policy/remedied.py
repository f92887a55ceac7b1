"""Which measures belong to the data at hand, and what of them enters the facts.

A measure enters when the digest of its data is the dataset's, and that of its detectors where it names one. Anybody can
write a file, so only the labelled sample enters, as it would from audit.yaml; every other fact is a proposal that a
person declares or does not.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from auditor.document import FigureDoc, MeasureDoc
from auditor.errors import ConfigError
from auditor.policy.sections import LabelledSample

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.measures import Measure
    from auditor.policy.declaration import Declaration

SAMPLE = "assurance.labelled_sample"
_HINT = "write it anew with `audit assure`, or take it away"


def with_samples(
    declaration: Declaration, measures: Iterable[Measure], dataset_sha256: str, detectors: str
) -> Declaration:
    """The declaration with the labelled sample of a measure of this very data, if there is one."""
    for measure in measures:
        if SAMPLE in measure.facts and state_of(measure, dataset_sha256, detectors) == "fits":
            declaration = replace(declaration, labelled_sample=_sample(measure))
    return declaration


def state_of(measure: Measure, dataset_sha256: str, detectors: str) -> str:
    """`fits`, `other_data` or `other_detectors`."""
    if not measure.dataset_sha256 or measure.dataset_sha256 != dataset_sha256:
        return "other_data"
    return "fits" if measure.detectors_sha256 in {"", detectors} else "other_detectors"


def _sample(measure: Measure) -> LabelledSample:
    from pydantic import ValidationError

    told = measure.facts[SAMPLE]
    row = {**told} if isinstance(told, dict) else {"n": told}
    row |= {"dataset_sha256": measure.dataset_sha256, "detectors": measure.detectors_sha256 or None}
    sample = None
    with suppress(ValidationError):
        sample = LabelledSample.model_validate(row)
    if sample is None or sample.n is None or sample.misses is None:
        raise ConfigError(f"measure {measure.kind}: {SAMPLE} needs n and misses", _HINT)
    if max(sample.misses, sample.special_misses or 0) > sample.n:
        raise ConfigError(f"measure {measure.kind}: more misses than labelled records", _HINT)
    return sample


def told(
    measures: Iterable[Measure], declaration: Declaration, dataset_sha256: str, detectors: str
) -> Iterator[MeasureDoc]:
    """Each measure as the report tells it, with what became of its facts."""
    for measure in measures:
        state = state_of(measure, dataset_sha256, detectors)
        enters = [SAMPLE] if SAMPLE in measure.facts else []
        yield MeasureDoc(
            kind=measure.kind,
            state="used" if state == "fits" and enters else state,
            dataset_sha256=measure.dataset_sha256,
            detectors_sha256=measure.detectors_sha256,
            date=measure.date,
            by=measure.by,
            design=measure.design,
            seed=measure.seed,
            done=list(measure.done),
            figures=[
                FigureDoc(name=f.name, value=f.value, low=f.low, high=f.high, unit=f.unit, source=f.source)
                for f in measure.figures
            ],
            remains=list(measure.remains),
            entered=enters if state == "fits" else [],
            proposed={key: value for key, value in sorted(measure.facts.items()) if key != SAMPLE},
            also_declared=bool(enters) and declaration.labelled_sample is not None,
        )
