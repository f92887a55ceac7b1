"""From a span in raw text to a finding that is safe to keep: located, masked, fingerprinted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Finding
from auditor.redaction import mask
from auditor.taxonomy import load_taxonomy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.model import Field, Record, Span
    from auditor.redaction import Key


def finding_of(record: Record, text: Field, span: Span, shown: str, key: Key) -> Finding:
    """A span, located and masked."""
    value = text.text[span.start : span.end]
    line, end_line = _lines(record, text, span)
    return Finding(
        path=record.path,
        record=record.index,
        field=shown,
        start=span.start + text.offset,
        end=span.end + text.offset,
        entity=span.entity,
        category=load_taxonomy().category_of(span.entity) or "",
        score=round(span.score, 2),
        detector=span.detector,
        masked=mask(span.entity, value),
        fingerprint=key.fingerprint(span.entity, value),
        part=text.part,
        line=line,
        end_line=end_line,
        role=text.role if text.role.isalnum() and len(text.role) < 20 else "",
        turn=text.turn,
        status=span.status,
        detail=span.detail,
        person=span.person,
    )


def _lines(record: Record, text: Field, span: Span) -> tuple[int | None, int | None]:
    if text.line is None:
        return record.line, record.end_line
    first = text.line + text.text.count("\n", 0, span.start)
    return first, first + text.text.count("\n", span.start, span.end)


def mask_within(text: str, spans: Sequence[Span], key: Key) -> str:
    """A name with its spans masked, and told apart from other names by four digits of their fingerprint."""
    parts, at, prints = [], 0, ""
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if span.start < at:
            continue
        value = text[span.start : span.end]
        parts += [text[at : span.start], mask(span.entity, value)]
        prints = prints or key.fingerprint(span.entity, value)[:4]
        at = span.end
    return "".join(parts) + text[at:] + f"~{prints}"
