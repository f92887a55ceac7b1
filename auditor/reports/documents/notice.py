"""Paragraph for a privacy notice, GDPR Art. 13 and 14."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.reports.blocks import Para
from auditor.reports.documents.base import Document, facts, open_fields
from auditor.reports.view import provider

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.reports.blocks import Block
    from auditor.reports.catalogue import Texts
    from auditor.reports.view import View


def _parts(view: View, say: Texts) -> Iterator[tuple[str, Iterable[Block]]]:
    mark = say("doc.open")
    kinds = ", ".join(say.word("category", c.id) for c in view.categories) or mark
    outside = sorted({provider(row.option, say) for row in view.rows if row.option.offering})
    activities = sorted({say.word("activity", row.option.activity) for row in view.rows})
    yield (
        "text",
        [
            Para(say("doc.notice.purpose", activities=", ".join(activities) or mark, open=mark)),
            Para(say("doc.notice.data", kinds=kinds)),
            Para(say("doc.notice.recipients", recipients="; ".join(outside) or mark)),
            Para(say("doc.notice.rights", open=mark)),
        ],
    )
    yield (
        "facts",
        [
            facts(
                view,
                say,
                "ctx.lawful_basis",
                "ctx.notice",
                "ctx.notice_names_recipients",
                "ctx.objection_mechanism",
                "ctx.retention_defined",
            )
        ],
    )
    yield "missing", [open_fields(say, "controller", "dpo", "subjects", "limits", "safeguard")]


DOCUMENT = Document("notice", _parts)
