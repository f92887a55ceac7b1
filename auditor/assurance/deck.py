"""The order of labelling: the next card, one back, how far it is; the same for the terminal and the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from auditor.assurance.labels import Label, check_label
from auditor.assurance.words import Say
from auditor.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.assurance.labels import Book
    from auditor.assurance.outcome import Unit


@dataclass(frozen=True, slots=True)
class Passage:
    """A field of a record, cut where findings begin and end; raw text, for the labeller's eyes only."""

    name: str = field(repr=False)
    pieces: tuple[tuple[str, str], ...] = field(repr=False)  # text, entity or ""


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown of a unit."""

    place: str = field(repr=False)
    passages: tuple[Passage, ...] = field(repr=False)


class Look(Protocol):
    """Reads a unit again from the data."""

    def __call__(self, unit: Unit) -> Card:
        """The card of a unit."""
        ...


@dataclass
class Deck:
    """The units that one labeller goes through; skipped ones come again at the end of each sitting."""

    units: Sequence[Unit]
    book: Book
    date: str
    stop_at: int | None = None  # labels of this sitting
    _queue: list[Unit] = field(default_factory=list)
    _done: list[Unit] = field(default_factory=list)
    given: int = 0

    def __post_init__(self) -> None:
        labels = self.book.labels
        fresh = [unit for unit in self.units if unit.id not in labels]
        again = [unit for unit in self.units if unit.id in labels and labels[unit.id].say is Say.SKIP]
        self._queue = [*fresh, *again][::-1]

    @property
    def current(self) -> Unit | None:
        """The unit to label now; None: there is nothing left, or the sitting is over."""
        over = self.stop_at is not None and self.given >= self.stop_at
        return self._queue[-1] if self._queue and not over else None

    @property
    def number(self) -> int:
        """Which card this is, from 1."""
        return len(self.units) - len(self._queue) + 1

    @property
    def labelled(self) -> int:
        """Units that have a label."""
        return sum(unit.id in self.book.labels for unit in self.units)

    def answer(self, unit: str, say: Say, kinds: Sequence[str] = (), wrong: Sequence[str] = ()) -> None:
        """Label the current unit; a label for any other comes too late and is refused."""
        now = self.current
        if now is None or now.id != unit:
            raise UsageError("this card is not the current one", "look at the card that is shown now")
        label = Label(unit, now.strand, say, tuple(sorted(set(kinds))), tuple(sorted(set(wrong))), self.date)
        problem = check_label(label)
        if problem:
            raise UsageError(problem, "choose one of the keys that are shown")
        self.book.add(label)
        self._done.append(self._queue.pop())
        self.given += 1

    def back(self) -> None:
        """Show the card before this one again; its new label replaces the old one."""
        if self._done:
            self._queue.append(self._done.pop())
            self.given -= 1
