"""What is known of the person who is looked for: names, addresses, numbers, a date of birth."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from auditor.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

KINDS = ("name", "email", "phone", "id", "birth")
_WORD = re.compile(r"[^\W_]+")
_TITLES = frozenset("dr prof professor herr frau mr mrs ms miss mister sir mme m monsieur madame dipl ing med".split())
_NUMERIC = re.compile(r"(\d{1,4})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{1,4})")
_LEAST_ID, _LEAST_DIGITS = 4, 6


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its parts; a name of one word has no given names."""

    given: tuple[str, ...] = field(repr=False)
    last: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Person:
    """Who is looked for; never shown."""

    names: tuple[Name, ...] = field(default=(), repr=False)
    emails: tuple[str, ...] = field(default=(), repr=False)
    phones: tuple[str, ...] = field(default=(), repr=False)
    ids: tuple[str, ...] = field(default=(), repr=False)
    births: tuple[date, ...] = field(default=(), repr=False)

    @property
    def known(self) -> dict[str, int]:
        """How many values of each kind are looked for."""
        counts = zip(KINDS, (self.names, self.emails, self.phones, self.ids, self.births), strict=True)
        return {kind: len(values) for kind, values in counts if values}


def person_of(values: Iterable[tuple[str, str]]) -> Person:
    """The person from kinds and values; raises UsageError, which quotes no value, for one that can't be looked for."""
    person = Person()
    for kind, value in values:
        text = " ".join(value.split())
        match kind:
            case "name":
                person = replace(person, names=(*person.names, parse_name(text)))
            case "email":
                person = replace(person, emails=(*person.emails, _email(text)))
            case "phone":
                person = replace(person, phones=(*person.phones, _phone(text)))
            case "id":
                person = replace(person, ids=(*person.ids, _id(text)))
            case "birth":
                person = replace(person, births=(*person.births, _birth(text)))
            case _:
                raise UsageError("a value of no known kind", f"kinds are {', '.join(KINDS)}")
    if not person.known:
        raise UsageError("nothing to look for", "give --name, --email, --phone, --id, --birth or --values FILE")
    return person


def read_values(text: str) -> Iterator[tuple[str, str]]:
    """Lines `kind: value` of a file or of standard input; empty lines and those behind # mean nothing."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        kind, sign, value = line.partition(":")
        if not sign or kind.strip() not in KINDS or not value.strip():
            known = ", ".join(KINDS)
            raise UsageError(f"--values: line {number} is no `kind: value`", f"kinds are {known}")
        yield kind.strip(), value.strip()


def parse_name(text: str) -> Name:
    """Given names and surname from `First Last` or `Last, First`; titles fall away."""
    before, comma, behind = text.partition(",")
    first = [*_words(behind), *_words(before)] if comma and _words(behind) else _words(text)
    size = len(_words(before)) if comma and _words(behind) else _surname_size(text)
    if not first:
        raise UsageError("--name: no word in it", "give a name as `First Last` or `Last, First`")
    return Name(tuple(first[:-size]), tuple(first[-size:]))


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if word.lower() not in _TITLES]


def _surname_size(text: str) -> int:
    """Words of the surname: the last one, with what a hyphen joins to it."""
    last = text.split()[-1] if text.split() else ""
    return max(1, len(_words(last)))


def _email(text: str) -> str:
    local, sign, domain = text.rpartition("@")
    if not sign or not local or "." not in domain:
        raise UsageError("--email: not an address", "give it as name@example.org")
    return text


def _phone(text: str) -> str:
    if sum(char.isdigit() for char in text) < _LEAST_DIGITS:
        raise UsageError(f"--phone: fewer than {_LEAST_DIGITS} digits", "give the number with its area code")
    return text


def _id(text: str) -> str:
    if sum(char.isalnum() for char in text) < _LEAST_ID:
        raise UsageError(f"--id: shorter than {_LEAST_ID} signs", "so short a number stands everywhere by chance")
    return text


def _birth(text: str) -> date:
    dates = dates_of(text)
    if len(dates) != 1:
        raise UsageError("--birth: not one date", "give it as YYYY-MM-DD")
    return dates.pop()


def dates_of(text: str, *, either: bool = False) -> set[date]:
    """The days that a date in digits can mean: day before month, and month before day where asked or the only way."""
    match = _NUMERIC.fullmatch(text.strip())
    if match is None:
        return set()
    one, two, three = map(int, match.groups())
    if len(match.group(1)) == 4:
        return _days([(one, two, three)])
    years = [three] if len(match.group(3)) == 4 else [1900 + three, 2000 + three] if len(match.group(3)) == 2 else []
    found, other = (_days((year, *rest) for year in years) for rest in ((two, one), (one, two)))
    return found | other if either or not found else found


def _days(parts: Iterable[tuple[int, int, int]]) -> set[date]:
    days = set()
    for year, month, day in parts:
        try:
            days.add(date(year, month, day))
        except ValueError:  # no such day
            continue
    return days
