"""The contract of a detector, and the pattern detector that most members are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from auditor.model import Part, Span, Tier

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MEMBER = False

#: Digits with no more than three separators in between: what a number of many digits is written like.
_DIGIT_RUN = re.compile(r"\d(?:[ \u00a0.\-/()]{0,3}\d)*")
_NO_SEPARATORS = dict.fromkeys(map(ord, " \u00a0.-/()"))
_NOT_WORD = re.compile(r"[\W_]+")


def holds(text: str, needles: Sequence[str]) -> bool:
    """Whether a text holds one of the needles; where none is wanted, it does."""
    for needle in needles:
        if needle in text:
            return True
    return not needles


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
class OwnPattern:
    """A detector that the user wrote in YAML, checked; data only, so that it travels to workers."""

    id: str
    entity: str
    pattern: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    ignore_case: bool = False
    validator: str = ""
    context: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    score: float = 0.8
    context_score: float = 0.0
    needs_context: bool = False


@dataclass(frozen=True, slots=True)
class Own:
    """The user's own detectors (`detectors:` of audit.yaml), by content: another content is another scan."""

    patterns: tuple[OwnPattern, ...] = ()
    presidio: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()  # recognizers as JSON, (their entity, ours)
    entry_points: tuple[tuple[str, str], ...] = ()  # (name, object and version of the package)


@dataclass(frozen=True, slots=True)
class Settings:
    """What detection depends on; small, picklable, part of the cache key."""

    tier: Tier = Tier.STANDARD
    language: str = "auto"
    terms: Terms = Terms()
    own: Own = Own()
    referees: float = 0.14  # share of a long text that the big models of `thorough` may read; 1 = everything
    quasi: tuple[str, ...] = field(default=(), repr=False)  # columns to count by; no detector depends on them


class Detector(Protocol):
    """Finds spans in texts. Pure: same texts, same spans, whatever the batch."""

    @property
    def id(self) -> str:
        """Room and name, `email.address`."""
        ...

    @property
    def version(self) -> str:
        """Changes with its findings."""
        ...

    @property
    def tier(self) -> Tier:
        """The lowest tier that runs it."""
        ...

    @property
    def entities(self) -> tuple[str, ...]:
        """What it may find."""
        ...

    def detect(self, texts: Sequence[Text]) -> list[list[Span]]:
        """One list of spans per text, in any order; overlaps are resolved later, in one place."""
        ...


@runtime_checkable
class RowDetector(Detector, Protocol):
    """A detector with a trigger for each row of its table: told which of them match, it tries those rows alone."""

    @property
    def triggers(self) -> tuple[tuple[str, int], ...]:
        """A pattern with its flags for each row."""
        ...

    def detect_rows(self, texts: Sequence[Text], rows: Sequence[int]) -> list[list[Span]]:
        """Spans of each text, of the rows whose bits are set."""
        ...


@dataclass(frozen=True, slots=True)
class Glance:
    """What is known of a text before any pattern is tried: computed once, shared by all patterns."""

    lowered: str = field(repr=False)  # header and value
    digits: int  # most digits in one run

    @classmethod
    def of(cls, text: Text) -> Glance:
        """A glance at a text."""
        runs = _DIGIT_RUN.findall(text.value)
        most = 0
        for run in runs:
            if len(run) > most:
                most = max(most, len(run.translate(_NO_SEPARATORS)))
        return cls(f"{text.header}\n{text.value}".lower(), most)


@runtime_checkable
class Gated(Detector, Protocol):
    """A detector that knows what a text must hold for it to find anything; the engine asks before it runs it."""

    @property
    def needles(self) -> tuple[str, ...]:
        """What a text or its header must hold one of, in lower case; empty: nothing is known."""
        ...

    @property
    def digits(self) -> int:
        """The text must hold a run of at least so many digits."""
        ...

    def match(self, text: Text) -> list[Span]:
        """Spans of one text that was let through."""
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
    digits: int = 0  # the text must hold a run of at least so many digits, separators between them allowed
    #: Lower-case words near the match (or in the header) that raise the score; " id " with spaces is a whole word.
    context: tuple[str, ...] = ()
    context_score: float = 0.0  # score with context; 0 = same as `score`
    needs_context: bool = False  # no finding without a context word
    #: A simpler pattern, read with the same flags, that matches wherever `pattern` does: it is looked for first.
    trigger: str = ""
    window: int = 60  # characters before and after the match in which context counts
    version: str = "1"
    tier: Tier = Tier.FAST

    @property
    def entities(self) -> tuple[str, ...]:
        """The one entity it finds."""
        return (self.entity,)

    @property
    def triggers(self) -> tuple[tuple[str, int], ...]:
        """What is looked for before the pattern is tried."""
        return ((self.trigger or self.pattern.pattern, self.pattern.flags),)

    @property
    def needles(self) -> tuple[str, ...]:
        """What a text or its header must hold one of; empty: nothing is known."""
        return self.keywords or (tuple(word.strip() for word in self.context) if self.needs_context else ())

    def may_match(self, glance: Glance) -> bool:
        """Whether trying the pattern is worth while; never false where it would match."""
        return glance.digits >= self.digits and holds(glance.lowered, self.needles)

    def detect(self, texts: Sequence[Text]) -> list[list[Span]]:
        """Spans of each text."""
        return [self.match(text) if self.may_match(Glance.of(text)) else [] for text in texts]

    def match(self, text: Text) -> list[Span]:
        """Spans of one text that `may_match` let through."""
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
        words = f" {_NOT_WORD.sub(' ', near)} "
        return holds(near, self.context) or holds(words, self.context)
