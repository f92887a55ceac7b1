"""Token counts for each family of models, offline."""

from __future__ import annotations

import time

import pytest

from auditor.cost.estimate import Status
from auditor.cost.tokens import NOTHING_COUNTED, TokenCounter, count, count_tokens, family_of

GERMAN = "Die Datenschutz-Grundverordnung verlangt eine Rechtsgrundlage für jede Verarbeitung personenbezogener Daten. "


def test_known_counts() -> None:
    assert count("hello world", "cl100k") == 2
    assert count("hello world", "o200k") == 2
    assert count("<|endoftext|>", "o200k") > 1  # plain text, never a control token


def test_one_count_for_all_would_mislead_german_comparisons() -> None:
    counts = count_tokens([GERMAN * 20])
    newer, older = counts.of("o200k").value.number, counts.of("llama3").value.number
    assert older / newer > 1.25


@pytest.mark.parametrize(
    ("model", "family"),
    [
        ("gpt-6.1-sol", "o200k"),
        ("gpt-4", "cl100k"),
        ("gpt-4-turbo", "cl100k"),
        ("gpt-4o-mini", "o200k"),
        ("gpt-oss-20b", "o200k"),
        ("anthropic.claude-sonnet-5-5", "claude"),
        ("gemini-3.6-flash", "gemini"),
        ("mistral-large-2512", "mistral"),
        ("meta-llama/Llama-3.1-8B", "llama3"),
        ("some-model", "other"),
        (None, "other"),
    ],
)
def test_families(model: str | None, family: str) -> None:
    assert family_of(model) == family


def test_a_tokenizer_that_is_not_public_is_a_range_and_says_so() -> None:
    counts = count_tokens([GERMAN])
    assert counts.of("o200k").origin.status is Status.MEASURED
    claude = counts.of("claude")
    assert claude.origin.status is Status.DERIVED
    assert "not public" in claude.origin.note
    assert claude.low.number < claude.value.number < claude.high.number


def test_factors_between_families() -> None:
    counts = count_tokens([GERMAN * 5])
    assert counts.factor("o200k", "o200k").fixed
    assert counts.factor("cl100k", "o200k").value.number == pytest.approx(
        counts.counts["cl100k"] / counts.counts["o200k"]
    )
    assert NOTHING_COUNTED.factor("claude", "o200k").origin.status is Status.ASSUMED


def test_without_text_the_length_gives_a_wide_range() -> None:
    counter = TokenCounter()
    counter.characters = 4_000
    known = counter.result().of("o200k")
    assert (known.low.number, known.value.number, known.high.number) == (800.0, 1000.0, 2000.0)


def test_large_data_are_counted_in_part_and_scaled() -> None:
    counter = TokenCounter(limit=len(GERMAN) * 10)
    for _ in range(200):
        counter.add(GERMAN)
    counts = counter.result()
    assert counts.counted_characters < counts.characters == 200 * len(GERMAN)
    whole = counts.of("o200k")
    assert whole.origin.status is Status.DERIVED
    assert whole.value.number == pytest.approx(200 * count(GERMAN, "o200k"), rel=0.001)
    assert not whole.fixed


def test_a_run_without_end_takes_no_time_without_end() -> None:
    started = time.perf_counter()
    assert count("a" * 50_000, "o200k") > 5_000
    assert count(" " * 50_000, "o200k") > 100
    assert time.perf_counter() - started < 20
