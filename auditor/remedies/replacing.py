"""From the spans of one text to its edits: what the plan covers, overlaps united, one replacement each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from auditor.model import Part, Status
from auditor.remedies.generalise import generalise
from auditor.remedies.plan import STRICTEST, Way
from auditor.remedies.surrogates import surrogate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.model import Field, Span
    from auditor.redaction import Key
    from auditor.remedies.plan import Plan

#: Start, end and new text, in code points of the old text; sorted, apart from each other.
Edits = tuple[tuple[int, int, str], ...]
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
    issued: set[str] = field(default_factory=set)  # fingerprints of surrogates
    done: dict[str, int] = field(default_factory=dict)
    unlinked: int = 0

    def record_edits(
        self, fields: Sequence[Field], spans: Sequence[Sequence[Span]], languages: Sequence[str]
    ) -> list[Edits]:
        """The edits of each field of a record; a value found in one text goes from all of them."""
        targets = [list(self._targets(found, text.part)) for text, found in zip(fields, spans, strict=True)]
        known = self._values(fields, targets)
        made: list[Edits] = []
        for text, own, language in zip(fields, targets, languages, strict=True):
            more = list(_again(text.text, known)) if text.part is Part.VALUE else []
            made.append(self._edits(text.text, united([*own, *more]), language, text.part) if own or more else ())
        return made

    def _targets(self, spans: Iterable[Span], part: Part) -> Iterator[Target]:
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
                value = text.text[target.start : target.end]
                if len(value) >= _SHORTEST and _is_telling(value) and len(known) < _MOST_VALUES:
                    known.setdefault(value, target)
        return known

    def _edits(self, text: str, targets: Sequence[Target], language: str, part: Part) -> Edits:
        made = []
        for target in targets:
            value = text[target.start : target.end]
            made.append((target.start, target.end, self._replacement(target, value, language, part)))
            self.done[target.entity] = self.done.get(target.entity, 0) + 1
        return tuple(made)

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
            case Way.MASK:
                pass
        return f"[{target.entity}]" if new is None else new

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
    if (start, end) != (longest.start, longest.end) and way not in (Way.REMOVE, Way.SHAPE):
        way = Way.MASK  # the whole is no value of the entity
    return Target(start, end, longest.entity, way)


def _is_telling(value: str) -> bool:
    return any(char.isdigit() or char in "@ .-_" for char in value.strip())


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
