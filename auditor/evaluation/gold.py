"""Gold: what people marked in a dataset, one span a line, and where to find it again."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson

from auditor.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from auditor.evaluation.labels import Labels

_NO_WORD = re.compile(r"\W+")
_UNKNOWN = "und"
_HINT = "docs/evaluation.md tells the format: path, record, field, start, end, entity"


@dataclass(frozen=True, slots=True)
class Span:
    """A place with a name on it: gold, or a finding."""

    path: str = field(repr=False)
    record: int
    name: str = field(repr=False)  # of the field; empty = the only text of the record
    start: int
    end: int
    entity: str
    language: str = ""
    decoy: bool = False  # looks like a hit and is none

    def touches(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(slots=True)
class GoldSet:
    """All gold of a dataset, by place."""

    spans: list[Span]
    labels: list[str | None]
    sha256: str = ""
    _at: dict[tuple[str, int, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    _paths: set[str] = field(default_factory=set)
    _alias: dict[str, str] = field(default_factory=dict)
    _languages: dict[tuple[str, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for index, span in enumerate(self.spans):
            self._at[span.path, span.record, plain(span.name)].append(index)
            self._paths.add(span.path)
            if span.language:
                self._languages.setdefault((span.path, span.record), span.language)

    def near(self, finding: Span) -> list[int]:
        """Gold that a finding touches."""
        path = self.path(finding.path)
        names = {plain(finding.name), ""}
        return [
            index
            for name in sorted(names)
            for index in self._at.get((path, finding.record, name), ())
            if self.spans[index].touches(finding)
        ]

    def language(self, finding: Span) -> str:
        """The language of the record a finding is in, as gold tells it."""
        return self._languages.get((self.path(finding.path), finding.record), _UNKNOWN)

    def path(self, path: str) -> str:
        """The path as gold writes it: a scan may begin a folder above or below."""
        if path in self._paths:
            return path
        if path not in self._alias:
            near = [known for known in sorted(self._paths) if known.endswith(f"/{path}") or path.endswith(f"/{known}")]
            self._alias[path] = near[0] if len(near) == 1 else path
        return self._alias[path]


@lru_cache(65536)
def plain(name: str) -> str:
    """A field's name without its punctuation, so that a[0].b, a.0.b and $.a[0].b agree."""
    return _NO_WORD.sub(".", name).strip(".").lower()


def load_gold(path: Path, labels: Labels) -> GoldSet:
    """The gold of a file; a line that is none is told by its number."""
    digest = hashlib.sha256()
    spans = []
    for number, row in _rows(path, digest):
        problem = _problem(row)
        if problem:
            raise ConfigError(f"{path}:{number}: {problem}", _HINT)
        spans.append(_span(row))
    if not spans:
        raise ConfigError(f"{path}: no gold in it", _HINT)
    return GoldSet(spans, [None if span.decoy else labels.of_gold(span.entity) for span in spans], digest.hexdigest())


def load_findings(path: Path) -> list[Span]:
    """The findings of a findings file; those about no person (`unlinked`) claim nothing and are left out."""
    spans = []
    for number, row in _rows(path, None):
        if row.get("status") == "unlinked":
            continue
        problem = _problem(row)
        if problem:
            raise ConfigError(f"{path}:{number}: {problem}", "write the findings with `audit scan -f jsonl`")
        spans.append(_span(row))
    return spans


def _rows(path: Path, digest: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror
    else:
        if digest is not None:
            digest.update(data)
        for number, line in enumerate(data.splitlines(), 1):
            if line.strip():
                yield number, _object(path, number, line)
        return
    raise ConfigError(f"{path}: can't be read ({reason})", "give the path of a JSONL file")


def _object(path: Path, number: int, line: bytes) -> dict[str, Any]:
    row: Any = None
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError:
        row = None  # raised below: the error holds the line
    if not isinstance(row, dict):
        raise ConfigError(f"{path}:{number}: not a JSON object", _HINT)
    return row


def _problem(row: dict[str, Any]) -> str:
    if not isinstance(row.get("path"), str) or not isinstance(row.get("entity"), str):
        return "path and entity are texts"
    if not isinstance(row.get("field") or "", str):
        return "field is a text, empty for the only text of a record"
    start, end = row.get("start"), row.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
        return "start and end are numbers of characters, start before end"
    return "" if isinstance(row.get("record"), int) else "record is a number, from 0"


def _span(row: dict[str, Any]) -> Span:
    return Span(
        row["path"].removeprefix("./"),
        row["record"],
        row.get("field") or "",
        row["start"],
        row["end"],
        row["entity"],
        str(row.get("language") or row.get("locale") or ""),
        row.get("group") == "decoy",
    )
