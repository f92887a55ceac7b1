"""The two cases of the founding article as plain values, and the shipped rules, for the tests of this room."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from auditor.decide.candidate import Candidate, Closing, Need, Range
from auditor.decide.capability import load_questionnaire
from auditor.decide.decision import Decision, Rules, decide
from auditor.decide.plan import load_plan
from auditor.decide.score import load_scales
from auditor.decide.weights import weights_from

_FOLDER = Path(__file__).parents[2] / "policies" / "decide"
INSIDE = frozenset({"BE", "DE", "FR"})
QUESTIONS = load_questionnaire(_FOLDER / "capabilities.yaml")
RULES = Rules(QUESTIONS, load_plan(_FOLDER / "plan.yaml"), load_scales(_FOLDER / "scales.yaml", INSIDE), draws=2_000)
TODAY = date(2026, 11, 22)

_PERMITTED = "permitted_with_conditions"
OWN = Candidate(
    "own-server", "Fine-tune on the own server", "fine_tuning", "self_host_onprem", _PERMITTED,
    conditions=("document retention",), places=("BE",), cost=Range(90e3, 120e3, 170e3), open_weights=True,
)  # fmt: skip
TUNING_API = Candidate(
    "api-tuning", "Fine-tune at a vendor", "fine_tuning", "vendor_api", "needs_legal_review",
    headline="transfer assessment open", places=("global",), cost=Range(30e3, 40e3, 60e3),
    closings=(Closing(date(2027, 1, 6), "closed", "vendor page"), Closing(date(2027, 1, 14), "shutdown", "vendor page")),
)  # fmt: skip
API = Candidate(
    "api", "An API with EU residency", "prompting", "vendor_api", _PERMITTED,
    conditions=("sign the agreement",), places=("DE", "FR"), cost=Range(25e3, 32e3, 45e3), break_even=(("own-cloud", 90_000.0),),
)  # fmt: skip
CLOUD = Candidate(
    "own-cloud", "Open weights on rented machines", "prompting", "self_host_cloud", _PERMITTED,
    places=("DE",), cost=Range(100e3, 130e3, 200e3), open_weights=True,
)  # fmt: skip

#: A team that runs and tunes models, with a server of its own.
ABLE = tuple((item.id, True) for item in QUESTIONS.items)
#: A team that has built on an API once and nothing else.
START_UP = tuple(
    (name, True) for name in ("prompting_before", "cloud_account", "monitoring", "processing_agreement", "dpo")
)

NONPROFIT = Need(TODAY, 36, tuned_model=True, capabilities=ABLE)
CHATBOT = Need(TODAY, 18, capabilities=START_UP, requests_per_day=1_900.0)
PRIVATE = {"privacy": 0.5, "cost": 0.25, "quality": 0.2, "effort": 0.05}
EVEN = {"privacy": 0.25, "cost": 0.25, "quality": 0.25, "effort": 0.25}


def decided(candidates: list[Candidate], need: Need, weights: dict[str, Any] | None = None) -> Decision:
    """A decision with the shipped rules."""
    return decide(candidates, need, weights_from(EVEN if weights is None else weights), RULES)


def nonprofit(**changes: Any) -> Decision:
    """The case of the non-profit, with facts of its candidates changed by name."""
    own, api = replace(OWN, **changes.pop("own", {})), replace(TUNING_API, **changes.pop("api", {}))
    return decided([own, api], replace(NONPROFIT, **changes), PRIVATE)


def chatbot(**changes: Any) -> Decision:
    """The case of the start-up, with facts of its candidates changed by name."""
    api, cloud = replace(API, **changes.pop("api", {})), replace(CLOUD, **changes.pop("cloud", {}))
    return decided([api, cloud], replace(CHATBOT, **changes))
