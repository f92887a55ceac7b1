"""From what git holds to files that readers can read: staged files, the lines of a branch, the history.

The content comes from git and not from the working tree, so what is judged is what others will get.
"""

from __future__ import annotations

import stat
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from auditor.errors import UsageError
from auditor.hook import git as repository
from auditor.hook.blobs import Taken, take, too_large
from auditor.hook.entries import FILE_MODES, Entry, added_lines, changed, once_committed
from auditor.model import Skipped
from auditor.packed import packed
from auditor.profile import Profile
from auditor.readers import own_files
from auditor.readers.base import SourceFile
from auditor.readers.discover import Discovery
from auditor.readers.plan import EXPORT, unreadable_kind
from auditor.redaction import printable
from auditor.tally import add_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from auditor.config import ScanConfig
    from auditor.hook.entries import Ranges
    from auditor.hook.git import Git
    from auditor.model import Finding, Shard
    from auditor.packed import Packed
    from auditor.profile import ShardResult

#: The largest file of a history or a branch that is taken out of git.
MAX_BYTES = 256 * 1024 * 1024
#: So many old versions are read; a history with more is cut, and the report says so.
MAX_VERSIONS = 100_000
_HEAD = 8 * 1024
_ADDED = "added"  # name of the hint that holds the lines a branch added


@dataclass(frozen=True, slots=True)
class Selection:
    """Which files of a repository are wanted."""

    paths: tuple[Path, ...] = ()  # below these; none: all
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def of(self, git: Git, entries: Iterable[Entry]) -> list[Entry]:
        """The entries that are wanted, in order."""
        left_out = matching((*ignored(git.root), *self.exclude))
        wanted = matching(self.include) if self.include else None
        places = [path.resolve() for path in self.paths]
        return [
            entry
            for entry in entries
            if (not places or _is_below(git.root / entry.path, places))
            and (wanted is None or wanted(entry.path))
            and not left_out(entry.path)
        ]


def _is_below(file: Path, places: Sequence[Path]) -> bool:
    return any(place == file or place in file.parents for place in places)


def matching(patterns: Sequence[str]) -> Callable[[str], bool]:
    """Tells whether a path fits one of the patterns, written as in an ignore file."""
    if not patterns:
        return lambda _: False
    from pathspec import GitIgnoreSpec

    with suppress(ValueError):
        return GitIgnoreSpec.from_lines(patterns).match_file
    raise UsageError("a pattern can't be read", "patterns are written as in .gitignore, for example '*.csv'")


def ignored(home: Path) -> tuple[str, ...]:
    """The lines of the .auditignore at the top of a project."""
    try:
        return tuple((home / ".auditignore").read_text(encoding="utf-8", errors="replace").splitlines())
    except OSError:  # there is none
        return ()


def from_git(config: ScanConfig, folder: Path, show: Callable[[str], str]) -> Discovery:
    """The files that `--since` or `--history` ask for, taken out of git."""
    if config.since and config.history:
        raise UsageError("--since and --history exclude each other", "give one of them")
    start = config.paths[0]
    git = repository.find(start if start.is_dir() else start.parent)
    if git is None:
        raise UsageError("not in a git repository", "--since and --history read what git holds; scan without them")
    source = _Source(git, Selection(config.paths, config.include, config.exclude), folder, show)
    return _on_branch(source, config.since) if config.since else _in_history(source)


def described(config: ScanConfig) -> list[str]:
    """What was scanned, for the report."""
    if config.history:
        return ["git:history"]
    return [f"git:{config.since}..HEAD"] if config.since else [str(path) for path in config.paths]


@dataclass(frozen=True, slots=True)
class _Source:
    """A repository, what of it is wanted, and where it goes."""

    git: Git
    wanted: Selection
    folder: Path
    show: Callable[[str], str]

    def read(self, entries: Sequence[Entry], ranges: Mapping[str, Ranges] | None = None) -> Discovery:
        """Entries as files."""
        return read_out(take(self.git, entries, self.folder, MAX_BYTES), self.folder, self.show, ranges)


def _on_branch(source: _Source, since: str) -> Discovery:
    """Files that HEAD adds or changes since it left `since`; each knows the lines it gained."""
    lines = added_lines(source.git, since)
    entries = source.wanted.of(source.git, changed(source.git, since))
    pairs = {entry.path: (entry.before, entry.blob) for entry in entries}
    return source.read(entries, {path: lines[pair] for path, pair in pairs.items() if pair in lines})


def _in_history(source: _Source) -> Discovery:
    """Versions of files that a branch once held and HEAD does not; named as `git show` takes them."""
    versions = source.wanted.of(source.git, once_committed(source.git))
    found, beyond = source.read(versions[:MAX_VERSIONS]), len(versions) - MAX_VERSIONS
    if beyond <= 0:
        return found
    left_out = Skipped(
        "git:history", f"{beyond} versions beyond the first {MAX_VERSIONS}", hint="scan folder by folder"
    )
    return replace(found, skipped=(*found.skipped, left_out))


def on_disk(files: Iterable[Path], home: Path, limit: int) -> Iterator[Taken]:
    """Files that git does not hold, as they lie on disk; named from `home` where they lie below it."""
    for file in files:
        entry = Entry(file.relative_to(home).as_posix() if file.is_relative_to(home) else file.name, FILE_MODES[0], "")
        try:
            status = file.stat()
        except OSError:
            raise UsageError(f"no such file: {printable(str(file))}", "check the path") from None
        if not stat.S_ISREG(status.st_mode):
            yield Taken(entry, None, 0, "neither a file nor a folder of a repository", "give the files in it")
        elif status.st_size > limit:
            yield Taken(entry, None, status.st_size, *too_large(limit))
        else:
            yield Taken(entry, file, status.st_size)


def read_out(
    taken_files: Iterable[Taken], root: Path, show: Callable[[str], str], ranges: Mapping[str, Ranges] | None = None
) -> Discovery:
    """What readers can read of the files that were taken, named as in the repository."""
    files: list[SourceFile] = []
    skipped: list[Skipped] = []
    own: list[str] = []
    for taken in taken_files:
        shown = show(printable(_name(taken.entry)))
        problem = _look(taken)
        if taken.file is None or problem is None:
            own += [shown] if problem is None else []
            skipped += [] if problem is None else [Skipped(shown, taken.reason, taken.size, hint=taken.hint)]
        elif problem:
            skipped.append(Skipped(shown, problem, taken.size, hint=EXPORT))
        else:
            added = None if taken.is_stored else (ranges or {}).get(taken.entry.path)
            hints = () if added is None else ((_ADDED, " ".join(f"{first}-{last}" for first, last in added)),)
            files.append(SourceFile(taken.file.parent, taken.file.name, shown, taken.size, hints))
    by_name = sorted(files, key=lambda file: (file.shown, str(file.root)))
    return Discovery(root, tuple(by_name), tuple(sorted(skipped, key=lambda s: (s.path, s.reason))), tuple(sorted(own)))


def _name(entry: Entry) -> str:
    return f"{entry.commit[:12]}:{entry.path}" if entry.commit else entry.path


def _look(taken: Taken) -> str | None:
    """Why a file is not read; nothing if it is, None if it is the auditor's own."""
    if taken.file is None:
        return taken.reason
    with taken.file.open("rb") as source:
        head = source.read(_HEAD)
    if own_files.is_own(taken.entry.path.rpartition("/")[2], head):
        return None
    return unreadable_kind(taken.entry.path, head) if head else "empty file"


# ---------------------------------------------------------------- the lines of a branch


@dataclass(frozen=True)
class OnlyAdded:
    """Scans a shard and keeps what stands on added lines, where the file says which lines those are."""

    scan: Callable[[Shard], Packed]

    def __call__(self, shard: Shard) -> Packed:
        """The scan of one shard."""
        result = self.scan(shard)
        told = dict(shard.hints).get(_ADDED)
        return result if told is None else packed(_narrowed(result.unpacked(), _ranges(told)))


def _ranges(told: str) -> Ranges:
    pairs = (word.partition("-") for word in told.split())
    return tuple((int(first), int(last)) for first, _, last in pairs)


def _narrowed(result: ShardResult, added: Ranges) -> ShardResult:
    """A result without what stands on old lines; a record that keeps none of its findings says nothing any more."""
    kept = [finding for finding in result.findings if _is_added(finding, added)]
    if len(kept) == len(result.findings):
        return result
    profile = replace(result.profile)
    profile.findings = profile.records_affected = 0
    profile.entities, profile.categories = {}, {}
    by_record: dict[int, list[Finding]] = {}
    for finding in kept:
        by_record.setdefault(finding.record, []).append(finding)
    for findings in by_record.values():
        add_findings(profile, findings, names_person="person" in profile.signals)
    if not kept:
        profile.signals = Profile().signals
        profile.personal_texts = Profile().personal_texts
    return replace(result, profile=profile, findings=kept)


def _is_added(finding: Finding, added: Ranges) -> bool:
    if finding.line is None:
        return True
    last = finding.end_line or finding.line
    return any(start <= last and finding.line <= stop for start, stop in added)
