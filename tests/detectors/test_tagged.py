"""The tagger as a detector: single words in lower case are names only where something says so."""

from __future__ import annotations

import pytest

from auditor.detectors.base import Text
from auditor.detectors.tagged import DETECTORS


def entities(text: str) -> list[tuple[str, str]]:
    (spans,) = DETECTORS[0].detect([Text(text)])
    return [(span.entity, text[span.start : span.end]) for span in spans]


@pytest.mark.parametrize(
    "text",
    [
        "name: kettle; price: 24.50; colours: red, blue",
        "The chair arrived late, but it is so comfortable.",
        "hey, can u send me the slides asap?",
        "tomato",
        "basil",
        "fennel",
        "ewe lamb, is the usual answer",
    ],
)
def test_words_in_lower_case_are_no_names(text: str) -> None:
    assert entities(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my sister annika lives next door, ask her", "annika"),
        ("I spoke to Marta Oyelaran about the invoice", "Marta Oyelaran"),
    ],
)
def test_names_stay(text: str, name: str) -> None:
    assert ("PERSON", name) in entities(text)
