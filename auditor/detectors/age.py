"""Ages of people.

Why it matters: an age narrows down who is meant; above 89 it is an identifier of 45 CFR 164.514(b). What to do: use
bands of ten years. Ages of things, of rocks and of countries are no findings.
"""

from __future__ import annotations

import re

from auditor.detectors.base import PatternDetector

_AGE = r"(?P<value>(?:1[01]\d|[1-9]\d?))"
_PEOPLE = (
    r"(?:\w+ )?(?:man|woman|male|female|patient|lady|gentleman|employee|student|boy|girl|son|daughter|mother|father|"
    r"teacher|nurse|worker|widow|widower|resident|brother|sister|pupil|client|applicant|driver|nephew|niece)\b"
)


def _is_age(value: str) -> bool:
    return int(value) <= 115


DETECTORS = (
    PatternDetector(
        id="age.said",
        entity="AGE",
        pattern=re.compile(
            rf"\b(?:I am|I['’]m|he is|she is|he['’]s|she['’]s|who is|is now|turned|turn(?:ing)?|retired at the age of|"
            rf"was) {_AGE}(?= (?:years old|year old|y/o|yrs old|years of age)\b|(?<=turned \d\d)(?:$|[.,;]))",
            re.IGNORECASE,
        ),
        score=0.7,
        validate=_is_age,
        keywords=("years old", "year old", "y/o", "yrs old", "years of age", "turned "),
        digits=1,
        examples=("she is «34» years old", "He just turned «60».", "and I'm «41» y/o"),
        counterexamples=("the house is 90 years", "he was 3 times late", "turned 2021"),
    ),
    PatternDetector(
        id="age.person",
        entity="AGE",
        pattern=re.compile(rf"\b{_AGE}[- ]years?[- ]old,? (?={_PEOPLE})", re.IGNORECASE),
        score=0.7,
        validate=_is_age,
        keywords=("year old", "years old", "year-old", "years-old"),
        digits=1,
        examples=("a «79» year old female patient", "this «38»-year-old male"),
        counterexamples=("a 12-year-old whisky", "200-year-old man"),
    ),
    PatternDetector(
        id="age.label",
        entity="AGE",
        pattern=re.compile(
            rf"(?:^|[\n,;|(] ?)(?:patient )?(?:age|alter|âge|edad|età|leeftijd|idade|wiek)[:=] ?{_AGE}(?![.,/-]?\d|\w)",
            re.IGNORECASE,
        ),
        score=0.6,
        validate=_is_age,
        keywords=("age", "alter", "âge", "edad", "età", "leeftijd", "idade", "wiek"),
        digits=1,
        examples=("Name: Jane, Age: «45»", "Alter: «52»"),
        counterexamples=("max-age=3600", "Stage: 4", "page: 12"),
    ),
    PatternDetector(
        id="age.languages",
        entity="AGE",
        pattern=re.compile(
            rf"\b{_AGE} ?(?:Jahre alt|jährige[rn]? (?=Pat|Mann|Frau|Junge|Mädchen)|-jährige[rn]? |años de edad|anni di età|"
            rf"jaar oud|år gammal|anos de idade)",
        ),
        score=0.7,
        keywords=("jahre alt", "jährige", "años de edad", "anni di età", "jaar oud", "år gammal", "anos de idade"),
        validate=_is_age,
        digits=1,
        examples=("Er ist «43» Jahre alt", "tiene «34» años de edad", "zij is «61» jaar oud"),
        counterexamples=("vor 43 Jahren",),
    ),
    PatternDetector(
        id="age.french",
        entity="AGE",
        pattern=re.compile(rf"\bâgée? de {_AGE} ans\b", re.IGNORECASE),
        score=0.7,
        keywords=("âgé",),
        validate=_is_age,
        digits=1,
        examples=("âgée de «52» ans",),
        counterexamples=("il y a 52 ans",),
    ),
)
