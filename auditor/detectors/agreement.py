"""What a model and a pattern that know nothing of each other say about the same characters: a union, and more trust.

Names come from models and from words that announce them, addresses from a model and from the forms of countries. What
both call a person is worth more than what one does; an address is as long as both together say it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from auditor.model import Span

MEMBER = False

#: The models' findings begin with one of these; without one there is nobody to agree with.
MODELS = ("tagger.", "rampart.", "spacy.")
#: What is worth as much as a pattern with context: both say so.
AGREED = 0.95
#: What a model calls a firm, a place or a group where a pattern sees a person named is one of its usual errors.
_MISTAKEN = frozenset(("ORGANIZATION", "LOCATION", "NRP"))


def agreed(spans: Sequence[Span]) -> list[Span]:
    """The same spans where only one side speaks; names with a higher score and addresses in full where both do."""
    modelled = [span for span in spans if is_modelled(span)]
    if not modelled:
        return list(spans)
    patterns = [span for span in spans if not is_modelled(span)]
    named = [span for span in patterns if span.entity == "PERSON"]
    guessed = [span for span in modelled if span.entity == "PERSON"]
    weighed = [_confirmed(span, guessed) if span.entity == "PERSON" else span for span in _not_addresses(patterns)]
    weighed += [_confirmed(span, named) for span in guessed]
    others = [span for span in modelled if span.entity not in ("PERSON", "ADDRESS")]
    standing = [span for span in others if not (span.entity in _MISTAKEN and any(_holds(n, span) for n in named))]
    places = [span for span in standing if span.entity == "LOCATION"]
    weighed += [span for span in standing if span.entity != "LOCATION"]
    return weighed + _united((span for span in spans if span.entity == "ADDRESS"), places)


def is_modelled(span: Span) -> bool:
    """Whether a model found it."""
    return span.detector.startswith(MODELS)


def _not_addresses(spans: Iterable[Span]) -> list[Span]:
    return [span for span in spans if span.entity != "ADDRESS"]


def _holds(name: Span, span: Span) -> bool:
    return name.start <= span.start and span.end <= name.end


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _confirmed(span: Span, others: Iterable[Span]) -> Span:
    return replace(span, score=AGREED) if any(_touch(span, other) for other in others) else span


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
