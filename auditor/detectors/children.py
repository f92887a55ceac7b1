"""Data about children: ages below 18 and words of school, nursery and guardianship, beside words for a child.

Why it matters: children merit specific protection (Recital 38). What to do: leave the records out, or use bands of age.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.detectors.base import PatternDetector
from auditor.model import Span, Tier

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.detectors.base import Detector, Text

_OF_AGE = 18
_CHILD_WORDS = (
    "son|daughter|child|children|kid|kids|boy|girl|boys|girls|toddler|baby|infant|pupil|pupils|schoolboy|schoolgirl|grandson|granddaughter|nephew|niece|stepson|stepdaughter|twins|"
    "sohn|tochter|kind|kinder|kindes|junge|mädchen|schüler|schülerin|säugling|kleinkind|enkel|enkelin|zwillinge|fils|fille|filles|enfant|enfants|garçon|élève|bébé|petit fils|petite fille|"
    "hijo|hija|hijos|niño|niña|niños|alumno|alumna|bebé|nieto|nieta|figlio|figlia|bambino|bambina|bambini|alunno|alunna|zoon|dochter|kinderen|leerling|patient|patientin|paciente"
)
_CHILD = rf"(?:{_CHILD_WORDS.replace('|patient|patientin|paciente', '')})"
_MY = r"(?:my|our|his|her|their|the patient's|your|mein\w{0,2}|unser\w{0,2}|ihr\w{0,2}|sein\w{0,2}|mon|ma|mes|notre|nos|son|sa|leur|mis?|nuestr[oa]s?|su|sus|mio|mia|nostr[oa]|mijn|onze|zijn|haar)"
_SCHOOL = (
    r"(?:primary school|elementary school|middle school|secondary school|high school|nursery(?: school)?|pre-?school|kindergarten|day ?care|playgroup|reception class|year \d{1,2}\b|\d{1,2}(?:st|nd|rd|th) grade|grade \d{1,2}\b|"
    r"homework|classmates?|school|grundschule|gesamtschule|realschule|gymnasium|kita|kindergarten|krippe|\d{1,2}\. klasse|klasse \d{1,2}[a-f]?\b|schule|hort|école(?: maternelle| primaire)?|crèche|collège|lycée|maternelle|classe de \w+|"
    r"CM[12]\b|CE[12]\b|colegio|escuela|guardería|instituto|primaria|curso de primaria|asilo|scuola|basisschool|kinderdagverblijf|crèche)"
)
#: "9 years old", "9-jährig", "9 ans".
_YEARS = r"\d{1,2}[ -]?(?:(?:years?|yrs?|months?|weeks?)[ -]?old|y/?o\b|jährige?[rsnm]?\b|(?:monate|wochen) alt|jahre\b(?: alt)?|ans\b|mois\b|años\b|meses\b|anni\b|mesi\b|jaar\b|maanden\b)"

_AGE_HEADER = re.compile(r"(?:^|[^a-zà-ÿ])(?:age|alter|âge|edad|età|leeftijd|idade)(?:[^a-zà-ÿ]|$)", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(?P<age>\d{1,2})(?:\.0)?\s*")


def is_minor(value: str) -> bool:
    """Whether the only age in a text is below 18; months and weeks always are."""
    found = re.search(r"\d{1,2}", value)
    if found is None:
        return True
    return int(found.group()) < _OF_AGE or re.search(r"(?i)month|week|monate|wochen|mois|mes|maand", value) is not None


@dataclass(frozen=True, slots=True)
class AgeColumn:
    """Ages below 18 in a column of ages."""

    id: str = "children.column"
    version: str = "1"
    tier: Tier = Tier.FAST
    entities: tuple[str, ...] = ("CHILD_DATA",)

    def detect(self, texts: Sequence[Text]) -> list[list[Span]]:
        """Spans of each text."""
        return [list(self._spans(text)) for text in texts]

    @property
    def triggers(self) -> tuple[tuple[str, int], ...]:
        """No text tells it anything without its header."""
        return ()

    def reads_header(self, header: str) -> bool:
        """Whether the header names ages."""
        return _AGE_HEADER.search(header) is not None

    def thresholds(self) -> Mapping[str, float]:
        """The lowest score."""
        return {"CHILD_DATA": 0.8}

    def _spans(self, text: Text) -> Iterator[Span]:
        found = _NUMBER.fullmatch(text.value) if text.header and _AGE_HEADER.search(text.header) else None
        if found and int(found["age"]) < _OF_AGE:
            yield Span(found.start("age"), found.end("age"), "CHILD_DATA", 0.8, self.id)


DETECTORS: tuple[Detector, ...] = (
    PatternDetector(
        id="children.age",
        entity="CHILD_DATA",
        pattern=re.compile(rf"(?<![\w.,])(?:{_YEARS}|(?<=aged )\d{{1,2}}\b|(?<=alter von )\d{{1,2}}\b)", re.IGNORECASE),
        score=0.85,
        examples=(
            "My son is «9 years old» and likes maths.",
            "a «7-year-old» girl was admitted",
            "Unsere Tochter, «5 Jahre alt», hustet.",
            "Ma fille a «6 ans».",
            "two children aged «12» and 19",
        ),
        counterexamples=("My son is 34 years old.", "a 12 years old whisky", "the child process is 9 levels deep"),
        validate=is_minor,
        digits=1,
        keywords=(
            *"years old|year old|year-old|years-old|yr old|yrs old|months old|month-old|month old|weeks old|aged |y/o|jährig|jahre alt|monate alt|wochen alt|alter von".split(
                "|"
            ),
            *(
                f"{digit} {unit}"
                for digit in range(10)
                for unit in ("jahre", "ans", "mois", "años", "meses", "anni", "mesi", "jaar", "maanden")
            ),
        ),
        context=tuple(f" {word} " for word in _CHILD_WORDS.split("|")),
        needs_context=True,
        window=40,
    ),
    PatternDetector(
        id="children.school",
        entity="CHILD_DATA",
        pattern=re.compile(
            rf"(?<!\w)(?P<value>(?i:{_MY} (?:\w+ )?{_CHILD}\b[^.\n;!?]{{0,50}}?\b{_SCHOOL}|(?:pupil|schüler(?:in)?|élève|alumn[oa]|alunn[oa]|leerling)s? (?:at|in|of|der|an der|am|de la|du|del|della|van de) [^.\n;!?]{{0,30}}?{_SCHOOL}))(?!\w)"
        ),
        score=0.8,
        examples=(
            "«My daughter Mia starts primary school» in May.",
            "«Unser Sohn geht in die Kita» am Park.",
            "«Mon fils est en classe de CM1».",
            "a «pupil at Hillside Primary School»",
        ),
        counterexamples=(
            "The school of thought",
            "The kindergarten was built in 1950.",
            "his son of the old school"[4:],
        ),
        keywords=tuple(
            "school|nursery|kindergarten|daycare|day care|playgroup|reception class|year |grade|homework|classmate|schule|gymnasium|kita|krippe|klasse|hort|école|crèche|collège|lycée|maternelle|classe|colegio|escuela|guardería|instituto|primaria|asilo|scuola|kinderdagverblijf".split(
                "|"
            )
        ),
    ),
    PatternDetector(
        id="children.own_age",
        entity="CHILD_DATA",
        pattern=re.compile(
            rf"(?<!\w){_MY} (?P<value>(?:1[0-7]|[1-9])[ -](?:years?[ -]old|jährige[rsn]?|months?[ -]old))(?= (?:son|daughter|boy|girl|child|kid|twins?|is|has|had|was|loves|who|and|got|goes|hat|ist|war|hustet|geht|wurde|sohn|tochter|kind)\b|[.,;!?)]|$)",
            re.IGNORECASE,
        ),
        score=0.8,
        examples=("Our «5-year-old» has asthma", "Unser «6-jähriger» hustet"),
        counterexamples=("our 25-year-old car", "our 5-year-old code base", "a 5-year-old is"),
        keywords=("year", "jährig", "month"),
        digits=1,
    ),
    PatternDetector(
        id="children.class",
        entity="CHILD_DATA",
        pattern=re.compile(
            r"(?<!\w)(?P<value>(?i:pupil|schoolgirl|schoolboy|schüler(?:in)?|élève|alumn[oa]|alunn[oa]|leerling)s?\b[^.\n;!?]{0,25}?"
            r"(?i:\b(?:class|year|grade|form|klasse|classe(?: de)?|curso|groep|der|de|of)) (?:1[0-3]|[1-9])(?:e|[ºª°]|(?:st|nd|rd|th)|\.)?"
            r"(?: ?[a-fA-F])?(?: (?:de )?(?:primaria|ESO|grade|Klasse))?(?![\w%]|[.,:]\d| (?:Uhr|Jahre|years|lessons|hours))"
            rf"|[A-ZÀ-Þ][a-zß-ÿ'’-]{{1,20}},? \(?(?:1[0-7]|[4-9])\)?,? (?i:is|goes|attends|besucht|geht|est|va|ist)\b[^.\n;!?]{{0,20}}? (?i:{_SCHOOL}))(?!\w)"
        ),
        score=0.75,
        examples=(
            "«Pupil: Tom, class 4b», absent",
            "Die «Schülerin der 5b» fehlt",
            "un «élève de 6e B» absent",
            "El «alumno de 3º de primaria» falta",
            "«Mia, 7, is in Year 3»",
        ),
        counterexamples=(
            "pupils of 20 countries",
            "the students of 12 schools",
            "Der Schüler der 68er",
            "Rome, 5, is in Italy",
        ),
        digits=1,
    ),
    PatternDetector(
        id="children.guardian",
        entity="CHILD_DATA",
        pattern=re.compile(
            r"(?<!\w)(?i:(?:his|her|the|a|an unaccompanied|this|my|our) minor (?:child|son|daughter|patient|client|applicant)|(?:is|was|being) (?:still )?(?:a minor(?=[.,;:)!?]|$| and | when | who | at | under )|underage)|unaccompanied minor|legal guardian of|parent or guardian of|"
            r"custody of (?:the|her|his|their|my|our) (?:child|children|son|daughter)|child protection (?:plan|case|register)|social services (?:took|removed)|foster (?:child|care placement)|"
            r"minderjährige[rsn]? (?:sohn|tochter|kind|patient\w{0,2}|mandant\w{0,2}|kläger\w{0,2})|(?:ist|war) (?:noch )?minderjährig|erziehungsberechtigte[rn]? (?:von|des|der)|sorgerecht für|inobhutnahme|pflegekind|jugendamt|"
            r"(?:son|sa|ses|leur|mon|ma) (?:fils|fille|enfant)s? mineure?s?|(?:est|était) mineure?|représentant légal de|aide sociale à l'enfance|mineure? non accompagnée?|"
            r"(?:su|mi) hij[oa] menor|(?:es|era) menor de edad|menor no acompañad[oa]|tutor legal de|patria potestad|figli[oa] minorenne|è minorenne|minderjarig(?:e (?:zoon|dochter|kind))|voogdij)(?!\w)"
        ),
        score=0.8,
        examples=(
            "the mother of «her minor son»",
            "Der Patient «ist minderjährig».",
            "«sa fille mineure»",
            "«su hijo menor»",
        ),
        counterexamples=("a minor change to the text", "the minor version", "Das ist minder wichtig."),
        keywords=tuple(
            "minor|underage|guardian|custody|child protection|social services|foster|minderjähr|erziehungsberechtig|sorgerecht|inobhutnahme|pflegekind|jugendamt|mineur|représentant légal|aide sociale|menor|tutor legal|patria potestad|minorenne|minderjarig|voogdij".split(
                "|"
            )
        ),
    ),
    AgeColumn(),
)
