"""A copy of a dataset without the records that go, file by file; a file without copies is copied byte for byte."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from auditor.duplicates.removing import WHOLE, without
from auditor.errors import AuditError, ReadError
from auditor.readers.plan import plan
from auditor.remedies.writers.base import CannotRewriteError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from auditor.readers.base import SourceFile
    from auditor.redaction import Key
    from auditor.remedies.journal import Journal

JOURNAL = ".audit-dedupe.journal"
MANIFEST = ".audit-dedupe.json"
_PART = ".audit-dedupe.part"


@dataclass(slots=True)
class Copied:
    """The files of the copy by how they came to be, as reports name them."""

    cut: list[tuple[str, int]] = field(default_factory=list)  # and the records that were left out
    same: list[str] = field(default_factory=list)
    left_out: list[tuple[str, int]] = field(default_factory=list)  # files that are copies as a whole
    not_cut: list[tuple[str, int, str]] = field(default_factory=list)  # copies that stay in, and why
    resumed: bool = False

    @property
    def removed(self) -> int:
        """Records of the source that are not in the copy."""
        return sum(count for _, count in (*self.cut, *self.left_out))

    @property
    def remaining(self) -> int:
        """Records that are copies and stayed."""
        return sum(count for _, count, _ in self.not_cut)


@dataclass(frozen=True, slots=True)
class Gone:
    """What goes of one file."""

    indexes: frozenset[int]
    all_records: bool
    digest: str = ""  # sha256 of the file as it was measured; none where it could not be read


def copy(files: Iterable[tuple[SourceFile, Gone]], folder: Path, journal: Journal, key: Key) -> Copied:
    """Make the copy, or the rest of it; a file that was begun is begun again."""
    copied = Copied(resumed=journal.resumed)
    for source, gone in files:
        name = key.fingerprint("path", source.path)
        if name not in journal.done:
            row = _one(source, gone, folder / source.path)
            journal.finish(name, row)
        _note(copied, source.shown, journal.done[name])
    return copied


def _note(copied: Copied, shown: str, row: dict[str, Any]) -> None:
    match row["state"]:
        case "cut":
            copied.cut.append((shown, row["records"]))
        case "left out":
            copied.left_out.append((shown, row["records"]))
        case "not cut":
            copied.not_cut.append((shown, row["records"], row["reason"]))
        case _:
            copied.same.append(shown)


def _one(source: SourceFile, gone: Gone, target: Path) -> dict[str, Any]:
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}{_PART}")
    if not gone.indexes:
        return _as_it_is(source, gone, partial, target) | {"state": "same"}
    reason = ""
    try:
        shards = list(plan(source))
        if not shards or shards[0].digest != gone.digest:
            raise _changed(source)
        if shards[0].reader in WHOLE and gone.all_records:
            return {"state": "left out", "records": len(gone.indexes), "reason": ""}
        without(shards, gone.indexes, partial)
    except ReadError:
        raise _changed(source) from None  # it could be read a moment ago
    except CannotRewriteError as error:
        reason = error.reason
    if reason:
        partial.unlink(missing_ok=True)
        row = _as_it_is(source, gone, partial, target)
        return row | {"state": "not cut", "records": len(gone.indexes), "reason": reason}
    partial.replace(target)
    return {"state": "cut", "records": len(gone.indexes), "reason": ""}


def _as_it_is(source: SourceFile, gone: Gone, partial: Path, target: Path) -> dict[str, Any]:
    shutil.copyfile(source.absolute, partial)
    if gone.digest:
        with partial.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != gone.digest:
                raise _changed(source)
    partial.replace(target)
    return {"records": 0, "reason": ""}


def _changed(source: SourceFile) -> AuditError:
    return AuditError(f"{source.shown}: changed while it was copied", "begin anew when nothing writes to it")
