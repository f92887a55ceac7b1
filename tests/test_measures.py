"""Measure files: written and read back alike, and nothing of others is believed or repeated."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from auditor.errors import ConfigError
from auditor.measures import FOLDER, SCHEMA, Figure, Measure, read_measures, write_measure
from auditor.readers.own_files import is_own

if TYPE_CHECKING:
    from pathlib import Path

MEASURE = Measure(
    kind="assurance",
    dataset_sha256="ab" * 32,
    detectors_sha256="cd" * 32,
    date="2026-11-24",
    by="A. Labeller",
    design="simple random",
    seed=7,
    done=("3,000 records labelled",),
    figures=(Figure("missed records", 0, low=0.0, high=0.001, unit="share", source="Clopper-Pearson"),),
    remains=("Two persons may be wrong alike.",),
    facts={"assurance.labelled_sample": {"n": 3000, "misses": 0, "special_misses": 0}},
)


def test_a_measure_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    path = write_measure(tmp_path, MEASURE)
    assert path == tmp_path / FOLDER / "assurance.json"
    assert read_measures(tmp_path) == (MEASURE,)
    assert [file.name for file in path.parent.iterdir()] == ["assurance.json"]


def test_measures_come_by_kind_and_a_new_one_takes_the_place_of_the_old(tmp_path: Path) -> None:
    write_measure(tmp_path, replace(MEASURE, kind="redaction"))
    write_measure(tmp_path, MEASURE)
    newer = replace(MEASURE, date="2026-12-01")
    write_measure(tmp_path, newer)
    assert [row.kind for row in read_measures(tmp_path)] == ["assurance", "redaction"]
    assert read_measures(tmp_path)[0] == newer


def test_no_folder_is_no_measure(tmp_path: Path) -> None:
    assert read_measures(tmp_path) == ()


def test_a_measure_file_is_the_auditors_own_and_no_data(tmp_path: Path) -> None:
    path = write_measure(tmp_path, MEASURE)
    assert is_own(path.name, path.read_bytes()[:100])


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "not valid JSON"),
        (b"[]", "no measure"),
        (b'{"schema": "audit.report/v1"}', "no measure"),
        (json.dumps({"schema": SCHEMA, "kind": "assurance"}).encode(), "wrong at dataset_sha256"),
    ],
)
def test_a_bad_file_is_told_with_its_path_and_what_to_do(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "assurance.json").write_bytes(content)
    with pytest.raises(ConfigError, match=says) as caught:
        read_measures(tmp_path)
    assert "assurance.json" in caught.value.message
    assert caught.value.hint
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_a_wrong_field_is_named_and_its_content_is_not(tmp_path: Path) -> None:
    path = write_measure(tmp_path, MEASURE)
    row = json.loads(path.read_text())
    row["mueller@example.org"] = 1
    path.write_text(json.dumps(row))
    with pytest.raises(ConfigError) as caught:
        read_measures(tmp_path)
    assert "mueller" not in caught.value.message


def test_a_kind_other_than_the_name_is_refused(tmp_path: Path) -> None:
    path = write_measure(tmp_path, MEASURE)
    path.rename(path.with_name("redaction.json"))
    with pytest.raises(ConfigError, match="kind"):
        read_measures(tmp_path)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    path = write_measure(tmp_path, MEASURE)
    path.with_name("redaction.json").symlink_to(path)
    with pytest.raises(ConfigError, match="not a plain file"):
        read_measures(tmp_path)


def test_figures_are_finite_and_kinds_are_words(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="finite"):
        write_measure(tmp_path, replace(MEASURE, figures=(Figure("share", float("nan")),)))
    with pytest.raises(ValueError, match="kind"):
        write_measure(tmp_path, replace(MEASURE, kind="../escape"))
