"""The words of the house as types: frozen, slotted, and none that outlives a worker can hold a raw value."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Tier(StrEnum):
    """How much effort detection makes; each tier contains the one before."""

    FAST = "fast"
    STANDARD = "standard"
    THOROUGH = "thorough"

    @property
    def includes(self) -> frozenset[Tier]:
        """The tiers whose detectors run at this tier."""
        order = list(Tier)
        return frozenset(order[: order.index(self) + 1])


class Part(StrEnum):
    """What kind of place a text stands in."""

    VALUE = "value"
    KEY = "key"
    COLUMN = "column"
    PATH = "path"


class Status(StrEnum):
    """How a span of Art. 9 or 10 content relates to a person in the same record."""

    CONFIRMED = "confirmed"
    SUSPECTED = "suspected"
    UNLINKED = "unlinked"


class Person(StrEnum):
    """Whose name a person's name is, as far as the text tells; a public person's data are personal data too."""

    PRIVATE = "private"
    PUBLIC = "public"
    UNCLEAR = "unclear"


# ---------------------------------------------------------------- reading: lives inside a worker


@dataclass(frozen=True, slots=True)
class Shard:
    """A piece of one file that a worker reads by itself: a byte range, a range of row groups, or all of it."""

    root: str  # absolute folder of the dataset; never shown
    path: str  # relative to root, as on disk
    shown: str  # `path` with every segment that is itself a finding masked: what reports show
    reader: str  # id of the reader
    start: int = 0  # bytes or row groups, as the reader's `split` means it
    stop: int = 0
    first_record: int = 0
    first_line: int = 1
    size: int = 0  # bytes of the file on disk that this shard stands for
    digest: str = ""  # sha256 of the whole file
    hints: tuple[tuple[str, str], ...] = ()  # what `split` found out: encoding, dialect, split name


@dataclass(slots=True)  # not frozen: millions are made, and freezing costs five times their making (measured)
class Field:
    """One text inside a record."""

    name: str = field(repr=False)  # JSON path, column, or part
    text: str = field(repr=False)
    part: Part = Part.VALUE
    header: str = field(default="", repr=False)  # the key or column that says what the text is
    role: str = ""  # who speaks: system, user, assistant, tool, chosen, rejected ...
    turn: int | None = None  # number of the message in a conversation, from 0
    offset: int = 0  # code points of the same field that stand before this piece of it
    line: int | None = None  # line of the text's first character, where the text is the source's own


@dataclass(slots=True)  # not frozen, for the same reason as Field
class Record:
    """One row, line or document with its fields."""

    path: str = field(repr=False)
    index: int
    fields: tuple[Field, ...]
    line: int | None = None  # first line in the source, from 1
    end_line: int | None = None
    shape: str = ""  # openai_messages, sharegpt, alpaca, prompt_completion, preference, mail, table or ""


@dataclass(frozen=True, slots=True)
class Span:
    """What a detector found in one text, in code points; `detail` is a word of a closed list, never text of the data."""

    start: int
    end: int
    entity: str
    score: float
    detector: str
    detail: str = ""
    status: Status | None = None
    person: Person | None = None  # of names only


# ---------------------------------------------------------------- safe to keep


@dataclass(frozen=True, slots=True)
class Finding:
    """A span located in the dataset, masked, without the raw value."""

    path: str
    record: int
    field: str
    start: int
    end: int
    entity: str
    category: str
    score: float
    detector: str
    masked: str
    fingerprint: str
    part: Part = Part.VALUE
    line: int | None = None
    end_line: int | None = None
    role: str = ""
    turn: int | None = None
    status: Status | None = None
    detail: str = ""
    person: Person | None = None

    @property
    def order(self) -> tuple[int, str, int, int, str]:
        """Sort key inside one file."""
        return (self.record, self.field, self.start, self.end, self.entity)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was not read, and why: data like any other."""

    path: str
    reason: str
    bytes: int = 0
    record: int | None = None
    hint: str = ""


# ---------------------------------------------------------------- judging


class Answer(StrEnum):
    """The verdict of an option, worst first in `rank`."""

    NO_BLOCKING_FINDING = "no_blocking_finding"
    PERMITTED_WITH_CONDITIONS = "permitted_with_conditions"
    NEEDS_LEGAL_REVIEW = "needs_legal_review"
    PROHIBITED = "prohibited"

    @property
    def rank(self) -> int:
        """0 is mildest, 3 is `prohibited`."""
        return list(Answer).index(self)


class Effect(StrEnum):
    """What a rule came to for one option."""

    PROHIBIT = "prohibit"
    REVIEW = "review"
    CONDITION = "condition"
    RELIED_UPON = "relied_upon"
    EVIDENCED = "evidenced"
    INFORM = "inform"

    @property
    def answer(self) -> Answer:
        """The verdict that this outcome alone would give."""
        return _ANSWER[self]


_ANSWER = {
    Effect.PROHIBIT: Answer.PROHIBITED,
    Effect.REVIEW: Answer.NEEDS_LEGAL_REVIEW,
    Effect.CONDITION: Answer.PERMITTED_WITH_CONDITIONS,
    Effect.RELIED_UPON: Answer.PERMITTED_WITH_CONDITIONS,
    Effect.EVIDENCED: Answer.NO_BLOCKING_FINDING,
    Effect.INFORM: Answer.NO_BLOCKING_FINDING,
}


@dataclass(frozen=True, slots=True)
class Option:
    """One way of using the dataset."""

    id: str
    activity: str
    deployment: str
    offering: str | None = None
    model: str | None = None
    region: str | None = None
    inference_region: str | None = None
    licence: str | None = None
    title: str = ""
    features: tuple[str, ...] | None = None
    model_class: str | None = None
    customer_region: str | None = None
    end_user_regions: tuple[str, ...] | None = None
    downstream: str | None = None
    contract: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as a rule used it, with where it came from."""

    key: str
    value: Any  # bool, number, word, tuple of words, or None = unknown
    kind: str  # measured, declared, looked_up, option, derived
    origin: str  # "audit.yaml line 12", "findings: PERSON 31 ...", a source with locator and date, or "not declared"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One rule that had something to say about one option."""

    rule: str
    pack: str
    effect: Effect
    trigger_unknown: bool
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """An unknown that decides something, asked once however many rules and options it touches."""

    fact: str
    who: str
    question: str
    why: str
    path: str  # where the answer goes in audit.yaml
    rules: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one option with everything it rests on."""

    option: Option
    answer: Answer
    outcomes: tuple[Outcome, ...]
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()  # what the bridge had to say: overrides, stale terms, dated gates
    changes: tuple[dict[str, Any], ...] = ()  # smallest sets of steps that lift the verdict, cheapest first
