"""What-if: facts, contract terms, redactions and changes of an option that are assumed for one evaluation."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

import yaml

from auditor.errors import UsageError
from auditor.policy.checked import nearest
from auditor.policy.declaration import override_names, override_problem
from auditor.policy.options import offering_option
from auditor.policy.vocabulary import expected, fits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from auditor.policy.load import PolicyBase
    from auditor.policy.measured import Observed

#: Parts of an option that may be assumed.
OPTION_KEYS = ("offering", "model", "region", "inference_region", "licence", "downstream", "customer_region")


@dataclass(frozen=True)
class Assumptions:
    """Everything that is assumed; nothing by default."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    contract: Mapping[str, Any] = field(default_factory=dict)
    redact: frozenset[str] = frozenset()  # entities
    option: Mapping[str, Any] = field(default_factory=dict)


def parse_assumptions(texts: Iterable[str], base: PolicyBase, observed: Observed) -> Assumptions:
    """`fact=value`, `contract.term=value`, `redact=ENTITY|category|glob`, `region=DE`, `offering=id`."""
    facts: dict[str, Any] = {}
    contract: dict[str, Any] = {}
    option: dict[str, str] = {}
    redact: set[str] = set()
    for text in texts:
        key, sign, raw = text.partition("=")
        if not sign:
            raise UsageError(f"--assume takes key=value: {text[:80]}", "for example --assume ctx.dpia=done_low")
        if key == "redact":
            redact |= _entities(base, observed, raw)
        elif key in OPTION_KEYS:
            option[key] = raw
        elif key.startswith("contract."):
            contract[key.removeprefix("contract.")] = _term(base, key.removeprefix("contract."), _value(raw))
        else:
            facts[key] = _fact(base, key, _value(raw))
    if option.get("offering"):
        moved = base.offer(option["offering"], "--assume: ").offering
        option["deployment"] = offering_option(moved, "prompting").deployment
    return Assumptions(facts, contract, frozenset(redact), option)


def _value(raw: str) -> Any:
    """YAML's reading of a word, so that true, 30 and [a, b] mean what they mean in audit.yaml."""
    try:
        return yaml.safe_load(raw) if raw not in ("no", "yes", "NO") else raw
    except yaml.YAMLError:
        return raw


def _fact(base: PolicyBase, key: str, value: Any) -> Any:
    spec = base.vocabulary.get(key)
    if spec is None:
        raise UsageError(
            f"--assume: no such fact: {key[:80]}", nearest(key, base.vocabulary) or "`audit explain facts`"
        )
    if spec.kind in ("derived", "option"):
        raise UsageError(f"--assume: {key} is {spec.kind} and can't be assumed", "assume the facts it follows from")
    if value is not None and not fits(spec, value):
        raise UsageError(f"--assume: {key} takes {expected(spec)}", nearest(str(value), spec.values or ()))
    return value


def _term(base: PolicyBase, name: str, value: Any) -> Any:
    known = override_names(base)
    if name not in known:
        raise UsageError(f"--assume: no such contract term: {name[:80]}", nearest(name, known))
    problem = override_problem(base, name, value)
    if problem:
        raise UsageError(f"--assume contract.{problem}", "")
    return value


def _entities(base: PolicyBase, observed: Observed, pattern: str) -> set[str]:
    """Entities that a name, category or glob stands for, among those found."""
    found = {
        entity
        for entity in observed.entities
        if fnmatchcase(entity, pattern) or fnmatchcase(base.taxonomy.category_of(entity) or "", pattern)
    }
    if not found:
        listed = ", ".join(sorted(observed.entities)) or "none"
        raise UsageError(f"--assume redact: nothing found that is {pattern[:60]}", f"found: {listed}")
    return found
