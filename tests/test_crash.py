"""A part that kills its worker twice is reported as not read; everything else is, and the dataset is not remembered."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from auditor.collect import Crew, Gathered, Names, Planner, Silent, gather
from auditor.detectors.base import Settings
from auditor.executors.process import EXECUTOR as PROCESSES
from auditor.model import Tier
from auditor.readers.discover import discover
from auditor.readers.plan import plan
from auditor.redaction import Key
from auditor.unchanged import Memory
from auditor.worker import Scan

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.model import Shard
    from auditor.packed import Packed

KEY = Key(b"0123456789abcdef0123456789abcdef")
SETTINGS = Settings(Tier.FAST, "en")


@dataclass(frozen=True)
class _Deadly:
    """A scan that one file kills: always, or the first time only."""

    scan: Scan
    deadly: str
    once: str = ""

    def __call__(self, shard: Shard) -> Packed:
        if shard.path == self.deadly and not self._died():
            os.kill(os.getpid(), signal.SIGKILL)
        return self.scan(shard)

    def _died(self) -> bool:
        if not self.once:
            return False
        try:
            os.close(os.open(self.once, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return True
        return False


@pytest.mark.skipif(os.name == "nt", reason="workers are killed by a signal")
@pytest.mark.parametrize("once", [False, True])
def test_a_deadly_part_costs_itself_alone(tmp_path: Path, once: bool) -> None:
    data = tmp_path / "data"
    data.mkdir()
    for name in "abcd":
        (data / f"{name}.jsonl").write_text(f'{{"text": "write to jane.{name}@hartmann-logistik.de"}}\n')
    job = Scan(SETTINGS, KEY, tmp_path / "store")
    names, gathered = Names(SETTINGS, KEY), Gathered()
    discovery = discover([data], show=names.show)
    deadly = _Deadly(job, "b.jsonl", str(tmp_path / "mark") if once else "")
    shards = Planner(plan, gathered).shards(discovery.files)
    gather(shards, Crew(deadly, PROCESSES, 2), gathered, Silent(), names)
    found = [str(row["path"]) for row in gathered.read_findings()]
    memory = Memory(job, tmp_path / "store", discovery, 2)
    memory.keep(gathered)
    if once:
        assert found == ["a.jsonl", "b.jsonl", "c.jsonl", "d.jsonl"]
        assert gathered.skipped == []
        assert memory.recall(Gathered())
        return
    assert found == ["a.jsonl", "c.jsonl", "d.jsonl"]
    (row,) = gathered.skipped
    assert (row.path, row.bytes) == ("b.jsonl", (data / "b.jsonl").stat().st_size)
    assert "died twice" in row.reason
    assert "--workers 1" in row.hint
    assert not memory.recall(Gathered())
