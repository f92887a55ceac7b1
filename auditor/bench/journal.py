"""What is done stays done: one line for each finished piece, so that a run that was stopped goes on where it was.

Holds figures and marks, never a prompt or an answer.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from auditor.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

_SCHEMA = "audit.bench-journal/v1"


@dataclass(slots=True)
class Journal:
    """Finished pieces by key; without a path nothing outlives the run."""

    path: Path | None = None
    rows: dict[str, Any] = field(default_factory=dict)

    def get(self, key: str) -> Any:
        """The figures of a finished piece, or None."""
        return self.rows.get(key)

    def put(self, key: str, row: Any) -> None:
        """Note a finished piece at once."""
        self.rows[key] = row
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"key": key, "row": row}) + "\n")
                file.flush()
                os.fsync(file.fileno())


def open_journal(path: Path | None, settings: str) -> Journal:
    """The journal of these settings; one of other settings is an error, a torn last line is left out."""
    if path is None:
        return Journal()
    digest = hashlib.sha256(settings.encode()).hexdigest()
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(json.dumps({"schema": _SCHEMA, "settings": digest}) + "\n", encoding="utf-8")
        return Journal(path)
    lines = [_row(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if not lines or lines[0] is None or lines[0].get("schema") != _SCHEMA:
        raise ConfigError(f"{path}: no journal of audit bench", "give another file, or none")
    if lines[0].get("settings") != digest:
        raise ConfigError(f"{path}: belongs to a run with other settings", "use the same settings, or a new file")
    return Journal(path, {row["key"]: row["row"] for row in lines[1:] if row is not None})


def _row(line: str) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except ValueError:
        return None
    return row if isinstance(row, dict) else None
