"""Art. 9 content by words: health, belief, opinion, union, orientation, origin. Who is meant is decided per record, later."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from auditor.detectors import special_beliefs, special_health
from auditor.detectors.lexicon import Lexicon
from auditor.detectors.special_words import (
    GENERAL,
    GROUP,
    HAVING,
    MEMBER_WORDS,
    NOT_SOMEBODY,
    SELF,
    SOMEBODY,
    Need,
    Sense,
)
from auditor.model import Part, Span, Status, Tier

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.detectors.base import Detector, Text

_VOCABULARIES = (*special_health.VOCABULARIES, *special_beliefs.VOCABULARIES)
#: How far a sentence is looked at around a word.
_AROUND = 160
#: Two findings of one kind so close in a sentence are one.
_NEAR = 32
_BREAK = re.compile(r"[.!?;](?=\s|$)|\n\s*\n|\r?\n[ \t]*[-*•#]|\n")
_OPEN_END = re.compile(r"[.!?;\n]")
_SURE, _UNSURE = 0.85, 0.55
#: Columns and keys that say which content their values are.
_HEADERS: tuple[tuple[str, str, str], ...] = (
    (r"diagnos\w*|icd|icd\W?10\w*|erkrankung\w*|krankheit\w*|maladie|enfermedad\w*|condition|medical.?condition\w*|befund\w*|allerg\w+", "HEALTH", "diagnosis"),
    (r"medication\w*|medikament\w*|medikation|médicament\w*|traitement\w*|medicación|medicamento\w*|drug.?name|prescription\w*", "HEALTH", "medication"),
    (r"disabilit\w*|behinderung\w*|handicap|discapacidad|gdb", "HEALTH", "disability"),
    (r"blood.?(?:type|group)|blutgruppe|groupe.?sanguin|grupo.?sangu[ií]neo", "HEALTH", "lab"),
    (r"religion\w*|konfession|religionszugehörigkeit|confession|religi[oó]n|denomination|faith|kirchensteuer\w*", "RELIGION", "belief"),
    (r"ethnicit\w+|ethnic.?(?:origin|group)|race|ethnie|etnia|herkunft|origine.?ethnique|origen.?[eé]tnico", "ETHNIC_ORIGIN", "origin"),
    (r"sexual.?orientation|sexuelle.?orientierung|orientation.?sexuelle|orientaci[oó]n.?sexual", "SEXUAL_ORIENTATION", "orientation"),
    (r"union.?member\w*|trade.?union|gewerkschaft\w*|syndicat|sindicato|afiliaci[oó]n.?sindical", "TRADE_UNION", "membership"),
    (r"political.?(?:party|affiliation|opinion|view)s?|party.?affiliation|parteizugehörigkeit|partei|partido.?pol[ií]tico", "POLITICAL_OPINION", "party"),
)  # fmt: skip
_HEADER = re.compile(
    "|".join(f"(?P<h{i}>(?:^|[^a-zà-ÿ])(?:{form})$)" for i, (form, _, _) in enumerate(_HEADERS)), re.IGNORECASE
)
#: What such a column holds where it says nothing.
_EMPTY = re.compile(
    r"^\W*(?:|none|no|n/?a|null|nil|unknown|unbekannt|keine?|aucune?|ninguna?|-+|not (?:stated|known|applicable)|prefer not to say|k\.?a\.?|0|false|nan)\W*$",
    re.IGNORECASE,
)


@cache
def _lexicon() -> Lexicon[Sense]:
    return Lexicon.of(chain.from_iterable(vocabulary.entries() for vocabulary in _VOCABULARIES))


@dataclass(frozen=True, slots=True)
class SpecialCategories:
    """Looks words up, and judges by the sentence around them."""

    id: str = "special.lexicon"
    version: str = "1"
    tier: Tier = Tier.FAST
    entities: tuple[str, ...] = tuple(sorted({vocabulary.entity for vocabulary in _VOCABULARIES}))
    examples: tuple[str, ...] = (
        "Jane «was diagnosed with type 2 diabetes» in May",
        "She «takes sertraline 100 mg daily for depression».",
        "Er «leidet an einer schweren Depression».",
        "Diagnosen: «Diabetes mellitus, arterielle Hypertonie»",
        "«Mon père souffre d'insuffisance cardiaque».",
        "«Mi hermana tiene esclerosis múltiple».",
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

    def _spans(self, text: Text) -> Iterator[Span]:
        value = text.value
        if text.part is not Part.VALUE:
            return
        if text.header and len(value) <= 200 and (column := _HEADER.search(text.header)):
            if not _EMPTY.match(value):
                _, entity, detail = _HEADERS[int((column.lastgroup or "h0")[1:])]
                yield Span(len(value) - len(value.lstrip()), len(value.rstrip()), entity, _SURE, self.id, detail)
            return
        kept: list[Span] = []
        hanging: list[Span] = []
        for start, end, sense in _lexicon().find(value):
            span = _judge(value, start, end, sense, self.id)
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


def _judge(text: str, start: int, end: int, sense: Sense, detector: str) -> Span | None:
    before, after = _sentence(text, start, end)
    lead, sure = _LEADS[sense.need](before, after)
    if lead is None:
        return None
    sentence = f"{before} {text[start:end]} {after}"
    doubtful = GENERAL.search(sentence) is not None
    if sense.need is Need.NOTHING:
        sure = sure or SOMEBODY.search(sentence) is not None
    status = None if sure and not doubtful else Status.SUSPECTED
    return Span(start - lead, end, sense.entity, _UNSURE if status else _SURE, detector, sense.detail, status)


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
    match = HAVING.search(before)
    return _lead_of(match, before), match is not None


def _verb(before: str, _: str) -> tuple[int | None, bool]:
    match = HAVING.search(before)
    return (_lead_of(match, before), True) if match else (None, False)


def _self(before: str, _: str) -> tuple[int | None, bool]:
    match = SELF.search(before)
    return (_lead_of(match, before), True) if match else (None, False)


def _group(before: str, after: str) -> tuple[int | None, bool]:
    match = GROUP.search(before)
    if match is None or NOT_SOMEBODY.match(after):
        return None, False
    return _lead_of(match, before), True


def _member(before: str, after: str) -> tuple[int | None, bool]:
    near = before[-48:]
    match = MEMBER_WORDS.search(near)
    if match:
        return len(near) - match.start(), True
    return (0, True) if MEMBER_WORDS.search(after[:24]) else (None, False)


_LEADS = {
    Need.NOTHING: _plain,
    Need.VERB: _verb,
    Need.SELF: _self,
    Need.GROUP: _group,
    Need.MEMBER: _member,
}

DETECTORS: tuple[Detector, ...] = (SpecialCategories(),)
