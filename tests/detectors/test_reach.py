"""What no model reads is told with its share."""

from __future__ import annotations

import pytest

from auditor.detectors.reach import language_limits, reads
from auditor.model import Tier


@pytest.mark.parametrize(
    ("tier", "language", "read"),
    [
        (Tier.FAST, "en", False),
        (Tier.STANDARD, "en", True),
        (Tier.STANDARD, "und", True),
        (Tier.STANDARD, "de", False),
        (Tier.THOROUGH, "de", True),
        (Tier.THOROUGH, "ja", False),
    ],
)
def test_which_tier_reads_which_language(tier: Tier, language: str, read: bool) -> None:
    assert reads(tier, language) is read


def test_all_is_read_and_nothing_is_said() -> None:
    assert language_limits({"en": 5, "und": 2}, Tier.STANDARD) == []
    assert language_limits({}, Tier.STANDARD) == []


def test_the_share_and_the_languages_are_told() -> None:
    (told,) = language_limits({"en": 60, "de": 30, "fr": 10}, Tier.STANDARD)

    assert told.startswith("In 40.0% of the texts (de 30, fr 10) no model looked for names: the tier standard")


def test_many_languages_are_counted() -> None:
    (told,) = language_limits({"en": 9000, **dict.fromkeys("de fr es it pt nl pl sv".split(), 1)}, Tier.STANDARD)

    assert "less than 0.1%" in told
    assert "and 2 more languages" in told


def test_patterns_alone_say_so() -> None:
    (told,) = language_limits({"en": 1}, Tier.FAST)

    assert told.startswith("Names, places and organisations were not looked for")
