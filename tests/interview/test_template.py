from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml

from auditor.interview.start import filled_up
from auditor.policy.declaration import Declaration, load_declaration
from auditor.policy.sections import LISTS, SECTIONS

if TYPE_CHECKING:
    from auditor.interview.words import Words
    from auditor.policy.load import PolicyBase

ROOT = Path(__file__).parents[2]
_OWN = ("path", "raw")


def test_the_template_declares_nothing(base: PolicyBase, blank: str, tmp_path: Path) -> None:
    path = tmp_path / "audit.yaml"
    path.write_text(blank, encoding="utf-8")
    declared = load_declaration(path, base)
    assert all(facts == {} for facts in declared.facts_by_stage.values())
    nothing = Declaration(facts_by_stage=declared.facts_by_stage, path=declared.path, raw=declared.raw)
    assert declared == nothing


def test_the_template_fits_the_schema_that_editors_use(blank: str) -> None:
    schema = json.loads((ROOT / "docs" / "schemas" / "audit.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(yaml.safe_load(blank), schema)


def test_every_section_question_and_key_is_there(base: PolicyBase, words: Words, blank: str) -> None:
    for row in base.declared.values():
        assert row.question.split("\n")[0] in blank
    for name in (*SECTIONS, *LISTS, *words.sections):
        assert f"\n{name}:" in blank or f"\n#{name}:" in blank


@pytest.mark.parametrize("section", ["project", "terms", "hook", "workload", "purpose", "lawful_basis", "facts"])
def test_a_key_is_answered_by_taking_away_its_sign(blank: str, section: str) -> None:
    start = blank.index(f"\n{section}:\n") + 1
    rest = blank[start:]
    key = next(
        line for line in rest.splitlines() if line.lstrip().startswith("#") and not line.lstrip().startswith("# ")
    )
    live = blank[:start] + rest.replace(key, key.replace("#", "", 1), 1)
    assert yaml.safe_load(live) is not None


def test_an_own_file_keeps_every_byte_and_gets_what_it_lacks(base: PolicyBase, tmp_path: Path) -> None:
    own = "# mine\npurpose: {commercial: true}   # as sold\n#sector:\n"
    path = tmp_path / "audit.yaml"
    new = filled_up(own, path, base)
    assert new.startswith(own)
    assert "\ncontroller:\n" in new
    assert new.count("sector:") == 1
    path.write_text(new, encoding="utf-8")
    declared = load_declaration(path, base)
    assert {key: said.value for key, said in declared.facts("rag").items()} == {"ctx.commercial": True}
    assert filled_up(new, path, base) == new


def test_words_name_only_facts_terms_and_values_that_exist(base: PolicyBase, words: Words) -> None:
    unknown = []
    for name, told in words.words.items():
        spec = base.vocabulary.get(name) or base.vocabulary.get(f"v.{name}")
        field = base.fields.fields.get(name)
        allowed = field.values if field is not None and field.bridge else spec.values if spec is not None else None
        unknown += [f"{name}={value}" for value in told if value not in (allowed or ())]
        missing = {v for v in allowed or () if v != "unknown"} - set(told)
        unknown += [f"{name} lacks {value}" for value in sorted(missing)]
    assert unknown == []
    assert set(words.slots) <= set(base.declared)
    assert set(words.assumed) <= set(base.vocabulary)


def test_every_choice_of_a_declared_fact_has_words(base: PolicyBase, words: Words) -> None:
    chosen = {
        key: spec.type
        for key, row in base.declared.items()
        if (spec := base.vocabulary[key]).values and row.read == "value"
    }
    bare = {key.removeprefix("v.") if key.startswith("v.") else key for key in chosen}
    assert bare - set(words.words) == set()
