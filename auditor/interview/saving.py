"""audit.yaml on disk: read as it stands, written beside and then renamed, never over somebody else's change."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from auditor.errors import ConfigError

_NEW_FILE = 0o644
_BOM = "\ufeff"


@dataclass
class Sheet:
    """The file of an interview, and the bytes that it was last seen with."""

    path: Path
    seen: bytes | None = None  # None: there is no file yet

    def read(self) -> str | None:
        """The text, None without a file."""
        self.seen = self._bytes()
        if self.seen is None:
            return None
        try:
            return self.seen.decode("utf-8").removeprefix(_BOM)
        except UnicodeDecodeError:
            pass
        # raised here and not inside `except`: the cause would carry the file's text
        raise ConfigError(f"{self.path}: not UTF-8 text", "save it as UTF-8, then run again")

    def write(self, text: str) -> None:
        """Replace the file in one step; a file that changed since it was read is left alone."""
        content = text.encode("utf-8")
        if content == self.seen:
            return
        if self._bytes() != self.seen:
            raise ConfigError(
                f"{self.path}: changed on disk since the interview read it",
                "run `audit init` again: it goes on from what stands there",
            )
        self._replace(content)
        self.seen = content

    def _bytes(self) -> bytes | None:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ConfigError(f"{self.path}: can't be read ({error.strerror})", "choose a file with -o") from None

    def _replace(self, content: bytes) -> None:
        target = self.path.resolve()  # a link stays a link
        temporary = ""
        try:
            number, temporary = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
            with os.fdopen(number, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(target.stat().st_mode & 0o777 if target.exists() else _NEW_FILE)
            Path(temporary).replace(target)
        except OSError as error:
            with suppress(OSError):
                Path(temporary).unlink()
            raise ConfigError(f"{self.path}: can't be written ({error.strerror})", "choose a file with -o") from None
