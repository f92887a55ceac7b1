"""The implementation against the executable statement of the fact base, where that is at hand."""

from __future__ import annotations

import importlib.util
import random
import sys
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from auditor.model import Option
from auditor.policy.bridge import bridge
from auditor.policy.declaration import load_declaration
from auditor.policy.provenance import Generated, restrictions
from auditor.policy.vocabulary import possible

if TYPE_CHECKING:
    from types import ModuleType

    from auditor.policy.load import PolicyBase

_LEGAL = Path(__file__).parents[2].parent / "shared" / "legal"
_FACT_SETS = 5000
_TODAY = "2026-11-22"
_NUMBERS = (0, 0.0004, 0.001, 0.004, 0.01, 0.08, 0.2, 0.5, 7, 30, 31, 365, 36500)
_ACTIVITIES = ("pretraining", "fine_tuning", "prompting", "rag", "evaluation")
_DEPLOYMENTS = ("self_host_onprem", "self_host_cloud", "vendor_api", "consumer_app")


@pytest.fixture(scope="module")
def statement() -> ModuleType:
    path = _LEGAL / "check.py"
    if not path.is_file():
        pytest.skip("the executable statement lies in shared/legal beside the checkout, and is not here")
    spec = importlib.util.spec_from_file_location("legal_statement", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(module)
    return module


def _random_facts(base: PolicyBase, rng: random.Random) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    known = rng.choice((0.1, 0.4, 0.8, 0.95))
    for key, spec in base.vocabulary.items():
        if spec.kind == "derived" or rng.random() > (0.25 if key.startswith("data.") else known):
            continue
        values = possible(spec) or (_NUMBERS if spec.type == "number" else ("lic.mit",))
        value = rng.choice(values)
        if spec.type == "list" and spec.values:
            value = rng.sample(spec.values, rng.randint(0, min(3, len(spec.values))))
        facts[key] = None if rng.random() < 0.03 and not key.startswith("data.") else value
    return {key: list(value) if isinstance(value, tuple) else value for key, value in facts.items()}


def _packs(base: PolicyBase) -> list[dict[str, Any]]:
    """Our packs as plain data: the statement evaluates the same rules."""
    paths = sorted((base.root / "packs").glob("*.yaml"))
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths]


@pytest.mark.slow
def test_verdicts_and_outcomes_agree_on_random_fact_sets(statement: ModuleType, base: PolicyBase) -> None:
    rng, packs = random.Random(20261122), _packs(base)
    for number in range(_FACT_SETS):
        facts = _random_facts(base, rng)
        verdict, outcomes, full = statement.evaluate(packs, facts)
        ours = base.rules.evaluate(facts)
        assert ours.answer == verdict, (number, facts)
        mine = sorted((fired.rule.spec.id, fired.effect.value) for fired in ours.fired)
        assert mine == sorted((rule, outcome) for rule, outcome, _ in outcomes), (number, facts)
        for key in ("data.kinds", "dpia.score", "dpia.two_or_more", "opt.external", "opt.is_training"):
            assert ours.facts[key] == full[key], (number, key, facts)


_OVERRIDES: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("dpa_signed", (True, False)),
    ("zdr", (True, False)),
    ("retention_days", (0, 30, 400)),
    ("training_opted_in", (True,)),
    ("training_opt_out_exercised", (True, False)),
    ("transfer", ("scc", "dpf", "none")),
    ("tia", ("done_ok", "not_done")),
    ("remote_access_countries", ([], ["US"], ["CH", "FR"])),
    ("contracting_entity_country", ("IE", "US")),
    ("prohibited_data", ([],)),
    ("gdpr_role", ("processor", "controller")),
    ("customer_deletes_within_days", (7, 60)),
    ("residency_storage", (["EU"], ["customer_choice"], ["global"])),
    (
        "preconditions_met",
        (["zdr_approved"], ["zdr_enabled", "signed_baa"], ["efs_approved", "eligible_features_only"]),
    ),
    ("preconditions_not_met", (["retention_amendment"], ["written_consent_all_persons"])),
    ("reverified", ({"dpa": "2027-02-01", "gdpr_role": "2027-02-01"},)),
)
_MODELS = (
    None,
    "gpt-6.1-sol",
    "claude-fable-5-1",
    "claude-opus-latest",
    "labs-x",
    "anthropic.claude-mythos-5-1",
    "qwen2.5-72b",
)
_FEATURES = (
    None,
    ("inference",),
    ("chat_completions",),
    ("batch", "files"),
    ("fine_tuning",),
    ("web_search", "responses"),
)


def _random_option(base: PolicyBase, rng: random.Random, offering: str) -> Option:
    weights = [name for name, offer in base.offers.items() if offer.offering.surface == "weights"]
    return Option(
        id="x",
        activity=rng.choice(_ACTIVITIES),
        deployment=rng.choice(_DEPLOYMENTS),
        offering=offering,
        model=rng.choice(_MODELS),
        model_class=rng.choice((None, "open_weights", "closed_third_party")),
        region=rng.choice((None, "DE", "US", "CH")),
        inference_region=rng.choice((None, "FR", "CN")),
        customer_region=rng.choice((None, "DE", "US")),
        end_user_regions=rng.choice((None, ("US",), ("DE", "US"))),
        features=rng.choice(_FEATURES),
        licence=rng.choice((None, *weights)),
        downstream=rng.choice((None, "openai.api.default", "together.api")),
    )


def _as_plain(option: Option) -> dict[str, Any]:
    plain = {slot.name: getattr(option, slot.name) for slot in fields(Option)}
    return {
        key: list(value) if isinstance(value, tuple) else value for key, value in plain.items() if value is not None
    }


@pytest.mark.slow
@pytest.mark.parametrize("day", [_TODAY, "2027-06-01"])
def test_the_bridge_agrees_on_every_offering(statement: ModuleType, base: PolicyBase, day: str) -> None:
    rng = random.Random(7)
    offerings, adequacy = statement.load_vendors(), statement.load("adequacy.yaml")
    for name in sorted(set(offerings) & set(base.offers)):
        for _ in range(25):
            option = _random_option(base, rng, name)
            overrides = {key: rng.choice(values) for key, values in _OVERRIDES if rng.random() < 0.35}
            theirs, _ = statement.bridge(offerings, adequacy, _as_plain(option), overrides, day)
            ours = bridge(base, option, overrides, date.fromisoformat(day))
            assert ours.facts == theirs, (option, overrides)


def test_provenance_agrees_on_every_source(statement: ModuleType, base: PolicyBase) -> None:
    rng, offerings = random.Random(11), statement.load_vendors()
    for name in [*sorted(offerings), "human", "unknown", "nobody"]:
        for _ in range(10):
            row = {"source": name, "model": rng.choice(_MODELS), "modality": rng.choice((None, "text", "image"))}
            row["licence"] = rng.choice((None, "lic.mit", "lic.llama4"))
            option = _random_option(base, rng, rng.choice(sorted(base.offers)))
            theirs = statement.provenance(offerings, [row], _as_plain(option), _TODAY)
            ours = restrictions(base, [Generated(**row)], option, date.fromisoformat(_TODAY))
            assert list(ours.codes) == theirs, (row, option)


@pytest.mark.parametrize("activity", _ACTIVITIES)
def test_declared_facts_agree_on_the_example(statement: ModuleType, base: PolicyBase, activity: str) -> None:
    vocabulary = statement.load("facts.yaml")["facts"]
    theirs = statement.declared_facts(statement.load("audit.example.yaml"), activity, vocabulary)
    ours = load_declaration(base.root / "audit.example.yaml", base).facts(activity)
    plain = {key: list(said.value) if isinstance(said.value, tuple) else said.value for key, said in ours.items()}
    assert plain == theirs
