"""From the spans of one text to its edits: what the plan covers, overlaps united, one replacement each."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from auditor.model import Part, Status
from auditor.remedies.generalise import generalise
from auditor.remedies.known import ENTITY, Known, known_in
from auditor.remedies.plan import STRICTEST, Way
from auditor.remedies.surrogates import surrogate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.model import Field, Span
    from auditor.redaction import Key
    from auditor.remedies.plan import Plan

#: Start, end and new text, in code points of the old text; sorted, apart from each other.
Edits = tuple[tuple[int, int, str], ...]
#: Says nothing, not even to a model of names: a label such as [PERSON] makes one see names beside it (docs/redact.md).
MASKED = "***"
#: A value this long is looked for in the other texts of its record, where detection may have missed it.
_SHORTEST = 5
_MOST_VALUES = 200


@dataclass(frozen=True, slots=True)
class Target:
    """A piece of text that goes."""

    start: int
    end: int
    entity: str
    way: Way


@dataclass(slots=True)
class Replacer:
    """Makes edits; `pairs` collects value and surrogate where a table was asked for."""

    plan: Plan
    key: Key
    pairs: dict[tuple[str, str], str] | None = field(default=None, repr=False)
    known: Known = field(default_factory=Known)  # values of the dataset, by fingerprint
    issued: set[str] = field(default_factory=set)  # fingerprints of surrogates
    unlinked: int = 0

    def targets(
        self, fields: Sequence[Field], spans: Sequence[Sequence[Span]], *, known: bool = True
    ) -> list[list[Target]]:
        """What goes from each field of a record; a value found in one text goes from all, and from the whole dataset."""
        own = [list(self._covered(found, text.part)) for text, found in zip(fields, spans, strict=True)]
        values = self._values(fields, own)
        return [
            united([*mine, *_again(text.text, values), *(self._known(text.text) if known else ())])
            if text.part is Part.VALUE
            else united(mine)
            for text, mine in zip(fields, own, strict=True)
        ]

    def _known(self, text: str) -> Iterator[Target]:
        """Values of the dataset that detection did not find here."""
        for start, end, entity in known_in(text, self.known, self.key):
            way = self.plan.way_of(entity)
            if way is not None:
                yield Target(start, end, entity, way)

    def _covered(self, spans: Iterable[Span], part: Part) -> Iterator[Target]:
        for span in spans:
            way = self.plan.way_of(span.entity)
            if way is None:
                continue
            if span.status is Status.UNLINKED and not self.plan.unlinked:
                self.unlinked += 1
                continue
            yield Target(span.start, span.end, span.entity, way if part is Part.VALUE else Way.MASK)

    def _values(self, fields: Sequence[Field], targets: Sequence[Sequence[Target]]) -> dict[str, Target]:
        """Values of this record that are worth looking for again: long, and more than a common word."""
        known: dict[str, Target] = {}
        for text, own in zip(fields, targets, strict=True):
            for target in own:
                for value in _forms(target.entity, text.text[target.start : target.end]):
                    if len(value) >= _SHORTEST and len(known) < _MOST_VALUES:
                        known.setdefault(value, target)
        return known

    def edits(self, text: str, targets: Sequence[Target], language: str, part: Part = Part.VALUE) -> Edits:
        """The replacement of each target."""
        return tuple(
            (target.start, target.end, self._replacement(target, text[target.start : target.end], language, part))
            for target in targets
        )

    def _replacement(self, target: Target, value: str, language: str, part: Part) -> str:
        if part is not Part.VALUE:
            return f"{target.entity}~{self.key.fingerprint(target.entity, value)[:4]}"
        new: str | None = None
        match target.way:
            case Way.REMOVE:
                new = ""
            case Way.SHAPE:
                new = shape(value)
            case Way.GENERALISE:
                new = generalise(target.entity, value)
            case Way.SURROGATE:
                new = self._surrogate(target.entity, value, language)
            case Way.LABEL:
                new = f"[{target.entity}]"
            case Way.MASK:
                pass
        return MASKED if new is None else new

    def _surrogate(self, entity: str, value: str, language: str) -> str | None:
        new = surrogate(entity, value, self.key, language)
        if new is None or not new.strip() or value.casefold() in new.casefold():
            return None
        self.issued.add(self.key.fingerprint(entity, new))
        if self.pairs is not None:
            self.pairs[entity, value] = new
        return new


def shape(value: str) -> str:
    """Letters as x, digits as 0, everything else that is ASCII as it is."""
    return "".join(
        ("X" if char.isupper() else "x")
        if char.isalpha()
        else "0"
        if char.isdigit()
        else char
        if char.isascii()
        else "?"
        for char in value
    )


def united(targets: Iterable[Target]) -> list[Target]:
    """Overlapping pieces as one: named after the longest, replaced in the way that leaves least."""
    merged: list[list[Target]] = []
    end = -1
    for target in sorted(targets, key=lambda t: (t.start, -t.end, t.entity)):
        if merged and target.start < end:
            merged[-1].append(target)
            end = max(end, target.end)
        else:
            merged.append([target])
            end = target.end
    return [_one(group) for group in merged]


def _one(group: Sequence[Target]) -> Target:
    longest = max(group, key=lambda t: (t.end - t.start, -t.start))
    way = min((target.way for target in group), key=STRICTEST.index)
    start, end = min(t.start for t in group), max(t.end for t in group)
    if (start, end) != (longest.start, longest.end) and way in (Way.SURROGATE, Way.GENERALISE):
        way = Way.MASK  # the whole is no value of the entity
    return Target(start, end, longest.entity, way)


def _forms(entity: str, value: str) -> Iterator[str]:
    """A value that is more than a common word; of a full name the surname too."""
    if any(char.isdigit() or char in "@ .-_" for char in value.strip()):
        yield value
    words = value.split()
    if entity == ENTITY and len(words) > 1 and words[-1][:1].isupper():
        yield words[-1]


def moved_back(spans: Iterable[tuple[int, int]], edits: Edits) -> Iterator[tuple[int, int]]:
    """Places in the edited text as places of the old one, without what was replaced already."""
    kept = []  # start and end in the new text, and how far the old one is ahead
    old = new = 0
    for start, end, text in edits:
        kept.append((new, new + start - old, old - new))
        new += start - old + len(text)
        old = end
    kept.append((new, sys.maxsize, old - new))
    for first, last in spans:
        for start, end, ahead in kept:
            if first < end and start < last:
                yield max(first, start) + ahead, min(last, end) + ahead


def _again(text: str, known: dict[str, Target]) -> Iterator[Target]:
    for value, target in known.items():
        at = text.find(value)
        while at >= 0:
            end = at + len(value)
            if not _joins(text[at - 1 : at], value[0]) and not _joins(text[end : end + 1], value[-1]):
                yield Target(at, end, target.entity, target.way)
            at = text.find(value, end)


def _joins(neighbour: str, edge: str) -> bool:
    return bool(re.match(r"\w", neighbour)) and bool(re.match(r"\w", edge))


def applied(text: str, edits: Edits) -> str:
    """The text with its edits."""
    parts, at = [], 0
    for start, end, new in edits:
        parts += [text[at:start], new]
        at = end
    return "".join(parts) + text[at:]
