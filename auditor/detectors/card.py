"""Payment card numbers: issuer ranges, lengths, Luhn check, groups as people write them; and what must never be kept with them.

Why it matters: PCI DSS applies to any place that holds one; a check value or track must not be stored at all.
What to do: truncate to the last four digits or replace by a token; delete check values.
"""

from __future__ import annotations

import re

from auditor.detectors.base import PatternDetector

#: Ranges of issuer prefixes with the lengths that go with them.
_RANGES: tuple[tuple[int, int, frozenset[int]], ...] = (
    (4, 4, frozenset({13, 16, 19})),
    (34, 34, frozenset({15})),
    (37, 37, frozenset({15})),
    (36, 36, frozenset(range(14, 20))),
    (38, 39, frozenset(range(14, 20))),
    (300, 305, frozenset(range(14, 20))),
    (51, 55, frozenset({16})),
    (2221, 2720, frozenset({16})),
    (6011, 6011, frozenset(range(16, 20))),
    (622126, 622925, frozenset(range(16, 20))),
    (62, 62, frozenset(range(16, 20))),
    (644, 659, frozenset(range(16, 20))),
    (3528, 3589, frozenset(range(16, 20))),
    (1800, 1800, frozenset({15})),
    (2131, 2131, frozenset({15})),
    (2200, 2204, frozenset(range(16, 20))),
    (9792, 9792, frozenset({16})),
)
_GROUPS = frozenset(
    {
        (4, 4, 4, 4),
        (4, 4, 4, 4, 3),
        (4, 6, 5),
        (4, 6, 4),
        (4, 4, 4),
        (4, 4, 4, 1),
        (4, 4, 4, 2),
        (4, 4, 4, 3),
        (8, 8),
        (6, 10),
    }
)


def is_luhn(digits: str) -> bool:
    """Whether the last digit is the Luhn check of the others."""
    doubled = (int(c) * 2 if i % 2 else int(c) for i, c in enumerate(reversed(digits)))
    return sum(x - 9 if x > 9 else x for x in doubled) % 10 == 0


def _digits(value: str) -> str:
    return "".join(c for c in value if c.isdigit())


def _is_written_like_a_card(value: str) -> bool:
    groups = tuple(len(group) for group in re.split(r"[ \u00a0.-]", value))
    separators = {c for c in value if not c.isdigit()}
    return len(groups) == 1 or (groups in _GROUPS and len(separators) == 1)


def _is_plausible(value: str) -> bool:
    digits = _digits(value)
    return len(set(digits)) > 2 and _is_written_like_a_card(value) and is_luhn(digits)


def is_card(value: str) -> bool:
    """A number of an issuer range with the right length and check digit."""
    digits = _digits(value)
    known = any(
        low <= int(digits[: len(str(low))]) <= high and len(digits) in lengths for low, high, lengths in _RANGES
    )
    return known and len(digits) != 13 and _is_plausible(value)


def _is_any_card(value: str) -> bool:
    """Store cards, Maestro and ranges not listed: only a word beside it makes it one."""
    return _digits(value)[0] in "23456" and _is_plausible(value)


_NUMBER = r"(?<![\w.,/=-])(?<!\d[ \u00a0])\d(?:[ \u00a0.-]?\d){{{low},18}}(?![\w]|[.,-]\d)"
_WORDS = (
    "card",
    "visa",
    "maestro",
    "mastercard",
    "kredit",
    "karte",
    "carte",
    "tarjeta",
    "carta",
    "cartão",
    "kaart",
    "kort",
    "karta",
    "credit",
    " cc ",
    " pan ",
)

DETECTORS = (
    PatternDetector(
        id="card.number",
        entity="CREDIT_CARD",
        pattern=re.compile(_NUMBER.format(low=13)),
        score=1.0,
        validate=is_card,
        digits=14,
        examples=(
            "I paid with card «4539 5787 6362 1486».",
            "charged on «5425233430109903»",
            "amex «3714-496353-98431»",
            "«6011000990139424»",
        ),
        counterexamples=(
            "tracking number 4539 5787 6362 1487",
            "1234567812345670",
            "4539 57 87 63 62 14 86",
            "1700000000000000",
        ),
    ),
    PatternDetector(
        id="card.by_word",
        entity="CREDIT_CARD",
        pattern=re.compile(_NUMBER.format(low=11)),
        score=0.9,
        validate=_is_any_card,
        digits=12,
        context=_WORDS,
        needs_context=True,
        examples=("Maestro card «676770891312»", "my card «4539578763628»"),
        counterexamples=("order 676770891312", "card 676770891311"),
    ),
    PatternDetector(
        id="card.check_value",
        entity="CARD_VERIFICATION_VALUE",
        pattern=re.compile(
            r"\b(?:CVV2?|CVC2?|CVN|CID|card verification (?:value|code)|security code|Prüfziffer|Kartenprüfnummer|"
            r"cryptogramme(?: visuel)?|código de seguridad|codice di sicurezza)"
            r"(?: (?:is|ist|est|es|è|number|code))?[ :=#]{1,3}(?P<value>\d{3,4})(?![\w.,]\d|\w)",
            re.IGNORECASE,
        ),
        score=0.85,
        keywords=(
            "cvv",
            "cvc",
            "cvn",
            "cid",
            "security code",
            "card verification",
            "prüf",
            "cryptogramme",
            "código de seguridad",
            "codice di sicurezza",
        ),
        digits=3,
        examples=("exp 09/27, CVV: «123»", "security code is «0417»"),
        counterexamples=("CVE 2024", "the CVV is on the back", "CVC 12345"),
    ),
    PatternDetector(
        id="card.track",
        entity="CARD_TRACK_DATA",
        pattern=re.compile(r"(?<!\w)%?B\d{12,19}\^[A-Za-z /.'-]{2,26}\^\d{4,40}\??|(?<!\w);\d{12,19}=\d{4,30}\?"),
        score=1.0,
        keywords=("^", "="),
        digits=12,
        examples=(
            "swipe «%B4539578763621486^DOE/JANE^2709101000000000?»",
            "track 2 «;4539578763621486=27091010000000000?»",
        ),
        counterexamples=("a=1;b=2", "B12^x^1"),
    ),
)
