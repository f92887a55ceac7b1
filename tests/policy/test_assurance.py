from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.bounds import binomial_upper, hypergeometric_upper
from auditor.policy.assurance import assurance_facts
from auditor.policy.declaration import Declaration
from auditor.policy.sections import LabelledSample

if TYPE_CHECKING:
    from auditor.policy.measured import Measured


@pytest.mark.parametrize(
    ("n", "misses", "bound"),
    [
        (300, 0, 0.0099), (300, 1, 0.0157), (300, 2, 0.0208), (300, 5, 0.0347),
        (1000, 0, 0.0030), (1000, 5, 0.0105), (3000, 0, 0.0010), (3000, 1, 0.0016), (10000, 0, 0.00030),
    ],
)  # fmt: skip
def test_clopper_pearson_gives_the_published_table(n: int, misses: int, bound: float) -> None:
    assert binomial_upper(n, misses) == pytest.approx(bound, abs=6e-5 if bound < 0.002 else 6e-5 + bound * 0.004)


def test_all_misses_bound_nothing() -> None:
    assert binomial_upper(5, 5) == 1.0


def test_a_sample_of_everything_leaves_no_doubt() -> None:
    assert hypergeometric_upper(100, 0, 100) == 0.0
    assert hypergeometric_upper(100, 3, 100) == 0.03


def test_a_large_share_of_the_population_bounds_tighter() -> None:
    finite = hypergeometric_upper(300, 0, 600)
    assert 0 < finite < binomial_upper(300, 0)


def _facts(sample: LabelledSample | None, **more: str) -> dict[str, Measured]:
    declaration = Declaration(labelled_sample=sample)
    return assurance_facts(declaration, total_bytes=200, read_bytes=150, unflagged=120_000, **more)


def test_coverage_is_always_known() -> None:
    assert {key: fact.value for key, fact in _facts(None).items()} == {"assurance.coverage": 0.75}
    nothing = assurance_facts(Declaration(), total_bytes=0, read_bytes=0, unflagged=0)
    assert nothing["assurance.coverage"].value == 1.0


def test_a_sample_bounds_and_says_of_how_many() -> None:
    facts = _facts(LabelledSample(n=3000, misses=0, special_misses=1))
    assert facts["assurance.residual_upper"].value == pytest.approx(0.000998, abs=2e-6)
    assert "0 of 3000 labelled records with personal data" in facts["assurance.residual_upper"].evidence
    assert facts["assurance.special_residual_upper"].value > facts["assurance.residual_upper"].value


def test_without_special_misses_their_bound_is_unknown() -> None:
    assert "assurance.special_residual_upper" not in _facts(LabelledSample(n=3000, misses=0))


def test_a_sample_of_other_data_or_other_detectors_is_void() -> None:
    other = LabelledSample(n=3000, misses=0, dataset_sha256="a" * 64)
    assert set(_facts(other, dataset_sha256="b" * 64)) == {"assurance.coverage"}
    assert len(_facts(other, dataset_sha256="a" * 64)) == 2
    stale = LabelledSample(n=3000, misses=0, detectors="v1")
    assert set(_facts(stale, detectors="v2")) == {"assurance.coverage"}


def test_a_sample_of_this_data_brings_its_population() -> None:
    bound = LabelledSample(n=3000, misses=0, population=3000, dataset_sha256="a" * 64)
    assert _facts(bound, dataset_sha256="a" * 64)["assurance.residual_upper"].value == 0.0
    unbound = LabelledSample(n=3000, misses=0, population=3000)
    assert _facts(unbound)["assurance.residual_upper"].value > 0


def test_a_design_that_widens_the_bound_wins_and_a_tighter_claim_does_not() -> None:
    wide = _facts(LabelledSample(n=3000, misses=0, special_misses=0, upper=0.004, special_upper=0.006))
    assert [wide[f"assurance.{name}residual_upper"].value for name in ("", "special_")] == [0.004, 0.006]
    tight = _facts(LabelledSample(n=3000, misses=0, upper=0.0))
    assert tight["assurance.residual_upper"].value == pytest.approx(0.000998, abs=2e-6)
