"""What a copy remembers of its making, so that it can go on after an interruption; no path and no value in the clear.

`.audit-redact.journal` grows by a line with each piece; `.audit-redact.json` takes its place when all is done.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from auditor.errors import ConfigError, UsageError
from auditor.remedies.rewrite import Piece, Use

if TYPE_CHECKING:
    from pathlib import Path

JOURNAL = ".audit-redact.journal"
MANIFEST = ".audit-redact.json"
PARTS = ".audit-redact.parts"
SCHEMA = "audit.redaction/v1"


@dataclass(slots=True)
class Account:
    """Everything that was counted so far."""

    records: int = 0
    replaced: dict[str, int] = field(default_factory=dict)
    fields: dict[str, Use] = field(default_factory=dict)
    unread: dict[str, int] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    issued: set[str] = field(default_factory=set)
    unlinked: int = 0
    renamed: int = 0

    def add(self, piece: Piece) -> None:
        """Add what became of a piece."""
        self.add_row(row_of(piece))

    def add_row(self, row: dict[str, Any]) -> None:
        """Add a line of the journal."""
        self.records += row["records"]
        self.unlinked += row["unlinked"]
        self.renamed += row["renamed"]
        for counts, more in ((self.replaced, row["replaced"]), (self.unread, row["unread"])):
            for name, count in more.items():
                counts[name] = counts.get(name, 0) + count
        for name, numbers in row["fields"].items():
            self.fields.setdefault(name, Use()).add(numbers)
        self.gone.update(row["gone"])
        self.issued.update(row["issued"])


def row_of(piece: Piece) -> dict[str, Any]:
    """A piece as the journal keeps it."""
    return {
        "records": piece.records,
        "unlinked": piece.unlinked,
        "renamed": piece.renamed,
        "replaced": piece.replaced,
        "unread": piece.unread,
        "fields": {name: use.counts for name, use in piece.fields.items()},
        "gone": sorted(piece.gone),
        "issued": sorted(piece.issued),
        "changed": piece.changed,
    }


@dataclass(slots=True)
class Progressed:
    """How far a file has come."""

    pieces: int = 0
    length: int = 0
    changed: bool = False
    rows: list[dict[str, Any]] = field(default_factory=list)


class Journal:
    """The journal of one copy."""

    def __init__(self, folder: Path, making: dict[str, Any], names: tuple[str, str] = (JOURNAL, MANIFEST)) -> None:
        self.path = folder / names[0]
        self.done: dict[str, dict[str, Any]] = {}
        self.open: dict[str, Progressed] = {}
        self.resumed = False
        self.sealed = 0  # length of the pseudonym table behind the last piece
        _check_folder(folder, *names)
        if self.path.exists():
            self._resume(making)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            self._write({"making": making})

    def piece(self, name: str, piece: Piece, length: int, sealed: int) -> None:
        """A piece has been written: the file has come to `length`."""
        self._write({"file": name, "length": length, "sealed": sealed, **row_of(piece)})

    def finish(self, name: str, row: dict[str, Any]) -> None:
        """A file is whole, or left out."""
        self.done[name] = row
        self._write({"done": name, **row})

    def rows(self, name: str) -> list[dict[str, Any]]:
        """What was counted of a file before an interruption."""
        return self.open[name].rows if name in self.open else []

    def _write(self, row: dict[str, Any]) -> None:
        with self.path.open("ab") as out:
            out.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
            out.flush()
            os.fsync(out.fileno())

    def _resume(self, making: dict[str, Any]) -> None:
        first, *rows = list(_rows(self.path)) or [{}]
        if first.get("making") != orjson.loads(orjson.dumps(making)):
            raise ConfigError(
                f"{self.path.parent} holds a copy that was begun from other data, settings or key",
                "give an empty folder, or the same arguments as before",
            )
        self.resumed = True
        for row in rows:
            if "done" in row:
                self.done[row["done"]] = row
            else:
                reached = self.open.setdefault(row["file"], Progressed())
                reached.pieces += 1
                reached.length, self.sealed = row["length"], row["sealed"]
                reached.changed = reached.changed or row["changed"]
                reached.rows.append(row)


def _rows(path: Path) -> Any:
    whole = b""
    for line in path.read_bytes().splitlines(keepends=True):
        if line.endswith(b"\n"):  # a line cut off by the interruption does not count
            whole += line
            yield orjson.loads(line)
    if len(whole) < path.stat().st_size:
        path.write_bytes(whole)


def _check_folder(folder: Path, journal: str, manifest: str) -> None:
    """Nothing is overwritten: the folder is new, empty, or an unfinished copy."""
    if not folder.exists() or (folder / journal).is_file():
        return
    if not folder.is_dir():
        raise UsageError(f"{folder} is a file", "give a new folder with -o DIR")
    if any(folder.iterdir()):
        hint = "the copy in it is finished" if (folder / manifest).is_file() else "nothing is overwritten"
        raise UsageError(f"{folder} is not empty", f"{hint}: give a new or empty folder with -o DIR")
