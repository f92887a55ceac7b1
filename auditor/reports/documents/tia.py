"""Transfer impact assessment, SCC Clause 14(b), in the six steps of EDPB 01/2020."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.reports.blocks import Para, Table
from auditor.reports.documents.base import Document, facts, inventory, open_fields, recipients
from auditor.reports.view import fact_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.reports.blocks import Block
    from auditor.reports.catalogue import Texts
    from auditor.reports.view import View

_TERMS = (
    "transfer_tools",
    "residency_storage",
    "residency_inference",
    "contracting_entity_country",
    "subprocessors_url",
)


def _parts(view: View, say: Texts) -> Iterator[tuple[str, Iterable[Block]]]:
    yield "know", [recipients(view, say), *inventory(view, say), facts(view, say, "data.identifiability")]
    yield "tool", [_terms(view, say), open_fields(say, "module", "importer")]
    yield "law", [open_fields(say, "third_law", "practice")]
    yield "measures", [facts(view, say, "ctx.security_measures"), open_fields(say, "supplementary")]
    yield "formal", [open_fields(say, "formal_steps")]
    yield "again", [open_fields(say, "decision", "decided_by", "review_date")]


def _terms(view: View, say: Texts) -> Block:
    rows = tuple(
        (s.offering, s.field, fact_value(s.value, say), f"{s.source} {s.locator}".strip(), s.as_of)
        for s in view.document.sources
        if s.field in _TERMS
    )
    if not rows:
        return Para(say("vendors.none"))
    head = (say("option.offering"), say("col.term"), say("col.value"), say("col.source"), say("col.as_of"))
    return Table(head, rows, widths=(3, 3, 3, 5, 2))


DOCUMENT = Document("tia", _parts)
