"""The one rule by which overlapping spans are resolved.

Spans stand in layers that never compete. The identifier layer holds every span that names a thing (a number, a
name, a secret, a marking of a host); there one character belongs to one span. Content (health, religion, a marking,
a licence header ...) may contain identifiers and other content, so each content entity only competes with itself.

Before that, two detectors that say the same about a place are heard together (agreement.py).

Within a layer the better span wins and what overlaps it goes, in this order:

1. rank: secrets and values that passed a checksum (score 1.0), then patterns, then open classes (names, places, dates, links);
2. longer beats shorter;
3. higher score;
4. entity name, then start and detector, so that nothing is left to chance.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from auditor.detectors.agreement import agreed, is_modelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from auditor.model import Span

MEMBER = False

#: What is told about somebody or about the text, and may contain identifiers.
CONTENT = frozenset(
    (
        "HEALTH RELIGION POLITICAL_OPINION TRADE_UNION SEXUAL_ORIENTATION ETHNIC_ORIGIN GENETIC_DATA BIOMETRIC_DATA "
        "PHILOSOPHICAL_BELIEF CRIMINAL_OFFENCE CHILD_DATA AGE CONFIDENTIALITY_MARKING TLP_MARKING NDA_MARKING "
        "PRIVILEGE_MARKING CLASSIFICATION_MARKING FINANCIAL_FIGURE LICENSE_HEADER MODEL_OUTPUT TDM_RESERVATION "
        "EMPLOYMENT_DATA OCCUPATION COMMUNICATION_THREAD COMMUNICATION_METADATA VOICE_RECORDING PERSONAL_STATEMENT SIGNATURE"
    ).split()
)
#: Open classes: a model's opinion or a mere form, never better than a pattern that says what a value is.
_OPEN = frozenset("PERSON LOCATION ORGANIZATION NRP DATE_TIME URL".split())
_IDENTIFIERS = ""


def resolve(spans: Iterable[Span]) -> list[Span]:
    """The spans that stand, sorted by start."""
    layered = sorted(agreed(_cut(list(spans))), key=_layer)
    kept = [span for _, layer in groupby(layered, key=_layer) for span in _winners(sorted(layer, key=_strength))]
    return sorted(kept, key=lambda span: (span.start, span.end, span.entity))


def _cut(spans: Sequence[Span]) -> list[Span]:
    """A model's address ends where a pattern's number begins: telephone numbers stand below addresses."""
    numbers = [span for span in spans if span.entity not in CONTENT | _OPEN and span.entity != "ADDRESS"]
    cut = (_before_or_after(span, numbers) if _is_address(span) else span for span in spans)
    return [span for span in cut if span.start < span.end]


def _is_address(span: Span) -> bool:
    return span.entity == "ADDRESS" and is_modelled(span)


def _before_or_after(address: Span, numbers: Iterable[Span]) -> Span:
    start, end = address.start, address.end
    for number in numbers:
        if number.start < end and start < number.end:
            before, after = number.start - start, end - number.end
            start, end = (start, max(number.start, start)) if before >= after else (min(number.end, end), end)
    return replace(address, start=start, end=max(start, end))


def _layer(span: Span) -> str:
    return span.entity if span.entity in CONTENT else _IDENTIFIERS


def _strength(span: Span) -> tuple[int, int, float, str, int, str]:
    return (_rank(span), span.start - span.end, -span.score, span.entity, span.start, span.detector)


def _rank(span: Span) -> int:
    if span.score >= 1.0 or span.entity.startswith("SECRET_"):
        return 0
    return 2 if span.entity in _OPEN else 1


def _winners(strongest_first: Sequence[Span]) -> list[Span]:
    """Greedy: those kept never overlap, so only the two neighbours of a candidate can be in its way."""
    starts: list[int] = []
    kept: list[Span] = []
    for span in strongest_first:
        at = bisect_left(starts, span.start)
        if at and kept[at - 1].end > span.start:
            continue
        if at < len(kept) and kept[at].start < span.end:
            continue
        starts.insert(at, span.start)
        kept.insert(at, span)
    return kept
