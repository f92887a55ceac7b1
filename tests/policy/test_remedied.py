"""Measures enter the facts where they belong to the data, and are told as what they are where they do not."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.errors import ConfigError
from auditor.measures import Figure, Measure
from auditor.policy.declaration import Declaration
from auditor.policy.remedied import SAMPLE, told, with_samples
from auditor.policy.sections import LabelledSample

DATA, DETECTORS = "ab" * 32, "cd" * 32


def _measure(**changes: Any) -> Measure:
    row: dict[str, Any] = {
        "kind": "assurance",
        "dataset_sha256": DATA,
        "detectors_sha256": DETECTORS,
        "date": "2026-11-24",
        "by": "A. Labeller",
        "design": "simple random",
        "figures": (Figure("missed", 0),),
        "facts": {SAMPLE: {"n": 3000, "misses": 0}, "ctx.deduplicated": True},
    }
    return Measure(**(row | changes))


def _n(measure: Measure, declared: LabelledSample | None = None) -> int | None:
    sample = with_samples(Declaration(labelled_sample=declared), [measure], DATA, DETECTORS).labelled_sample
    return None if sample is None else sample.n


def test_the_sample_of_this_data_takes_the_place_of_the_declared_one() -> None:
    assert _n(_measure()) == 3000
    assert _n(_measure(), LabelledSample(n=10, misses=1)) == 3000


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"dataset_sha256": "00" * 32}, "other_data"),
        ({"dataset_sha256": ""}, "other_data"),
        ({"detectors_sha256": "00" * 32}, "other_detectors"),
    ],
)
def test_a_sample_of_another_state_leaves_the_declared_one(changes: dict[str, Any], state: str) -> None:
    assert _n(_measure(**changes)) is None
    declared = LabelledSample(n=10, misses=1)
    assert _n(_measure(**changes), declared) == 10
    row = next(told([_measure(**changes)], Declaration(labelled_sample=declared), DATA, DETECTORS))
    assert (row.state, row.entered, row.also_declared) == (state, [], True)


def test_detectors_that_do_not_matter_are_not_asked() -> None:
    row = next(told([_measure(detectors_sha256="", facts={})], Declaration(), DATA, DETECTORS))
    assert (row.state, row.entered) == ("fits", [])


def test_what_people_declare_is_only_proposed() -> None:
    row = next(told([_measure()], Declaration(), DATA, DETECTORS))
    assert (row.state, row.entered, row.proposed) == ("used", [SAMPLE], {"ctx.deduplicated": True})


@pytest.mark.parametrize("said", [3, {}, {"n": 5}, {"n": 5, "misses": 6}, {"n": "x@example.org", "misses": 0}])
def test_a_sample_that_is_none_is_refused_without_its_content(said: object) -> None:
    with pytest.raises(ConfigError, match="measure assurance") as caught:
        with_samples(Declaration(), [_measure(facts={SAMPLE: said})], DATA, DETECTORS)
    assert "example.org" not in caught.value.message
    assert caught.value.__context__ is None
