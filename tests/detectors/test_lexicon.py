"""Looking words up: case, beginnings, endings, gaps, places."""

from __future__ import annotations

from auditor.detectors.lexicon import Lexicon, fold

_WORDS = Lexicon.of(
    (word, word)
    for word in [
        "cancer",
        "Green Party",
        "MS",
        "GdB",
        "diabet*",
        "*krebs",
        "ver di",
        "type 2 diabetes",
        "crohn s",
        "**",
        "",
    ]
)


def found(text: str) -> list[tuple[str, str]]:
    return sorted((text[start:end], meaning) for start, end, meaning in _WORDS.find(text))


def test_case_as_the_list_writes_it() -> None:
    assert found("CANCER Cancer") == [("CANCER", "cancer"), ("Cancer", "cancer")]
    assert found("green party") == []
    assert found("Green Party GREEN PARTY") == [("GREEN PARTY", "Green Party"), ("Green Party", "Green Party")]
    assert found("MS ms GdB gdb") == [("GdB", "GdB"), ("MS", "MS")]


def test_beginnings_and_endings() -> None:
    assert found("Diabetiker mit Darmkrebs") == [("Darmkrebs", "*krebs"), ("Diabetiker", "diabet*")]


def test_gaps_between_the_words_of_a_phrase() -> None:
    assert ("ver.di", "ver di") in found("bei ver.di")
    assert ("type 2\ndiabetes", "type 2 diabetes") in found("type 2\ndiabetes")
    assert ("Crohn's", "crohn s") in found("Crohn's")
    assert found("ver. Di") == []
    assert found("ver, the other word, di") == []


def test_whole_words_only() -> None:
    assert found("precancerous cancers") == []


def test_places_hold_where_lower_case_is_longer() -> None:
    assert len(fold("İİ Cancer")) == len("İİ Cancer")
    assert found("İİ Cancer") == [("Cancer", "cancer")]
