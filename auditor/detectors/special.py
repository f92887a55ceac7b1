"""Art. 9 content by words: health, belief, opinion, union, orientation, origin. Who is meant is decided per record, later.

Why it matters: processing is prohibited unless an exception of Art. 9(2) applies. What to do: leave the records out, or
break the link to the person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from auditor.detectors import special_beliefs, special_health, special_rare
from auditor.detectors.lexicon import Lexicon
from auditor.detectors.special_words import (
    CLINICAL,
    FIGURE,
    GENERAL,
    GROUP,
    HAVING,
    HAVING_OR_BEING,
    MEMBER_AFTER,
    MEMBER_WORDS,
    NOT_SOMEBODY,
    SELF,
    SOMEBODY,
    UNION_WORDS,
    Need,
    Sense,
)
from auditor.model import Part, Span, Status, Tier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from auditor.detectors.base import Detector, Text

_VOCABULARIES = (*special_health.VOCABULARIES, *special_rare.VOCABULARIES, *special_beliefs.VOCABULARIES)
#: How far a sentence is looked at around a word.
_AROUND = 160
#: Two findings of one kind so close in a sentence are one.
_NEAR = 32
_BREAK = re.compile(r"(?<!\b\d)(?<!\b\d\d)(?<!\b[A-Za-z])[.!?;](?=\s|$)|\n\s*\n|\r?\n[ \t]*[-*•#]|\n")
_OPEN_END = re.compile(r"[.!?;\n]")
_SURE, _UNSURE = 0.85, 0.55
#: A word that is only a part of another: "co-operation", "anti-Catholic".
_PART_OF = re.compile(r"\w[-‐]$")
_IS = re.compile(r"(?:is|was|ist|war|est|était|es|era|fue|è)\b", re.IGNORECASE)
#: Who "is": somebody by a pronoun, a name or a relation; a thing or an idea is nobody.
_SUBJECT = re.compile(
    r"(?:(?:\b(?:he|she|who|i|er|sie|wer|ich|der|die|il|elle|qui|él|ella|quien|lui|lei|chi|hij|zij|"
    r"(?:wife|husband|partner|son|daughter|mother|father|mum|mom|dad|brother|sister|boss|manager|colleague|patient|client|customer|employee|applicant|neighbour|neighbor|friend|tenant|uncle|aunt|cousin|nephew|niece|lodger|flatmate|roommate|student|pupil|worker|claimant|defendant|suspect|victim|girlfriend|boyfriend|freund|freundin|nachbar|nachbarin|kollege|kollegin|voisin|voisine|ami|amie|neveu|nièce|compañero|compañera|amigo|amiga|novio|novia|jefe|jefa|vecino|vecina|"
    r"teacher|doctor|candidate|frau|mann|sohn|tochter|mutter|vater|bruder|schwester|chef|chefin|patientin|kunde|kundin|mitarbeiter|mitarbeiterin|mari|femme|fils|fille|mère|père|frère|"
    r"sœur|collègue|patiente|cliente?|marido|mujer|hijo|hija|madre|padre|hermano|hermana|colega|paciente|moglie|marito|figlio|figlia))|[,)\]}>•*\d.\"'”])|(?-i:\b(?!What|Which|This|That|It|There|Why|How|These|Those|Party|Group|Union)"
    r"[A-ZÀ-Þ][\w'’-]*(?<!ism)(?<!ismus)(?<!isme)(?<!ismo)))\s*$",
    re.IGNORECASE,
)
_AS = re.compile(r"(?:as|als|como|(?:for|from|about) being)\s", re.IGNORECASE)
#: What a third person "was" is told of the dead, whom the GDPR leaves out (Recital 27); of oneself and one's kin it counts.
_PAST = re.compile(r"(?:was|became|remained|war|wurde|était|era|fue|devint)\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:i|ich|je|yo|io|ik|(?:my|our|mein\w{0,2}|mon|ma|mi|mio|mia|mijn) \w{2,14})\s*$", re.IGNORECASE)
#: Moods are told in words of illness, and a husband may be somebody else's.
_HINTS_ONLY = frozenset(("mood", "partner"))
_ID = "special.lexicon"
_NEGATED = re.compile(r"\b(?:not|never|n['’]t|nicht|kein\w{0,2}|pas|no longer|nunca|non)\b", re.IGNORECASE)


@cache
def _triggers() -> tuple[tuple[str, int], ...]:
    """Made once: whoever asks whether a detector has triggers asks for them, at every batch."""
    return _lexicon().triggers()


@cache
def _lexicon() -> Lexicon[Sense]:
    return Lexicon.of(chain.from_iterable(vocabulary.entries() for vocabulary in _VOCABULARIES))


@dataclass(frozen=True, slots=True)
class SpecialCategories:
    """Looks words up, and judges by the sentence around them."""

    id: str = _ID
    version: str = "1"
    tier: Tier = Tier.FAST
    entities: tuple[str, ...] = tuple(sorted({vocabulary.entity for vocabulary in _VOCABULARIES}))
    examples: tuple[str, ...] = (
        "Jane «was diagnosed with type 2 diabetes» in May",
        "She «takes sertraline 100 mg daily for depression».",
        "Er «leidet an einer schweren Depression».",
        "Diagnosen: «Diabetes mellitus, arterielle Hypertonie»",
        "Mon père «souffre d'insuffisance cardiaque».",
        "Mi hermana «tiene esclerosis múltiple».",
        "Tom «is a practising Catholic».",
        "Ayşe «ist Muslimin» und fastet.",
        "«member of the Green Party»",
        "He «joined the GMB union» in May.",
        "Sie ist «Mitglied der IG Metall».",
        "Sam «came out as gay» last year",
        "Mara «is of Romani descent».",
    )
    counterexamples: tuple[str, ...] = (
        "The Catholic church architecture of Spain",
        "The depression of the 1930s",
        "The feature is disabled by default.",
        "Trade unions and the state",
        "a black box, a green party dress",
        "The green party of birds",
        "cancel the order",
    )

    def detect(self, texts: Sequence[Text]) -> list[list[Span]]:
        """Spans of each text."""
        return [self._merged(text.value, list(self._spans(text))) for text in texts]

    def thresholds(self) -> Mapping[str, float]:
        """The lowest score with which each entity is reported."""
        return dict.fromkeys(self.entities, _UNSURE)

    @property
    def triggers(self) -> tuple[tuple[str, int], ...]:
        """A text without a word of the lists holds nothing."""
        return _triggers()

    def _spans(self, text: Text) -> Iterator[Span]:
        value = text.value
        if text.part is not Part.VALUE:
            return
        kept: list[Span] = []
        hanging: list[Span] = []
        hits = list(_lexicon().find(value))
        clinical = cache(lambda: CLINICAL.search(value) is not None)
        for start, end, sense in hits:
            span = _judge(value, (start, end), sense, clinical)
            if span is not None:
                kept.append(span)
            elif sense.need is Need.VERB:
                hanging.append(Span(start, end, sense.entity, _SURE, self.id, sense.detail))
        yield from kept
        # a word that needs a verb may share it: "takes sertraline daily for depression"
        for span in hanging:
            if any(
                0 <= span.start - left.end <= _NEAR and _close(value, left, span)
                for left in kept
                if left.entity == span.entity
            ):
                yield span

    def _merged(self, text: str, spans: list[Span]) -> list[Span]:
        """Neighbours of one entity in one sentence become one span."""
        spans.sort(key=lambda span: (span.entity, span.start, -span.end))
        merged: list[Span] = []
        for span in spans:
            last = merged[-1] if merged else None
            if last is not None and last.entity == span.entity and _close(text, last, span):
                merged[-1] = _joined(last, span)
            else:
                merged.append(span)
        return merged


def _close(text: str, left: Span, right: Span) -> bool:
    if right.start <= left.end:
        return True
    return right.start - left.end <= _NEAR and not _OPEN_END.search(text, left.end, right.start)


def _joined(left: Span, right: Span) -> Span:
    sure = left.status is None or right.status is None
    detail = "substance_use" if "substance_use" in (left.detail, right.detail) else left.detail
    return Span(
        left.start,
        max(left.end, right.end),
        left.entity,
        max(left.score, right.score),
        left.detector,
        detail,
        None if sure else Status.SUSPECTED,
    )


def _judge(text: str, place: tuple[int, int], sense: Sense, clinical: Callable[[], bool]) -> Span | None:
    start, end = place
    before, after = _sentence(text, start, end)
    if sense.need is not Need.NOTHING and _PART_OF.search(before):
        return None
    joined = sense.need is Need.MEMBER and MEMBER_AFTER.match(after) is not None
    if sense.entity != "HEALTH" and NOT_SOMEBODY.match(after) and not joined:
        return None
    lead, sure = _SPECIFIC.get((sense.entity, sense.need), _LEADS[sense.need])(before, after)
    if lead is None:
        return None
    sentence = f"{before} {text[start:end]} {after}"
    if sense.need is Need.NOTHING:
        sure = sure or SOMEBODY.search(sentence) is not None or clinical()
    if GENERAL.search(sentence) or sense.detail in _HINTS_ONLY:
        sure = False
    status = None if sure else Status.SUSPECTED
    return Span(start - lead, end, sense.entity, _SURE if sure else _UNSURE, _ID, sense.detail, status)


def _sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a place, in its sentence."""
    before = text[max(0, start - _AROUND) : start]
    after = text[end : end + _AROUND]
    cuts = [match.end() for match in _BREAK.finditer(before)]
    stop = _BREAK.search(after)
    return before[cuts[-1] :] if cuts else before, after[: stop.start()] if stop else after


def _lead_of(match: re.Match[str] | None, before: str) -> int:
    return len(before) - match.start() if match else 0


def _plain(before: str, _: str) -> tuple[int | None, bool]:
    match = HAVING_OR_BEING.search(before)
    return _lead_of(match, before), match is not None


def _verb(before: str, after: str) -> tuple[int | None, bool]:
    match = None if FIGURE.match(after) else HAVING.search(before)
    return (_lead_of(match, before), True) if match else (None, False)


def _self(before: str, after: str) -> tuple[int | None, bool]:
    match = None if FIGURE.match(after) else SELF.search(before)
    return (_lead_of(match, before), True) if match else (None, False)


def _group(before: str, _: str) -> tuple[int | None, bool]:
    match = GROUP.search(before)
    if match is None or (_IS.match(match.group()) and not _SUBJECT.search(before[: match.start()])):
        return None, False
    return _lead_of(match, before), _NEGATED.search(match.group()) is None


def _opinion(before: str, after: str) -> tuple[int | None, bool]:
    """Texts on politics are full of what thinkers were not, and how they saw themselves."""
    lead, sure = _group(before, after)
    if lead is None or not sure or _AS.match(before[len(before) - lead :]):
        return None, False
    if _PAST.match(before[len(before) - lead :]) and not _OWN.search(before[: len(before) - lead]):
        return None, False
    return lead, sure


def _member(before: str, after: str) -> tuple[int | None, bool]:
    near = before[-48:]
    match = MEMBER_WORDS.search(near)
    if match:
        return len(near) - match.start(), True
    return (0, True) if MEMBER_AFTER.match(after) else (None, False)


def _union(before: str, after: str) -> tuple[int | None, bool]:
    near = before[-40:]
    match = UNION_WORDS.search(near)
    if match:
        return len(near) - match.start(), True
    return (0, True) if MEMBER_AFTER.match(after) else (None, False)


_LEADS = {
    Need.NOTHING: _plain,
    Need.VERB: _verb,
    Need.SELF: _self,
    Need.GROUP: _group,
    Need.MEMBER: _member,
}

_SPECIFIC = {
    ("POLITICAL_OPINION", Need.GROUP): _opinion,
    ("TRADE_UNION", Need.MEMBER): _union,
}

DETECTORS: tuple[Detector, ...] = (SpecialCategories(),)
