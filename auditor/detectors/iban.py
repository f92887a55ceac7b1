"""International bank account numbers, by country length and check digits.

Why it matters: an account number allows direct debits and identifies its holder. What to do: mask all but the
country, or replace by a token.
"""

from __future__ import annotations

import re
from itertools import groupby

from auditor.detectors.base import PatternDetector

#: Length of an account number by country (IBAN registry, release 99).
LENGTHS = {
    country: int(length)
    for length, countries in (
        pair.split(":")
        for pair in (
            "15:NO 16:BE 18:DK,FI,FO,GL,NL,SD,FK 19:MK,SI 20:AT,BA,EE,KZ,LT,LU,XK,MN 21:CH,HR,LI,LV "
            "22:BG,BH,CR,DE,GB,GE,IE,ME,RS,VA 23:AE,GI,IL,IQ,TL,OM,SO 24:AD,CZ,ES,MD,PK,RO,SA,SE,SK,TN,VG "
            "25:LY,PT,ST 26:IS,TR 27:BI,DJ,FR,GR,IT,MC,MR,SM 28:AL,AZ,BY,CY,DO,GT,HU,LB,NI,PL,SV "
            "29:BR,EG,PS,QA,UA 30:JO,KW,MU,YE 31:MT,SC 32:LC 33:RU"
        ).split()
    )
    for country in countries.split(",")
}


def is_iban(value: str) -> bool:
    """Whether length, check digits and grouping hold."""
    plain = re.sub(r"[ \u00a0-]", "", value).upper()
    if len(plain) != LENGTHS.get(plain[:2], 0) or not plain[2:4].isdigit() or not plain.isascii():
        return False
    return int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1


def _pattern() -> re.Pattern[str]:
    by_length = groupby(sorted(LENGTHS, key=lambda c: (LENGTHS[c], c)), key=LENGTHS.__getitem__)
    branches = "|".join(
        rf"(?:{'|'.join(countries)})\d\d(?:[ \u00a0-]?[A-Z0-9]){{{length - 4}}}" for length, countries in by_length
    )
    return re.compile(rf"(?<![^\W_])(?=[A-Z]{{2}}\d\d)(?:{branches})(?![^\W_])", re.IGNORECASE)


DETECTORS = (
    PatternDetector(
        id="iban.account",
        entity="IBAN_CODE",
        pattern=_pattern(),
        trigger=r"(?<![^\W_])[A-Z]{2}\d\d(?:[ \u00a0-]?[A-Z0-9]){11}",
        score=1.0,
        validate=is_iban,
        digits=6,
        examples=(
            "Refund to IBAN «DE02 1203 0000 0000 2020 51».",
            "transfer from «GB56HXDO88167774656119» to me",
            "iban:«fr7630006000011234567890189»",
            "compte «BE71-0961-2345-6769»",
        ),
        counterexamples=("part number DE00123456789012345678", "DE02120300000000202052", "AB12 3456 7890 1234"),
    ),
)
