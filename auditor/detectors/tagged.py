"""Names, addresses, places, organisations and groups by the program's own tagger, in every text of Latin script.

Why it matters: a name is what makes a record personal data, and no pattern finds it. What to do: look at the records,
mask or replace the names, or keep the data where it is. `standard` has the tagger alone; in `thorough` the big models
are asked about the sentences in which it is unsure.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from auditor.detectors.ner_filter import sift, trim
from auditor.detectors.reach import OTHER_SCRIPTS
from auditor.model import Span, Tier
from auditor.tagger.pinned import FILE, SHA256, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.detectors.base import Text
    from auditor.tagger.tagger import Tag

#: Least share of right spans among those of a score; what is below is not reported.
LEAST: Mapping[str, float] = {"PERSON": 0.5, "ADDRESS": 0.5, "LOCATION": 0.5, "ORGANIZATION": 0.5, "NRP": 0.5}
#: What the filter of the big models calls each entity.
_LABEL = {"PERSON": "PERSON", "LOCATION": "GPE", "ORGANIZATION": "ORG", "NRP": "NORP"}


@dataclass(frozen=True, slots=True)
class Tagged:
    """The tagger over texts of Latin script."""

    id: str = "tagger.names"
    version: str = field(default=f"1 {SHA256[:12]}")
    tier: Tier = Tier.STANDARD
    entities: tuple[str, ...] = tuple(sorted(LEAST))

    def detect(self, texts: Sequence[Text]) -> list[list[Span]]:
        """Spans of each text; none where the text is in another script."""
        from auditor.tagger.weights import load

        read = [i for i, text in enumerate(texts) if text.language not in OTHER_SCRIPTS]
        spans: list[list[Span]] = [[] for _ in texts]
        for i, tags in zip(read, load().tag([texts[i].value for i in read]), strict=True):
            spans[i] = list(standing(texts[i].value, tags))
        return spans

    def models(self) -> list[tuple[str, str, str]]:
        """Name, version and sha256 of the weights, without loading them."""
        return [(FILE.removesuffix(".npz"), VERSION, SHA256)]

    def thresholds(self) -> Mapping[str, float]:
        """The lowest score each entity can have."""
        return LEAST


def standing(text: str, tags: Sequence[Tag]) -> Iterator[Span]:
    """What of the tags is reported: sure enough, trimmed, and not what the form or a list says is no name."""
    for tag in tags:
        if tag.sure < LEAST[tag.entity]:
            continue
        if tag.entity == "ADDRESS":
            start, end = (
                trim(text, tag.start, tag.end) if "\n" not in text[tag.start : tag.end] else (tag.start, tag.end)
            )
            yield Span(start, end, "ADDRESS", tag.sure, "tagger.names")
            continue
        name = sift(text, tag.start, tag.end, _LABEL[tag.entity])
        if name is not None:
            yield Span(name.start, name.end, name.entity, tag.sure, "tagger.names")


DETECTORS = (Tagged(),)
