"""Labelling on the terminal: one card at a time on the alternate screen, of which nothing stays in the scrollback."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import click

from auditor.assurance.words import PERSONAL_KINDS, SPECIAL_KINDS, Say, Strand

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.assurance.deck import Card, Deck, Look
    from auditor.assurance.outcome import Unit

_KEYS = {
    Strand.UNFLAGGED: {"n": Say.NOTHING, "p": Say.PERSONAL, "s": Say.SPECIAL, "k": Say.SKIP},
    Strand.FLAGGED: {"n": Say.NOTHING, "p": Say.PERSONAL, "s": Say.SPECIAL, "k": Say.SKIP},
    Strand.FINDING: {"r": Say.RIGHT, "w": Say.WRONG, "k": Say.SKIP},
}
_HELP = {
    Strand.UNFLAGGED: "[n]othing missed  [p]ersonal data  [s]pecial category  s[k]ip  [b]ack  [q]uit",
    Strand.FLAGGED: "[n]othing else  [p]ersonal data missed  [s]pecial category missed  [w]rong kind  s[k]ip  [b]ack  [q]uit",
    Strand.FINDING: "[r]ight  [w]rong  s[k]ip  [b]ack  [q]uit",
}
_ASKED = {
    Strand.UNFLAGGED: "a record without findings: is there personal data in it?",
    Strand.FLAGGED: "a record with findings (marked): was something missed beside them?",
    Strand.FINDING: "a finding (marked): is it right?",
}
#: Words that say that all is well: they count only when the whole record was on the screen.
_ALL_SEEN = (Say.NOTHING,)
_FRAME_LINES = 8
_KEYS_AT_ONCE = 64
_AROUND = 400
_ENTER = ("\r", "\n")


class Console(Protocol):
    """Where cards are shown and keys come from."""

    def size(self) -> tuple[int, int]:
        """Columns and lines."""
        ...

    def show(self, text: str) -> None:
        """Show this and nothing else."""
        ...

    def key(self) -> str:
        """Wait for a key."""
        ...


class Terminal:
    """The user's own terminal: the alternate screen, left without a trace."""

    def __init__(self) -> None:
        self._typed: list[str] = []  # keys that came in one go
        self._saved: list[Any] | None = None  # None: a system without termios, where click reads the keys

    def __enter__(self) -> Terminal:
        with suppress(ImportError):
            import termios
            import tty

            self._saved = termios.tcgetattr(sys.stdin)
            tty.setcbreak(sys.stdin)  # throughout: switching for every key would lose those typed in between
        sys.stdout.write("\x1b[?1049h")
        return self

    def __exit__(self, *_: object) -> None:
        sys.stdout.write("\x1b[2J\x1b[?1049l")
        sys.stdout.flush()
        if self._saved is not None:
            import termios

            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, self._saved)

    def size(self) -> tuple[int, int]:
        columns, lines = shutil.get_terminal_size()
        return columns, lines

    def show(self, text: str) -> None:
        sys.stdout.write("\x1b[2J\x1b[H" + text)
        sys.stdout.flush()

    def key(self) -> str:
        if not self._typed:
            try:
                typed = self._read()
            except (KeyboardInterrupt, EOFError):  # what is labelled is on disk already
                return "q"
            self._typed = [typed] if typed.startswith("\x1b") else list(typed)
        return self._typed.pop(0)

    def _read(self) -> str:
        """At least one key; EOFError where the terminal is gone."""
        if self._saved is None:
            return click.getchar()
        typed = os.read(sys.stdin.fileno(), _KEYS_AT_ONCE).decode(errors="replace")
        if not typed:
            raise EOFError
        return typed


def label(deck: Deck, look: Look, console: Console) -> None:
    """Go through the deck until it is done or the labeller stops."""
    while (unit := deck.current) is not None:
        if not _Sight(deck, unit, console, look(unit)).run():
            return


@dataclass
class _Sight:
    """One card on the screen."""

    deck: Deck
    unit: Unit
    console: Console
    card: Card

    def run(self) -> bool:
        """Show the card until it has a label; False: the labeller stops."""
        pages = self._pages()
        at, seen, note = 0, 0, ""
        wrong: set[str] = set()
        while True:
            seen = max(seen, at + 1)
            self.console.show(self._screen(pages, at, note))
            key, note = self.console.key().lower(), ""
            if key == "q":
                return False
            if key == "b":
                self.deck.back()
                return True
            if key in (" ", "m"):
                at = min(at + 1, len(pages) - 1)
            elif key == "u":
                at = max(at - 1, 0)
            elif key == "w" and self.unit.strand is Strand.FLAGGED:
                wrong ^= set(self._choose("which kinds are not there", self.unit.kinds))
                note = f"not there: {', '.join(sorted(wrong)) or 'none'}"
            elif key in _KEYS[self.unit.strand]:
                say = _KEYS[self.unit.strand][key]
                if say in _ALL_SEEN and seen < len(pages):
                    note = "there is more of this record: press space until its end"
                    continue
                self.deck.answer(self.unit.id, say, self._kinds(say), sorted(wrong))
                return True

    def _kinds(self, say: Say) -> list[str]:
        kinds = {Say.PERSONAL: PERSONAL_KINDS, Say.SPECIAL: SPECIAL_KINDS}.get(say)
        return self._choose("what was missed", list(kinds)) if kinds else []

    def _choose(self, question: str, names: Sequence[str]) -> list[str]:
        """Several of a list by their numbers; Enter ends, at once if nothing is to be said."""
        chosen: list[str] = []
        while True:
            rows = [f"  {number} {'*' if name in chosen else ' '} {name}" for number, name in enumerate(names, 1)]
            self.console.show("\r\n".join([f"{question}? numbers, then Enter (Enter alone: not said)", "", *rows, ""]))
            key = self.console.key()
            if key in _ENTER:
                return chosen
            if key.isdecimal() and 1 <= int(key) <= len(names):
                name = names[int(key) - 1]
                chosen = [n for n in chosen if n != name] if name in chosen else [*chosen, name]

    def _screen(self, pages: Sequence[str], at: int, note: str) -> str:
        columns, _ = self.console.size()
        strand, total = self.unit.strand, len(self.deck.units)
        before = self.deck.book.labels.get(self.unit.id)
        said = f"   (labelled {before.say.value} before)" if before else ""
        head = f"card {self.deck.number} of {total}: {_ASKED[strand]}{said}"
        kind = f"   {self.unit.category}" if self.unit.category else ""
        more = f"   page {at + 1} of {len(pages)}: [space] on, [u]p" if len(pages) > 1 else ""
        place = shown(self.card.place)[: max(20, columns - len(kind) - len(more))]
        rule = "-" * min(columns, 100)
        lines = [head, f"{place}{kind}{more}", rule, pages[at], rule, _HELP[strand], note]
        return "\r\n".join(lines).replace("\r\n", "\n").replace("\n", "\r\n")

    def _pages(self) -> list[str]:
        columns, lines = self.console.size()
        rows = list(_rows(self.card, self.unit, max(20, min(columns, 120))))
        height = max(3, lines - _FRAME_LINES)
        return ["\n".join(rows[start : start + height]) for start in range(0, len(rows) or 1, height)]


def _rows(card: Card, unit: Unit, width: int) -> Iterator[str]:
    """The card's text in lines of the terminal; of a finding only what stands around it."""
    for passage in card.passages:
        pieces = passage.pieces
        if unit.strand is Strand.FINDING:
            if not any(entity for _, entity in pieces):
                continue
            pieces = tuple(_near(at, pieces) for at in range(len(pieces)))
        text = "".join(f"⟦{shown(text)}⟧ {entity}" if entity else shown(text) for text, entity in pieces)
        name = f"{shown(passage.name)}:"
        if "\n" not in text and len(name) + len(text) < width:
            yield f"{name} {text}"
            continue
        yield name
        for line in text.split("\n"):
            yield from textwrap.wrap(
                line, width - 2, drop_whitespace=False, initial_indent="  ", subsequent_indent="  "
            ) or [""]


def _near(at: int, pieces: Sequence[tuple[str, str]]) -> tuple[str, str]:
    text, entity = pieces[at]
    if entity or len(text) <= _AROUND:
        return text, entity
    return ("…" + text[-_AROUND:], "") if at == 0 else (text[:_AROUND] + "…", "")


def shown(text: str) -> str:
    """Text of others for this terminal: only line ends do what they do, everything else that can't be seen is a code."""
    return "".join(_seen(char) for char in text.replace("\r\n", "\n"))


def _seen(char: str) -> str:
    if char == "\n" or (unicodedata.category(char)[0] != "C" and unicodedata.category(char) not in ("Zl", "Zp")):
        return char
    return "    " if char == "\t" else char.encode("unicode_escape").decode()
