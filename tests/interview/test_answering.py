"""What is written reads back as the same declaration: over all declared facts, terms of contracts and values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.interview.answering import answered
from auditor.interview.forms import form_of, parse
from auditor.interview.slots import Slot, contract_id, slot_of
from auditor.interview.template import template
from auditor.interview.words import Words
from auditor.model import Option
from auditor.policy.checked import load_checked
from auditor.policy.declaration import Declaration, declaration_of, override_names
from auditor.policy.declared import STAGES, Document, slot
from auditor.policy.load import PolicyBase, load_policies
from auditor.policy.options import panel_options
from auditor.policy.vocabulary import possible
from auditor.yaml_io import read_yaml_with_lines

if TYPE_CHECKING:
    from auditor.policy.schema import DeclaredFact

BASE = load_policies()
WORDS = load_checked(BASE.root / "interview.yaml", Words)
BLANK = template(BASE, WORDS)
EXAMPLE = (BASE.root / "audit.example.yaml").read_text(encoding="utf-8")
_STAGES = tuple(dict.fromkeys(STAGES.values()))
_WIDENED = {"DE": "EU", "US-CA": "US"}


def read(text: str, base: PolicyBase = BASE) -> Declaration:
    content, lines = read_yaml_with_lines(text, Path("audit.yaml"))
    return declaration_of(Document(Path("audit.yaml"), content, lines), base)


def _section_facts() -> list[tuple[str, DeclaredFact]]:
    return [(key, row) for key, row in BASE.declared.items() if not row.path.startswith("contracts[]")]


def _place(key: str, row: DeclaredFact, stage: str) -> Slot:
    return Slot("section", f"facts.{key}" if row.path == "facts" else slot(row, stage))


def _values(key: str, row: DeclaredFact) -> list[tuple[Any, Any]]:
    """Pairs of what is written and what the fact then is."""
    spec = BASE.vocabulary[key]
    if row.read == "present":
        return [("docs/it's: here.pdf", True), (False, False), (["a", "b"], True)]
    if row.read.startswith("equals "):
        word = row.read.removeprefix("equals ")
        return [(value, value == word) for value in WORDS.slots[key]]
    if spec.type == "number":
        return [(0, 0), (0.0001, 0.0001)]
    return [(list(v) if isinstance(v, tuple) else v, v) for v in possible(spec)]


CASES = [
    (key, stage, written, fact)
    for key, row in _section_facts()
    for stage in (_STAGES if "{stage}" in row.path else _STAGES[:1])
    for written, fact in _values(key, row)
]


def _expected(key: str, fact: Any) -> Any:
    if key == "ctx.jurisdictions":
        return tuple(dict.fromkeys([*fact, *(_WIDENED[place] for place in fact if place in _WIDENED)]))
    return tuple(fact) if isinstance(fact, list | tuple) else fact


@pytest.mark.parametrize("text", [BLANK, "", "# mine\nschema: audit.project/v0.1\n"], ids=["template", "empty", "own"])
def test_every_value_of_every_declared_fact_reads_back_alone(text: str) -> None:
    for key, stage, written, fact in CASES:
        place = _place(key, BASE.declared[key], stage)
        declared = read(answered(text, place, written, (), "why?")).facts_by_stage
        said = {s: {k: v.value for k, v in facts.items()} for s, facts in declared.items()}
        both = key not in ("ctx.lawful_basis", "ctx.lia")
        for other in _STAGES:
            wanted = {key: _expected(key, fact)} if both or other == stage else {}
            assert said[other] == wanted, (key, stage, written)


@settings(max_examples=25)
@given(data=st.data())
def test_any_answers_in_any_order_read_back_together_and_keep_every_comment(data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.sampled_from(_section_facts()), unique_by=lambda row: row[0], max_size=12))
    base_text = data.draw(st.sampled_from([BLANK, EXAMPLE, "purpose: {commercial: null}  # c\nsafeguards:\n"]))
    text, wanted = base_text, {}
    before = {key: said.value for key, said in read(base_text).facts_by_stage["deployment"].items()}
    for key, row in rows:
        written, fact = data.draw(st.sampled_from(_values(key, row)))
        text = answered(text, _place(key, row, "deployment"), written, ())
        wanted[key] = _expected(key, fact)
    after = {key: said.value for key, said in read(text).facts_by_stage["deployment"].items()}
    assert after == {**before, **wanted}
    comments = [line for line in base_text.splitlines() if line.lstrip().startswith("# ")]
    assert [line for line in text.splitlines() if line in set(comments)] == comments


def _term_values(name: str) -> list[Any]:
    form = form_of(Slot("contract", name, "c"), f"v.{name}", BASE, WORDS)
    typed = {"number": ["0", "30"], "places": ["none", "de, fr"], "place": ["no"], "text": ["https://x.example/a#b"]}
    numbers = [str(i + 1) for i in range(len(form.choices))]
    return [parse(form, text) for text in typed.get(form.kind, numbers)]


def _terms() -> list[str]:
    """Terms of contracts that questions ask for."""
    paths = [*(row.path for row in BASE.declared.values()), *(row.path for row in BASE.asked.asked.values())]
    start = "contracts[].overrides."
    return sorted({path.removeprefix(start) for path in paths if path.startswith(start)})


@pytest.mark.parametrize("name", _terms())
def test_every_answer_about_a_contract_is_one_that_audit_yaml_takes(name: str) -> None:
    assert name in override_names(BASE)
    option = Option("a:prompting", "prompting", "vendor_api", "openai.api.default")
    where = slot_of(f"contracts[].overrides.{name}", option)
    values = _term_values(name)
    assert values
    for value in values:
        declared = read(answered(BLANK, where, value, (option,)))
        (only,) = declared.options
        assert only.contract == where.owner
        assert dict(declared.contracts[where.owner].overrides) == {name: value}


def test_a_contract_serves_all_options_of_its_offering_and_no_other() -> None:
    options = panel_options(BASE.panel)
    option = next(o for o in options if o.offering == "azure.foundry.regional")
    text = answered(BLANK, slot_of("contracts[].overrides.zdr", option), True, options)
    text = answered(text, slot_of("contracts[].overrides.dpa_signed", option), False, read(text).options)
    declared = read(text)
    assert len(declared.options) == len(options)
    named = {o.id for o in declared.options if o.contract}
    assert named == {o.id for o in options if o.offering == "azure.foundry.regional"}
    assert dict(declared.contracts["azure-foundry-regional"].overrides) == {"zdr": True, "dpa_signed": False}
    assert contract_id(declared.options[0]) == "self-on-prem"


def test_options_are_written_once_and_mean_the_same() -> None:
    options = panel_options(BASE.panel)
    text = answered(BLANK, Slot("option", "end_user_regions"), ["DE", "NO"], options)
    assert [o.id for o in read(text).options] == [o.id for o in options]
    assert {o.end_user_regions for o in read(text).options} == {("DE", "NO")}
    again = answered(text, Slot("option", "region", "openai.api.default"), "SE", read(text).options)
    assert {o.id: o.region for o in read(again).options if o.region != _region(options, o.id)} == {
        "openai:prompting": "SE"
    }


def _region(options: tuple[Option, ...], name: str) -> str | None:
    return next(option.region for option in options if option.id == name)


def test_sources_and_samples_have_their_own_form() -> None:
    rows = parse(form_of(Slot("sources", "generated_by"), "", BASE, WORDS), "openai.api.default gpt-6.1-sol; unknown")
    text = answered(BLANK, Slot("sources", "generated_by"), rows, ())
    found = read(text).generated_by
    assert found is not None
    assert [(row.source, row.model) for row in found] == [("openai.api.default", "gpt-6.1-sol"), ("unknown", None)]
    sample = Slot("sample", "assurance.labelled_sample")
    text = answered(text, sample, parse(form_of(sample, "", BASE, WORDS), "3000, 2, 0"), ())
    declared = read(text).labelled_sample
    assert declared is not None
    assert (declared.n, declared.misses, declared.special_misses) == (3000, 2, 0)
    assert read(answered(BLANK, Slot("sources", "generated_by"), [], ())).generated_by == ()
