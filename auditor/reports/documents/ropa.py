"""Entry in the record of processing activities, GDPR Art. 30(1)(a)-(g)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.reports.documents.base import Document, facts, inventory, open_fields, recipients

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.reports.blocks import Block
    from auditor.reports.catalogue import Texts
    from auditor.reports.view import View


def _parts(view: View, say: Texts) -> Iterator[tuple[str, Iterable[Block]]]:
    yield "a", [open_fields(say, "controller", "dpo")]
    yield "b", [open_fields(say, "project"), facts(view, say, "ctx.purpose_relation", "ctx.lawful_basis")]
    yield "c", [open_fields(say, "subjects"), *inventory(view, say)]
    yield "d", [recipients(view, say)]
    yield "e", [facts(view, say, "ctx.jurisdictions"), open_fields(say, "safeguard")]
    yield "f", [facts(view, say, "ctx.retention_defined"), open_fields(say, "limits")]
    yield "g", [facts(view, say, "ctx.security_measures")]


DOCUMENT = Document("ropa", _parts)
