"""Takes files out of git onto a private disk folder, where readers find them; what stays out comes with its reason."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from auditor.hook.git import command, environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import IO

    from auditor.hook.entries import Entry
    from auditor.hook.git import Git

_BLOCK = 1024 * 1024
#: What a pointer of git-lfs looks like; pointers are shorter than this.
_POINTER = re.compile(rb"version https://git-lfs\.github\.com/spec/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\nsize (\d+)")
_POINTER_BYTES = 1024
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")


@dataclass(frozen=True, slots=True)
class Taken:
    """A file of git on disk, or why it is not there."""

    entry: Entry
    file: Path | None
    size: int
    reason: str = ""
    hint: str = ""
    is_stored: bool = False  # git holds a pointer, the content comes from elsewhere


def take(git: Git, entries: Sequence[Entry], folder: Path, limit: int) -> Iterator[Taken]:
    """Write each entry below `folder`, in order; nothing above `limit` bytes."""
    sizes = _sizes(git, entries)
    with _reading(git) as read:
        for number, entry in enumerate(entries):
            size = sizes.get(entry.blob)
            problem, hint = _why_not(entry, size, limit)
            if problem or size is None:
                yield Taken(entry, None, size or 0, problem, hint)
                continue
            file = folder / f"{number:06d}" / _plain_name(entry.path)
            file.parent.mkdir(mode=0o700)
            read(entry.blob, file)
            yield _resolved(git, Taken(entry, file, size), limit)


def _why_not(entry: Entry, size: int | None, limit: int) -> tuple[str, str]:
    if entry.is_submodule:
        return "submodule: another repository", "scan it there"
    if not entry.is_file:
        return "symbolic link or a file that is only announced", "nothing to do: its target is scanned where it lies"
    if size is None:
        return "git does not have its content here", "fetch it: a partial clone lacks it"
    if size > limit:
        return too_large(limit)
    return "", ""


def too_large(limit: int) -> tuple[str, str]:
    """Reason and hint for a file above the limit."""
    return (
        f"larger than {round(limit / 1024 / 1024, 3):g} MB",
        "read it with `audit scan`; hook.max_file_mb sets the limit",
    )


def _sizes(git: Git, entries: Sequence[Entry]) -> dict[str, int]:
    wanted = sorted({entry.blob for entry in entries if entry.is_file})
    rows = git.ask("cat-file", "--batch-check", given="".join(f"{blob}\n" for blob in wanted).encode("ascii"))
    parts = (row.split(" ") for row in rows.decode("utf-8", "replace").splitlines())
    return {row[0]: int(row[2]) for row in parts if len(row) == 3 and row[1] == "blob"}


@contextmanager
def _reading(git: Git) -> Iterator[Callable[[str, Path], None]]:
    """One git process that hands out blobs."""
    with subprocess.Popen(  # noqa: S603 (a list of arguments, no shell)
        command("cat-file", "--batch"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=git.root,
        env=environment(),
    ) as running:
        asked, answer = running.stdin, running.stdout
        if asked is None or answer is None:  # pragma: no cover (both are pipes)
            return

        def read(blob: str, file: Path) -> None:
            asked.write(f"{blob}\n".encode("ascii"))
            asked.flush()
            _copy(answer, int(answer.readline().split(b" ")[2]), file)
            answer.read(1)  # the line end that git adds

        yield read
        asked.close()


def _copy(source: IO[bytes], size: int, file: Path) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as target:
        while size:
            block = source.read(min(size, _BLOCK))
            if not block:
                return
            target.write(block)
            size -= len(block)


def _plain_name(path: str) -> str:
    """A name that any disk takes and that ends as the file's own does: the suffix tells the reader."""
    return "f" + _UNSAFE.sub("_", PurePosixPath(path).name)[-80:]


def _resolved(git: Git, taken: Taken, limit: int) -> Taken:
    """The content that a pointer of git-lfs stands for, if it lies in this clone."""
    if taken.file is None or taken.size > _POINTER_BYTES:
        return taken
    pointer = _POINTER.match(taken.file.read_bytes())
    if pointer is None:
        return taken
    name, size = pointer[1].decode("ascii"), int(pointer[2])
    stored = git.common / "lfs" / "objects" / name[:2] / name[2:4] / name
    if size > limit:
        return Taken(taken.entry, None, size, *too_large(limit))
    if not stored.is_file():
        return Taken(taken.entry, None, size, "git-lfs pointer: its content is not here", "git lfs pull, then again")
    shutil.copyfile(stored, taken.file)
    return Taken(taken.entry, taken.file, stored.stat().st_size, is_stored=True)
