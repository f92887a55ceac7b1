"""Section for a dataset card: personal and sensitive information."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.reports.blocks import Bullets
from auditor.reports.documents.base import Document, facts, inventory, open_fields, volumes
from auditor.reports.wording import residual

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.reports.blocks import Block
    from auditor.reports.catalogue import Texts
    from auditor.reports.view import View


def _parts(view: View, say: Texts) -> Iterator[tuple[str, Iterable[Block]]]:
    yield "composition", [volumes(view, say), open_fields(say, "motivation")]
    yield "sensitive", [*inventory(view, say), Bullets(tuple(residual(view.document, say)))]
    yield (
        "collection",
        [
            facts(
                view,
                say,
                "data.web_scraped",
                "data.synthetic",
                "data.licence_status",
                "data.identifiability",
                "ctx.notice",
            )
        ],
    )
    yield "uses", [open_fields(say, "uses", "maintenance")]


DOCUMENT = Document("dataset_card", _parts)
