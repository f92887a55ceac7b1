"""`audit baseline` and `audit waive`: known findings, accepted with a reason; and what of a scan is new.

A baseline changes what is reported as new and what holds a commit back. It never changes a fact or a verdict.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.collect import Crew, Gathered, Names, Planner, Silent, gather
from auditor.config import ScanConfig, find_declaration, find_project
from auditor.errors import NothingToScan, UsageError
from auditor.executors.process import EXECUTOR as PROCESSES
from auditor.executors.serial import EXECUTOR as SERIAL
from auditor.hook import baseline, entries
from auditor.hook import git as repository
from auditor.hook.baseline import ANY, Accepted, Baseline, Index
from auditor.model import Tier
from auditor.readers.discover import discover
from auditor.readers.plan import plan
from auditor.redaction import load_key, printable
from auditor.taxonomy import load_taxonomy
from auditor.usecases.hooking import read_asked, settings_of
from auditor.worker import Scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.detectors.base import Terms
    from auditor.hook.git import Git
    from auditor.redaction import Key

_PRINT = re.compile(r"[0-9a-f]{16}")
#: Before the path of an old version: its commit.
_VERSION = re.compile(r"^[0-9a-f]{12}:")
_ENTITY = re.compile(r"[A-Z][A-Z0-9_*]+")
_MANY_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Place:
    """What a baseline is about: its project, its file, and the key it is made under."""

    home: Path  # paths of a baseline start here
    file: Path
    key: Key
    git: Git | None


@dataclass(frozen=True, slots=True)
class Renewed:
    """What became of a baseline."""

    file: Path
    lines: int
    new: int
    vanished: int
    expired: int
    conflicts: bool  # two branches that change it will conflict: merge=union is not set


def place_of(file: Path | None, config: ScanConfig) -> Place:
    """The baseline of a project: at `file`, else at the top of the repository, else in the current folder."""
    here = Path.cwd()
    chosen = (here / file).resolve() if file is not None else None
    git = repository.find(chosen.parent if chosen is not None and chosen.parent.is_dir() else here)
    home = git.root if git is not None else chosen.parent if chosen is not None else here
    key = load_key(config.key_file, find_project(find_declaration(config, here), here))
    return Place(home, chosen or home / baseline.NAME, key, git)


def accept(file: Path | None, config: ScanConfig) -> Renewed:
    """Write what is found below the path to the baseline; lines of other paths, dates and reasons stay."""
    place, path, tier = place_of(file, config), config.paths[0], config.tier
    old = baseline.read(place.file, place.key.id) if place.file.is_file() else Baseline(place.key.id, tier.value)
    terms = read_asked(config.config, place.home).terms
    prefix = _prefix(place.home, path)
    found: set[Accepted] = set()
    for each in sorted({tier, Tier.FAST}):  # the hook's own tier as well: names and numbers may compete for a span
        found.update(_found(place, path, Scan(settings_of(each, terms), place.key), prefix))
    before = {line for line in old.lines if line.is_exact and _is_below(line.path, prefix)}
    kept = [line for line in old.lines if line not in before or line in found]
    fresh = sorted(found - before)
    new = replace(old, tier=tier.value, lines=baseline.merged(kept, fresh))
    _write(place.file, new.text())
    expired = new.index(_today()).expired
    return Renewed(place.file, len(new.lines), len(fresh), len(before - found), len(expired), _conflicts(place))


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def _found(place: Place, path: Path, job: Scan, prefix: str) -> Iterator[Accepted]:
    """Every finding below a path, named from the top of the project; tracked files count even if they are hidden."""
    names = Names(job.settings, job.key)
    discovery = discover([path, *_tracked(place.git, path)], show=lambda name: names.show(prefix + name))
    if not discovery.files:
        raise NothingToScan(f"nothing to scan in {printable(str(path))}", "give a folder or file that holds data")
    gathered = Gathered()
    many = sum(file.size for file in discovery.files) >= _MANY_BYTES or job.settings.tier is not Tier.FAST
    crew = Crew(job, PROCESSES if many and (os.cpu_count() or 1) > 1 else SERIAL, os.cpu_count() or 1)
    gather(Planner(plan, gathered).shards(discovery.files), crew, gathered, Silent(), names)
    for row in gathered.read_findings():
        yield Accepted(str(row["fingerprint"]), str(row["entity"]), str(row["path"]))


def _tracked(git: Git | None, path: Path) -> list[Path]:
    """Files below a path that git tracks."""
    if git is None or not path.is_dir():
        return []
    held = entries.named(git, ["."], path)
    return [file for entry in held if entry.is_file and (file := git.root / entry.path).is_file()]


def _prefix(home: Path, path: Path) -> str:
    """What stands before the names of files below `path`, as seen from the top of the project."""
    folder = path.resolve() if path.is_dir() else path.resolve().parent
    if not folder.is_relative_to(home):
        return ""
    inner = folder.relative_to(home).as_posix()
    return "" if inner == "." else f"{inner}/"


def _is_below(path: str, prefix: str) -> bool:
    return path.startswith(printable(prefix))


def _write(file: Path, text: str) -> None:
    problem = ""
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        problem = f"baseline {file} can't be written ({error.strerror})"
    if problem:
        raise UsageError(problem, "give another place with -o FILE")


def _conflicts(place: Place) -> bool:
    """Whether git would merge the file as text with an order, and not as a set of lines."""
    if place.git is None or not place.file.is_relative_to(place.git.root):
        return False
    name = place.file.relative_to(place.git.root).as_posix()
    return not place.git.ask("check-attr", "-z", "merge", "--", name).endswith(b"\0union\0")


# ---------------------------------------------------------------- waivers


@dataclass(frozen=True, slots=True)
class Waiver:
    """What somebody accepts, why, and until when."""

    what: str  # fingerprint, entity or path
    reason: str
    until: dt.date
    by: str = ""


def waive(file: Path | None, key_file: Path | None, waiver: Waiver) -> tuple[Path, Accepted]:
    """Add a waiver to the baseline; what it was for the same thing before gives way."""
    place = place_of(file, ScanConfig((), key_file=key_file))
    old = baseline.read(place.file, place.key.id) if place.file.is_file() else Baseline(place.key.id)
    if waiver.until < _today():
        raise UsageError("--until is in the past", "give a date to come")
    by = waiver.by or repository.user(place.home)
    if not by:
        raise UsageError("who waives is not known", "git config user.name, or --by NAME")
    if not waiver.reason.strip():
        raise UsageError("a waiver needs a reason", 'give one with --reason "..."')
    line = replace(_line(place, waiver.what), until=waiver.until, by=by, reason=waiver.reason)
    _write(place.file, replace(old, lines=baseline.merged([line], old.lines)).text())
    return place.file, line


def _line(place: Place, what: str) -> Accepted:
    if _PRINT.fullmatch(what):
        return Accepted(what, ANY, ANY)
    if _ENTITY.fullmatch(what) and not Path(what).exists():
        if "*" not in what and load_taxonomy().category_of(what) is None:
            raise UsageError(f"no such entity: {what[:80]}", "`audit explain ENTITY` knows them; or give a path")
        return Accepted(ANY, what, ANY)
    names = Names(settings_of(Tier.FAST, _no_terms()), place.key)
    path = Path(os.path.normpath(Path.cwd() / what))
    if not path.is_relative_to(place.home) or path == place.home:
        raise UsageError("neither a fingerprint nor an entity nor a path below the project", "16 hex digits, or a path")
    return Accepted(ANY, ANY, names.show(printable(path.relative_to(place.home).as_posix())))


def _no_terms() -> Terms:
    from auditor.detectors.base import Terms

    return Terms()


# ---------------------------------------------------------------- what is new in a scan


@dataclass(frozen=True, slots=True)
class Compared:
    """The findings of a scan against a baseline."""

    new: int
    accepted: int
    new_by_entity: tuple[tuple[str, int], ...]
    expired: tuple[Accepted, ...]
    vanished: tuple[Accepted, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A baseline, ready for the findings of one scan."""

    index: Index
    prefix: str  # what stands before the paths of the scan, as seen from the top of the project
    in_history: bool
    is_whole: bool  # whether the scan finds all that the baseline's did, below its paths

    def compare(self, findings: Iterable[dict[str, Any]]) -> Compared:
        """Which findings are new."""
        new: Counter[str] = Counter()
        accepted = 0
        for row in findings:
            path = _VERSION.sub("", str(row["path"])) if self.in_history else str(row["path"])
            if self.index.accepts(str(row["fingerprint"]), str(row["entity"]), self.prefix + path) is None:
                new[str(row["entity"])] += 1
            else:
                accepted += 1
        gone = tuple(line for line in self.index.vanished() if self.is_whole and _is_below(line.path, self.prefix))
        kinds = tuple(sorted(new.items(), key=lambda item: (-item[1], item[0])))
        return Compared(new.total(), accepted, kinds, self.index.expired, gone)


def known(config: ScanConfig, file: Path) -> Known:
    """The baseline in `file` for a scan; a wrong key or a broken line is told before the scan."""
    place = place_of(file, config)
    lines = baseline.read(place.file, place.key.id)
    of_git = bool(config.since or config.history)
    prefix = "" if of_git else _prefix(place.home, _root(config.paths))
    is_whole = not of_git and Tier(lines.tier) in config.tier.includes
    return Known(lines.index(config.today or _today()), prefix, config.history, is_whole)


def _root(paths: tuple[Path, ...]) -> Path:
    """The folder that the paths of a scan's findings start from."""
    real = [path.resolve() for path in paths]
    return Path(os.path.commonpath([path if path.is_dir() else path.parent for path in real]))
