"""`audit diff`, step by step: what changed between two reports, and why verdicts did.

circumstances (data, declaration, packs, vendor files, detectors, date) -> findings -> verdicts with their causes.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from auditor.evidence.causes import circumstances, verdict_changes
from auditor.evidence.counting import Counted, changes, entity_changes

if TYPE_CHECKING:
    from auditor.document import ReportDocument
    from auditor.evidence.causes import Circumstance, VerdictChange
    from auditor.evidence.counting import Change, EntityChange
    from auditor.reopening import Reopened

SCHEMA = "audit.diff/v1"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports, held against each other."""

    old: ReportDocument
    new: ReportDocument
    counts_only: str  # why findings can't be compared one by one; empty where they can
    circumstances: tuple[Circumstance, ...]
    findings: tuple[Change, ...]
    entities: tuple[EntityChange, ...]
    verdicts: tuple[VerdictChange, ...]

    @property
    def new_findings(self) -> int:
        """Findings that were not there before."""
        return sum(change.more for change in self.findings)

    @property
    def gone_findings(self) -> int:
        """Findings that are not there any more."""
        return sum(change.less for change in self.findings)

    def as_document(self) -> dict[str, Any]:
        """The comparison as data, schema audit.diff/v1."""
        return {
            "schema": SCHEMA,
            "old": _side(self.old),
            "new": _side(self.new),
            "circumstances": [asdict(row) for row in self.circumstances],
            "findings": {
                "counts_only": self.counts_only or None,
                "new": None if self.counts_only else self.new_findings,
                "gone": None if self.counts_only else self.gone_findings,
                "entities": [asdict(row) for row in self.entities],
                "changes": [asdict(row) for row in self.findings],
            },
            "verdicts": [asdict(row) for row in self.verdicts],
        }


def compare(old: Reopened, new: Reopened) -> Comparison:
    """The new report against the old one."""
    why = _counts_only(old, new)
    return Comparison(
        old=old.document,
        new=new.document,
        counts_only=why,
        circumstances=tuple(circumstances(old.document, new.document)),
        findings=() if why else tuple(changes(Counted(old.findings()), Counted(new.findings()))),
        entities=tuple(entity_changes(old.document.profile.entities, new.document.profile.entities)),
        verdicts=tuple(verdict_changes(old.document, new.document)),
    )


def _counts_only(old: Reopened, new: Reopened) -> str:
    keys = (old.document.run.key_id, new.document.run.key_id)
    if keys[0] != keys[1]:
        return f"fingerprints can't be compared: made under different keys, {keys[0]} and {keys[1]}"
    lacking = [r.path for r in (old, new) if r.findings_path is None and r.document.findings.count]
    if lacking:
        return f"no findings.jsonl of the scan beside {', '.join(map(str, lacking))}"
    return ""


def _side(document: ReportDocument) -> dict[str, Any]:
    return {
        "id": document.run.id,
        "today": document.run.today,
        "dataset_sha256": document.dataset.sha256,
        "key_id": document.run.key_id,
        "findings": document.findings.count,
    }
