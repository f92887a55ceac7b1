"""The catalogues of report texts: complete in every language, and clean."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from auditor.reports.catalogue import languages, texts
from auditor.reports.wording import forbidden_phrases
from auditor.yaml_io import load_yaml

POLICIES = Path(__file__).parents[2] / "policies"


@pytest.mark.parametrize("language", languages())
def test_every_language_has_every_text_with_the_same_values(language: str) -> None:
    english, other = texts("en").entries, texts(language).entries
    assert set(other) == set(english)
    slots = {key: set(re.findall(r"{(\w+)}", text)) for key, text in english.items()}
    assert {key: set(re.findall(r"{(\w+)}", text)) for key, text in other.items()} == slots


@pytest.mark.parametrize("language", languages())
def test_no_text_says_what_is_forbidden(language: str) -> None:
    assert {key: found for key, text in texts(language).entries.items() if (found := forbidden_phrases(text))} == {}


def test_every_category_and_legal_class_has_a_word() -> None:
    rows = load_yaml(POLICIES / "taxonomy.yaml")["categories"]
    undetected = {"anonymous", "synthetic", "hipaa18"}
    missing = [
        row["id"] for row in rows if row["id"] not in undetected and f"category.{row['id']}" not in texts("en").entries
    ]
    assert missing == []


def test_everyone_who_is_asked_has_a_word() -> None:
    people = {row["who"] for row in load_yaml(POLICIES / "declaration.yaml")["declared"].values()}
    assert {who for who in people if f"who.{who}" not in texts("en").entries} == set()


def test_values_are_not_read_as_templates() -> None:
    assert texts("en")("decision.and_more", named="{0.__class__}", n=1) == "{0.__class__} and 1 more"
