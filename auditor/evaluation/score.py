"""Findings against gold: one pass over the findings, one over the gold. Pure functions."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from auditor.evaluation.figures import Counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from auditor.evaluation.gold import GoldSet, Span
    from auditor.evaluation.labels import Labels

_UNKNOWN = "und"


@dataclass(slots=True)
class Mark:
    """What happened to one piece of gold."""

    any: bool = False
    typed: bool = False
    exact: bool = False


@dataclass(slots=True)
class Score:
    """All counts of an evaluation."""

    labels: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    languages: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    total: Counts = field(default_factory=Counts)
    findings: int = 0  # of any label
    touching: int = 0  # of those, how many touch gold of any label
    unplanted: Counter[str] = field(default_factory=Counter)  # findings by entity that touch no gold
    decoys: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))  # hit, of


def score(gold: GoldSet, findings: Iterable[Span], labels: Labels) -> Score:
    """Compare. A finding of a label that gold never marks counts for `any type` and as unplanted only."""
    result, marks = Score(), [Mark() for _ in gold.spans]
    marked = {label for label in gold.labels if label is not None}
    for finding, mine in _distinct(findings, labels):
        touched = gold.near(finding)
        _mark(gold, finding, mine, [(index, marks[index]) for index in touched])
        _count_finding(gold, finding, mine, touched=touched, marked=marked, result=result)
    _count_gold(gold, marks, result)
    return result


def _distinct(findings: Iterable[Span], labels: Labels) -> Iterable[tuple[Span, tuple[str, ...]]]:
    """Each finding once: the same place and label twice is one claim."""
    seen = set()
    for finding in findings:
        mine = labels.of_finding(finding.entity)
        key = (finding.path, finding.record, finding.name, finding.start, finding.end, mine[0])
        if key not in seen:
            seen.add(key)
            yield finding, mine


def _mark(gold: GoldSet, finding: Span, mine: Sequence[str], touched: Iterable[tuple[int, Mark]]) -> None:
    for index, mark in touched:
        same = gold.labels[index] in mine
        mark.any = True
        mark.typed |= same
        mark.exact |= same and _is_exact(gold.spans[index], finding)


def _is_exact(gold: Span, finding: Span) -> bool:
    return (gold.start, gold.end) == (finding.start, finding.end)


def _count_finding(
    gold: GoldSet, finding: Span, mine: Sequence[str], *, touched: Sequence[int], marked: set[str], result: Score
) -> None:
    scored = [i for i in touched if gold.labels[i] is not None]
    unscored = [i for i in touched if gold.labels[i] is None and not gold.spans[i].decoy]
    right = [i for i in scored if gold.labels[i] in mine]
    result.findings += 1
    result.touching += bool(scored or unscored)
    if not scored and not unscored:
        result.unplanted[finding.entity] += 1
    inside = any(gold.spans[i].start <= finding.start and finding.end <= gold.spans[i].end for i in unscored)
    if not right and (inside or mine[0] not in marked):
        return
    label = gold.labels[right[0]] if right else mine[0]
    language = (gold.spans[right[0]].language if right else "") or gold.language(finding)
    exact = any(_is_exact(gold.spans[i], finding) for i in right)
    for counts in (result.labels[str(label)], result.languages[language], result.total):
        counts.predicted += 1
        counts.right += bool(right)
        counts.right_exact += exact


def _count_gold(gold: GoldSet, marks: Sequence[Mark], result: Score) -> None:
    for span, label, mark in zip(gold.spans, gold.labels, marks, strict=True):
        if span.decoy:
            result.decoys[span.entity][0] += mark.any
            result.decoys[span.entity][1] += 1
        elif label is not None:
            for counts in (result.labels[label], result.languages[span.language or _UNKNOWN], result.total):
                counts.gold += 1
                counts.found += mark.typed
                counts.found_exact += mark.exact
                counts.found_any += mark.any
