"""What came of a redaction: what a scan of the copy still finds, what no redaction promises, and the measure file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.measures import Figure, Measure
from auditor.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.document import ReportDocument
    from auditor.remedies.copying import Copied
    from auditor.remedies.plan import Plan

#: What a copy without the findings still is not.
LIMITS = (
    "Names, numbers and content that no detector found are still there: label a sample of the copy before you rely on it.",
    "Quasi-identifiers together (place, date, job, age, rare events) can single out a person without any name.",
    "Context tells: a story, a role or a style of writing can point to somebody who is not named.",
    "Surrogates and masks that keep values apart are pseudonyms, not anonymous data (Art. 4(5) GDPR); the project key "
    "links them, and so does the table of pseudonyms where one was asked for.",
    "The copy is one thing, its source and backups are another: they stay what they were.",
    "Pictures, sound and files that were left out are not part of the copy.",
)


@dataclass(frozen=True, slots=True)
class Left:
    """What a scan of the copy still finds."""

    tier: str
    planned: dict[str, int]  # findings of entities that the plan covers, other than our surrogates
    surrogates: int
    again: int  # findings whose very value was replaced elsewhere
    other: dict[str, int]  # entities outside the plan
    capped: bool = False


def measure_of(
    scans: tuple[ReportDocument, ReportDocument], plan: Plan, copied: Copied, left: Sequence[Left]
) -> Measure:
    """The measure file of a copy from the scans before and after: what was replaced, and what is left."""
    before, after = scans
    account = copied.account
    replaced = sum(account.replaced.values())
    kinds = plan.chosen(account.replaced)
    tokens, changed = (
        sum(getattr(use, name) for use in account.fields.values()) for name in ("tokens", "changed_tokens")
    )
    found = [(f"{entity}, outside the plan", count) for entity, count in left[0].other.items()]
    return Measure(
        kind="redaction",
        dataset_sha256=after.dataset.sha256,
        detectors_sha256="",  # the copy is what it is, whatever looks at it
        date=after.run.finished[:10],
        by=f"audit redact {VERSION}",
        design=f"findings of tier {after.run.tier}, replaced by {', '.join(sorted(set(kinds.values()))) or 'nothing'}",
        done=(
            f"{replaced} values replaced in {len(copied.rewritten)} files of data {before.dataset.sha256[:12]}",
            *(f"{entity}: {account.replaced[entity]}, {way}" for entity, way in kinds.items()),
        ),
        figures=(
            Figure("share of tokens changed", round(changed / tokens, 6) if tokens else 0.0, unit="share"),
            *(
                Figure(f"findings left of the plan, tier {one.tier}", sum(one.planned.values()), unit="findings")
                for one in left
            ),
            *(Figure(name, count, unit="findings") for name, count in found),
        ),
        remains=LIMITS,
    )
