"""The big models as referees: asked about the sentences in which the tagger is unsure, and heard together with it.

Each text has a budget of characters, so what is asked depends on the text alone. The sentences of the greatest doubt go
first. Inside them every model has a voice; what two models say is worth more than what one does, and what the tagger
alone half believes is dropped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.detectors.ner_filter import FIRST_NAME, FULL_NAME, sift
from auditor.detectors.presidio import read_english
from auditor.detectors.rampart import read_names
from auditor.detectors.votes import Voice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.detectors.base import Text
    from auditor.tagger.tagger import Doubt

MEMBER = False

#: Doubt from which a sentence may be asked about.
LEAST_DOUBT = 0.1
#: Characters that may be asked about in any text, however short.
_FLOOR = 500
#: What a model's word is worth, by what it says: the share that is right on development texts.
_ENGLISH = {"PERSON": 0.48, "LOCATION": 0.65, "ORGANIZATION": 0.35, "NRP": 0.7}
_FULL, _SINGLE, _PLACE, _ADDRESS = 0.8, 0.55, 0.5, 0.7
_READ_AS_ENGLISH = frozenset(("en", "und"))


@dataclass(frozen=True, slots=True)
class Range:
    """A part of one text that the referees read."""

    index: int
    start: int
    end: int


def ranges(texts: Sequence[Text], doubts: Sequence[Sequence[Doubt]], share: float) -> Iterator[Range]:
    """The parts of each text that are asked about; neighbours are joined, because context helps."""
    for index, (text, unsure) in enumerate(zip(texts, doubts, strict=True)):
        if share >= 1.0:
            yield Range(index, 0, len(text.value))
            continue
        if not unsure or share <= 0.0:
            continue
        left = max(_FLOOR, int(share * len(text.value)))
        chosen: list[Doubt] = []
        for doubt in sorted(unsure, key=lambda each: (-each.size, each.start)):
            if doubt.end - doubt.start <= left:
                chosen.append(doubt)
                left -= doubt.end - doubt.start
        yield from _joined(index, text.value, sorted(chosen, key=lambda each: each.start))


def _joined(index: int, text: str, chosen: Sequence[Doubt]) -> Iterator[Range]:
    start = end = -1
    for doubt in chosen:
        if end >= 0 and not text[end : doubt.start].strip():
            end = doubt.end
            continue
        if end >= 0:
            yield Range(index, start, end)
        start, end = doubt.start, doubt.end
    if end >= 0:
        yield Range(index, start, end)


def voices(texts: Sequence[Text], asked: Sequence[Range]) -> list[list[Voice]]:
    """What the referees say about each range, in the offsets of its text."""
    parts = [texts[place.index].value[place.start : place.end] for place in asked]
    heard: list[list[Voice]] = [[] for _ in asked]
    english = [n for n, place in enumerate(asked) if texts[place.index].language in _READ_AS_ENGLISH]
    for n, found in zip(english, read_english([parts[n] for n in english]), strict=True):
        for start, end, label in found:
            name = sift(parts[n], start, end, label)
            if name is not None and name.entity in _ENGLISH:
                worth = _ENGLISH[name.entity] + (0.1 if name.entity == "PERSON" and name.score >= FULL_NAME else 0.0)
                heard[n].append(_voice(asked[n], (name.start, name.end, name.entity), worth, "spacy.names"))
    for n, names in enumerate(read_names(parts)):
        for each in names:
            worth = _worth(each.entity, each.score)
            heard[n].append(_voice(asked[n], (each.start, each.end, each.entity), worth, "rampart.names"))
    return heard


def _worth(entity: str, score: float) -> float:
    if entity == "PERSON":
        return _FULL if score > FIRST_NAME else _SINGLE
    return _ADDRESS if entity == "ADDRESS" else _PLACE


def _voice(place: Range, found: tuple[int, int, str], worth: float, who: str) -> Voice:
    start, end, entity = found
    return Voice(place.start + start, place.start + end, entity, worth, who)
