"""What a worker hands back of a shard, as it travels and is stored: the profile, and findings as lines of findings.jsonl.

Lines are written once, by the worker: the main process copies them, and a cache gives them back as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from auditor.model import Finding, Part, Person, Skipped, Status
from auditor.profile import Profile, ShardResult

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(slots=True)
class Packed:
    """The result of one shard; nothing in it can hold a raw value."""

    profile: Profile = field(default_factory=Profile)
    lines: bytes = b""
    count: int = 0  # findings
    skipped: list[Skipped] = field(default_factory=list)
    texts: int = 0
    repeated_texts: int = 0
    records_passed: int = 0  # of a sample: records that it left out
    unread: int = 0  # of a sample: bytes that stand for them
    cached: bool = False

    @property
    def findings(self) -> list[Finding]:
        """The findings, read from their lines."""
        return [finding_of_row(orjson.loads(line)) for line in self.lines.splitlines()]

    def unpacked(self) -> ShardResult:
        """The same with findings one by one."""
        return ShardResult(
            self.profile,
            self.findings,
            self.skipped,
            texts=self.texts,
            repeated_texts=self.repeated_texts,
            records_passed=self.records_passed,
            unread=self.unread,
            cached=self.cached,
        )


def packed(result: ShardResult) -> Packed:
    """A result, ready to travel."""
    return Packed(
        result.profile,
        b"".join(map(finding_line, result.findings)),
        len(result.findings),
        result.skipped,
        texts=result.texts,
        repeated_texts=result.repeated_texts,
        records_passed=result.records_passed,
        unread=result.unread,
        cached=result.cached,
    )


def finding_line(finding: Finding) -> bytes:
    """A finding as one line of findings.jsonl; what does not apply is left out."""
    row: dict[str, object] = {
        "path": finding.path,
        "record": finding.record,
        "field": finding.field,
        "start": finding.start,
        "end": finding.end,
        "entity": finding.entity,
        "category": finding.category,
        "score": finding.score,
        "detector": finding.detector,
        "masked": finding.masked,
        "fingerprint": finding.fingerprint,
    }
    optional = {
        "part": finding.part.value if finding.part is not Part.VALUE else None,
        "line": finding.line,
        "end_line": finding.end_line,
        "role": finding.role or None,
        "turn": finding.turn,
        "status": finding.status.value if finding.status else None,
        "detail": finding.detail or None,
        "person": finding.person.value if finding.person else None,
    }
    row.update({name: value for name, value in optional.items() if value is not None})
    return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)


def finding_of_row(row: dict[str, Any]) -> Finding:
    """The finding that a line tells of."""
    known = dict(row)
    if "part" in known:
        known["part"] = Part(known["part"])
    if "status" in known:
        known["status"] = Status(known["status"])
    if "person" in known:
        known["person"] = Person(known["person"])
    return Finding(**known)


def joined(findings: Iterable[Finding]) -> bytes:
    """The lines of some findings."""
    return b"".join(map(finding_line, findings))
