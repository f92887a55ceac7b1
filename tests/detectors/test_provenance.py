"""Hints of where a text comes from."""

from __future__ import annotations

import pytest

from auditor.detectors.base import Text
from auditor.detectors.provenance import DETECTORS, vendor_of


def details(text: str) -> set[tuple[str, str]]:
    return {(s.entity, s.detail) for d in DETECTORS for s in d.detect([Text(text)])[0]}


@pytest.mark.parametrize(
    ("value", "vendor"),
    [
        ("gpt-4o-2024-08-06", "openai"),
        ("o3-mini", "openai"),
        ("claude-sonnet-4", "anthropic"),
        ("gemini-2.5-pro", "google"),
        ("mixtral-8x7b", "mistral"),
        ("deepseek-r1", "deepseek"),
        ("meta-llama/Llama-3-70b", "meta"),
        ("some-model", "other"),
    ],
)
def test_the_vendor_of_a_name(value: str, vendor: str) -> None:
    assert vendor_of(value) == f"envelope:{vendor}"


def test_phrases_and_envelopes_are_told_apart() -> None:
    assert details("As an AI language model, I can't.") == {("MODEL_OUTPUT", "phrase")}
    assert details("claude-opus-4") == {("MODEL_OUTPUT", "envelope:anthropic")}


def test_reservations_by_machine_and_in_words() -> None:
    assert details("tdm-reservation: 1") == {("TDM_RESERVATION", "machine")}
    assert details("Text und Data Mining bleiben vorbehalten.") == {("TDM_RESERVATION", "words")}
    assert details("tdm-reservation: 0") == set()
