"""`kill -9` of the scan or of one of its workers at random moments: is the report the same afterwards?

  python benchmarks/kill.py [--mb 30] [--times 20] [--seed 1]

A reference scan runs without a cache. Then, each time with a cache of its own, a scan is started, and at a random moment
the main process or a worker is killed; if the main process was, the same command runs again. Report (outside `run`) and
findings are compared byte by byte. Linux only: processes are looked up in /proc.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring import tree
from speed import lines, paragraphs

_PARTS = 8  # files, so that there are parts to finish between two kills


def command(data: Path, target: Path, *more: str) -> list[str]:
    """The scan."""
    asked = ["--tier", "fast", "-q", "--workers", "2", "--today", "2026-11-23", "-f", "json", "-f", "jsonl"]
    return [sys.executable, "-m", "auditor", "scan", str(data), *asked, "-o", str(target), *more]


def result(target: Path) -> tuple[str, bytes]:
    """What must be the same."""
    report = json.loads((target / "report.json").read_bytes())
    report.pop("run")
    return json.dumps(report), (target / "findings.jsonl").read_bytes()


def workers(pid: int) -> list[int]:
    """The processes that scan shards."""
    found = []
    for child in list(tree(pid))[1:]:
        try:
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                found.append(child)
        except OSError:
            continue
    return found


def interrupted(data: Path, folder: Path, victim: str, moment: float) -> tuple[str, tuple[str, bytes]]:
    """One scan with a kill, and what it came to."""
    asked = command(data, folder / "report", "--cache-dir", str(folder / "cache"), "-v")
    scan = subprocess.Popen(asked, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(moment)
    helpers = workers(scan.pid)
    if scan.poll() is not None:
        told = "had ended"
    elif victim == "worker" and helpers:
        os.kill(random.Random(moment).choice(helpers), signal.SIGKILL)
        told = "worker killed"
    else:
        scan.kill()
        told = "scan killed"
    code = scan.wait()
    if told == "scan killed":
        time.sleep(3)
        left = [pid for pid in helpers if Path(f"/proc/{pid}/exe").exists()]  # not of one that has ended
        done = subprocess.run(asked, capture_output=True, check=True)
        told += f", {len(left)} processes left, {done.stderr.decode().partition(';')[2].strip().splitlines()[0]}"
    elif code:
        told += f", exit code {code}"
    return told, result(folder / "report")


def main() -> None:
    """Kill, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=int, default=30)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ["AUDIT_KEY"] = "0" * 32
    chance, same = random.Random(options.seed), 0
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data"
        data.mkdir()
        rows = list(lines(options.mb * 1_000_000, 100, paragraphs()))
        for number in range(_PARTS):
            (data / f"chat-{number}.jsonl").write_text("".join(rows[number::_PARTS]), encoding="utf-8")
        taken = 1e9
        for _ in range(3):  # the first may compile the patterns
            begun = time.monotonic()
            subprocess.run(command(data, Path(name) / "plain", "--no-cache"), check=True)
            taken = min(taken, time.monotonic() - begun)
        wanted = result(Path(name) / "plain")
        for number in range(options.times):
            victim, moment = ("worker", "main")[number % 2], chance.uniform(0.1, taken)
            told, found = interrupted(data, Path(name) / str(number), victim, moment)
            same += found == wanted
            print(
                f"{moment:5.2f} s of {taken:.2f}: {told}: {'the same' if found == wanted else 'NOT THE SAME'}",
                flush=True,
            )
    print(f"{same} of {options.times} reports are the same, byte for byte outside `run`, findings included")
    raise SystemExit(same != options.times)


if __name__ == "__main__":
    main()
