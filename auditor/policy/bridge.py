"""From vendor terms and the customer's own contract to the facts that rules read (`v.*`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from auditor.policy.logic import Truth, conjoin
from auditor.policy.terms import Held, Reading, Terms, apply_models, flatten, met, terms_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from auditor.model import Option
    from auditor.policy.load import PolicyBase

#: "Until deleted" in days, when nobody says when that is.
FOREVER = 36500
#: A known part above this decides even if other parts are unknown.
_TOLERANCE = 30
_TRAINING = ("fine_tuning", "pretraining")
_PLAIN = frozenset({"inference", "chat_completions", "embeddings"})
_DROPPED_BY_ZDR = ("product_improvement", "deidentified")
#: Facts that only a declaration can give: no profile field counts for them.
DECLARED_ONLY = (
    "dpf_certified",
    "dpf_covers_hr",
    "tia",
    "baa",
    "c5_type2",
    "de_establishment",
    "secrecy_undertaking",
    "dpa_annex_amended",
    "ch_transfer",
    "ch_transfer_abroad",
    "uk_transfer",
    "uk_restricted_transfer",
    "ccpa_service_provider_terms",
)
#: Facts that a declaration may replace under their own name.
_REPLACED = ("confidentiality_terms", "tuned_model_deletable", "location_de_eu_or_adequate")
#: Which profile fields and overrides a fact rests on: for origins and sources.
FIELDS: dict[str, tuple[str, ...]] = {
    "v.trains_on_customer_data": ("training_on_customer_data", "training_opted_in", "training_opt_out_exercised"),
    "v.zdr": ("zdr", "zdr_availability", "zdr_exclusions"),
    "v.retention_days": (
        "retention_days",
        "prompt_retention_days",
        "retention_by_feature",
        "finetune_data_retention",
        "abuse_log_retention_days",
        "customer_deletes_within_days",
    ),
    "v.training_exceptions": ("training_exceptions",),
    "v.human_review": ("human_review",),
    "v.tuned_model_exclusive": ("finetune_exclusive_use",),
    "v.tuned_model_deletable": ("tuned_model_deletable", "finetune_data_retention"),
    "v.dpa": ("dpa_signed", "dpa"),
    "v.role": ("gdpr_role",),
    "v.storage_region": ("residency_storage",),
    "v.inference_region": ("residency_inference",),
    "v.third_country": (
        "third_country",
        "residency_storage",
        "residency_inference",
        "contracting_entity_country",
        "remote_access_countries",
    ),
    "v.transfer": ("transfer", "transfer_tools"),
    "v.location_de_eu_or_adequate": ("location_de_eu_or_adequate", "residency_storage", "residency_inference"),
    "v.subprocessors_listed": ("subprocessors_url",),
    "v.confidentiality_terms": ("confidentiality_terms", "customer_content_confidential"),
    **dict.fromkeys(("v.terms_prohibit", "v.terms_open", "v.terms_cleared"), ("prohibited_data",)),
    "v.terms_warned": ("prohibited_data", "special_category_note"),
    "v.use_bans": ("use_bans",),
    "v.preconditions_met": ("preconditions_met", "preconditions_not_met"),
    "v.baa": ("baa", "preconditions_met"),
    "v.licence_eu_excluded": ("licence_eu_restriction",),
    "v.licence_research_only": ("licence_commercial_limit",),
    "v.licence_threshold": ("licence_commercial_limit",),
    **{f"v.{name}": (name,) for name in DECLARED_ONLY if name != "baa"},
}


@dataclass(frozen=True)
class Bridged:
    """The `v.*` facts of one option, what they rest on, and what there is to say about it."""

    facts: dict[str, Any]
    readings: dict[str, Reading]  # by field
    licence_readings: dict[str, Reading]
    notes: tuple[str, ...]
    stale: dict[str, str]  # field -> last review date
    terms_facts: Mapping[str, Held] = field(default_factory=dict)  # the public terms, whatever the contract says

    def behind(self, key: str) -> tuple[Reading, ...]:
        """The fields a fact rests on."""
        pool = self.licence_readings if key.startswith("v.licence_") else self.readings
        return tuple(pool[name] for name in FIELDS.get(key, ()) if name in pool)


def bridge(base: PolicyBase, option: Option, overrides: Mapping[str, Any], today: date) -> Bridged:
    """Everything that terms and contract say about an option. Pure."""
    facts: dict[str, Any] = {}
    licence = _licence(base, option, overrides, today) if option.licence else None
    if licence is not None:
        _licence_facts(licence, option, facts)
    licence_readings = licence.readings if licence else {}
    stale = dict(licence.stale) if licence else {}
    notes = list(licence.notes) if licence else []
    if option.deployment == "self_host_onprem" or not option.offering:
        if option.deployment == "self_host_onprem":
            facts["v.terms_stale"] = bool(stale)
        return Bridged(facts, {}, licence_readings, (*notes, *_stale_note(stale)), stale)
    terms = terms_of(base, option, overrides, today)
    _contract_facts(terms, facts)
    _use_facts(terms, option, facts)
    _place_facts(base, terms, option, facts)
    _data_facts(terms, facts)
    _declared_facts(terms, facts)
    stale |= terms.stale
    facts["v.terms_stale"] = bool(stale)
    notes += [*terms.notes, *_stale_note(stale)]
    return Bridged(facts, terms.readings, licence_readings, tuple(dict.fromkeys(notes)), stale, terms.facts)


def _stale_note(stale: Mapping[str, str]) -> list[str]:
    if not stale:
        return []
    return ["past review date: " + ", ".join(f"{name} (review by {day})" for name, day in sorted(stale.items()))]


def _licence(base: PolicyBase, option: Option, overrides: Mapping[str, Any], today: date) -> Terms:
    """The licence of self-hosted weights."""
    named = {name: value for name, value in overrides.items() if value is not None}
    notes: list[str] = []
    flat = flatten(base, option.licence or "")
    return Terms(flat, apply_models(flat, option, met(named, "preconditions_met"), notes), named, today, notes=notes)


def _licence_facts(terms: Terms, option: Option, facts: dict[str, Any]) -> None:
    restriction, limit = terms.read("licence_eu_restriction"), terms.read("licence_commercial_limit")
    facts["v.licence_id"] = option.licence
    facts["v.licence_eu_excluded"] = None if restriction is None else restriction == "eu_licensees_excluded"
    facts["v.licence_research_only"] = None if limit is None else limit == "research_only"
    facts["v.licence_threshold"] = None if limit is None else str(limit).startswith("threshold")


# ---------------------------------------------------------------- plan, contract, role


def _contract_facts(terms: Terms, facts: dict[str, Any]) -> None:
    steps = [step.id for step in terms.flat.preconditions]
    yes, no = met(terms.overrides, "preconditions_met"), met(terms.overrides, "preconditions_not_met")
    facts["v.plan"] = terms.flat.offering.plan_class
    facts["v.offering_barred"] = terms.barred
    facts["v.has_preconditions"] = bool(steps)
    facts["v.preconditions_met"] = conjoin(True if s in yes else False if s in no else None for s in steps)
    facts["v.dpa"] = _dpa(terms)
    role = terms.read("gdpr_role")
    facts["v.role"] = None if role == "not_applicable" else role
    facts["v.subprocessors_listed"] = True if terms.read("subprocessors_url") else None
    facts["v.confidentiality_terms"] = _yes_no(terms.read("customer_content_confidential"))


def _dpa(terms: Terms) -> str | None:
    """Incorporated is not signed: entity and date must be declared."""
    offered, signed = terms.read("dpa"), terms.overrides.get("dpa_signed")
    if signed is True:
        return "signed"
    if offered == "not_offered":
        return "not_offered"
    return "not_signed" if signed is False else None


def _yes_no(value: Any) -> Truth:
    return {"yes": True, "no": False}.get(value) if isinstance(value, str) else None


# ---------------------------------------------------------------- use and retention


def _use_facts(terms: Terms, option: Option, facts: dict[str, Any]) -> None:
    facts["v.trains_on_customer_data"] = _trains(terms)
    used = frozenset(option.features or (("fine_tuning", "files") if option.activity in _TRAINING else ("inference",)))
    zdr = facts["v.zdr"] = _zdr(terms, used, facts["v.preconditions_met"])
    if "retention_days" in terms.overrides:
        facts["v.retention_days"] = terms.overrides["retention_days"]
    else:
        facts["v.retention_days"] = 0 if zdr else _retention(terms, used)
    exceptions = terms.read("training_exceptions") or []
    facts["v.training_exceptions"] = [x for x in exceptions if not (zdr and x in _DROPPED_BY_ZDR)]
    review = terms.read("human_review")
    facts["v.human_review"] = None if review is None else review != "none"
    facts["v.tuned_model_exclusive"] = _yes_no(terms.read("finetune_exclusive_use"))
    kept = terms.read("finetune_data_retention")
    deletable = kept == "until_deleted" or (isinstance(kept, int) and not isinstance(kept, bool))
    facts["v.tuned_model_deletable"] = True if deletable else None


def _trains(terms: Terms) -> str | None:
    match terms.read("training_on_customer_data"):
        case "no" | "not_applicable":
            return "no"
        case "yes":
            return "yes"
        case "opt_in":
            return "yes" if terms.overrides.get("training_opted_in") else "no"
        case "opt_out":
            return "no" if terms.overrides.get("training_opt_out_exercised") is True else "opt_out_not_exercised"
    return None


def _zdr(terms: Terms, used: frozenset[str], steps_done: Truth) -> Truth:
    """Zero data retention: declared, offered, and covering every feature that is used."""
    declared = terms.overrides.get("zdr")
    if terms.flat.offering.zdr_offering and declared is None:
        declared = steps_done
    excluded = terms.read("zdr_exclusions")
    zdr = _zdr_offered(terms, declared)
    if zdr and excluded and used & set(excluded):
        terms.notes.append("zero retention does not cover: " + ", ".join(sorted(used & set(excluded))))
        return False
    if zdr and excluded is None and used - _PLAIN:
        return None
    return zdr


def _zdr_offered(terms: Terms, declared: Truth) -> Truth:
    available = terms.read("zdr_availability")
    if available == "not_offered":
        if declared:
            terms.notes.append("declared zero retention is not available for this offering, feature or model")
        return False
    if available == "default" and declared is None:
        return _zdr_by_default(terms)
    held = terms.facts.get("zdr_availability")
    blurred = held is not None and bool(held.why)
    if available == "not_applicable" or (blurred and declared):
        return None
    return declared


def _zdr_by_default(terms: Terms) -> Truth:
    prompts, logs = terms.read("prompt_retention_days"), terms.read("abuse_log_retention_days")
    held = terms.facts.get("zdr_availability")
    sure = held is None or held.fact is None or held.fact.confidence != "low"
    return True if prompts == 0 and logs in ("none", 0) and sure else None


def _retention(terms: Terms, used: frozenset[str]) -> int | None:
    """Upper bound in days; one known period above the tolerance decides even if others are unknown."""
    by_feature = terms.read("retention_by_feature") or {}
    prompts = terms.read("prompt_retention_days")
    periods = [_kept(terms, feature, by_feature, prompts) for feature in sorted(used)]
    periods.append(terms.read("abuse_log_retention_days"))
    days = [_days(terms, period) for period in periods]
    known = [number for number in days if number is not None]
    if known and max(known) > _TOLERANCE:
        return max(known)
    return None if None in days else max(known)


def _kept(terms: Terms, feature: str, by_feature: Mapping[str, Any], prompts: Any) -> Any:
    if feature in by_feature:
        return by_feature[feature]
    if feature == "fine_tuning" and terms.read("finetune_data_retention"):
        return terms.read("finetune_data_retention")
    if feature in ("fine_tuning", "files") and prompts in (None, "varies"):
        return None
    return prompts


def _days(terms: Terms, period: Any) -> int | None:
    match period:
        case "none":
            return 0
        case "until_deleted":
            declared = terms.overrides.get("customer_deletes_within_days", FOREVER)
            return int(declared)
        case "account_lifetime":
            return FOREVER
        case int():
            return period
    return None


# ---------------------------------------------------------------- places and transfer


def _place_facts(base: PolicyBase, terms: Terms, option: Option, facts: dict[str, Any]) -> None:
    storage = _places(base, terms, "residency_storage", option.region)
    inference = _places(base, terms, "residency_inference", option.inference_region or option.region)
    entity = terms.read("contracting_entity_country")
    remote = terms.overrides.get("remote_access_countries")
    if remote is not None:
        terms.readings["remote_access_countries"] = Reading("remote_access_countries", remote, None)
    everywhere = storage | inference | {entity or "unknown"} | set(remote if remote is not None else ("unknown",))
    outside = {place for place in everywhere if place != "unknown" and place not in base.places.eea}
    facts["v.storage_region"], facts["v.inference_region"] = sorted(storage), sorted(inference)
    unsure = None if "unknown" in everywhere else False
    facts["v.third_country"] = terms.overrides.get("third_country", True if outside else unsure)
    adequate = base.places.adequate_on(terms.today)
    covered = bool(outside) and "unknown" not in everywhere and outside <= adequate
    facts["v.transfer"] = _transfer(terms, covered)
    seats = storage | inference
    inside = None if "unknown" in seats else True
    bad = any(place not in base.places.eea | adequate | {"unknown"} for place in seats)
    facts["v.location_de_eu_or_adequate"] = False if bad else inside
    seat = terms.flat.vendor.hq_country
    facts["v.parent_third_country"] = None if seat in ("unknown", "none") else seat not in base.places.eea


def _places(base: PolicyBase, terms: Terms, name: str, chosen: str | None) -> frozenset[str]:
    stated = terms.read(name) or ["unknown"]
    swapped = {"customer_choice": chosen or "unknown", "downstream": "unknown"}
    return base.places.expand_all(swapped.get(place, place) for place in stated)


def _transfer(terms: Terms, covered: bool) -> str | None:
    tools = terms.read("transfer_tools")
    if "transfer" in terms.overrides:
        return str(terms.overrides["transfer"])
    if covered:
        return "adequacy"
    if tools is None:
        return None
    if {"scc_m1", "scc_m2", "scc_m3"} & set(tools):
        return "scc"
    if "bcr" in tools:
        return "bcr"
    return "none" if tools == ["none_stated"] else None


# ---------------------------------------------------------------- restricted data and uses


def _data_facts(terms: Terms, facts: dict[str, Any]) -> None:
    buckets: dict[str, list[str]] = {"prohibit": [], "open": [], "cleared": [], "warned": []}
    bans = terms.read("prohibited_data")
    yes, no = met(terms.overrides, "preconditions_met"), met(terms.overrides, "preconditions_not_met")
    for ban in bans or ():
        buckets[_bucket(ban, yes, no)].append(ban["category"])
    if terms.read("special_category_note") == "not_intended":
        buckets["warned"].append("special_category")
    facts.update({f"v.terms_{name}": kinds for name, kinds in buckets.items()})
    if bans is None:
        facts["v.terms_prohibit"] = None
    facts["v.use_bans"] = terms.read("use_bans") or []


def _bucket(ban: Mapping[str, Any], yes: frozenset[str], no: frozenset[str]) -> str:
    if ban["rule"] == "prohibited":
        return "prohibit"
    if ban["rule"] == "warned_against":
        return "warned"
    step = ban.get("precondition")
    return "cleared" if step in yes else "prohibit" if step in no else "open"


def _declared_facts(terms: Terms, facts: dict[str, Any]) -> None:
    for name in DECLARED_ONLY:
        facts[f"v.{name}"] = terms.overrides.get(name)
    for name in _REPLACED:
        if name in terms.overrides:
            facts[f"v.{name}"] = terms.overrides[name]
    if "signed_baa" in met(terms.overrides, "preconditions_met"):
        facts["v.baa"] = True
    for name, value in terms.overrides.items():
        terms.readings.setdefault(name, Reading(name, value, None))
