"""Runs a scan over the shards and gathers what workers hand back: findings to a spool, counts to one profile."""

from __future__ import annotations

import hashlib
import tempfile
import weakref
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import orjson

from auditor.errors import ReadError
from auditor.executors.base import Crashed
from auditor.model import Finding, Shard, Skipped
from auditor.packed import Packed, joined
from auditor.profile import Profile
from auditor.tally import add_path_findings
from auditor.worker import Sight, path_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from auditor.detectors.base import Settings
    from auditor.executors.base import Executor
    from auditor.readers.base import SourceFile
    from auditor.redaction import Key


class Progress(Protocol):
    """Is told what happens; draws it or not."""

    def total(self, files: int, size: int) -> None:
        """What there is to do."""
        ...

    def advance(self, size: int) -> None:
        """Bytes that are done."""
        ...

    def close(self) -> None:
        """The end, also after a failure."""
        ...


class Silent:
    """No progress."""

    def total(self, files: int, size: int) -> None:
        """Nothing."""

    def advance(self, size: int) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""


@dataclass
class Gathered:
    """All results of a scan, merged."""

    profile: Profile = field(default_factory=Profile)
    skipped: list[Skipped] = field(default_factory=list)
    findings: int = 0
    spool: Path | None = None
    findings_sha256: str = ""
    digests: list[tuple[str, int, str]] = field(default_factory=list)  # shown path, size, sha256
    formats: dict[str, int] = field(default_factory=dict)
    splits: dict[str, int] = field(default_factory=dict)
    bytes_read: int = 0
    texts: int = 0
    repeated_texts: int = 0
    records_passed: int = 0  # of a sample: records that it left out
    unread: int = 0  # of a sample: bytes that stand for them
    stopped: bool = False  # the time was up before everything was read
    shards: int = 0
    cached_shards: int = 0
    crashed: int = 0

    def keep(self, spool: Path) -> None:
        """Own the findings' private file: it goes when nobody holds the result any more."""
        self.spool = spool
        weakref.finalize(self, spool.unlink, missing_ok=True)

    @property
    def dataset_sha256(self) -> str:
        """A digest over the sorted manifest of path, size and digest."""
        manifest = "".join(f"{digest} {size} {path}\n" for path, size, digest in sorted(self.digests))
        return hashlib.sha256(manifest.encode("utf-8", "surrogatepass")).hexdigest()

    def read_findings(self) -> Iterator[dict[str, object]]:
        """A fresh pass over the findings, in the order of the report."""
        if self.spool is None:
            return
        with self.spool.open("rb") as lines:
            for line in lines:
                yield orjson.loads(line)


_TIME_UP = "the time given with --max-time was up"
_GO_ON = "run the same command again: what was read comes from the cache, and the scan goes on from there"


def _never() -> bool:
    return False


@dataclass(slots=True)
class Planner:
    """Cuts files into shards one after the other, and notes digests and what can't be read."""

    plan: Callable[[SourceFile], Iterator[Shard]]
    gathered: Gathered
    is_over: Callable[[], bool] = _never  # whether to begin nothing more

    def shards(self, sources: Iterable[SourceFile]) -> Iterator[Shard]:
        """Shards of all files, in order."""
        for source in sources:
            problem: Skipped | None = None
            last: Shard | None = None
            taken = 0
            try:
                for shard in self._unless_over(source):
                    last = shard
                    taken += shard.size
                    yield shard
            except ReadError as error:
                problem = Skipped(source.shown, error.message, source.size, hint=error.hint)
            except _TimeUpError:
                self.gathered.stopped = True
                where = "the rest was not read" if taken else "not read"
                problem = Skipped(source.shown, f"{where}: {_TIME_UP}", source.size - taken, hint=_GO_ON)
            if problem is not None:
                self.gathered.skipped.append(problem)
            if last is not None:
                self.gathered.digests.append((source.shown, source.size, last.digest))
                self.gathered.formats[last.reader] = self.gathered.formats.get(last.reader, 0) + 1

    def _unless_over(self, source: SourceFile) -> Iterator[Shard]:
        if self.is_over():
            raise _TimeUpError
        for shard in self.plan(source):
            if self.is_over():
                raise _TimeUpError
            yield shard


class _TimeUpError(Exception):
    """Nothing more is to be begun."""


class Names:
    """File names: what they give away, and how they are shown."""

    def __init__(self, settings: Settings, key: Key) -> None:
        self.settings, self.key = settings, key
        self.found: dict[str, list[Finding]] = {}

    def show(self, path: str) -> str:
        """A relative path with every part masked that is a finding."""
        shown, findings = path_findings(path, self._sight, self.key)
        if findings:
            self.found[shown] = findings
        return shown

    @cached_property
    def _sight(self) -> Sight:
        return Sight(self.settings)

    def of(self, shown: str) -> list[Finding]:
        """The findings in a file's name, once."""
        return self.found.pop(shown, [])


@dataclass(frozen=True, slots=True)
class Crew:
    """Who works: the job, the executor, how many."""

    scan: Callable[[Shard], Packed]
    executor: Executor
    workers: int


def gather(shards: Iterable[Shard], crew: Crew, gathered: Gathered, progress: Progress, names: Names) -> None:
    """Run all shards; merge in order; write findings to a private spool file."""
    pending: list[Shard] = []

    def noted() -> Iterator[Shard]:
        for shard in shards:
            pending.append(shard)
            yield shard

    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile(prefix="audit-", suffix=".jsonl", delete=False) as spool:
        gathered.keep(Path(spool.name))
        for result in crew.executor.map(crew.scan, noted(), crew.workers):
            shard = pending.pop(0)
            found = _merge(gathered, shard, result)
            in_name = names.of(shard.shown)
            add_path_findings(gathered.profile, in_name)
            lines = joined(in_name) + found.lines
            digest.update(lines)
            spool.write(lines)
            gathered.findings += len(in_name) + found.count
            progress.advance(shard.size)
    gathered.findings_sha256 = digest.hexdigest()
    gathered.profile.settle()


def _merge(gathered: Gathered, shard: Shard, result: Packed | Crashed) -> Packed:
    gathered.shards += 1
    if isinstance(result, Crashed):
        gathered.crashed += 1
        gathered.skipped.append(
            Skipped(shard.shown, result.reason, shard.size, hint="run again with --workers 1, or split the file")
        )
        return Packed()
    gathered.profile.merge(result.profile)
    gathered.skipped += result.skipped
    gathered.texts += result.texts
    gathered.repeated_texts += result.repeated_texts
    gathered.records_passed += result.records_passed
    gathered.unread += result.unread
    gathered.cached_shards += result.cached
    split = dict(shard.hints).get("split")
    if split:
        gathered.splits[split] = gathered.splits.get(split, 0) + result.profile.records
    return result
