"""The second model: pieces become names and addresses, and two models together are worth more than one."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.detectors import rampart
from auditor.detectors.agreement import AGREED, agreed
from auditor.detectors.base import Settings, Text
from auditor.detectors.rampart import OVERLAP, WINDOW, Rampart, windows
from auditor.detectors.rampart_spans import Piece, assemble
from auditor.detectors.resolve import resolve
from auditor.detectors.weights import RAMPART
from auditor.errors import MissingExtra
from auditor.model import Part, Span, Tier

needs_model = pytest.mark.skipif(
    any(find_spec(name) is None for name in ("onnxruntime", "tokenizers", RAMPART.package)),
    reason="the second model is not installed: `audit models` tells how",
)


def pieces(text: str, *labelled: tuple[str, str, float]) -> list[Piece]:
    """Pieces that stand one after the other in the text."""
    found, at = [], 0
    for part, label, sure in labelled:
        at = text.index(part, at)
        found.append(Piece(at, at + len(part), label, sure))
        at += len(part)
    return found


def made(text: str, *labelled: tuple[str, str, float]) -> list[tuple[str, str]]:
    return [(each.entity, text[each.start : each.end]) for each in assemble(text, pieces(text, *labelled))]


class TestPieces:
    def test_half_words_become_words_and_words_a_name(self) -> None:
        text = "call Vladimira Springfield now"

        assert made(text, ("Vlad", "GIVEN_NAME", 0.9), ("imira", "GIVEN_NAME", 0.8), ("Spring", "SURNAME", 0.9)) == [
            ("PERSON", "Vladimira Springfield")
        ]

    def test_the_label_with_most_letters_wins(self) -> None:
        text = "in Springfield today"

        assert made(text, ("Sp", "SURNAME", 0.99), ("ringfield", "CITY", 0.99)) == [("LOCATION", "Springfield")]

    def test_an_initial_does_not_part_a_name(self) -> None:
        text = "Ella H. Snider"

        assert made(text, ("Ella", "GIVEN_NAME", 0.9), ("Snider", "SURNAME", 0.9)) == [("PERSON", "Ella H. Snider")]

    def test_a_comma_turns_a_name_and_parts_two_people(self) -> None:
        assert made("Snider, Ella", ("Snider", "SURNAME", 0.9), ("Ella", "GIVEN_NAME", 0.9)) == [
            ("PERSON", "Snider, Ella")
        ]
        assert made("Ella, Margaret", ("Ella", "GIVEN_NAME", 0.9), ("Margaret", "GIVEN_NAME", 0.9)) == [
            ("PERSON", "Ella"),
            ("PERSON", "Margaret"),
        ]

    def test_an_address_is_one_span_over_lines(self) -> None:
        text = "to 228 Ringvej 144\n> Apt. 902\n> Qaqortoq"
        labelled = (
            ("228", "BUILDING_NUMBER", 0.9),
            ("Ringvej", "STREET_NAME", 0.9),
            ("144", "BUILDING_NUMBER", 0.9),
            ("Apt", "SECONDARY_ADDRESS", 0.9),
            ("902", "SECONDARY_ADDRESS", 0.9),
            ("Qaqortoq", "CITY", 0.9),
        )

        assert made(text, *labelled) == [("ADDRESS", text[3:])]

    def test_numbers_beside_a_street_belong_to_it(self) -> None:
        text = "at 5720 Skoanveien 226 FAUSKE NO 8200, they"

        assert made(
            text, ("Skoanveien", "STREET_NAME", 0.9), ("226", "BUILDING_NUMBER", 0.9), ("FAUSKE", "CITY", 0.9)
        ) == [("ADDRESS", "5720 Skoanveien 226 FAUSKE NO 8200")]

    @pytest.mark.parametrize(
        ("text", "labelled"),
        [
            ("room 12", ("12", "BUILDING_NUMBER", 0.99)),
            ("code 12345", ("12345", "ZIP_CODE", 0.99)),
            ("mail a@b.example", ("a", "EMAIL", 0.99)),
            ("perhaps Jane", ("Jane", "GIVEN_NAME", 0.4)),
            ("see Linux here", ("Linux", "GIVEN_NAME", 0.99)),
            ("say hello", ("hello", "GIVEN_NAME", 0.99)),
        ],
    )
    def test_what_is_no_finding(self, text: str, labelled: tuple[str, str, float]) -> None:
        assert made(text, labelled) == []


@given(st.text(alphabet="ab \n", max_size=3000))
def test_windows_answer_for_every_character_once(text: str) -> None:
    owned = [(w.offset, w.first, w.last, w.text) for w in windows(0, text)]

    assert owned[0][1] == 0
    assert owned[-1][2] == len(text)
    for (_, _, last, _), (_, first, _, _) in pairwise(owned):
        assert last == first
    for offset, first, last, part in owned:
        assert text[offset : offset + len(part)] == part
        assert offset <= first <= last <= offset + len(part)
        assert len(part) <= WINDOW
    assert OVERLAP < WINDOW // 2


def span(start: int, end: int, entity: str, detector: str, score: float = 0.6) -> Span:
    return Span(start, end, entity, score, detector)


class TestAgreement:
    def test_one_model_alone_changes_nothing(self) -> None:
        spans = [span(0, 4, "PERSON", "names.titled"), span(2, 9, "ADDRESS", "address.postal")]

        assert agreed(spans) == spans

    def test_an_address_that_is_a_number_and_no_more_goes(self) -> None:
        kept = resolve([span(0, 12, "ADDRESS", "tagger.names"), span(0, 12, "PHONE_NUMBER", "phone", 0.8)])

        assert [each.entity for each in kept] == ["PHONE_NUMBER"]

    def test_what_both_call_a_person_is_worth_more(self) -> None:
        (kept,) = resolve([span(0, 4, "PERSON", "names.titled"), span(0, 9, "PERSON", "tagger.names")])

        assert (kept.start, kept.end, kept.score) == (0, 9, AGREED)

    def test_who_is_introduced_is_no_firm(self) -> None:
        (kept,) = resolve(
            [span(0, 9, "ORGANIZATION", "tagger.names"), span(0, 9, "PERSON", "names.titled", 0.85)],
        )

        assert kept.entity == "PERSON"

    def test_an_address_is_as_long_as_both_together_say(self) -> None:
        (kept,) = resolve(
            [
                span(0, 20, "ADDRESS", "address.postal", 0.85),
                span(10, 40, "ADDRESS", "rampart.names", 0.75),
                span(30, 40, "LOCATION", "spacy.names"),
            ]
        )

        assert (kept.start, kept.end, kept.entity, kept.score) == (0, 40, "ADDRESS", AGREED)

    def test_a_place_that_touches_an_address_is_part_of_it(self) -> None:
        kept = resolve([span(0, 20, "ADDRESS", "address.postal", 0.85), span(18, 30, "LOCATION", "rampart.names")])

        assert [(each.start, each.end, each.entity) for each in kept] == [(0, 30, "ADDRESS")]

    @pytest.mark.parametrize(("number", "rest"), [((40, 52), (0, 40)), ((0, 10), (10, 52)), ((30, 42), (0, 30))])
    def test_an_address_gives_way_to_a_telephone_number(self, number: tuple[int, int], rest: tuple[int, int]) -> None:
        kept = resolve([span(0, 52, "ADDRESS", "rampart.names", 0.75), span(*number, "PHONE_NUMBER", "phone", 0.8)])

        assert {(each.start, each.end, each.entity) for each in kept} == {(*number, "PHONE_NUMBER"), (*rest, "ADDRESS")}

    def test_places_apart_stay_apart(self) -> None:
        places = [span(0, 5, "LOCATION", "rampart.names"), span(9, 12, "LOCATION", "rampart.names")]

        assert resolve(places) == places


def test_a_tier_without_its_model_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rampart, "find_spec", lambda name: None)

    with pytest.raises(MissingExtra) as refused:
        Rampart().configured(Settings(Tier.THOROUGH))

    assert RAMPART.install in refused.value.hint
    assert "[thorough]" in refused.value.hint
    assert Rampart().models() == []


@needs_model
class TestModel:
    def values(self, value: str, language: str, part: Part = Part.VALUE) -> list[tuple[str, str]]:
        return [(s.entity, value[s.start : s.end]) for s in Rampart().detect([Text(value, language, part=part)])[0]]

    @pytest.mark.parametrize(
        ("text", "language", "name"),
        [
            ("Gestern hat Annegret Hoffmann angerufen, bitte melden.", "de", "Annegret Hoffmann"),
            ("Hier, Mathilde Lefebvre a demandé un remboursement.", "fr", "Mathilde Lefebvre"),
            ("La clienta Lucía Fernández pidió una factura nueva.", "es", "Lucía Fernández"),
            ("Il signor Giovanni Esposito ha chiamato ieri sera.", "it", "Giovanni Esposito"),
            ("Yesterday Margaret Whitfield asked for a refund.", "en", "Margaret Whitfield"),
        ],
    )
    def test_names_in_languages_of_latin_script(self, text: str, language: str, name: str) -> None:
        assert ("PERSON", name) in self.values(text, language)

    def test_an_address(self) -> None:
        found = self.values("Please ship it to 48 Alder Lane, Springfield, IL 62704 by Friday.", "en")

        assert found == [("ADDRESS", "48 Alder Lane, Springfield, IL 62704")]

    @pytest.mark.parametrize("language", ["ja", "ru", "el"])
    def test_other_scripts_are_not_read(self, language: str) -> None:
        assert self.values("Margaret Whitfield", language) == []

    def test_numbers_are_left_to_patterns(self) -> None:
        assert self.values("Card 4111 1111 1111 1111, IBAN DE89 3704 0044 0532 0130 00, call 030 901820.", "en") == []

    def test_the_batch_does_not_matter(self) -> None:
        sentence = "Yesterday Margaret Whitfield of 48 Alder Lane, Springfield asked Annegret Hoffmann for a refund. "
        texts = [Text(sentence[i:] * (1 + i % 9), "en") for i in range(0, 60, 3)] + [Text("", "en"), Text("12", "de")]
        alone = [Rampart().detect([text])[0] for text in texts]

        assert Rampart().detect(texts) == alone
        assert Rampart().detect(texts[::-1]) == alone[::-1]

    def test_a_name_at_the_border_of_windows_is_whole(self) -> None:
        for at in range(WINDOW - 80, WINDOW + 20, 7):
            text = "so it was. " * (at // 11) + "Margaret Whitfield called. " + "so it was. " * 60

            assert ("PERSON", "Margaret Whitfield") in self.values(text, "en"), at

    def test_no_code_of_the_carrier_runs_and_nothing_loads_before_it_is_needed(self) -> None:
        program = (
            "import sys\n"
            "from auditor.detectors.rampart import Rampart\n"
            "from auditor.detectors.base import Settings, Text\n"
            "assert not {'onnxruntime', 'tokenizers', 'numpy'} & set(sys.modules)\n"
            "Rampart().configured(Settings()).detect([Text('Margaret Whitfield', 'en')])\n"
            "assert 'onnxruntime' in sys.modules\n"
            f"assert not [name for name in sys.modules if name.startswith(('{RAMPART.package}', 'arcjet', 'huggingface'))]\n"
        )

        subprocess.run([sys.executable, "-c", program], check=True)
