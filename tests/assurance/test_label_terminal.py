"""Labelling by keys: every key does what its line says, and what is shown can't command the terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from assurance_fixture import SPEC, card, frame

from auditor.assurance.deck import Card, Deck, Passage
from auditor.assurance.labels import open_book
from auditor.assurance.outcome import Unit
from auditor.assurance.words import Say, Strand
from auditor.cli._label_terminal import label, shown

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Project


@dataclass
class Typed:
    """A console whose user types this."""

    keys: list[str]
    screens: list[str] = field(default_factory=list)
    lines: int = 30

    def size(self) -> tuple[int, int]:
        return 80, self.lines

    def show(self, text: str) -> None:
        self.screens.append(text)

    def key(self) -> str:
        return self.keys.pop(0) if self.keys else "q"


FLAGGED = Unit("a" * 16, Strand.FLAGGED, kinds=("contact", "identity"))
FINDING = Unit("b" * 16, Strand.FINDING, "identity.name", "identity.name")


def _deck(tmp_path: Path, *units: Unit) -> Deck:
    return Deck(units, open_book(tmp_path, SPEC, "ada"), "2026-11-21")


def test_each_key_is_a_label(tmp_path: Path) -> None:
    units = frame(4, 100).units
    deck = _deck(tmp_path, *units)
    console = Typed(["n", "p", "2", "2", "1", "\r", "x", "s", "\r", "k"])
    label(deck, card, console)
    labels = [deck.book.labels[unit.id] for unit in units]
    assert [one.say for one in labels] == [Say.NOTHING, Say.PERSONAL, Say.SPECIAL, Say.SKIP]
    assert [one.kinds for one in labels] == [(), ("identity",), (), ()]


def test_a_finding_is_right_or_wrong_and_shown_with_what_stands_around_it(tmp_path: Path) -> None:
    deck = _deck(tmp_path, FINDING)
    console = Typed(["n", "w"])
    label(deck, card, console)
    assert deck.book.labels[FINDING.id].say is Say.WRONG
    assert "⟦Ann⟧ PERSON" in console.screens[0]


def test_kinds_that_are_not_there_go_with_the_label(tmp_path: Path) -> None:
    deck = _deck(tmp_path, FLAGGED)
    console = Typed(["w", "2", "\r", "n"])
    label(deck, card, console)
    assert deck.book.labels[FLAGGED.id].wrong == ("identity",)
    assert "not there: identity" in console.screens[-1]


def test_back_and_quit(tmp_path: Path) -> None:
    units = frame(2, 100).units
    deck = _deck(tmp_path, *units)
    console = Typed(["n", "b", "s", "\r", "q"])
    label(deck, card, console)
    assert "(labelled nothing before)" in console.screens[2]
    assert "card 2 of 2" in console.screens[-1]
    assert {unit: one.say for unit, one in deck.book.labels.items()} == {units[0].id: Say.SPECIAL}


def test_nothing_counts_only_when_all_was_on_the_screen(tmp_path: Path) -> None:
    long = Card("a.txt", (Passage("text", (("\n".join(map(str, range(60))), ""),)),))
    deck = _deck(tmp_path, *frame(1, 100).units)
    console = Typed(["n", " ", "n", "u", " ", " ", "n"])
    label(deck, lambda unit: long, console)
    assert deck.labelled == 1
    assert "there is more of this record" in console.screens[1]
    assert len(console.screens) == 7


def test_text_can_not_command_the_terminal(tmp_path: Path) -> None:
    console = Typed(["q"])
    label(_deck(tmp_path, frame(1, 100).units[0]), card, console)
    assert "\x1b" not in console.screens[0]
    assert "\u202e" not in console.screens[0]
    assert "\\x1b[31m" in console.screens[0]


@pytest.mark.parametrize(
    ("text", "seen"),
    [("a\tb", "a    b"), ("a\r\nb", "a\nb"), ("a\rb", "a\\rb"), ("\u2028", "\\u2028"), ("\x9b", "\\x9b"), ("é", "é")],
)
def test_what_can_not_be_seen_is_a_code(text: str, seen: str) -> None:
    assert shown(text) == seen


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_the_command_labels_on_a_terminal_and_leaves_nothing_in_its_scrollback(project: Project) -> None:
    project.write("data/audit.yaml", "jurisdictions: [EU]\n")
    project.write("data/chat.jsonl", b'{"text": "Frau Quarrybank wartet"}\n{"text": "quiet"}\n')
    command = [
        sys.executable, "-m", "auditor", "assure", "data", "--labeller", "ada", "--tier", "fast", "--language", "de",
        "--workers", "1", "-q", "--today", "2026-11-20",
    ]  # fmt: skip
    ours, theirs = os.openpty()
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm"})
    os.close(theirs)
    written = b""
    while b"[q]uit" not in written:
        written += os.read(ours, 65536)
    os.write(ours, b"p1\rn")  # keys that come in one go count one by one
    with suppress(OSError):  # the terminal's other end is closed when the command ends
        while block := os.read(ours, 65536):
            written += block
    os.close(ours)
    assert process.wait(60) == 0
    before, _, rest = written.partition(b"\x1b[?1049h")
    inside, _, after = rest.partition(b"\x1b[?1049l")
    assert b"Quarrybank" in inside
    assert b"Quarrybank" not in before + after
    assert b"1 of 2 hold personal data" in after
