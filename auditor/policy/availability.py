"""Dated gates: services and models of a vendor that are closed, closing, or open to old customers only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from auditor.policy.terms import apply_models, flatten

if TYPE_CHECKING:
    from auditor.model import Option
    from auditor.policy.load import PolicyBase
    from auditor.policy.terms import Held

_TRAINING = ("fine_tuning", "pretraining")
#: Field -> (what it says before and after its date, whether only training is touched).
_FIELDS = {
    "finetune_closed_to_new_on": (
        "fine-tuning closes to new customers",
        "fine-tuning is closed to new customers",
        True,
    ),
    "finetune_shutdown_on": ("fine-tuning ends", "fine-tuning is no longer offered", True),
    "model_shutdown_on": ("this model is switched off", "this model is switched off", False),
}
_ENDS = ("finetune_shutdown_on", "model_shutdown_on")


@dataclass(frozen=True, slots=True)
class Gate:
    """What happens to an option on a date."""

    option: str
    field: str
    on: date
    closed: bool  # on the decision date the option can't be had any more
    text: str


def gates(base: PolicyBase, option: Option, today: date) -> tuple[Gate, ...]:
    """Dated gates of an option, soonest first."""
    if option.offering is None or option.offering not in base.offers:
        return ()
    facts = apply_models(flatten(base, option.offering), option, frozenset(), [])
    found = [_gate(option, name, facts[name], today) for name in _FIELDS if name in facts and facts[name].value]
    relevant = [gate for gate in found if option.activity in _TRAINING or not _FIELDS[gate.field][2]]
    return tuple(sorted(relevant, key=lambda gate: (gate.on, gate.field)))


def _gate(option: Option, name: str, held: Held, today: date) -> Gate:
    on = held.value if isinstance(held.value, date) else date.fromisoformat(str(held.value))
    before, after, _ = _FIELDS[name]
    past = on <= today
    source = held.fact.source if held.fact is not None and held.fact.source else "no source"
    words = f"{after} since {on}" if past else f"{before} on {on}"
    return Gate(option.id, name, on, past and name in _ENDS, f"availability: {words} ({held.offering}; {source})")
