"""Columns and keys whose header says what their values are.

Why it matters: a table of customers holds names, dates and numbers that no pattern knows by themselves. A header
counts as evidence for short values of a plausible form; a bare `name` doesn't, because things have names too.
What to do: drop the column or replace its values by tokens.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.detectors.checks import has_variety
from auditor.detectors.header_words import HEADERS, HR_HEADERS
from auditor.model import Part, Span, Tier

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from auditor.detectors.base import Text

_CAMEL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOTHING = frozenset(
    "n/a na none null nil nan unknown unbekannt inconnu desconocido sconosciuto onbekend - -- --- . ? tbd tba todo test xxx "
    "keine kein no nein non yes ja oui si sí true false not applicable not available entfällt anonymous anonym redacted".split()
)
_PLACEHOLDER = re.compile(r"^[<\[{(%$].*[>\]})%$]$|^[xX*•#_.\-]+$|\{\{|\$\{")
#: Longer values are free text: other detectors read them.
_LONGEST = 120

_NAME = re.compile(r"(?:[^\W\d_][\w'’.\-]{0,30}[ ,]{0,2}){1,5}")
_DATE = re.compile(
    r"\d{4}[-./]\d{1,2}[-./]\d{1,2}(?:[T ]00:00.*)?|\d{1,2}[-./ ]{1,2}(?:\d{1,2}|[^\W\d]{3,10}\.?)[-./ ]{1,2}(?:\d{4}|\d{2})|"
    r"(?:19|20)\d{6}|[^\W\d]{3,10}\.? \d{1,2},? \d{4}"
)
_FORMS: dict[str, re.Pattern[str]] = {
    "EMAIL_ADDRESS": re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]{2,}"),
    "PHONE_NUMBER": re.compile(r"[+(]?\d[\d ().\-/]{4,22}\d(?: ?(?:x|ext\.?) ?\d{1,5})?"),
    "PERSON": _NAME,
    "DATE_OF_BIRTH": _DATE,
    "AGE": re.compile(r"1[01]\d|[1-9]\d?|19\d\d|20[012]\d"),
    "ADDRESS": re.compile(r"(?=.*[^\W\d_]{2})(?!.*(?:@|://)).{4,120}"),
    "LOCATION": re.compile(r"[^\W_][\w '’.,()/\-]{1,60}"),
    "IBAN_CODE": re.compile(r"[A-Za-z]{2}\d{2}[A-Za-z0-9 -]{10,40}"),
    "US_BANK_NUMBER": re.compile(r"\d[\d -]{5,20}\d"),
    "CREDIT_CARD": re.compile(r"\d[\d -]{10,21}\d"),
    "CARD_VERIFICATION_VALUE": re.compile(r"\d{3,4}"),
    "IP_ADDRESS": re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F:]{6,39}"),
    "MAC_ADDRESS": re.compile(r"[0-9A-Fa-f]{2}(?:[:-]?[0-9A-Fa-f]{2}){5}"),
    "USERNAME": re.compile(r"@?[A-Za-z0-9][\w.\-]{1,38}"),
    "GEO_COORDINATES": re.compile(r"-?\d{1,3}\.\d{3,17}(?:[,; ]{1,2}-?\d{1,3}\.\d{3,17})?"),
    "FINANCIAL_FIGURE": re.compile(r"(?:[€$£] ?|[A-Z]{3} ?)?-?\d[\d.,' ]{1,14}(?: ?(?:[€$£]|[A-Z]{3}))?"),
    "PSEUDONYM_TOKEN": re.compile(r"(?=.*\d)[\w.:\-]{4,64}"),
    "COOKIE_ID": re.compile(r"(?=.*\d)[\w.:\-]{8,128}"),
    "ADVERTISING_ID": re.compile(r"[0-9A-Fa-f-]{32,36}"),
    "NRP": re.compile(r"[^\W\d_][^\d]{1,40}"),
}
#: Numbers of documents and registers: letters and digits, some of them digits.
_REFERENCE = re.compile(r"(?=(?:\D*\d){3})[A-Za-z0-9][\w ./\-]{2,30}")
_CONTENT = re.compile(r"(?=.*[^\W_]).{2,120}")
_SPECIAL = frozenset(
    "HEALTH RELIGION ETHNIC_ORIGIN POLITICAL_OPINION TRADE_UNION SEXUAL_ORIENTATION CRIMINAL_OFFENCE".split()
)
_SCORES = {"PERSON": 0.8, "ADDRESS": 0.75, "LOCATION": 0.6, "AGE": 0.6, "PSEUDONYM_TOKEN": 0.6, "FINANCIAL_FIGURE": 0.6}
_SCORE = 0.7


def _index(table: dict[str, str]) -> dict[str, str]:
    return {word: name for name, words in reversed(table.items()) for word in words.split("|")}


_BY_WORD = _index(HEADERS)
_BY_HR_WORD = _index(HR_HEADERS)


@lru_cache(maxsize=8192)
def plain(header: str) -> str:
    """A header in small words without accents: `customerEMail_1` and `Customer e-mail` agree."""
    spaced = _CAMEL.sub(" ", header[:200]).replace("ß", "ss").replace("ł", "l").replace("ø", "o")
    letters = "".join(c for c in unicodedata.normalize("NFKD", spaced.lower()) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", letters).strip().rstrip("0123456789").strip()


@lru_cache(maxsize=8192)
def header_entity(header: str) -> str | None:
    """What the values of a column are, if its header says so: the longest ending that is known decides."""
    return _ending(header, _BY_WORD)


@lru_cache(maxsize=8192)
def hr_kind(header: str) -> str | None:
    """Which human-resources column a header names: salary, sick_days, rating, hire_date, leave_date, department ..."""
    return _ending(header, _BY_HR_WORD)


def _ending(header: str, table: dict[str, str]) -> str | None:
    words = plain(header).split()
    endings = (" ".join(words[start:]) for start in range(len(words)))
    return next((table[ending] for ending in endings if ending in table), None)


def _is_plausible(entity: str, value: str) -> bool:
    if value.lower() in _NOTHING or _PLACEHOLDER.search(value):
        return False
    if entity in _SPECIAL:
        return bool(_CONTENT.fullmatch(value)) and value not in ("0", "1")
    form = _FORMS.get(entity, _REFERENCE)
    return bool(form.fullmatch(value)) and _EXTRA.get(entity, _always)(value)


def _always(_value: str) -> bool:
    return True


def _is_street(value: str) -> bool:
    return (
        any(c.isdigit() for c in value)
        or " " in value
        or value.lower().endswith(("str.", "straße", "strasse", "weg", "straat"))
    )


_EXTRA: dict[str, Callable[[str], bool]] = {
    "ADDRESS": _is_street,
    "PHONE_NUMBER": has_variety,
    "CREDIT_CARD": has_variety,
    "PERSON": lambda value: value != value.lower() or " " in value,
}


@dataclass(frozen=True, slots=True)
class ColumnDetector:
    """One span for a whole short value below a telling header."""

    id: str = "columns.header"
    version: str = "1"
    tier: Tier = Tier.FAST
    entities: tuple[str, ...] = tuple(sorted(HEADERS))

    def detect(self, texts: Sequence[Text]) -> list[list[Span]]:
        """Spans of each text."""
        return [self._one(text) for text in texts]

    @property
    def triggers(self) -> tuple[tuple[str, int], ...]:
        """No text tells it anything without its header."""
        return ()

    def reads_header(self, header: str) -> bool:
        """Whether the header says what its values are."""
        return header_entity(header) is not None

    def thresholds(self) -> dict[str, float]:
        """The score of a finding."""
        return {entity: _SCORES.get(entity, _SCORE) for entity in self.entities}

    def _one(self, text: Text) -> list[Span]:
        value = text.value.strip()
        if not text.header or text.part is not Part.VALUE or not 1 <= len(value) <= _LONGEST or "\n" in value:
            return []
        entity = header_entity(text.header)
        if entity is None or not _is_plausible(entity, value):
            return []
        start = text.value.index(value)
        return [Span(start, start + len(value), entity, _SCORES.get(entity, _SCORE), self.id, "by_header")]


DETECTORS = (ColumnDetector(),)
