"""Public summary of training content, AI Act Art. 53(1)(d), in the three parts of the Commission's template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.reports.documents.base import Document, facts, inventory, open_fields, volumes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.reports.blocks import Block
    from auditor.reports.catalogue import Texts
    from auditor.reports.view import View


def _parts(view: View, say: Texts) -> Iterator[tuple[str, Iterable[Block]]]:
    yield "general", [volumes(view, say), open_fields(say, "provider", "model_name", "model_date", "modalities")]
    yield (
        "sources",
        [
            facts(
                view,
                say,
                "data.web_scraped",
                "data.licence_status",
                "data.synthetic",
                "ctx.rights_cleared",
                "ctx.lawful_access",
            ),
            open_fields(say, "public_sets", "licensed", "domains", "user_data", "synthetic_data"),
        ],
    )
    yield (
        "processing",
        [
            facts(view, say, "data.tdm_reserved_machine", "data.tdm_reserved_natural", "data.copyleft_code"),
            *inventory(view, say),
            open_fields(say, "reservations", "illegal_content"),
        ],
    )


DOCUMENT = Document("training_summary", _parts)
