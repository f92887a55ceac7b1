"""Which records are copies: exact, near, greedy in order, and the same in a second run."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.collect import Silent
from auditor.duplicates.measuring import Measured, measure
from auditor.duplicates.sketching import Compared
from auditor.readers import base
from auditor.readers.discover import discover

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from auditor.redaction import Key

WORDS = [f"word{n}" for n in range(400)]


def _text(seed: int, count: int = 80) -> list[str]:
    return random.Random(seed).choices(WORDS, k=count)


def _changed(words: list[str], places: int) -> list[str]:
    step = len(words) // (places + 1)
    return [f"new{at}" if at and not at % step and at // step <= places else word for at, word in enumerate(words)]


def _measure(folder: Path, key: Key, how: Compared | None = None, near: float = 0.8) -> Measured:
    found = discover([folder], show=str)
    return measure(found.files, key, (how or Compared(), near), Silent())


def _write(folder: Path, rows: list[dict[str, object]], name: str = "a.jsonl") -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))


def test_case_and_space_make_no_difference_and_other_words_do(tmp_path: Path, project_key: Key) -> None:
    _write(tmp_path / "d", [{"t": "Ab  c"}, {"t": "ab c"}, {"t": "ab d"}, {"t": "AB C"}])
    found = _measure(tmp_path / "d", project_key)
    assert (found.exact, found.near, found.groups.first.tolist()) == (2, 0, [0, 0, 2, 0])


def test_the_place_of_a_value_counts(tmp_path: Path, project_key: Key) -> None:
    _write(tmp_path / "d", [{"a": "x"}, {"b": "x"}, {"a": "x", "b": "y"}, {"a": "x y"}])
    assert _measure(tmp_path / "d", project_key).exact == 0


def test_one_changed_word_in_eighty_is_near_and_twelve_are_not(tmp_path: Path, project_key: Key) -> None:
    words = _text(1)
    rows = [words, _text(2), _changed(words, 1), _changed(words, 12)]
    _write(tmp_path / "d", [{"t": " ".join(row)} for row in rows])
    found = _measure(tmp_path / "d", project_key)
    assert found.groups.first.tolist() == [0, 1, 0, 3]
    assert (found.exact, found.near) == (0, 1)
    assert _measure(tmp_path / "d", project_key, Compared(near=False)).near == 0


def test_no_chains(tmp_path: Path, project_key: Key) -> None:
    first = _text(3, 200)
    second = _changed(first, 5)
    third = ["far" + str(at) if at >= 175 else word for at, word in enumerate(second)]
    _write(tmp_path / "d", [{"t": " ".join(row)} for row in (first, second, third)])
    found = _measure(tmp_path / "d", project_key)
    assert found.groups.first.tolist() == [0, 0, 2]


def test_fields_can_be_chosen_and_left_out_and_differences_elsewhere_are_told(tmp_path: Path, project_key: Key) -> None:
    rows: list[dict[str, object]] = [
        {"id": 1, "m": [{"c": "same"}], "label": "yes"},
        {"id": 2, "m": [{"c": "same"}], "label": "no"},
        {"id": 3, "m": [], "label": "no"},
        {"id": 4, "m": [], "label": "no"},
    ]
    _write(tmp_path / "d", rows)
    assert _measure(tmp_path / "d", project_key).exact == 0
    chosen = _measure(tmp_path / "d", project_key, Compared(only=("m[].?",)))
    assert (chosen.exact, chosen.differing, chosen.sketches.empty) == (1, 1, 2)
    assert _measure(tmp_path / "d", project_key, Compared(only=("m[0].c",))).exact == 1
    assert _measure(tmp_path / "d", project_key, Compared(but=("id",))).groups.first.tolist() == [0, 1, 2, 2]


def test_long_texts_are_compared_whole_however_they_are_cut(
    tmp_path: Path, project_key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "MAX_PIECE_CHARS", 300)
    monkeypatch.setattr(base, "SHARD_BYTES", 700)
    folder = tmp_path / "d"
    folder.mkdir()
    lines = "\n".join(" ".join(_text(n, 12)) for n in range(60))
    (folder / "a.txt").write_text(lines)
    (folder / "b.txt").write_text(lines)
    (folder / "c.txt").write_text(lines.replace("word7 ", "other "))
    (folder / "d.txt").write_text(lines[::-1])
    found = _measure(folder, project_key, near=0.5)
    assert found.records == 4
    assert found.groups.first.tolist() == [0, 0, 0, 3]
    assert found.across == 2


def test_another_key_finds_the_same_and_tells_other_fingerprints(tmp_path: Path, project_key: Key) -> None:
    words = _text(5)
    _write(tmp_path / "d", [{"t": " ".join(row)} for row in (words, _changed(words, 1), words)])
    one = _measure(tmp_path / "d", project_key)
    other = _measure(tmp_path / "d", type(project_key)(b"another key of 16 bytes"))
    assert one.groups.first.tolist() == other.groups.first.tolist() == [0, 0, 0]
    assert not set(one.sketches.digests) & set(other.sketches.digests)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 9)), min_size=1, max_size=30))
def test_what_stays_has_no_copies_left(tmp_path: Path, project_key: Key, rows: list[tuple[int, int]]) -> None:
    made: list[dict[str, object]] = [{"t": " ".join(_changed(_text(seed), places))} for seed, places in rows]
    _write(tmp_path / "d", made)
    found = _measure(tmp_path / "d", project_key)
    assert not (found.groups.first > range(len(rows))).any()
    assert found.groups.sizes.sum() == len(rows)
    left = [row for row, gone in zip(made, found.groups.gone.tolist(), strict=True) if not gone]
    _write(tmp_path / "d", left)
    again = _measure(tmp_path / "d", project_key)
    assert (again.exact, again.near, again.records) == (0, 0, len(left))


def test_lone_surrogates_and_other_alphabets_are_texts_too(tmp_path: Path, project_key: Key) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    row = '{"t": "' + "größe \\ud800 слово " * 4 + '"}\n'
    (folder / "a.jsonl").write_text(row + row + row.replace("größe", "anders", 1))
    assert _measure(folder, project_key).groups.first.tolist()[:2] == [0, 0]


def test_no_records_are_no_copies(tmp_path: Path, project_key: Key) -> None:
    _write(tmp_path / "d", [])
    found = _measure(tmp_path / "d", project_key)
    assert (found.records, found.exact, found.near, found.differing, found.across) == (0, 0, 0, 0, 0)
    assert found.largest(5) == []
