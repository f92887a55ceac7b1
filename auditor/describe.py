"""From what was gathered to the data half of the document: dataset and profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.document import CategoryRow, Dataset, EntityRow, Example, ProfileDoc, SkippedRow

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping

    from auditor.collect import Gathered
    from auditor.model import Finding, Skipped
    from auditor.profile import CategoryStats, EntityStats, Profile
    from auditor.readers.discover import Discovery
    from auditor.taxonomy import Taxonomy

_TOP = 20


def describe_dataset(discovery: Discovery, gathered: Gathered, paths: Iterable[str]) -> Dataset:
    """What was read and what was not."""
    skipped = sorted(gathered.skipped, key=lambda row: (row.path, row.record or 0, row.reason))
    size, lost = coverage(discovery, gathered)
    return Dataset(
        paths=list(paths),
        files=len(gathered.digests),
        bytes=size,
        bytes_read=size - lost,
        records=gathered.profile.records,
        fields=gathered.profile.fields,
        sha256=gathered.dataset_sha256,
        languages=_sorted(gathered.profile.languages),
        formats=dict(sorted(gathered.formats.items())),
        shapes=_sorted(gathered.profile.shapes),
        splits=dict(sorted(gathered.splits.items())),
        skipped=[_skipped(row) for row in skipped],
        not_data=sorted(discovery.not_data),
    )


def coverage(discovery: Discovery, gathered: Gathered) -> tuple[int, int]:
    """Bytes of all files found, and bytes of them that were not read."""
    left_out = sum(row.bytes for row in discovery.skipped)
    size = sum(file.size for file in discovery.files) + left_out
    lost = sum(row.bytes for row in gathered.skipped)
    return size, min(size, lost)


def describe_profile(
    profile: Profile,
    taxonomy: Taxonomy,
    facts: Mapping[str, Any],
    evidence: Mapping[str, str],
    assurance: Mapping[str, Any],
) -> ProfileDoc:
    """The aggregate of all findings."""
    return ProfileDoc(
        findings=profile.findings,
        records_affected=profile.records_affected,
        entities={name: _entity(stats) for name, stats in sorted(profile.entities.items())},
        categories={name: _category(name, stats, taxonomy) for name, stats in sorted(profile.categories.items())},
        facts=dict(sorted(facts.items())),
        evidence=dict(sorted(evidence.items())),
        assurance=dict(sorted(assurance.items())),
        signals=dict(sorted(profile.signals.items())),
        repeated_records=profile.record_texts.repeated,
    )


def _entity(stats: EntityStats) -> EntityRow:
    return EntityRow(
        count=stats.count,
        records=stats.records,
        distinct=stats.distinct.count,
        distinct_exact=not stats.distinct.full,
        repeated=stats.distinct.repeated,
        detectors=_sorted(stats.detectors),
    )


def _category(name: str, stats: CategoryStats, taxonomy: Taxonomy) -> CategoryRow:
    row = taxonomy.categories[name]
    return CategoryRow(
        count=stats.count,
        records=stats.records,
        with_person=stats.with_person,
        legal=row.legal,
        dpv=row.dpv,
        fides=row.fides,
        detect=row.detect,
        confirmed=stats.statuses["confirmed"],
        suspected=stats.statuses["suspected"],
        unlinked=stats.statuses["unlinked"],
        entities=_sorted(stats.entities),
        files=_sorted(stats.files, _TOP),
        fields=_sorted(stats.fields, _TOP),
        examples=[_example(finding) for finding in stats.examples],
    )


def _example(finding: Finding) -> Example:
    return Example(
        path=finding.path,
        record=finding.record,
        field=finding.field,
        entity=finding.entity,
        masked=finding.masked,
        score=finding.score,
        line=finding.line,
        status=finding.status.value if finding.status else None,
    )


def _skipped(row: Skipped) -> SkippedRow:
    return SkippedRow(path=row.path, reason=row.reason, record=row.record, bytes=row.bytes, hint=row.hint)


def _sorted(counter: Counter[str], most: int | None = None) -> dict[str, int]:
    """Largest first, then by name."""
    return dict(sorted(counter.items(), key=lambda item: (-item[1], item[0]))[:most])
