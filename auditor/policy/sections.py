"""The sections of audit.yaml that hold no facts: options, contracts, sources, waivers, cost, hook, terms."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  (pydantic reads it at run time)
from typing import Any, Literal

from pydantic import ConfigDict, Field

from auditor.policy.schema import Activity, Deployment, Shape, Waiver


class Project(Shape):
    """What the declaration is about."""

    id: str | None = Field(default=None, description="short name")
    title: str | None = Field(default=None, description="name for people")
    owner: str | None = Field(default=None, description="who answers for it")
    decision_date: dt.date | None = Field(default=None, description="date to judge at; --today beats it")


class DeclaredOption(Shape):
    """One way of using the data."""

    id: str = Field(description="name of the option")
    title: str = Field(default="", description="name for people")
    activity: Activity = Field(description="what is done with the data")
    deployment: Deployment = Field(description="where the model runs")
    offering: str | None = Field(default=None, description="offering id: `audit vendors list`")
    model: str | None = Field(default=None, description="the exact model id, never an alias ending in -latest")
    model_class: Literal["open_weights", "vendor_own", "closed_third_party"] | None = Field(
        default=None, description="class of model, where terms differ by it"
    )
    features: list[str] | None = Field(default=None, description="features of the vendor that are used")
    region: str | None = Field(default=None, description="storage or deployment region, ISO code")
    inference_region: str | None = Field(default=None, description="where the model runs, if elsewhere")
    customer_region: str | None = Field(default=None, description="seat of the customer")
    end_user_regions: list[str] | None = Field(default=None, description="where the users of the application are")
    licence: str | None = Field(default=None, description="licence of self-hosted weights, an offering id lic.*")
    downstream: str | None = Field(default=None, description="offering behind a router")
    contract: str | None = Field(default=None, description="id of the contract whose overrides count")


class Contract(Shape):
    """The customer's own contract: what it says beats the public terms."""

    id: str = Field(description="name used by options")
    entity: str | None = Field(default=None, description="who signed on the other side")
    plan: str | None = Field(default=None, description="plan bought")
    overrides: dict[str, Any] = Field(default_factory=dict, description="facts by name; null = not known")
    evidence: dict[str, Any] | str | None = Field(
        default=None, description="files and the date: {dpa: path, date: ...}"
    )


class GeneratedRow(Shape):
    """Rows written by one model."""

    source: str = Field(description="offering or licence id, human, or unknown")
    model: str | None = Field(default=None, description="model id")
    modality: str | None = Field(default=None, description="text, image, audio ...")
    licence: str | None = Field(default=None, description="licence of an open model")
    model_class: str | None = Field(default=None, description="class of model")
    share: float | None = Field(default=None, description="share of the rows", ge=0, le=1)
    where: str | None = Field(default=None, description="glob of the files")


class LabelledSample(Shape):
    """A sample of unflagged records that people labelled."""

    n: int | None = Field(default=None, description="records drawn at random from the unflagged ones", ge=1)
    misses: int | None = Field(default=None, description="of them with personal data", ge=0)
    special_misses: int | None = Field(default=None, description="of them with Art. 9 content", ge=0)
    population: int | None = Field(
        default=None,
        description="records without findings that it was drawn from; counts with dataset_sha256 only",
        ge=1,
    )
    upper: float | None = Field(
        default=None,
        description="bound of `audit assure` where its design makes it wider than n and misses say",
        ge=0,
        le=1,
    )
    special_upper: float | None = Field(default=None, description="the same for Art. 9 content", ge=0, le=1)
    method: str | None = Field(default=None, description="how they were drawn")
    labeller: str | None = Field(default=None, description="who labelled")
    date: dt.date | None = Field(default=None, description="when")
    evidence: str | None = Field(default=None, description="file of the labels")
    dataset_sha256: str | None = Field(default=None, description="dataset the sample belongs to; another one voids it")
    detectors: str | None = Field(default=None, description="digest of the detectors it belongs to")


class Assurance(Shape):
    """What backs the absence of findings."""

    labelled_sample: LabelledSample | None = Field(default=None, description="the sample")
    recall: str | None = Field(
        default=None, description="figures of `audit evaluate -o`, relative to audit.yaml; other detectors void them"
    )


class TermRegex(Shape):
    """A pattern of the organisation's own."""

    name: str = Field(description="name")
    pattern: str = Field(description="regular expression")
    entity: str = Field(default="PROJECT_CODENAME", description="entity that a match is")
    examples: list[str] = Field(default_factory=list, description="texts that match")
    counterexamples: list[str] = Field(default_factory=list, description="texts that don't")


class TermFile(Shape):
    """A file of terms, one a line."""

    path: str = Field(description="path, relative to audit.yaml")
    entity: str = Field(default="PROJECT_CODENAME", description="entity that a match is")


class OwnTerms(Shape):
    """The organisation's own words."""

    codenames: list[str] = Field(default_factory=list, description="names of projects")
    customers: list[str] = Field(default_factory=list, description="names of customers")
    products: list[str] = Field(default_factory=list, description="names of unreleased products")
    internal_domains: list[str] = Field(default_factory=list, description="domains of internal hosts")
    regex: list[TermRegex] = Field(default_factory=list, description="patterns")
    files: list[TermFile | str] = Field(default_factory=list, description="files of terms")


class PresidioFile(Shape):
    """A file of Presidio recognizers."""

    path: str = Field(description="path, relative to audit.yaml")
    entities: dict[str, str] = Field(default_factory=dict, description="their entity -> the entity it is here")


class OwnDetectors(Shape):
    """Detectors of the organisation's own."""

    files: list[str] = Field(default_factory=list, description="YAML files of patterns, or folders of them")
    presidio: list[PresidioFile | str] = Field(default_factory=list, description="files of Presidio recognizers")
    entry_points: list[str] = Field(default_factory=list, description="installed Python detectors to run, by name")
    referees: float = Field(
        default=0.25,
        ge=0,
        le=1,
        description="tier thorough: share of a long text the big models may read; 1: all of it",
    )


class Range(Shape):
    """A number with its bounds."""

    low: float = Field(description="low")
    mid: float = Field(description="expected")
    high: float = Field(description="high")


class TrainingLoad(Shape):
    """Training runs."""

    tokens: float | Literal["dataset"] | Range = Field(default="dataset", description="a number, or as scanned")
    epochs: float = Field(default=1, description="passes over the data")
    runs_per_year: float = Field(default=1, description="runs")


class Workload(Shape):
    """What the application will ask of a model (audit cost)."""

    requests_per_day: float | Range | None = Field(default=None, description="requests a day")
    requests_per_month: float | Range | None = Field(default=None, description="requests a month")
    input_tokens: float | Range | None = Field(default=None, description="per request")
    output_tokens: float | Range | None = Field(default=None, description="per request")
    growth_per_month: float | Range | None = Field(default=None, description="0.02 = two per cent a month")
    peak_factor: float | Range | None = Field(default=None, description="busiest hour against the mean")
    horizon_months: int | None = Field(default=None, description="months to look ahead", ge=1)
    cached_share: float | Range | None = Field(default=None, description="share of input that caches serve")
    training: TrainingLoad | None = Field(default=None, description="training runs")

    model_config = ConfigDict(extra="allow", frozen=True, hide_input_in_errors=True)


class Organisation(Shape):
    """Who decides, and what there is (audit cost, audit decide)."""

    country: str | None = Field(default=None, description="ISO code")
    currency: str | None = Field(default=None, description="EUR, USD ...")
    name: str | None = Field(default=None, description="name on reports")
    logo: str | None = Field(default=None, description="path of a picture for reports")

    model_config = ConfigDict(extra="allow", frozen=True, hide_input_in_errors=True)


class Hook(Shape):
    """What holds a commit back (audit hook)."""

    tier: Literal["fast", "standard", "thorough"] | None = Field(default=None, description="effort of detection")
    block: list[str] = Field(default_factory=list, description="categories, globs allowed")
    warn: list[str] = Field(default_factory=list, description="categories that only warn")
    max_file_mb: float | None = Field(default=None, description="larger files are skipped")
    exclude: list[str] = Field(default_factory=list, description="globs of paths")
    options: list[str] = Field(default_factory=list, description="options whose verdict blocks")
    fail_on: Literal["prohibited", "review", "conditions"] | None = Field(
        default=None, description="verdict that blocks"
    )


#: Section -> its shape. A list section holds rows of the shape.
SECTIONS: dict[str, type[Shape]] = {
    "project": Project,
    "assurance": Assurance,
    "terms": OwnTerms,
    "detectors": OwnDetectors,
    "workload": Workload,
    "organisation": Organisation,
    "hook": Hook,
}
LISTS: dict[str, type[Shape]] = {
    "options": DeclaredOption,
    "contracts": Contract,
    "generated_by": GeneratedRow,
    "waivers": Waiver,
}
#: Sections of other commands that are kept as they stand.
PLAIN = ("schema", "policies", "weights")
#: Keys of fact sections that are documentation: kept for reports, no rule reads them.
DOCUMENTARY = (
    "controller.name",
    "controller.establishment",
    "controller.representative",
    "controller.dpo.*",
    "controller.joint_controllers",
    "data_subjects.groups",
    "data_subjects.estimated_number",
    "data_subjects.regions",
    "data_subjects.children_possible",
    "collection.original_purpose",
    "collection.period.*",
    "collection.tdm.robots_checked",
    "collection.tdm.reservations_kept",
    "purpose.text",
    "purpose.compatibility_assessment.*",
    "lawful_basis.special_categories.expected",
    "lawful_basis.consent.records",
    "lawful_basis.consent.withdrawal",
    "transparency.objection_mechanism.lead_time_days",
    "safeguards.pseudonymised.method",
    "safeguards.quasi_identifiers",
    "model.base.name",
    "model.base.revision",
    "model.ai_act.role",
)
#: Keys that may stand beside any fact.
BESIDE = ("evidence", "date", "note")
