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
        (Tier.STANDARD, "de", True),
        (Tier.STANDARD, "ru", False),
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
    (told,) = language_limits({"en": 60, "ru": 30, "ja": 10}, Tier.STANDARD)

    assert told.startswith("In 40.0% of the texts (ru 30, ja 10) no model looked for names: the tier standard")


def test_a_language_without_figures_is_told() -> None:
    (told,) = language_limits({"en": 50, "de": 10, "hu": 40}, Tier.STANDARD)

    assert told.startswith("In 40.0% of the texts (hu 40) names were looked for by a model that was not measured")


def test_many_languages_are_counted() -> None:
    (told,) = language_limits({"en": 9000, **dict.fromkeys("ru uk bg sr el ar he hi".split(), 1)}, Tier.STANDARD)

    assert "less than 0.1%" in told
    assert "and 2 more languages" in told


def test_patterns_alone_say_so() -> None:
    (told,) = language_limits({"en": 1}, Tier.FAST)

    assert told.startswith("Names, places and organisations were not looked for")
