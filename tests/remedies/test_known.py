"""What a scan found in one record is found again in all others, by fingerprints that tell nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.remedies.known import Known, keep_known, known_in, load_known
from auditor.remedies.plan import Plan

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.redaction import Key

FOUND = {
    "Aribert Kaltwasser": ("PERSON", "tagger.person"),
    "Kaltwasser": ("PERSON", "tagger.person"),
    "02.11.1974": ("DATE_OF_BIRTH", "dates"),
    "2024-PSY-00427": ("CASE_NUMBER", "labels"),
    "Makuladegeneration": ("HEALTH", "columns"),
    "distale Radiusfraktur": ("HEALTH", "columns"),
    "Berlin": ("LOCATION", "tagger.place"),
}
PLAN = Plan(("PERSON", "DATE_OF_BIRTH", "CASE_NUMBER", "HEALTH"))


def _known(path: Path, key: Key, found: dict[str, tuple[str, str]] = FOUND, plan: Plan = PLAN) -> Known:
    rows: list[dict[str, object]] = [
        {
            "entity": entity,
            "fingerprint": key.fingerprint(entity, value),
            "masked": " ".join("x" for _ in value.split()),
            "start": 7,
            "end": 7 + len(value),
            "detector": detector,
        }
        for value, (entity, detector) in found.items()
    ]
    keep_known(path, rows, plan)
    return load_known(path)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Herr Aribert Kaltwasser, * 02.11.1974,", [("Aribert Kaltwasser", "PERSON"), ("02.11.1974", "DATE_OF_BIRTH")]),
        ("**Fall:** 2024-PSY-00427.", [("2024-PSY-00427", "CASE_NUMBER")]),
        ("der feuchten Makuladegeneration", [("Makuladegeneration", "HEALTH")]),
        ("re.: distale Radiusfraktur, nicht", [("distale Radiusfraktur", "HEALTH")]),
        ("Kaltwasser läuft in Berlin", []),
        ("102.11.19745 und X2024-PSY-00427", []),
        ("", []),
    ],
)
def test_known_values_are_found_again(
    tmp_path: Path, project_key: Key, text: str, found: list[tuple[str, str]]
) -> None:
    known = _known(tmp_path / "known", project_key)
    assert [(text[start:end], entity) for start, end, entity in known_in(text, known, project_key)] == found


def test_nothing_of_a_value_is_written(tmp_path: Path, project_key: Key) -> None:
    _known(tmp_path / "known", project_key)
    raw = (tmp_path / "known").read_bytes()
    assert not any(value.encode() in raw for value in FOUND)


def test_what_the_plan_leaves_is_not_known(tmp_path: Path, project_key: Key) -> None:
    known = _known(tmp_path / "known", project_key, plan=Plan(("CASE_NUMBER",)))
    assert list(known_in("Aribert Kaltwasser 02.11.1974", known, project_key)) == []


def test_when_every_day_is_a_birthday_none_is_known(tmp_path: Path, project_key: Key) -> None:
    days = {
        f"{day:02d}.{month:02d}.{year}": ("DATE_OF_BIRTH", "d")
        for year in range(1960, 1968)
        for month in range(1, 13)
        for day in range(1, 29)
    }
    assert len(days) > 2_000
    known = _known(tmp_path / "known", project_key, days | FOUND)
    assert list(known_in("am 01.01.1960, 2024-PSY-00427", known, project_key)) == [(15, 29, "CASE_NUMBER")]


def test_without_a_file_nothing_is_known(tmp_path: Path, project_key: Key) -> None:
    assert list(known_in("Aribert Kaltwasser", load_known(tmp_path / "none"), project_key)) == []
