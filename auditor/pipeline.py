"""`audit scan`, step by step: read this page first.

discover files -> cut them into shards -> scan shards (workers: read, detect, link, mask, count) -> one profile
-> measured facts + declared facts + vendor facts -> verdict per option -> document.
"""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from auditor.collect import Crew, Gathered, Names, Planner, Silent, gather
from auditor.committed import OnlyAdded, described, from_git
from auditor.config import find_declaration, find_project
from auditor.describe import describe_dataset, describe_profile, describe_run, detectors_digest
from auditor.detectors.engine import build
from auditor.document import FindingsFile
from auditor.errors import NothingToScan, UsageError
from auditor.judging import Facts, assurance_doc, assurance_of, load_law, report_of, settings_of, today_of
from auditor.policy.measured import measured_facts
from auditor.policy.options import choose_options
from auditor.readers.discover import discover
from auditor.readers.plan import plan
from auditor.readers.stdin import spool
from auditor.redaction import load_key
from auditor.registry import members
from auditor.worker import Scan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.collect import Progress
    from auditor.config import ScanConfig
    from auditor.document import ReportDocument
    from auditor.executors.base import Executor
    from auditor.judging import Law
    from auditor.readers.discover import Discovery


@dataclass(frozen=True, slots=True)
class Audit:
    """The result of a scan: the document that every report renders, and the findings it stands on."""

    document: ReportDocument
    gathered: Gathered

    def findings(self) -> Iterator[dict[str, object]]:
        """All findings, in the order of the report: a fresh pass at each call."""
        return self.gathered.read_findings()


def scan(config: ScanConfig, progress: Progress | None = None) -> Audit:
    """Scan and judge."""
    started = datetime.now(UTC)
    found = find_declaration(config, Path.cwd())
    law = load_law(found, config.policy_dirs, config.packs, config.paths)
    choose_options(law.base, law.declaration, config.options)  # a wrong --option is told before a long scan
    project = find_project(found, Path.cwd())
    settings = settings_of(law, config.tier, config.language)
    job = Scan(settings, load_key(config.key_file, project), _cache_dir(config, project))
    with closing(progress or Silent()) as shown:
        discovery, gathered = _gather(config, job, shown)
    return Audit(_judge(config, law, job, started, (discovery, gathered)), gathered)


def _gather(config: ScanConfig, job: Scan, shown: Progress) -> tuple[Discovery, Gathered]:
    """Find the files, scan their shards, merge what comes back."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # workers are the parallelism; threads in them cost time
    names = Names(job.settings, job.key)
    with TemporaryDirectory(prefix="audit-") as scratch:
        discovery = _discover(config, names, Path(scratch))
        shown.total(len(discovery.files), sum(file.size for file in discovery.files))
        gathered = Gathered(skipped=list(discovery.skipped))
        shards = Planner(plan, gathered).shards(discovery.files)
        crew = Crew(OnlyAdded(job) if config.since else job, _executor(config), config.worker_count)
        gather(shards, crew, gathered, shown, names)
    return discovery, gathered


def _judge(
    config: ScanConfig, law: Law, job: Scan, started: datetime, found: tuple[Discovery, Gathered]
) -> ReportDocument:
    """From the profile to the document."""
    discovery, gathered = found
    engine, taxonomy = build(job.settings), law.base.taxonomy
    observed = measured_facts(gathered.profile, taxonomy)
    dataset = describe_dataset(discovery, gathered, described(config))
    facts = Facts(dataset, observed, gathered.profile.records_affected, detectors_digest(engine, job.settings))
    assurance = assurance_of(law, facts)
    today = today_of(config.today, law, datetime.now(UTC).date())
    parts = (
        describe_profile(gathered.profile, taxonomy, observed, assurance_doc(law, assurance, facts)),
        FindingsFile(count=gathered.findings, sha256=gathered.findings_sha256),
        describe_run(law, config, job, engine, started=started, today=today),
    )
    return report_of(law, facts, assurance, parts, today=today, selectors=config.options)


def _discover(config: ScanConfig, names: Names, scratch: Path) -> Discovery:
    """The files of the dataset; standard input becomes a private file that is gone after the scan."""
    if config.since or config.history:
        discovery = from_git(config, scratch, names.show)
    else:
        paths = [spool(None, scratch) if str(path) == "-" else path for path in config.paths]
        globs = {"include": config.include, "exclude": config.exclude}
        discovery = discover(paths, **globs, hidden=config.hidden, show=names.show)
    if not discovery.files:
        reasons = f" ({len(discovery.skipped)} skipped: {discovery.skipped[0].reason})" if discovery.skipped else ""
        raise NothingToScan(
            f"nothing to scan in {', '.join(map(str, config.paths))}{reasons}",
            "give a folder or file that holds data; --include, --exclude and .auditignore may leave nothing",
        )
    return discovery


def _executor(config: ScanConfig) -> Executor:
    executors: dict[str, Executor] = members("auditor.executors", "EXECUTOR")
    if config.executor not in executors:
        raise UsageError(f"no such executor: {config.executor}", f"choose one of {', '.join(executors)}")
    return executors[config.executor]


def _cache_dir(config: ScanConfig, project: Path) -> Path | None:
    if not config.cache:
        return None
    return config.cache_dir or project / ".audit" / "cache"
