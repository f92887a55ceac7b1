"""Files that a declaration points to, hashed: what a reader can check later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.policy.load import file_hash

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from auditor.policy.declaration import Declaration

_KEY = "evidence"
#: Filled slots that are documents themselves.
_PATHS = ("safeguards.security.measures", "safeguards.anonymity_assessment")
_SUFFIX_LIMIT = 12


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A declared file; without a hash it was not found."""

    declared_at: str
    file: str
    date: str | None
    sha256: str | None


def hash_evidence(declaration: Declaration) -> tuple[EvidenceFile, ...]:
    """Every evidence file of the declaration, relative to audit.yaml, in its order."""
    if declaration.path is None:
        return ()
    folder = declaration.path.parent
    named = [*_walk(declaration.raw, ""), *_documents(declaration.raw)]
    return tuple(EvidenceFile(at, name, date, _hash(folder / name)) for at, name, date in dict.fromkeys(named))


def _walk(node: Any, at: str) -> Iterator[tuple[str, str, str | None]]:
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from _walk(item, f"{at}[{index}]")
    if not isinstance(node, Mapping):
        return
    for key, value in node.items():
        here = f"{at}.{key}" if at else str(key)
        if key == _KEY:
            yield from _files(value, here, _date(node))
        else:
            yield from _walk(value, here)


def _files(value: Any, at: str, date: str | None) -> Iterator[tuple[str, str, str | None]]:
    match value:
        case str():
            yield at, value, date
        case list():
            for item in value:
                yield from _files(item, at, date)
        case dict():
            inner = _date(value) or date
            for key, item in value.items():
                if key != "date":
                    yield from _files(item, f"{at}.{key}", inner)


def _documents(raw: Any) -> Iterator[tuple[str, str, str | None]]:
    for path in _PATHS:
        value: Any = raw
        for key in path.split("."):
            value = value.get(key) if isinstance(value, Mapping) else None
        if isinstance(value, str) and "." in value[-_SUFFIX_LIMIT:] and "\n" not in value:
            yield path, value, None


def _date(node: Mapping[Any, Any]) -> str | None:
    value = node.get("date")
    return str(value) if value is not None else None


def _hash(path: Path) -> str | None:
    """Of regular files only: a pipe or device would never end."""
    try:
        return file_hash(path) if path.is_file() else None
    except (OSError, ValueError):
        return None
