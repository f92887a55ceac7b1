"""Communications between people: header blocks of mail, quoted replies, transcripts of chats and calls.

Why it matters: the content of communications is protected by itself, whoever is named in it. What to do: ask for the
consent of all sides, or leave it out.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.detectors.base import PatternDetector
from auditor.model import Span, Tier

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.detectors.base import Detector, Text

_FROM = r"(?:From|Von|De|Da|Van|Expéditeur|Absender|Mittente|Remitente|Afzender|Från|Od)"
_TO = r"(?:To|An|À|A|Para|Aan|Destinataire|Empfänger|Destinatario|Till|Do)"
_LINE = r"[^\n]{0,300}\r?\n"
#: A line of a transcript: a time, a speaker, what was said.
_TIMED = re.compile(
    r"^[ \t>]{0,4}(?:\[?(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?[ T]{1,2})?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[ \u202f]?[APap]\.?[Mm]\.?)?\]?[ \t]{0,3}[-–—:]?[ \t]{0,3})"
    r"<?(?P<speaker>[^\W\d][\w .'’+-]{0,38}?)(?:>[ \t]|[ \t]?(?:\([^()\n]{1,20}\))?:[ \t])(?=\S)",
    re.MULTILINE,
)
#: The same without a time: only a name that begins with a capital.
_UNTIMED = re.compile(
    r"^[ \t>*_]{0,4}(?P<speaker>[A-ZÀ-Þ][a-zß-ÿ'’-]{1,20}(?: (?:[A-ZÀ-Þ][\w.'’-]{0,20}|\d{1,2})){0,2})(?:[ \t]?\((?:\d{1,2}[:.]\d{2}[^()\n]{0,8}|[A-Za-z ]{2,20})\))?[*_]{0,3}:[*_]{0,3}[ \t]{1,3}(?=\S)",
    re.MULTILINE,
)
#: Speakers that are no people, and labels of forms and documents.
_NO_SPEAKER = frozenset(
    "user assistant system human ai bot gpt chatgpt claude gemini model tool function instruction response input output question answer q a prompt completion context note notes example examples "
    "warning error info debug step steps summary title subject date time address name phone email from to cc bcc sent re fwd ingredients directions author abstract keywords source url link "
    "section chapter figure table definition theorem proof remark hint tip result results conclusion introduction background method methods goal task problem solution explanation translation "
    "english german french spanish italian deutsch thema betreff datum von an hinweis achtung beispiel frage antwort objet de à asunto fecha nota ejemplo pregunta respuesta package version maintainer "
    "description depends architecture priority status homepage license copyright usage options returns raises args parameters type default required pros cons advantages disadvantages feature features "
    "age sex gender diagnosis medication history allergies plan assessment subjective objective department position salary order price total amount quantity item product customer supplier company".split()
)
_LEAST_TURNS = 4


@dataclass(frozen=True, slots=True)
class Transcript:
    """At least two people who speak in turns in one text; a user and an assistant are no such people."""

    id: str = "communications.transcript"
    version: str = "1"
    tier: Tier = Tier.FAST
    entities: tuple[str, ...] = ("COMMUNICATION_THREAD",)
    examples: tuple[str, ...] = (
        "«[10:02] Anna: are you there?\n[10:03] Ben: yes\n[10:03] Anna: good\n[10:05] Ben: so?»",
        "«Anna: are you there?\nBen: yes, why?\nAnna: the contract\nBen: on my desk»",
        "«Sprecher 1: Guten Tag.\nSprecher 2: Hallo.\nSprecher 1: Gut?\nSprecher 2: Ja.»",
        "«12/05/2024, 10:22 - Anna Muster: hi\n12/05/2024, 10:23 - Ben: hey»",
    )
    counterexamples: tuple[str, ...] = (
        "User: hello\nAssistant: hi\nUser: bye\nAssistant: bye",
        "Name: x\nAddress: y\nPhone: z\nEmail: w",
        "Paris: the capital\nRome: the city",
        "Question: a\nAnswer: b\nQuestion: c\nAnswer: d",
    )

    def detect(self, texts: Sequence[Text]) -> list[list[Span]]:
        """Spans of each text."""
        return [list(self._spans(text.value)) for text in texts]

    def thresholds(self) -> Mapping[str, float]:
        """The lowest score."""
        return {"COMMUNICATION_THREAD": 0.75}

    @property
    def triggers(self) -> tuple[tuple[str, int], ...]:
        """A line that somebody speaks."""
        return tuple((form.pattern, form.flags) for form in (_TIMED, _UNTIMED))

    def _spans(self, text: str) -> Iterator[Span]:
        if text.count("\n") < 1:
            return
        for form, score, least in ((_TIMED, 0.9, 2), (_UNTIMED, 0.75, _LEAST_TURNS)):
            turns = [match for match in form.finditer(text) if match["speaker"].strip().lower() not in _NO_SPEAKER]
            if _is_talk(turns, least):
                end = text.find("\n", turns[-1].end())
                yield Span(turns[0].start(), len(text) if end < 0 else end, self.entities[0], score, self.id)
                return


def _is_talk(turns: Sequence[re.Match[str]], least: int) -> bool:
    """Speakers come back: labels of a form come once."""
    speakers = Counter(turn["speaker"].strip() for turn in turns)
    if len(turns) < least or len(speakers) < 2:
        return False
    if least < _LEAST_TURNS:
        return len(speakers) <= max(2, len(turns) // 2 + 1)
    return sum(count > 1 for count in speakers.values()) >= 2 and len(speakers) <= len(turns) // 2


DETECTORS: tuple[Detector, ...] = (
    Transcript(),
    PatternDetector(
        id="communications.mail_header",
        entity="COMMUNICATION_METADATA",
        pattern=re.compile(
            rf"^[ \t>*]{{0,6}}(?P<value>{_FROM}[ \u00a0]?[*]{{0,2}}:[ \t*][^\n]{{2,300}}\r?\n(?:[ \t>*]{{0,6}}[A-ZÀ-Þ][\w \u00a0-]{{1,24}}[*]{{0,2}}:{_LINE}){{0,6}}?[ \t>*]{{0,6}}{_TO}[ \u00a0]?[*]{{0,2}}:[ \t*][^\n]{{2,400}})",
            re.MULTILINE,
        ),
        score=0.9,
        examples=(
            "«From: Jane Muster <jane@firm.example>\nSent: Monday\nTo: Tom <tom@firm.example>»\nHello",
            "> «Von: A. Muster\n> Gesendet: Montag\n> An: B. Muster»",
            "«De : Anna Berg\nEnvoyé : lundi\nÀ : Tom Meier»",
        ),
        counterexamples=("From: Berlin\nHotel: Adlon", "To: all\nFrom: me"),
        keywords=tuple(
            "from|von|de:|de :|de\u00a0:|da:|van|expéditeur|absender|mittente|remitente|afzender|från|od:".split("|")
        ),
    ),
    PatternDetector(
        id="communications.reply",
        entity="COMMUNICATION_THREAD",
        pattern=re.compile(
            r"(?:-{3,10} ?(?i:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|message d'origine|message transféré|mensaje original|mensaje reenviado|messaggio originale|oorspronkelijk bericht) ?-{3,10}"
            r"|^[ \t>]{0,6}(?:On|Am|Le|El|Il giorno|Op) [^\n]{6,90}?\d{1,2}[:.h]\d{2}[^\n]{0,90}(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef)[^\n]{0,80}:[ \t]*$)",
            re.MULTILINE,
        ),
        score=0.85,
        examples=(
            "«-----Original Message-----»\nFrom: x",
            "«On Mon, 3 May 2027 at 10:02, Jane <jane@firm.example> wrote:»\n> hello",
            "«Am 03.05.2027 um 10:02 schrieb Jane Muster:»",
        ),
        counterexamples=("On Monday she wrote: a poem", "the original message was lost"),
        keywords=tuple(
            "original message|forwarded message|nachricht|message d'origine|message transféré|mensaje|messaggio|bericht|wrote|schrieb|a écrit|escribió|ha scritto|schreef".split(
                "|"
            )
        ),
    ),
)
