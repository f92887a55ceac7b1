"""From labelled pieces of words to names and addresses: what a token classifier says, made into spans. Pure functions.

The model cuts words into pieces and labels each piece by itself, so a word can be half a name and a name half a word.
Here a word takes the label that its pieces agree on best, and words that belong together become one span.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.detectors.ner_filter import FIRST_NAME, FULL_NAME, PLACE, sift

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MEMBER = False

#: Labels that are read, and the entity each belongs to; the model's numbers, links and mail addresses are left to
#: patterns, which have checksums (it calls cards and account numbers telephones).
KIND = {
    "GIVEN_NAME": "PERSON",
    "SURNAME": "PERSON",
    "BUILDING_NUMBER": "ADDRESS",
    "STREET_NAME": "ADDRESS",
    "SECONDARY_ADDRESS": "ADDRESS",
    "CITY": "ADDRESS",
    "STATE": "ADDRESS",
    "ZIP_CODE": "ADDRESS",
}
#: Least mean probability of a name and of an address part; chosen on the development texts.
LEAST_NAME, LEAST_PLACE = 0.5, 0.5
#: What one model alone is worth: a name of several words or one, an address of several parts.
ADDRESS = 0.75
#: At least so sure of a single word; what is one word and lower case is no finding.
_LEAST_SINGLE = 0.6

#: What may stand between the parts of a name, and between the parts of an address.
_IN_NAME = re.compile(r"[ \u00a0]{1,2}(?:[^\W\d_]\.? )?|[ ]?[-'’][ ]?|\. ?|, ")
_IN_ADDRESS = re.compile(r"[\s,.;:\-–/()|>?*]{0,8}(?:(?:in|at|near|à|en|in de)\b\s)?")
_STREET = frozenset(("BUILDING_NUMBER", "STREET_NAME", "SECONDARY_ADDRESS"))
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
#: A number beside a street belongs to it, whatever the model made of it: "5720 Skoanveien 226", "FAUSKE NO 8200".
_NUMBER_BEFORE = re.compile(r"(?<![\w.,/-])\d{1,6}[A-Za-z]?,? ?$")
_NUMBER_AFTER = re.compile(r",?[ \n]{1,2}(?:[A-Z]{2} )?\d{1,6}[A-Za-z]?(?![\w.,/-]\w)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a word with its best label and how sure the model is of it."""

    start: int
    end: int
    label: str  # without B- and I-
    sure: float


@dataclass(frozen=True, slots=True)
class Found:
    """A name or an address in one text."""

    start: int
    end: int
    entity: str
    score: float


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of one kind that belong together."""

    words: tuple[Piece, ...]

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end

    @property
    def sure(self) -> float:
        return sum(word.sure for word in self.words) / len(self.words)

    @property
    def labels(self) -> frozenset[str]:
        return frozenset(word.label for word in self.words)


def assemble(text: str, pieces: Iterable[Piece]) -> list[Found]:
    """The names and addresses that labelled pieces make."""
    runs = _runs(text, words_of(text, pieces))
    found = (_person(text, run) if KIND[run.words[0].label] == "PERSON" else _address(text, run) for run in runs)
    return [each for each in found if each is not None]


def words_of(text: str, pieces: Iterable[Piece]) -> list[Piece]:
    """Whole words with the label that has the most of their letters behind it; words without a wanted label are left out."""
    ordered = sorted(pieces, key=lambda piece: piece.start)
    words, at = [], 0
    for match in _WORD.finditer(text):
        while at < len(ordered) and ordered[at].end <= match.start():
            at += 1
        inside = at
        weight: dict[str, float] = {}
        while inside < len(ordered) and ordered[inside].start < match.end():
            piece = ordered[inside]
            weight[piece.label] = weight.get(piece.label, 0.0) + piece.sure * (piece.end - piece.start)
            inside += 1
        if weight:
            label = max(sorted(weight), key=lambda name: weight[name])
            if label in KIND:
                words.append(Piece(match.start(), match.end(), label, weight[label] / (match.end() - match.start())))
    return words


def _runs(text: str, words: Sequence[Piece]) -> Iterator[_Run]:
    run: list[Piece] = []
    for word in words:
        if run and not _belongs(text, run[-1], word):
            yield _Run(tuple(run))
            run = []
        run.append(word)
    if run:
        yield _Run(tuple(run))


def _belongs(text: str, last: Piece, word: Piece) -> bool:
    kind = KIND[word.label]
    if KIND[last.label] != kind:
        return False
    between = text[last.end : word.start]
    if kind == "ADDRESS":
        return _IN_ADDRESS.fullmatch(between) is not None
    # "Miller, Jane": a comma joins a surname and a given name, and parts two people otherwise
    turned = last.label == "SURNAME" and word.label == "GIVEN_NAME"
    if "," in between:
        return turned and _IN_NAME.fullmatch(between) is not None
    return _IN_NAME.fullmatch(between) is not None


def _person(text: str, run: _Run) -> Found | None:
    if run.sure < (LEAST_NAME if len(run.words) > 1 else _LEAST_SINGLE):
        return None
    name = sift(text, run.start, run.end, "PERSON")
    if name is None:
        return None
    score = FULL_NAME if len(run.words) > 1 and name.score >= FIRST_NAME else min(name.score, FIRST_NAME)
    return Found(name.start, name.end, name.entity, score)


def _address(text: str, run: _Run) -> Found | None:
    """A street with a number or a place, or a postal code with its town; a place alone is a location."""
    if run.sure < LEAST_PLACE:
        return None
    labels = run.labels
    is_address = len(run.words) > 1 and (
        (labels & _STREET and len(labels) > 1) or {"ZIP_CODE", "CITY"} <= labels or {"ZIP_CODE", "STATE"} <= labels
    )
    if is_address:
        return Found(*_with_numbers(text, run.start, run.end), "ADDRESS", ADDRESS)
    if labels == {"BUILDING_NUMBER"} or labels == {"ZIP_CODE"} or run.sure < _LEAST_SINGLE:
        return None
    if labels & _STREET:
        return Found(run.start, run.end, "LOCATION", PLACE)
    place = sift(text, run.start, run.end, "GPE")
    return None if place is None else Found(place.start, place.end, "LOCATION", place.score)


def _with_numbers(text: str, start: int, end: int) -> tuple[int, int]:
    before = _NUMBER_BEFORE.search(text, max(0, start - 9), start)
    after = _NUMBER_AFTER.match(text, end)
    return before.start() if before else start, after.end() if after else end
