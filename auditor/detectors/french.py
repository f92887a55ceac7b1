"""Names by the French spaCy model, in French texts and only where it is installed (extra `fr`).

Why it matters: it finds French names that the models for all languages take for common words. What to do: look at the
records, mask or replace the names, or keep the data where it is. Its files are data that were compared with pinned
hashes. Only its persons count: on labelled judgments three of four of its organisations were none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from auditor.detectors.presidio import windows
from auditor.detectors.weights import FRENCH, is_installed, verified_folder
from auditor.model import Part, Span, Tier

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.detectors.base import Settings, Text

_UNUSED = ("morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer")
_PERSON = "PER"
_FULL, _SINGLE = 0.75, 0.55
_BATCH = 32
#: What is said before a name and is no part of it.
_TITLE = re.compile(
    r"(?:M\.|MM\.|Mme|Mlle|Monsieur|Madame|Mademoiselle|Maître|Me|Dr|Docteur|Pr|Professeur|le|la|les|l['’]|du|de|des|d['’])\s*(?=\S)",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"[^\W\d_a-z][^\W\d_]+")
#: Words that begin a sentence or a form and that the model takes for names.
_NO_NAME = frozenset(
    "bonjour bonsoir merci cordialement cher chère chers salut objet adresse téléphone email mail nom prénom date lundi mardi mercredi "
    "jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre oui non "
    "article loi cour tribunal gouvernement état etat ministère iban bic tva cdi cdd rgpd".split()
)


class French:
    """The French model over French texts; nothing where it is not installed."""

    id = "spacy.french"
    version = "1"
    tier = Tier.THOROUGH
    entities = ("PERSON",)

    def configured(self, settings: Settings) -> French:
        """The detector itself: being absent takes nothing from a tier, so there is nothing to complain about."""
        del settings
        return self

    def detect(self, texts: Sequence[Text]) -> list[list[Span]]:
        """Spans of each text."""
        spans: list[list[Span]] = [[] for _ in texts]
        if not is_installed(FRENCH):
            return spans
        pieces = [
            (i, offset, piece)
            for i, text in enumerate(texts)
            if text.language == "fr" and text.part is Part.VALUE
            for offset, piece in windows(text.value)
        ]
        for start in range(0, len(pieces), _BATCH):
            batch = pieces[start : start + _BATCH]
            for (i, offset, piece), named in zip(batch, _read([piece for _, _, piece in batch]), strict=True):
                spans[i] += [span for found in named for span in spans_of(piece, offset, found)]
        return spans

    def models(self) -> list[tuple[str, str, str]]:
        """Name, version and sha256 of the model, without loading it; empty where it is not installed."""
        return [(FRENCH.name, FRENCH.version, FRENCH.sha256)] if is_installed(FRENCH) else []

    def thresholds(self) -> Mapping[str, float]:
        """The lowest score each entity can have."""
        return {"PERSON": _SINGLE}


def spans_of(piece: str, offset: int, found: tuple[int, int, str]) -> Iterator[Span]:
    """A name without its title, where it has a capital and is no word that begins letters and forms."""
    start, end, label = found
    text = piece[start:end]
    end -= len(text) - len(text.rstrip(" ,.;:-\n"))
    while title := _TITLE.match(piece, start, end):
        start = title.end()
    value = piece[start:end]
    if label != _PERSON or "\n" in value or not _CAPITALISED.search(value) or value.lower() in _NO_NAME:
        return
    score = _FULL if len(value.split()) > 1 else _SINGLE
    yield Span(start + offset, end + offset, "PERSON", score, French.id)


def _read(batch: Sequence[str]) -> list[list[tuple[int, int, str]]]:
    model = _model()
    with model.memory_zone():
        return [
            [(entity.start_char, entity.end_char, entity.label_) for entity in document.ents]
            for document in model.pipe(batch, batch_size=_BATCH, n_process=1)
        ]


@cache
def _model() -> Any:
    folder = verified_folder(FRENCH)
    import spacy

    return spacy.load(folder, exclude=_UNUSED)


DETECTORS = (French(),)
