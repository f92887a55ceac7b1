"""Copies a file without one person's values, or with the values of everybody else masked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from auditor.linking import Linked
from auditor.model import Skipped, Span
from auditor.readers.read import read
from auditor.remedies.plan import Plan, Way
from auditor.remedies.replacing import MASKED, Target, applied
from auditor.remedies.rewrite import Rewriting, Work
from auditor.subjects import hits
from auditor.subjects.hits import ORDER, Strength
from auditor.subjects.matching import Matcher
from auditor.subjects.person import Person
from auditor.subjects.searching import DETECTOR, blotted
from auditor.worker import Seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.model import Record
    from auditor.remedies.lookup import Edited
    from auditor.remedies.rewrite import Job, Piece
    from auditor.subjects.hits import Hit
    from auditor.worker import Sight

#: Whose values an export masks: what names, reaches or numbers somebody else.
OTHERS = Plan(("identity", "contact", "online", "gov_id", "financial", "payment", "vehicle"))
ERASED = Plan(())
_WEAK = frozenset([hits.BESIDE, hits.SURNAME, hits.GIVEN])
_WORD = re.compile(r"[^\W\d_]{2,}")
_TITLES = frozenset("dr prof herr frau herrn mr mrs ms miss sir madame monsieur mme".split())


@dataclass(frozen=True)
class Erasing(Rewriting):
    """Takes the values of one person out."""

    person: Person = field(default_factory=Person, repr=False)
    weakest: Strength = Strength.VARIANT

    def work(self, job: Job, piece: Piece) -> Work:
        """What does one job."""
        return _Erasure(self, job, piece)

    def safe_path(self, path: str, sight: Sight) -> str:
        """A relative path without the person."""
        del sight
        return blotted(path, Matcher(self.person), self.key)


class _Erasure(Work):
    """One job of an erasure: no detection, the person's places only."""

    def __init__(self, how: Erasing, job: Job, piece: Piece) -> None:
        super().__init__(how, job, piece)
        self.matcher, self.weakest = Matcher(how.person), how.weakest

    def edited(self) -> Iterator[Edited]:
        for shard in self.job.shards:
            for item in read(shard):
                if isinstance(item, Skipped):
                    self.result.skipped.append(item)
                else:
                    yield self._edit(item)

    def loose(self, text: str) -> str:
        """A note in the head of a file without the person."""
        found = [h for h in self.matcher.in_record([text])[0] if ORDER.index(h.strength) <= ORDER.index(self.weakest)]
        for hit in found:
            self.piece.replaced[hit.entity] = self.piece.replaced.get(hit.entity, 0) + 1
        return applied(text, tuple((hit.start, hit.end, MASKED) for hit in found))

    def _edit(self, record: Record) -> Edited:
        found = self.matcher.in_record([text.text for text in record.fields])
        kept = [[hit for hit in own if ORDER.index(hit.strength) <= ORDER.index(self.weakest)] for own in found]
        spans = tuple(tuple(Span(h.start, h.end, h.entity, 1.0, DETECTOR) for h in own) for own in kept)
        seen = Seen(record, ("und",) * len(record.fields), Linked(spans, frozenset()))
        return self.noted(seen, [[Target(h.start, h.end, h.entity, Way.MASK) for h in own] for own in kept])


@dataclass(frozen=True)
class Masking(Rewriting):
    """Masks everybody but one person, in records that name somebody else."""

    person: Person = field(default_factory=Person, repr=False)

    def work(self, job: Job, piece: Piece) -> Work:
        """What does one job."""
        return _Export(self, job, piece)


class _Export(Work):
    """One job of an export."""

    def __init__(self, how: Masking, job: Job, piece: Piece) -> None:
        super().__init__(how, job, piece)
        self.matcher = Matcher(how.person)

    def targets(self, record: Record, spans: Sequence[Sequence[Span]], *, known: bool = True) -> list[list[Target]]:
        """What is not the person's, where the record names somebody else."""
        own = self.matcher.in_record([text.text for text in record.fields])
        found = self.replacer.targets(record.fields, spans, known=known)
        others = [
            [target for target in targets if not is_own(target, text.text, mine)]
            for text, targets, mine in zip(record.fields, found, own, strict=True)
        ]
        named = any(target.entity == "PERSON" for targets in others for target in targets)
        return others if named else [[] for _ in others]


def is_own(target: Target, text: str, own: Sequence[Hit]) -> bool:
    """Whether a piece of text is the person: a sure place in it, or no name beside the weak ones."""
    inside = [hit for hit in own if hit.start < target.end and target.start < hit.end]
    if any(hit.why not in _WEAK for hit in inside):
        return True
    rest = list(text[target.start : target.end])
    for hit in inside:
        for at in range(max(hit.start, target.start), min(hit.end, target.end)):
            rest[at - target.start] = " "
    words = {word.lower() for word in _WORD.findall("".join(rest))}
    return bool(inside) and not words - _TITLES
