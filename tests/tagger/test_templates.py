"""The training templates: every file parses, every slot is known, and no two texts are the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

TEMPLATES = Path(__file__).parents[2] / "training" / "templates"
LANGUAGES = {"en": 100, "de": 80, "fr": 80, "es": 80, "it": 25, "nl": 25, "pt": 25, "pl": 25, "sv": 25}
SLOTS = set(
    "PERSON FIRST LAST ADDRESS STREET POSTCODE_TOWN LOCATION ORGANIZATION DATE PHONE EMAIL NUMBER PRODUCT".split()
)
_SLOT = re.compile(r"\{([A-Z_]+)\}")


def _load(language: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((TEMPLATES / f"{language}.yaml").read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_templates_with_known_slots(language: str) -> None:
    loaded = _load(language)
    assert loaded["language"] == language
    assert loaded["locales"]
    texts = [row["text"] for row in loaded["templates"]]
    assert len(texts) >= LANGUAGES[language]
    assert all(set(row) == {"kind", "text"} for row in loaded["templates"])
    found = {slot for text in texts for slot in _SLOT.findall(text)}
    assert found == SLOTS
    assert all(_SLOT.search(text) for text in texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_negatives_have_no_slots_and_nothing_stands_twice(language: str) -> None:
    loaded = _load(language)
    assert len(loaded["negatives"]) >= 10
    assert not any(_SLOT.search(text) for text in loaded["negatives"])
    everything = loaded["negatives"] + [row["text"] for row in loaded["templates"]]
    assert len(set(everything)) == len(everything)
