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
        pattern=re.compile(
            rf"\b(?:âgée? de|à l['’]âge de|j['’]ai|(?:il|elle|qui) (?:a|avait)|(?:homme|femme|garçon|fille|fils|patiente?|veuf|veuve|"
            rf"employée?|collègue|voisine?|cliente?) de) {_AGE} ans\b(?! (?:d['’]|de |après|avant|plus tard))",
            re.IGNORECASE,
        ),
        score=0.7,
        keywords=(" ans",),
        validate=_is_age,
        digits=1,
        examples=("âgée de «52» ans", "J'ai «34» ans.", "un homme de «45» ans", "à l'âge de «61» ans"),
        counterexamples=("il y a 52 ans", "elle a 20 ans d'expérience", "un vin de 12 ans"),
    ),
    PatternDetector(
        id="age.spanish",
        entity="AGE",
        pattern=re.compile(
            rf"\b(?:tengo|tiene|tenía|a los|cumpl(?:e|o|ió|irá)|(?:hombre|mujer|niñ[oa]|hij[oa]|paciente|viud[oa]|emplead[oa]|vecin[oa]|"
            rf"client[ea]|señora?) de) {_AGE} años\b(?! (?:de (?!edad)|después|antes|más tarde))",
            re.IGNORECASE,
        ),
        score=0.7,
        keywords=(" años",),
        validate=_is_age,
        digits=1,
        examples=("Tengo «34» años.", "una mujer de «45» años", "se jubiló a los «61» años"),
        counterexamples=("hace 52 años", "tiene 20 años de experiencia", "un ron de 12 años"),
    ),
    PatternDetector(
        id="age.german",
        entity="AGE",
        pattern=re.compile(
            rf"\b(?:im Alter von|(?:ich|er|sie) (?:bin|ist|war|wird|wurde|werde)(?: (?:jetzt|gerade|morgen|bald|nächste Woche|nächsten Monat))?|"
            rf"mit(?= \d\d Jahren (?:in|verstorben|gestorben|an|zum|noch|schon))) {_AGE}(?=[.;!?](?!\d)|,(?!\d)| Jahren?\b| und (?!\d)|$)",
            re.IGNORECASE,
        ),
        score=0.65,
        keywords=("im alter von", "bin ", "ist ", "war ", "wird ", "wurde ", "werde ", " jahren"),
        validate=_is_age,
        digits=1,
        examples=(
            "Er ist «43».",
            "im Alter von «61» Jahren",
            "ging mit «61» Jahren in Rente",
            "Sie wird nächste Woche «40».",
        ),
        counterexamples=("Es ist 43.", "vor 43 Jahren", "Sie ist 43 km lang", "Er ist 43,5 cm groß"),
    ),
    PatternDetector(
        id="age.told",
        entity="AGE",
        pattern=re.compile(
            rf"\b(?:(?:at|by|until|since) the age of|(?:when|before|since) (?:I|he|she) (?:was|turned)|(?:I|he|she)(?:['’]ll| will) turn|"
            rf"(?:I|he|she) turn(?:s|ed)?|(?:I['’]m|I am|he['’]s|he is|she['’]s|she is)(?= \d\d(?:[.,;!?]|$| and (?:I|he|she|live|work)))) "
            rf"{_AGE}(?=[.,;!?)]|$| (?:when|and|he|she|I|my|next|this|in|on|today|tomorrow|old|years? old)\b)(?![.,]\d)",
            re.IGNORECASE,
        ),
        score=0.65,
        keywords=(
            "the age of",
            "when i ",
            "when he ",
            "when she ",
            "before ",
            "since ",
            " turn",
            "'ll turn",
            "i'm ",
            "i am ",
            " is ",
            "'s ",
        ),
        validate=_is_age,
        digits=1,
        examples=(
            "retired at the age of «61».",
            "written when he was «64».",
            "I'll turn «47» next week",
            "She is «34», and lives in Leeds.",
        ),
        counterexamples=("when he was 5 minutes late", "She is 34th in line", "he turned 180 degrees", "it is 34."),
    ),
    PatternDetector(
        id="age.between_commas",
        entity="AGE",
        pattern=re.compile(
            rf"(?<![\w.])[A-ZÀ-Þ][a-zß-ÿ'’-]{{1,20}}, {_AGE}, (?=(?:is|was|an?|who|works?|worked|lives?|lived|from|of|told|said|has|had|died|"
            r"ist|war|arbeitet|wohnt|lebt|aus|hat|est|était|travaille|habite|vit|es|era|trabaja|vive|tiene) )"
        ),
        score=0.6,
        validate=_is_age,
        digits=1,
        examples=("Jane, «34», works as a nurse", "Ana, «52», vive en Madrid"),
        counterexamples=("May 12, 34 is the room", "in Berlin, 12 is a number", "Chapter 5, 12 has it"),
    ),
)
