"""What an earlier scan found in the same bytes: content-addressed, masked, and a miss whenever in doubt.

An entry is one file: a line with its name and the digest of the rest, the profile as JSON, the findings as lines. It
stands for the bytes of one shard, so a file that grew is read again only where it grew.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections import Counter
from dataclasses import asdict, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from auditor.model import Finding, Part, Person, Skipped, Status
from auditor.packed import Packed
from auditor.profile import CategoryStats, Distinct, EntityStats, Profile
from auditor.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import Shard

_FORMAT = "4"
#: Everything between a file and a finding, and the words that name a finding's category.
_CODE = ("readers/*.py", "detectors/*.py", "tagger/*.py", "*.py", "public_names.txt")
_SUFFIX = ".part"
_FRESH = ".new-"
#: An entry that no scan asked for in so long goes, and the oldest ones go where all together are larger than this.
KEPT_SECONDS = 90 * 24 * 3600
MOST_BYTES = 2 * 1024**3


@cache
def code_digest() -> str:
    """sha256 over the program's own modules that a result depends on: one changed line of theirs makes all entries misses."""
    digest, home = hashlib.sha256(), Path(__file__).parent
    for path in sorted(file for pattern in _CODE for file in home.glob(pattern)):
        digest.update(path.relative_to(home).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


class ShardCache:
    """Results of shards under a folder; an entry names everything that could change it."""

    def __init__(self, folder: Path, circumstances: str) -> None:
        self.folder = folder
        told = f"{_FORMAT} {VERSION} {code_digest()} {circumstances}"
        self.circumstances = hashlib.sha256(told.encode()).hexdigest()

    def name(self, shard: Shard, content: str) -> str:
        """The name of an entry: the content's digest, and where and how the shard stands in its file."""
        place = (shard.shown, shard.reader, shard.start, shard.stop, shard.first_record, shard.first_line, shard.size)
        return self.name_of(content, *map(str, place), repr(shard.hints))

    def name_of(self, *parts: str) -> str:
        """The name of an entry that depends on these things and the circumstances."""
        told = repr((*parts, self.circumstances))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()

    def get(self, name: str) -> Packed | None:
        """The stored result, or None; a corrupt or foreign entry is None."""
        found = self.load(name)
        return found[1] if found is not None else None

    def put(self, name: str, result: Packed) -> None:
        """Store a result; a full or read-only disk costs the cache, not the scan."""
        self.store(name, {}, result)

    def load(self, name: str) -> tuple[dict[str, Any], Packed] | None:
        """What was stored beside a result, and the result."""
        path = self._path(name)
        try:
            head, _, body = path.read_bytes().partition(b"\n")
            if head.decode("ascii") != _head(name, body):
                return None
            size, _, body = body.partition(b"\n")
            raw = orjson.loads(body[: int(size)])
            found = raw["beside"], from_plain(raw, body[int(size) :])
            os.utime(path)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return found

    def store(self, name: str, beside: dict[str, Any], result: Packed) -> None:
        """Store a result with more beside it."""
        path = self._path(name)
        plain = orjson.dumps(to_plain(result) | {"beside": beside}, option=orjson.OPT_NON_STR_KEYS)
        body = b"%d\n%b%b" % (len(plain), plain, result.lines)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, fresh = tempfile.mkstemp(dir=path.parent, prefix=_FRESH)
            with os.fdopen(handle, "wb") as file:
                file.write(_head(name, body).encode("ascii") + b"\n" + body)
            Path(fresh).replace(path)
        except OSError:
            return

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / f"{name}{_SUFFIX}"


def _head(name: str, body: bytes) -> str:
    return f"{name} {hashlib.sha256(body).hexdigest()}"


def prune(folder: Path, most: int = MOST_BYTES, kept: float = KEPT_SECONDS) -> int:
    """Remove entries that nobody asked for in a long time, then the oldest above the size; returns how many."""
    now = time.time()
    found = sorted(_entries(folder))
    left, gone = sum(size for _, size, _ in found), 0
    for used, size, path in found:
        half_written = path.name.startswith(_FRESH) and now - used > 3600
        if left <= most and now - used <= kept and not half_written:
            continue
        try:
            path.unlink()
        except OSError:
            continue
        left, gone = left - size, gone + 1
    return gone


def _entries(folder: Path) -> Iterator[tuple[float, int, Path]]:
    """Last use, size and path of what lies in a cache's folders; nothing else is looked at."""
    try:
        for path in folder.glob("[0-9a-f][0-9a-f]/*"):
            if path.suffix in (_SUFFIX, ".json") or path.name.startswith(_FRESH):
                state = path.stat()
                yield state.st_mtime, state.st_size, path
    except OSError:  # another scan removes entries at the same time
        return


def to_plain(result: Packed) -> dict[str, Any]:
    """A result as JSON values, without the lines."""
    return {
        "profile": _plain(result.profile),
        "count": result.count,
        "skipped": [asdict(row) for row in result.skipped],
        "texts": result.texts,
        "repeated": result.repeated_texts,
        "passed": result.records_passed,
        "unread": result.unread,
    }


def from_plain(raw: dict[str, Any], lines: bytes = b"") -> Packed:
    """A result from what `to_plain` made."""
    return Packed(
        profile=_profile(raw["profile"]),
        lines=lines,
        count=raw["count"],
        skipped=[Skipped(**row) for row in raw["skipped"]],
        texts=raw["texts"],
        repeated_texts=raw["repeated"],
        records_passed=raw["passed"],
        unread=raw["unread"],
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
    person = Person(row["person"]) if row["person"] else None
    return Finding(**{**row, "part": Part(row["part"]), "status": status, "person": person})


def _distinct(raw: dict[str, Any]) -> Distinct:
    return Distinct(raw["limit"], {int(number): int(n) for number, n in raw["kept"]}, bool(raw["full"]))


def _entity(raw: dict[str, Any]) -> EntityStats:
    return EntityStats(
        raw["count"],
        raw["records"],
        _distinct(raw["distinct"]),
        Counter(raw["detectors"]),
        Counter(raw["details"]),
        Counter(raw["persons"]),
        Counter(raw["confidence"]),
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
