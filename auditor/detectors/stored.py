"""Files that a process leaves for the next one in the user's cache folder: private, whole, and a miss whenever in doubt.

Nothing in them comes from data, and nothing is unpickled from them.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MEMBER = False

#: Together a multiple of what numbers in a mapped file are aligned to.
_MAGIC, _DIGEST = 32, 32
_BLOCK = 1024 * 1024
#: Files of the same kind that nobody has used for so long are removed when a new one is stored.
_KEPT_SECONDS = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Stored:
    """One file: `kind` says what it holds, `key` everything that its content depends on."""

    kind: str
    key: str
    suffix: str = ""

    @property
    def path(self) -> Path:
        """Where it lies; RuntimeError where there is no home folder."""
        return folder() / f"{self.kind}-{hashlib.sha256(self.key.encode()).hexdigest()[:32]}{self.suffix}"

    @property
    def _magic(self) -> bytes:
        return f"auditor {self.kind}\n".encode().ljust(_MAGIC)

    @property
    def start(self) -> int:
        """Where the content begins in the file."""
        return _MAGIC + _DIGEST

    def is_whole(self) -> bool:
        """Whether the file is there, ours alone, and as it was written; notes that it is in use."""
        try:
            path = self.path
            if not _is_private(path):
                return False
            with path.open("rb") as file:
                head = file.read(self.start)
                digest = hashlib.sha256()
                while block := file.read(_BLOCK):
                    digest.update(block)
            whole = head == self._magic + digest.digest()
            if whole:
                os.utime(path)
        except (OSError, RuntimeError):  # RuntimeError: no home folder
            return False
        return whole

    def read(self) -> bytes | None:
        """The content, if the file is whole."""
        try:
            return self.path.read_bytes()[self.start :] if self.is_whole() else None
        except (OSError, RuntimeError):
            return None

    def write(self, parts: Iterable[bytes | memoryview]) -> bool:
        """Store; a full or read-only disk costs the next run some time. Old files of the kind go."""
        try:
            path = self.path
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            digest = hashlib.sha256()
            with os.fdopen(handle, "wb") as file:
                file.write(bytes(self.start))
                for part in parts:
                    digest.update(part)
                    file.write(part)
                file.seek(0)
                file.write(self._magic + digest.digest())
            Path(name).replace(path)
            _prune(path)
        except (OSError, RuntimeError):
            return False
        return True


def folder() -> Path:
    """The user's folder for such files."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "llm-data-auditor"


def _is_private(path: Path) -> bool:
    """Whether nobody else can have written the file."""
    state = path.stat()
    mine = not hasattr(os, "getuid") or state.st_uid == os.getuid()
    return mine and (os.name == "nt" or not state.st_mode & 0o022)


def _prune(fresh: Path) -> None:
    """Remove what no version has used for a month, and what a killed process left half written."""
    kind = fresh.name.partition("-")[0]
    old = time.time() - _KEPT_SECONDS
    for path in [*fresh.parent.glob(f"{kind}-*"), *fresh.parent.glob(".new-*")]:
        if path != fresh and path.stat().st_mtime < old:
            path.unlink(missing_ok=True)
