"""The shapes of policy files: packs, authorities, vocabulary, places, panel, declaration table."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  (pydantic reads it at run time)
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from auditor.policy.logic import ConditionError, parse_condition


class Shape(BaseModel):
    """What every policy file obeys: no unknown keys, no change after loading, no input in messages."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


def _is_condition(value: Any) -> Any:
    problem = ""
    try:
        parse_condition(value)
    except ConditionError as error:
        problem = str(error)
    if problem:
        raise ValueError(problem)
    return value


Condition = Annotated[Any, AfterValidator(_is_condition)]
Layer = Literal["law", "case_law", "guidance", "contract", "standard", "policy_choice"]


class Rule(Shape):
    """One rule of a pack."""

    id: str = Field(description="name of the rule, the same in all versions", pattern=r"^[A-Za-z0-9][\w.-]*$")
    title: str = Field(description="what is wrong or required, in one line")
    layer: Layer = Field(description="what gives the rule its force")
    basis: list[str] = Field(description="authorities: '<id>' or '<id> :: <pinpoint>'", min_length=1)
    when: Condition = Field(description="condition under which the rule speaks")
    effect: Literal["prohibit", "review", "require", "inform"] = Field(description="what it says then")
    satisfied_by: Condition | None = Field(default=None, description="of `require`: condition that meets it")
    satisfied_by_measurement: bool = Field(default=False, description="true: met means evidenced, not relied upon")
    if_unmet: Literal["prohibit", "review", "condition"] | None = Field(
        default=None, description="of `require`: outcome when it is not met"
    )
    if_unknown: Literal["prohibit", "review", "condition"] | None = Field(
        default=None, description="of `require`: outcome when nobody knows; default: review or if_unmet, the milder"
    )
    severity: Literal["critical", "high", "medium", "low", "info"] = Field(description="how bad it is")
    settled: Literal["settled", "contested", "unsettled"] = Field(description="whether the law is clear")
    curable: bool = Field(default=False, description="a declared step can lift the prohibition")
    remediation: str = Field(description="what to do")
    rationale: str = Field(description="why the rule says so")

    def model_post_init(self, context: Any, /) -> None:
        """Keys of `require` stand together and nowhere else."""
        del context
        require = self.effect == "require"
        if require and ("satisfied_by" not in self.model_fields_set or self.if_unmet is None):
            raise ValueError("a rule with effect require needs satisfied_by and if_unmet")
        if not require and self.model_fields_set & {"satisfied_by", "if_unmet", "if_unknown"}:
            raise ValueError("satisfied_by, if_unmet and if_unknown belong to effect require")


class Pack(Shape):
    """A versioned file of rules."""

    pack: str = Field(description="id of the pack", pattern=r"^[a-z0-9][a-z0-9._-]*$")
    version: str = Field(description="version of the pack; a declaration may pin its beginning: eu-gdpr@0.1")
    law_as_of: dt.date = Field(description="state of the law")
    title: str = Field(description="name for people")
    jurisdiction: str = Field(default="", description="where it applies")
    status_note: str = Field(default="", description="what was left out, what is pending")
    applies_when: Condition = Field(default=True, description="condition under which the pack applies")
    review_by: dt.date | None = Field(
        default=None, description="after this date every verdict says: policy out of date"
    )
    reviewed_by: str | None = Field(default=None, description="who signed the pack off")
    dpv_status: dict[str, str] = Field(default_factory=dict, description="DPV terms for machine-readable output")
    overlay: bool = Field(default=False, description="true: replaces or adds rules of the shipped pack of that id")
    rules: list[Rule] = Field(description="the rules, in the order of the report")


class Authority(Shape):
    """A law, decision, guideline or contract type that rules rest on."""

    id: str = Field(description="what a basis names")
    title: str = Field(description="full name")
    number: str | None = Field(default=None, description="official number")
    date: str | None = Field(default=None, description="date of the text")
    status: Literal["final", "draft", "consultation", "annulled", "pending"] = Field(description="printed with it")
    url: str | None = Field(default=None, description="where to read it")
    checked_on: dt.date | None = Field(default=None, description="when somebody looked; null for how_sure K")
    how_sure: Literal["P", "S", "K"] = Field(description="P primary text seen, S several secondary, K from knowledge")
    note: str = Field(default="", description="what to know about it")
    uncited_reason: str = Field(default="", description="why it is listed although no rule cites it")


class Authorities(Shape):
    """All authorities, each once."""

    version: str = Field(default="", description="version of the list")
    as_of: dt.date | None = Field(default=None, description="state of the list")
    authorities: list[Authority] = Field(description="one row per authority")


Kind = Literal["measured", "declared", "looked_up", "option", "derived"]


class FactSpec(Shape):
    """What a fact may be."""

    kind: Kind = Field(description="who says it")
    type: Literal["bool", "enum", "list", "number", "text"] = Field(description="type of the value")
    values: list[str] | None = Field(default=None, description="words that an enum or list may hold")


class Vocabulary(Shape):
    """The closed list of facts."""

    facts: dict[str, FactSpec] = Field(description="facts by key")


class DeclaredFact(Shape):
    """Where a declared fact stands in audit.yaml, what to ask, and whom."""

    path: str = Field(description="key path; {stage} = development or deployment; facts = under its own name")
    who: str = Field(description="who can answer")
    question: str = Field(description="the question in plain language")
    read: str = Field(
        default="value", description="value, present, or 'equals X'", pattern=r"^(value|present|equals \S+)$"
    )


class DeclarationTable(Shape):
    """Declared facts by key."""

    declared: dict[str, DeclaredFact] = Field(description="facts by key")


class AskedFact(Shape):
    """A looked-up or measured fact that people can settle, and how."""

    path: str = Field(description="key path in audit.yaml")
    who: str = Field(description="who can answer")
    question: str = Field(description="the question in plain language")
    answers: list[Any] = Field(default_factory=list, description="values to try where the vocabulary has none")


class AskedTable(Shape):
    """Facts that are not declared as such, by key."""

    asked: dict[str, AskedFact] = Field(description="facts by key")


class Lever(Shape):
    """A step that people can take to change a fact."""

    to: list[Any] = Field(description="values that the step leads to")
    effort: int = Field(description="1 an hour at the desk ... 5 a project of months", ge=1, le=9)
    step: str = Field(description="the step, as an instruction; {value} stands for the value reached")
    only_unknown: bool = Field(default=False, description="true: exists only while nobody knows the fact")


class Levers(Shape):
    """Steps by the fact they change."""

    levers: dict[str, Lever | list[Lever]] = Field(description="steps by fact")


class AdequateCountry(Shape):
    """A country with an adequacy decision."""

    c: str = Field(description="ISO 3166-1 code")
    limit: str | None = Field(
        default=None, description="whom the decision covers; limited ones don't count by themselves"
    )
    expires: dt.date | None = Field(default=None, description="last day")
    instrument: str = Field(default="", description="the decision")
    note: str = Field(default="", description="what to know")
    risk: str = Field(default="", description="what may end it")
    adopted: dt.date | None = Field(default=None, description="date of the decision")


class Adequacy(Shape):
    """The EEA and the countries with an adequacy decision."""

    as_of: dt.date = Field(description="state of the list")
    last_verified: str = Field(default="", description="when and how it was checked")
    eea: list[str] = Field(description="ISO codes")
    adequate: list[AdequateCountry] = Field(description="countries")
    not_adequate_examples: list[str] = Field(default_factory=list, description="for readers")


Activity = Literal["pretraining", "fine_tuning", "prompting", "rag", "evaluation"]
Deployment = Literal["self_host_onprem", "self_host_cloud", "vendor_api", "consumer_app"]


class PanelRow(Shape):
    """A default way of using data; one option per activity."""

    id: str = Field(description="name of the row")
    title: str = Field(description="name for people")
    deployment: Deployment = Field(description="where the model runs")
    offering: str = Field(description="offering id")
    licence: str | None = Field(default=None, description="licence of self-hosted weights, an offering id")
    region: str | None = Field(description="storage or deployment region")
    inference_region: str | None = Field(description="where the model runs")
    features: list[str] | None = Field(default=None, description="features of the vendor that are used")
    check_tuning: bool = Field(default=False, description="whether this model can be tuned there was not verified")
    activities: dict[Activity, str] = Field(description="activity -> model id")


class Panel(Shape):
    """The options judged when audit.yaml names none."""

    version: str = Field(default="", description="version of the panel")
    options: list[PanelRow] = Field(description="rows")
    sample_facts: dict[str, Any] = Field(default_factory=dict, description="for a check of the panel; never judged by")


class Waiver(Shape):
    """A named lawyer's decision about a rule; shown beside the outcome, never removes it."""

    rule: str = Field(description="rule id")
    decision: str = Field(default="accepted", description="what was decided")
    by: str = Field(description="name of the lawyer")
    reason: str = Field(description="why")
    date: dt.date | None = Field(default=None, description="when it was decided")
    expires: dt.date = Field(description="last day")
    option: str | None = Field(default=None, description="only for this option")


class Waivers(Shape):
    """A file of waivers."""

    waivers: list[Waiver] = Field(description="the waivers")
