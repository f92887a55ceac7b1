"""The copy of a dataset, file by file: pieces come from workers in order and are joined; a whole file gets its name."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from auditor.errors import AuditError, ReadError
from auditor.executors.base import Crashed
from auditor.readers.plan import plan as cut
from auditor.remedies.journal import PARTS, Account, Progressed, row_of
from auditor.remedies.known import keep_known
from auditor.remedies.rewrite import KNOWN, Job, Piece, writers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.executors.base import Executor
    from auditor.model import Shard
    from auditor.readers.base import SourceFile
    from auditor.remedies.journal import Journal
    from auditor.remedies.rewrite import Rewriting
    from auditor.worker import Sight

_PART = ".audit-redact.part"


@dataclass(slots=True)
class Copied:
    """The files of the copy, by how they came to be, as reports name them."""

    rewritten: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept_unread: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)  # and why
    renamed: int = 0
    account: Account = field(default_factory=Account)


@dataclass(frozen=True, slots=True)
class Copying:
    """What a copy is made by."""

    folder: Path
    rewriting: Rewriting
    journal: Journal
    executor: Executor
    workers: int
    sight: Sight
    table: Path | None = None


@dataclass(slots=True)
class _File:
    """A file underway."""

    source: SourceFile
    name: str  # keyed, for the journal
    target: Path
    digest: str = ""
    jobs: int = 0
    problem: str = ""
    changed: bool = False
    left_out: str = ""
    partly: str = ""


def copy(files: Sequence[SourceFile], how: Copying, found: Iterable[dict[str, object]], advance: Any) -> Copied:
    """Make the copy, or the rest of it."""
    copied = Copied()
    parts = how.folder / PARTS
    parts.mkdir(exist_ok=True)
    keep_known(parts / KNOWN, found, how.rewriting.plan)
    if how.table is not None and how.table.exists():
        os.truncate(how.table, how.journal.sealed)
    under_way: list[tuple[_File, Job | None]] = []
    jobs = _jobs(files, how, under_way, copied)
    for result in how.executor.map(how.rewriting, jobs, how.workers):
        _settle_ready(under_way, how, copied)
        file, job = under_way.pop(0)
        assert job is not None  # noqa: S101  (only jobs have results)
        _take(file, job, result, how)
        advance(sum(shard.size for shard in job.shards))
    _settle_ready(under_way, how, copied)
    shutil.rmtree(parts, ignore_errors=True)
    return copied


def _settle_ready(under_way: list[tuple[_File, Job | None]], how: Copying, copied: Copied) -> None:
    """Files whose last piece has come stand before the next job."""
    while under_way and under_way[0][1] is None:
        _finish(under_way.pop(0)[0], how, copied)


def _jobs(
    files: Sequence[SourceFile], how: Copying, under_way: list[tuple[_File, Job | None]], copied: Copied
) -> Iterator[Job]:
    used: set[str] = set()
    number = 0
    for source in files:
        target, renamed = _target(source.path, how, used)
        copied.renamed += renamed
        file = _File(source, how.rewriting.key.fingerprint("path", source.path), target)
        if file.name in how.journal.done:
            _remembered(file, how.journal.done[file.name], how, copied)
            continue
        begun = how.journal.open.get(file.name, Progressed())
        _cut_back(file, begun, how)
        for place, shards in enumerate(_cut(file)):
            file.jobs += 1
            if place < begun.pieces:
                continue
            number += 1
            job = Job(shards, number, how.folder / PARTS / f"{number:08d}")
            under_way.append((file, job))
            yield job
        under_way.append((file, None))


def _cut(file: _File) -> Iterator[tuple[Shard, ...]]:
    """The pieces of a file; a format that is written at once has one."""
    try:
        held: list[Shard] = []
        for shard in cut(file.source):
            file.digest = shard.digest
            writer = writers().get(shard.reader)
            if writer is not None and writer.rewrite is not None:
                yield (shard,)
            else:
                held.append(shard)
        if held:
            yield tuple(held)
    except ReadError as error:
        file.problem = error.message


def _cut_back(file: _File, begun: Progressed, how: Copying) -> None:
    """What was written behind the last line of the journal does not count."""
    partial = _partial(file)
    file.changed = begun.changed
    if not begun.pieces:
        partial.unlink(missing_ok=True)
        return
    if not partial.exists() or partial.stat().st_size < begun.length:
        raise AuditError(f"{how.folder}: a piece of the unfinished copy is gone", "empty the folder and begin anew")
    os.truncate(partial, begun.length)


def _partial(file: _File) -> Path:
    return file.target.with_name(f".{file.name}{_PART}")


def _take(file: _File, job: Job, result: Piece | Crashed, how: Copying) -> None:
    """Join a piece to its file."""
    if isinstance(result, Crashed):
        file.left_out = result.reason
    elif result.left_out:
        file.left_out = file.left_out or result.left_out
    if isinstance(result, Crashed) or file.left_out:
        job.target.unlink(missing_ok=True)
        return
    partial = _partial(file)
    partial.parent.mkdir(parents=True, exist_ok=True)
    with partial.open("ab") as out, job.target.open("rb") as piece:
        shutil.copyfileobj(piece, out, 1 << 20)
        out.flush()
        os.fsync(out.fileno())
        length = out.tell()
    job.target.unlink()
    sealed = _seal(result, how)
    file.changed = file.changed or result.changed
    file.partly = file.partly or result.partly
    how.journal.piece(file.name, result, length, sealed)
    how.journal.open.setdefault(file.name, Progressed()).rows.append(row_of(result))


def _seal(piece: Piece, how: Copying) -> int:
    if how.table is None:
        return 0
    with how.table.open("ab") as out:
        out.write(piece.sealed)
        return out.tell()


def _finish(file: _File, how: Copying, copied: Copied) -> None:
    """Give a file its name, or tell why it is not there."""
    partial = _partial(file)
    reason = file.left_out or file.problem
    if reason:
        partial.unlink(missing_ok=True)
        kept = how.rewriting.keep_unread
        if kept:
            file.target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.source.absolute, partial)
            partial.replace(file.target)
        row: dict[str, Any] = {"state": "kept unread" if kept else "left out", "reason": _plain(reason, file)}
    else:
        if not file.jobs:
            return
        state = "rewritten" if file.changed else "unchanged"
        if not file.changed and _digest(partial) != file.digest:
            raise AuditError(
                f"{file.source.shown}: changed while it was copied", "begin anew when nothing writes to it"
            )
        partial.replace(file.target)
        row = {"state": state, "reason": file.partly}
    rows = [] if reason else how.journal.rows(file.name)
    how.journal.finish(file.name, row)
    _remembered(file, row, how, copied, rows)


def _remembered(
    file: _File, row: dict[str, Any], how: Copying, copied: Copied, rows: list[dict[str, Any]] | None = None
) -> None:
    shown = file.source.shown
    match row["state"]:
        case "rewritten":
            copied.rewritten.append(shown)
        case "unchanged":
            copied.unchanged.append(shown)
        case "kept unread":
            copied.kept_unread.append((shown, row["reason"]))
            return
        case _:
            copied.left_out.append((shown, row["reason"]))
            return
    if row["reason"]:
        copied.kept_unread.append((shown, row["reason"]))
    for counted in how.journal.rows(file.name) if rows is None else rows:
        copied.account.add_row(counted)
    how.journal.open.pop(file.name, None)


def _plain(reason: str, file: _File) -> str:
    return reason.removeprefix(f"{file.source.shown}: ")


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _target(path: str, how: Copying, used: set[str]) -> tuple[Path, bool]:
    """Where a file goes: its path with every covered finding in it replaced; two files never get the same."""
    new = how.rewriting.safe_path(path, how.sight)
    inner, count = PurePosixPath(new), 2
    while str(inner).casefold() in used:
        name = PurePosixPath(new)
        inner, count = name.with_name(f"{name.stem}~{count}{name.suffix}"), count + 1
    used.add(str(inner).casefold())
    return how.folder / inner, new != path
