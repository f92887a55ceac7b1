"""Coarser values only join classes, whatever the values are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.redaction import Key
from auditor.reidentification.classes import Table
from auditor.reidentification.levels import Kind, levels_of
from auditor.reidentification.risk import risk_of
from auditor.reidentification.suggesting import combinations_of, singles, way

KEY = Key(b"0123456789abcdef0123456789abcdef")
VALUES = {
    Kind.DATE: st.dates().map(str) | st.sampled_from(["03.04.1985", "1985", "unknown"]),
    Kind.AGE: st.integers(0, 120).map(str) | st.just("?"),
    Kind.POSTCODE: st.integers(1000, 99999).map(lambda n: f"{n:05d}") | st.sampled_from(["SW1A 1AA", "D-10115"]),
    Kind.NUMBER: st.decimals(-1000, 100000, places=2).map(str),
    Kind.WORD: st.text(max_size=4),
}
ROWS = st.lists(st.tuples(*VALUES.values()), min_size=1, max_size=25)


def _table(rows: list[tuple[str, ...]]) -> Table:
    table = Table(KEY, {kind.value: kind for kind in Kind}, [])
    for row in rows:
        table.add(dict(zip([kind.value for kind in Kind], row, strict=True)))
    return table


@given(ROWS)
def test_k_never_falls_on_the_way_and_ends_with_one_class(rows: list[tuple[str, ...]]) -> None:
    table = _table(rows)
    ks = [risk_of(table.classes[1]).k, *(step.risk.k for step in way(table, 1000))]
    assert ks == sorted(ks)
    assert ks[-1] == len(rows)


@given(ROWS)
def test_k_of_a_column_never_falls_with_its_levels(rows: list[tuple[str, ...]]) -> None:
    table = _table(rows)
    least = risk_of(table.classes[1]).k
    for kind in Kind:
        ks = [one.risk.k for one in singles(table, 11) if one.levels[0][0] == kind.value]
        assert [least, *ks] == sorted([least, *ks])


@pytest.mark.parametrize(
    ("kind", "value", "coarser"),
    [
        (Kind.DATE, "1985-04-03", ["1985-04", "1985", "1980s", ""]),
        (Kind.DATE, "03.04.1985", ["1985-04", "1985", "1980s", ""]),
        (Kind.DATE, "soon", ["soon", "soon", "soon", ""]),
        (Kind.AGE, "37", ["from 35", "from 30", "from 30", ""]),
        (Kind.AGE, "93", ["90+", "90+", "90+", ""]),
        (Kind.POSTCODE, "10115", ["101", "10", "1", ""]),
        (Kind.NUMBER, "1234.5", ["12e3", "1e3", ""]),
        (Kind.WORD, "nurse", [""]),
    ],
)
def test_levels(kind: Kind, value: str, coarser: list[str]) -> None:
    assert [level.make(value) for level in levels_of(kind)] == coarser


def test_the_way_stops_when_no_record_is_in_a_small_class() -> None:
    table = _table([("1985-04-03", str(30 + n % 10), "10115", "1", "x") for n in range(30)])
    steps = way(table, 11)
    assert [step.levels for step in steps][-1] == (("age", "bands of 10"),) or steps[-1].risk.k >= 11
    assert steps[-1].small == 0
    assert all(step.small for step in steps[:-1])


def test_combinations_name_the_smallest_that_single_out() -> None:
    table = Table(KEY, {"a": Kind.WORD, "b": Kind.WORD, "c": Kind.WORD}, [])
    for n in range(16):
        table.add({"a": str(n % 4), "b": str(n // 4), "c": "same"})
    found, whole = combinations_of(table)
    assert whole
    assert [(one.columns, one.unique, one.k) for one in found] == [(("a", "b"), 1.0, 1)]
