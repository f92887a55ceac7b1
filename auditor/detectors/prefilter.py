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
from typing import TYPE_CHECKING, Any

from auditor.detectors.stored import Stored
from auditor.detectors.superset import NotExpressible, encode, supersets

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MEMBER = False

#: A regular expression of Python's with its flags, not compiled.
Trigger = tuple[str, int]

#: Changes with how patterns are written for Hyperscan, so that what is stored is made anew.
FORMAT = "2"
#: So many characters are read by the gate before a database is compiled that nobody has stored yet (some seconds).
PATIENCE = 6_000_000
#: So many more while another process compiles it, and how many seconds that may take.
_LATER, _CLAIMED = 500_000, 120
#: Off by hand: `AUDIT_HYPERSCAN=0`.
_SWITCH = "AUDIT_HYPERSCAN"


@dataclass(slots=True)
class Prefilter:
    """The patterns of an engine as one database, made or loaded when it pays."""

    patterns: tuple[tuple[Trigger, ...], ...]  # of each detector; one without any is always tried
    patience: int = PATIENCE
    _database: _Database | None = field(default=None, repr=False)
    _read: int = 0
    _asked: bool = False

    def candidates(self, texts: Sequence[str]) -> list[set[int]] | None:
        """Numbers of the detectors that may find something in each text; None while there is no database."""
        database = self._ready(sum(map(len, texts)))
        return database.scan(texts) if database is not None else None

    def _ready(self, chars: int) -> _Database | None:
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
def prefilter(patterns: tuple[tuple[Trigger, ...], ...]) -> Prefilter:
    """One for all engines of a process that look for the same."""
    return Prefilter(patterns)


def is_available() -> bool:
    """Whether Hyperscan is installed and not switched off."""
    return os.environ.get(_SWITCH, "1") != "0" and find_spec("hyperscan") is not None


@dataclass(slots=True)
class _Database:
    native: Any
    always: frozenset[int]

    def scan(self, texts: Sequence[str]) -> list[set[int]]:
        """One pass over all texts."""
        encoded = [encode(text) for text in texts]
        found: list[set[int]] = [set(self.always) for _ in texts]
        ends: list[tuple[int, int]] = []
        append = ends.append

        def hit(number: int, _: int, end: int, __: int, ___: Any) -> None:
            append((end, number))

        self.native.scan(b"\0" + b"\0".join(encoded) + b"\0", match_event_handler=hit)
        ends.sort()
        index, edge = 0, 1 + (len(encoded[0]) if encoded else 0)  # of the byte after the text
        last = len(encoded) - 1
        for end, number in ends:
            while end - 1 > edge and index < last:
                index += 1
                edge += 1 + len(encoded[index])
            found[index].add(number)
        return found


@dataclass(frozen=True)
class _Store:
    """Where databases are kept between runs: private files that nothing is unpickled from; a doubtful one is a miss."""

    patterns: tuple[tuple[Trigger, ...], ...]

    @cached_property
    def file(self) -> Stored:
        """The file for these patterns, this machine and this version of Hyperscan."""
        from importlib.metadata import version

        circumstances = (FORMAT, version("hyperscan"), platform.machine(), sys.version_info[:2], self.patterns)
        return Stored("patterns", repr(circumstances), ".hs")

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.file.path

    def load(self) -> _Database | None:
        """What is stored, if it is whole, ours and of this machine."""
        import hyperscan

        stored = self.file.read()
        if stored is None:
            return None
        try:
            head, _, body = stored.partition(b"\n")
            native = hyperscan.loadb(body, hyperscan.HS_MODE_BLOCK)
            native.scratch = hyperscan.Scratch(native)
            return _Database(native, frozenset(map(int, head.split())))
        except (RuntimeError, ValueError, hyperscan.HyperscanError):
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

    def make(self) -> _Database | None:
        """Compile and store; a pattern that Hyperscan refuses is always tried."""
        import hyperscan

        rows, always = _expressions(self.patterns)
        native = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        flags = hyperscan.HS_FLAG_DOTALL | hyperscan.HS_FLAG_PREFILTER
        try:
            native.compile(
                expressions=[expression.encode("ascii") for expression, _ in rows],
                ids=[number for _, number in rows],
                elements=len(rows),
                flags=[flags] * len(rows),
            )
        except hyperscan.HyperscanError:
            return None
        native.scratch = hyperscan.Scratch(native)
        self._keep(" ".join(map(str, sorted(always))).encode() + b"\n" + hyperscan.dumpb(native))
        return _Database(native, always)

    def _keep(self, body: bytes) -> None:
        """Store a database for the next process."""
        if self.file.write([body]):
            self.path.with_suffix(".claim").unlink(missing_ok=True)


def _expressions(patterns: Sequence[Sequence[Trigger]]) -> tuple[list[tuple[str, int]], frozenset[int]]:
    """What to compile with the number of its detector, and the detectors that are always tried."""
    rows: list[tuple[str, int]] = []
    always: set[int] = set()
    for number, row in enumerate(patterns):
        try:
            own = [(text, number) for form, flags in row for text in supersets(form, flags)]
        except NotExpressible:
            own = []
        rows += own
        if not own:
            always.add(number)
    return rows, frozenset(always)
