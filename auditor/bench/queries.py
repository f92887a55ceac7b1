"""Predefined queries: JSON Lines with id, messages or prompt, what is expected, and how it is scored."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from auditor.bench.client import Prompt
from auditor.bench.scorers import check
from auditor.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_KEYS = {
    "id",
    "messages",
    "prompt",
    "expected",
    "scorer",
    "max_tokens",
    "labels",
    "tolerance",
    "rubric",
    "synthetic",
    "group",
}
_ROLES = ("system", "user", "assistant")


@dataclass(frozen=True, slots=True)
class Query:
    """One query; `place` is its record in the file, by which findings in it are known."""

    id: str
    prompt: Prompt = field(repr=False)
    expected: Any = field(repr=False)
    scorer: str = "exact"
    options: tuple[tuple[str, Any], ...] = field(default=(), repr=False)
    place: int = 0
    synthetic: bool = False  # declared to hold nothing of anybody
    group: str = ""

    @property
    def given(self) -> Mapping[str, Any]:
        """What the scorer needs beside the expected answer."""
        return dict(self.options)


def load_queries(path: Path) -> tuple[Query, ...]:
    """All queries of a file; errors name the line and quote nothing of it."""
    problem = ""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        problem = f"{path}: can't be read ({error.strerror})"
    except UnicodeDecodeError:
        problem = f"{path}: not UTF-8 text"
    if problem:
        raise ConfigError(problem, "give a JSON Lines file with one query a line")
    queries = [_query(line, path, number) for number, line in enumerate(lines, start=1) if line.strip()]
    if not queries:
        raise ConfigError(f"{path}: no query in it", "one JSON object a line: id, prompt, expected, scorer")
    seen: set[str] = set()
    for query in queries:
        if query.id in seen:
            raise ConfigError(f"{path}: an id stands twice", "give each query an id of its own")
        seen.add(query.id)
    return tuple(queries)


def _query(line: str, path: Path, number: int) -> Query:
    where = f"{path}:{number}"
    row: Any = None
    try:
        row = json.loads(line)
    except ValueError:
        row = None
    if not isinstance(row, dict):
        raise ConfigError(f"{where}: not a JSON object", "one JSON object a line: id, prompt, expected, scorer")
    unknown = sorted(set(row) - _KEYS)
    if unknown:
        raise ConfigError(f"{where}: unknown keys", "known: " + ", ".join(sorted(_KEYS)))
    if "expected" not in row:
        raise ConfigError(f"{where}: no expected answer", "add expected")
    options = {key: row[key] for key in ("labels", "tolerance", "rubric") if key in row}
    scorer = str(row.get("scorer", "exact"))
    check(scorer, row["expected"], options, where)
    tokens = row.get("max_tokens", 256)
    if not isinstance(tokens, int) or isinstance(tokens, bool) or not 0 < tokens <= 65536:
        raise ConfigError(f"{where}: max_tokens is no number from 1 to 65536", "mend it")
    return Query(
        id=str(row.get("id", number)),
        prompt=Prompt(_messages(row, where), tokens),
        expected=row["expected"],
        scorer=scorer,
        options=tuple(sorted(options.items())),
        place=number - 1,
        synthetic=row.get("synthetic") is True,
        group=str(row.get("group", "")),
    )


def _messages(row: Mapping[str, Any], where: str) -> tuple[dict[str, str], ...]:
    if isinstance(row.get("prompt"), str):
        return ({"role": "user", "content": row["prompt"]},)
    given = row.get("messages")
    fine = (
        isinstance(given, list)
        and given
        and all(
            isinstance(message, dict) and message.get("role") in _ROLES and isinstance(message.get("content"), str)
            for message in given
        )
    )
    if not fine or not isinstance(given, list):
        raise ConfigError(f"{where}: neither prompt nor messages", "give prompt: text, or messages: [{role, content}]")
    return tuple({"role": message["role"], "content": message["content"]} for message in given)
