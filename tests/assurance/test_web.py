"""The desk: who may ask, what it answers, and that text of the data stays text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import pytest
from assurance_fixture import SPEC, card, frame

from auditor.assurance.deck import Deck
from auditor.assurance.labels import open_book
from auditor.assurance.outcome import Unit
from auditor.assurance.web import Desk, Reply, Request
from auditor.assurance.words import Say, Strand

if TYPE_CHECKING:
    from pathlib import Path

HOST = "127.0.0.1:4711"
OWN = {"origin": f"http://{HOST}", "x-audit": "1", "content-type": "application/json"}


class Browser:
    """Asks a desk as a browser does that has opened the address."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        entered = self.ask("GET", f"/?token={desk.token}")
        assert entered.status == 303
        self.cookie = entered.headers["Set-Cookie"]

    def ask(self, method: str, target: str, row: Any = None, **headers: str) -> Reply:
        sent = {"host": HOST, **({"cookie": self.cookie.split(";")[0]} if hasattr(self, "cookie") else {})}
        body = b"" if row is None else orjson.dumps(row)
        return self.desk.answer(Request(method, target, {**sent, **headers}, body))

    def post(self, target: str, row: Any) -> Reply:
        return self.ask("POST", target, row, **OWN)

    def card(self) -> dict[str, Any]:
        found: dict[str, Any] = orjson.loads(self.ask("GET", "/card").body)
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    units = [*frame(2, 100).units, Unit("f" * 16, Strand.FINDING, "identity.name", "identity.name")]
    return Desk(Deck(units, open_book(tmp_path, SPEC, "ada"), "2026-11-21"), card, 4711)


def test_a_card_is_labelled_taken_back_and_labelled_anew(desk: Desk) -> None:
    browser = Browser(desk)
    first = browser.card()
    reply = browser.post("/label", {"unit": first["unit"], "say": "personal", "kinds": ["contact"]})
    assert orjson.loads(reply.body)["labelled"] == 1
    assert orjson.loads(browser.post("/back", {}).body)["unit"] == first["unit"]
    browser.post("/label", {"unit": first["unit"], "say": "nothing"})
    assert desk.deck.book.labels[first["unit"]].say is Say.NOTHING
    for say in ("special", "right"):
        browser.post("/label", {"unit": browser.card()["unit"], "say": say})
    assert browser.card() == {"labelled": 3, "total": 3, "over": True}
    assert desk.done


def test_quit_ends_the_sitting(desk: Desk) -> None:
    assert orjson.loads(Browser(desk).post("/quit", {}).body)["over"]
    assert desk.done


def test_the_address_works_once(desk: Desk) -> None:
    token = desk.token
    browser = Browser(desk)
    assert token not in browser.cookie
    assert "HttpOnly; SameSite=Strict" in browser.cookie
    assert browser.ask("GET", f"/?token={token}").status == 403
    assert browser.ask("GET", "/?token=").status == 200
    assert Desk(desk.deck, card, 4711).answer(Request("GET", "/?token=%ff", {"host": HOST})).status == 403


@pytest.mark.parametrize("target", ["/", "/card", "/label.js", "/label.css"])
@pytest.mark.parametrize("cookie", ["", "audit=", "audit=guess", "audit=\xe9", "\x00=;;;=", "other=1"])
def test_without_the_cookie_nothing_is_shown(desk: Desk, target: str, cookie: str) -> None:
    Browser(desk)
    reply = desk.answer(Request("GET", target, {"host": HOST, "cookie": cookie}))
    assert reply.status == 403
    assert b"Quarrybank" not in reply.body


@pytest.mark.parametrize("host", ["localhost:4711", "127.0.0.1", "evil.example", "127.0.0.1:4711.evil.example", ""])
def test_another_host_name_is_refused_even_with_the_cookie(desk: Desk, host: str) -> None:
    assert Browser(desk).ask("GET", "/card", host=host).status == 421


@pytest.mark.parametrize(
    "change",
    [{"origin": "http://evil.example"}, {"origin": "null"}, {"x-audit": ""}, {"content-type": "text/plain"}],
)
def test_a_change_from_another_page_is_refused(desk: Desk, change: dict[str, str]) -> None:
    browser = Browser(desk)
    row = {"unit": browser.card()["unit"], "say": "nothing"}
    assert browser.ask("POST", "/label", row, **{**OWN, **change}).status == 403
    assert desk.deck.labelled == 0


@pytest.mark.parametrize(
    ("row", "status"),
    [
        ([], 400),
        ({}, 409),
        ({"unit": "nobody", "say": "nothing"}, 409),
        ({"say": "shout"}, 409),
        ({"say": "nothing", "kinds": "contact"}, 409),
        ({"say": "nothing", "kinds": [1]}, 409),
        ({"say": "personal", "kinds": ["x"]}, 409),
        ({"say": "right"}, 409),
    ],
)
def test_a_label_that_is_none_is_refused(desk: Desk, row: Any, status: int) -> None:
    browser = Browser(desk)
    if isinstance(row, dict) and "say" in row:
        row = {"unit": browser.card()["unit"], **row}
    assert browser.post("/label", row).status == status
    assert desk.deck.labelled == 0


def test_what_is_not_there_is_told(desk: Desk) -> None:
    browser = Browser(desk)
    assert browser.ask("GET", "/../../etc/passwd").status == 404
    assert browser.post("/other", {}).status == 404
    assert browser.ask("PUT", "/label", {}, **OWN).status == 405
    assert desk.answer(Request("POST", "/label", {"host": HOST, **OWN}, b"{")).status == 403


def test_hidden_characters_are_shown_as_codes_and_marks_stand_apart(desk: Desk) -> None:
    browser = Browser(desk)
    [passage] = browser.card()["passages"]
    assert passage["pieces"][0][0] == "<img src=x onerror=alert(1)>\\x1b[31m\\u202e Ann Quarrybank\nsecond line"
    assert passage["pieces"][1] == ["Ann", "PERSON"]


def test_the_page_asks_for_nothing_from_elsewhere(desk: Desk) -> None:
    browser = Browser(desk)
    for name in ("/", "/label.js", "/label.css"):
        text = browser.ask("GET", name).body.decode()
        assert "http:" not in text
        assert "https:" not in text
        assert "innerHTML" not in text
        assert "@import" not in text


def test_neither_token_nor_cookie_is_in_the_words_of_a_desk(desk: Desk) -> None:
    token = desk.token
    Browser(desk)
    assert token not in repr(desk)
    assert desk.session not in repr(desk)
