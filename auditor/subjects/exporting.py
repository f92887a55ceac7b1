"""The person's records in the dataset's own formats: each file without the records of everybody else."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from auditor.duplicates.removing import without
from auditor.errors import ReadError
from auditor.readers.plan import plan
from auditor.remedies.writers.base import CannotRewriteError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from auditor.readers.base import SourceFile
    from auditor.subjects.hits import Strength
    from auditor.subjects.searching import Searched

_PART = ".audit-subject.part"


@dataclass(slots=True)
class Exported:
    """What was taken out for the person."""

    records: int = 0
    files: list[str] = field(default_factory=list)
    whole: list[tuple[str, str]] = field(default_factory=list)  # files given whole, and why
    masked: int = 0  # values of others that were masked
    failed: list[tuple[str, str]] = field(default_factory=list)  # files not in the export, and why


class _Others:
    """All records but some; numbers below 0 name the columns, which stay."""

    def __init__(self, kept: Collection[int]) -> None:
        self._kept = kept

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and number >= 0 and number not in self._kept

    def __iter__(self) -> Iterator[int]:
        return iter(())

    def __len__(self) -> int:
        return 0


def export(searched: Searched, weakest: Strength, folder: Path) -> Exported:
    """Write the records of the person below a folder."""
    done = Exported()
    for file in searched.files:
        kept, whole = file.held(weakest)
        if kept:
            _one(file.source, kept, whole, folder, done)
            done.records += file.records if whole else len(kept)
    return done


def _one(source: SourceFile, kept: frozenset[int], whole: bool, folder: Path, done: Exported) -> None:
    target = folder / source.path
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}{_PART}")
    reason = ""
    try:
        if whole:
            shutil.copyfile(source.absolute, partial)
        else:
            without(list(plan(source)), _Others(kept), partial)
    except ReadError as error:
        reason = error.message.removeprefix(f"{source.shown}: ")
    except CannotRewriteError as error:
        reason = error.reason
    if reason:
        shutil.copyfile(source.absolute, partial)
        done.whole.append((source.shown, reason))
    partial.replace(target)
    done.files.append(source.shown)
