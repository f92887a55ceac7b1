"""All places of a person in one record, each graded by itself and then by what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from auditor.subjects import hits
from auditor.subjects.hits import Hit, Strength, apart
from auditor.subjects.names import NameFinder
from auditor.subjects.numbers import EMAIL, NumberFinder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.subjects.person import Person

#: In a long text two matches belong together only this near, in characters.
NEARBY = 5_000
_SURE = (Strength.EXACT, Strength.VARIANT)


@dataclass
class Matcher:
    """Looks for one person; made once per worker."""

    person: Person = field(repr=False)
    _names: list[NameFinder] = field(default_factory=list, repr=False)
    _numbers: NumberFinder = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._names = [NameFinder(name) for name in self.person.names]
        self._numbers = NumberFinder.of(self.person)

    def in_text(self, text: str) -> list[Hit]:
        """The places in one text, each graded by itself."""
        numbers = list(self._numbers.find(text))
        mailboxes = [hit for hit in numbers if hit.entity == EMAIL]
        named = [hit for finder in self._names for hit in finder.find(text)]
        outside = [n for n in named if all(n.end <= m.start or m.end <= n.start for m in mailboxes)]
        return apart([*outside, *numbers])  # a name inside an address is graded as the address is

    def in_record(self, texts: Sequence[str]) -> list[list[Hit]]:
        """The places in the texts of one record; hints that nothing stands beside fall away."""
        found = [self.in_text(text) for text in texts]
        found = _two_fields(texts, found)
        found = _with_date(found)
        return [_lifted(own, place, found) for place, own in enumerate(found)]


def _two_fields(texts: Sequence[str], found: list[list[Hit]]) -> list[list[Hit]]:
    """A field that is the surname and another that is a given name, in one record, are the name."""
    whole = {
        (place, hit.why)
        for place, own in enumerate(found)
        for hit in own
        if hit.why in {hits.SURNAME, hits.GIVEN} and hit.end - hit.start == len(texts[place].strip())
    }
    if {why for _, why in whole} != {hits.SURNAME, hits.GIVEN}:
        return found
    return [
        [_as(hit, Strength.VARIANT, hits.TWO_FIELDS) if (place, hit.why) in whole else hit for hit in own]
        for place, own in enumerate(found)
    ]


def _with_date(found: list[list[Hit]]) -> list[list[Hit]]:
    """A surname and the date of birth in one record are more than each alone."""
    reasons = {(place, hit.why) for place, own in enumerate(found) for hit in own}
    dates = [(place, hit.start) for place, own in enumerate(found) for hit in own if hit.why == hits.DATE]
    named = {hits.SURNAME, hits.INITIAL, hits.TYPOS}
    if not dates or not any(why in named for _, why in reasons):
        return found
    names = [(place, hit.start) for place, own in enumerate(found) for hit in own if hit.why in named]
    return [
        [
            _as(hit, Strength.VARIANT, hits.WITH_DATE)
            if (hit.why in named and _beside(place, hit.start, dates))
            or (hit.why == hits.DATE and _beside(place, hit.start, names))
            else hit
            for hit in own
        ]
        for place, own in enumerate(found)
    ]


def _lifted(own: list[Hit], place: int, found: list[list[Hit]]) -> list[Hit]:
    """Weak places beside a sure one belong to the person as well."""
    sure = [(at, hit.start) for at, others in enumerate(found) for hit in others if hit.strength in _SURE]
    made = [
        _as(hit, Strength.VARIANT, hits.BESIDE)
        if hit.strength not in _SURE and _beside(place, hit.start, sure)
        else hit
        for hit in own
    ]
    return [hit for hit in made if hit.strength is not Strength.HINT]


def _beside(place: int, start: int, others: Sequence[tuple[int, int]]) -> bool:
    return any(at != place or abs(start - where) <= NEARBY for at, where in others)


def _as(hit: Hit, strength: Strength, why: str) -> Hit:
    return replace(hit, strength=strength, why=why)
