"""Lint of policies: every basis resolves, every fact is in the vocabulary, every table is complete."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from auditor.policy.checked import nearest
from auditor.policy.declaration import override_names
from auditor.policy.logic import parse_condition
from auditor.policy.vocabulary import fits
from auditor.policy.wording import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.policy.load import PolicyBase
    from auditor.policy.schema import Lever, Rule

_CONTRACT = "contract."


def lint(base: PolicyBase) -> list[str]:
    """Everything that is wrong, one line each, sorted within its kind; nothing where all is well."""
    return [
        *_citations(base),
        *_facts_of_rules(base),
        *_declared(base),
        *_asked(base),
        *_levers(base),
        *_taxonomy(base),
        *_panel(base),
        *_preconditions(base),
        *_wording(base),
    ]


def _rules(base: PolicyBase) -> Iterator[Rule]:
    return chain.from_iterable(pack.rules for pack in base.all_packs)


def _citations(base: PolicyBase) -> Iterator[str]:
    """Citation lint: an authority that is not listed may not exist, an annulled one is none."""
    cited = {basis.partition(" :: ")[0] for row in base.taxonomy.categories.values() for basis in row.basis}
    for rule in _rules(base):
        for basis in rule.basis:
            name = basis.partition(" :: ")[0]
            cited.add(name)
            row = base.authorities.get(name)
            if row is None:
                yield f"{rule.id}: basis does not resolve: {name}; {nearest(name, base.authorities)}"
            elif row.status == "annulled":
                yield f"{rule.id}: cites an annulled decision: {name}"
    for name in sorted(cited - set(base.authorities)):
        yield f"taxonomy: basis does not resolve: {name}"
    for name, row in base.authorities.items():
        if (row.checked_on is None) != (row.how_sure == "K"):
            yield f"authority {name}: checked_on and how_sure disagree"
        if (name in cited) == bool(row.uncited_reason):
            yield f"authority {name}: " + ("cited, drop uncited_reason" if row.uncited_reason else "never cited")


def _facts_of_rules(base: PolicyBase) -> Iterator[str]:
    """Vocabulary lint: a key that is no fact would be unknown for ever."""
    for pack in base.all_packs:
        conditions = [(pack.pack, pack.applies_when)]
        conditions += [(rule.id, rule.when) for rule in pack.rules]
        conditions += [(rule.id, rule.satisfied_by) for rule in pack.rules if rule.effect == "require"]
        for where, raw in conditions:
            for key in parse_condition(raw).keys:
                if key not in base.vocabulary:
                    yield f"{where}: no such fact: {key}; {nearest(key, base.vocabulary)}"


def _declared(base: PolicyBase) -> Iterator[str]:
    wanted = {key for key, spec in base.vocabulary.items() if spec.kind == "declared"}
    for key in sorted(wanted ^ set(base.declared)):
        yield f"declaration.yaml: {'no entry for' if key in wanted else 'not a declared fact:'} {key}"
    places: dict[str, str] = {}
    for key, table in base.declared.items():
        if table.path != "facts" and places.setdefault(table.path, key) != key:
            yield f"declaration.yaml: {table.path} holds {places[table.path]} and {key}"


def _asked(base: PolicyBase) -> Iterator[str]:
    """Whoever is asked must have an answer that fits."""
    for key, row in base.asked.asked.items():
        spec = base.vocabulary.get(key)
        if spec is None:
            yield f"asked.yaml: no such fact: {key}"
            continue
        yield from (f"asked.yaml: {key} can't be {value!r}" for value in row.answers if not fits(spec, value))
    for key in sorted({key for rule in base.rules.by_id.values() for key in rule.keys}):
        spec = base.vocabulary.get(key)
        askable = spec is not None and (spec.kind == "looked_up" or key.startswith("assurance."))
        if askable and key not in base.asked.asked and key not in _NEVER_ASKED:
            yield f"asked.yaml: no question for {key}"


#: Looked-up facts that are never unknown, or that only inform.
_NEVER_ASKED = (
    "v.parent_third_country",
    "v.use_bans",
    "v.terms_cleared",
    "v.terms_warned",
    "v.training_exceptions",
    "assurance.coverage",
)


def _levers(base: PolicyBase) -> Iterator[str]:
    for key, listed in base.levers.levers.items():
        for lever in listed if isinstance(listed, list) else [listed]:
            yield from _lever(base, key, lever)


def _lever(base: PolicyBase, key: str, lever: Lever) -> Iterator[str]:
    if key.startswith(_CONTRACT):
        name = key.removeprefix(_CONTRACT)
        if name not in override_names(base):
            yield f"levers.yaml: no such contract term: {name}"
        return
    spec = base.vocabulary.get(key)
    if spec is None or spec.kind in ("derived", "option"):
        yield f"levers.yaml: no fact that a step can change: {key}"
        return
    yield from (f"levers.yaml: {key} can't be {value!r}" for value in lever.to if not fits(spec, value))


def _taxonomy(base: PolicyBase) -> Iterator[str]:
    for row in base.taxonomy.categories.values():
        for key in (row.fact, row.also):
            if key and (key not in base.vocabulary or base.vocabulary[key].kind != "measured"):
                yield f"taxonomy {row.id}: no measured fact: {key}"
        if row.asks and row.asks not in base.declared and row.asks not in base.asked.asked:
            yield f"taxonomy {row.id}: nobody is asked about {row.asks}"


def _panel(base: PolicyBase) -> Iterator[str]:
    for row in base.panel.options:
        for name in (row.offering, row.licence):
            if name is not None and name not in base.offers:
                yield f"panel {row.id}: no such offering: {name}"
        if row.deployment.startswith("self_host") and row.licence is None:
            yield f"panel {row.id}: self-hosted weights need a licence"
        if any(model.endswith("-latest") for model in row.activities.values()):
            yield f"panel {row.id}: an alias is no model"


def _preconditions(base: PolicyBase) -> Iterator[str]:
    known = base.fields.precondition_ids
    for name, offer in base.offers.items():
        steps = [step.id for step in offer.offering.preconditions]
        steps += [o.unless_declared for o in offer.offering.model_overrides if o.unless_declared]
        yield from (f"{name}: no such precondition: {step}" for step in steps if step not in known)


def _wording(base: PolicyBase) -> Iterator[str]:
    """Texts that end up in reports must not promise anything."""
    texts = [(rule.id, rule.remediation) for rule in _rules(base)]
    texts += [
        (f"levers.yaml {key}", lever.step)
        for key, listed in base.levers.levers.items()
        for lever in (listed if isinstance(listed, list) else [listed])
    ]
    for where, text in texts:
        for phrase in FORBIDDEN:
            if (
                re.search(rf"(?<![\w-]){re.escape(phrase)}(?![\w-])", text, re.IGNORECASE)
                and (where, phrase) not in _FACTUAL
            ):
                yield f"{where}: says {phrase}"


#: Where a word is the fact itself and no promise: an importer on a register, data claimed to be so.
_FACTUAL = {
    ("AIA-4A-BIAS-SPECIAL", "anonymous"),
    ("CH-16-TRANSFER", "certified"),
    ("EDPB28-BASE-UNLAWFUL", "anonymised"),
    ("GDPR-46-TIA-FAILED", "anonymous"),
}
