"""What the big models say about each piece of text: the medium English spaCy model, and Rampart. Kept raw, chunk by chunk.

Chunks that exist are not made again, so the step can be stopped and resumed, and two processes can share it.
"""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

from training.places import BUILD
from training.texts import read

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_CHUNK = 200
_SEED = 5


def chunks() -> list[list[dict[str, Any]]]:
    """All pieces in a fixed random order, so that any prefix of the work is a fair sample of the sources."""
    rows: list[dict[str, Any]] = list(read(BUILD / "texts.jsonl"))
    random.Random(_SEED).shuffle(rows)
    return [rows[at : at + _CHUNK] for at in range(0, len(rows), _CHUNK)]


def label(model: str, backwards: bool = False) -> None:
    """Label every chunk that the model has not labelled yet."""
    folder = BUILD / "silver"
    folder.mkdir(parents=True, exist_ok=True)
    say = _MODELS[model]
    numbered = list(enumerate(chunks()))
    for number, chunk in reversed(numbered) if backwards else numbered:
        target, busy = folder / f"{model}.{number:04}.json", folder / f"{model}.{number:04}.busy"
        if target.exists() or busy.exists():
            continue
        busy.touch()
        spans = say([str(row["text"]) if _reads(model, str(row["language"])) else "" for row in chunk])
        target.write_text(json.dumps(spans), encoding="utf-8")
        busy.unlink()


def _reads(model: str, language: str) -> bool:
    return model != "md" or language == "en"


def _md(texts: Sequence[str]) -> list[list[tuple[int, int, str]]]:
    from auditor.detectors.presidio import read_english
    from auditor.detectors.weights import MEDIUM, installed

    if installed() != MEDIUM:
        raise SystemExit("the silver labels are made by the medium model: see training/requirements.txt")
    return list(read_english(texts))


def _rampart(texts: Sequence[str]) -> list[list[tuple[int, int, str, float]]]:
    from auditor.detectors.rampart import label_pieces
    from auditor.detectors.rampart_spans import words_of

    labelled = label_pieces(texts)
    return [
        [(word.start, word.end, word.label, round(word.sure, 3)) for word in words_of(text, pieces)]
        for text, pieces in zip(texts, labelled, strict=True)
    ]


_MODELS: dict[str, Callable[[Sequence[str]], Any]] = {"md": _md, "rampart": _rampart}
