"""All facts of one option put together: measured, declared, looked up, each with where it came from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from auditor.model import Fact
from auditor.policy.assume import Assumptions
from auditor.policy.bridge import Bridged, bridge
from auditor.policy.derive import INPUTS
from auditor.policy.measured import without
from auditor.policy.partial import is_of_a_part
from auditor.policy.provenance import Restrictions, restrictions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from auditor.model import Option
    from auditor.policy.declaration import Declaration
    from auditor.policy.load import PolicyBase
    from auditor.policy.measured import Measured, Observed
    from auditor.policy.terms import Reading

_HINT_SOURCES = ("public_web", "third_party")
_NOT_DETECTED = "not detected"
_NOT_DECLARED = "not declared"
_NOT_ALL_READ = "only a part of the data was read"


@dataclass(frozen=True)
class Case:
    """Everything there is to judge by, apart from the option."""

    base: PolicyBase
    observed: Observed
    assurance: Mapping[str, Measured]
    declaration: Declaration
    today: date
    assumed: Assumptions = field(default_factory=Assumptions)


@dataclass(frozen=True)
class Situation:
    """The facts of one option."""

    option: Option
    facts: dict[str, Any]  # without derived ones
    origins: dict[str, str]
    bridged: Bridged
    sources: Restrictions

    @property
    def notes(self) -> tuple[str, ...]:
        """What the terms had to say."""
        return self.bridged.notes


def situation(case: Case, option: Option) -> Situation:
    """Facts and origins of an option. Pure."""
    assumed = case.assumed
    if assumed.option:
        option = replace(option, **assumed.option)
    if assumed.redact:
        case = replace(case, observed=without(case.observed, assumed.redact), assurance=_unbacked(case.assurance))
    overrides = {**case.declaration.overrides(option), **assumed.contract}
    bridged = bridge(case.base, option, overrides, case.today)
    facts: dict[str, Any] = {}
    origins: dict[str, str] = {}
    _add_measured(case, facts, origins)
    _add_declared(case, option, facts, origins)
    facts |= {"opt.deployment": option.deployment, "opt.activity": option.activity}
    facts |= bridged.facts
    origins |= {key: _looked_up(case, option, bridged, key) for key in bridged.facts}
    sources = _add_sources(case, option, facts, origins)
    for key, value in assumed.facts.items():
        facts[key], origins[key] = value, "assumed (--assume)"
    return Situation(option, facts, origins, bridged, sources)


def _unbacked(assurance: Mapping[str, Measured]) -> dict[str, Measured]:
    """A labelled sample belongs to the data it was drawn from, not to a redacted copy."""
    return {key: measured for key, measured in assurance.items() if key == "assurance.coverage"}


def explained(case: Case, here: Situation, full: Mapping[str, Any], key: str) -> Fact:
    """A fact as a rule used it, with its origin in words."""
    spec = case.base.vocabulary.get(key)
    kind = spec.kind if spec is not None else "derived"
    value = full.get(key, False if key.startswith("data.") else None)
    return Fact(key, tuple(value) if isinstance(value, list) else value, kind, _origin(here, full, key, kind))


def _origin(here: Situation, full: Mapping[str, Any], key: str, kind: str) -> str:
    if key in here.origins:
        return here.origins[key]
    if kind == "option":
        return f"option {here.option.id}"
    if kind == "derived" or key in INPUTS:
        return _derived_origin(full, key)
    if kind == "measured":
        return _NOT_DETECTED if key.startswith("data.") else "not measured"
    return "not known" if kind == "looked_up" else _NOT_DECLARED


def _derived_origin(full: Mapping[str, Any], key: str) -> str:
    if key == "dpia.two_or_more":
        met, unknown = full["dpia.criteria"], full["dpia.criteria_unknown"]
        return f"criteria of WP248 met: {', '.join(met) or 'none'}; unknown: {', '.join(unknown) or 'none'}"
    if key == "data.kinds":
        return "kinds of data found and declared, in the words of vendor terms"
    return f"follows from {', '.join(INPUTS.get(key, ()))}"


# ---------------------------------------------------------------- measured


def _add_measured(case: Case, facts: dict[str, Any], origins: dict[str, str]) -> None:
    for key, measured in {**case.observed.facts, **case.assurance}.items():
        value = measured.value
        facts[key] = list(value) if isinstance(value, tuple) else value
        origins[key] = f"measured: {measured.evidence}" if measured.evidence else "measured"


def _add_declared(case: Case, option: Option, facts: dict[str, Any], origins: dict[str, str]) -> None:
    for key, declared in case.declaration.facts(option.activity).items():
        facts[key] = list(declared.value) if isinstance(declared.value, tuple) else declared.value
        origins[key] = declared.origin
    _add_licence_status(case, facts, origins)
    _add_health_facts(case, facts, origins)


def _add_licence_status(case: Case, facts: dict[str, Any], origins: dict[str, str]) -> None:
    """Content of others without a declared licence: its status is unknown, not absent."""
    if "data.licence_status" in facts:
        return
    collection = case.declaration.raw.get("collection")
    source = collection.get("source") if isinstance(collection, dict) else None
    if source in _HINT_SOURCES:
        facts["data.licence_status"] = "unknown"
        origins["data.licence_status"] = f"{_NOT_DECLARED}; collection.source is {source}"
    elif case.observed.entities.get("LICENSE_HEADER"):
        facts["data.licence_status"] = "unknown"
        origins["data.licence_status"] = f"{_NOT_DECLARED}; licence headers were found"
    elif is_of_a_part(facts):
        facts["data.licence_status"] = "unknown"
        origins["data.licence_status"] = f"{_NOT_DECLARED}; {_NOT_ALL_READ}"


def _add_health_facts(case: Case, facts: dict[str, Any], origins: dict[str, str]) -> None:
    """Facts that hold only for those whom HIPAA covers."""
    if facts.get("ctx.hipaa_covered") is not True:
        return
    health = "health" in (facts.get("data.special_kinds") or ())
    if health or facts.get("data.hipaa18_detected"):
        facts["data.phi"] = True
        origins["data.phi"] = "HIPAA covers the organisation, and health data or HIPAA identifiers were found"
    elif is_of_a_part(facts):
        facts["data.phi"], origins["data.phi"] = None, _NOT_ALL_READ
    records = case.observed.signals.get("substance_use_confirmed", 0)
    if records:
        facts["data.sud_records"] = True
        origins["data.sud_records"] = f"measured: substance use, linked to a person, in {records} records"
    elif is_of_a_part(facts):
        facts["data.sud_records"], origins["data.sud_records"] = None, _NOT_ALL_READ


# ---------------------------------------------------------------- looked up


def _looked_up(case: Case, option: Option, bridged: Bridged, key: str) -> str:
    told = [_reading(case, option, reading) for reading in bridged.behind(key)]
    if told:
        return "; ".join(told)
    spec = case.base.vocabulary.get(key)
    if spec is not None and spec.kind == "declared":
        return _NOT_DECLARED
    return f"offering {option.offering}" if option.offering else f"option {option.id}"


def _reading(case: Case, option: Option, reading: Reading) -> str:
    if reading.held is None and reading.field in case.assumed.contract:
        return f"assumed (--assume contract.{reading.field})"
    if reading.held is None:
        return case.declaration.override_origin(option, reading.field)
    fact, offering = reading.held.fact, reading.held.offering
    if fact is None:
        return f"{offering} {reading.field}: unknown, {reading.held.why}"
    value = "unknown" if reading.value is None else shown(reading.value)
    where = ", ".join(part for part in (fact.source, fact.locator) if part) or fact.source_kind
    dates = f"as of {fact.as_of}, review by {fact.review_by}" + (", STALE" if reading.stale else "")
    return f"{offering} {reading.field} = {value} ({where}; {dates})"


def shown(value: Any) -> str:
    """A value in a sentence."""
    if isinstance(value, list | tuple):
        return ", ".join(shown(item) for item in value) or "none"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {shown(item)}" for key, item in value.items())
    return {True: "true", False: "false", None: "unknown"}.get(value, str(value)) if _is_plain(value) else str(value)


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, bool)


def _add_sources(case: Case, option: Option, facts: dict[str, Any], origins: dict[str, str]) -> Restrictions:
    """Model-written rows by the terms of the model that wrote them; a hint without rows is of unknown source."""
    rows, key = case.declaration.generated_by, "data.output_restrictions"
    hints = case.observed.entities.get("MODEL_OUTPUT", 0)
    found = restrictions(case.base, rows or (), option, case.today)
    if not rows and (hints or is_of_a_part(facts)):
        found = replace(found, codes=("unknown",))
        declared = "generated_by is declared empty" if rows == () else "generated_by is not declared"
        origins[key] = f"{declared}; " + (f"measured: MODEL_OUTPUT {hints}" if hints else _NOT_ALL_READ)
    elif rows is not None:
        origins[key] = f"audit.yaml (generated_by): {'; '.join(found.evidence) or 'none'}"
    else:
        return found
    facts[key] = list(found.codes)
    return found
