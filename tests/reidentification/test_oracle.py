"""k, l and t of three tables of our own, as pyCANON gives them (make_expected.py), and as brute force does."""

from __future__ import annotations

import csv
import json
import math
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.redaction import Key
from auditor.reidentification.classes import Table
from auditor.reidentification.levels import Kind
from auditor.reidentification.risk import diversity_of, risk_of

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
EXPECTED: dict[str, Any] = json.loads((HERE / "expected.json").read_text())
KEY = Key(b"0123456789abcdef0123456789abcdef")
TABLES = ("patients", "employees", "survey")


def _table(rows: Sequence[dict[str, str]], quasi: Sequence[str], sensitive: Sequence[str]) -> Table:
    table = Table(KEY, dict.fromkeys(quasi, Kind.WORD), sensitive)
    for row in rows:
        table.add(row)
    return table


@pytest.mark.parametrize("name", TABLES)
def test_k_l_and_t_are_those_of_pycanon(name: str) -> None:
    with (HERE / "tables" / f"{name}.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = EXPECTED[name]
    table = _table(rows, wanted["quasi"], list(wanted["sensitive"]))
    assert risk_of(table.classes[1]).k == wanted["k"]
    for column, figures in wanted["sensitive"].items():
        found = diversity_of(*table.pairs(column), table.sizes(column))
        assert found.distinct == figures["l"]
        assert math.floor(found.entropy + 1e-9) == figures["entropy_l"]
        distance = found.t_ordered if figures["numeric"] else found.t_equal
        assert distance == pytest.approx(figures["t"], abs=1e-9)


def _by_hand(rows: Sequence[tuple[str, int]]) -> tuple[int, float, float, float]:
    """Distinct l, entropy l, t by equal distance and by rank, with loops over everything."""
    classes: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for quasi, value in rows:
        classes[quasi][value] += 1
    values = sorted({value for _, value in rows})
    whole = Counter(value for _, value in rows)
    distinct, entropy, equal, ordered = len(values), math.inf, 0.0, 0.0
    for inside in classes.values():
        total = sum(inside.values())
        share = {value: inside[value] / total for value in values}
        differences = [share[value] - whole[value] / len(rows) for value in values]
        distinct = min(distinct, len(inside))
        entropy = min(entropy, math.exp(-sum(p * math.log(p) for p in share.values() if p)))
        equal = max(equal, sum(map(abs, differences)) / 2)
        reached = [abs(sum(differences[: at + 1])) for at in range(len(values))]
        ordered = max(ordered, sum(reached) / max(1, len(values) - 1))
    return distinct, entropy, equal, ordered


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(-3, 9)), min_size=1, max_size=60))
def test_any_table_agrees_with_brute_force(rows: list[tuple[str, int]]) -> None:
    table = _table([{"q": quasi, "s": str(value)} for quasi, value in rows], ["q"], ["s"])
    found = diversity_of(*table.pairs("s"), table.sizes("s"))
    distinct, entropy, equal, ordered = _by_hand(rows)
    assert found.distinct == distinct
    assert found.entropy == pytest.approx(entropy)
    assert found.t_equal == pytest.approx(equal, abs=1e-9)
    assert (found.t_ordered or 0.0) == pytest.approx(ordered, abs=1e-9)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["x", "y", ""])), min_size=1, max_size=40))
def test_counts_are_those_of_a_counter(rows: list[tuple[str, str]]) -> None:
    table = _table([{"a": a, "b": b} for a, b in rows], ["a", "b"], [])
    counted = Counter(rows)
    risk = risk_of(table.classes[1])
    assert (risk.records, risk.classes, risk.k) == (len(rows), len(counted), min(counted.values()))
    assert risk.unique == pytest.approx(sum(n == 1 for n in counted.values()) / len(rows))
    assert risk.average == pytest.approx(len(counted) / len(rows))
    assert risk.above["0.09"] == pytest.approx(sum(n for n in counted.values() if 1 / n > 0.09) / len(rows))


def test_a_missing_value_is_a_value_of_its_own_and_ends_the_order() -> None:
    table = _table([{"q": "a", "s": "1"}, {"q": "a", "s": "2"}, {"q": "a"}], ["q"], ["s"])
    found = diversity_of(*table.pairs("s"), table.sizes("s"))
    assert (found.distinct, found.t_ordered) == (3, None)
