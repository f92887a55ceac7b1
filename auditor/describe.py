"""From what was gathered to the data half of the document: dataset and profile."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from auditor.bounds import interval, upper_bound, wilson
from auditor.document import (
    CategoryRow,
    Dataset,
    EntityRow,
    EstimateDoc,
    Example,
    FileHash,
    ProfileDoc,
    Run,
    SampleDoc,
    SkippedRow,
    Versioned,
)
from auditor.judging import config_digest
from auditor.version import VERSION

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping
    from datetime import date

    from auditor.collect import Gathered
    from auditor.config import ScanConfig
    from auditor.detectors.engine import Engine
    from auditor.drawing import Draw
    from auditor.judging import Law
    from auditor.model import Finding, Skipped
    from auditor.policy.measured import Observed
    from auditor.profile import CategoryStats, EntityStats, Profile
    from auditor.readers.discover import Discovery
    from auditor.taxonomy import Taxonomy
    from auditor.worker import Scan

_TOP = 20
#: Above so many records the exact bound costs more than it tells, and Wilson's is the same to three digits.
_MANY = 500


def describe_dataset(
    discovery: Discovery, gathered: Gathered, paths: Iterable[str], sample: SampleDoc | None = None
) -> Dataset:
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
        sample=sample,
    )


def describe_sample(gathered: Gathered, asked: str, draw: Draw | None) -> SampleDoc | None:
    """Which part was read; nothing where all was."""
    if draw is None and not gathered.stopped:
        return None
    read = gathered.profile.records
    return SampleDoc(
        asked=asked if draw is not None else "",
        chosen=draw.chosen if draw is not None else 1,
        of=draw.of if draw is not None else 1,
        seed=draw.seed if draw is not None else 0,
        records=read,
        population=read + gathered.records_passed,
        stopped=gathered.stopped,
    )


def estimates(profile: Profile, sample: SampleDoc | None) -> dict[str, EstimateDoc]:
    """What a sample says of the records it stands for; what was merely reached first says nothing of the rest."""
    if sample is None or not sample.asked or sample.stopped:
        return {}
    hits = {name: stats.records for name, stats in sorted(profile.categories.items())}
    hits |= {"records_affected": profile.records_affected, "not_seen": 0}
    return {name: _estimate(count, sample) for name, count in hits.items()}


def _estimate(hits: int, sample: SampleDoc) -> EstimateDoc:
    """The interval of a share, in records; what was seen is there, whatever the bound says."""
    if hits > _MANY:
        low, high = wilson(sample.records, hits)
    elif hits:
        low, high = interval(sample.records, hits)
    else:
        low, high = 0.0, upper_bound(sample.records, 0, sample.population)
    share = hits / sample.records if sample.records else 0.0
    unread = sample.population - sample.records
    return EstimateDoc(
        records=round(share * sample.population),
        low=max(hits, floor(low * sample.population)),
        high=min(hits + unread, ceil(high * sample.population)),
        share=round(share, 6),
        share_low=round(low, 6),
        share_high=round(high, 6),
    )


def coverage(discovery: Discovery, gathered: Gathered) -> tuple[int, int]:
    """Bytes of all files found, and bytes of them that were not read."""
    left_out = sum(row.bytes for row in discovery.skipped)
    size = sum(file.size for file in discovery.files) + left_out
    lost = sum(row.bytes for row in gathered.skipped) + gathered.unread
    return size, min(size, lost)


def describe_profile(
    profile: Profile,
    taxonomy: Taxonomy,
    observed: Observed,
    assurance: Mapping[str, Any],
    *,
    sample: SampleDoc | None = None,
) -> ProfileDoc:
    """The aggregate of all findings."""
    return ProfileDoc(
        findings=profile.findings,
        records_affected=profile.records_affected,
        entities={name: _entity(stats) for name, stats in sorted(profile.entities.items())},
        categories={name: _category(name, stats, taxonomy) for name, stats in sorted(profile.categories.items())},
        facts=observed.values,
        evidence=observed.evidence,
        assurance=dict(sorted(assurance.items())),
        signals=dict(sorted(profile.signals.items())),
        repeated_records=profile.record_texts.repeated,
        estimates=estimates(profile, sample),
    )


def detectors_digest(engine: Engine, settings: object) -> str:
    """sha256 over detectors, models and settings: a labelled sample is worth something for these alone."""
    return hashlib.sha256(repr((engine.versions(), engine.models(), settings)).encode()).hexdigest()


def describe_run(law: Law, config: ScanConfig, job: Scan, engine: Engine, *, started: datetime, today: date) -> Run:
    """What may differ between equal scans."""
    finished = datetime.now(UTC)
    packs = {pack.pack: pack for pack in law.base.packs}
    files = law.base.pack_files
    configured = config_digest(law, job.settings)
    return Run(
        id=hashlib.sha256(f"{started.isoformat()} {configured} {job.key.id}".encode()).hexdigest()[:12],
        started=started.isoformat(timespec="seconds"),
        finished=finished.isoformat(timespec="seconds"),
        tool_version=VERSION,
        config_sha256=configured,
        key_id=job.key.id,
        packs=[Versioned(id=n, version=p.version, sha256=files[n][1]) for n, p in sorted(packs.items())],
        vendors=[FileHash(file=name, sha256=sha256) for name, sha256 in law.base.vendor_files],
        detectors=[Versioned(id=name, version=version) for name, version in engine.versions()],
        models=[Versioned(id=name, version=version, sha256=sha256) for name, version, sha256 in engine.models()],
        detectors_sha256=detectors_digest(engine, job.settings),
        tier=config.tier.value,
        today=today.isoformat(),
        seed=config.seed,
        seconds=round((finished - started).total_seconds(), 2),
        workers=config.worker_count,
        executor=config.executor,
    )


def _entity(stats: EntityStats) -> EntityRow:
    return EntityRow(
        count=stats.count,
        records=stats.records,
        distinct=stats.distinct.count,
        distinct_exact=not stats.distinct.full,
        repeated=stats.distinct.repeated,
        detectors=_sorted(stats.detectors),
        persons=dict(sorted(stats.persons.items())),
        confidence=dict(sorted(stats.confidence.items())),
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
