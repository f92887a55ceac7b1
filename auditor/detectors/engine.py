"""Runs all detectors of a tier over texts: windows, gates, one resolution of overlaps, allow-list, categories."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from auditor.detectors.allow import admit
from auditor.detectors.base import Gated, Glance, PatternDetector, RowDetector, holds
from auditor.detectors.gate import Gate
from auditor.detectors.prefilter import Prefilter, prefilter
from auditor.detectors.resolve import resolve
from auditor.registry import members
from auditor.taxonomy import load_taxonomy

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from auditor.detectors.base import Detector, Settings, Text
    from auditor.detectors.database import Candidates
    from auditor.detectors.prefilter import Trigger
    from auditor.model import Span

MEMBER = False

#: No pattern sees more characters at once.
WINDOW = 100_000
#: Two windows share so many; a span up to half as long is found whatever the cut.
OVERLAP = 8_192
#: Looking for so many words costs less than looking for a pattern.
_FEW = 12
#: Headers that are remembered.
_HEADERS = 10_000


@dataclass(frozen=True, slots=True)
class _Piece:
    """A window of one text, and which starts of spans it answers for."""

    index: int
    offset: int
    text: Text
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Engine:
    """The detectors of one tier. Pure and deterministic: the spans of a text don't depend on its neighbours."""

    patterns: tuple[Gated, ...]
    others: tuple[Detector, ...]
    gate: Gate
    prefilter: Prefilter | None = None  # of the patterns, then of the triggers of the others
    headers: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)

    def detect(self, texts: Sequence[Text]) -> list[list[Span]]:
        """The spans of each text, sorted by start, overlaps resolved."""
        if all(len(text.value) <= WINDOW for text in texts):
            found = self._look(texts)
        else:
            pieces = list(chain.from_iterable(_pieces(i, text) for i, text in enumerate(texts)))
            found = [[] for _ in texts]
            for piece, spans in zip(pieces, self._look([piece.text for piece in pieces]), strict=True):
                found[piece.index].extend(_owned(piece, spans))
        return [_settle(text, spans) for text, spans in zip(texts, found, strict=True)]

    def _look(self, texts: Sequence[Text]) -> list[list[Span]]:
        """What the detectors say about each text."""
        chosen = self.prefilter.candidates([text.value for text in texts]) if self.prefilter is not None else None
        if chosen is None:
            found = [[s for d in self.gate.open(Glance.of(text)) for s in d.match(text)] for text in texts]
            every: Sequence[int] = range(len(texts))
            todo = dict.fromkeys(range(len(self.patterns), len(self.patterns) + len(self.others)), every)
        else:
            found = [self._by_pattern(text, at) if at else [] for text, at in zip(texts, chosen, strict=True)]
            todo = self._todo(texts, chosen)
        for number, places in sorted(todo.items()):
            here = [texts[i] for i in places]
            rows = [
                self._triggered(number, text, chosen[i] if chosen else {}) for i, text in zip(places, here, strict=True)
            ]
            spans = _asked(self.others[number - len(self.patterns)], here, rows)
            for place, more in zip(places, spans, strict=True):
                found[place].extend(more)
        return found

    def _triggered(self, number: int, text: Text, candidates: Candidates) -> int:
        """Which triggers of a detector match in a text, one bit each; all of them where its header speaks."""
        return -1 if number in self._by_header(text.header) else candidates.get(number, -1)

    def _todo(self, texts: Sequence[Text], chosen: Sequence[Candidates]) -> dict[int, Sequence[int]]:
        """Which texts each of the other detectors is to see."""
        patterns = len(self.patterns)
        todo: dict[int, list[int]] = {}
        for place, (text, candidates) in enumerate(zip(texts, chosen, strict=True)):
            by_header = self._by_header(text.header) if text.header else ()
            if candidates or by_header:
                for number in {*candidates, *by_header}:
                    if number >= patterns:
                        todo.setdefault(number, []).append(place)
        always = self.prefilter.always if self.prefilter is not None else ()
        return {**todo, **dict.fromkeys((n for n in always if n >= patterns), range(len(texts)))}

    def _by_header(self, header: str) -> tuple[int, ...]:
        """The other detectors that a header alone may tell something; headers come back."""
        numbers = self.headers.get(header)
        if numbers is None:
            if len(self.headers) >= _HEADERS:
                self.headers.clear()
            numbers = self.headers[header] = tuple(
                number
                for number, detector in enumerate(self.others, len(self.patterns))
                if getattr(detector, "reads_header", _never)(header)
            )
        return numbers

    def _by_pattern(self, text: Text, chosen: Candidates) -> list[Span]:
        """The spans of the patterns that may match, in order; the gate's questions are asked of those only."""
        last = len(self.patterns)
        numbers = sorted([number for number in chosen if number < last])
        if not numbers:
            return []
        glance = Glance.of(text)
        return [span for number in numbers for span in self._matched(number, text, glance)]

    def _matched(self, number: int, text: Text, glance: Glance) -> list[Span]:
        """The spans of a pattern on a text that its gate lets through; the pattern goes first where the gate asks for much."""
        digits, needles = self.gate.asks[number]
        if digits > glance.digits:
            return []
        if len(needles) <= _FEW:
            return self.patterns[number].match(text) if holds(glance.lowered, needles) else []
        spans = self.patterns[number].match(text)
        return spans if spans and holds(glance.lowered, needles) else []

    @property
    def detectors(self) -> tuple[Detector, ...]:
        """All of them, by id."""
        every: Iterable[Detector] = (*self.patterns, *self.others)
        return tuple(sorted(every, key=lambda detector: detector.id))

    def versions(self) -> list[tuple[str, str]]:
        """Id and version of each detector."""
        return [(detector.id, detector.version) for detector in self.detectors]

    def models(self) -> list[tuple[str, str, str]]:
        """Name, version and sha256 of each model that detectors use."""
        return sorted({model for detector in self.others for model in _ask_models(detector)})

    def thresholds(self) -> dict[str, float]:
        """The lowest score with which a finding of an entity is reported."""
        lowest: dict[str, float] = {}
        for detector in self.detectors:
            for entity, score in _scores(detector).items():
                lowest[entity] = min(score, lowest.get(entity, 1.0))
        return dict(sorted(lowest.items()))


@cache
def build(settings: Settings) -> Engine:
    """The engine for these settings, once per process."""
    registered: Iterable[Detector] = chain.from_iterable(members("auditor.detectors", "DETECTORS").values())
    chosen = [_prepared(d, settings) for d in registered if d.tier in settings.tier.includes]
    chosen.sort(key=lambda detector: detector.id)
    gated = tuple(d for d in chosen if isinstance(d, Gated))
    others = tuple(d for d in chosen if not isinstance(d, Gated))
    return Engine(gated, others, Gate(gated), prefilter(tuple(map(triggers, (*gated, *others)))))


def triggers(detector: Detector) -> tuple[Trigger, ...] | None:
    """Patterns of which one matches in each text that a detector finds something in; None: nothing is known.

    What it finds by a header alone, it says with a method `reads_header`.
    """
    if hasattr(detector, "triggers"):
        own: tuple[Trigger, ...] | None = detector.triggers
        return own
    pattern: re.Pattern[str] | None = getattr(detector, "pattern", None)
    return ((pattern.pattern, pattern.flags),) if pattern is not None else None


def _asked(detector: Detector, texts: Sequence[Text], rows: Sequence[int]) -> list[list[Span]]:
    return detector.detect_rows(texts, rows) if isinstance(detector, RowDetector) else detector.detect(texts)


def _never(_: str) -> bool:
    return False


def _prepared(detector: Detector, settings: Settings) -> Detector:
    """A detector that depends on settings (terms, language) says how with a method `configured`."""
    configured: Callable[[Settings], Detector] | None = getattr(detector, "configured", None)
    return configured(settings) if configured is not None else detector


def _pieces(index: int, text: Text) -> Iterator[_Piece]:
    size = len(text.value)
    if size <= WINDOW:
        yield _Piece(index, 0, text, 0, size)
        return
    for offset in range(0, size - OVERLAP, WINDOW - OVERLAP):
        value = text.value[offset : offset + WINDOW]
        first = OVERLAP // 2 if offset else 0
        last = len(value) if offset + WINDOW >= size else WINDOW - OVERLAP // 2
        yield _Piece(index, offset, replace(text, value=value), first, last)


def _owned(piece: _Piece, spans: Iterable[Span]) -> Iterator[Span]:
    for span in spans:
        if piece.first <= span.start < piece.last:
            at = piece.offset
            yield replace(span, start=span.start + at, end=span.end + at) if at else span


def _settle(text: Text, spans: list[Span]) -> list[Span]:
    if not spans:
        return []
    categories = load_taxonomy()
    known = (span for span in spans if span.start < span.end and categories.category_of(span.entity) is not None)
    rounded = (replace(span, score=round(span.score, 2)) for span in known)
    return admit(text, rounded, resolve)


def _ask_models(detector: Detector) -> list[tuple[str, str, str]]:
    models: Callable[[], list[tuple[str, str, str]]] | None = getattr(detector, "models", None)
    return models() if models is not None else []


def _scores(detector: Detector) -> Mapping[str, float]:
    """The lowest score each entity of a detector can have."""
    if isinstance(detector, PatternDetector):
        with_context = detector.context_score or detector.score
        lowest = with_context if detector.needs_context else min(detector.score, with_context)
        return {detector.entity: lowest}
    told: Callable[[], Mapping[str, float]] | None = getattr(detector, "thresholds", None)
    return told() if told is not None else {}
