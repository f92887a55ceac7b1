"""Finds the files of a dataset below the given paths: what is data, what is left out and why, what is the auditor's own.

Paths that are named are read even if they are hidden or ignored, and hidden files in which credentials are kept are read
like any other. Ignore files above the given folder don't count: data folders are often ignored by the repository that
they lie in.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import UsageError
from auditor.model import Skipped
from auditor.readers import own_files
from auditor.readers.base import SourceFile
from auditor.readers.dotfiles import bears_credentials
from auditor.readers.hub import HubDataset, find
from auditor.readers.ignoring import Ignored
from auditor.readers.plan import EXPORT, unreadable_kind
from auditor.redaction import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pathspec import GitIgnoreSpec

MEMBER = False

_HEAD = 8 * 1024


@dataclass(frozen=True, slots=True)
class Discovery:
    """Everything that was found below the given paths."""

    root: Path
    files: tuple[SourceFile, ...]  # by shown path
    skipped: tuple[Skipped, ...]
    not_data: tuple[str, ...]  # shown paths of the auditor's own files
    datasets: tuple[HubDataset, ...] = ()


def discover(
    paths: Sequence[Path],
    *,
    include: tuple[str, ...] = (),
    exclude: tuple[str, ...] = (),
    hidden: bool = False,
    show: Callable[[str], str],
) -> Discovery:
    """The files below `paths`, named from their common parent; `show` masks a relative path for reports."""
    starts = sorted({_existing(path) for path in paths})
    root = Path(os.path.commonpath([path if path.is_dir() else path.parent for path in starts]))
    walk = _Walk(root, _Globs(include, exclude), show, hidden)
    for start in sorted(starts, key=Path.is_dir):  # files first: they are read even if their folder leaves them out
        if not start.is_dir() or not any(other in start.parents for other in starts):
            walk.visit(start)
    datasets, files = find(sorted(walk.files, key=lambda file: (file.shown, file.path)))
    skipped = sorted(walk.skipped, key=lambda item: (item.path, item.reason))
    return Discovery(root, files, tuple(skipped), tuple(sorted(walk.not_data)), datasets)


def _existing(path: Path) -> Path:
    try:
        return path.resolve(strict=True)
    except (OSError, RuntimeError, ValueError):  # missing, a loop of links, or no path at all
        pass
    raise UsageError(
        f"no such file or folder: {printable(str(path))}", "check the path; a folder is read with all below it"
    )


class _Globs:
    """`--include` and `--exclude`, written like lines of an ignore file."""

    def __init__(self, include: tuple[str, ...], exclude: tuple[str, ...]) -> None:
        self._include, self._exclude = _compiled(include), _compiled(exclude)

    def wants(self, path: str) -> bool:
        """Whether a pattern of `--include` names the file."""
        return self._include is not None and self._include.match_file(path)

    def reason(self, path: str) -> str:
        """Which option leaves a file out, or nothing."""
        if self._exclude is not None and self._exclude.match_file(path):
            return "left out by --exclude"
        return "left out by --include" if self._include is not None and not self.wants(path) else ""


def _compiled(patterns: tuple[str, ...]) -> GitIgnoreSpec | None:
    from pathspec import GitIgnoreSpec

    if not patterns:
        return None
    bad = ""
    try:
        return GitIgnoreSpec.from_lines(patterns)
    except ValueError:
        bad = ", ".join(patterns)
    raise UsageError(f"not a valid pattern in: {bad}", "patterns are written as in .gitignore, for example '*.csv'")


@dataclass(slots=True)
class _Walk:
    root: Path
    globs: _Globs
    show: Callable[[str], str]
    hidden: bool = False  # read hidden files and folders too
    files: list[SourceFile] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    not_data: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)  # paths that were looked at

    def visit(self, start: Path) -> None:
        """A path that was named: a file, or a folder with all below it."""
        if not start.is_dir():
            self.look(start, self.relative(start))
            return
        todo = [(start, Ignored())]
        while todo:
            folder, above = todo.pop()
            path = self.relative(folder)
            rules = above.below(folder, path)
            for entry in self.entries(folder, path):
                inner = f"{path}/{entry.name}" if path else entry.name
                if self.enter(entry, inner, rules):
                    todo.append((Path(entry.path), rules))

    def relative(self, path: Path) -> str:
        """A path from the root, empty for the root itself."""
        inner = path.relative_to(self.root).as_posix()
        return "" if inner == "." else inner

    def shown(self, path: str) -> str:
        """How reports name a path."""
        return self.show(printable(path))

    def entries(self, folder: Path, path: str) -> list[os.DirEntry[str]]:
        """What lies in a folder, by name."""
        try:
            with os.scandir(folder) as found:
                return sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            self.leave_out(path or ".", f"folder can't be read ({error.strerror})", 0, "check its permissions")
        return []

    def leave_out(self, path: str, reason: str, size: int, hint: str = "") -> None:
        """Note what is not read."""
        self.skipped.append(Skipped(self.shown(path), reason, size, hint=hint))

    def enter(self, entry: os.DirEntry[str], path: str, rules: Ignored) -> bool:
        """Whether an entry is a folder to be walked; everything else is dealt with here."""
        if entry.is_symlink():
            self.link(entry, path)
            return False
        is_folder = entry.is_dir(follow_symlinks=False)
        if entry.name in own_files.FOLDERS if is_folder else own_files.is_own(entry.name, b""):
            self.not_data.append(self.shown(path))
            return False
        if path in self.seen:
            return False
        reason, hint = self.why_not(entry.name, path, is_folder, rules)
        if reason:
            size = sum(_sizes(Path(entry.path))) if is_folder else _size(entry)
            self.leave_out(path, reason, size, hint)
        elif not is_folder:
            self.look(Path(entry.path), path)
        return is_folder and not reason

    def why_not(self, name: str, path: str, is_folder: bool, rules: Ignored) -> tuple[str, str]:
        """Why an entry is left out, and what to do to have it read; two times nothing if it is read."""
        reason = rules.reason(path, is_folder)
        if reason:
            return reason, "take it back with a line !pattern in .auditignore, or name it on the command line"
        if self.is_passed_over(name, path, is_folder=is_folder):
            return f"hidden {'folder' if is_folder else 'file'}", "--hidden reads it, or name it on the command line"
        return "" if is_folder else self.globs.reason(path), ""

    def is_passed_over(self, name: str, path: str, *, is_folder: bool) -> bool:
        """Whether an entry is hidden, was not asked for, and is none in which credentials are kept."""
        if self.hidden or not name.startswith(".") or bears_credentials(name, is_folder=is_folder):
            return False
        return is_folder or not self.globs.wants(path)

    def link(self, entry: os.DirEntry[str], path: str) -> None:
        """A symbolic link: its target is read where it lies, if it lies below the root."""
        try:
            target = Path(entry.path).resolve(strict=True)
        except (OSError, RuntimeError):
            self.leave_out(path, "symbolic link that leads nowhere", 0)
            return
        if not target.is_relative_to(self.root):
            size = target.stat().st_size if target.is_file() else 0
            hint = "scan the place it leads to, or copy it into the folder"
            self.leave_out(path, "symbolic link out of the scanned folder", size, hint)

    def look(self, file: Path, path: str) -> None:
        """A file that is wanted: data, the auditor's own, or something that can't be read."""
        if path in self.seen:
            return
        self.seen.add(path)
        problem, size, head = "", 0, b""
        try:
            status = file.stat()
            size = status.st_size
            if stat.S_ISREG(status.st_mode):
                with file.open("rb") as source:
                    head = source.read(_HEAD)
            else:
                problem, size = "neither a file nor a folder", 0
        except OSError as error:
            problem = f"can't be read ({error.strerror})"
        if own_files.is_own(file.name, head):
            self.not_data.append(self.shown(path))
        elif problem or not head:
            self.leave_out(path, problem or "empty file", size)
        elif kind := unreadable_kind(path, head):
            self.leave_out(path, kind, size, EXPORT)
        else:
            self.files.append(SourceFile(self.root, path, self.shown(path), size))


def _size(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat(follow_symlinks=False).st_size
    except OSError:  # gone, or not to be seen
        return 0


def _sizes(folder: Path) -> Iterator[int]:
    """Sizes of all files below a folder; links are not followed."""
    for above, _, names in os.walk(folder):
        for name in names:
            try:
                status = os.lstat(os.path.join(above, name))  # noqa: PTH118 (no Path for each of thousands of files)
            except OSError:
                continue
            if stat.S_ISREG(status.st_mode):
                yield status.st_size
