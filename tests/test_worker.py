"""A worker: what it keeps of a shard holds no raw value, masks keys that are findings, and analyses equal texts once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import orjson

from auditor.cache import ShardCache, to_plain
from auditor.collect import Gathered, Planner
from auditor.detectors.base import Settings
from auditor.model import Part, Tier
from auditor.packed import packed
from auditor.readers.base import SourceFile
from auditor.readers.content import content_digest
from auditor.readers.plan import plan
from auditor.redaction import Key
from auditor.worker import Scan, Sight, path_findings, scan_shard

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.profile import ShardResult

KEY = Key(b"0123456789abcdef0123456789abcdef")
FAST = Settings(Tier.FAST)
EMAIL = "jane.roe@mail-werk.net"


def _scan(folder: Path, name: str, text: str) -> ShardResult:
    (folder / name).write_text(text, encoding="utf-8")
    shards = list(Planner(plan, Gathered()).shards([SourceFile(folder, name, name, (folder / name).stat().st_size)]))
    assert len(shards) == 1
    return scan_shard(shards[0], FAST, KEY)


def _source(folder: Path) -> SourceFile:
    return SourceFile(folder, "a.txt", "a.txt", (folder / "a.txt").stat().st_size)


def test_a_finding_knows_its_place_and_not_its_value(tmp_path: Path) -> None:
    rows = [{"messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": f"mail {EMAIL}"}]}]
    result = _scan(tmp_path, "a.jsonl", "\n" + "\n".join(map(json.dumps, rows)) + "\n")
    (finding,) = [f for f in result.findings if f.entity == "EMAIL_ADDRESS"]
    assert (finding.record, finding.field, finding.start, finding.end) == (1, "messages[1].content", 5, 5 + len(EMAIL))
    assert (finding.line, finding.role, finding.turn) == (2, "assistant", 1)
    assert finding.masked == "j•••@•••.net"
    assert EMAIL not in orjson.dumps(to_plain(packed(result)), option=orjson.OPT_NON_STR_KEYS).decode()


def test_lines_are_counted_inside_a_text_file(tmp_path: Path) -> None:
    result = _scan(tmp_path, "a.txt", f"one\ntwo\nthree {EMAIL}\n")
    (finding,) = [f for f in result.findings if f.entity == "EMAIL_ADDRESS"]
    assert (finding.record, finding.field, finding.line, finding.end_line) == (0, "text", 3, 3)


def test_a_key_that_is_a_finding_is_masked_in_every_place_that_names_it(tmp_path: Path) -> None:
    result = _scan(tmp_path, "a.jsonl", json.dumps({EMAIL: {"note": "call +49 30 901820 today"}}) + "\n")
    assert {f.part for f in result.findings if f.entity == "EMAIL_ADDRESS"} == {Part.KEY}
    kept = orjson.dumps(to_plain(packed(result)), option=orjson.OPT_NON_STR_KEYS).decode()
    assert "jane" not in kept
    assert "mail-werk" not in kept


def test_equal_texts_are_analysed_once(tmp_path: Path) -> None:
    rows = [{"system": "You are helpful.", "user": f"question {n}"} for n in range(10)]
    result = _scan(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)))
    assert result.repeated_texts == 9
    assert result.profile.records == 10


def test_a_file_name_is_masked_where_it_gives_something_away() -> None:
    shown, findings = path_findings(f"letters/{EMAIL}.txt", Sight(FAST), KEY)
    assert EMAIL not in shown
    assert shown.startswith("letters/j•••@•••")
    assert [f.entity for f in findings] == ["EMAIL_ADDRESS"]
    folder, _ = path_findings(f"{EMAIL}/a.md", Sight(FAST), KEY)
    assert EMAIL not in folder
    assert path_findings("letters/2024_report.txt", Sight(FAST), KEY) == ("letters/2024_report.txt", [])


def test_the_cache_gives_back_what_was_found_and_nothing_for_other_circumstances(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"mail {EMAIL}\n", encoding="utf-8")
    (shard,) = Planner(plan, Gathered()).shards([_source(tmp_path)])
    store = tmp_path / "cache"
    first = Scan(FAST, KEY, store)(shard)
    again = Scan(FAST, KEY, store)(shard)
    assert (first.cached, again.cached) == (False, True)
    assert again.findings == first.findings
    assert again.profile == first.profile
    for other in (Scan(FAST, Key(b"another key of 16 bytes")), Scan(Settings(Tier.FAST, "de"), KEY)):
        name = ShardCache(store, other.circumstances).name(shard, content_digest(shard))
        assert ShardCache(store, other.circumstances).get(name) is None


def test_a_corrupt_cache_entry_is_a_miss(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"mail {EMAIL}\n", encoding="utf-8")
    (shard,) = Planner(plan, Gathered()).shards([_source(tmp_path)])
    store = tmp_path / "cache"
    first = Scan(FAST, KEY, store)(shard)
    for damage in (b"", b"{", b"[]", b'{"profile": 1}'):
        for entry in store.rglob("*.part"):
            entry.write_bytes(damage)
        assert Scan(FAST, KEY, store)(shard).findings == first.findings
