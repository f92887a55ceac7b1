"""What two detectors that know nothing of each other say about the same characters: a union, and more trust.

Names come from two models, addresses from a model and from the forms of countries. What both call a person is worth
more than what one does; an address is as long as both together say it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from auditor.model import Span

MEMBER = False

#: The second model's findings begin with this id; without it there is nobody to agree with.
SECOND = "rampart."
#: What is worth as much as a pattern with context: both say so.
AGREED = 0.95
#: A full name by the second model; what the first calls a firm, a place or a group there is one of its usual errors.
_SURE_NAME = 0.85
_MISTAKEN = frozenset(("ORGANIZATION", "NRP"))


def agreed(spans: Sequence[Span]) -> list[Span]:
    """The same spans where only one detector speaks; names with a higher score and addresses in full where two do."""
    second = [span for span in spans if span.detector.startswith(SECOND)]
    if not second:
        return list(spans)
    first = [span for span in spans if not span.detector.startswith(SECOND)]
    names = [span for span in second if span.entity == "PERSON"]
    rest = [span for span in first if span.entity != "ADDRESS" and not _is_mistaken(span, names)]
    people = [span for span in first if span.entity == "PERSON"]
    weighed = [_confirmed(span, names) if span.entity == "PERSON" else span for span in rest]
    weighed += [_confirmed(span, people) for span in names]
    places = [span for span in second if span.entity == "LOCATION"]
    addresses = [span for span in spans if span.entity == "ADDRESS"]
    return weighed + _united(addresses, places)


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _confirmed(span: Span, others: Iterable[Span]) -> Span:
    return replace(span, score=AGREED) if any(_touch(span, other) for other in others) else span


def _is_mistaken(span: Span, names: Iterable[Span]) -> bool:
    """Whether the second model sees a full name in all of what the first calls a firm or a group."""
    return span.entity in _MISTAKEN and any(
        name.score >= _SURE_NAME and name.start <= span.start and span.end <= name.end for name in names
    )


def _united(addresses: Iterable[Span], places: Iterable[Span]) -> list[Span]:
    """Addresses that touch become one; a place that touches an address is a part of it."""
    ordered = sorted((*addresses, *places), key=lambda span: (span.start, span.end, span.entity, span.detector))
    joined: list[Span] = []
    for span in ordered:
        last = joined[-1] if joined else None
        if last is None or span.start >= last.end or "ADDRESS" not in (last.entity, span.entity):
            joined.append(span)
            continue
        both = span.entity == last.entity and span.detector != last.detector
        better = max(last, span, key=lambda each: (each.entity == "ADDRESS", each.score))
        joined[-1] = replace(
            better, start=last.start, end=max(last.end, span.end), score=AGREED if both else better.score
        )
    return joined
