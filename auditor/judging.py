"""From a profile to a report: measured, declared and vendor facts, a verdict per option, one document.

Scanning and re-checking share these steps; only what made the profile differs.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.detectors.base import Own, Settings, Terms
from auditor.detectors.reach import language_limits
from auditor.document import FindingsFile, ProfileDoc, ReportDocument
from auditor.evaluation.document import load_recall
from auditor.measures import read_measures
from auditor.model import Tier
from auditor.policy.assurance import assurance_facts
from auditor.policy.declaration import load_declaration
from auditor.policy.evidence import hash_evidence
from auditor.policy.judge import judge
from auditor.policy.letterhead import letterhead
from auditor.policy.load import load_policies
from auditor.policy.options import choose_options
from auditor.policy.remedied import told as measures_told
from auditor.policy.remedied import with_samples
from auditor.policy.to_document import policy_parts
from auditor.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from auditor.document import Dataset, Run, SampleDoc
    from auditor.measures import Measure
    from auditor.policy.assume import Assumptions
    from auditor.policy.declaration import Declaration
    from auditor.policy.load import PolicyBase
    from auditor.policy.measured import Measured, Observed


@dataclass(frozen=True, slots=True)
class Law:
    """What a dataset is judged by: policies, what the project declares, and what its remedies measured."""

    base: PolicyBase
    declaration: Declaration
    measures: tuple[Measure, ...] = ()

    def declared(self, facts: Facts) -> Declaration:
        """The declaration with the labelled sample of a measure where that belongs to these data and detectors."""
        return with_samples(self.declaration, self.measures, facts.dataset.sha256, facts.detectors)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a dataset by measurement, from a scan or from an earlier report."""

    dataset: Dataset
    observed: Observed
    records_affected: int
    detectors: str  # digest of detectors and their settings: a labelled sample belongs to one


def load_law(
    declaration: Path | None, policy_dirs: Sequence[Path], packs: Sequence[str], data: Sequence[Path] = ()
) -> Law:
    """Policies, declaration and measures; packs named on the command line beat those that the declaration pins."""
    base = load_policies(policy_dirs, packs or None)
    declared = load_declaration(declaration, base)
    if not packs and declared.packs:
        base = base.choosing(declared.packs)
    letterhead(declared)  # a picture that can't be used is told before a long scan
    return Law(base, declared, _measures(declaration, data))


def _measures(declaration: Path | None, data: Sequence[Path]) -> tuple[Measure, ...]:
    """The measures beside audit.yaml, and those beside the data."""
    homes = [declaration.parent] if declaration is not None else []
    homes += [path if path.is_dir() else path.parent for path in data if str(path) != "-"]
    return tuple(m for home in dict.fromkeys(home.resolve() for home in homes) for m in read_measures(home))


def settings_of(law: Law, tier: Tier, language: str) -> Settings:
    """What detection depends on: the tier and language asked for, and what the declaration says of the data."""
    declared = law.declaration
    share = declared.own_detectors.referees
    return Settings(tier, language, Terms(**declared.terms), _own(declared), share, declared.quasi_identifiers)


def _own(declaration: Declaration) -> Own:
    """The user's own detectors, read, checked and tried on their examples; nothing is loaded where none is declared."""
    wanted = declaration.own_detectors
    if not (wanted.files or wanted.presidio or wanted.entry_points):
        return Own()
    from auditor.detectors.own import check_entry_points
    from auditor.detectors.own_patterns import load_patterns
    from auditor.detectors.own_presidio import load_registry

    rows = [(row, {}) if isinstance(row, str) else (row.path, row.entities) for row in wanted.presidio]
    return Own(
        load_patterns(declaration.beside(name) for name in wanted.files),
        tuple(load_registry(declaration.beside(path), entities) for path, entities in rows),
        check_entry_points(wanted.entry_points),
    )


def today_of(chosen: date | None, law: Law, now: date) -> date:
    """`--today`, else the declaration's decision date, else now."""
    return chosen or law.declaration.decision_date or now


def assurance_of(law: Law, facts: Facts) -> dict[str, Measured]:
    """Coverage, and the bounds of a labelled sample where one is declared and all records were looked at."""
    known = assurance_facts(
        law.declared(facts),
        total_bytes=facts.dataset.bytes,
        read_bytes=facts.dataset.bytes_read,
        unflagged=facts.dataset.records - facts.records_affected,
        dataset_sha256=facts.dataset.sha256,
        detectors=facts.detectors,
    )
    return known if facts.dataset.sample is None else {key: known[key] for key in ("assurance.coverage",)}


def assurance_doc(law: Law, assurance: Mapping[str, Measured], facts: Facts) -> dict[str, Any]:
    """Assurance as the report tells it: the facts, the labelled sample behind them, and the recall that was measured."""
    told: dict[str, Any] = {key: fact.value for key, fact in sorted(assurance.items())}
    sample = law.declared(facts).labelled_sample
    if sample is not None and "assurance.residual_upper" in told:
        told["labelled_sample"] = sample.model_dump(mode="json", exclude_none=True)
    if law.declaration.recall_file is not None:
        measured, table = load_recall(law.declaration.recall_file)
        if measured == facts.detectors:
            told["recall"] = table
    return told


def report_of(
    law: Law,
    facts: Facts,
    assurance: Mapping[str, Measured],
    parts: tuple[ProfileDoc, FindingsFile, Run],
    *,
    today: date,
    selectors: Sequence[str] = (),
    assumed: Assumptions | None = None,
) -> ReportDocument:
    """Judge every option and put the document together."""
    profile, findings, run = parts
    options = choose_options(law.base, law.declaration, selectors)
    judgement = judge(
        law.base, facts.observed, assurance, law.declaration, options=options, today=today, assumed=assumed
    )
    told = policy_parts(
        law.base,
        law.declaration,
        facts.observed,
        judgement,
        today=today,
        evidence=hash_evidence(law.declaration),
        recall=profile.assurance.get("recall") or {},
    )
    return ReportDocument(
        run=run,
        organisation=letterhead(law.declaration),
        dataset=facts.dataset,
        profile=profile,
        options=told.options,
        verdicts=told.verdicts,
        questions=told.questions,
        packs=told.packs,
        sources=told.sources,
        evidence=told.evidence,
        measures=list(measures_told(law.measures, law.declaration, facts.dataset.sha256, facts.detectors)),
        declaration=told.declaration,
        waivers=told.waivers,
        unsettled=told.unsettled,
        limits=[
            *_sample_limits(facts.dataset, profile),
            *told.limits,
            *language_limits(facts.dataset.languages, Tier(run.tier)),
            *_recall_limits(law, profile),
        ],
        findings=findings,
    )


def told_of(sample: SampleDoc) -> str:
    """In a sentence, which part was read."""
    parts = []
    if sample.asked:
        parts.append(
            f"a sample of {sample.records} of {sample.population} records was read "
            f"(--sample {sample.asked}, seed {sample.seed})"
        )
    if sample.stopped:
        parts.append("the scan was stopped by --max-time before everything was reached")
    return " and ".join(parts)


def _sample_limits(dataset: Dataset, profile: ProfileDoc) -> list[str]:
    """What a scan of a part can't tell, before everything else."""
    sample = dataset.sample
    if sample is None:
        return []
    told = "What was not detected is unknown, not absent: records that were not read may hold it."
    unseen = profile.estimates.get("not_seen")
    if unseen is not None:
        told += (
            f" With 95 % confidence no more than {unseen.high} records hold a category of which the sample shows none."
        )
    return [f"Not everything was read: {told_of(sample)}. {told}"]


def _recall_limits(law: Law, profile: ProfileDoc) -> list[str]:
    if law.declaration.recall_file is None or "recall" in profile.assurance:
        return []
    return ["The declared recall was measured with other detectors or settings and is not used: evaluate again."]


def config_digest(law: Law, settings: object) -> str:
    """sha256 over everything that configures a run: tool, policies, declaration, settings."""
    digest = hashlib.sha256(f"{VERSION}\n{settings!r}\n".encode())
    for name, sha256 in (*law.base.pack_files.values(), *law.base.vendor_files):
        digest.update(f"{name} {sha256}\n".encode())
    if law.declaration.path is not None:
        digest.update(law.declaration.path.read_bytes())
    for measure in law.measures:
        digest.update(repr(measure).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
