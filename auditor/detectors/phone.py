"""Telephone numbers as people write them, in any country.

Why it matters: a number reaches a person directly (GDPR Art. 4(1)). What to do: replace it by a token, or keep
country and area code only. The form decides first, then the numbering plan of the countries that fit the language;
a number that no plan knows counts only where a label beside it says "phone".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.model import Part, Span, Tier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.detectors.base import Text

_CANDIDATE = re.compile(
    # a set of characters first, what stands before it second: so `re` skips quickly to the next candidate
    r"[+(\d](?<![\w.@#/=+$€£-][+(\d])(?<!\d[, \u00a0][+(\d])"
    r"(?:(?<=\()\+)?[\d \u00a0().\-/]{5,23}\d(?: ?(?:x|ext\.? ?|#)\d{1,5})?"
    r"(?![\w%@=]|[.,:]\d| ?(?:%|€|EUR|USD|GBP|kg|km|MB|GB|ms)\b)"
)
_LABEL = re.compile(
    r"(?:\btel(?:\b|e(?:f|ph|le)|éf)|phone|\bfon\b|mobil|móvil|handy|\bcell|\bfax\b|telefax|\bhotline|portable|cellulare|"
    r"telefoo?n|\bgsm\b|whatsapp|rufnummer|durchwahl|\bdesk\b|\boffice\b|landline|festnetz|numéro|komórk|téléphone|"
    r"\bmob\b|\bph\b|viber|telegram)",
    re.IGNORECASE,
)
#: Of which a label in ASCII has one, in lower case: to look for them costs a tenth.
_LABEL_STEMS = (
    "tel ph fon mob handy cell fax hotline portable gsm whatsapp rufnummer durchwahl desk office landline festnetz "
    "viber"
).split()
_NOT_DIGITS = re.compile(r"\D+")
_EXTENSION = re.compile(r"x|ext|#")
_REACH = re.compile(
    r"\b(?:call(?:s|ed|ing|back)?|r[ia]ng|dial(?:led)?|text(?:ed)?(?= me| us| him| her|:| to)|sms|messages?|reach(?:ed|able)?|contact|answering|"
    r"number|nummer|unter|anruf\w*|erreich\w*|ruf\w*|appel\w*|joindre|joignable|ll[aá]m\w+|número|chiam\w+|numero|bel|bellen|"
    r"bereik\w*|ring|zadzwoń|dzwoni\w+|ligue|ligar|numer)\b",
    re.IGNORECASE,
)
_NOT_A_PHONE = re.compile(
    r"(?:19|20)\d\d[-./ ](?:0?[1-9]|1[0-2])[-./ ][0-3]?\d(?:$| \d)|\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d\d(?:$|[ -])|(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d$"
    r"|\+?\d+\.\d\d?$|\d{3}-\d\d-\d{4}$|(?:\d{1,3}\.){3}\d{1,3}$|(\d)\1{6,}"
)
#: North American numbers: separators or parentheses as they are usual there.
_AMERICAN = re.compile(
    r"(?:(?:\+|00)?1[ .-]?)?(?:\([2-9]\d\d\) ?|[2-9]\d\d[.-])[2-9]\d\d[ .-]\d{4}(?: ?(?:x|ext\.? ?|#)\d{1,5})?"
)
_GROUPED = re.compile(r"\(?0\d{1,5}\)?(?:[ \u00a0./-]{1,3}\d{2,8}){1,5}")
_PLANS = {
    "en": ("GB", "US", "IE", "AU", "NZ", "ZA"),
    "de": ("DE", "AT", "CH"),
    "fr": ("FR", "BE", "CH", "LU"),
    "es": ("ES",),
    "it": ("IT", "CH"),
    "nl": ("NL", "BE"),
    "pl": ("PL",),
    "pt": ("PT", "BR"),
    "sv": ("SE", "FI"),
    "da": ("DK",),
    "no": ("NO",),
    "nb": ("NO",),
    "fi": ("FI",),
}
#: Countries that write a leading 0 at home: tried after those of the language.
_WITH_ZERO = ("GB", "DE", "FR", "AT", "CH", "BE", "NL", "SE", "IE", "FI", "AU", "SK", "RO", "HR", "SI", "BG", "IT")
_ALL = (
    "US GB DE FR ES IT PL NL SE BE AT CH IE PT DK FI NO CZ SK HU RO BG GR CY HR SI EE LV LT LU MT IS LI AU NZ ZA IN SG HK "
    "TR UA BR MX JP"
).split()
_INVALID, _POSSIBLE, _VALID = range(3)


@lru_cache(maxsize=4096)
def _judge(number: str, region: str | None) -> int:
    """What the numbering plan of a region says; `None` for a number with its country code."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return _INVALID
    if phonenumbers.is_valid_number(parsed):
        return _VALID
    return _POSSIBLE if phonenumbers.is_possible_number(parsed) else _INVALID


def _is_valid_somewhere(number: str, regions: Sequence[str]) -> bool:
    return any(_judge(number, region) == _VALID for region in regions)


@dataclass(frozen=True, slots=True)
class _Place:
    """A candidate with what stands around it."""

    value: str
    digits: str
    labelled: bool
    reached: bool
    language: str


def _score(place: _Place) -> float:
    """0 for what is no telephone number."""
    value = place.value
    if value.startswith(("+", "(+", "00")):
        return _international(place)
    if _AMERICAN.fullmatch(value) and _judge(value, "US") == _VALID:
        return 0.95 if place.labelled else 0.8
    regions = (*_PLANS.get(place.language, ()), *_WITH_ZERO)
    if _GROUPED.fullmatch(value) and len(place.digits) >= 9 and _is_valid_somewhere(value, regions):
        return 0.9 if place.labelled or place.reached else 0.6
    if not (place.labelled or place.reached):
        return 0.0
    if _is_valid_somewhere(value, (*_PLANS.get(place.language, ()), *_ALL)):
        return 0.85 if place.labelled else 0.7
    return 0.5 if len(place.digits) <= 12 and (place.labelled or _is_grouped(value)) else 0.0


def _international(place: _Place) -> float:
    plain = "+" + place.digits.removeprefix("00") if not place.value.startswith("+") else place.value
    # the trunk zero in parentheses is not dialled from abroad
    verdict = _judge(re.sub(r"\(0\)", "", plain).strip("()"), None)
    if verdict == _VALID:
        return 0.95
    near = place.labelled or place.reached
    return 0.6 if near and (verdict == _POSSIBLE or len(place.digits) >= 9) else 0.0


def _is_grouped(value: str) -> bool:
    return bool(re.search(r"\d[ .\-/)]+\d", value))


@dataclass(frozen=True, slots=True)
class PhoneDetector:
    """Candidates by form, judged by numbering plan and labels."""

    id: str = "phone.number"
    version: str = "1"
    tier: Tier = Tier.FAST
    entities: tuple[str, ...] = ("PHONE_NUMBER",)
    needles: tuple[str, ...] = ()
    digits: int = 7
    pattern: re.Pattern[str] = _CANDIDATE
    examples: tuple[str, ...] = (
        "Call me on «+49 (0)89 5432109» after six",
        "«(212) 867-5309» is my number",
        "ring «020 7183 8750» tomorrow",
        "Handy: «0151 23456789»",
        "Phone: «467 3395» E-mail",
        "Tél. «01 44 71 22 33»",
        "fax «001-518-640-0854» mobile",
        "Desk: «(602)272-3621x0135»",
        "mi móvil es «+34 612 345 678»",
    )
    counterexamples: tuple[str, ...] = (
        "on 2024-05-17 12:30",
        "from 10.20.30.40 again",
        "tracking 1234567890",
        "the years 1990 - 1995",
        "costs 12 000 000 EUR",
        "version 10.2.33",
        "pi is 3.14159265358979",
        "pages 100-200 and 300-400",
    )

    def detect(self, texts: Sequence[Text]) -> list[list[Span]]:
        """Spans of each text."""
        return [self.match(text) for text in texts]

    def thresholds(self) -> dict[str, float]:
        """The lowest score of a finding."""
        return {"PHONE_NUMBER": 0.5}

    def match(self, text: Text) -> list[Span]:
        """Spans of one text."""
        spans = []
        header = bool(_LABEL.search(text.header))
        for match in self.pattern.finditer(text.value):
            place = _place(text, match, header)
            if text.part is not Part.VALUE and not match.group().startswith("+"):
                continue  # a number in a path or key is mostly a date or a count
            if place is not None and (score := _score(place)):
                spans.append(Span(match.start(), match.end(), "PHONE_NUMBER", score, self.id))
        return spans


def _is_label(before: str) -> bool:
    if before.isascii():
        lowered = before.lower()
        if not any(stem in lowered for stem in _LABEL_STEMS):
            return False
    return bool(_LABEL.search(before))


def _place(text: Text, match: re.Match[str], header: bool) -> _Place | None:
    value = match.group()
    digits = _NOT_DIGITS.sub("", _EXTENSION.split(value, maxsplit=1)[0])
    if not 7 <= len(digits) <= 15 or value.count("(") != value.count(")") or _NOT_A_PHONE.match(value):
        return None
    before = text.value[max(0, match.start() - 28) : match.start()]
    after = text.value[match.end() : match.end() + 12]
    labelled = (
        header
        or _is_label(before)
        or bool(re.match(r"[ ,(\\-]{0,3}\w*", after) and _LABEL.match(after.lstrip(" ,(-\\")))
    )
    return _Place(value, digits, labelled, bool(_REACH.search(before)), text.language)


DETECTORS = (PhoneDetector(),)
