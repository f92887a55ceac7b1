"""Children and communications."""

from __future__ import annotations

import pytest

from auditor.detectors.base import Text
from auditor.detectors.children import DETECTORS as CHILDREN
from auditor.detectors.communications import DETECTORS as TALK
from auditor.detectors.communications import Transcript


def children(text: str, header: str = "") -> list[str]:
    return [text[s.start : s.end] for d in CHILDREN for s in d.detect([Text(text, header=header)])[0]]


@pytest.mark.parametrize(
    "text",
    [
        "my daughter, 8 years old",
        "notre fils de 3 ans",
        "unser Sohn ist 10 Jahre alt",
        "mi hija tiene 7 años",
        "the baby is 5 months old",
    ],
)
def test_children_by_age(text: str) -> None:
    assert children(text)


@pytest.mark.parametrize(
    "text", ["my son is 21 years old", "a 5 year old server", "the boy who cried wolf", "a minor bug"]
)
def test_no_children(text: str) -> None:
    assert children(text) == []


def test_a_column_of_ages() -> None:
    assert children("12", header="patient_age") == ["12"]
    assert children("42", header="age") == []
    assert children("12", header="usage") == []
    assert children("12") == []


def threads(text: str) -> list[str]:
    return [s.entity for d in TALK for s in d.detect([Text(text)])[0]]


def test_a_mail_header_needs_sender_and_recipient() -> None:
    assert threads("From: Jane <j@firm.example>\nTo: Tom\nSubject: x\n\nhi") == ["COMMUNICATION_METADATA"]
    assert threads("From: Berlin\n\nTo: Rome") == []


def test_two_people_in_turns_are_a_conversation() -> None:
    talk = "Anna: hi\nBen: hi\nAnna: lunch?\nBen: at noon"
    assert threads(talk) == ["COMMUNICATION_THREAD"]
    assert Transcript().detect([Text("intro\n" + talk + "\n\nend")])[0][0].start == len("intro\n")


@pytest.mark.parametrize(
    "text",
    [
        "User: hi\nAssistant: hello\nUser: more\nAssistant: yes",
        "Human: a\nAI: b\nHuman: c\nAI: d",
        "Title: x\nAuthor: y\nDate: z\nTitle: w",
        "Anna: hi\nBen: hi",
        "[10:00] Anna: note to self\n[10:01] Anna: another",
    ],
)
def test_machines_forms_and_monologues_are_none(text: str) -> None:
    assert threads(text) == []
