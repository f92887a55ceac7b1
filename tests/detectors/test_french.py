"""The French model: what of its spans counts, and that its absence takes nothing away."""

from __future__ import annotations

import pytest

from auditor.detectors.base import Settings, Text
from auditor.detectors.french import French, spans_of
from auditor.detectors.weights import FRENCH, MODELS, is_installed
from auditor.model import Tier


@pytest.mark.parametrize(
    ("text", "name", "kept", "score"),
    [
        ("avec Mme Jeanne Garnier hier", "Mme Jeanne Garnier", "Jeanne Garnier", 0.75),
        ("vu par M. Diallo,", "M. Diallo,", "Diallo", 0.55),
        ("Le Dr Anne Le Goff opère", "Dr Anne Le Goff", "Anne Le Goff", 0.75),
    ],
)
def test_a_person_counts_without_a_title(text: str, name: str, kept: str, score: float) -> None:
    start = text.index(name)
    (span,) = spans_of(text, 100, (start, start + len(name), "PER"))
    assert (text[span.start - 100 : span.end - 100], span.entity, span.score) == (kept, "PERSON", score)


@pytest.mark.parametrize(
    ("text", "label"),
    [("Bonjour", "PER"), ("le tribunal", "PER"), ("Garnier\nSA", "PER"), ("Paris", "LOC"), ("CGT", "ORG")],
)
def test_what_is_no_person_does_not_count(text: str, label: str) -> None:
    assert not list(spans_of(text, 0, (0, len(text), label)))


def test_other_languages_are_not_read() -> None:
    texts = [Text("Jean Garnier", "en"), Text("Juan García", "es"), Text("", "fr")]
    assert French().detect(texts) == [[], [], []]


def test_without_the_model_the_tier_says_nothing_of_it() -> None:
    detector = French().configured(Settings(tier=Tier.THOROUGH))
    assert bool(detector.models()) is is_installed(FRENCH)
    if not is_installed(FRENCH):
        assert detector.detect([Text("Jean Garnier habite à Lyon.", "fr")]) == [[]]


def test_the_model_is_listed_with_its_licence_and_the_extra_that_brings_it() -> None:
    assert FRENCH in MODELS
    assert "LGPL-LR" in FRENCH.licence
    assert "[fr]" in FRENCH.install
