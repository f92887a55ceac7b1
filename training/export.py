"""Calibration on texts that nobody learnt from, and the file that the package ships."""

from __future__ import annotations

import hashlib
import io
import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from auditor.tagger.characters import folds, kinds
from auditor.tagger.labels import LABELS, NAMES
from auditor.tagger.tagger import Tagger
from auditor.tagger.tokens import Features
from auditor.tagger.weights import packed, unpacked
from training import gate, lexicon
from training.arrays import made, stream
from training.labels import MASKED, Example, gold, silver
from training.learn import load
from training.places import BUILD, PACKAGE_DATA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

VERSION = "1.0.0"
#: Of the model's tokens, the gate lets so many through.
_KEPT = 0.992
_BINS = 8


def calibration() -> list[Example]:
    """Examples kept apart: silver, gold and made ones."""
    parts = [
        [example for example in silver() if example.fold == "calibration"],
        [example for example in gold() if example.fold == "calibration"],
        [example for example in made() if example.fold == "calibration"][:1500],
    ]
    return [example for part in parts for example in part]


def write(name: str = "model") -> None:
    """Quantise, set the gate, calibrate, write the file and the module that pins its hash."""
    tables: dict[str, Any] = {
        "kinds": kinds(),
        "folds": folds(),
        "lexicon": lexicon.table(json.loads((BUILD / "lexicon.json").read_text(encoding="utf-8"))),
    }
    plain = Tagger(Features(tables["kinds"], tables["folds"], tables["lexicon"]), load(name), curves=_straight())
    rounded = unpacked(packed(plain, tables))
    examples = calibration()
    least = gate.threshold(rounded.network, stream(examples, rounded.features).rows, _KEPT)
    gated = Tagger(rounded.features, rounded.network, least, rounded.least, _straight())
    curves = _curves(gated, examples)
    final = Tagger(rounded.features, rounded.network, least, rounded.least, curves)
    buffer = io.BytesIO()
    arrays: dict[str, Any] = packed(final, tables)
    np.savez_compressed(buffer, **arrays)
    PACKAGE_DATA.mkdir(parents=True, exist_ok=True)
    (PACKAGE_DATA / "tagger.npz").write_bytes(buffer.getvalue())
    digest = hashlib.sha256(buffer.getvalue()).hexdigest()
    (PACKAGE_DATA.parent / "pinned.py").write_text(
        '"""Which file of weights belongs to this version; written by `python -m training`."""\n\n'
        'from __future__ import annotations\n\nFILE = "tagger.npz"\n'
        f'VERSION = "{VERSION}"\nSHA256 = "{digest}"\n',
        encoding="utf-8",
    )


def _straight() -> tuple[tuple[NDArray[np.float64], NDArray[np.float64]], ...]:
    line = np.array([0.0, 1.0])
    return tuple((line, line) for _ in LABELS)


def _curves(tagger: Tagger, examples: Iterable[Example]) -> tuple[tuple[NDArray[np.float64], NDArray[np.float64]], ...]:
    """For each label, the share of right spans by what the model says: rising steps, pooled where they would fall."""
    said: dict[str, list[tuple[float, bool]]] = {name: [] for name in NAMES if name}
    kept = list(examples)
    for example, tags in zip(kept, tagger.tag([example.text for example in kept]), strict=True):
        for tag in tags:
            over = [label for start, end, label in example.spans if start < tag.end and tag.start < end]
            if MASKED not in over:
                said[tag.entity].append((tag.sure, LABELS[tag.entity] in over))
    return tuple(_rising(sorted(said[name])) for name in NAMES if name)


def _rising(pairs: list[tuple[float, bool]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    size = max(1, len(pairs) // _BINS)
    bins = [pairs[at : at + size] for at in range(0, len(pairs), size)]
    pooled = [[sum(x for x, _ in b) / len(b), (sum(r for _, r in b) + 1) / (len(b) + 2), len(b)] for b in bins if b]
    while any(a[1] > b[1] for a, b in pairwise(pooled)):
        at = next(i for i, (a, b) in enumerate(pairwise(pooled)) if a[1] > b[1])
        a, b = pooled[at], pooled[at + 1]
        total = a[2] + b[2]
        pooled[at : at + 2] = [[(a[0] * a[2] + b[0] * b[2]) / total, (a[1] * a[2] + b[1] * b[2]) / total, total]]
    # never quite flat, so that a surer span keeps a higher score
    xs, ys = np.array([p[0] for p in pooled]), np.array([p[1] for p in pooled])
    low, high = max(0.0, ys[0] - 0.1), min(0.99, ys[-1] + 0.01)
    return np.concatenate([[0.0], xs, [1.0]]), np.maximum.accumulate(np.concatenate([[low], ys, [high]]))
