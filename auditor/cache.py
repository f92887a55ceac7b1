"""What an earlier scan found in the same bytes: content-addressed, masked, and a miss whenever in doubt."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections import Counter
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from auditor.model import Finding, Part, Skipped, Status
from auditor.profile import CategoryStats, Distinct, EntityStats, Profile, ShardResult
from auditor.version import VERSION

if TYPE_CHECKING:
    from auditor.model import Shard

_FORMAT = "4"


class ShardCache:
    """Results of shards under a folder; an entry names everything that could change it."""

    def __init__(self, folder: Path, circumstances: str) -> None:
        self.folder = folder
        self.circumstances = hashlib.sha256(f"{_FORMAT} {VERSION} {circumstances}".encode()).hexdigest()

    def _path(self, shard: Shard) -> Path:
        parts = (shard.digest, shard.shown, shard.reader, shard.start, shard.stop, shard.hints, self.circumstances)
        name = hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()
        return self.folder / name[:2] / f"{name}.json"

    def get(self, shard: Shard) -> ShardResult | None:
        """The stored result, or None; a corrupt or foreign entry is None."""
        if not shard.digest:
            return None
        try:
            return from_plain(orjson.loads(self._path(shard).read_bytes()))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def put(self, shard: Shard, result: ShardResult) -> None:
        """Store a result; a full or read-only disk costs the cache, not the scan."""
        path = self._path(shard)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            with os.fdopen(handle, "wb") as file:
                file.write(orjson.dumps(to_plain(result), option=orjson.OPT_NON_STR_KEYS))
            Path(name).replace(path)
        except OSError:
            return


def to_plain(result: ShardResult) -> dict[str, Any]:
    """A result as JSON values."""
    return {
        "profile": _plain(result.profile),
        "findings": [asdict(finding) for finding in result.findings],
        "skipped": [asdict(row) for row in result.skipped],
        "texts": result.texts,
        "repeated": result.repeated_texts,
    }


def from_plain(raw: dict[str, Any]) -> ShardResult:
    """A result from what `to_plain` made."""
    return ShardResult(
        profile=_profile(raw["profile"]),
        findings=[_finding(row) for row in raw["findings"]],
        skipped=[Skipped(**row) for row in raw["skipped"]],
        texts=raw["texts"],
        repeated_texts=raw["repeated"],
        cached=True,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Distinct):
        return {
            "limit": value.limit,
            "full": value.full,
            "kept": [list(pair) for pair in sorted(value.kept.items())],
        }
    if isinstance(value, Finding):
        return asdict(value)
    if isinstance(value, Profile | EntityStats | CategoryStats):
        return {slot.name: _plain(getattr(value, slot.name)) for slot in fields(value)}
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _finding(row: dict[str, Any]) -> Finding:
    status = Status(row["status"]) if row["status"] else None
    return Finding(**{**row, "part": Part(row["part"]), "status": status})


def _distinct(raw: dict[str, Any]) -> Distinct:
    return Distinct(raw["limit"], {int(number): int(n) for number, n in raw["kept"]}, bool(raw["full"]))


def _entity(raw: dict[str, Any]) -> EntityStats:
    return EntityStats(
        raw["count"],
        raw["records"],
        _distinct(raw["distinct"]),
        Counter(raw["detectors"]),
        Counter(raw["details"]),
    )


def _category(raw: dict[str, Any]) -> CategoryStats:
    counters = {name: Counter(raw[name]) for name in ("statuses", "entities", "files", "fields")}
    examples = [_finding(row) for row in raw["examples"]]
    return CategoryStats(raw["count"], raw["records"], raw["with_person"], **counters, examples=examples)


def _profile(raw: dict[str, Any]) -> Profile:
    numbers = {name: raw[name] for name in ("records", "fields", "chars", "findings", "records_affected")}
    counters: dict[str, Any] = {n: Counter(raw[n]) for n in ("languages", "language_chars", "shapes", "signals")}
    return Profile(
        **numbers,
        **counters,
        entities={name: _entity(row) for name, row in raw["entities"].items()},
        categories={name: _category(row) for name, row in raw["categories"].items()},
        words={name: Counter({int(n): c for n, c in row.items()}) for name, row in raw["words"].items()},
        record_texts=_distinct(raw["record_texts"]),
        personal_texts=_distinct(raw["personal_texts"]),
        works=_distinct(raw["works"]),
        quasi={name: _distinct(row) for name, row in raw["quasi"].items()},
        quasi_names={name: tuple(row) for name, row in raw["quasi_names"].items()},
    )
