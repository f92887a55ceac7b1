"""Names, addresses, places, organisations and groups by the program's own tagger, in every text of Latin script.

Why it matters: a name is what makes a record personal data, and no pattern finds it. What to do: look at the records,
mask or replace the names, or keep the data where it is. `standard` has the tagger alone; in `thorough` the big models
are asked about the sentences in which it is unsure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from auditor.detectors import ner_words as words
from auditor.detectors.ner_filter import could_be_person, is_announced, is_in_address, touches_code, trim
from auditor.detectors.reach import OTHER_SCRIPTS
from auditor.model import Span, Tier
from auditor.tagger.pinned import FILE, SHA256, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.detectors.base import Settings, Text
    from auditor.tagger.tagger import Tag

#: Least share of right spans among those of a score; what is below is not reported.
LEAST: Mapping[str, float] = {"PERSON": 0.5, "ADDRESS": 0.35, "LOCATION": 0.35, "ORGANIZATION": 0.4, "NRP": 0.35}
#: Alone in front of a comma they look like names of towns.
_GREETINGS = frozenset("hola hallo bonjour salut ciao hej hei cześć olá oi hoi moin servus buongiorno".split())
_NAME = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Tagged:
    """The tagger over texts of Latin script."""

    id: str = "tagger.names"
    version: str = field(default=f"1 {SHA256[:12]}")
    tier: Tier = Tier.STANDARD
    entities: tuple[str, ...] = tuple(sorted(LEAST))
    referees: float | None = None  # share of a long text that the big models may read; None: they are not asked

    def configured(self, settings: Settings) -> Tagged:
        """In `thorough`, with referees; an error says what to install where one is missing."""
        if settings.tier is not Tier.THOROUGH:
            return self
        from auditor.detectors.rampart import Rampart

        Rampart().configured(settings)
        return replace(self, version=f"{self.version} {settings.referees:g}", referees=settings.referees)

    def detect(self, texts: Sequence[Text]) -> list[list[Span]]:
        """Spans of each text; none where the text is in another script."""
        read = [i for i, text in enumerate(texts) if text.language not in OTHER_SCRIPTS]
        find = _alone if self.referees is None else partial(_refereed, share=self.referees)
        spans: list[list[Span]] = [[] for _ in texts]
        for i, found in zip(read, find([texts[i] for i in read]), strict=True):
            spans[i] = found
        return spans

    def models(self) -> list[tuple[str, str, str]]:
        """Name, version and sha256 of the weights and of the referees, without loading them."""
        own = [(FILE.removesuffix(".npz"), VERSION, SHA256)]
        if self.referees is None:
            return own
        from auditor.detectors.presidio import Names
        from auditor.detectors.rampart import Rampart

        return [*own, *Names().models(), *Rampart().models()]

    def thresholds(self) -> Mapping[str, float]:
        """The lowest score each entity can have."""
        return LEAST


def _alone(texts: Sequence[Text]) -> list[list[Span]]:
    """What the tagger says."""
    from auditor.tagger.weights import load

    values = [text.value for text in texts]
    return [list(standing(value, tags)) for value, tags in zip(values, load().tag(values), strict=True)]


def _refereed(texts: Sequence[Text], share: float) -> list[list[Span]]:
    """What the tagger says where it is sure, and what all models together say where it is not."""
    from auditor.detectors.referees import LEAST_DOUBT, ranges, voices
    from auditor.detectors.votes import Voice, decided
    from auditor.tagger.weights import load

    tags, doubts = load().doubt([text.value for text in texts], LEAST_DOUBT)
    asked = list(ranges(texts, doubts, share))
    heard: list[list[Voice]] = [[] for _ in texts]
    outside = [list(each) for each in tags]
    for place, said in zip(asked, voices(texts, asked), strict=True):
        value = texts[place.index].value
        inside = [tag for tag in outside[place.index] if place.start <= tag.start < place.end]
        outside[place.index] = [tag for tag in outside[place.index] if not place.start <= tag.start < place.end]
        heard[place.index] += said
        heard[place.index] += [
            Voice(span.start, span.end, span.entity, span.score, span.detector) for span in standing(value, inside, 0.0)
        ]
    return [
        [*standing(text.value, rest), *decided(said)] for text, rest, said in zip(texts, outside, heard, strict=True)
    ]


def standing(text: str, tags: Sequence[Tag], least: float = 1.0) -> Iterator[Span]:
    """What of the tags is reported: sure enough, trimmed, and not what the form or a list says is no name."""
    for tag in tags:
        if tag.sure < min(least, LEAST[tag.entity]) or _is_plain_word(text, tag):
            continue
        found = _person(text, tag) if tag.entity == "PERSON" else _thing(text, tag)
        if found is not None:
            yield found


def _is_plain_word(text: str, tag: Tag) -> bool:
    """Whether it is one word in lower case that the lexicon does not know as what it is called, or knows as something else.

    The tagger learnt names in lower case from chats and takes other words for them: a kettle, a chair, a row of vegetables.
    Counted on development texts, 98 of 149 such spans were wrong; of the 59 that are left, 19 are.
    """
    word = text[tag.start : tag.end]
    if not (word.isalpha() and word.islower()):
        return False
    from auditor.tagger.tokens import COMMON, GIVEN, REGION, SEEN, TOWN
    from auditor.tagger.weights import load

    # what each must be known as, and what it must not be known as; a given name may be a word of some language's texts
    asked = {"PERSON": (GIVEN, COMMON), "LOCATION": (TOWN | REGION, COMMON | SEEN), "ORGANIZATION": (0, 0)}
    if tag.entity not in asked:
        return False
    expected, against = asked[tag.entity]
    known = load().known(word)
    if is_announced(text, tag.start):
        return bool(known & COMMON) and not known & expected
    return not known & expected or bool(known & against)


def _person(text: str, tag: Tag) -> Span | None:
    start, end = trim(text, tag.start, tag.end)
    if end - start < 2 or not could_be_person(text, start, end):
        return None
    entity = "LOCATION" if is_in_address(text, start, end) else "PERSON"
    return Span(start, end, entity, tag.sure, "tagger.names")


def _thing(text: str, tag: Tag) -> Span | None:
    """A place, an address, a firm or a group: trimmed, and no product, variable or heading of one common word."""
    start, end = tag.start, tag.end
    if "\n" not in text[start:end]:
        start, end = trim(text, start, end)
    value = text[start:end].lower()
    if (
        end - start < 2
        or value in words.PRODUCTS
        or value in words.COMMON
        or value in _GREETINGS
        or touches_code(text, start, end)
    ):
        return None
    if tag.entity != "ADDRESS" and not _NAME.search(text, start, end):
        return None
    return Span(start, end, tag.entity, tag.sure, "tagger.names")


DETECTORS = (Tagged(),)
