"""The engine: same texts, same spans, whatever the batch, the length, or the number of detectors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from auditor.detectors.base import Settings, Text
from auditor.detectors.engine import OVERLAP, WINDOW, Engine, build
from auditor.detectors.gate import Gate
from auditor.model import Span, Tier
from auditor.taxonomy import load_taxonomy

if TYPE_CHECKING:
    from collections.abc import Sequence

FAST = Settings(tier=Tier.FAST)
MAIL = "jane.doe@hartmann-logistik.de"
TEXTS = [
    Text(f"write to {MAIL} or call +49 30 5432109"),
    Text("nothing here"),
    Text(""),
    Text("IBAN DE02 1203 0000 0000 2020 51, born 04.05.1980"),
    Text("Doe", header="surname"),
]


def _found(text: str, header: str = "") -> list[tuple[str, str]]:
    return [(s.entity, text[s.start : s.end]) for s in build(FAST).detect([Text(text, header=header)])[0]]


def test_finds_and_sorts() -> None:
    assert _found(TEXTS[0].value) == [("EMAIL_ADDRESS", MAIL), ("PHONE_NUMBER", "+49 30 5432109")]
    assert _found(TEXTS[3].value) == [("IBAN_CODE", "DE02 1203 0000 0000 2020 51"), ("DATE_OF_BIRTH", "04.05.1980")]


def test_a_text_does_not_depend_on_its_neighbours() -> None:
    engine = build(FAST)
    together = engine.detect(TEXTS)
    assert together == [engine.detect([text])[0] for text in TEXTS]
    assert engine.detect(TEXTS[::-1]) == together[::-1]


def test_built_once_per_settings() -> None:
    assert build(FAST) is build(Settings(tier=Tier.FAST))


def test_every_tier_holds_the_one_before() -> None:
    fast = {name for name, _ in build(FAST).versions()}
    assert fast
    assert all(detector.tier is Tier.FAST for detector in build(FAST).detectors)
    assert build(FAST).versions() == sorted(build(FAST).versions())


def test_thresholds_are_of_known_entities() -> None:
    taxonomy = load_taxonomy()
    thresholds = build(FAST).thresholds()
    assert thresholds["IBAN_CODE"] == 0.7  # by header
    assert all(0 < score <= 1 and taxonomy.category_of(entity) for entity, score in thresholds.items())


@pytest.mark.parametrize("place", [0, WINDOW - 20, WINDOW - OVERLAP // 2 - 10, WINDOW - OVERLAP, 2 * WINDOW])
def test_a_long_text_is_read_in_windows_and_each_value_found_once(place: int) -> None:
    text = "x " * (place // 2) + f" {MAIL} " + "y " * WINDOW
    assert _found(text) == [("EMAIL_ADDRESS", MAIL)]
    span = build(FAST).detect([Text(text)])[0][0]
    assert text[span.start : span.end] == MAIL


@dataclass(frozen=True)
class _Fake:
    """A detector with a model, a word about its scores, and an entity that no category knows."""

    id: str = "fake"
    version: str = "7"
    tier: Tier = Tier.FAST
    entities: tuple[str, ...] = ("PERSON", "EMAIL")

    def detect(self, texts: Sequence[Text]) -> list[list[Span]]:
        return [[Span(0, 1, "EMAIL", 0.9, "fake"), Span(2, 3, "PERSON", 0.666, "fake")] for _ in texts]

    def models(self) -> list[tuple[str, str, str]]:
        return [("m", "1", "ab")]

    def thresholds(self) -> dict[str, float]:
        return {"PERSON": 0.4}


def test_other_detectors_take_part() -> None:
    engine = Engine((), (_Fake(),), Gate(()))
    assert engine.detect([Text("a b c")]) == [[Span(2, 3, "PERSON", 0.67, "fake")]]
    assert engine.models() == [("m", "1", "ab")]
    assert engine.versions() == [("fake", "7")]
    assert engine.thresholds() == {"PERSON": 0.4}
