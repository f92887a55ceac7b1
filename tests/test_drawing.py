"""A sample gives every record the same chance, in every file, whatever the shards; what was asked for is read strictly."""

from __future__ import annotations

from fractions import Fraction

import pytest

from auditor.drawing import Draw, asked, of_count, of_share, seconds_of
from auditor.errors import UsageError


def _drawn(draw: Draw, path: str, records: int) -> list[int]:
    picks = draw.picker(path)
    return [number for number in range(records) if picks(number)]


@pytest.mark.parametrize(("chosen", "of"), [(1, 100), (3, 10), (1, 1000), (7, 9)])
def test_each_block_of_a_file_gives_its_part(chosen: int, of: int) -> None:
    drawn = _drawn(Draw(chosen, of, 5), "a.jsonl", of * 20)
    assert len(drawn) == chosen * 20
    assert {number // of for number in drawn} == set(range(20))


def test_every_record_has_the_same_chance() -> None:
    hits = [0] * 10
    for seed in range(3000):
        for number in _drawn(Draw(3, 10, seed), "a.jsonl", 10):
            hits[number] += 1
    assert all(abs(count - 900) < 120 for count in hits)  # six standard deviations are 150


def test_the_same_seed_draws_the_same_whatever_comes_before_and_another_draws_others() -> None:
    draw = Draw(1, 50, 1)
    whole = _drawn(draw, "a.jsonl", 5000)
    picks = draw.picker("a.jsonl")
    assert [number for number in range(4000, 5000) if picks(number)] == [n for n in whole if n >= 4000]
    assert _drawn(Draw(1, 50, 2), "a.jsonl", 5000) != whole
    assert _drawn(draw, "b.jsonl", 5000) != whole


def test_a_share_or_a_number_is_asked_for() -> None:
    assert asked("1%") == Fraction(1, 100)
    assert asked(" 2.5 %".replace(" %", "%")) == Fraction(1, 40)
    assert asked("10000") == 10000
    assert of_share(Fraction(1, 40), 7) == Draw(1, 40, 7)
    assert of_share(asked("100%"), 0) is None  # type: ignore[arg-type]  # a share


@pytest.mark.parametrize(
    "text", ["", "0", "0%", "-1%", "101%", "half", "1e9%", "nan%", "%", "1.5", "0.0000001%", "1/0%"]
)
def test_anything_else_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="--sample"):
        asked(text)


@pytest.mark.parametrize(("wanted", "population"), [(100, 10_000), (10, 25), (9, 10), (1, 10**9)])
def test_a_number_of_records_becomes_a_share_that_gives_about_as_many(wanted: int, population: int) -> None:
    draw = of_count(wanted, population, 0)
    assert draw is not None
    assert draw.chosen / draw.of * population == pytest.approx(wanted, rel=0.3) or draw.of == 1_000_000


@pytest.mark.parametrize(("wanted", "population"), [(10, 10), (10, 3), (1, 0)])
def test_a_number_that_is_no_smaller_than_the_dataset_means_all(wanted: int, population: int) -> None:
    assert of_count(wanted, population, 0) is None


@pytest.mark.parametrize(("text", "seconds"), [("90", 90), ("90s", 90), ("30m", 1800), ("1.5h", 5400), (" 2H ", 7200)])
def test_a_time_is_read(text: str, seconds: float) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("text", ["", "0", "-5", "soon", "5d", "nan", "inf", "m"])
def test_what_is_no_time_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="--max-time"):
        seconds_of(text)
