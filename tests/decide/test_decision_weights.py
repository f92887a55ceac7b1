"""Weights and scores: declared plainly, spread over criteria, and never hiding what nobody measured."""

from __future__ import annotations

from dataclasses import replace

import pytest
from decide_cases import API, CHATBOT, CLOUD, decided
from hypothesis import given
from hypothesis import strategies as st

from auditor.decide.candidate import Measured, Range
from auditor.decide.robustness import dominated
from auditor.decide.score import Matrix, Score, ranking, weighted
from auditor.decide.weights import Criterion, weights_from
from auditor.errors import ConfigError


def test_groups_are_shared_out() -> None:
    weights = weights_from({"privacy": 0.4, "cost": 0.2, "quality": 0.3, "effort": 0.1})
    assert weights[Criterion.PRIVACY] == pytest.approx(0.4)
    assert weights[Criterion.ACCURACY] == pytest.approx(0.1)
    assert sum(weights.values()) == pytest.approx(1.0)


def test_swings_need_not_add_up() -> None:
    weights = weights_from({"swing": {"cost": 100, "accuracy": 50, "privacy": 50}})
    assert weights[Criterion.COST] == pytest.approx(0.5)
    assert weights[Criterion.ACCURACY] == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ({"privacy": 0.5, "cost": 0.6}, "add up to 1.1"),
        ({"colour": 1.0}, "colour"),
        ({"cost": -1, "privacy": 2}, "weights.cost"),
        ({"cost": "much"}, "weights.cost"),
        ({"swing": {}}, "weights.swing"),
        ({"swing": {"cost": 0}}, "all points are 0"),
    ],
)
def test_wrong_weights_are_errors(section: dict[str, object], told: str) -> None:
    with pytest.raises(ConfigError, match=told.replace(".", r"\.")):
        weights_from(section)


def test_what_nobody_measured_is_left_out_and_said() -> None:
    decision = decided([API, CLOUD], CHATBOT)
    assert Criterion.ACCURACY in decision.matrix.left_out
    assert all(Criterion.ACCURACY not in row for row in decision.matrix.scores.values())


def test_an_unmeasured_option_beside_a_measured_one_is_wide_open() -> None:
    good = replace(CLOUD, measured=Measured(accuracy=Range(88, 92, 95)))
    decision = decided([API, good], CHATBOT)
    score = decision.matrix.scores["api"][Criterion.ACCURACY]
    assert (score.value.low, score.value.mid, score.value.high) == (0.0, 50.0, 100.0)
    assert not score.known
    assert decision.matrix.scores["own-cloud"][Criterion.ACCURACY].known


def test_measurements_move_the_choice() -> None:
    by_quality = {"quality": 0.9, "cost": 0.1}
    bad = replace(API, measured=Measured(accuracy=Range(20, 30, 40)))
    good = replace(CLOUD, measured=Measured(accuracy=Range(88, 92, 95)))
    assert decided([bad, good], CHATBOT, by_quality).recommended == "own-cloud"
    assert (
        decided(
            [replace(bad, measured=good.measured), replace(good, measured=bad.measured)], CHATBOT, by_quality
        ).recommended
        == "api"
    )


def _matrix(rows: dict[str, dict[Criterion, float]]) -> Matrix:
    scores = {name: {c: Score(Range(v, v, v), "") for c, v in row.items()} for name, row in rows.items()}
    return Matrix(scores, (), ())


def test_dominance() -> None:
    found = _matrix(
        {
            "a": {Criterion.COST: 50.0, Criterion.PRIVACY: 50.0},
            "b": {Criterion.COST: 60.0, Criterion.PRIVACY: 50.0},
            "c": {Criterion.COST: 10.0, Criterion.PRIVACY: 90.0},
        }
    )
    assert dominated(found) == {"a": "b"}


@given(
    st.dictionaries(
        st.sampled_from("abcd"),
        st.fixed_dictionaries({c: st.floats(0, 100) for c in (Criterion.COST, Criterion.PRIVACY)}),
        min_size=1,
    ),
    st.floats(0.01, 0.99),
)
def test_the_weighted_sum_lies_between_the_scores_and_no_dominated_option_leads(
    rows: dict[str, dict[Criterion, float]], cost: float
) -> None:
    found = _matrix(rows)
    weights = {**dict.fromkeys(Criterion, 0.0), Criterion.COST: cost, Criterion.PRIVACY: 1 - cost}
    for row in found.scores.values():
        values = [score.value.mid for score in row.values()]
        assert min(values) - 1e-9 <= weighted(row, weights) <= max(values) + 1e-9
    order = ranking(found, weights)
    assert [value for _, value in order] == sorted((value for _, value in order), reverse=True)
    best = order[0][1]
    for name in dominated(found):
        assert weighted(found.scores[name], weights) <= best
