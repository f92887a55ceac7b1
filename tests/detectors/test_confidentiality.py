"""Markings: colours, kinds, and where a word is a marking and where it is not."""

from __future__ import annotations

import pytest

from auditor.detectors.base import Text
from auditor.detectors.confidentiality import DETECTORS, classification, tlp_colour


def found(text: str) -> set[tuple[str, str]]:
    return {(span.entity, span.detail) for detector in DETECTORS for span in detector.detect([Text(text)])[0]}


@pytest.mark.parametrize(
    ("marking", "colour"),
    [
        ("TLP:RED", "red"),
        ("TLP:AMBER", "amber"),
        ("TLP:AMBER+STRICT", "amber_strict"),
        ("TLP: Amber Strict", "amber_strict"),
        ("TLP:GREEN", "green"),
        ("TLP:CLEAR", "clear"),
        ("TLP:WHITE", "clear"),
    ],
)
def test_colours_of_the_traffic_light_protocol(marking: str, colour: str) -> None:
    assert found(f"{marking}\nReport") == {("TLP_MARKING", colour)}
    assert tlp_colour(marking) == colour


def test_a_government_classifies_or_controls() -> None:
    assert found("SECRET//NOFORN\nText") == {("CLASSIFICATION_MARKING", "classified")}
    assert ("CLASSIFICATION_MARKING", "controlled") in found("CUI\nText")
    assert classification("VS-NfD") == "classified"
    assert found("The SECRET of success is work") == set()


@pytest.mark.parametrize(
    "text",
    [
        "STRENG VERTRAULICH",
        "Nur für den internen Gebrauch",
        "Strictement confidentiel",
        "À usage interne",
        "Estrictamente confidencial",
        "Strettamente riservato",
    ],
)
def test_confidentiality_in_several_languages(text: str) -> None:
    assert any(entity == "CONFIDENTIALITY_MARKING" for entity, _ in found(text))


@pytest.mark.parametrize(
    "text",
    [
        "We kept the talks confidential.",
        "Confidential computing protects data in use.",
        "The privileged few",
        "This standard and the agenda",
    ],
)
def test_words_in_sentences_are_no_markings(text: str) -> None:
    assert found(text) == set()


def test_a_disclaimer_of_a_mail_is_told_apart() -> None:
    assert ("CONFIDENTIALITY_MARKING", "disclaimer") in found("This email may contain confidential information.")
