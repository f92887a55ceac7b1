"""`audit check`, step by step: judge an earlier report again, without reading the data.

The profile in the report is all that policies see, so other options, packs, declarations, contracts and dates can be
tried in a moment, and what-if questions too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.config import find_declaration
from auditor.judging import Facts, assurance_doc, assurance_of, config_digest, load_law, report_of, today_of
from auditor.policy.assume import parse_assumptions
from auditor.policy.measured import observed_from

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from auditor.document import ReportDocument, Run
    from auditor.judging import Law
    from auditor.reopening import Reopened


@dataclass(frozen=True, slots=True)
class CheckConfig:
    """What to judge by instead."""

    config: Path | None = None
    options: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    policy_dirs: tuple[Path, ...] = ()
    today: date | None = None
    assume: tuple[str, ...] = ()


def check(opened: Reopened, config: CheckConfig) -> ReportDocument:
    """The same findings under other circumstances."""
    started = datetime.now(UTC)
    document = opened.document
    law = load_law(_declaration(opened, config), config.policy_dirs, config.packs, data_of(document))
    today = today_of(config.today, law, started.date())
    observed = observed_from(document.profile, law.base.taxonomy)
    assumed = parse_assumptions(config.assume, law.base, observed)
    facts = Facts(document.dataset, observed, document.profile.records_affected, document.run.detectors_sha256)
    assurance = assurance_of(law, facts)
    profile = document.profile.model_copy(
        update={
            "facts": observed.values,
            "evidence": observed.evidence,
            "assurance": assurance_doc(law, assurance, facts),
        }
    )
    parts = (profile, document.findings, _run(document.run, law, started, today))
    return report_of(law, facts, assurance, parts, today=today, selectors=config.options, assumed=assumed)


def data_of(document: ReportDocument) -> tuple[Path, ...]:
    """Where the data lay, as far as it still lies there."""
    return tuple(path for path in map(Path, document.dataset.paths) if path.exists())


def _declaration(opened: Reopened, config: CheckConfig) -> Path | None:
    """`--config`, else the audit.yaml of the scanned folder, of the report's folder or of this one."""
    from auditor.config import ScanConfig

    paths = (*map(Path, opened.document.dataset.paths), opened.path)
    return find_declaration(ScanConfig(paths, config=config.config), Path.cwd())


def _run(run: Run, law: Law, started: datetime, today: date) -> Run:
    finished = datetime.now(UTC)
    return run.model_copy(
        update={
            "started": started.isoformat(timespec="seconds"),
            "finished": finished.isoformat(timespec="seconds"),
            "config_sha256": config_digest(law, run.detectors_sha256),
            "today": today.isoformat(),
            "seconds": round((finished - started).total_seconds(), 2),
        }
    )


def differences(old: ReportDocument, new: ReportDocument) -> Sequence[tuple[str, str, str]]:
    """Options whose verdict changed: id, before, after."""
    before = {row.option: row.verdict for row in old.verdicts}
    after = {row.option: row.verdict for row in new.verdicts}
    return [
        (name, before.get(name, "not judged"), verdict)
        for name, verdict in after.items()
        if before.get(name) != verdict
    ]
