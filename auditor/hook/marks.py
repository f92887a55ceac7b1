"""Reads marks in comments that accept a finding where it stands: `audit: allow[ENTITY] reason`.

A mark holds for its own line, and for the next one where it stands alone on a line. Without a reason it holds for
nothing. Formats without comments (CSV, JSON, plain text) have no marks: whatever stands there is data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_HASH = "py pyi sh bash zsh yaml yml toml rb pl pm r jl ex exs cfg conf ini env tf hcl mk cmake dockerfile makefile gitignore"
_SLASHES = "c h cc cpp hpp cs css go java js jsx mjs ts tsx kt kts php rs scala swift dart proto groovy scss less"
_DASHES = "sql lua hs elm ada"
_MARKUP = "md markdown mdx html htm xml xhtml svg vue"
_OPENERS = {
    **dict.fromkeys(_HASH.split(), r"#"),
    **dict.fromkeys(_SLASHES.split(), r"//|/\*"),
    **dict.fromkeys(_DASHES.split(), r"--"),
    **dict.fromkeys(_MARKUP.split(), r"<!--"),
    "ini": r"[#;]",
    "php": r"//|/\*|#",
    "tex": r"%",
}
_MARK = re.compile(r"audit:[ \t]*allow\[([A-Z0-9_*, ]{1,200})\][ \t]*([^\n]*)")
_CLOSER = re.compile(r"(?:\*/|-->).*$")
#: A line longer than this is data and not somebody's code.
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Mark:
    """What a mark accepts, and on which lines."""

    entities: tuple[str, ...]
    first: int
    last: int
    has_reason: bool

    def covers(self, entity: str, line: int, end_line: int) -> bool:
        """Whether it accepts a finding."""
        meets = self.first <= end_line and line <= self.last
        return self.has_reason and meets and any(fnmatchcase(entity, glob) for glob in self.entities)


def has_comments(path: str) -> bool:
    """Whether files of this name may hold marks."""
    return _kind(path) in _OPENERS


def marks(path: str, lines: Iterable[str]) -> list[Mark]:
    """The marks of a file, in order."""
    if not has_comments(path):
        return []
    opener = re.compile(_OPENERS[_kind(path)])
    found = []
    for number, line in enumerate(lines, 1):
        if "audit:" not in line or len(line) > _LONGEST:
            continue
        mark = _MARK.search(line)
        begins = opener.search(line)
        if mark is None or begins is None or begins.start() > mark.start():
            continue
        alone = not line[: begins.start()].strip()
        entities = tuple(word for word in re.split(r"[ ,]+", mark[1]) if word)
        reason = _CLOSER.sub("", mark[2]).strip()
        found.append(Mark(entities, number, number + 1 if alone else number, bool(reason)))
    return found


def _kind(path: str) -> str:
    name = PurePosixPath(path).name.lower()
    return name.rpartition(".")[2]
