"""The figures file (audit.evaluation/v1): what was measured, on what, with which detectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from auditor.errors import ConfigError
from auditor.evaluation.figures import Figures, wilson

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from auditor.evaluation.figures import Counts
    from auditor.evaluation.score import Score

SCHEMA = "audit.evaluation/v1"
_DIGITS = 4


def document_of(score: Score, facts: Mapping[str, Any], classes: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """A score as a document; `classes` says to which classes of a report each label belongs."""
    touched = Figures.of(
        right=score.touching, predicted=score.findings, found=score.total.found_any, gold=score.total.gold
    )
    return {
        "schema": SCHEMA,
        **facts,
        "entities": {name: _row(counts) for name, counts in sorted(score.labels.items())},
        "languages": {name: _row(counts) for name, counts in sorted(score.languages.items())},
        "all": _row(score.total),
        "any_type": _figures(touched),
        "unplanted": {
            "count": score.unplanted.total(),
            "entities": dict(sorted(score.unplanted.items(), key=lambda item: (-item[1], item[0]))),
        },
        "decoys": {name: {"hit": hit, "of": of} for name, (hit, of) in sorted(score.decoys.items())},
        "recall": _recall(score, classes),
    }


def _recall(score: Score, classes: Mapping[str, Sequence[str]]) -> dict[str, dict[str, Any]]:
    """Recall of each class of a report with its lower bound: what a report may say where nothing was detected."""
    sums: dict[str, list[int]] = {}
    for label, counts in score.labels.items():
        for name in classes.get(label, ()) if counts.gold else ():
            row = sums.setdefault(name, [0, 0])
            row[0] += counts.found
            row[1] += counts.gold
    return {
        name: {"lower": round(wilson(found, n)[0], _DIGITS), "found": found, "n": n}
        for name, (found, n) in sorted(sums.items())
    }


def _row(counts: Counts) -> dict[str, Any]:
    return {
        "gold": counts.gold,
        "findings": counts.predicted,
        "overlap": _figures(counts.overlap),
        "exact": _figures(counts.exact),
        "any_type_recall": round(counts.any_type_recall, _DIGITS),
    }


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "precision": round(figures.precision, _DIGITS),
        "precision_interval": [round(end, _DIGITS) for end in figures.precision_interval],
        "recall": round(figures.recall, _DIGITS),
        "recall_interval": [round(end, _DIGITS) for end in figures.recall_interval],
        "f1": round(figures.f1, _DIGITS),
        "f2": round(figures.f2, _DIGITS),
    }


def load_recall(path: Path) -> tuple[str, dict[str, dict[str, Any]]]:
    """The digest of the detectors that were measured, and the recall of each class, from a figures file."""
    document: Any = None
    try:
        document = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        document = None  # raised below, without what the file holds
    if not isinstance(document, dict) or document.get("schema") != SCHEMA or not _is_table(document.get("recall")):
        raise ConfigError(
            f"{path}: no figures of an evaluation",
            f"write the file with `audit evaluate ... -o FILE` (schema {SCHEMA})",
        )
    return str(document.get("detectors_sha256") or ""), document["recall"]


def _is_table(recall: Any) -> bool:
    return isinstance(recall, dict) and all(
        isinstance(row, dict)
        and isinstance(row.get("n"), int)
        and isinstance(row.get("lower"), int | float)
        and 0 <= row["lower"] <= 1
        for row in recall.values()
    )
