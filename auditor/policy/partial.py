"""What a scan of a part of the data establishes: what was seen is there; what was not seen is unknown, not absent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from auditor.policy.logic import OPEN
from auditor.policy.measured import MEASURED, Measured, Observed

if TYPE_CHECKING:
    from typing import Any

#: Facts that grow with what is read, and of which a part of the data shows nothing.
_OF_THE_WHOLE = ("data.dup_rate_personal", "data.k_min", "data.reid_max_risk")
_KINDS = "data.special_kinds"
_TLP = "data.tlp"


def of_a_part(observed: Observed, why: str) -> Observed:
    """The facts of a scan that left something out on purpose; `why` says what."""
    facts = dict(observed.facts)
    for key in MEASURED:
        known = facts.get(key)
        if known is None or key in _OF_THE_WHOLE or (key == _TLP and known.value != "red"):
            facts[key] = Measured(None, why)
    kinds = facts[_KINDS]
    told = "; ".join(text for text in (kinds.evidence, why) if text) if kinds.value else why
    facts[_KINDS] = replace(kinds, value=(*(kinds.value or ()), OPEN), evidence=told)
    return Observed(dict(sorted(facts.items())), observed.signals, observed.entities)


def is_of_a_part(facts: Any) -> bool:
    """Whether facts, as a report or an option holds them, are of a scan that left something out on purpose."""
    return OPEN in (facts.get(_KINDS) or ())
