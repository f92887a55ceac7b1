"""`audit evaluate`: what detection finds in a dataset, against what people marked in it.

Findings come from a scan of the data here and now, or from a findings file. The data is read, detected and compared in
this process: spans stay in memory, and of the gold only names of entities and numbers get out.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.collect import Gathered, Planner
from auditor.config import find_declaration
from auditor.describe import detectors_digest
from auditor.detectors.engine import build
from auditor.errors import ConfigError
from auditor.evaluation.document import document_of
from auditor.evaluation.gold import Span, load_findings, load_gold
from auditor.evaluation.labels import load_labels
from auditor.evaluation.score import score
from auditor.judging import load_law, settings_of
from auditor.model import Status
from auditor.profile import ShardResult
from auditor.readers.discover import discover
from auditor.readers.plan import plan
from auditor.reports.wording import ABSENCE_CLASSES
from auditor.taxonomy import load_taxonomy
from auditor.version import VERSION
from auditor.worker import Sight, look

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from auditor.config import ScanConfig
    from auditor.detectors.base import Settings


def evaluate(
    gold: Path, config: ScanConfig, *, findings: Path | None = None, labels: Path | None = None
) -> Mapping[str, Any]:
    """The figures of a scan of `config.paths`, or of a findings file, as an audit.evaluation/v1 document."""
    names = load_labels(labels)
    marked = load_gold(gold, names)
    facts: dict[str, Any] = {"tool_version": VERSION, "gold_sha256": marked.sha256}
    if findings is not None:
        spans: Iterable[Span] = load_findings(findings)
    else:
        law = load_law(find_declaration(config, Path.cwd()), config.policy_dirs, config.packs)
        settings = settings_of(law, config.tier, config.language)
        engine = build(settings)
        spans = list(_detect(config, settings))
        facts["tier"] = config.tier.value
        facts["detectors_sha256"] = detectors_digest(engine, settings)
        facts["models"] = [
            {"id": name, "version": version, "sha256": digest} for name, version, digest in engine.models()
        ]
    result = score(marked, spans, names)
    return document_of(result, facts, classes_of(result.labels))


def classes_of(labels: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The classes of a report that each label belongs to, by its category."""
    taxonomy = load_taxonomy()
    found = {}
    for label in labels:
        category = taxonomy.category_of(label) or taxonomy.category_of(f"{label}_") or ""
        found[label] = tuple(name for name, starts in ABSENCE_CLASSES.items() if category.startswith(starts))
    return found


def _detect(config: ScanConfig, settings: Settings) -> Iterator[Span]:
    """Everything found in the data, with names as they are on disk; nothing of it is shown or kept."""
    discovery = discover(config.paths, include=config.include, exclude=config.exclude, hidden=True, show=str)
    gathered, sight, result = Gathered(), Sight(settings), ShardResult()
    for shard in Planner(plan, gathered).shards(discovery.files):
        for seen in look(shard, sight, result):
            for text, spans in zip(seen.record.fields, seen.linked.spans, strict=True):
                for span in spans:
                    if span.status is not Status.UNLINKED:
                        start, end = span.start + text.offset, span.end + text.offset
                        yield Span(shard.path, seen.record.index, text.name, start, end, span.entity)
    skipped = [*discovery.skipped, *gathered.skipped, *result.skipped]
    if skipped:
        raise ConfigError(
            f"{len(skipped)} parts of the data can't be read, the first because: {skipped[0].reason}",
            "an evaluation needs all of it: mend the data, or leave files out with --exclude",
        )
