"""Rows of numbers are counted as a Counter would, whatever is held before sorting."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.counts import Counts, united

ROW = st.tuples(st.integers(0, 3), st.sampled_from([0, 7, 2**64 - 1]))


@given(st.lists(ROW, max_size=60), st.integers(1, 40))
def test_any_rows_are_counted(rows: list[tuple[int, int]], held: int) -> None:
    counts = Counts(2, held)
    for row in rows:
        counts.add(row)
    found = list(zip(map(tuple, counts.rows.tolist()), counts.counts.tolist(), strict=True))
    assert found == sorted(Counter(rows).items())


@pytest.mark.parametrize("weights", [[], [2, 3]])
def test_no_columns_are_one_class(weights: list[int]) -> None:
    rows, counts = united(np.empty((len(weights), 0), np.uint64), np.array(weights, np.int64))
    assert len(rows) == bool(weights)
    assert counts.sum() == sum(weights)
