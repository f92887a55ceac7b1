"""Measures `audit` and Presidio's patterns on one made corpus, in one run, and prints a Markdown table.

  python benchmarks/speed.py [--mb 20] [--findings-per-mb 100] [--rounds 2]

The corpus is JSON Lines of chats: docstrings of Python's standard library with invented values planted between them.
CPU seconds (user and system of the whole process tree) are what to compare on a machine that does other things too.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import resource
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PLANTS = (
    "write to {name}.{number}@hartmann-logistik.de",
    "call +49 30 5432{number}",
    "the IBAN is DE02 1203 0000 0000 2020 51",
    "she was born on 04.05.19{year}",
    "the server is 84.19.{year}.17",
    "card 4539 1488 0343 6467, valid",
    "password: k8Qz1{number}LmW",
)
_NAMES = ("jane", "omar", "petra", "luc", "ines", "kofi")
#: Presidio is given so many bytes: it reads some 0.1 MB in a second.
_PRESIDIO_BYTES = 400_000


@dataclass(frozen=True)
class Run:
    """A command and how many bytes it reads."""

    title: str
    command: Sequence[str]
    size: int
    environment: dict[str, str]


def paragraphs() -> list[str]:
    """Running text that every Python brings along, the same for the same version."""
    found: set[str] = set()
    for path in sorted(Path(sysconfig.get_path("stdlib")).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and (text := ast.get_docstring(node)):
                found.update(part.strip() for part in text.split("\n\n") if len(part) > 60)
    return sorted(found)


def lines(size: int, per_mb: int, texts: Sequence[str]) -> Iterator[str]:
    """Chats of four messages; sentences are shuffled so that paragraphs do not repeat whole."""
    chance = random.Random(7)
    written = 0
    while written < size:
        messages = []
        for role in ("system", "user", "assistant", "user"):
            words = " ".join(chance.sample(texts, 2)).split(" ")
            chance.shuffle(words)
            messages.append({"role": role, "content": _planted(" ".join(words), per_mb, chance)})
        line = json.dumps({"messages": messages}) + "\n"
        written += len(line)
        yield line


def _planted(text: str, per_mb: int, chance: random.Random) -> str:
    if chance.random() > per_mb * len(text) / 1e6:
        return text
    plant = chance.choice(_PLANTS).format(
        name=chance.choice(_NAMES), number=chance.randint(100, 999), year=chance.randint(50, 99)
    )
    return f"{text}. {plant}."


def presidio(path: Path) -> None:
    """Presidio's predefined English recognizers that need no model, on each message."""
    from presidio_analyzer import EntityRecognizer, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NlpArtifacts

    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    every: list[EntityRecognizer] = list(registry.recognizers)
    chosen = [r for r in every if "Spacy" not in type(r).__name__]
    nothing: Any = NlpArtifacts([], [], [], [], None, "en")  # type: ignore[arg-type]
    found = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        for message in json.loads(line)["messages"]:
            found += sum(len(r.analyze(message["content"], r.supported_entities, nothing) or []) for r in chosen)
    print(f"presidio: {len(chosen)} recognizers, {found} results", file=sys.stderr)


def measure(run: Run) -> tuple[float, float]:
    """Wall and CPU seconds of a command with its children."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(run.command, env={**os.environ, **run.environment}, capture_output=True, check=False)
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 10, 11, 12, 13, 20):
        raise SystemExit(f"{run.title}: exit code {done.returncode}\n{done.stderr.decode()[-800:]}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def runs(folder: Path, size: int, few: int) -> list[Run]:
    """What is compared."""
    audit = [sys.executable, "-m", "auditor"]
    scan = [*audit, "scan", str(folder / "data"), "--tier", "fast", "-q", "-o", str(folder / "report.json")]
    fresh = [*scan, "--no-cache"]
    plain = {"AUDIT_HYPERSCAN": "0", "AUDIT_KEY": "0" * 32}
    own = {"AUDIT_KEY": "0" * 32}
    cached = [*scan, "--cache-dir", str(folder / "cache")]
    return [
        Run("audit, fast, 1 worker", [*fresh, "--workers", "1"], size, own),
        Run("audit, fast, 2 workers", [*fresh, "--workers", "2"], size, own),
        Run("audit, fast, 1 worker, without Hyperscan", [*fresh, "--workers", "1"], size, plain),
        Run("audit, fast, unchanged dataset", [*cached, "--workers", "1"], size, own),
        Run("Presidio's patterns", [sys.executable, __file__, "--presidio", str(folder / "few.jsonl")], few, {}),
        Run("audit --help", [*audit, "--help"], 0, own),
        Run("audit policies list", [*audit, "policies", "list"], 0, own),
    ]


def main() -> None:
    """Make the corpus, run everything in turn, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=float, default=20)
    parser.add_argument("--findings-per-mb", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--presidio", type=Path)
    options = parser.parse_args()
    if options.presidio:
        return presidio(options.presidio)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "data").mkdir()
        rows = list(lines(int(options.mb * 1e6), options.findings_per_mb, paragraphs()))
        (folder / "data" / "chat.jsonl").write_text("".join(rows), encoding="utf-8")
        few = rows[: max(1, len(rows) * _PRESIDIO_BYTES // int(options.mb * 1e6))]
        (folder / "few.jsonl").write_text("".join(few), encoding="utf-8")
        todo = runs(folder, sum(map(len, rows)), sum(map(len, few)))
        measure(todo[0])  # patterns are compiled once and stored, files are in memory
        measure(todo[3])
        taken = [[measure(run) for run in todo] for _ in range(options.rounds)]
        return table(todo, taken)


def table(todo: Sequence[Run], taken: Sequence[Sequence[tuple[float, float]]]) -> None:
    """Medians over rounds."""
    print("| run | MB | CPU s | wall s | MB per CPU s | MB per s |\n|---|---|---|---|---|---|")
    for place, run in enumerate(todo):
        wall = median(row[place][0] for row in taken)
        cpu = median(row[place][1] for row in taken)
        mb = run.size / 1e6
        rate = f"{mb / cpu:.2f} | {mb / wall:.2f}" if mb else " | "
        print(f"| {run.title} | {mb:.1f} | {cpu:.2f} | {wall:.2f} | {rate} |")


if __name__ == "__main__":
    main()
