"""Several models on the same characters: what they say together, and how sure that makes it. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from math import prod
from typing import TYPE_CHECKING

from auditor.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MEMBER = False

#: Least worth of all voices together for a finding.
LEAST = 0.5
#: A place and an address are one kind of thing: voices for either count for both.
_KIND = {"ADDRESS": "LOCATION"}
#: Among models that say the same, the span of the first of these is taken.
_ORDER = ("tagger.names", "rampart.names", "spacy.names")


@dataclass(frozen=True, slots=True)
class Voice:
    """One model's span and the share of such spans that are right."""

    start: int
    end: int
    entity: str
    worth: float
    who: str

    @property
    def kind(self) -> str:
        """What it is, places and addresses together."""
        return _KIND.get(self.entity, self.entity)


def decided(voices: Iterable[Voice]) -> Iterator[Span]:
    """The spans that stand after all were heard."""
    for crowd in _crowds(sorted(voices, key=lambda each: (each.start, each.end, each.entity, each.who))):
        kinds = sorted({voice.kind for voice in crowd})
        weights = {kind: _together(crowd, kind) for kind in kinds}
        kind = max(kinds, key=lambda name: (weights[name], name))
        if weights[kind] >= LEAST:
            yield from _spans([voice for voice in crowd if voice.kind == kind], weights[kind])


def _crowds(ordered: Sequence[Voice]) -> Iterator[list[Voice]]:
    """Voices that touch one another, directly or by others between."""
    crowd: list[Voice] = []
    end = -1
    for voice in ordered:
        if crowd and voice.start >= end:
            yield crowd
            crowd = []
        end = max(end, voice.end) if crowd else voice.end
        crowd.append(voice)
    if crowd:
        yield crowd


def _together(crowd: Iterable[Voice], kind: str) -> float:
    """The worth of all models that say so: each model counts once."""
    best: dict[str, float] = {}
    for voice in crowd:
        if voice.kind == kind:
            best[voice.who] = max(best.get(voice.who, 0.0), voice.worth)
    return 1.0 - prod(1.0 - worth for worth in best.values())


def _spans(voices: Sequence[Voice], worth: float) -> Iterator[Span]:
    """The spans of the model that is taken first, and those of others that it has nothing at."""
    taken: list[Voice] = []
    by_model = ([voice for voice in voices if voice.who == who] for who in _ORDER)
    for voice in chain.from_iterable(by_model):
        if not any(other.start < voice.end and voice.start < other.end for other in taken):
            taken.append(voice)
    address = any(voice.entity == "ADDRESS" for voice in voices)
    for voice in taken:
        longest = max((v for v in voices if _touch(v, voice)), key=lambda v: (v.end - v.start, -v.start))
        chosen = longest if address else voice
        entity = (
            "ADDRESS" if address and any(v.entity == "ADDRESS" and _touch(v, voice) for v in voices) else voice.entity
        )
        yield Span(chosen.start, chosen.end, entity, round(min(worth, 0.99), 3), voice.who)


def _touch(one: Voice, other: Voice) -> bool:
    return one.start < other.end and other.start < one.end
