"""Speed of the tagger, and of the referees, as ratio to the medium English spaCy model in the same run; CPU seconds.

    python benchmarks/tagger.py FILE.jsonl... [--mb 2]

Reads field `text` or the contents of messages; one thread, as a worker has one.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from itertools import chain, cycle
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

ROUNDS = 3


def texts(files: list[Path], size: float) -> list[str]:
    """Texts of the files in order, again and again up to a size."""
    every = list(chain.from_iterable(map(_read, files)))
    chosen: list[str] = []
    left = int(size * 1e6)
    for text in cycle(every):
        if left <= 0:
            return chosen
        chosen.append(text)
        left -= len(text.encode())
    return chosen


def _read(file: Path) -> Iterator[str]:
    if file.suffix != ".jsonl":
        yield from file.read_text("utf-8", "replace").split("\n\n")
        return
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield from (str(m["content"]) for m in row.get("messages", ()))
        yield from (str(row[key]) for key in ("text", "prompt", "completion") if row.get(key))


def speed(do: Callable[[list[str]], object], chosen: list[str]) -> float:
    """Megabytes a CPU second."""
    began = time.process_time()
    do(chosen)
    return sum(len(text.encode()) for text in chosen) / 1e6 / (time.process_time() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--mb", type=float, default=2.0)
    args = parser.parse_args()
    from auditor.detectors.base import Settings, Text
    from auditor.detectors.presidio import Names
    from auditor.detectors.rampart import Rampart
    from auditor.detectors.tagged import Tagged
    from auditor.model import Tier

    chosen = texts(args.files, args.mb)
    few = texts(args.files, args.mb / 20)
    thorough = Tagged().configured(Settings(Tier.THOROUGH))
    runs: dict[str, tuple[Callable[[list[str]], object], list[str]]] = {
        "tagger": (lambda some: Tagged().detect([Text(text, "en") for text in some]), chosen),
        "spacy": (lambda some: Names().detect([Text(text, "en") for text in some]), few),
        "rampart": (lambda some: Rampart().detect([Text(text, "en") for text in some]), few),
        "thorough": (lambda some: thorough.detect([Text(text, "en") for text in some]), few),
    }
    for do, _ in runs.values():
        do(["Jane Miller lives in Springfield."])
    for number in range(ROUNDS):
        found = {name: speed(do, some) for name, (do, some) in runs.items()}
        both = 1 / (1 / found["spacy"] + 1 / found["rampart"])
        told = ", ".join(f"{name} {value:.3f}" for name, value in found.items())
        print(
            f"{number + 1}: MB per CPU s: {told}; tagger / spacy {found['tagger'] / found['spacy']:.0f}, "
            f"thorough / (spacy + rampart) {found['thorough'] / both:.1f}"
        )
    print(
        f"model {Names().models()[0][0]}; peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    )


if __name__ == "__main__":
    main()
