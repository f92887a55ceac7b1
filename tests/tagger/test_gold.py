"""The gold of the tagger is what its marked sentences say, and shares nothing with the training templates."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.tagger.build_gold import GOLD, MARKED, built, languages, unmark

TEMPLATES = Path(__file__).parents[2] / "training" / "templates"
ENOUGH = {"en": 300, "de": 300, "fr": 300, "es": 300, "it": 80, "nl": 80, "pt": 80, "pl": 80, "sv": 80}
_SENTENCE = re.compile(r"[.!?»\"”](?=\s+\W?\w)|$")


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("language", ENOUGH)
def test_gold_is_built_from_the_marked_sentences(language: str) -> None:
    for path, content in built(language).items():
        assert path.read_text(encoding="utf-8") == content, "run tests/tagger/build_gold.py"


@pytest.mark.parametrize("language", ENOUGH)
def test_gold_is_large_and_clean(language: str) -> None:
    texts = [row["text"] for row in _rows(GOLD / language / "texts.jsonl")]
    gold = _rows(GOLD / f"{language}.jsonl")
    assert sum(len(_SENTENCE.findall(text)) for text in texts) >= ENOUGH[language]
    assert len(set(texts)) == len(texts)
    assert not any(re.search(r"\[[A-Z]:", text) for text in texts)
    assert len({row["record"] for row in gold}) < len(texts) * 0.9, "a tenth names nobody and nothing"
    for row in gold:
        value = texts[row["record"]][row["start"] : row["end"]]
        assert value == value.strip() != ""
        assert (row["entity"] == "PERSON") == ("person" in row)


@pytest.mark.parametrize("language", ENOUGH)
def test_gold_is_apart_from_training(language: str) -> None:
    loaded = yaml.safe_load((TEMPLATES / f"{language}.yaml").read_text(encoding="utf-8"))
    trained = {line.strip() for text in loaded["negatives"] for line in text.splitlines()}
    assert not trained & {row["text"] for row in _rows(GOLD / language / "texts.jsonl")}


def test_every_marked_file_is_tested() -> None:
    assert languages() == sorted(ENOUGH)
    assert all(path.suffix == ".txt" for path in MARKED.iterdir())


def test_marks_become_offsets() -> None:
    assert unmark("ask [P:Jo] in [L:Ely]") == ("ask Jo in Ely", [(4, 6, "P"), (10, 13, "L")])
