"""Runs a command and measures its process tree: wall and CPU seconds, the main process's own, and the peak of memory.

Memory is the sum over all processes of what each holds, shared pages divided by those who share them (Linux: Pss).
"""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_EVERY = 0.05
_TICKS = os.sysconf("SC_CLK_TCK")
#: What `audit` may exit with when it has done its work.
_DONE = (0, 10, 11, 12, 13)


@dataclass(frozen=True)
class Taken:
    """What a command took."""

    wall: float
    cpu: float
    main_cpu: float
    peak_mb: float
    output: str


def measure(command: Sequence[str], environment: Mapping[str, str] | None = None, done: Sequence[int] = _DONE) -> Taken:
    """Run a command to its end; any other exit code than those of `done` ends the benchmark."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(
        command, env={**os.environ, **(environment or {})}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    watch = _Watch(process.pid)
    watch.start()
    output = process.communicate()[0].decode(errors="replace")
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    watch.over.set()
    watch.join()
    if process.returncode not in done:
        raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}\n{output[-800:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(wall, cpu, watch.main_cpu, watch.peak / 1024, output)


class _Watch(threading.Thread):
    """Looks at a process and its descendants from time to time."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.main_cpu = pid, 0, 0.0
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(_EVERY):
            self.peak = max(self.peak, sum(map(_held, tree(self.pid))))
            self.main_cpu = max(self.main_cpu, _cpu(self.pid))


def tree(pid: int) -> Iterator[int]:
    """A process and its descendants, as far as they still run."""
    yield pid
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from tree(int(child))
    except OSError:
        return


def _held(pid: int) -> int:
    """Kilobytes."""
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return next((int(row.split()[1]) for row in rows if row.startswith("Pss:")), 0)
    except OSError:
        return 0


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS
    except OSError:
        return 0.0
