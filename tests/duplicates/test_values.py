"""Values are counted by record and fingerprint; the repeated ones of one person or one door are told apart."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from auditor.duplicates.literature import CLASSES, STUDIES, class_of
from auditor.duplicates.values import count_values


def _finding(entity: str, number: int, record: int, **more: Any) -> dict[str, Any]:
    row = {"path": "a.jsonl", "record": record, "field": "t", "entity": entity, "masked": f"m{number}"}
    return row | {"fingerprint": f"{number:016x}"} | more


def test_a_value_counts_once_in_a_record() -> None:
    rows = [_finding("EMAIL_ADDRESS", 1, record) for record in (0, 0, 1)] + [_finding("EMAIL_ADDRESS", 2, 1)]
    found = count_values(lambda: rows)
    entity = found.entities["EMAIL_ADDRESS"]
    assert (entity.distinct, entity.repeated, entity.most) == (2, 1, 2)
    assert (entity.classes["once"], entity.classes["few"]) == (1, 1)
    [canary] = found.canaries
    assert (canary.records, canary.masked, canary.fingerprint) == (2, "m1", f"{1:016x}")


def test_places_and_keys_are_no_canaries() -> None:
    rows = [_finding("LOCATION", 3, record) for record in range(5)]
    rows += [_finding("SECRET_PASSWORD", 4, record, part="key") for record in range(5, 9)]
    found = count_values(lambda: rows)
    assert (found.canaries, found.canary_values, list(found.entities)) == ((), 0, ["LOCATION"])


def test_the_most_repeated_are_shown_first_and_the_list_is_bounded() -> None:
    rows = [_finding("SECRET_TOKEN", 100 + n, record) for record in range(140) for n in range(140) if record <= n]
    found = count_values(lambda: rows)
    assert found.canary_values == 139
    assert [row.records for row in found.canaries] == list(range(140, 120, -1))


@pytest.mark.parametrize(
    ("count", "name"),
    [
        (1, "once"),
        (2, "few"),
        (9, "few"),
        (10, "tens"),
        (99, "tens"),
        (100, "hundreds"),
        (1000, "thousands"),
        (10**6, "thousands"),
    ],
)
def test_classes_cover_every_count(count: int, name: str) -> None:
    assert class_of(count).id == name


def test_every_claim_has_its_study_and_every_study_its_source_and_reach() -> None:
    known = {study.id for study in STUDIES}
    assert all(row.studies and set(row.studies) <= known for row in CLASSES)
    assert all(study.url.startswith("https://arxiv.org/abs/") and study.read and study.holds_for for study in STUDIES)
    edges = [(row.least, row.most) for row in CLASSES]
    assert all(most is not None and most + 1 == least for (_, most), (least, _) in itertools.pairwise(edges))
