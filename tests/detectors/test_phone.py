"""Telephone numbers by form, numbering plan and label."""

from __future__ import annotations

import pytest

from auditor.detectors.base import Text
from auditor.detectors.phone import DETECTORS
from auditor.model import Part

(_PHONE,) = DETECTORS


def _values(text: str, language: str = "und", header: str = "") -> list[str]:
    return [text[s.start : s.end] for s in _PHONE.detect([Text(text, language, header)])[0]]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("ruf an: 0171 2345678", "de", "0171 2345678"),
        ("Tel.: 0041 44 668 18 00", "de", "0041 44 668 18 00"),
        ("mon portable 06 12 34 56 78", "fr", "06 12 34 56 78"),
        ("llámame al 612 345 678", "es", "612 345 678"),
        ("chiamami al 347 1234567", "it", "347 1234567"),
        ("bel me op 06-12345678", "nl", "06-12345678"),
        ("zadzwoń: 601 234 567", "pl", "601 234 567"),
        ("my mobile is 07400 123456", "en", "07400 123456"),
        ("text me: 415.867.5309", "en", "415.867.5309"),
        ("+1 (415) 867-5309 ext. 12", "en", "+1 (415) 867-5309 ext. 12"),
        ("ligue para 912 345 678", "pt", "912 345 678"),
        ("mobil 070-123 45 67", "sv", "070-123 45 67"),
    ],
)
def test_numbers_as_people_write_them(text: str, language: str, value: str) -> None:
    assert _values(text, language) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "12345678",
        "2019 2020 2021 2022",
        "a population of 12 345 678",
        "between 1990-2005",
        "10.20.30.40",
        "4539 5787 6362 1486",
        "price 1.234.567,89",
        "lines 100-200-300",
        "(1234567",
    ],
)
def test_numbers_of_other_things(text: str) -> None:
    assert _values(text) == []


def test_a_header_is_a_label() -> None:
    assert _values("5432109", header="phone") == ["5432109"]
    assert _values("5432109") == []


def test_in_paths_and_keys_only_full_numbers_count() -> None:
    assert _PHONE.detect([Text("calls/030 5432109.wav", part=Part.PATH)]) == [[]]
    assert len(_PHONE.detect([Text("+49 30 5432109", part=Part.KEY)])[0]) == 1
