"""A scan of a part never permits what the whole would not: what it did not see is unknown, not absent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import Answer
from auditor.policy.load import load_policies
from auditor.policy.logic import OPEN
from auditor.policy.measured import MEASURED, Measured, Observed, without
from auditor.policy.partial import of_a_part

_BASE = load_policies()
_GOVERNED: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "scenarios.yaml").read_text(encoding="utf-8")
)["defaults"]
_KINDS = ("biometric", "ethnicity", "genetic", "health", "political", "religion", "sex_life", "trade_union")
_BOOLS = sorted(key for key in MEASURED if _BASE.vocabulary[key].type == "bool")
_DECLARED = sorted(key for key in _GOVERNED if not key.startswith(("data.", "assurance.")))
_PLACES = (["EU"], ["EU", "DE"], ["UK"], ["CH"], ["US", "US-CA"], ["JP"])


@st.composite
def _situations(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any], frozenset[str]]:
    """Declared facts, what the whole data hold, and which of it a part shows."""
    declared = {key: value for key, value in _GOVERNED.items() if not key.startswith("data.")}
    for key in draw(st.lists(st.sampled_from(_DECLARED), max_size=4, unique=True)):
        spec = _BASE.vocabulary.get(key)
        if spec is not None and spec.type == "bool":
            declared[key] = draw(st.sampled_from([True, False]))
    declared |= {
        "assurance.coverage": 1.0,
        "ctx.jurisdictions": draw(st.sampled_from(_PLACES)),
        "opt.activity": draw(st.sampled_from(["prompting", "fine_tuning", "pretraining"])),
        "opt.deployment": draw(st.sampled_from(["self_host_onprem", "self_host_cloud", "vendor_api"])),
        "v.terms_prohibit": draw(st.sampled_from([[], ["health"], ["payment_card", "personal_data"]])),
    }
    held: dict[str, Any] = dict.fromkeys(draw(st.lists(st.sampled_from(_BOOLS), max_size=5, unique=True)), True)
    if held.get("data.special"):
        held["data.special_kinds"] = tuple(sorted(draw(st.sets(st.sampled_from(_KINDS), min_size=1, max_size=3))))
    tlp = draw(st.sampled_from([None, "red", "amber", "green"]))
    held |= {"data.tlp": tlp} if tlp else {}
    held |= draw(st.sampled_from([{}, {"data.dup_rate_personal": 0.2}, {"data.k_min": 1, "data.reid_max_risk": 1.0}]))
    return declared, held, frozenset(draw(st.sets(st.sampled_from(sorted(held)))) if held else ())


def _answer(declared: dict[str, Any], observed: Observed) -> Answer:
    values = {k: list(v) if isinstance(v, tuple) else v for k, v in observed.values.items()}
    return _BASE.rules.evaluate({**declared, **values}).answer


def _observed(held: dict[str, Any]) -> Observed:
    return Observed({key: Measured(value, "", ("X",)) for key, value in held.items()})


@settings(max_examples=300)
@given(_situations())
def test_a_part_never_permits_what_the_whole_does_not(
    drawn: tuple[dict[str, Any], dict[str, Any], frozenset[str]],
) -> None:
    declared, held, seen = drawn
    whole = _answer(declared, _observed(held))
    shown = {key: value for key, value in held.items() if key in seen}
    part = _answer(declared, of_a_part(_observed(shown), "a part was read"))
    assert part is Answer.NEEDS_LEGAL_REVIEW or part.rank >= whole.rank


def test_what_was_seen_stays_and_what_was_not_is_unknown() -> None:
    seen = _observed({"data.personal": True, "data.k_min": 40, "data.tlp": "green"})
    values = of_a_part(seen, "half was read").values
    assert values["data.personal"] is True
    assert values["data.special"] is None
    assert values["data.k_min"] is None
    assert values["data.tlp"] is None
    assert values["data.special_kinds"] == (OPEN,)
    assert "data.csam_suspected" not in values  # no scan tells
    assert of_a_part(_observed({"data.tlp": "red"}), "").values["data.tlp"] == "red"


def test_redacting_what_was_seen_leaves_what_was_not_unknown() -> None:
    kinds = Measured(("health",), "", ("HEALTH",), (("health", ("HEALTH",)),))
    part = of_a_part(Observed({"data.special": Measured(True, "", ("HEALTH",)), "data.special_kinds": kinds}), "half")
    left = without(part, ["HEALTH"]).values
    assert left["data.special"] is None
    assert left["data.special_kinds"] == (OPEN,)
    assert set(left) == MEASURED


@pytest.mark.parametrize(("held", "expected"), [(["health", OPEN], True), ([OPEN], None), (["political", OPEN], None)])
def test_a_list_that_is_not_all_known_is_unknown_unless_it_shows_the_word(held: list[str], expected: bool) -> None:
    facts = {"data.special_kinds": held, "v.terms_prohibit": ["health"]}
    from auditor.policy.logic import parse_condition

    assert parse_condition({"data.special_kinds": {"contains": "health"}}).test(facts) is expected
    assert parse_condition({"v.terms_prohibit": {"intersects": "$data.special_kinds"}}).test(facts) is expected
