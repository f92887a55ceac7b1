"""Finds a name in running text by its words: any order, initials, spellings, endings, typing errors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from auditor.subjects import hits
from auditor.subjects.hits import Hit, Strength
from auditor.subjects.spelling import is_near, lowered, spellings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.subjects.person import Name

ENTITY = "PERSON"
_WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_\u0300-\u036f]*)*")  # with loose accents
#: What may stand between two words of one name.
_BETWEEN = re.compile(r"[\s.,\-_’']{0,3}")
_PARTICLES = frozenset("von van vom zu zur der den de del della di da dos la le el al bin ibn ter ten mc mac o".split())
#: How far a word is from the one that is looked for.
_EQUAL, _SPELLED, _ENDING, _NEAR, _INITIAL = range(5)
_REASON = {_SPELLED: hits.SPELLING, _ENDING: hits.INFLECTED, _NEAR: hits.TYPO}
_LEAST_SURNAME = 3
_MOST_BETWEEN = 2
_CACHED = 200_000

#: Place in the name ("g" or "s", number) and how far.
_Role = tuple[str, int, int]


@dataclass
class NameFinder:
    """Finds one name; distinct words are judged once."""

    name: Name = field(repr=False)
    _judged: dict[str, tuple[_Role, ...]] = field(default_factory=dict, repr=False)
    _joined: frozenset[str] = field(default=frozenset(), repr=False)

    def __post_init__(self) -> None:
        given = "".join(self.name.given[:1])
        last = "".join(self.name.last)
        both = {given + last, last + given, given[:1] + last} if given else set()
        self._joined = frozenset(form for word in both if len(word) > len(last) for form in spellings(word))

    def find(self, text: str) -> list[Hit]:
        """The places of the name in a text, apart from each other."""
        spans = [match.span() for match in _WORD.finditer(text)]
        roles = {}
        for place, (start, end) in enumerate(spans):
            if found := self.judge(text[start:end]):
                roles[place] = found
        if not roles:
            return []
        return hits.apart([*_Reading(self.name, text, spans, roles).hits()])

    def judge(self, word: str) -> tuple[_Role, ...]:
        """What a word can be in the name."""
        known = self._judged.get(word)
        if known is None:
            if len(self._judged) >= _CACHED:
                self._judged.clear()
            known = self._judged[word] = tuple(self._roles(word))
        return known

    def _roles(self, word: str) -> Iterator[_Role]:
        low, forms = lowered(word), spellings(word)
        if forms & self._joined:
            yield "j", 0, _EQUAL
            return
        for kind, parts in (("g", self.name.given), ("s", self.name.last)):
            for number, part in enumerate(parts):
                how = _distance(low, forms, part)
                if how is not None:
                    yield kind, number, how
                elif kind == "g" and not number and low == lowered(part)[:1]:
                    yield kind, number, _INITIAL


def _distance(low: str, forms: frozenset[str], part: str) -> int | None:
    if low == lowered(part):
        return _EQUAL
    wanted = spellings(part)
    if forms & wanted:
        return _SPELLED
    if len(part) >= _LEAST_SURNAME and any(form.removesuffix("s") in wanted for form in forms):
        return _ENDING
    return _NEAR if any(is_near(form, want) for form in forms for want in wanted) else None


@dataclass(frozen=True)
class _Reading:
    """One text read for one name."""

    name: Name = field(repr=False)
    text: str = field(repr=False)
    spans: list[tuple[int, int]] = field(repr=False)
    roles: dict[int, tuple[_Role, ...]] = field(repr=False)

    def hits(self) -> Iterator[Hit]:
        used: set[int] = set()
        for place in sorted(self.roles):
            if place not in used and (last := self._run(place, "s")):
                used.update(last)
                yield from self._around(last)
        for place in sorted(self.roles):
            if place not in used:
                yield from self._alone(place)

    def _how(self, place: int, kind: str) -> int | None:
        found = [how for role, _, how in self.roles.get(place, ()) if role == kind]
        return min(found) if found else None

    def _near(self, one: int, other: int) -> bool:
        return bool(_BETWEEN.fullmatch(self.text, self.spans[one][1], self.spans[other][0]))

    def _run(self, place: int, kind: str) -> list[int]:
        """Words of the same part of the name that stand together."""
        run: list[int] = []
        while self._how(place, kind) is not None and (not run or self._near(run[-1], place)):
            run.append(place)
            place += 1
        return run

    def _given(self, edge: int, step: int) -> list[int]:
        """Given names on one side of a surname, over particles and initials of others."""
        found: list[int] = []
        skipped, at = 0, edge + step
        while 0 <= at < len(self.spans) and skipped <= _MOST_BETWEEN and self._near(*sorted((at - step, at))):
            start, end = self.spans[at]
            if self._how(at, "g") is not None:
                found.append(at)
            elif end - start == 1 or self.text[start:end].lower() in _PARTICLES:
                skipped += 1
            else:
                break
            at += step
        return found

    def _around(self, last: list[int]) -> Iterator[Hit]:
        before, behind = self._given(last[0], -1), self._given(last[-1], 1)
        given = before if self._best(before) <= self._best(behind) else behind
        if not given:
            yield from self._surname(last)
            return
        places = sorted([*last, *given])
        start, end = self.spans[places[0]][0], self.spans[places[-1]][1]
        strength, why = self._grade(last, given, turned=given is not before)
        yield Hit(start, end, ENTITY, strength, why)

    def _best(self, given: list[int]) -> int:
        return min((how for place in given if (how := self._how(place, "g")) is not None), default=99)

    def _grade(self, last: list[int], given: list[int], *, turned: bool) -> tuple[Strength, str]:
        far = [how for place in last if (how := self._how(place, "s")) is not None]
        near = [how for place in given if (how := self._how(place, "g")) is not None]
        if min(near) == _INITIAL:
            return Strength.POSSIBLE, hits.INITIAL
        all_far = [*far, *(how for how in near if how != _INITIAL)]
        if all_far.count(_NEAR) > 1:
            return Strength.POSSIBLE, hits.TYPOS
        if max(all_far) > _EQUAL:
            return Strength.VARIANT, _REASON[max(all_far)]
        if len(last) < len(self.name.last) or len(near) < len(self.name.given) or _INITIAL in near:
            return Strength.VARIANT, hits.LEFT_OUT
        if turned:
            return Strength.VARIANT, hits.LAST_FIRST
        return Strength.EXACT, hits.SAME

    def _surname(self, last: list[int]) -> Iterator[Hit]:
        start, end = self.spans[last[0]][0], self.spans[last[-1]][1]
        far = max(how for place in last if (how := self._how(place, "s")) is not None)
        if far < _NEAR and end - start >= _LEAST_SURNAME and self.text[start].isupper():
            yield Hit(start, end, ENTITY, Strength.POSSIBLE, hits.SURNAME)

    def _alone(self, place: int) -> Iterator[Hit]:
        start, end = self.spans[place]
        if self._how(place, "j") is not None:
            yield Hit(start, end, "USERNAME", Strength.POSSIBLE, hits.JOINED)
            return
        how = self._how(place, "g")
        if how is not None and how < _NEAR and end - start >= _LEAST_SURNAME and self.text[start].isupper():
            yield Hit(start, end, ENTITY, Strength.HINT, hits.GIVEN)


def words_of(name: Name) -> frozenset[str]:
    """The spellings of a name's words that are looked for, apart from typing errors."""
    plain = {form for part in (*name.given, *name.last) for form in (lowered(part), *spellings(part))}
    return frozenset({*plain, *(f"{form}s" for form in plain), *(part[:1].lower() for part in name.given[:1])})
