"""How time and memory grow with the dataset, what a second worker buys, and what a scan of an unchanged dataset takes.

  python benchmarks/growth.py [--sizes 1 10 100] [--tier fast] [--folder DIR]

One corpus as in speed.py (JSON Lines of chats, about 100 planted values a MB), cut to sizes; above 100 MB the first 100 MB
come again under other names. With --folder it is kept and used again. Linux only: memory is read from /proc.
"""

from __future__ import annotations

import argparse
import math
import shutil
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import Taken, measure
from speed import lines, paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

_PART = 100  # MB of one file
_KEY = {"AUDIT_KEY": "0" * 32}


def corpus(folder: Path, size: int) -> Path:
    """A dataset of so many MB."""
    data = folder / f"mb-{size}"
    data.mkdir(parents=True, exist_ok=True)
    one = folder / f"part-{min(size, _PART)}.jsonl"
    if not one.exists():
        with one.open("w", encoding="utf-8") as out:
            out.writelines(lines(min(size, _PART) * 1_000_000, 100, paragraphs()))
    for number in range(max(1, size // _PART)):
        file = data / f"chat-{number}.jsonl"
        if not file.exists():
            file.hardlink_to(one) if number else shutil.copyfile(one, file)
    return data


def scan(data: Path, tier: str, workers: int, *more: str) -> Taken:
    """One scan by the command line."""
    command = [sys.executable, "-m", "auditor", "scan", str(data), "--tier", tier, "-q", "--workers", str(workers)]
    return measure([*command, "-f", "json", "-o", str(data.parent / "report.json"), *more], _KEY)


def grow(folder: Path, sizes: Sequence[int], tier: str) -> None:
    """The table of growth."""
    print(f"| MB, {tier} | workers | CPU s | of it main process | wall s | MB per CPU s | peak MB, all processes |")
    print("|---|---|---|---|---|---|---|")
    taken: dict[tuple[int, int], Taken] = {}
    for size in sizes:
        data = corpus(folder, size)
        for workers in (1, 2):
            row = taken[size, workers] = scan(data, tier, workers, "--no-cache")
            main = f"{row.main_cpu:.2f}" if workers > 1 else "all"
            cells = (size, workers, f"{row.cpu:.2f}", main, f"{row.wall:.2f}", f"{size / row.cpu:.2f}")
            print(f"| {' | '.join(map(str, cells))} | {row.peak_mb:.0f} |", flush=True)
    for workers in (1, 2):
        for small, large in pairwise(sizes):
            ratio = taken[large, workers].cpu / taken[small, workers].cpu
            exponent = math.log(ratio) / math.log(large / small)
            print(f"\n{small} to {large} MB, {workers} workers: exponent of CPU time {exponent:.3f}", end="")
    print()


def again(folder: Path, sizes: Sequence[int], tier: str) -> None:
    """The table of unchanged and grown datasets."""
    print(
        "\n| MB | first with cache, CPU s (wall s; peak MB) | unchanged, CPU s | wall s | MB per s | grown by 1 MB, CPU s |"
    )
    print("|---|---|---|---|---|---|")
    rows = {}
    for size in sizes:
        data = corpus(folder, size)
        store = ("--cache-dir", str(folder / f"cache-{size}"))
        first = scan(data, tier, 2, *store)
        best = min((scan(data, tier, 2, *store) for _ in range(3)), key=lambda row: row.wall)
        extra = data / "chat-0.jsonl"
        whole = extra.stat().st_size
        with extra.open("a", encoding="utf-8") as out:
            out.writelines(lines(1_000_000, 100, paragraphs()))
        grown = scan(data, tier, 2, *store)
        with extra.open("r+b") as out:
            out.truncate(whole)
        rows[size] = best
        cells = (f"{row:.2f}" for row in (best.cpu, best.wall, size / best.wall, grown.cpu))
        once = f"{first.cpu:.1f} ({first.wall:.1f}; {first.peak_mb:.0f})"
        print(f"| {size} | {once} | {' | '.join(cells)} |", flush=True)
    if len(sizes) > 1:
        small, large = sizes[0], sizes[-1]
        per_mb = (rows[large].cpu - rows[small].cpu) / (large - small)
        print(
            f"\nBeyond start and judging an unchanged dataset costs a CPU second for {1 / per_mb:.0f} MB ({small} to {large} MB)."
        )


def main() -> None:
    """Make the corpus, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--tier", default="fast")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--only", choices=["growth", "again"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = (options.folder or Path(name)).resolve()
        measure([sys.executable, "-m", "auditor", "scan", str(corpus(folder, 10)), "--tier", "fast", "-q"], _KEY)
        if options.only != "again":
            grow(folder, options.sizes, options.tier)
        if options.only != "growth":
            again(folder, options.sizes, options.tier)


if __name__ == "__main__":
    main()
