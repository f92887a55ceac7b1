"""The cache stands for bytes: what grew is read where it grew, what is doubtful is a miss, what is old goes."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import orjson
import pytest

import auditor.cache as cache_module
from auditor.cache import ShardCache, code_digest, prune
from auditor.collect import Gathered, Planner
from auditor.detectors.base import Settings
from auditor.model import Tier
from auditor.packed import Packed
from auditor.readers import base
from auditor.readers.base import SourceFile
from auditor.readers.plan import plan
from auditor.redaction import Key
from auditor.worker import Scan

if TYPE_CHECKING:
    from pathlib import Path

KEY = Key(b"0123456789abcdef0123456789abcdef")
SETTINGS = Settings(Tier.FAST, "en")


def _results(folder: Path, name: str, store: Path) -> list[Packed]:
    source = SourceFile(folder, name, name, (folder / name).stat().st_size)
    job = Scan(SETTINGS, KEY, store)
    return [job(shard) for shard in Planner(plan, Gathered()).shards([source])]


def _cached(folder: Path, name: str, store: Path) -> list[bool]:
    return [result.cached for result in _results(folder, name, store)]


@pytest.fixture(autouse=True)
def _small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "SHARD_BYTES", 2000)


def _line(number: int) -> bytes:
    return orjson.dumps({"id": number, "text": f"write to jane.{number}@hartmann-logistik.de"}) + b"\n"


@pytest.mark.parametrize(("name", "head"), [("a.jsonl", b""), ("a.csv", b"id,text\n"), ("a.txt", b"")])
def test_a_file_that_grew_is_read_again_only_where_it_grew(tmp_path: Path, name: str, head: bytes) -> None:
    file, store = tmp_path / name, tmp_path / "store"
    rows = [_line(n) if name != "a.csv" else b"%d,jane.%d@hartmann-logistik.de\n" % (n, n) for n in range(400)]
    file.write_bytes(head + b"".join(rows[:240]))
    before = _cached(tmp_path, name, store)
    assert len(before) > 2
    assert not any(before)
    file.write_bytes(head + b"".join(rows))
    after = _cached(tmp_path, name, store)
    whole = len(before) - 1  # the last one had no more bytes to come
    assert after[:whole] == [True] * whole
    assert not any(after[whole:])


def test_another_line_of_names_makes_all_rows_of_a_table_new(tmp_path: Path) -> None:
    file, store = tmp_path / "a.csv", tmp_path / "store"
    rows = b"".join(b"%d,4711%d\n" % (n, n) for n in range(1000, 1400))
    file.write_bytes(b"id,plain_number\n" + rows)
    assert len(_cached(tmp_path, "a.csv", store)) > 2
    file.write_bytes(b"id,staff_number\n" + rows)
    assert not any(_cached(tmp_path, "a.csv", store))


def test_what_stands_in_the_cache_is_what_a_scan_finds(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"".join(map(_line, range(120))))
    fresh = _results(tmp_path, "a.jsonl", tmp_path / "store")
    again = _results(tmp_path, "a.jsonl", tmp_path / "store")
    assert all(result.cached for result in again)
    assert [result.lines for result in again] == [result.lines for result in fresh]
    assert [result.profile for result in again] == [result.profile for result in fresh]


def test_another_state_of_the_program_asks_for_other_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(code_digest()) == 64
    before = ShardCache(tmp_path, "the same").name_of("one")
    monkeypatch.setattr(cache_module, "code_digest", lambda: "another")
    assert ShardCache(tmp_path, "the same").name_of("one") != before


def test_any_damage_and_any_other_entry_is_a_miss(tmp_path: Path) -> None:
    cache = ShardCache(tmp_path, "circumstances")
    name, other = cache.name_of("one"), cache.name_of("two")
    cache.put(name, Packed(lines=b'{"path":"a"}\n', count=1, texts=3))
    assert cache.get(name) == Packed(lines=b'{"path":"a"}\n', count=1, texts=3, cached=True)
    (entry,) = tmp_path.rglob("*.part")
    good = entry.read_bytes()
    for at in range(0, len(good), 7):
        entry.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        assert cache.get(name) is None
    for bad in (b"", good[:-1], good + b"x", b"\n", b"[]", b"\xff"):
        entry.write_bytes(bad)
        assert cache.get(name) is None
    foreign = tmp_path / other[:2] / f"{other}.part"
    foreign.parent.mkdir(exist_ok=True)
    foreign.write_bytes(good)
    assert cache.get(other) is None


def test_old_entries_and_half_written_files_go_and_then_the_oldest_above_the_size(tmp_path: Path) -> None:
    cache = ShardCache(tmp_path, "circumstances")
    names = [cache.name_of(str(number)) for number in range(5)]
    for age, name in enumerate(names):
        cache.put(name, Packed(lines=b"x" * 1000))
        path = next(tmp_path.glob(f"*/{name}.part"))
        os.utime(path, (time.time() - age * 86400,) * 2)
    half = tmp_path / names[0][:2] / ".new-left"
    half.write_bytes(b"half")
    os.utime(half, (time.time() - 7200,) * 2)
    (tmp_path / "note.txt").write_text("not the cache's")
    assert prune(tmp_path, kept=3.5 * 86400) == 2
    assert [cache.get(name) is not None for name in names] == [True, True, True, True, False]
    assert not half.exists()
    size = next(tmp_path.glob("*/*.part")).stat().st_size
    for age, name in enumerate(names[:4]):
        os.utime(next(tmp_path.glob(f"*/{name}.part")), (time.time() - age * 86400,) * 2)
    assert prune(tmp_path, most=2 * size) == 2
    assert [cache.get(name) is not None for name in names] == [True, True, False, False, False]
    assert (tmp_path / "note.txt").exists()
