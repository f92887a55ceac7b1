"""The organisation's own words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from auditor.detectors.base import Settings, Terms, Text
from auditor.detectors.terms import TermDetector
from auditor.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def found(terms: Terms, text: str) -> list[tuple[str, str, str]]:
    spans = TermDetector().configured(Settings(terms=terms)).detect([Text(text)])[0]
    return [(text[s.start : s.end], s.entity, s.detail) for s in spans]


def test_without_terms_the_detector_stays_as_it_is() -> None:
    detector = TermDetector()
    assert detector.configured(Settings()) is detector
    assert detector.detect([Text("Bluefin")]) == [[]]


def test_names_count_as_written_and_in_capitals() -> None:
    terms = Terms(codenames=("Bluefin",), customers=("Northbridge Clinics",), products=("C++ Toolbox",))
    text = "Bluefin BLUEFIN bluefin Bluefins, Northbridge  Clinics, the C++ Toolbox."
    assert found(terms, text) == [
        ("Bluefin", "PROJECT_CODENAME", "codename"),
        ("BLUEFIN", "PROJECT_CODENAME", "codename"),
        ("Northbridge  Clinics", "PROJECT_CODENAME", "customer"),
        ("C++ Toolbox", "PROJECT_CODENAME", "product"),
    ]


def test_the_longest_term_wins() -> None:
    assert found(Terms(codenames=("Blue", "Blue Fin Tuna")), "Blue Fin Tuna, Blue Fin") == [
        ("Blue Fin Tuna", "PROJECT_CODENAME", "codename"),
        ("Blue", "PROJECT_CODENAME", "codename"),
    ]


def test_domains_are_hosts_or_addresses() -> None:
    terms = Terms(internal_domains=("corp.example.eu",))
    text = "git.corp.example.eu and https://wiki.corp.example.eu/p/1 not corp.example.europe or xcorp.example.eu"
    assert found(terms, text) == [
        ("git.corp.example.eu", "INTERNAL_HOST", "domain"),
        ("https://wiki.corp.example.eu/p/1", "INTERNAL_URL", "domain"),
    ]


def test_patterns_and_files(tmp_path: Path) -> None:
    file = tmp_path / "terms.txt"
    file.write_text("# ours\n\nRedwood Plan\n", encoding="utf-8-sig")
    terms = Terms(regex=(("part", "XZ-[0-9]{6}", "CUSTOMER_ID"),), files=((str(file), "PROJECT_CODENAME"),))
    assert found(terms, "XZ-123456 in the Redwood Plan") == [
        ("Redwood Plan", "PROJECT_CODENAME", "file"),
        ("XZ-123456", "CUSTOMER_ID", "regex"),
    ]


@pytest.mark.parametrize(
    "terms",
    [
        Terms(regex=(("bad", "(", "CUSTOMER_ID"),)),
        Terms(regex=(("bad", "x", "MADE_UP"),)),
        Terms(files=(("/nowhere/terms.txt", "CUSTOMER_ID"),)),
    ],
)
def test_what_is_wrong_is_said(terms: Terms) -> None:
    with pytest.raises(ConfigError) as caught:
        TermDetector().configured(Settings(terms=terms))
    assert caught.value.hint
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


@pytest.mark.slow
def test_a_hundred_thousand_terms_cost_as_much_as_ten(
    tmp_path: Path, calls: Callable[[Callable[[], object]], int]
) -> None:
    def work(count: int) -> int:
        file = tmp_path / f"{count}.txt"
        file.write_text("\n".join(f"Firm {n:x} Holding {n}" for n in range(count)), encoding="utf-8")
        detector = TermDetector().configured(Settings(terms=Terms(files=((str(file), "PROJECT_CODENAME"),))))
        text = Text("We wrote to Firm 5 Holding 5 about the contract of last year. " * 500)
        assert len(detector.detect([text])[0]) == 500
        return calls(partial(detector.detect, [text]))

    assert work(100_000) < 2 * work(10)
