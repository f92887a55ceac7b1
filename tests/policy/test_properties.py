"""Laws of evaluation: findings never loosen a verdict, and neither does a fact that becomes unknown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from auditor.model import Answer
from auditor.policy.load import load_policies
from auditor.policy.vocabulary import possible
from auditor.policy.whatif import Probe

_BASE = load_policies()
_RULES = _BASE.rules
_GOVERNED: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "scenarios.yaml").read_text(encoding="utf-8")
)["defaults"]
_KEYS = sorted(key for key in _RULES.readers if _BASE.vocabulary[key].kind != "derived")
_FINDINGS = sorted(k for k in _KEYS if _BASE.vocabulary[k].kind == "measured" and _BASE.vocabulary[k].type == "bool")
_OPEN = sorted(key for key in _KEYS if not key.startswith("data."))
_PLACES = (["EU"], ["EU", "DE"], ["UK"], ["CH"], ["US", "US-CA"], ["EU", "UK", "CH", "US"])


def _values(key: str) -> st.SearchStrategy[Any]:
    spec = _BASE.vocabulary[key]
    values = possible(spec) or ((0, 0.0005, 0.01, 0.2, 30, 100) if spec.type == "number" else ("lic.mit",))
    return st.sampled_from([list(value) if isinstance(value, tuple) else value for value in values])


@st.composite
def _facts(draw: st.DrawFn) -> dict[str, Any]:
    """A well-governed project with a few things changed: random facts alone are nearly always prohibited."""
    facts = dict(_GOVERNED)
    for key in draw(st.lists(st.sampled_from(_KEYS), max_size=10, unique=True)):
        facts[key] = draw(_values(key))
    facts["data.personal"] = draw(st.booleans())
    facts["ctx.jurisdictions"] = draw(st.sampled_from(_PLACES))
    for key in ("opt.activity", "opt.deployment"):
        facts[key] = draw(_values(key))
    return facts


@given(facts=_facts(), finding=st.sampled_from(_FINDINGS))
def test_an_added_finding_never_loosens_a_verdict(facts: dict[str, Any], finding: str) -> None:
    before = _RULES.evaluate({**facts, finding: False}).answer
    assert _RULES.evaluate({**facts, finding: True}).answer.rank >= before.rank


@given(facts=_facts(), key=st.sampled_from(_OPEN))
def test_a_fact_made_unknown_never_makes_a_verdict_milder(facts: dict[str, Any], key: str) -> None:
    before = _RULES.evaluate(facts).answer
    after = _RULES.evaluate({**facts, key: None}).answer
    only_exception = before is Answer.PROHIBITED and after is Answer.NEEDS_LEGAL_REVIEW
    assert after.rank >= before.rank or only_exception


@given(facts=_facts(), data=st.data())
def test_a_varied_evaluation_equals_a_fresh_one(facts: dict[str, Any], data: st.DataObject) -> None:
    keys = data.draw(st.lists(st.sampled_from(_KEYS), min_size=1, max_size=4, unique=True))
    changes = {key: data.draw(st.none() | _values(key)) for key in keys}
    branch, fresh = Probe(_RULES, facts).branch(changes), Probe(_RULES, {**facts, **changes})
    assert branch.answer == fresh.answer
    assert branch.outcomes == fresh.outcomes


@given(facts=_facts())
def test_evaluation_is_the_same_each_time_and_changes_nothing(facts: dict[str, Any]) -> None:
    kept = dict(facts)
    assert _RULES.evaluate(facts).fired == _RULES.evaluate(facts).fired
    assert facts == kept
