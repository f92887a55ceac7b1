"""What the detectors of secrets share: placeholders, randomness, and how a row of a provider table becomes a detector."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from auditor.detectors.base import Glance, PatternDetector, holds
from auditor.detectors.resolve import resolve
from auditor.model import Tier

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.detectors.base import Text
    from auditor.model import Span

MEMBER = False

#: Name, kind (entity after SECRET_), form, an invented sample, keywords or context words.
Row = tuple[str, str, str, str, str]

#: Words of documentation: a value with one of them was never issued.
_FILLERS = re.compile(
    r"x{4}|\*{3}|\.{3}|_{4}|0{8}|(?:example|placeholder|redacted|dummy|replace|insert|"
    r"change[_-]?me|your[_-]|my[_-]?(?:key|token|secret|api)|fake|todo|012345678|12345678(?:90|9a)|abcdefgh|deadbeef)",
    re.IGNORECASE,
)
#: A name in brackets, a variable, a template: something else is put in its place.
_TEMPLATE = re.compile(
    r"^<.*>?$|<[A-Za-z_ -]{2,40}>|\$\{|\$\(|\{\{|^\{.*\}$|^\$[A-Za-z_]\w*$|^%\(\w+\)s$|^%[sd]$|^%\w+%$|^\[.*\]$|^#\{|^@\w+@$"
)
#: Mixed characters in no order: slices of them are the invented values of examples.
_MIXED = "q7Zt3Vb9Kd1mXw5Rf8Yc2Ph6LsJg4NvTuEa0HoBkGyCzQiWxMrDpSjFlAnUeIt7Kb2Wd9Xq4Vz6Lh1Pm8Rs3Jc5Tf"
_MIXED_HEX = "9f3a7c1e5b8d2046e7a1c9f35d8b60427ac3e91f5b0d8264c7e3a90f1b5d2864"

ALNUM = r"[A-Za-z0-9]"
WORD = r"[A-Za-z0-9_-]"
HEX = r"[a-f0-9]"
HEX_ANY = r"[A-Fa-f0-9]"
UUID = r"[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}"


def mixed(length: int, start: int = 0) -> str:
    """An invented value of letters and digits."""
    turns = (start + length) // len(_MIXED) + 1
    return (_MIXED * turns)[start : start + length]


def mixed_hex(length: int) -> str:
    """An invented value of hex digits."""
    return (_MIXED_HEX * (length // len(_MIXED_HEX) + 1))[:length]


def mixed_upper(length: int) -> str:
    """An invented value of capitals and the digits 2 to 7, as base32 has them."""
    letters = [c for c in mixed(length * 3).upper() if c.isalpha() or c in "234567"]
    return "".join(letters[:length])


def mixed_uuid() -> str:
    """An invented UUID."""
    h = _MIXED_HEX
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:32]}"


def is_template(value: str) -> bool:
    """Whether something else is meant to stand here: `<token>`, `${TOKEN}`, `{{ token }}`."""
    return _TEMPLATE.search(value) is not None


def is_filler(value: str) -> bool:
    """Whether the value is one of documentation: `xxxx`, `EXAMPLE`, `your-key`, one character again and again."""
    return _FILLERS.search(value) is not None or len(set(value)) < min(6, len(value) // 3)


def is_issued(value: str) -> bool:
    """Whether a provider may have issued the value."""
    return not is_filler(value)


def entropy(value: str) -> float:
    """Bits a character."""
    size = len(value)
    return -sum(n / size * math.log2(n / size) for n in Counter(value).values()) if size else 0.0


def looks_random(value: str) -> bool:
    """Whether a value without a known form looks made by a machine: mixed characters, no words with separators."""
    if len(value) < 16 or is_filler(value) or is_template(value):
        return False
    parts = re.split(r"[-_.:/]", value)
    if len(parts) > 2 and all(not part or part.isdigit() or (part.isalpha() and part.islower()) for part in parts):
        return False
    digits = sum(c.isdigit() for c in value)
    letters = sum(c.isalpha() for c in value)
    if not digits or not letters or digits + letters < 0.7 * len(value):
        return False
    if re.fullmatch(r"[A-Fa-f0-9-]+", value):
        return entropy(value) >= 2.8
    return entropy(value) >= 3.3 and _changes(value) >= len(value) // 5


def _changes(value: str) -> int:
    """How often the kind of character changes: often in random values, seldom in words and names."""
    kinds = ["d" if c.isdigit() else "u" if c.isupper() else "l" if c.islower() else "s" for c in value]
    return sum(a != b for a, b in pairwise(kinds))


#: No token of a provider is without such a run.
_RUN = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{16,}")
_LONGEST_WORD = 19


def _may_hold_token(text: str) -> bool:
    return any(len(run) > _LONGEST_WORD or any(c.isdigit() for c in run) for run in _RUN.findall(text))


@dataclass(frozen=True, slots=True)
class TokenTable:
    """Many providers' tokens as one detector: a text without a long run of characters needs no look at any of them."""

    id: str
    patterns: tuple[PatternDetector, ...] = field(repr=False)
    version: str = "1"
    tier: Tier = Tier.FAST
    rows: dict[str, list[int]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for number, pattern in enumerate(self.patterns):
            for needle in pattern.needles or ("",):
                self.rows.setdefault(needle, []).append(number)

    @property
    def entities(self) -> tuple[str, ...]:
        """All entities of the table."""
        return tuple(sorted({pattern.entity for pattern in self.patterns}))

    @property
    def examples(self) -> tuple[str, ...]:
        """The examples of all rows."""
        return tuple(example for pattern in self.patterns for example in pattern.examples)

    @property
    def counterexamples(self) -> tuple[str, ...]:
        """The counterexamples of all rows."""
        return tuple(example for pattern in self.patterns for example in pattern.counterexamples)

    @property
    def triggers(self) -> tuple[tuple[str, int], ...]:
        """The form of each row's tokens, or the words that it wants beside them."""
        return tuple(
            ("|".join(map(re.escape, p.needles)), int(re.IGNORECASE))
            if p.needs_context
            else (p.pattern.pattern, p.pattern.flags)
            for p in self.patterns
        )

    def reads_header(self, header: str) -> bool:
        """Whether the header holds a word that a row wants beside its tokens."""
        lowered = header.lower()
        return any(needle in lowered for p in self.patterns if p.needs_context for needle in p.needles)

    def thresholds(self) -> Mapping[str, float]:
        """The lowest score with which each entity is reported."""
        return {e: min(p.score for p in self.patterns if p.entity == e) for e in self.entities}

    def detect(self, texts: Sequence[Text]) -> list[list[Span]]:
        """Spans of each text."""
        return [self._spans(text) if _may_hold_token(text.value) else [] for text in texts]

    def detect_rows(self, texts: Sequence[Text], rows: Sequence[int]) -> list[list[Span]]:
        """Spans of each text, of the rows whose bits are set."""
        return [
            self._spans(text, bits) if _may_hold_token(text.value) else []
            for text, bits in zip(texts, rows, strict=True)
        ]

    def _spans(self, text: Text, bits: int = -1) -> list[Span]:
        glance = Glance.of(text)
        if bits < 0:
            held = (rows for needle, rows in self.rows.items() if needle and needle in glance.lowered)
            patterns = [self.patterns[row] for row in sorted({*self.rows.get("", ()), *chain.from_iterable(held)})]
        else:
            patterns = [
                p for row, p in enumerate(self.patterns) if bits >> row & 1 and holds(glance.lowered, p.needles)
            ]
        return resolve(s for p in patterns if p.digits <= glance.digits for s in p.match(text))


def providers(rows: tuple[Row, ...]) -> tuple[PatternDetector, ...]:
    """The detectors of a table."""
    return tuple(provider(*row) for row in rows)


def provider(name: str, kind: str, form: str, sample: str, keyword: str) -> PatternDetector:
    """A detector of one provider's tokens, known by their form alone; keywords stand apart by `|`."""
    return PatternDetector(
        id=f"secrets.{name}",
        entity=f"SECRET_{kind}",
        pattern=_bounded(form),
        score=0.95,
        examples=(f"key=«{sample}» was used", f'"token": "«{sample}»"'),
        counterexamples=(f"key={_blank(sample)} is a placeholder", f"key={sample[:7]}"),
        validate=is_issued,
        keywords=tuple(keyword.split("|")),
    )


def with_context(rows: tuple[Row, ...]) -> tuple[PatternDetector, ...]:
    """The detectors of a table of tokens without a form of their own: known beside one of their words."""
    return tuple(_beside(*row) for row in rows)


def _beside(name: str, kind: str, form: str, sample: str, words: str) -> PatternDetector:
    context = tuple(words.split("|"))
    return PatternDetector(
        id=f"secrets.{name}",
        entity=f"SECRET_{kind}",
        pattern=_bounded(form),
        score=0.85,
        examples=(f"{context[0]} token=«{sample}»",),
        counterexamples=(f"{context[0]} token={_blank(sample)}", f"something else: {sample}"),
        validate=looks_random,
        context=context,
        needs_context=True,
        window=50,
    )


def _bounded(form: str) -> re.Pattern[str]:
    """The form between borders. A literal beginning stays in front, where the search for it is fast."""
    begin = re.match(r"[A-Za-z0-9_-]{2,}(?=[\[(\\])", form)
    lead = begin.group() if begin and "|" not in form else ""
    border = rf"(?:(?<![A-Za-z0-9_-]{lead})|(?<=\\[nrt]{lead}))"
    return re.compile(rf"(?P<value>{lead}{border}(?:{form[len(lead) :]}))(?![A-Za-z0-9_])", re.ASCII)


def _blank(sample: str) -> str:
    """The sample with its last characters crossed out, as documentation has it."""
    kept = max(4, len(sample) - 24)
    return sample[:kept] + re.sub(r"[A-Za-z0-9]", "x", sample[kept:])
