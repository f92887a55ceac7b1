"""The file of accepted findings: keyed fingerprints, one a line, sorted; no value and nothing that moves with lines.

A line is `fingerprint entity path`, then, where they are given, `until=`, `by=`, `reason=`, with tabs between. `*`
stands for any: `* EMAIL_ADDRESS *` accepts an entity, `* * docs/` a folder. Lines are sorted by fingerprint, which is
as good as random, so two branches seldom add at the same place.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from auditor.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAME = ".audit-baseline"
ANY = "*"
_HEAD = re.compile(r"# audit baseline v(\d+), key ([0-9a-f]{8})(?:, tier (fast|standard|thorough))?")
_PRINT = re.compile(r"[0-9a-f]{16}|\*")
_ENTITY = re.compile(r"[A-Z][A-Z0-9_*]*|\*")
_SAME = re.compile(r"\s+")
_NOTE = "# fingerprint, entity, path (tabs between); made by `audit baseline` and `audit waive`; docs/hook.md"


@dataclass(frozen=True, slots=True, order=True)
class Accepted:
    """A finding, or a kind of findings, that somebody accepted."""

    fingerprint: str
    entity: str
    path: str
    until: dt.date | None = field(default=None, compare=False)
    by: str = field(default="", compare=False)
    reason: str = field(default="", compare=False)

    @property
    def is_exact(self) -> bool:
        """Whether it is one finding and not a kind."""
        return ANY not in (self.fingerprint, self.entity, self.path)

    def covers(self, fingerprint: str, entity: str, path: str) -> bool:
        """Whether a finding is accepted by this line."""
        return (
            self.fingerprint in (ANY, fingerprint)
            and fnmatchcase(entity, self.entity)
            and (self.path in (ANY, path) or (not self.is_exact and _lies_in(path, self.path)))
        )

    @property
    def line(self) -> str:
        """As it stands in the file."""
        extra = {"until": self.until.isoformat() if self.until else "", "by": self.by, "reason": self.reason}
        told = [f"{name}={_SAME.sub(' ', value).strip()}" for name, value in extra.items() if value]
        return "\t".join([self.fingerprint, self.entity, self.path, *told])


@dataclass(frozen=True, slots=True)
class Baseline:
    """All accepted findings of a project, made under one key."""

    key_id: str
    tier: str = "standard"
    lines: tuple[Accepted, ...] = ()

    def text(self) -> str:
        """The file: two lines of comment, then one line per entry, sorted and each once."""
        by_place: dict[Accepted, Accepted] = {}
        for line in self.lines:
            by_place.setdefault(line, line)
        rows = [by_place[line].line for line in sorted(by_place)]
        return "\n".join([f"# audit baseline v1, key {self.key_id}, tier {self.tier}", _NOTE, *rows]) + "\n"

    def index(self, today: dt.date) -> Index:
        """Ready for questions, with what has expired left out."""
        return Index(self, today)


class Index:
    """Answers whether a finding is accepted today, and remembers which lines were of use."""

    def __init__(self, baseline: Baseline, today: dt.date) -> None:
        self.expired = tuple(line for line in baseline.lines if line.until is not None and line.until < today)
        valid = [line for line in baseline.lines if line.until is None or line.until >= today]
        self._exact = {(line.fingerprint, line.entity, line.path): line for line in valid if line.is_exact}
        self._kinds = [line for line in valid if not line.is_exact]
        self.used: set[Accepted] = set()

    def accepts(self, fingerprint: str, entity: str, path: str) -> Accepted | None:
        """The line that accepts a finding, or None."""
        found = self._exact.get((fingerprint, entity, path)) or next(
            (line for line in self._kinds if line.covers(fingerprint, entity, path)), None
        )
        if found is not None:
            self.used.add(found)
        return found

    def vanished(self, paths: frozenset[str] | None = None) -> list[Accepted]:
        """Accepted findings that were not met again; with `paths`, only of files that were looked at."""
        gone = (line for line in self._exact.values() if line not in self.used)
        return sorted(line for line in gone if paths is None or line.path in paths)


def _lies_in(path: str, place: str) -> bool:
    return path.startswith(place.rstrip("/") + "/") or fnmatchcase(path, place)


def read(file: Path, key_id: str) -> Baseline:
    """The baseline of a file; one that was made under another key is an error that says how to share the key."""
    text = _text(file)
    lines, keys, tiers = [], [], []
    for number, row in enumerate(text.split("\n"), 1):
        if head := _HEAD.match(row):
            keys.append(head[2])
            tiers.append(head[3] or "standard")
        elif row.strip() and not row.startswith("#"):
            lines.append(_parsed(row, f"{file}:{number}"))
    _check_key(file, keys, key_id)
    return Baseline(key_id, max(tiers), tuple(lines))  # their names sort by effort


def _text(file: Path) -> str:
    problem = ""
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        problem = f"baseline {file} can't be read ({error.strerror})"
    except UnicodeDecodeError:
        problem = f"baseline {file} is not UTF-8 text"
    raise ConfigError(problem, f"`audit baseline -o {file.name}` makes one")


def _check_key(file: Path, keys: list[str], key_id: str) -> None:
    if not keys:
        raise ConfigError(f"{file}: not a baseline: it names no key", "`audit baseline` makes one")
    other = next((key for key in keys if key != key_id), None)
    if other is not None:
        raise ConfigError(
            f"{file} was made under key {other}, this run uses key {key_id}: fingerprints of two keys never agree",
            "share the key: put the content of the maker's .audit/key into AUDIT_KEY (in CI as a secret) or a file "
            "for --key; or make a new baseline under this key with `audit baseline`",
        )


def _parsed(row: str, place: str) -> Accepted:
    words = row.split("\t")
    if row.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
        raise ConfigError(f"{place}: a merge left a conflict", "keep the lines of both sides, delete the marks")
    if len(words) < 3 or not _PRINT.fullmatch(words[0]) or not _ENTITY.fullmatch(words[1]) or not words[2]:
        raise ConfigError(f"{place}: not a line of a baseline", "fingerprint, entity and path with tabs between")
    if words[:3] == [ANY, ANY, ANY]:
        raise ConfigError(f"{place}: this line accepts every finding", "name a fingerprint, an entity or a path")
    extra = dict(word.partition("=")[::2] for word in words[3:])
    return Accepted(
        words[0], words[1], words[2], _date(extra.get("until"), place), extra.get("by", ""), extra.get("reason", "")
    )


def _date(word: str | None, place: str) -> dt.date | None:
    if not word:
        return None
    try:
        return dt.date.fromisoformat(word)
    except ValueError:
        pass
    raise ConfigError(f"{place}: until= takes a date", "write it as 2027-01-31")


def merged(first: Iterable[Accepted], second: Iterable[Accepted]) -> tuple[Accepted, ...]:
    """Lines of both, each once; where both have one, the first one's reason and date stand."""
    return tuple(sorted({line: line for line in [*second, *first]}.values()))
