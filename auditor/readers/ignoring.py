"""What `.gitignore` and `.auditignore` files of a folder and of the folders above it leave out, as git reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

MEMBER = False

_FILES = (".gitignore", ".auditignore")  # the second may take back what the first says
_MAX_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Ignored:
    """The rules that hold in one folder; those of the folders above come after its own."""

    depth: int = 0  # length of the folder's own path from the root, with its slash
    rules: tuple[tuple[int, str, Any], ...] = ()  # depth, name of the file, compiled patterns

    def below(self, folder: Path, path: str) -> Ignored:
        """The rules inside a folder at `path` (relative to the root, empty for the root itself)."""
        depth = len(path) + 1 if path else 0
        own = tuple((depth, name, spec) for name in reversed(_FILES) if (spec := _load(folder / name)) is not None)
        return Ignored(depth, own + self.rules)

    def reason(self, path: str, is_folder: bool) -> str:
        """Which file leaves a path out, or nothing; the nearest rule decides."""
        for depth, name, spec in self.rules:
            verdict = spec.check_file(path[depth:] + ("/" if is_folder else "")).include
            if verdict is not None:
                return f"ignored by {name}" if verdict else ""
        return ""


def _load(file: Path) -> Any:
    from pathspec import GitIgnoreSpec

    try:
        with file.open("rb") as source:
            text = source.read(_MAX_BYTES).decode("utf-8", "replace")
    except OSError:  # none there, or none that can be read: nothing is left out
        return None
    lines = [line for line in text.splitlines() if _is_valid(line)]
    return GitIgnoreSpec.from_lines(lines)


def _is_valid(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:  # git passes over a pattern that it can't read
        return False
    return True
