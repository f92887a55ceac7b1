"""What the language model calls a name is trimmed, weighed, or no name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.detectors.ner_filter import COMPANY, ENTITY, SHORT_TEXT, Name, names, sift, trim


def found(marked: str, label: str) -> tuple[str, str, float] | None:
    """Entity, value and score of what stands between guillemets."""
    start, end = marked.index("«"), marked.index("»") - 1
    text = marked.replace("«", "").replace("»", "")
    name = sift(text, start, end, label)
    return None if name is None else (name.entity, text[name.start : name.end], name.score)


@pytest.mark.parametrize(
    ("marked", "value"),
    [
        ("I spoke to «Jane Miller» today", "Jane Miller"),
        ("Ask «Dr. Peter O'Neill's» wife", "Peter O'Neill"),
        ("quoted -- «-- Hanne I. Kreutz»", "Hanne I. Kreutz"),
        ("«Sophie Lang\n    3482 Via» Franscini", "Sophie Lang"),
        ("«JOHN SMITH» called", "JOHN SMITH"),
        ("«María de la Cruz» signed", "María de la Cruz"),
        ("met «eva kleist» yesterday", "eva kleist"),
        ("«McDonald» said so", "McDonald"),
        ("«Rosemary» converted", "Rosemary"),
    ],
)
def test_people(marked: str, value: str) -> None:
    answer = found(marked, "PERSON")

    assert answer is not None
    assert answer[:2] == ("PERSON", value)


@pytest.mark.parametrize(
    "marked",
    [
        "set «GITLAB_TOKEN» first",
        "a «JSON» file",
        "see section «J.6» there",
        "run «Docker» now",
        "the «Marxists» said",
        "use «CosmicRay» here",
        "import «Foo»(bar)",
        "in /home/«Debian»/x",
        "on «Tuesday» we",
        "«Fourth Law of Applied Terror»: read",
        "«Load average» of the host",
        "see Section «Minkler»",
        "Will it? «Will»\nIt will.",
        "at «jane@firm.example» or",
        "«Joe  2000»",
        "«hello»",
        "«X»",
    ],
)
def test_no_people(marked: str) -> None:
    assert found(marked, "PERSON") is None


@pytest.mark.parametrize(
    ("marked", "label"),
    [
        ("lives at 450 «Jana Nerudy» 15", "PERSON"),
        ("on «Gordon Terrace» 4", "PERSON"),
        ("at «Rissik» St Apt 4", "PERSON"),
        ("lives in «Boston».", "GPE"),
        ("moved to the «UK»", "GPE"),
        ("«Waterloo Bridge» at night", "FAC"),
    ],
)
def test_places(marked: str, label: str) -> None:
    answer = found(marked, label)

    assert answer is not None
    assert answer[0] == "LOCATION"


@pytest.mark.parametrize("marked", ["p. «pp»", "a «C.4.2»", "the «Ubuntu» host", "«str->str_pok» x", "an «API»", "«9»"])
def test_no_places(marked: str) -> None:
    assert found(marked, "GPE") is None


def test_a_year_before_a_name_is_no_house_number() -> None:
    answer = found("In 2020 «Jane Miller» left", "PERSON")

    assert answer is not None
    assert answer[0] == "PERSON"


@pytest.mark.parametrize(
    ("marked", "entity"),
    [
        ("My name is «Rubija»", "PERSON"),
        ("Hello «Rémy», how are you", "PERSON"),
        ("writing on behalf of «Vito Verdejo».", "PERSON"),
        ("This is «Acme Widgets Ltd» calling", "ORGANIZATION"),
        ("I work for «Rubija»", "ORGANIZATION"),
        ("Hello «Google», how are you", None),
    ],
)
def test_an_introduction_tells_people_from_firms(marked: str, entity: str | None) -> None:
    answer = found(marked, "ORG")

    assert (answer and answer[0]) == entity


@pytest.mark.parametrize(
    ("marked", "stands"),
    [
        ("on «March 3rd, 1990» we", True),
        ("on «2020-06-20» we", True),
        ("on «5/5/1937» we", True),
        ("«14 of May»", True),
        ("in «1977» we", False),
        ("«next week»", False),
        ("number «4454794511390933»", False),
        ("a «79 year old» man", False),
    ],
)
def test_a_date_has_a_day(marked: str, stands: bool) -> None:
    assert (found(marked, "DATE") is not None) is stands


@pytest.mark.parametrize("marked", ["your «SSN» is", "the «State» said", "in «Docker» we", "«a_b» c", "«section»"])
def test_no_organisations(marked: str) -> None:
    assert found(marked, "ORG") is None


def test_other_labels_are_nothing() -> None:
    assert found("«42»", "CARDINAL") is None
    assert set(ENTITY.values()) == {"PERSON", "LOCATION", "ORGANIZATION", "NRP", "DATE_TIME"}


class TestCompany:
    filler = "The weather was fine and the road was long. " * 20

    def kept(self, text: str, *values: tuple[str, str]) -> list[str]:
        spans = [(text.index(value), text.index(value) + len(value), label) for value, label in values]
        return [text[name.start : name.end] for name in names(text, spans)]

    def test_in_a_short_text_all_stands(self) -> None:
        text = "The Spanish firm Repsol paid on 3 March."

        assert self.kept(text, ("Spanish", "NORP"), ("Repsol", "ORG"), ("3 March", "DATE")) == [
            "Spanish",
            "Repsol",
            "3 March",
        ]

    def test_in_a_long_text_a_firm_alone_is_nobody(self) -> None:
        text = self.filler + "The firm Repsol paid." + self.filler

        assert len(text) > SHORT_TEXT
        assert self.kept(text, ("Repsol", "ORG")) == []

    @pytest.mark.parametrize("company", ["Ana Ruiz left Repsol.", "I work for Repsol."])
    def test_near_a_person_it_counts(self, company: str) -> None:
        text = self.filler + company + self.filler
        spans = [("Repsol", "ORG")] + ([("Ana Ruiz", "PERSON")] if "Ana" in company else [])

        assert "Repsol" in self.kept(text, *spans)

    def test_a_person_far_away_is_no_company(self) -> None:
        text = "Ana Ruiz left. " + self.filler + "The firm Repsol paid. " + self.filler

        assert len(self.filler) > COMPANY
        assert self.kept(text, ("Ana Ruiz", "PERSON"), ("Repsol", "ORG")) == ["Ana Ruiz"]


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60), st.sampled_from(sorted(ENTITY)))
def test_what_stands_lies_inside_what_was_named(text: str, one: int, other: int, label: str) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))

    trimmed = trim(text, start, end)
    name = sift(text, start, end, label)

    assert start <= trimmed[0] <= trimmed[1] <= end
    if name is not None:
        assert start <= name.start < name.end <= end
        assert 0 < name.score < 1
        assert "\n" not in text[name.start : name.end]
        assert isinstance(name, Name)
