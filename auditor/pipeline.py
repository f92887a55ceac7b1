"""`audit scan`, step by step: read this page first.

discover files -> cut them into shards -> scan shards (workers: read, detect, link, mask, count) -> one profile
-> measured facts + declared facts + vendor facts -> verdict per option -> document.
"""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import TYPE_CHECKING

from auditor.census import about
from auditor.collect import Crew, Gathered, Names, Planner, Silent, gather
from auditor.committed import OnlyAdded, described, from_git
from auditor.config import find_declaration, find_project
from auditor.describe import (
    describe_dataset,
    describe_profile,
    describe_run,
    describe_sample,
    detectors_digest,
)
from auditor.detectors.engine import build
from auditor.document import FindingsFile
from auditor.drawing import asked, of_count, of_share
from auditor.errors import NothingToScan, UsageError
from auditor.judging import Facts, assurance_doc, assurance_of, load_law, report_of, settings_of, today_of, told_of
from auditor.policy.measured import measured_facts
from auditor.policy.options import choose_options
from auditor.policy.partial import of_a_part
from auditor.readers.discover import discover
from auditor.readers.plan import plan
from auditor.readers.stdin import spool
from auditor.redaction import load_key
from auditor.registry import members
from auditor.unchanged import Memory
from auditor.worker import Scan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from fractions import Fraction

    from auditor.collect import Progress
    from auditor.config import ScanConfig
    from auditor.document import ReportDocument
    from auditor.drawing import Draw
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
    wanted = asked(config.sample) if config.sample else None
    found = find_declaration(config, Path.cwd())
    law = load_law(found, config.policy_dirs, config.packs, config.paths)
    choose_options(law.base, law.declaration, config.options)  # a wrong --option is told before a long scan
    project = find_project(found, Path.cwd())
    settings = settings_of(law, config.tier, config.language)
    job = Scan(settings, load_key(config.key_file, project), _cache_dir(config, project))
    with closing(progress or Silent()) as shown:
        discovery, job, gathered = _gather(config, job, wanted, shown)
    return Audit(_judge(config, law, job, started, (discovery, gathered)), gathered)


def _gather(
    config: ScanConfig, job: Scan, wanted: Fraction | int | None, shown: Progress
) -> tuple[Discovery, Scan, Gathered]:
    """Find the files, scan their shards, merge what comes back; of an unchanged dataset take what is known."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # workers are the parallelism; threads in them cost time
    names, is_over = Names(job.settings, job.key), _clock(config.max_time)
    with TemporaryDirectory(prefix="audit-") as scratch:
        discovery = _discover(config, names, Path(scratch))
        size = sum(file.size for file in discovery.files)
        shown.total(len(discovery.files), size)
        job = replace(job, draw=_draw(discovery, wanted, config.seed))
        gathered = Gathered(skipped=list(discovery.skipped))
        memory = _memory(config, job, discovery)
        if memory is not None and memory.recall(gathered):
            shown.advance(size)
            return discovery, job, gathered
        shards = Planner(plan, gathered, is_over).shards(discovery.files)
        crew = Crew(OnlyAdded(job) if config.since else job, _executor(config), config.worker_count)
        gather(shards, crew, gathered, shown, names)
        if memory is not None:
            memory.keep(gathered)
    return discovery, job, gathered


def _draw(discovery: Discovery, wanted: Fraction | int | None, seed: int) -> Draw | None:
    """Which records are to be read; None: all."""
    if wanted is None:
        return None
    return of_count(wanted, about(discovery.files), seed) if isinstance(wanted, int) else of_share(wanted, seed)


def _memory(config: ScanConfig, job: Scan, discovery: Discovery) -> Memory | None:
    """Results of whole datasets, where there is a cache and the files are those of a folder."""
    if job.cache_dir is None or config.since or config.history:
        return None
    return Memory(job, job.cache_dir, discovery, config.worker_count)


def _clock(seconds: float | None) -> Callable[[], bool]:
    """Says whether the time is up."""
    end = None if seconds is None else monotonic() + seconds
    return lambda: end is not None and monotonic() >= end


def _judge(
    config: ScanConfig, law: Law, job: Scan, started: datetime, found: tuple[Discovery, Gathered]
) -> ReportDocument:
    """From the profile to the document."""
    discovery, gathered = found
    engine, taxonomy = build(job.settings), law.base.taxonomy
    observed = measured_facts(gathered.profile, taxonomy, confirmed=bool(job.settings.quasi))
    sample = describe_sample(gathered, config.sample, job.draw)
    if sample is not None:
        observed = of_a_part(observed, told_of(sample))
    dataset = describe_dataset(discovery, gathered, described(config), sample)
    facts = Facts(dataset, observed, gathered.profile.records_affected, detectors_digest(engine, job.settings))
    assurance = assurance_of(law, facts)
    today = today_of(config.today, law, datetime.now(UTC).date())
    parts = (
        describe_profile(gathered.profile, taxonomy, observed, assurance_doc(law, assurance, facts), sample=sample),
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
