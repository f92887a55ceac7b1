"""The contract of a detector, and the pattern detector that most members are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from auditor.model import Part, Span, Tier

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Sequence

MEMBER = False


@dataclass(frozen=True, slots=True)
class Text:
    """What a detector sees: one text and what is known about where it stands."""

    value: str = field(repr=False)
    language: str = "und"  # ISO 639-1, "und" = not told
    header: str = field(default="", repr=False)  # key or column name
    part: Part = Part.VALUE


@dataclass(frozen=True, slots=True)
class Terms:
    """The organisation's own words (`terms:` of audit.yaml)."""

    codenames: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    internal_domains: tuple[str, ...] = ()
    regex: tuple[tuple[str, str, str], ...] = ()  # (name, pattern, entity)
    files: tuple[tuple[str, str], ...] = ()  # (path of a list of terms, entity)


@dataclass(frozen=True, slots=True)
class Settings:
    """What detection depends on; small, picklable, part of the cache key."""

    tier: Tier = Tier.STANDARD
    language: str = "auto"
    terms: Terms = Terms()


class Detector(Protocol):
    """Finds spans in texts. Pure: same texts, same spans, whatever the batch."""

    id: str
    version: str
    tier: Tier  # the lowest tier that runs it
    entities: tuple[str, ...]

    def detect(self, texts: Sequence[Text]) -> list[list[Span]]:
        """One list of spans per text, in any order; overlaps are resolved later, in one place."""
        ...


@dataclass(frozen=True, slots=True)
class PatternDetector:
    """A regular expression with its validator, its context words, and its own examples.

    In an example the span stands between guillemets: `"write to «jane@firm.example»"`.
    """

    id: str
    entity: str
    pattern: re.Pattern[str]  # group "value" is the span where it exists, else the whole match
    score: float  # of a match that passed `validate`, without context
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    validate: Callable[[str], bool] | None = None
    detail: Callable[[str], str] | None = None  # closed-list word about the value
    keywords: tuple[str, ...] = ()  # lower case; the text must hold one of them for the pattern to be tried
    context: tuple[str, ...] = ()  # lower-case words near the match (or in the header) that raise the score
    context_score: float = 0.0  # score with context; 0 = same as `score`
    needs_context: bool = False  # no finding without a context word
    window: int = 60  # characters before and after the match in which context counts
    version: str = "1"
    tier: Tier = Tier.FAST

    @property
    def entities(self) -> tuple[str, ...]:
        """The one entity it finds."""
        return (self.entity,)

    def detect(self, texts: Sequence[Text]) -> list[list[Span]]:
        """Spans of each text."""
        return [self._one(text) for text in texts]

    def _one(self, text: Text) -> list[Span]:
        if self.keywords:
            lowered = text.value.lower()
            if not any(word in lowered for word in self.keywords):
                return []
        group = "value" if "value" in self.pattern.groupindex else 0
        spans = []
        for match in self.pattern.finditer(text.value):
            start, end = match.span(group)
            value = text.value[start:end]
            if start == end or (self.validate is not None and not self.validate(value)):
                continue
            near = self._has_context(text, start, end)
            if self.needs_context and not near:
                continue
            score = self.context_score if near and self.context_score else self.score
            detail = self.detail(value) if self.detail is not None else ""
            spans.append(Span(start, end, self.entity, score, self.id, detail))
        return spans

    def _has_context(self, text: Text, start: int, end: int) -> bool:
        if not self.context:
            return False
        around = text.value[max(0, start - self.window) : start] + " " + text.value[end : end + self.window]
        near = f"{text.header} {around}".lower()
        return any(word in near for word in self.context)
