"""One pass of Hyperscan over many texts says which patterns may match in which text; only there `re` looks.

The law: what it holds back has no match. Without Hyperscan, and for the little that is read before compiling pays,
the engine asks `gate.Gate` instead, with the same findings.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

from auditor.detectors.database import Database, Row, stage_of
from auditor.detectors.stored import Stored
from auditor.detectors.superset import NotExpressible, digits_and_width, supersets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from auditor.detectors.database import Candidates

MEMBER = False

#: A regular expression of Python's with its flags, not compiled.
Trigger = tuple[str, int]
#: Of each detector: patterns of which one matches wherever it finds something; None: nothing is known of its texts.
Triggers = tuple[tuple[Trigger, ...] | None, ...]

#: Changes with how patterns are written for Hyperscan, so that what is stored is made anew.
FORMAT = "3"
#: So many characters are read by the gate before a database is compiled that nobody has stored yet (some seconds).
PATIENCE = 6_000_000
#: So many more while another process compiles it, and how many seconds that may take.
_LATER, _CLAIMED = 500_000, 120
#: Off by hand: `AUDIT_HYPERSCAN=0`.
_SWITCH = "AUDIT_HYPERSCAN"


@dataclass(slots=True)
class Prefilter:
    """The patterns of an engine as one database, made or loaded when it pays."""

    patterns: Triggers
    patience: int = PATIENCE
    _database: Database | None = field(default=None, repr=False)
    _read: int = 0
    _asked: bool = False

    def candidates(self, texts: Sequence[str]) -> list[Candidates] | None:
        """What may find something in each text, beside `always`; None while there is no database."""
        database = self._ready(sum(map(len, texts)))
        return database.scan(texts) if database is not None else None

    @property
    def always(self) -> frozenset[int]:
        """Numbers of the detectors that are tried on each text."""
        unknown = frozenset(number for number, row in enumerate(self.patterns) if row is None)
        return unknown | self._database.always if self._database is not None else unknown

    def _ready(self, chars: int) -> Database | None:
        if self._database is None and self.patience < sys.maxsize:
            self._read += chars
            if not self._asked:
                self._asked = True
                self._database = _Store(self.patterns).load() if is_available() else None
            if self._database is None and self._read >= self.patience:
                self._make()
        return self._database

    def _make(self) -> None:
        """Compile, unless another worker has done so or is at it: then ask again later."""
        self.patience = sys.maxsize  # what can't be made is not tried again
        if not is_available():
            return
        store = _Store(self.patterns)
        self._database = store.load()
        if self._database is None and not store.claim():
            self.patience = self._read + _LATER
        elif self._database is None:
            self._database = store.make()


@cache
def prefilter(patterns: Triggers) -> Prefilter:
    """One for all engines of a process that look for the same."""
    return Prefilter(patterns)


def is_available() -> bool:
    """Whether Hyperscan is installed and not switched off."""
    return os.environ.get(_SWITCH, "1") != "0" and find_spec("hyperscan") is not None


@dataclass(frozen=True)
class _Store:
    """Where databases are kept between runs: private files that nothing is unpickled from; a doubtful one is a miss."""

    patterns: Triggers

    @cached_property
    def file(self) -> Stored:
        """The file for these patterns, this machine and this version of Hyperscan."""
        from importlib.metadata import version

        known = tuple(row or () for row in self.patterns)  # what is always tried is not in it
        circumstances = (FORMAT, version("hyperscan"), platform.machine(), sys.version_info[:2], known)
        return Stored("patterns", repr(circumstances), ".hs")

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.file.path

    def load(self) -> Database | None:
        """What is stored, if it is whole, ours and of this machine."""
        import hyperscan

        stored = self.file.read()
        if stored is None:
            return None
        try:
            return Database.loaded(stored)
        except (RuntimeError, ValueError, KeyError, hyperscan.HyperscanError):
            return None

    def claim(self) -> bool:
        """Whether no other process is compiling; a claim that is left behind counts for a while only."""
        mark = self.path.with_suffix(".claim")
        try:
            mark.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if mark.exists() and abs(time.time() - mark.stat().st_mtime) > _CLAIMED:
                mark.unlink(missing_ok=True)
            mark.touch(exist_ok=False)
        except FileExistsError:
            return False
        except (OSError, RuntimeError):
            return True  # nowhere to tell others: each compiles its own
        return True

    def make(self) -> Database | None:
        """Compile and store; a pattern that Hyperscan refuses is always tried."""
        import hyperscan

        try:
            database = Database.compiled(*_rows(self.patterns))
        except hyperscan.HyperscanError:
            return None
        self._keep(database.dumped())
        return database

    def _keep(self, body: bytes) -> None:
        """Store a database for the next process."""
        if self.file.write([body]):
            self.path.with_suffix(".claim").unlink(missing_ok=True)


def _rows(patterns: Triggers) -> tuple[list[Row], frozenset[int]]:
    """What to compile, and the detectors of which a pattern can't be written."""
    rows: list[Row] = []
    refused: set[int] = set()
    for owner, triggers in enumerate(patterns):
        try:
            rows += [row for place, trigger in enumerate(triggers or ()) for row in _written(owner, place, trigger)]
        except NotExpressible:
            refused.add(owner)
    return [row for row in rows if row.owner not in refused], frozenset(refused)


def _written(owner: int, place: int, trigger: Trigger) -> Iterator[Row]:
    stage = stage_of(*digits_and_width(*trigger))
    return (Row(expression, owner, place, stage) for expression in supersets(*trigger))
