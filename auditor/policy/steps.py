"""Steps that could be taken for one option, each with the facts it would change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from auditor.policy.assume import Assumptions
from auditor.policy.bridge import bridge
from auditor.policy.measured import without
from auditor.policy.options import offering_option
from auditor.policy.situation import shown
from auditor.policy.terms import flatten, met

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from auditor.model import Option
    from auditor.policy.schema import Lever
    from auditor.policy.situation import Case, Situation
    from auditor.policy.vendor_schema import Offering

_CONTRACT = "contract."
_NAMED = 4
_REDACT_EFFORT = 2
_REDACT_ALL_EFFORT = 4
_OTHER_PLAN_EFFORT = 3
_REGION_EFFORT = 2
#: A region inside the EEA, tried where the customer chooses the place.
_REGION = "DE"
#: Families of models that have offerings of their own.
_FAMILIES = ("claude", "gemini")
#: Facts of the data that redaction could unset, with the words for the step.
_REDACTABLE = {
    "data.personal": "everything that relates to people",
    "data.direct_identifiers": "direct identifiers",
    "data.special": "special-category data",
    "data.special_suspected": "suspected special-category data",
    "data.criminal": "data on offences",
    "data.children": "data of children",
    "data.national_id": "national identifiers",
    "data.birth_date": "birth dates",
    "data.payment_card": "card numbers",
    "data.card_auth_data": "card verification data",
    "data.bank_account": "bank accounts",
    "data.financial": "financial data",
    "data.credentials": "keys and passwords",
    "data.location_precise": "exact positions",
    "data.employee": "staff data",
    "data.professional_secrecy": "records marked as professional secrets",
    "data.government_classified": "classified records",
    "data.tlp": "records with a TLP marking",
    "data.copyleft_code": "copyleft code",
    "data.tdm_reserved_machine": "records with a machine-readable reservation",
    "data.tdm_reserved_natural": "records with a reservation in words",
}


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One thing to do, the facts it would change, and how to assume it on the command line."""

    text: str
    effort: int
    changes: tuple[tuple[str, Any], ...]
    assume: tuple[str, ...]
    assumption: Assumptions
    topic: str  # steps of one topic exclude each other
    preference: int = 0  # among equals, as the file of levers lists them

    @property
    def order(self) -> tuple[int, int, str]:
        """Cheapest first."""
        return (self.effort, self.preference, self.text)

    @property
    def redacts(self) -> bool:
        """Whether it changes the data."""
        return bool(self.assumption.redact)


def steps_for(case: Case, here: Situation) -> tuple[Step, ...]:
    """Every step that changes something for this option, cheapest first."""
    found = [
        *_declared_steps(case, here),
        *_redactions(case, here),
        *_other_plans(case, here),
        *_other_regions(case, here),
    ]
    return tuple(sorted((step for step in found if step.changes), key=lambda step: step.order))


def _declared_steps(case: Case, here: Situation) -> Iterator[Step]:
    for key, listed in case.base.levers.levers.items():
        for lever in listed if isinstance(listed, list) else [listed]:
            if key.startswith(_CONTRACT):
                yield from _contract_steps(case, here, key.removeprefix(_CONTRACT), lever)
            else:
                yield from _fact_steps(here, key, lever)


def _fact_steps(here: Situation, key: str, lever: Lever) -> Iterator[Step]:
    """A declared fact can only be cured where it is known to be bad, or not known."""
    now = here.facts.get(key)
    open_now = now is None or (key == "data.output_restrictions" and "unknown" in now)
    if (lever.only_unknown and not open_now) or (key.startswith("data.") and now is None):
        return
    for place, value in enumerate(lever.to):
        if value != now:
            told = lever.step.replace("{value}", shown(value))
            assumed = Assumptions(facts={key: value})
            yield Step(told, lever.effort, ((key, value),), (f"{key}={_word(value)}",), assumed, key, place)


def _contract_steps(case: Case, here: Situation, name: str, lever: Lever) -> Iterator[Step]:
    """A contract term counts as far as the bridge lets it: what nobody offers changes nothing."""
    overrides = case.declaration.overrides(here.option)
    read = here.bridged.readings.get(name)
    if here.option.deployment == "self_host_onprem" or (
        lever.only_unknown and read is not None and read.value is not None
    ):
        return
    for value in _values(case, here, name, lever):
        term = {name: value}
        after = bridge(case.base, here.option, {**overrides, **case.assumed.contract, **term}, case.today).facts
        if not here.option.offering:
            after = {f"v.{name}": value} if f"v.{name}" in case.base.vocabulary else {}
        changes = _difference(here.facts, after)
        told = lever.step.replace("{value}", shown(value))
        assumed = Assumptions(contract=term)
        yield Step(told, lever.effort, changes, (f"{_CONTRACT}{name}={_word(value)}",), assumed, f"{_CONTRACT}{name}")


def _values(case: Case, here: Situation, name: str, lever: Lever) -> list[Any]:
    """Values of a contract term; steps that a plan or its terms ask for are the offering's own."""
    if name != "preconditions_met" or here.option.offering not in case.base.offers:
        return lever.to
    flat = flatten(case.base, here.option.offering)
    held = flat.facts.get("prohibited_data")
    bans = held.value if held is not None and isinstance(held.value, list) else []
    needed = {step.id for step in flat.preconditions} | {ban["precondition"] for ban in bans if ban.get("precondition")}
    already = met(case.declaration.overrides(here.option), name)
    return [sorted(needed | already)] if needed - already else []


def _redactions(case: Case, here: Situation) -> Iterator[Step]:
    """Redact what causes one fact; the copy has to be scanned again."""
    done: set[tuple[str, ...]] = set()
    for key, what in _REDACTABLE.items():
        measured = case.observed.facts.get(key)
        causes = measured.causes if measured is not None else ()
        if not causes or causes in done or any(cause.startswith("signal:") for cause in causes):
            continue
        done.add(causes)
        left = without(case.observed, causes).values
        gone = tuple(
            (name, left.get(name, False)) for name in case.observed.facts if left.get(name) != here.facts.get(name)
        )
        changes = tuple((name, list(v) if isinstance(v, tuple) else v) for name, v in gone if name.startswith("data."))
        doubt = tuple((name, None) for name in case.assurance if name != "assurance.coverage")
        effort = _REDACT_ALL_EFFORT if key == "data.personal" else _REDACT_EFFORT
        named = ", ".join(sorted(causes)[:_NAMED]) + (
            f" and {len(causes) - _NAMED} more" if len(causes) > _NAMED else ""
        )
        told = f"Redact {what}: {named} (`audit redact`), and scan the copy again"
        assumed = Assumptions(redact=frozenset(causes))
        yield Step(
            told, effort, changes + doubt, tuple(f"redact={n}" for n in sorted(causes)), assumed, f"redact {key}"
        )


def _other_plans(case: Case, here: Situation) -> Iterator[Step]:
    """Other plans of the same vendor for the same model."""
    option = here.option
    if option.offering not in case.base.offers:
        return
    own = case.base.offers[option.offering]
    for name, offer in sorted(case.base.offers.items()):
        other = offering_option(offer.offering, option.activity)
        if name == option.offering or offer.vendor.id != own.vendor.id or not _is_alternative(offer.offering, option):
            continue
        moved = replace(option, offering=name, deployment=other.deployment)
        told = f"Use {offer.offering.name} ({name}) instead of {option.offering}"
        assumed = Assumptions(option={"offering": name, "deployment": other.deployment})
        facts = _moved(case, here, moved)
        yield Step(told, _OTHER_PLAN_EFFORT, facts, (f"offering={name}",), assumed, "place")


def _is_alternative(offering: Offering, option: Option) -> bool:
    """Whether a plan could do the same work with the same model."""
    if offering.surface not in ("api", "cloud_platform") or offering.plan_class in ("free", "consumer"):
        return False
    if option.deployment.startswith("self_host") or ("tun" in offering.plan and not _is_training(option)):
        return False
    model, name = (option.model or "").lower(), offering.id.lower()
    return all(family not in name or family in model for family in _FAMILIES)


def _is_training(option: Option) -> bool:
    return option.activity in ("fine_tuning", "pretraining")


def _other_regions(case: Case, here: Situation) -> Iterator[Step]:
    option = here.option
    if option.deployment == "self_host_onprem" or option.region in case.base.places.eea:
        return
    told = f"Choose a region in the EEA ({_REGION} assumed here)"
    assumed = Assumptions(option={"region": _REGION, "inference_region": _REGION})
    moved = replace(option, region=_REGION, inference_region=_REGION)
    yield Step(
        told,
        _REGION_EFFORT,
        _moved(case, here, moved),
        (f"region={_REGION}", f"inference_region={_REGION}"),
        assumed,
        "place",
    )


def _moved(case: Case, here: Situation, option: Option) -> tuple[tuple[str, Any], ...]:
    """Facts that would differ at another place or plan."""
    overrides = {**case.declaration.overrides(here.option), **case.assumed.contract}
    after = bridge(case.base, option, overrides, case.today).facts
    return (*_difference(here.facts, after), *_difference(here.facts, {"opt.deployment": option.deployment}))


def _difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((key, value) for key, value in after.items() if before.get(key) != value)


def combined(steps: Iterable[Step], base: Assumptions) -> Assumptions:
    """All assumptions of some steps together."""
    facts, contract, option, redact = dict(base.facts), dict(base.contract), dict(base.option), set(base.redact)
    for step in steps:
        facts.update(step.assumption.facts)
        contract.update(step.assumption.contract)
        option.update(step.assumption.option)
        redact |= step.assumption.redact
    return Assumptions(facts, contract, frozenset(redact), option)


def _word(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(str, value))}]"
    return str(value).lower() if isinstance(value, bool) else str(value)
