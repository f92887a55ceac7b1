"""`kill -9` of the scan or of a worker: the report comes out the same, and no process stays behind."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Project

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="processes are looked up in /proc"),
]
_FILES = 16
_PATIENCE = 120.0


@pytest.fixture
def data(project: Project) -> Path:
    chance = random.Random(4)
    for number in range(_FILES):
        rows = [f"write to jane.{chance.randint(100, 999)}@hartmann-logistik.de, row {n}" for n in range(400)]
        project.write(f"data/{number:02}.jsonl", "".join(f'{{"text": "{row}"}}\n' for row in rows))
    return project.root / "data"


def _start(data: Path, target: Path, *more: str) -> subprocess.Popen[bytes]:
    asked = ["--tier", "fast", "--option", "onprem:prompting", "--today", "2026-11-23", "-q", "--workers", "2"]
    command = [
        sys.executable,
        "-m",
        "auditor",
        "scan",
        data.name,
        *asked,
        "-f",
        "json",
        "-f",
        "jsonl",
        "-o",
        str(target),
    ]
    with target.with_suffix(".log").open("wb") as log:
        return subprocess.Popen([*command, *more], cwd=data.parent, stdout=subprocess.DEVNULL, stderr=log)


def _result(target: Path) -> tuple[dict[str, Any], bytes]:
    report = orjson.loads((target / "report.json").read_bytes())
    report.pop("run")
    return report, (target / "findings.jsonl").read_bytes()


def _children(pid: int) -> list[int]:
    """Child processes that work: all but multiprocessing's own book-keeper."""
    try:
        known = [int(p) for t in Path(f"/proc/{pid}/task").iterdir() for p in (t / "children").read_text().split()]
        return [p for p in known if b"spawn_main" in Path(f"/proc/{p}/cmdline").read_bytes()]
    except OSError:
        return []


def _wait(what: str, found: Iterator[bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not next(found):
        assert time.monotonic() < end, f"waited too long for {what}"
        time.sleep(0.02)


def _entries(store: Path, number: int, scan: subprocess.Popen[bytes]) -> Iterator[bool]:
    while True:
        yield scan.poll() is not None or sum(1 for _ in store.glob("*/*.part")) >= number


@pytest.mark.parametrize("done", [0, 11])
def test_a_killed_scan_goes_on_and_ends_with_the_same_report(data: Path, tmp_path: Path, done: int) -> None:
    plain = _start(data, tmp_path / "plain", "--no-cache")
    assert plain.wait(_PATIENCE) == 0
    store = tmp_path / "store"
    first = _start(data, tmp_path / "first", "--cache-dir", str(store))
    _wait("workers and results", _entries(store, done, first))
    workers = _children(first.pid)
    first.kill()
    first.wait(_PATIENCE)
    _wait("orphans to end", (not any(Path(f"/proc/{pid}/exe").exists() for pid in workers) for _ in iter(int, 1)))
    kept = sum(1 for _ in store.glob("*/*.part"))
    again = _start(data, tmp_path / "again", "--cache-dir", str(store), "-v")
    assert again.wait(_PATIENCE) == 0
    told = (tmp_path / "again.log").read_text()
    assert f"{kept} parts from the cache" in told or kept == _FILES + 1
    assert _result(tmp_path / "again") == _result(tmp_path / "plain")


@pytest.mark.parametrize("done", [3])
def test_a_killed_worker_costs_nothing_but_time(data: Path, tmp_path: Path, done: int) -> None:
    plain = _start(data, tmp_path / "plain", "--no-cache")
    assert plain.wait(_PATIENCE) == 0
    store = tmp_path / "store"
    scan = _start(data, tmp_path / "scan", "--cache-dir", str(store))
    _wait("results", _entries(store, done, scan))
    for pid in _children(scan.pid)[:1]:
        os.kill(pid, signal.SIGKILL)
    assert scan.wait(_PATIENCE) == 0
    assert _result(tmp_path / "scan") == _result(tmp_path / "plain")
