"""The books: resumed at any point, safe against a cut-off line, and never with a word of the data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import orjson
import pytest
from assurance_fixture import SPEC, book, card, frame

from auditor.assurance.agreement import agreed, agreement, chapman, conflicts, missed_by, united
from auditor.assurance.deck import Deck
from auditor.assurance.design import Design
from auditor.assurance.labels import (
    FOLDER,
    SAMPLE,
    SETTLED,
    Label,
    extended,
    open_book,
    read_books,
    read_spec,
    write_spec,
)
from auditor.assurance.words import Say, Strand
from auditor.errors import ConfigError, UsageError
from auditor.readers.own_files import is_own

if TYPE_CHECKING:
    from pathlib import Path


def test_a_sample_is_read_as_it_was_written(tmp_path: Path) -> None:
    assert read_spec(tmp_path) is None
    spec = replace(SPEC, design=Design("file", equal=True), sizes=(3, 9), units_sha256="f" * 64)
    path = write_spec(tmp_path, spec)
    assert read_spec(tmp_path) == spec
    assert is_own(path.name, path.read_bytes())


@pytest.mark.parametrize("content", [b"{", b"[]", b"{}", b'{"schema": "audit.sample/v1"}', b'{"schema": "x/v1"}'])
def test_a_damaged_sample_is_told_by_its_path(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / SAMPLE).write_bytes(content)
    with pytest.raises(ConfigError, match=r"sample\.json: no sample"):
        read_spec(tmp_path)


@pytest.mark.parametrize(
    "wrong",
    [
        {"sizes": []},
        {"sizes": [9, 3]},
        {"sizes": ["3"]},
        {"seed": -1},
        {"seed": True},
        {"design": {"by": "x"}},
        {"tier": 1},
    ],
)
def test_a_sample_that_nobody_could_have_drawn_is_refused(tmp_path: Path, wrong: dict[str, object]) -> None:
    path = write_spec(tmp_path, SPEC)
    path.write_bytes(orjson.dumps({**orjson.loads(path.read_bytes()), **wrong}))
    with pytest.raises(ConfigError, match="no sample"):
        read_spec(tmp_path)


def test_a_sample_grows_and_never_shrinks() -> None:
    assert extended(SPEC, 3) is SPEC
    assert extended(SPEC, 9).sizes == (3, 9)
    assert extended(SPEC, 9).id == SPEC.id
    with pytest.raises(UsageError, match="3 records already"):
        extended(SPEC, 2)


def test_labelling_goes_on_where_it_stopped(tmp_path: Path) -> None:
    units = frame(4, 100).units
    deck = Deck(units, open_book(tmp_path, SPEC, "Ada L."), "2026-11-21")
    deck.answer(units[0].id, Say.NOTHING)
    deck.answer(units[1].id, Say.PERSONAL, ["contact", "contact"])
    again = Deck(units, open_book(tmp_path, SPEC, "Ada L."), "2026-11-22")
    assert again.current == units[2]
    assert again.labelled == 2
    assert again.book.labels[units[1].id] == Label(
        units[1].id, Strand.UNFLAGGED, Say.PERSONAL, ("contact",), date="2026-11-21"
    )
    assert [found.labeller for found in read_books(tmp_path, SPEC)] == ["Ada L."]
    assert is_own(again.book.path.name, again.book.path.read_bytes())


def test_a_line_that_was_cut_off_does_not_count_and_goes(tmp_path: Path) -> None:
    units = frame(2, 100).units
    kept = open_book(tmp_path, SPEC, "ada")
    Deck(units, kept, "2026-11-21").answer(units[0].id, Say.NOTHING)
    kept.path.write_bytes(kept.path.read_bytes() + b'{"unit":"00')
    again = open_book(tmp_path, SPEC, "ada")
    assert list(again.labels) == [units[0].id]
    Deck(units, again, "2026-11-21").answer(units[1].id, Say.SPECIAL)
    assert len(open_book(tmp_path, SPEC, "ada").labels) == 2


@pytest.mark.parametrize("line", [b"{", b"[]", b'{"unit":"1","strand":"finding","say":"nothing"}', b'{"unit":"1"}'])
def test_a_damaged_book_is_told_by_its_line(tmp_path: Path, line: bytes) -> None:
    kept = open_book(tmp_path, SPEC, "ada")
    kept.path.write_bytes(kept.path.read_bytes() + line + b"\n")
    with pytest.raises(ConfigError, match=r":2: not a label"):
        open_book(tmp_path, SPEC, "ada")


def test_labellers_with_names_alike_have_books_of_their_own(tmp_path: Path) -> None:
    paths = {open_book(tmp_path, SPEC, name).path for name in ("Ada", "ada", "../ada", "ADA", "")}
    assert len(paths) == 5
    assert {path.parent for path in paths} == {tmp_path / FOLDER}


def test_back_shows_the_card_before_and_its_new_label_counts(tmp_path: Path) -> None:
    units = frame(2, 100).units
    deck = Deck(units, open_book(tmp_path, SPEC, "ada"), "2026-11-21")
    deck.back()
    deck.answer(units[0].id, Say.NOTHING)
    deck.back()
    assert deck.current == units[0]
    deck.answer(units[0].id, Say.SPECIAL)
    assert open_book(tmp_path, SPEC, "ada").labels[units[0].id].say is Say.SPECIAL


def test_a_sitting_ends_where_it_was_told_to_and_skipped_cards_come_again(tmp_path: Path) -> None:
    units = frame(3, 100).units
    deck = Deck(units, open_book(tmp_path, SPEC, "ada"), "2026-11-21", stop_at=2)
    deck.answer(units[0].id, Say.SKIP)
    deck.answer(units[1].id, Say.NOTHING)
    assert deck.current is None
    again = Deck(units, deck.book, "2026-11-21")
    assert again.current == units[2]
    again.answer(units[2].id, Say.NOTHING)
    assert again.current == units[0]


@pytest.mark.parametrize(("unit", "say", "kinds"), [(1, Say.NOTHING, []), (0, Say.RIGHT, []), (0, Say.PERSONAL, ["x"])])
def test_a_label_that_fits_no_card_is_refused(tmp_path: Path, unit: int, say: Say, kinds: list[str]) -> None:
    units = frame(2, 100).units
    deck = Deck(units, open_book(tmp_path, SPEC, "ada"), "2026-11-21")
    with pytest.raises(UsageError):
        deck.answer(units[unit].id, say, kinds)
    assert deck.labelled == 0


def test_no_word_of_the_data_can_reach_a_book() -> None:
    shown = card(frame(1, 1).units[0])
    assert "Quarrybank" not in repr(shown)


# ---------------------------------------------------------------- two labellers


def test_kappa_is_that_of_the_textbook() -> None:
    said = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    found = agreed(("a", "b"), said)
    assert found.share == 0.7
    assert found.kappa == pytest.approx(0.4)


def test_where_both_say_one_word_throughout_kappa_says_nothing() -> None:
    assert agreed(("a", "b"), [("nothing", "nothing")] * 9).kappa is None
    assert agreed(("a", "b"), []).share == 0.0


def test_of_labels_that_differ_the_careful_one_counts_until_it_is_settled() -> None:
    units = {"u1": Strand.UNFLAGGED, "u2": Strand.UNFLAGGED}
    ada = book({"u1": Say.PERSONAL, "u2": Say.NOTHING}, "ada")
    bo = book({"u1": Say.NOTHING, "u2": Say.NOTHING}, "bo")
    assert united([ada, bo], units)["u1"][0].say is Say.PERSONAL
    assert conflicts([ada, bo], units) == ["u1"]
    assert agreement(ada, bo, units).agreed == 1
    settled = book({"u1": Say.NOTHING}, SETTLED)
    assert united([ada, bo, settled], units)["u1"][0].say is Say.NOTHING
    assert conflicts([ada, bo, settled], units) == []


def test_two_labellers_estimate_what_neither_saw() -> None:
    ada = book({"u1": Say.PERSONAL, "u2": Say.SPECIAL, "u3": Say.NOTHING}, "ada")
    bo = book({"u1": Say.PERSONAL, "u2": Say.NOTHING, "u3": Say.PERSONAL}, "bo")
    units = ["u1", "u2", "u3"]
    assert chapman(missed_by(ada, units), missed_by(bo, units)) == pytest.approx(3 * 3 / 2 - 1)
