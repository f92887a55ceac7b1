"""Derived facts: what an option is, what kinds of data there are, and the nine criteria of a DPIA."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.policy.logic import OPEN, Truth, disjoin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_TRAINING = ("pretraining", "fine_tuning")
_DEPLOYMENTS = {
    "opt.external": ("vendor_api", "self_host_cloud", "consumer_app"),
    "opt.vendor_model": ("vendor_api", "consumer_app"),
    "opt.self_hosted": ("self_host_onprem", "self_host_cloud"),
}
#: Kinds of data as vendor terms name them -> measured or declared facts, any of which makes the kind.
_KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("personal_data", ("data.personal",)),
    ("special_category", ("data.special",)),
    ("health", ("special:health", "data.phi")),
    ("phi", ("data.phi",)),
    ("biometric", ("special:biometric", "data.biometric_faces")),
    ("criminal", ("data.criminal",)),
    ("children", ("data.children",)),
    ("national_id", ("data.national_id",)),
    ("payment_card", ("data.payment_card", "data.card_auth_data")),
    ("financial", ("data.bank_account", "data.payment_card", "data.financial")),
    ("birth_date", ("data.birth_date",)),
    ("credentials", ("data.credentials",)),
    ("confidential", ("data.third_party_confidential", "data.trade_secret", "data.professional_secrecy")),
    ("third_party_confidential", ("data.third_party_confidential",)),
    ("classified", ("data.government_classified",)),
    ("export_controlled", ("data.export_controlled",)),
)
_HIGHLY_PERSONAL = tuple(
    f"data.{name}"
    for name in ("special", "criminal", "communications", "location_precise", "bank_account", "payment_card")
)
#: What each derived fact is computed from: for incremental evaluation and for explanations.
INPUTS: dict[str, tuple[str, ...]] = {
    "opt.is_training": ("opt.activity",),
    **dict.fromkeys(_DEPLOYMENTS, ("opt.deployment",)),
    "data.kinds": (
        "data.special_kinds",
        *dict.fromkeys(key for _, keys in _KINDS for key in keys if not key.startswith("special:")),
    ),
    "data.api_output_restricted": ("data.output_restrictions",),
    "dpia.two_or_more": (
        "data.personal",
        *_HIGHLY_PERSONAL,
        "data.children",
        "data.employee",
        "opt.activity",
        "ctx.evaluation_scoring",
        "ctx.adm_significant",
        "ctx.systematic_monitoring",
        "ctx.large_scale",
        "ctx.matching_datasets",
        "ctx.vulnerable_subjects",
        "ctx.innovative_use",
        "ctx.gatekeeping",
    ),
}


def derive(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with all derived ones added; never changes a given fact apart from derived keys."""
    result = dict(facts)
    deployment, activity = facts.get("opt.deployment"), facts.get("opt.activity")
    result["opt.is_training"] = None if activity is None else activity in _TRAINING
    for key, words in _DEPLOYMENTS.items():
        result[key] = None if deployment is None else deployment in words
    result["data.kinds"] = kinds(facts)
    if "competing_models" in (facts.get("data.output_restrictions") or ()):
        result["data.api_output_restricted"] = True
    criteria = dpia_criteria(facts, result["opt.is_training"])
    certain = [name for name, truth in criteria.items() if truth]
    open_ones = [name for name, truth in criteria.items() if truth is None]
    result["dpia.criteria"], result["dpia.criteria_unknown"] = certain, open_ones
    result["dpia.score"] = len(certain) if facts.get("data.personal") else 0
    possible = len(certain) + len(open_ones)
    result["dpia.two_or_more"] = True if len(certain) > 1 else None if possible > 1 else False
    return result


def kinds(facts: Mapping[str, Any]) -> list[str]:
    """Kinds of data present, in the words of vendor terms."""
    special = facts.get("data.special_kinds") or ()

    def holds(key: str) -> bool:
        return key[8:] in special if key.startswith("special:") else bool(facts.get(key))

    found = [kind for kind, keys in _KINDS if any(holds(key) for key in keys)]
    return [*found, OPEN] if OPEN in special else found


def dpia_criteria(facts: Mapping[str, Any], training: Truth) -> dict[str, Truth]:
    """The criteria of WP248, each met, not met or unknown."""
    get = facts.get
    vulnerable = _any_of(facts, ("data.children", "data.employee"))
    return {
        "1_evaluation_scoring": get("ctx.evaluation_scoring"),
        "2_automated_decision": get("ctx.adm_significant"),
        "3_systematic_monitoring": get("ctx.systematic_monitoring"),
        "4_sensitive_or_highly_personal": _any_of(facts, _HIGHLY_PERSONAL),
        "5_large_scale": get("ctx.large_scale"),
        "6_matching_datasets": get("ctx.matching_datasets"),
        "7_vulnerable_subjects": disjoin([vulnerable, get("ctx.vulnerable_subjects")]),
        "8_innovative_technology": disjoin([training, get("ctx.innovative_use")]),
        "9_prevents_right_or_service": get("ctx.gatekeeping"),
    }


def _any_of(facts: Mapping[str, Any], keys: Iterable[str]) -> Truth:
    """Whether one of these facts of the data holds; unknown only where a part of the data was not read."""
    if any(facts.get(key) for key in keys):
        return True
    return None if OPEN in (facts.get("data.special_kinds") or ()) else False
