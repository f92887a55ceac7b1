"""Which value of a vendor's terms counts: inheritance, model, region, contract, date."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from auditor.policy.logic import Truth, disjoin

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from auditor.model import Option
    from auditor.policy.load import Offer, PolicyBase
    from auditor.policy.vendor_schema import ModelOverride, Offering, Precondition, RegionRule, Vendor, VendorFact


@dataclass(frozen=True, slots=True)
class Held:
    """A field's fact as it counts for one option; without a fact nobody knows, and `why` says so."""

    offering: str
    fact: VendorFact | None
    why: str = ""

    @property
    def value(self) -> Any:
        """The value, None for unknown."""
        return self.fact.value if self.fact is not None and self.fact.known else None


@dataclass(frozen=True, slots=True)
class Flat:
    """An offering with everything it inherits."""

    offering: Offering
    vendor: Vendor
    facts: dict[str, Held]
    overrides: tuple[ModelOverride, ...]
    region_rules: tuple[RegionRule, ...]
    preconditions: tuple[Precondition, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One field that was read, and what it said."""

    field: str
    value: Any
    held: Held | None  # None: from the declared contract
    stale: bool = False


@dataclass
class Terms:
    """The terms of one option at one date; remembers what was read."""

    flat: Flat
    facts: dict[str, Held]
    overrides: Mapping[str, Any]  # declared, from the customer's own contract; null entries left out
    today: date
    barred: Truth = False
    notes: list[str] = field(default_factory=list)
    readings: dict[str, Reading] = field(default_factory=dict)
    stale: dict[str, str] = field(default_factory=dict)  # field -> review date

    def read(self, name: str) -> Any:
        """A field's value: the declared override first, else the profile; None for unknown."""
        if name in self.overrides:
            self.readings[name] = Reading(name, self.overrides[name], None)
            return self.overrides[name]
        held = self.facts.get(name)
        if held is None:
            return None
        is_stale = held.value is not None and self._is_stale(name, held)
        self.readings[name] = Reading(name, held.value, held, is_stale)
        return held.value

    def _is_stale(self, name: str, held: Held) -> bool:
        assert held.fact is not None  # noqa: S101  (it has a value)
        reverified = as_text(as_mapping(self.overrides.get("reverified")).get(name))
        last = max(held.fact.review_by.isoformat(), reverified)
        if last >= self.today.isoformat():
            return False
        self.stale[name] = last
        return True


def terms_of(base: PolicyBase, option: Option, overrides: Mapping[str, Any], today: date) -> Terms:
    """The terms of an option's offering, or of what a router sends the data to."""
    named = {name: value for name, value in overrides.items() if value is not None}
    flat = flatten(base, option.offering or "")
    notes: list[str] = []
    if flat.offering.surface == "router" and option.downstream:
        flat = _behind_router(flat, flatten(base, option.downstream))
        notes.append(f"router {option.offering}: facts of {option.downstream}")
    facts = apply_models(flat, option, met(named, "preconditions_met"), notes)
    terms = Terms(flat, facts, named, today, notes=notes)
    for rule in flat.region_rules:
        _apply_region(base, option, rule, terms)
    return terms


def flatten(base: PolicyBase, name: str) -> Flat:
    """An offering with inherited facts: the child wins; overrides and region rules of the parent come first."""
    offer: Offer = base.offer(name)
    own = {key: Held(name, fact) for key, fact in offer.offering.facts.items()}
    preconditions = tuple(offer.offering.preconditions)
    parent = offer.offering.inherits
    if parent is None:
        overrides, regions = tuple(offer.offering.model_overrides), tuple(offer.offering.region_rules)
        return Flat(offer.offering, offer.vendor, own, overrides, regions, preconditions)
    above = flatten(base, parent)
    return Flat(
        offer.offering,
        offer.vendor,
        {**above.facts, **own},
        (*above.overrides, *offer.offering.model_overrides),
        (*above.region_rules, *offer.offering.region_rules),
        preconditions,
    )


def apply_models(flat: Flat, option: Option, preconditions: frozenset[str], notes: list[str]) -> dict[str, Held]:
    """Facts after model overrides; a model that is not named blurs every field that an override could change."""
    facts = dict(flat.facts)
    for override in flat.overrides:
        if override.unless_declared in preconditions:
            continue
        hit = _is_meant(override, option)
        if hit:
            facts.update({key: Held(flat.offering.id, fact) for key, fact in override.facts.items()})
            notes.append(f"terms for this model: {override.label}")
        elif hit is None:
            changed = [key for key, fact in override.facts.items() if key in facts and facts[key].value != _value(fact)]
            facts.update({key: Held(flat.offering.id, None, "model not named") for key in changed})
            if changed:
                notes.append(f"name the {_wanted(override)}: other terms hold for {override.label}")
    return facts


def is_alias(model: str | None) -> bool:
    """Whether a model id names no fixed model."""
    return not model or model.lower().endswith("-latest")


def met(overrides: Mapping[str, Any], key: str) -> frozenset[str]:
    """A declared list of steps as a set."""
    value = overrides.get(key)
    return frozenset(value) if isinstance(value, list | tuple) else frozenset()


def as_mapping(value: Any) -> Mapping[str, Any]:
    """A mapping, or an empty one."""
    return value if isinstance(value, dict) else {}


def as_text(value: Any) -> str:
    """A date or text as text, nothing for nothing."""
    return "" if value is None else str(value)


def _value(fact: VendorFact) -> Any:
    return fact.value if fact.known else None


def _wanted(override: ModelOverride) -> str:
    return "model class" if override.model_class else "model"


def _is_meant(override: ModelOverride, option: Option) -> Truth:
    if override.model_class is not None:
        return None if option.model_class is None else option.model_class == override.model_class
    if is_alias(option.model):
        return None
    model = (option.model or "").lower()
    return any(fnmatchcase(model, glob) for glob in override.models or ())


def _behind_router(router: Flat, target: Flat) -> Flat:
    """Facts of the target, but the processing agreement must exist for the router too."""
    dpa = router.facts.get("dpa", Held(router.offering.id, None, "the router's own agreement is not known"))
    return Flat(
        target.offering,
        target.vendor,
        {**target.facts, "dpa": dpa},
        target.overrides,
        target.region_rules,
        (*router.preconditions, *target.preconditions),
    )


def _apply_region(base: PolicyBase, option: Option, rule: RegionRule, terms: Terms) -> None:
    ((condition, wanted),) = rule.when.items()
    customer = (option.customer_region,) if option.customer_region else None
    places = option.end_user_regions if condition.startswith("end_user") else customer
    groups = base.places.expand_all(wanted) | set(wanted)
    hit = None if places is None else any(place in groups for place in places)
    if rule.effect == "not_permitted":
        terms.barred = disjoin([terms.barred, hit])
        if hit:
            _note_bar(rule, terms)
    elif hit is not False:
        _borrow(base, option, rule, terms, sure=hit is True)


def _note_bar(rule: RegionRule, terms: Terms) -> None:
    terms.notes.append(f"not available here ({rule.id}): use {rule.offering}")
    if rule.fact.review_by < terms.today:
        terms.stale[f"region_rule:{rule.id}"] = rule.fact.review_by.isoformat()


def _borrow(base: PolicyBase, option: Option, rule: RegionRule, terms: Terms, *, sure: bool) -> None:
    """Fields of another offering; where the region is not declared a field counts only if both agree."""
    steps = met(terms.overrides, "preconditions_met")
    other = apply_models(flatten(base, rule.offering), option, steps, terms.notes)
    for name in rule.fields or ():
        there, here = other.get(name), terms.facts.get(name)
        if sure:
            terms.facts[name] = there or Held(rule.offering, None)
        elif there is None or here is None or there.value != here.value:
            terms.facts[name] = Held(terms.flat.offering.id, None, "customer's region not declared")
