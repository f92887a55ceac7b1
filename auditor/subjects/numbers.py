"""Finds addresses, numbers and dates of a person in running text, however they are separated."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from auditor.subjects import hits
from auditor.subjects.hits import Hit, Strength
from auditor.subjects.person import dates_of
from auditor.subjects.spelling import lowered, spellings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from auditor.subjects.person import Person

EMAIL = "EMAIL_ADDRESS"
#: An at sign, also spelled out; what stands around it is looked at in bounded pieces, so that no text takes long.
_AT = re.compile(r"@|\s?[(\[{]\s?(?:at|ät)\s?[)\]}]\s?", re.IGNORECASE)
_LOCAL = re.compile(r"[\w.+%-]{1,64}\Z")
_DOMAIN = re.compile(r"[\w-]{1,63}(?:(?:\.|\s?[(\[{]\s?(?:dot|punkt)\s?[)\]}]\s?)[\w-]{1,63}){1,8}", re.IGNORECASE)
_DOT = re.compile(r"\s?[(\[{]\s?(?:dot|punkt)\s?[)\]}]\s?", re.IGNORECASE)
_SAME_HOST = {"googlemail.com": "gmail.com"}
_ROLES = frozenset("info office kontakt contact hello mail support service team admin sales noreply".split())
_LEAST_LOCAL = 4
_PHONE = re.compile(r"(?<![\w.])\+?\(?\d(?:[\s()/.\-]{0,3}\d){5,16}(?!\w)")
_LEAST_NATIONAL = 6
_MOST_COUNTRY = 3
_NUMERIC_DATE = re.compile(r"(?<![\w.-])\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,4}(?![\w-])")
_MONTHS = (
    "january januar janvier enero gennaio januari jänner", "february februar février febrero febbraio februari",
    "march märz mars marzo maart", "april avril abril aprile", "may mai mayo maggio mei", "june juni juin junio giugno",
    "july juli juillet julio luglio", "august août agosto augustus",
    "september septembre septiembre settembre", "october oktober octobre octubre ottobre",
    "november novembre noviembre", "december dezember décembre diciembre dicembre",
)  # fmt: skip


@dataclass(frozen=True)
class NumberFinder:
    """Finds everything of a person that is no name."""

    person: Person = field(repr=False)
    _ids: tuple[tuple[str, re.Pattern[str]], ...] = field(default=(), repr=False)
    _written: tuple[re.Pattern[str], ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, person: Person) -> NumberFinder:
        """With its patterns ready."""
        ids = tuple((lowered(value), _spaced(value)) for value in person.ids)
        return cls(person, ids, tuple(_in_words(day) for day in person.births))

    def find(self, text: str) -> Iterator[Hit]:
        """The places of addresses, numbers and dates."""
        if self.person.emails or self.person.names:
            yield from self._emails(text)
        if self.person.phones:
            yield from self._phones(text)
        for value, pattern in self._ids:
            for match in pattern.finditer(text):
                same = lowered(match.group()) == value
                strength, why = (Strength.EXACT, hits.SAME) if same else (Strength.VARIANT, hits.SEPARATED)
                yield Hit(*match.span(), "CUSTOMER_ID", strength, why)
        if self.person.births:
            yield from self._dates(text)

    def _emails(self, text: str) -> Iterator[Hit]:
        for sign in _AT.finditer(text):
            local = _LOCAL.search(text, max(0, sign.start() - 64), sign.start())
            domain = _DOMAIN.match(text, sign.end(), sign.end() + 400)
            if local is None or domain is None:
                continue
            graded = self._mailbox(local.group(), _DOT.sub(".", domain.group()), spelled=sign.group() != "@")
            if graded is not None:
                yield Hit(local.start(), domain.end(), EMAIL, *graded)

    def _mailbox(self, local: str, domain: str, *, spelled: bool) -> tuple[Strength, str] | None:
        found = []
        for known in self.person.emails:
            own, _, host = lowered(known).rpartition("@")
            if (lowered(local), lowered(domain)) == (own, host):
                found.append((Strength.VARIANT, hits.TAGGED) if spelled else (Strength.EXACT, hits.SAME))
            elif _plain(local) == _plain(own) and _plain(own) not in _ROLES:
                if _host(domain) == _host(host):
                    found.append((Strength.VARIANT, hits.TAGGED))
                elif len(_plain(own)) >= _LEAST_LOCAL:
                    found.append((Strength.POSSIBLE, hits.OTHER_DOMAIN))
        if not found and any(_plain(local) in _made_of(n.given, n.last) for n in self.person.names):
            found.append((Strength.POSSIBLE, hits.OWN_NAME))
        return min(found, key=lambda grade: hits.ORDER.index(grade[0])) if found else None

    def _phones(self, text: str) -> Iterator[Hit]:
        for match in _PHONE.finditer(text):
            for known in self.person.phones:
                if (why := _same_phone(match.group(), known)) is not None:
                    strength = Strength.EXACT if why == hits.SAME else Strength.VARIANT
                    yield Hit(*match.span(), "PHONE_NUMBER", strength, why)

    def _dates(self, text: str) -> Iterator[Hit]:
        days = set(self.person.births)
        for match in _NUMERIC_DATE.finditer(text):
            if dates_of(match.group(), either=True) & days:
                yield Hit(*match.span(), "DATE_OF_BIRTH", Strength.POSSIBLE, hits.DATE)
        for pattern in self._written:
            for match in pattern.finditer(text):
                yield Hit(*match.span(), "DATE_OF_BIRTH", Strength.POSSIBLE, hits.DATE)


def _plain(local: str) -> str:
    """A mailbox without its tag, dots and hyphens, each letter in one spelling."""
    return min(spellings(re.sub(r"[._-]", "", local.partition("+")[0])))


def _host(domain: str) -> str:
    low = lowered(domain)
    return _SAME_HOST.get(low, low)


def _made_of(given: tuple[str, ...], last: tuple[str, ...]) -> set[str]:
    first, surname = "".join(given[:1]), "".join(last)
    if not first:
        return set()
    joined = (first + surname, surname + first, first[:1] + surname, surname + first[:1])
    return {form for word in joined for form in spellings(word)}


def _same_phone(text: str, known: str) -> str | None:
    one, other = _digits(text), _digits(known)
    if one == other:
        return hits.SAME if text.strip() == known.strip() else hits.SEPARATED
    short, long = sorted((one.removeprefix("+").lstrip("0"), other.removeprefix("+").lstrip("0")), key=len)
    both_international = one.startswith("+") and other.startswith("+")
    if both_international or len(short) < _LEAST_NATIONAL or not long.endswith(short):
        return None
    return hits.NATIONAL if len(long) - len(short) <= _MOST_COUNTRY else None


def _digits(text: str) -> str:
    """The digits, with + for an international number; a (0) after a country code is not dialled."""
    plain = re.sub(r"\(0\)", "", text) if text.lstrip().startswith(("+", "00")) else text
    digits = re.sub(r"\D", "", plain)
    if plain.lstrip().startswith("+"):
        return f"+{digits}"
    return f"+{digits[2:]}" if digits.startswith("00") else digits


def _spaced(value: str) -> re.Pattern[str]:
    signs = [re.escape(char) for char in value if char.isalnum()]
    return re.compile(r"(?<![^\W_])" + r"[\s./_-]{0,2}".join(signs) + r"(?![^\W_])", re.IGNORECASE)


def _in_words(day: date) -> re.Pattern[str]:
    words = [form for name in _MONTHS[day.month - 1].split() for form in (name, name[:3] + r"\.?")]
    month = f"(?:{'|'.join(sorted(dict.fromkeys(words), key=len, reverse=True))})"
    year = rf"(?:{day.year}|{day.year % 100:02d})"
    number = rf"0?{day.day}"
    tail = r"(?:st|nd|rd|th|er|\.)?"
    european = rf"{number}{tail}\s?(?:de |of )?{month}[\s,]{{0,2}}(?:de |del )?{year}"
    american = rf"{month}\s{number}{tail},?\s{year}"
    return re.compile(rf"(?<!\w)(?:{european}|{american})(?!\w)", re.IGNORECASE)
