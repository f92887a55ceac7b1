"""Art. 9 and 10 content: what counts, how sure, and what is only a word."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from auditor.detectors.base import Text
from auditor.detectors.person_cues import refers_to_person
from auditor.detectors.special import SpecialCategories
from auditor.detectors.special_bodies import DETECTORS as BODIES
from auditor.detectors.special_offences import DETECTORS as OFFENCES
from auditor.model import Part, Span, Status

if TYPE_CHECKING:
    from collections.abc import Callable

_LEXICON = SpecialCategories()


def spans(text: str) -> list[Span]:
    return _LEXICON.detect([Text(text)])[0]


def entities(text: str) -> set[str]:
    return {span.entity for span in spans(text)}


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("He has asthma and uses an inhaler.", "HEALTH"),
        ("Meine Mutter hat Brustkrebs.", "HEALTH"),
        ("Z.n. Cholezystektomie 2019", "HEALTH"),
        ("Elle est séropositive depuis 2015.", "HEALTH"),
        ("Tiene diabetes tipo 2.", "HEALTH"),
        ("È affetto da sclerosi multipla.", "HEALTH"),
        ("She is pregnant with twins.", "HEALTH"),
        ("Er ist schwerbehindert (GdB 50).", "HEALTH"),
        ("Fatma ist Muslimin.", "RELIGION"),
        ("Il est juif pratiquant.", "RELIGION"),
        ("Ana se convirtió al islam.", "RELIGION"),
        ("Sie ist Mitglied der Grünen, genauer: Mitglied der SPD.", "POLITICAL_OPINION"),
        ("Il milite au Parti socialiste.", "POLITICAL_OPINION"),
        ("Está afiliada a Comisiones Obreras.", "TRADE_UNION"),
        ("Elle est déléguée CGT.", "TRADE_UNION"),
        ("Er ist schwul.", "SEXUAL_ORIENTATION"),
        ("Marie est lesbienne.", "SEXUAL_ORIENTATION"),
        ("Er ist kurdischer Herkunft.", "ETHNIC_ORIGIN"),
        ("Tom is an atheist.", "PHILOSOPHICAL_BELIEF"),
    ],
)
def test_statements_about_somebody(text: str, entity: str) -> None:
    assert entity in entities(text)


@pytest.mark.parametrize(
    "text",
    [
        "Catholic church architecture in Spain",
        "The Great Depression began in 1929.",
        "This option is disabled.",
        "Is socialism dead? What is Communist theory?",
        "The union of two sets",
        "a gay marriage debate, the Jewish calendar, Muslim countries",
        "blind to the facts",
        "cancer-free zone",
        "The committee voted. The CNT joined the government.",
    ],
)
def test_words_about_nobody(text: str) -> None:
    assert entities(text) == set()


def test_a_textbook_is_unsure_and_a_patient_is_not() -> None:
    textbook = spans("Diabetes mellitus is a chronic disease.")
    patient = spans("The patient has diabetes mellitus.")
    assert [s.status for s in textbook] == [Status.SUSPECTED]
    assert [s.status for s in patient] == [None]
    assert textbook[0].score < patient[0].score


def test_family_history_and_moods_are_unsure() -> None:
    assert [s.status for s in spans("Family history of breast cancer.")] == [Status.SUSPECTED]
    assert [s.status for s in spans("I am so depressed.")] == [Status.SUSPECTED]


def test_a_denied_diagnosis_is_health_data_still() -> None:
    assert [s.status for s in spans("The patient has no history of diabetes.")] == [None]


def test_substance_use_is_told() -> None:
    assert {s.detail for s in spans("He has been in rehab for alcohol dependence.")} == {"substance_use"}


def test_neighbours_of_one_kind_become_one_span() -> None:
    text = "She takes sertraline 100 mg daily for depression."
    assert [text[s.start : s.end] for s in spans(text)] == ["takes sertraline 100 mg daily for depression"]


def test_keys_and_paths_are_no_content() -> None:
    assert _LEXICON.detect([Text("diabetes", part=Part.KEY)]) == [[]]


def test_case_counts_where_a_list_says_so() -> None:
    assert entities("he has MS") == {"HEALTH"}
    assert entities("he has ms left") == set()


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("Diagnose: F10.2", "substance_use"),
        ("ICD-10: E11.9", "icd10"),
        ("HbA1c: 8.2 %", "lab"),
        ("her fingerprints", "fingerprint"),
        ("a face embedding", "face"),
    ],
)
def test_details_of_codes_and_bodies(text: str, detail: str) -> None:
    assert {s.detail for d in BODIES for s in d.detect([Text(text)])[0]} == {detail}


def test_beliefs_are_no_convictions() -> None:
    assert all(not d.detect([Text("She has the courage of her convictions.")])[0] for d in OFFENCES)


@pytest.mark.parametrize(
    "text",
    [
        "I was diagnosed last year",
        "I'm on sick leave",
        "the patient reports pain",
        "Die Patientin klagt",
        "ich leide an",
        "mon traitement",
        "mi enfermedad",
        "54-year-old man",
    ],
)
def test_references_to_a_person(text: str) -> None:
    assert refers_to_person(text)


@pytest.mark.parametrize(
    "text",
    ["Diabetes is a disease.", "The function returns my_value.", "Install the package.", "Depression der Märkte"],
)
def test_no_reference_to_a_person(text: str) -> None:
    assert not refers_to_person(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["has ", "is a ", "cancer ", "has cancer ", "Green ", "member ", "a-", "İ", "my my ", "diabetes mellitus "]
)
def test_eight_times_the_text_takes_no_more_than_nine_times_the_calls(
    unit: str, calls: Callable[[Callable[[], object]], int]
) -> None:
    short, long = (Text((unit * (size // len(unit) + 1))[:size]) for size in (5_000, 40_000))
    _LEXICON.detect([short])
    assert calls(partial(_LEXICON.detect, [long])) < 9 * calls(partial(_LEXICON.detect, [short])) + 200
