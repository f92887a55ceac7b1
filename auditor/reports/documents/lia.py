"""Legitimate-interest assessment, GDPR Art. 6(1)(f): interest, necessity, balancing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.reports.documents.base import Document, comparison, facts, inventory, open_fields, remaining

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.reports.blocks import Block
    from auditor.reports.catalogue import Texts
    from auditor.reports.view import View


def _parts(view: View, say: Texts) -> Iterator[tuple[str, Iterable[Block]]]:
    yield "interest", [open_fields(say, "interest", "whose_interest", "lawful_interest")]
    yield (
        "necessity",
        [
            facts(view, say, "ctx.minimisation", "ctx.deduplicated", "data.identifiability"),
            comparison(view, say),
            open_fields(say, "less_intrusive"),
        ],
    )
    yield (
        "balancing",
        [
            *inventory(view, say),
            facts(
                view,
                say,
                "data.special",
                "data.children",
                "data.web_scraped",
                "ctx.purpose_relation",
                "ctx.notice",
                "ctx.vulnerable_subjects",
            ),
            open_fields(say, "expectations", "impact", "relation"),
        ],
    )
    yield (
        "mitigation",
        [
            facts(view, say, "ctx.objection_mechanism", "ctx.extraction_tests", "ctx.rights_process"),
            *remaining(view, say),
        ],
    )
    yield "decision", [open_fields(say, "outcome", "decided_by", "review_date")]


DOCUMENT = Document("lia", _parts)
