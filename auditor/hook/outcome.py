"""What a hook found: findings by what they do, what was accepted, what was not looked at. Nothing holds a raw value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.hook.baseline import Accepted
    from auditor.model import Skipped


@dataclass(frozen=True, slots=True)
class Hit:
    """A value in a file, at its first place."""

    path: str
    line: int | None
    end_line: int | None
    field: str
    record: int
    entity: str
    category: str
    masked: str
    fingerprint: str
    times: int = 1

    @property
    def place(self) -> str:
        """Where it stands: file and line, or file and record where the format has no lines."""
        if self.line is not None:
            return f"{self.path}:{self.line}"
        return f"{self.path} record {self.record}, {self.field}" if self.field else f"{self.path} (its name)"


@dataclass(frozen=True, slots=True)
class Objection:
    """A verdict that holds a commit back."""

    option: str
    verdict: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything a hook has to say."""

    subject: str  # "commit" or "push"
    files: int
    blocking: tuple[Hit, ...] = ()
    warnings: tuple[Hit, ...] = ()
    waived: tuple[Hit, ...] = ()  # by marks in the files
    accepted: int = 0  # by the baseline
    not_scanned: tuple[Skipped, ...] = ()
    not_text: tuple[Skipped, ...] = ()  # left out for good: binary, links, excluded
    objections: tuple[Objection, ...] = ()
    expired: tuple[Accepted, ...] = ()
    vanished: tuple[Accepted, ...] = field(default=())

    @property
    def blocks(self) -> bool:
        """Whether the commit is held back."""
        return bool(self.blocking or self.objections)
