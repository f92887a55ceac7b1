"""`report.json`, schema `audit.report/v1`: the versioned shape that every report format renders and `audit check` reads.

Apart from `run`, equal inputs give an equal document, byte for byte.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA = "audit.report/v1"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Versioned(_Part):
    """Something that took part, with its version."""

    id: str
    version: str
    sha256: str | None = None


class FileHash(_Part):
    """A file that was used, by name and hash."""

    file: str
    sha256: str


class Run(_Part):
    """What may differ between equal scans, and what made them."""

    id: str
    started: str
    finished: str
    tool_version: str
    config_sha256: str
    key_id: str
    packs: list[Versioned]
    vendors: list[FileHash]
    detectors: list[Versioned]
    models: list[Versioned]
    detectors_sha256: str = Field(
        default="", description="detectors, models and settings: a labelled sample belongs to one"
    )
    tier: str
    seed: int = 0
    today: str
    seconds: float = 0.0
    workers: int = 1
    executor: str = "serial"


class SkippedRow(_Part):
    """Something that was not read, and why."""

    path: str
    reason: str
    record: int | None = None
    bytes: int = 0
    hint: str = ""


class Evidence(_Part):
    """A file that a declaration points to."""

    declared_at: str
    file: str
    date: str | None = None
    sha256: str | None = Field(default=None, description="null: the file was not found")


class SampleDoc(_Part):
    """Which part of the records was read, and why not all."""

    asked: str = Field(default="", description="what --sample asked for; empty: the time was up")
    chosen: int = Field(description="of so many records of each block of a file ...")
    of: int = Field(description="... with so many; 1 of 1: every record of what was reached")
    seed: int = 0
    records: int = Field(description="records that were read")
    population: int = Field(description="records that the sample stands for: those passed over and those read")
    stopped: bool = Field(default=False, description="--max-time ended the scan: what comes later was not reached")


class EstimateDoc(_Part):
    """What a sample says of all records, with 95 % bounds by Clopper and Pearson."""

    records: int = Field(description="estimated records of the dataset")
    low: int
    high: int
    share: float
    share_low: float
    share_high: float


class Dataset(_Part):
    """What was read."""

    paths: list[str]
    files: int
    bytes: int
    bytes_read: int
    records: int
    fields: int
    sha256: str
    languages: dict[str, int] = Field(description="texts by ISO 639-1 language; und = too short to tell")
    formats: dict[str, int] = Field(default_factory=dict, description="files by reader")
    shapes: dict[str, int] = Field(default_factory=dict, description="records by chat or instruction shape")
    splits: dict[str, int] = Field(default_factory=dict, description="records by split of a Hugging Face dataset")
    skipped: list[SkippedRow]
    not_data: list[str] = Field(default_factory=list, description="the auditor's own files inside the dataset")
    sample: SampleDoc | None = Field(default=None, description="of a scan that left records out on purpose")


class EntityRow(_Part):
    """How often an entity was found."""

    count: int
    records: int
    distinct: int
    distinct_exact: bool = True
    repeated: int = Field(default=0, description="distinct values that stand in more than one record")
    detectors: dict[str, int] = Field(default_factory=dict)
    persons: dict[str, int] = Field(
        default_factory=dict, description="of names: findings by private, public, unclear; all are personal data"
    )
    confidence: dict[str, int] = Field(default_factory=dict, description="findings by high, medium, low confidence")


class Example(_Part):
    """A masked finding."""

    path: str
    record: int
    field: str
    entity: str
    masked: str
    score: float
    line: int | None = None
    status: str | None = None


class CategoryRow(_Part):
    """How often a category of the taxonomy was found, and what it means."""

    count: int
    records: int
    with_person: int = Field(description="records in which a person is identified as well")
    legal: str
    dpv: str | None
    fides: str | None
    detect: str = Field(description="D: patterns find it; I: indirect content, recall is lower")
    confirmed: int = 0
    suspected: int = 0
    unlinked: int = 0
    entities: dict[str, int] = Field(default_factory=dict)
    files: dict[str, int] = Field(default_factory=dict, description="the files with most findings")
    fields: dict[str, int] = Field(default_factory=dict, description="the fields with most findings")
    examples: list[Example] = Field(default_factory=list, max_length=5)


class ProfileDoc(_Part):
    """The aggregate of all findings: the only thing that policies see of the data."""

    findings: int
    records_affected: int
    entities: dict[str, EntityRow]
    categories: dict[str, CategoryRow]
    facts: dict[str, Any] = Field(description="measured facts; a fact not listed is not detected")
    evidence: dict[str, str] = Field(default_factory=dict, description="what each measured fact rests on")
    assurance: dict[str, Any] = Field(default_factory=dict)
    signals: dict[str, int] = Field(default_factory=dict, description="records by what stands together in them")
    repeated_records: int = Field(default=0, description="records whose text also occurs in another record")
    estimates: dict[str, EstimateDoc] = Field(
        default_factory=dict,
        description="of a sample, by category and for `records_affected`; `not_seen` bounds what no record of it had",
    )


class OptionDoc(_Part):
    """One way of using the dataset."""

    id: str
    activity: str
    deployment: str
    offering: str | None = None
    model: str | None = None
    region: str | None = None
    inference_region: str | None = None
    licence: str | None = None
    title: str = ""
    contract: str | None = None
    vendor: str = Field(default="", description="name of the vendor")
    plan: str = Field(default="", description="name of the offering's plan")
    stored_in: list[str] = Field(default_factory=list, description="places of storage, as the terms or the option say")
    runs_in: list[str] = Field(default_factory=list, description="places of inference or training")


class FactDoc(_Part):
    """A fact as a rule used it."""

    value: Any
    kind: str
    origin: str


class Citation(_Part):
    """An authority that a rule rests on."""

    id: str
    pinpoint: str = ""
    title: str = ""
    status: str = ""
    how_sure: str = ""
    url: str | None = None


class RuleDoc(_Part):
    """A rule that had something to say."""

    id: str
    outcome: str
    title: str
    pack: str
    version: str
    layer: str
    settled: str
    severity: str
    basis: list[str]
    citations: list[Citation] = Field(default_factory=list)
    authority_status: str
    facts: dict[str, FactDoc]
    trigger_unknown: bool = False
    remediation: str
    rationale: str = ""
    curable: bool = False
    waiver: dict[str, Any] | None = None


class ConditionDoc(_Part):
    """What must be true or done for the verdict to stand."""

    rule: str
    text: str
    outcome: str
    severity: str


class QuestionDoc(_Part):
    """An unknown that decides something."""

    fact: str
    who: str
    question: str
    why: str
    path: str
    rules: list[str] = Field(default_factory=list)
    options: list[str] = Field(default_factory=list)


class ChangeDoc(_Part):
    """A smallest set of steps that lifts the verdict."""

    steps: list[str]
    assume: list[str] = Field(default_factory=list, description="the same as arguments of `audit check --assume`")
    verdict: str
    effort: int = 0


class VerdictDoc(_Part):
    """The answer for one option."""

    option: str
    verdict: Literal["prohibited", "needs_legal_review", "permitted_with_conditions", "no_blocking_finding"]
    headline: str
    decided_by: list[str]
    rules: list[RuleDoc]
    conditions: list[ConditionDoc]
    questions: list[QuestionDoc]
    notes: list[str] = Field(default_factory=list)
    changes: list[ChangeDoc] = Field(default_factory=list)


class SourceDoc(_Part):
    """A vendor fact that a verdict relies on."""

    offering: str
    field: str
    value: Any
    text: str = ""
    source: str = ""
    source_kind: str = ""
    locator: str = ""
    as_of: str = ""
    review_by: str = ""
    confidence: str = ""
    stale: bool = False
    options: list[str] = Field(default_factory=list)


class PackDoc(_Part):
    """A policy pack that was applied or skipped."""

    id: str
    version: str
    title: str
    law_as_of: str
    jurisdiction: str = ""
    applies: str = Field(description="yes, no or unknown")
    rules: int = 0


class Letterhead(_Part):
    """Whose report it is, as audit.yaml says under `organisation`."""

    name: str = ""
    logo: str = Field(
        default="",
        pattern=r"^(data:image/(png|jpeg|webp);base64,[A-Za-z0-9+/=]+)?$",
        description="a picture, whole, so that a report needs no other file",
    )


class FigureDoc(_Part):
    """A number of a measure, with its bounds."""

    name: str
    value: float | int | str
    low: float | None = None
    high: float | None = None
    unit: str = ""
    source: str = ""


class MeasureDoc(_Part):
    """What a remedy did and measured, as its file in `audit-measures/` says."""

    kind: str
    state: Literal["used", "fits", "other_data", "other_detectors"] = Field(
        description="used: a fact of it enters; fits: it belongs to this data; other_*: made on another state"
    )
    dataset_sha256: str
    detectors_sha256: str = ""
    date: str
    by: str
    design: str
    seed: int | None = None
    done: list[str] = Field(default_factory=list)
    figures: list[FigureDoc] = Field(default_factory=list)
    remains: list[str] = Field(default_factory=list)
    entered: list[str] = Field(default_factory=list, description="facts that enter the verdicts")
    proposed: dict[str, Any] = Field(default_factory=dict, description="facts that a person may declare; none enters")
    also_declared: bool = Field(default=False, description="audit.yaml declares the same")


class FindingsFile(_Part):
    """The findings that belong to this report."""

    count: int
    sha256: str


class ReportDocument(_Part):
    """The whole report."""

    report_schema: Literal["audit.report/v1"] = Field(default="audit.report/v1", alias="schema")
    run: Run
    organisation: Letterhead | None = None
    dataset: Dataset
    profile: ProfileDoc
    options: list[OptionDoc]
    verdicts: list[VerdictDoc]
    questions: list[QuestionDoc] = Field(
        default_factory=list, description="each open question once, most decisive first"
    )
    packs: list[PackDoc] = Field(default_factory=list)
    sources: list[SourceDoc] = Field(default_factory=list)
    evidence: list[Evidence] = Field(default_factory=list)
    measures: list[MeasureDoc] = Field(default_factory=list, description="what remedies did, measured and left")
    declaration: dict[str, Any] = Field(default_factory=dict, description="declared facts by name, with line")
    waivers: list[dict[str, Any]] = Field(default_factory=list)
    unsettled: list[dict[str, str]] = Field(default_factory=list)
    limits: list[str] = Field(default_factory=list, description="what this report can't tell")
    findings: FindingsFile

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, populate_by_name=True)
