"""A place in a text that may tell of the person, how strong the match is and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Strength(StrEnum):
    """How sure a match is, the surest first."""

    EXACT = "exact"
    VARIANT = "variant"
    POSSIBLE = "possible"
    HINT = "hint"  # worth nothing alone: told only beside a stronger match in its record


ORDER = tuple(Strength)

#: Why a place counts, in closed words: what a report may say of it.
SAME = "same spelling"
CASE = "upper or lower case"
LAST_FIRST = "surname first"
SPELLING = "other spelling of a letter"
INFLECTED = "with an ending"
TYPO = "typing error"
TYPOS = "several typing errors"
LEFT_OUT = "part of the name left out"
INITIAL = "initial and surname"
SURNAME = "surname alone"
GIVEN = "given name alone"
JOINED = "name in one word"
TWO_FIELDS = "given name and surname in two fields"
SEPARATED = "other separators"
TAGGED = "same mailbox written differently"
OTHER_DOMAIN = "same local part at another domain"
OWN_NAME = "local part made of the name"
NATIONAL = "number with or without its country code"
DATE = "date of birth alone"
WITH_DATE = "surname and date of birth in one record"
BESIDE = "beside a stronger match in its record"


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece of a text."""

    start: int
    end: int
    entity: str
    strength: Strength
    why: str

    @property
    def order(self) -> tuple[int, int, int]:
        """The strongest first, of those the longest."""
        return (ORDER.index(self.strength), self.start - self.end, self.start)


def apart(hits: list[Hit]) -> list[Hit]:
    """The hits without those that a stronger or longer one overlaps, in the order of the text."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: h.order):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)
