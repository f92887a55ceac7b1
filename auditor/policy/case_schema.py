"""The shapes of policy tests: scenarios, rows for one rule, and cases through the bridge."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  (pydantic reads it at run time)
from typing import Any, Literal

from pydantic import Field

from auditor.policy.schema import Activity, Deployment, Shape

Outcome = Literal["prohibit", "review", "condition", "relied_upon", "evidenced", "inform"]
VerdictWord = Literal["prohibited", "needs_legal_review", "permitted_with_conditions", "no_blocking_finding"]


class Expectation(Shape):
    """What has to come out."""

    verdict: VerdictWord | None = Field(default=None, description="the verdict")
    rules: dict[str, Outcome] = Field(default_factory=dict, description="rules that must have this outcome")
    not_rules: list[str] = Field(default_factory=list, description="rules that must stay silent, or only inform")
    facts: dict[str, Any] = Field(default_factory=dict, description="derived or looked-up facts")
    dpia_score: int | None = Field(default=None, description="criteria of WP248 that are certain")


class ScenarioOption(Shape):
    """One way of using the scenario's data."""

    id: str = Field(description="name")
    facts: dict[str, Any] = Field(default_factory=dict, description="facts of this option; null = not declared")
    expect: Expectation = Field(description="what has to come out")
    reasoning: str = Field(default="", description="why")


class Scenario(Shape):
    """A whole project."""

    id: str = Field(description="name, stable")
    title: str = Field(description="name for people")
    dataset: str = Field(default="", description="the data")
    context: str = Field(default="", description="the project")
    facts: dict[str, Any] = Field(default_factory=dict, description="facts on top of the defaults")
    options: list[ScenarioOption] = Field(description="ways of using the data")


class Scenarios(Shape):
    """A file of scenarios."""

    version: str = Field(default="", description="version of the file")
    defaults: dict[str, Any] = Field(default_factory=dict, description="facts of all scenarios")
    scenarios: list[Scenario] = Field(description="the scenarios")


class Row(Shape):
    """One rule on few facts."""

    rule: str = Field(description="rule id")
    f: dict[str, Any] = Field(description="facts; everything else is unknown")
    want: Outcome | None = Field(description="its outcome; null = silent")


class Rows(Shape):
    """A file of rows."""

    rows: list[Row] = Field(description="the rows")


class CaseOption(Shape):
    """An option without an id."""

    deployment: Deployment = Field(description="where the model runs")
    activity: Activity = Field(description="what is done with the data")
    offering: str | None = Field(default=None, description="offering id")
    model: str | None = Field(default=None, description="model id")
    model_class: str | None = Field(default=None, description="class of model")
    features: list[str] | None = Field(default=None, description="features used")
    region: str | None = Field(default=None, description="storage region")
    inference_region: str | None = Field(default=None, description="where the model runs")
    customer_region: str | None = Field(default=None, description="seat of the customer")
    end_user_regions: list[str] | None = Field(default=None, description="where users are")
    licence: str | None = Field(default=None, description="licence of the weights")
    downstream: str | None = Field(default=None, description="offering behind a router")


class CaseSource(Shape):
    """One source of model-written rows."""

    source: str = Field(description="offering or licence id, human, unknown")
    model: str | None = Field(default=None, description="model id")
    modality: str | None = Field(default=None, description="text, image ...")
    licence: str | None = Field(default=None, description="licence of an open model")
    model_class: str | None = Field(default=None, description="class of model")
    share: float | None = Field(default=None, description="share of rows")
    where: str | None = Field(default=None, description="files")


class BridgeCase(Shape):
    """An offering, a contract and some facts."""

    id: str = Field(description="name")
    title: str = Field(default="", description="name for people")
    date: dt.date | None = Field(default=None, description="decision date")
    option: CaseOption = Field(description="the option")
    overrides: dict[str, Any] = Field(default_factory=dict, description="declared contract")
    provenance: list[CaseSource] | None = Field(default=None, description="sources of model-written rows")
    facts: dict[str, Any] = Field(default_factory=dict, description="facts on top of the defaults")
    expect: Expectation = Field(description="what has to come out")
    why: str = Field(default="", description="why")


class BridgeCases(Shape):
    """A file of cases through the bridge."""

    version: str = Field(default="", description="version of the file")
    date: dt.date = Field(description="decision date")
    defaults: dict[str, Any] = Field(default_factory=dict, description="facts of all cases")
    cases: list[BridgeCase] = Field(description="the cases")
