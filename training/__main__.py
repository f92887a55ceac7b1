"""`python -m training [STEP...]`: every step that is not done yet, in order, or the steps that are named."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING

from training import arrays, export, gate, generate, learn, lexicon, names, silver, texts
from training.places import BUILD, PACKAGE_DATA

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _label() -> None:
    silver.label("md")
    silver.label("rampart")


def _gate() -> None:
    gate.learn()
    (BUILD / "gate.done").touch()


def _lexicon() -> None:
    (BUILD / "lexicon.json").write_text(json.dumps(lexicon.words()), encoding="utf-8")


#: Name, what it makes (its presence says that it is done), what it does.
STEPS: tuple[tuple[str, Path | None, Callable[[], None]], ...] = (
    ("fetch", None, texts.fetch),
    ("texts", BUILD / "texts.jsonl", texts.write),
    ("silver", None, _label),
    ("names", BUILD / "names.json", names.write),
    ("lexicon", BUILD / "lexicon.json", _lexicon),
    ("made", BUILD / "made.jsonl", generate.write),
    ("arrays", BUILD / "arrays.npz", arrays.write),
    ("learn", BUILD / "model.npz", learn.learn),
    ("gate", BUILD / "gate.done", _gate),
    ("export", PACKAGE_DATA / "tagger.npz", export.write),
)


def main(wanted: list[str]) -> int:
    """Run the steps."""
    unknown = sorted(set(wanted) - {name for name, _, _ in STEPS})
    if unknown:
        sys.stderr.write(f"no such step: {', '.join(unknown)}; steps: {', '.join(name for name, _, _ in STEPS)}\n")
        return 2
    BUILD.mkdir(parents=True, exist_ok=True)
    for name, made, do in STEPS:
        if name in wanted or (not wanted and not (made is not None and made.exists())):
            began = time.process_time()
            sys.stderr.write(f"{name} ...\n")
            do()
            sys.stderr.write(f"{name}: {time.process_time() - began:.0f} CPU s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
