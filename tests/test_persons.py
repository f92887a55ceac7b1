"""Private and public people: evidence on both sides, and what is not clear stays open."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from auditor.model import Field, Person, Record, Span
from auditor.persons import NAMES, key_of, renown, with_persons

GOLD = Path(__file__).parent / "tagger" / "gold"
_PRIVATE, _PUBLIC, _UNCLEAR = Person.PRIVATE, Person.PUBLIC, Person.UNCLEAR


def _look(text: str, *names: str, header: str = "", contact: str = "") -> list[Person | None]:
    spans = [_span(text, name, "PERSON") for name in names]
    if contact:
        spans.append(_span(text, contact, "EMAIL_ADDRESS"))
    record = Record("x", 0, (Field("text", text, header=header),))
    return [span.person for span in with_persons(record, [spans])[0]]


def _span(text: str, name: str, entity: str) -> Span:
    start = text.rindex(name)
    return Span(start, start + len(name), entity, 0.9, "test")


@pytest.mark.parametrize(
    ("text", "name", "person"),
    [
        ("The symphony by Gustav Mahler lasts long", "Gustav Mahler", _PUBLIC),
        ("who was GUSTAV MAHLER?", "GUSTAV MAHLER", _PUBLIC),
        ("Frédéric Chopin's preludes", "Frédéric Chopin", _PUBLIC),
        ("Goethes Gedichte", "Goethes", _PUBLIC),
        ("the story of Arthur B. Rimbaud", "Arthur B. Rimbaud", _PUBLIC),
        ("Hosea Blewett (1741-1803) kept bees", "Hosea Blewett", _PUBLIC),
        ("we mourn Hosea Blewett (1941-2013)", "Hosea Blewett", _UNCLEAR),
        ("the poet Hosea Blewett (1941-2013) kept bees", "Hosea Blewett", _PUBLIC),
        ("Dear Tamsin Orchard, your parcel", "Tamsin Orchard", _PRIVATE),
        ("Sehr geehrte Frau Orchard", "Orchard", _PRIVATE),
        ("ma voisine Tamsin est partie", "Tamsin", _PRIVATE),
        ("Tamsin Orchard and the weather", "Tamsin Orchard", _UNCLEAR),
        ("Newton left at nine", "Newton", _PUBLIC),
        ("Hughes left at nine", "Hughes", _UNCLEAR),
        ("the poet Hughes", "Hughes", _PUBLIC),
        ("Dear Newton, how are you", "Newton", _UNCLEAR),
        ("Dear Hughes, how are you", "Hughes", _PRIVATE),
        ("Dear Frida Kahlo, your invoice", "Frida Kahlo", _UNCLEAR),
    ],
)
def test_surroundings_decide(text: str, name: str, person: Person) -> None:
    assert _look(text, name) == [person]


def test_contact_data_and_columns_speak_for_a_private_person() -> None:
    text = "Tamsin Orchard, t.orchard@mail.example"
    assert _look(text, "Tamsin Orchard", contact="t.orchard@mail.example")[0] is _PRIVATE
    assert _look("Tamsin Orchard", "Tamsin Orchard", header="customer_name") == [_PRIVATE]
    assert _look("Tamsin Orchard", "Tamsin Orchard", header="weather") == [_UNCLEAR]
    assert _look("Victor Hugo", "Victor Hugo", header="author") == [_PUBLIC]


def test_a_namesake_with_contact_data_is_not_called_public() -> None:
    text = "my colleague Frida Kahlo, f.kahlo@mail.example"
    assert _look(text, "Frida Kahlo", contact="f.kahlo@mail.example")[0] is _UNCLEAR


def test_a_row_of_a_table_counts_as_one_place() -> None:
    fields = (Field("who", "Tamsin Orchard"), Field("mail", "t@mail.example"))
    spans = [[Span(0, 14, "PERSON", 0.9, "test")], [Span(0, 14, "EMAIL_ADDRESS", 0.9, "test")]]
    assert with_persons(Record("x", 0, fields, shape="table"), spans)[0][0].person is _PRIVATE
    assert with_persons(Record("x", 0, fields), spans)[0][0].person is _UNCLEAR


def test_half_a_name_is_the_person_of_the_whole_name() -> None:
    assert _look("My wife Tamsin Orchard is here. Later Tamsin left", "Tamsin Orchard", "Tamsin") == [_PRIVATE] * 2
    told = _look("Isaac Newton was born. So Newton", "Isaac Newton", "Newton")
    assert told == [_PUBLIC, _PUBLIC]


def test_other_entities_are_told_nothing() -> None:
    span = Span(0, 5, "LOCATION", 0.9, "test")
    assert with_persons(Record("x", 0, (Field("text", "Paris"),)), [[span]]) == ((span,),)


def test_the_list_of_names_is_folded_sorted_and_marks_common_names() -> None:
    lines = NAMES.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines), key=lambda line: line.rstrip("?"))
    assert all(key_of(line) == line.rstrip("?") for line in lines)
    assert (renown("Marie Curie"), renown("Shakespeare"), renown("Hughes"), renown("Tamsin Orchard")) == (3, 2, 1, 0)


def _judged(language: str) -> Counter[tuple[str, str]]:
    texts = [json.loads(line)["text"] for line in (GOLD / language / "texts.jsonl").read_text("utf-8").splitlines()]
    counts: Counter[tuple[str, str]] = Counter()
    gold = [json.loads(line) for line in (GOLD / f"{language}.jsonl").read_text("utf-8").splitlines()]
    for number, text in enumerate(texts):
        rows = [row for row in gold if row["record"] == number]
        spans = [Span(row["start"], row["end"], row["entity"], 0.9, "gold") for row in rows]
        found = with_persons(Record("x", number, (Field("text", text),)), [spans])[0]
        counts.update((row["person"], str(span.person)) for row, span in zip(rows, found, strict=True) if span.person)
    return counts


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv"])
def test_on_our_own_gold_private_people_are_not_called_public(language: str) -> None:
    counts = _judged(language)
    private = sum(count for (truth, _), count in counts.items() if truth == "private")
    public = sum(count for (truth, _), count in counts.items() if truth == "public")
    assert counts["private", "public"] <= 0.02 * private
    assert counts["public", "public"] >= 0.65 * public
