"""From what git holds to files that readers can read: staged files, the lines of a branch, the history.

The content comes from git and not from the working tree, so what is judged is what others will get.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from auditor.errors import UsageError
from auditor.hook import git as repository
from auditor.hook.blobs import Taken, take, too_large
from auditor.hook.entries import FILE_MODES, Entry, added_lines, changed, once_committed
from auditor.model import Skipped
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

    from auditor.hook.entries import Ranges
    from auditor.hook.git import Git
    from auditor.model import Finding, Shard
    from auditor.profile import ShardResult

#: The largest file of a history or a branch that is taken out of git.
MAX_BYTES = 256 * 1024 * 1024
#: So many old versions are read; a history with more is cut, and the report says so.
MAX_VERSIONS = 100_000
_HEAD = 8 * 1024
_ADDED = "added"  # name of the hint that holds the lines a branch added


def repository_of(paths: Sequence[Path], here: Path) -> Git:
    """The repository that the paths lie in; outside of one is an error."""
    start = paths[0] if paths else here
    found = repository.find(start if start.is_dir() else start.parent)
    if found is None:
        raise UsageError("not in a git repository", "--since and --history read what git holds; scan without them")
    return found


def on_branch(git: Git, since: str, paths: Sequence[Path], folder: Path, show: Callable[[str], str]) -> Discovery:
    """Files that HEAD adds or changes since it left `since`; each knows the lines it gained."""
    lines = added_lines(git, since)
    wanted = _below(git, changed(git, since), paths)
    ranges = {entry.path: lines.get((entry.before, entry.blob), ()) for entry in wanted}
    return read_out(take(git, wanted, folder, MAX_BYTES), folder, show, ranges)


def in_history(git: Git, paths: Sequence[Path], folder: Path, show: Callable[[str], str]) -> Discovery:
    """Versions of files that a branch once held and HEAD does not; named as `git show` takes them."""
    versions = _below(git, once_committed(git), paths)
    found = read_out(take(git, versions[:MAX_VERSIONS], folder, MAX_BYTES), folder, show)
    if len(versions) <= MAX_VERSIONS:
        return found
    left_out = Skipped(
        "history",
        f"{len(versions) - MAX_VERSIONS} versions beyond the first {MAX_VERSIONS}",
        hint="scan folder by folder",
    )
    return replace(found, skipped=(*found.skipped, left_out))


def _below(git: Git, entries: Iterable[Entry], paths: Sequence[Path]) -> list[Entry]:
    """Entries below the given paths."""
    places = [path.resolve() for path in paths]
    return [
        entry
        for entry in entries
        if not places or any(place == (file := git.root / entry.path) or place in file.parents for place in places)
    ]


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
            hints = _hints((ranges or {}).get(taken.entry.path, ()))
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


def _hints(ranges: Ranges) -> tuple[tuple[str, str], ...]:
    return ((_ADDED, " ".join(f"{first}-{last}" for first, last in ranges)),) if ranges else ()


@dataclass(frozen=True)
class OnlyAdded:
    """Scans a shard and keeps what stands on added lines, where the file says which lines those are."""

    scan: Callable[[Shard], ShardResult]

    def __call__(self, shard: Shard) -> ShardResult:
        """The scan of one shard."""
        result = self.scan(shard)
        told = dict(shard.hints).get(_ADDED)
        return result if told is None else _narrowed(result, _ranges(told))


def _ranges(told: str) -> Ranges:
    pairs = (word.partition("-") for word in told.split(" "))
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
