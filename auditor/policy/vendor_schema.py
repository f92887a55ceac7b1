"""The shapes of vendor files: sourced, dated facts about an offering, and what the field list allows."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from pydantic import ConfigDict, Field

from auditor.policy.schema import Shape

_CODE = re.compile(r"[A-Z]{2}")
_PLACE = re.compile(r"[A-Z]{2}|EEA|EFTA|global|customer_choice|downstream")


class VendorFact(Shape):
    """One paraphrased fact with where it was read and when to read it again."""

    value: Any = Field(description="the fact, in the words of the field list; unknown where nobody knows")
    text: str = Field(description="paraphrase of the clause; never the vendor's wording")
    detail: str | None = Field(default=None, description="what the value does not tell")
    conditions: str | None = Field(default=None, description="when it holds")
    basis: Literal["paraphrase", "derived", "none"] = Field(description="read, reasoned, or unknown")
    source: str | None = Field(description="address of the page or name of the document")
    source_kind: Literal[
        "contract", "dpa", "policy", "product_docs", "help_article", "licence", "secondary", "none"
    ] = Field(description="weight of the source, in this order")
    locator: str | None = Field(default=None, description="where on the page")
    as_of: str = Field(description="date of the text, a year, or unknown")
    as_of_note: str | None = Field(default=None, description="what the date means")
    copy_seen: str | None = Field(default=None, description="which copy was read")
    confidence: Literal["high", "medium", "low"] = Field(description="how sure")
    review_by: date = Field(description="after this date the fact counts as stale")

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return not is_unknown(self.value)


class Precondition(Shape):
    """A step by the customer without which the plan does not exist."""

    id: str = Field(description="word of the field list")
    text: str = Field(default="", description="what has to be done")


class ModelOverride(Shape):
    """Facts that differ for some models."""

    label: str = Field(description="name for people")
    models: list[str] | None = Field(default=None, description="globs on the lower-cased model id")
    model_class: Literal["open_weights", "vendor_own", "closed_third_party"] | None = Field(
        default=None, description="class of model, where ids don't tell"
    )
    unless_declared: str | None = Field(default=None, description="precondition that switches the entry off")
    facts: dict[str, VendorFact] = Field(description="the facts that differ")


class RegionRule(Shape):
    """What changes with the place of users or customer."""

    id: str = Field(description="name")
    when: dict[Literal["end_user_regions_any_of", "customer_region_any_of"], list[str]] = Field(
        description="one condition over places", min_length=1, max_length=1
    )
    effect: Literal["not_permitted", "use_fields_of"] = Field(description="barred, or facts of another offering")
    offering: str = Field(description="the offering to use, or whose facts count")
    fields: list[str] | None = Field(default=None, description="of use_fields_of: which facts")
    fact: VendorFact = Field(description="where it is said")


class Offering(Shape):
    """A product and plan of a vendor, or the licence of a model."""

    id: str = Field(description="name used in options", pattern=r"^[a-z0-9][\w.-]*$")
    name: str = Field(description="name for people")
    surface: Literal["api", "app", "cloud_platform", "router", "dedicated_endpoint", "iaas", "on_prem", "weights"] = (
        Field(description="what kind of product")
    )
    plan: str = Field(description="name of the plan")
    plan_class: Literal["consumer", "free", "business", "own", "weights"] = Field(description="what kind of plan")
    inherits: str | None = Field(default=None, description="offering whose facts count where this one is silent")
    zdr_offering: bool = Field(
        default=False, description="true: the plan is zero data retention once its steps are done"
    )
    preconditions: list[Precondition] = Field(default_factory=list, description="steps by the customer")
    models: list[str] = Field(default_factory=list, description="of a licence: globs of the models it covers")
    facts: dict[str, VendorFact] = Field(default_factory=dict, description="facts by field")
    model_overrides: list[ModelOverride] = Field(default_factory=list, description="facts that differ by model")
    region_rules: list[RegionRule] = Field(default_factory=list, description="what places change")


class Vendor(Shape):
    """Who offers it."""

    id: str = Field(description="short name")
    name: str = Field(description="name")
    hq_country: str = Field(description="ISO code of the parent's seat; unknown or none")


class VendorFile(Shape):
    """One vendor with its offerings."""

    schema_version: Literal[2] = Field(description="version of this shape")
    profile_version: str = Field(description="date of the file")
    status: str = Field(description="draft or signed off, by whom")
    vendor: Vendor = Field(description="the vendor")
    disclaimer: str = Field(default="", description="what the file is not")
    notes: str = Field(default="", description="for readers")
    overlay: bool = Field(default=False, description="true: adds to or replaces facts of shipped offerings by id")
    offerings: list[Offering] = Field(description="the offerings")


class FieldSpec(Shape):
    """What a vendor fact may hold."""

    bridge: bool = Field(description="false: for display only")
    type: Literal[
        "enum", "int_or", "list_of", "list_text", "text", "code", "region_list", "map_int_or", "prohibited", "date"
    ] = Field(description="type of the value")
    values: list[str] | str | None = Field(
        default=None, description="allowed words; '$name' is a list of the schema file"
    )


class FieldList(Shape):
    """The field list of vendor files (`vendor_terms.schema.yaml`)."""

    schema_version: int = Field(description="version")
    precondition_ids: list[str] = Field(description="steps by the customer")
    features: list[str] = Field(description="features of APIs")
    data_categories: list[str] = Field(description="kinds of data in terms")
    prohibited_rules: list[str] = Field(description="how strict a ban is")
    fields: dict[str, FieldSpec] = Field(description="fields by name")

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    def problem(self, name: str, value: Any) -> str:
        """Why a value is none of the field, or nothing."""
        spec = self.fields.get(name)
        if spec is None:
            return f"no such field: {name}"
        if is_unknown(value) and value is not None:
            return ""
        words = self._words(spec)
        return "" if _fits(spec.type, value, words, self) else f"{name} takes {_expected(spec.type, words)}"

    def _words(self, spec: FieldSpec) -> tuple[str, ...]:
        if isinstance(spec.values, str):
            return tuple(getattr(self, spec.values.removeprefix("$")))
        return tuple(spec.values or ())


def is_unknown(value: Any) -> bool:
    """Whether a vendor fact's value says that nobody knows."""
    return value is None or value == "unknown" or value == ["unknown"]


@lru_cache(maxsize=256)
def _expected(kind: str, words: tuple[str, ...]) -> str:
    listed = ", ".join(words)
    return {
        "enum": f"one of {listed}",
        "int_or": f"a whole number or one of {listed}",
        "list_of": f"a list of {listed}",
        "list_text": "a list of texts",
        "text": "a text",
        "date": "a date like 2027-01-06",
        "code": "a country code in quotes, like 'NO' (without quotes YAML reads NO as false)",
        "region_list": "a list of country codes in quotes, EEA, EFTA, global, customer_choice or downstream",
        "map_int_or": f"a mapping of features to whole numbers or one of {listed}",
        "prohibited": "a list of {category, rule, precondition, unless}",
    }[kind]


def _fits(kind: str, value: Any, words: tuple[str, ...], fields: FieldList) -> bool:
    match kind:
        case "enum":
            return value in words
        case "int_or":
            return _is_int(value) or value in words
        case "list_of":
            return isinstance(value, list) and all(item in words for item in value)
        case "list_text":
            return isinstance(value, list)
        case "text":
            return isinstance(value, str)
        case "date":
            return isinstance(value, date) or bool(re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)))
        case "code":
            return isinstance(value, str) and bool(_CODE.fullmatch(value))
        case "region_list":
            return isinstance(value, list) and all(isinstance(p, str) and _PLACE.fullmatch(p) for p in value)
        case "map_int_or":
            pairs = value.items() if isinstance(value, dict) else [("", None)]
            return all(k in fields.features and (_is_int(v) or v in words) for k, v in pairs)
    return isinstance(value, list) and all(_is_ban(row, fields) for row in value)


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_ban(row: Any, fields: FieldList) -> bool:
    if not isinstance(row, dict) or not {"category", "rule"} <= set(row):
        return False
    conditional = row.get("precondition") in fields.precondition_ids
    known = row["category"] in fields.data_categories and row["rule"] in fields.prohibited_rules
    return known and conditional == (row["rule"] == "prohibited_unless")
