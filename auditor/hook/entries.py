"""Which files git holds that are worth a look: staged, named, added by a branch, about to be pushed, once committed."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from auditor.errors import ConfigError, UsageError
from auditor.hook.git import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from auditor.hook.git import Git

FILE_MODES = ("100644", "100755")
_SUBMODULE = "160000"
_NOTHING = re.compile(r"0+")
_COMMIT = "commit "
_HUNK = re.compile(rb"@@ -\S+ \+(\d+)(?:,(\d+))? @@")
_INDEX = re.compile(rb"index ([0-9a-f]+)\.\.([0-9a-f]+)")

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as git holds it."""

    path: str  # from the top of the repository
    mode: str
    blob: str
    before: str = ""  # the blob that it replaces
    commit: str = ""  # the commit that brought it

    @property
    def is_file(self) -> bool:
        """Whether it is a file with content: no link, no submodule, nothing that is only announced."""
        return self.mode in FILE_MODES and not _NOTHING.fullmatch(self.blob)

    @property
    def is_submodule(self) -> bool:
        """Whether it is another repository."""
        return self.mode == _SUBMODULE


def staged(git: Git) -> list[Entry]:
    """What the next commit adds or changes."""
    head = git.commit("HEAD")
    if head is None:
        return _listed(git.ask("ls-files", "--stage", "-z", "--full-name"))
    raw = git.ask("diff-index", "--cached", "--raw", "--no-abbrev", "-z", "--no-renames", head)
    return [entry for entry, _ in _raw(_words(raw))]


def named(git: Git, files: Sequence[str], cwd: Path) -> list[Entry]:
    """Files of the index by their names, relative to `cwd`."""
    found: dict[str, Entry] = {}
    for portion in chunks(files):
        raw = git.ask("ls-files", "--stage", "-z", "--full-name", "--", *portion, cwd=cwd)
        found.update((entry.path, entry) for entry in _listed(raw))
    return [found[path] for path in sorted(found)]


def in_tree(git: Git, commit: str) -> list[Entry]:
    """All files of a commit."""
    rows = (row.partition("\t") for row in _words(git.ask("ls-tree", "-r", "-z", "--full-tree", commit)) if row)
    parts = ((path, about.split(" ")) for about, _, path in rows)
    return [Entry(path, about[0], about[2]) for path, about in parts]


def changed(git: Git, since: str) -> list[Entry]:
    """What HEAD adds or changes since it left `since`; moved files that stay as they are add nothing."""
    base, head = _fork(git, since), git.known_commit("HEAD")
    raw = git.ask("diff-tree", "-r", "--raw", "--no-abbrev", "-z", "-M", "--diff-filter=ACMRT", base, head)
    return [entry for entry, _ in _raw(_words(raw)) if entry.blob != entry.before]


def added_lines(git: Git, since: str) -> dict[tuple[str, str], Ranges]:
    """The lines that HEAD adds since it left `since`, by old and new blob; what has no lines is not there."""
    base, head = _fork(git, since), git.known_commit("HEAD")
    patch = git.lines(
        *("diff-tree", "-r", "-p", "-U0", "-M", "--full-index", "--no-color", "--no-ext-diff", "--no-textconv"),
        *("--diff-filter=ACMRT", base, head),
    )
    ranges: dict[tuple[str, str], list[tuple[int, int]]] = {}
    pair = ("", "")
    for line in patch:
        if index := _INDEX.match(line):
            pair = (index[1].decode(), index[2].decode())
            ranges[pair] = []
        elif line.startswith(b"Binary files "):
            ranges.pop(pair, None)
        elif (hunk := _HUNK.match(line)) and hunk[2] != b"0":
            first = int(hunk[1])
            ranges[pair].append((first, first + int(hunk[2] or 1) - 1))
    return {pair: tuple(rows) for pair, rows in ranges.items()}


def _fork(git: Git, since: str) -> str:
    start, head = git.known_commit(since), git.known_commit("HEAD")
    with suppress(ConfigError):  # told below, with what it means
        return git.ask("merge-base", start, head).decode("ascii").split("\n")[0]
    raise UsageError(
        f"HEAD has no commit in common with {since[:80]}", "fetch the whole history, or give another commit"
    )


def introduced(git: Git, revisions: Sequence[str]) -> list[Entry]:
    """Every version of every file that commits of a range brought, each blob once with its oldest commit."""
    raw = git.ask(
        *("log", f"--format=%x00{_COMMIT}%H", "--raw", "--no-abbrev", "-z", "--no-renames", "--root", "-m"),
        *("--no-color", "--no-ext-diff", "--no-textconv", "--diff-filter=ACMRT"),
        *revisions,
        "--",
    )
    found: dict[str, Entry] = {}
    for entry, commit in _raw(_words(raw)):
        if entry.is_file:
            found[entry.blob] = replace(entry, commit=commit)  # the log goes back in time: the last is the oldest
    return sorted(found.values(), key=lambda entry: (entry.path, entry.commit, entry.blob))


def once_committed(git: Git) -> list[Entry]:
    """Every version of every file in any branch that HEAD no longer holds."""
    head = git.commit("HEAD")
    held = {entry.blob for entry in in_tree(git, head)} if head else set()
    return [entry for entry in introduced(git, ["--all"]) if entry.blob not in held]


def pushed(git: Git, refs: str, remote: str, told: Mapping[str, str]) -> list[Entry]:
    """What a push would send: by the lines git gives a pre-push hook, or by what pre-commit tells in its environment."""
    found: dict[str, Entry] = {}
    for revisions in _ranges(git, refs, remote, told):
        found.update((entry.blob, entry) for entry in introduced(git, revisions))
    return sorted(found.values(), key=lambda entry: (entry.path, entry.commit, entry.blob))


def _ranges(git: Git, refs: str, remote: str, told: Mapping[str, str]) -> Iterator[list[str]]:
    remote = told.get("PRE_COMMIT_REMOTE_NAME", remote)
    there = f"--remotes={remote}" if remote and "*" not in remote else "--remotes"
    start, end = told.get("PRE_COMMIT_FROM_REF", ""), told.get("PRE_COMMIT_TO_REF", "")
    if start and end:
        yield [git.known_commit(end), "--not", git.known_commit(start)]
        return
    rows = [row.split(" ") for row in refs.splitlines() if row.count(" ") == 3]
    for _, local, _, theirs in rows:
        if not _NOTHING.fullmatch(local):  # a branch that is deleted sends nothing
            known = git.commit(theirs) if not _NOTHING.fullmatch(theirs) else None
            yield [git.known_commit(local), "--not", *([known] if known else []), there]
    if not rows:
        yield [git.known_commit(told.get("PRE_COMMIT_LOCAL_BRANCH") or "HEAD"), "--not", there]


def _words(raw: bytes) -> list[str]:
    return os.fsdecode(raw).split("\0")


def _listed(raw: bytes) -> list[Entry]:
    """Lines of `ls-files --stage`; files in conflict have no version to commit."""
    rows = (row.partition("\t") for row in _words(raw) if row)
    parts = ((path, about.split(" ")) for about, _, path in rows)
    return [Entry(path, about[0], about[1]) for path, about in parts if about[2] == "0"]


def _raw(words: Iterable[str]) -> Iterator[tuple[Entry, str]]:
    """Rows of git's raw diffs, with the commit that they follow; what is deleted is left out."""
    commit, stream = "", iter(words)
    for word in stream:
        row = word.lstrip("\n")
        if row.startswith(_COMMIT):
            commit = row.removeprefix(_COMMIT).strip()
        elif row.startswith(":"):
            _, mode, before, blob, status = row[1:].split(" ")
            path = next(stream)
            if status[0] in "RC":
                path = next(stream)
            if status[0] != "D":
                yield Entry(path, mode, blob, before=before), commit
