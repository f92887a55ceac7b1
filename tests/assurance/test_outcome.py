"""Figures from labels: bounds, skipped records, what is still needed, precision and recall with their intervals."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from assurance_fixture import book, frame, labelled

from auditor.assurance.labels import Label
from auditor.assurance.outcome import Frame, Outcome, Tolerance, Unit, alpha_of, outcome
from auditor.assurance.words import KINDS, Say, Strand, kind_of
from auditor.bounds import binomial_upper, interval
from auditor.taxonomy import load_taxonomy


def test_three_thousand_labels_without_a_miss_reach_the_tolerance() -> None:
    of = frame(3000, 120_000)
    missed = outcome(of, [labelled(of)], 1, Tolerance()).missed
    assert missed is not None
    assert f"{missed.upper:.2%}" == "0.10%"
    assert (missed.more, missed.special_more) == (0, 0)


def test_a_miss_says_how_many_more_labels_it_takes() -> None:
    of = frame(3000, 10**6)
    missed = outcome(of, [labelled(of, misses=1, special=1)], 1, Tolerance()).missed
    assert missed is not None
    assert (missed.misses, missed.special) == (1, 1)
    assert missed.upper == binomial_upper(3000, 1)
    assert missed.more is not None
    assert binomial_upper(3000 + missed.more, 1, 0.025) <= 0.001 < binomial_upper(2999 + missed.more, 1, 0.025)
    assert missed.special_more == 0


def test_misses_beyond_the_tolerance_of_the_population_need_another_remedy() -> None:
    of = frame(50, 100)
    missed = outcome(of, [labelled(of, misses=5)], 1, Tolerance()).missed
    assert missed is not None
    assert missed.more is None


def test_a_sample_counts_only_when_it_is_whole() -> None:
    of = frame(5, 100)
    partial = book({unit.id: Say.NOTHING for unit in of.units[:4]})
    assert outcome(of, [partial], 1, Tolerance()) == Outcome(None, (), (), {})
    assert outcome(of, [], 1, Tolerance()).missed is None


def test_a_skipped_record_counts_as_missed_special_data() -> None:
    of = frame(4, 1000)
    missed = outcome(
        of, [book({u.id: Say.SKIP if u is of.units[0] else Say.NOTHING for u in of.units})], 1, Tolerance()
    ).missed
    assert missed is not None
    assert (missed.misses, missed.special, missed.skipped) == (1, 1, 1)


def test_each_further_look_halves_the_chance_of_error() -> None:
    assert [alpha_of(looks) for looks in (1, 2, 3)] == [0.05, 0.025, 0.0125]
    of = frame(300, 10**6)
    first, second = (outcome(of, [labelled(of)], looks, Tolerance()).missed for looks in (1, 2))
    assert first is not None
    assert second is not None
    assert first.upper < second.upper == binomial_upper(300, 0, 0.025)


def test_strata_are_told_one_by_one() -> None:
    units = tuple(Unit(f"{n:016x}", Strand.UNFLAGGED, "a" if n < 60 else "b") for n in range(90))
    of = Frame(units, {Strand.UNFLAGGED: {"a": 6000, "b": 3000}})
    missed = outcome(of, [labelled(of, misses=2)], 1, Tolerance()).missed
    assert missed is not None
    assert [(name, size, n, x) for name, size, n, x, _ in missed.strata] == [("a", 6000, 60, 2), ("b", 3000, 30, 0)]


def _findings(rights: dict[str, tuple[int, int, int]]) -> tuple[Frame, dict[str, Say]]:
    units, says = [], {}
    for name, (right, n, _) in rights.items():
        for at in range(n):
            units.append(Unit(f"{name}{at}", Strand.FINDING, name, name))
            says[f"{name}{at}"] = Say.RIGHT if at < right else Say.WRONG
    return Frame(tuple(units), {Strand.FINDING: {name: size for name, (_, _, size) in rights.items()}}), says


def test_precision_of_each_category_and_of_all_by_weight() -> None:
    of, says = _findings({"mail": (19, 20, 900), "name": (10, 20, 100), "card": (2, 2, 2)})
    rows = {row.name: row for row in outcome(of, [book(says, strand=Strand.FINDING)], 1, Tolerance()).precision}
    assert (rows["mail"].low, rows["mail"].high) == interval(20, 19)
    assert (rows["card"].low, rows["card"].high) == (1.0, 1.0)
    assert rows["all"].value == pytest.approx((900 * 0.95 + 100 * 0.5 + 2) / 1002)
    assert rows["all"].low < rows["all"].value < rows["all"].high


def _world(rng: Random, kind: str) -> tuple[Frame, list[Label], float]:
    """4,000 records: 600 flagged; 500 hold the kind and have it found, 40 beside other findings, 60 in silence."""
    flagged = [("found" if n < 500 else "beside" if n < 540 else "other") for n in range(600)]
    clean = ["silent" if n < 60 else "clean" for n in range(3400)]
    units, labels = [], []
    for strand, states, n in ((Strand.UNFLAGGED, clean, 400), (Strand.FLAGGED, flagged, 150)):
        for at, number in enumerate(rng.sample(range(len(states)), n)):
            state, unit = states[number], f"{strand}{at}"
            units.append(Unit(unit, strand, kinds=(kind,) if state == "found" else ()))
            missed = state in ("beside", "silent")
            labels.append(Label(unit, strand, Say.PERSONAL if missed else Say.NOTHING, (kind,) if missed else ()))
    sizes = {Strand.UNFLAGGED: {"": 3400}, Strand.FLAGGED: {"": 600}}
    return Frame(tuple(units), sizes), labels, 500 / 600


@pytest.mark.slow
def test_recall_covers_what_there_is() -> None:
    rng, held, runs = Random(5), 0, 100
    for _ in range(runs):
        of, labels, truth = _world(rng, "contact")
        done = book({})
        done.labels.update({label.unit: label for label in labels})
        [row] = outcome(of, [done], 1, Tolerance()).recall
        held += row.low <= truth <= row.high
        assert 0.5 < row.value < 1
    assert held / runs >= 0.95


def test_a_miss_of_no_named_kind_weighs_on_the_recall_of_every_kind() -> None:
    of, labels, _ = _world(Random(1), "contact")
    named, unnamed = book({}), book({})
    named.labels.update({label.unit: label for label in labels})
    unnamed.labels.update({label.unit: replace(label, kinds=()) for label in labels})
    [one], [other] = (outcome(of, [done], 1, Tolerance()).recall for done in (named, unnamed))
    assert other.low == pytest.approx(one.low)
    assert other.value == 1.0
    assert other.high == 1.0


def test_every_special_category_has_a_kind() -> None:
    categories = load_taxonomy().categories
    special = [name for name in categories if name.startswith("special.")]
    assert all(kind_of(name) in KINDS for name in special)
    assert kind_of("security.credential") is None
