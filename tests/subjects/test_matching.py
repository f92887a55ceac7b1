"""One person in texts: what is taken for the person, how surely, and why; and what is not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.subjects import hits
from auditor.subjects.hits import Strength
from auditor.subjects.matching import Matcher
from auditor.subjects.person import person_of
from auditor.subjects.spelling import is_near, spellings

PERSON = person_of(
    [
        ("name", "Anna Maria Müller"),
        ("email", "anna.mueller+shop@web-post.example"),
        ("phone", "+49 30 1234567"),
        ("id", "KD-2024-0815"),
        ("birth", "1984-03-07"),
    ]
)
EXACT, VARIANT, POSSIBLE = Strength.EXACT, Strength.VARIANT, Strength.POSSIBLE


def _found(text: str) -> list[tuple[str, Strength, str]]:
    return [(text[h.start : h.end], h.strength, h.why) for h in Matcher(PERSON).in_text(text)]


@pytest.mark.parametrize(
    ("text", "value", "strength", "why"),
    [
        ("Call Anna Maria Müller today", "Anna Maria Müller", EXACT, hits.SAME),
        ("ANNA MARIA MÜLLER", "ANNA MARIA MÜLLER", EXACT, hits.SAME),
        ("Müller, Anna Maria (Berlin)", "Müller, Anna Maria", VARIANT, hits.LAST_FIRST),
        ("Anna Müller kam", "Anna Müller", VARIANT, hits.LEFT_OUT),
        ("Anna M. Müller kam", "Anna M. Müller", VARIANT, hits.LEFT_OUT),
        ("Anna Maria Mueller", "Anna Maria Mueller", VARIANT, hits.SPELLING),
        ("Anna Maria Muller", "Anna Maria Muller", VARIANT, hits.SPELLING),
        ("Anna Maria Mu\u0308ller", "Anna Maria Mu\u0308ller", EXACT, hits.SAME),
        ("Anna Müllers Vertrag", "Anna Müllers", VARIANT, hits.INFLECTED),
        ("Anna Maria Mülller", "Anna Maria Mülller", VARIANT, hits.TYPO),
        ("anna_mueller_2024.pdf", "anna_mueller", VARIANT, hits.SPELLING),
        ("A. Müller schrieb", "A. Müller", POSSIBLE, hits.INITIAL),
        ("Müller, A. schrieb", "Müller, A", POSSIBLE, hits.INITIAL),
        ("Frau Müller schrieb", "Müller", POSSIBLE, hits.SURNAME),
        ("login amueller", "amueller", POSSIBLE, hits.JOINED),
        ("to Anna.Mueller+shop@web-post.example.", "Anna.Mueller+shop@web-post.example", EXACT, hits.SAME),
        ("annamueller@web-post.example", "annamueller@web-post.example", VARIANT, hits.TAGGED),
        ("anna.mueller (at) web-post (dot) example", "anna.mueller (at) web-post (dot) example", VARIANT, hits.TAGGED),
        ("anna.mueller@other.example", "anna.mueller@other.example", POSSIBLE, hits.OTHER_DOMAIN),
        ("mueller.a@firm.example", "mueller.a@firm.example", POSSIBLE, hits.OWN_NAME),
        ("Tel. +49 30 1234567", "+49 30 1234567", EXACT, hits.SAME),
        ("Tel. +49 (0)30 / 123 45 67", "+49 (0)30 / 123 45 67", VARIANT, hits.SEPARATED),
        ("Tel. 030-1234567", "030-1234567", VARIANT, hits.NATIONAL),
        ("Kunde KD-2024-0815", "KD-2024-0815", EXACT, hits.SAME),
        ("Kunde kd 2024 0815!", "kd 2024 0815", VARIANT, hits.SEPARATED),
        ("geb. 07.03.1984", "07.03.1984", POSSIBLE, hits.DATE),
        ("born 3/7/84", "3/7/84", POSSIBLE, hits.DATE),
        ("geb. am 7. März 1984", "7. März 1984", POSSIBLE, hits.DATE),
        ("born March 7th, 1984", "March 7th, 1984", POSSIBLE, hits.DATE),
    ],
)
def test_a_variant_is_found_with_its_strength(text: str, value: str, strength: Strength, why: str) -> None:
    assert (value, strength, why) in _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Schmidt rief an.",
        "der müller mahlt",
        "Muell und Anna-Lena Schulz",
        "anna@web-post.example",
        "+33 30 1234567",
        "KD-2024-08155",
        "version 7.3.19841",
        "Am 8.3.1984",
    ],
)
def test_others_are_left_alone(text: str) -> None:
    assert [row for row in _found(text) if row[1] is not Strength.HINT] == []


def _strengths(*texts: str) -> list[list[tuple[Strength, str]]]:
    return [[(hit.strength, hit.why) for hit in own] for own in Matcher(PERSON).in_record(texts)]


def test_weak_places_count_beside_a_sure_one_and_fall_away_alone() -> None:
    assert _strengths("Anna Müller rief an. Anna will Geld, sagt Frau Müller.") == [
        [(VARIANT, hits.LEFT_OUT), (VARIANT, hits.BESIDE), (VARIANT, hits.BESIDE)]
    ]
    assert _strengths("Anna will Geld.") == [[]]


def test_far_away_in_a_long_text_is_not_beside() -> None:
    text = "Anna Müller" + " und so fort" * 600 + " Frau Müller"
    assert [grade[0] for grade in _strengths(text)[0]] == [VARIANT, POSSIBLE]


def test_given_name_and_surname_in_two_columns_are_the_name() -> None:
    assert _strengths("Anna", "Müller", "Berlin") == [[(VARIANT, hits.TWO_FIELDS)], [(VARIANT, hits.TWO_FIELDS)], []]
    assert _strengths("Peter", "Müller") == [[], [(POSSIBLE, hits.SURNAME)]]


def test_surname_and_date_of_birth_together_are_more_than_each() -> None:
    assert _strengths("Müller", "1984-03-07") == [[(VARIANT, hits.WITH_DATE)], [(VARIANT, hits.WITH_DATE)]]


def test_nothing_shows_a_value() -> None:
    shown = repr(Matcher(PERSON)) + repr(PERSON) + repr(PERSON.names)
    assert not any(word in shown.casefold() for word in ("müller", "mueller", "anna", "1234567", "0815", "1984"))


def test_typing_errors_are_one_step() -> None:
    assert all(is_near("weber", near) for near in ("webber", "wever", "ewber", "webex", "wbeer"))
    assert not any(is_near("weber", far) for far in ("weber", "wbeex", "webebber", "bewer"))
    assert not is_near("koch", "koch" + "s")


@given(st.text(max_size=30))
def test_a_spelling_is_found_from_every_form_of_itself(word: str) -> None:
    for form in spellings(word):
        assert spellings(form) & spellings(word) or not form


@given(st.text(max_size=200))
def test_no_text_breaks_it_and_places_are_inside_and_apart(text: str) -> None:
    end = 0
    for hit in Matcher(PERSON).in_text(text):
        assert end <= hit.start < hit.end <= len(text)
        end = hit.end


@pytest.mark.parametrize("piece", ["a", "1", "1 ", "@", "a@", "(at)", "müller ", "anna ", "K D ", "7."])
def test_no_text_takes_long(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    started = time.process_time()
    Matcher(PERSON).in_text(text)
    assert time.process_time() - started < 5
