"""`audit scan`, step by step: read this page first.

discover files -> cut them into shards -> scan shards (workers: read, detect, link, mask, count) -> one profile
-> measured facts + declared facts + vendor facts -> verdict per option -> document.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from auditor.collect import Crew, Gathered, Names, Planner, Silent, gather
from auditor.config import find_declaration, find_project
from auditor.detectors.base import Settings
from auditor.errors import NothingToScan, UsageError
from auditor.judging import Circumstances, judge_profile
from auditor.policy.declaration import load_declaration
from auditor.policy.load import load_policies
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
    from auditor.policy.declaration import Declaration
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
    base = load_policies(config.policy_dirs, config.packs or None)
    declaration = load_declaration(find_declaration(config, Path.cwd()), base)
    project = find_project(declaration.path, Path.cwd())
    key = load_key(config.key_file, project)
    settings = Settings(config.tier, config.language, declaration.terms)
    names = Names(settings, key)
    with closing(progress or Silent()) as shown, TemporaryDirectory(prefix="audit-") as scratch:
        discovery = _discover(config, names, Path(scratch))
        shown.total(len(discovery.files), sum(file.size for file in discovery.files))
        gathered = Gathered(skipped=list(discovery.skipped))
        job = Scan(settings, key, _cache_dir(config, project))
        shards = Planner(plan, gathered).shards(discovery.files)
        gather(shards, Crew(job, _executor(config), config.worker_count), gathered, shown, names)
    circumstances = Circumstances(config, settings, key.id, started, _today(config, declaration))
    return Audit(judge_profile(base, declaration, discovery, gathered, circumstances), gathered)


def _discover(config: ScanConfig, names: Names, scratch: Path) -> Discovery:
    """The files of the dataset; standard input becomes a private file that is gone after the scan."""
    paths = [spool(None, scratch) if str(path) == "-" else path for path in config.paths]
    discovery = discover(paths, include=config.include, exclude=config.exclude, show=names.show)
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


def _today(config: ScanConfig, declaration: Declaration) -> date:
    return config.today or declaration.decision_date or datetime.now(UTC).date()
