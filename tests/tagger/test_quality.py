"""The gate of quality: on our own samples the tagger finds no less, and is no less right, than when it was released.

Figures are by overlap and entity, places and addresses together. Recall may not drop by more than a point; a new
release that finds more raises the figures here.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from auditor.detectors.base import Text
from auditor.detectors.tagged import Tagged

GOLD = Path(__file__).parent / "gold"
#: Entity -> (precision, recall) at release, tagger 1.0.0.
RELEASED: dict[str, dict[str, tuple[float, float]]] = {
    "de": {"PERSON": (0.837, 0.774), "LOCATION": (0.88, 0.66)},
    "en": {"PERSON": (0.901, 0.782), "LOCATION": (0.721, 0.807)},
    "es": {"PERSON": (0.805, 0.816), "LOCATION": (0.804, 0.714)},
    "fr": {"PERSON": (0.778, 0.834), "LOCATION": (0.736, 0.66)},
    "it": {"PERSON": (0.778, 0.71), "LOCATION": (0.818, 0.562)},
    "nl": {"PERSON": (0.725, 0.769), "LOCATION": (0.714, 0.706)},
    "pl": {"PERSON": (0.676, 0.727), "LOCATION": (0.867, 0.419)},
    "pt": {"PERSON": (0.651, 0.606), "LOCATION": (0.72, 0.545)},
    "sv": {"PERSON": (0.671, 0.788), "LOCATION": (0.842, 0.5)},
}
SLACK = 0.01
_KIND = {"ADDRESS": "LOCATION"}


def measured(language: str) -> dict[str, tuple[float, float]]:
    """Precision and recall by entity, decoys left out."""
    texts = [json.loads(line)["text"] for line in (GOLD / language / "texts.jsonl").read_text("utf-8").splitlines()]
    gold: dict[int, list[tuple[int, int, str]]] = {}
    for line in (GOLD / f"{language}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row.get("group") != "decoy":
            entity = _KIND.get(row["entity"], row["entity"])
            gold.setdefault(row["record"], []).append((row["start"], row["end"], entity))
    counts: Counter[tuple[str, str]] = Counter()
    for record, spans in enumerate(Tagged().detect([Text(text, language) for text in texts])):
        said = [(span.start, span.end, _KIND.get(span.entity, span.entity)) for span in spans]
        _count(counts, "found", "gold", gold.get(record, []), said)
        _count(counts, "right", "said", said, gold.get(record, []))
    return {
        entity: (
            round(counts["right", entity] / max(1, counts["said", entity]), 3),
            round(counts["found", entity] / max(1, counts["gold", entity]), 3),
        )
        for entity in ("PERSON", "LOCATION")
    }


def _count(
    counts: Counter[tuple[str, str]],
    hit: str,
    every: str,
    spans: list[tuple[int, int, str]],
    others: list[tuple[int, int, str]],
) -> None:
    for start, end, entity in spans:
        counts[every, entity] += 1
        counts[hit, entity] += any(a < end and start < b and kind == entity for a, b, kind in others)


@pytest.mark.slow
@pytest.mark.parametrize("language", sorted(RELEASED))
def test_nothing_is_found_less_often_than_at_release(language: str) -> None:
    for entity, (precision, recall) in measured(language).items():
        least_precision, least_recall = RELEASED[language][entity]
        assert recall >= least_recall - SLACK, f"{entity} recall {recall}, was {least_recall}"
        assert precision >= least_precision - 2 * SLACK, f"{entity} precision {precision}, was {least_precision}"
