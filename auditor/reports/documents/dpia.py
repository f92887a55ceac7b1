"""Data protection impact assessment, GDPR Art. 35(7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.reports.blocks import Table
from auditor.reports.documents.base import (
    Document,
    comparison,
    facts,
    inventory,
    open_fields,
    recipients,
    remaining,
    volumes,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.reports.blocks import Block
    from auditor.reports.catalogue import Texts
    from auditor.reports.view import View

#: The nine criteria of WP248 with the facts that bear on each.
CRITERIA: dict[str, tuple[str, ...]] = {
    "evaluation": ("ctx.evaluation_scoring",),
    "automated": ("ctx.adm_significant",),
    "monitoring": ("ctx.systematic_monitoring",),
    "sensitive": ("data.special", "data.criminal", "data.location_precise", "data.communications", "data.bank_account"),
    "large_scale": ("ctx.large_scale",),
    "matching": ("ctx.matching_datasets",),
    "vulnerable": ("ctx.vulnerable_subjects", "data.children", "data.employee"),
    "innovative": ("ctx.innovative_use",),
    "gatekeeping": ("ctx.gatekeeping",),
}


def _parts(view: View, say: Texts) -> Iterator[tuple[str, Iterable[Block]]]:
    yield "basics", [open_fields(say, "controller", "dpo", "project", "processors", "author")]
    yield (
        "description",
        [
            facts(view, say, "ctx.purpose_relation", "ctx.commercial", "ctx.jurisdictions"),
            volumes(view, say),
            *inventory(view, say),
            recipients(view, say),
            open_fields(say, "subjects", "nature", "context"),
        ],
    )
    yield "criteria", [_criteria(view, say)]
    yield (
        "necessity",
        [
            facts(
                view,
                say,
                "ctx.lawful_basis",
                "ctx.lia",
                "ctx.art9_condition",
                "ctx.minimisation",
                "ctx.retention_defined",
                "ctx.notice",
                "ctx.rights_process",
            ),
            open_fields(say, "necessity", "proportionality"),
        ],
    )
    yield "risks", [_risks(say)]
    yield (
        "measures",
        [
            facts(
                view,
                say,
                "ctx.security_measures",
                "ctx.extraction_tests",
                "ctx.erasure_strategy",
                "ctx.deduplicated",
                "ctx.accuracy_measures",
            ),
            *remaining(view, say),
        ],
    )
    yield "options", [comparison(view, say)]
    yield "views", [open_fields(say, "dpo_advice", "subject_views")]
    yield "decision", [open_fields(say, "decision", "decided_by", "review_date")]


def _criteria(view: View, say: Texts) -> Table:
    rows = []
    for name, keys in CRITERIA.items():
        found = facts(view, say, *keys).rows
        rows.append((say(f"criterion.{name}"), "; ".join(f"{label}: {value}" for label, value, _ in found)))
    return Table((say("doc.criterion"), say("rules.facts")), tuple(rows), widths=(4, 7))


def _risks(say: Texts) -> Table:
    head = (say("doc.event"), say("doc.severity"), say("doc.likelihood"), say("doc.sources"))
    rows = tuple(
        (say(f"event.{name}"), *(say("doc.open") for _ in head[1:]))
        for name in ("access", "change", "loss", "memorised")
    )
    return Table(head, rows, widths=(5, 3, 3, 3))


DOCUMENT = Document("dpia", _parts)
