"""The tagger with its referees: who is asked about what, and what several models say together."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from auditor.detectors.base import Settings, Text
from auditor.detectors.referees import ranges
from auditor.detectors.tagged import Tagged
from auditor.detectors.votes import LEAST, Voice, decided
from auditor.detectors.weights import RAMPART
from auditor.model import Tier
from auditor.tagger.tagger import Doubt

needs_models = pytest.mark.skipif(
    any(find_spec(name) is None for name in ("onnxruntime", "tokenizers", RAMPART.package)),
    reason="the referees are not installed: `audit models` tells how",
)


def voice(start: int, end: int, entity: str, worth: float, who: str = "tagger.names") -> Voice:
    return Voice(start, end, entity, worth, who)


class TestVotes:
    def test_two_are_surer_than_one(self) -> None:
        (both,) = decided([voice(0, 9, "PERSON", 0.6), voice(0, 9, "PERSON", 0.6, "spacy.names")])
        (one,) = decided([voice(0, 9, "PERSON", 0.6)])
        assert both.score > one.score >= LEAST

    def test_half_a_belief_alone_is_dropped(self) -> None:
        assert list(decided([voice(0, 9, "PERSON", 0.4)])) == []

    def test_the_kind_with_more_worth_wins(self) -> None:
        (span,) = decided(
            [
                voice(0, 9, "ORGANIZATION", 0.7),
                voice(0, 9, "PERSON", 0.6, "spacy.names"),
                voice(0, 9, "PERSON", 0.6, "rampart.names"),
            ]
        )
        assert (span.entity, span.detector) == ("PERSON", "rampart.names")

    def test_a_place_and_an_address_are_one_kind_and_the_longest_is_taken(self) -> None:
        (span,) = decided([voice(10, 16, "LOCATION", 0.6), voice(0, 16, "ADDRESS", 0.6, "rampart.names")])
        assert (span.start, span.end, span.entity) == (0, 16, "ADDRESS")

    def test_two_names_that_one_model_joined_stay_two(self) -> None:
        spans = list(
            decided(
                [
                    voice(0, 4, "PERSON", 0.9),
                    voice(9, 13, "PERSON", 0.9),
                    voice(0, 13, "PERSON", 0.6, "spacy.names"),
                ]
            )
        )
        assert [(span.start, span.end) for span in spans] == [(0, 4), (9, 13)]

    def test_the_order_of_voices_does_not_matter(self) -> None:
        voices = [voice(0, 4, "PERSON", 0.9), voice(2, 9, "LOCATION", 0.9), voice(8, 12, "PERSON", 0.9, "spacy.names")]
        assert list(decided(voices)) == list(decided(reversed(voices)))


class TestRanges:
    text = Text("One sentence. " * 200, "en")

    def test_the_greatest_doubt_goes_first_and_the_budget_holds(self) -> None:
        doubts = [Doubt(at, at + 100, at / 10_000) for at in range(0, 2800, 100)]
        asked = list(ranges([self.text], [doubts], 0.25))
        assert sum(each.end - each.start for each in asked) <= 0.25 * len(self.text.value)
        assert asked[-1].end == 2800

    def test_everything_or_nothing(self) -> None:
        assert [(each.start, each.end) for each in ranges([self.text], [[]], 1.0)] == [(0, len(self.text.value))]
        assert list(ranges([self.text], [[Doubt(0, 10, 0.9)]], 0.0)) == []

    def test_neighbours_are_asked_about_together(self) -> None:
        asked = list(ranges([Text("Aa bb. Cc dd. Ee ff.")], [[Doubt(0, 6, 0.3), Doubt(7, 13, 0.2)]], 0.9))
        assert [(each.start, each.end) for each in asked] == [(0, 13)]


class TestTagged:
    def test_other_scripts_are_left_to_patterns(self) -> None:
        assert Tagged().detect([Text("Jane Miller", "ru")]) == [[]]
        assert len(Tagged().detect([Text("My name is Jane Miller.", "hu")])[0]) == 1

    def test_standard_names_one_model(self) -> None:
        detector = Tagged().configured(Settings(Tier.STANDARD))
        assert [name for name, _, _ in detector.models()] == ["tagger"]
        assert set(detector.thresholds()) == set(detector.entities)

    @needs_models
    def test_thorough_names_its_referees_and_its_budget(self) -> None:
        detector = Tagged().configured(Settings(Tier.THOROUGH, referees=0.5))
        assert detector.models()[0][0] == "tagger"
        assert len(detector.models()) == 3
        assert detector.version != Tagged().configured(Settings(Tier.THOROUGH, referees=1.0)).version

    @needs_models
    @pytest.mark.slow
    def test_referees_are_heard_and_neighbours_change_nothing(self) -> None:
        texts = [
            Text("ask patricia desrosiers about the bill, or Tobel, near Zizers", "en"),
            Text("Ich wohne bei Frau Annegret Hoffmann in Kiel.", "de"),
            Text("print('hello')", "und"),
        ]
        detector = Tagged().configured(Settings(Tier.THOROUGH, referees=1.0))
        together = detector.detect(texts)
        assert together == [detector.detect([text])[0] for text in texts]
        assert any(span.entity == "PERSON" for span in together[0])
        assert any(span.entity == "PERSON" for span in together[1])
