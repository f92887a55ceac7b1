"""Signatures estimate the similarity that they stand for: a new version of the library that makes them must too."""

from __future__ import annotations

import random
from statistics import mean
from typing import TYPE_CHECKING

import orjson
import pytest

from auditor.duplicates.sketching import PERMUTATIONS, Compared, Sketcher
from auditor.readers.discover import discover
from auditor.readers.plan import plan

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.redaction import Key


@pytest.mark.parametrize(("shared", "similarity"), [(40, 0.25), (90, 0.81818), (100, 1.0)])
def test_equal_minima_estimate_the_similarity(tmp_path: Path, project_key: Key, shared: int, similarity: float) -> None:
    """Texts of 104 words have 100 shingles; `shared` of them are the same in both."""
    found = []
    for seed in range(12):
        words = [f"w{random.Random(seed).random()}{n}" for n in range(104)]
        other = words[: shared + 4] + [f"other{n}" for n in range(100 - shared)]
        rows = [{"a": " ".join(words)}, {"a": " ".join(other), "b": "x"}]
        (tmp_path / "a.jsonl").write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
        with (tmp_path / "spool").open("wb") as out:
            [file] = discover([tmp_path / "a.jsonl"], show=str).files
            Sketcher(project_key, Compared(but=("b",)), out).file("a", "a", plan(file))
        made = (tmp_path / "spool").read_bytes()
        if shared == 100:
            assert len(made) == 4 * PERMUTATIONS  # one text, one signature
            return
        minima = [made[at : at + 4] for at in range(0, len(made), 4)]
        found.append(mean(a == b for a, b in zip(minima[:PERMUTATIONS], minima[PERMUTATIONS:], strict=True)))
    assert mean(found) == pytest.approx(similarity, abs=0.05)
