from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from auditor.errors import ConfigError
from auditor.policy.cases import check, read_cases, run_cases, summary
from auditor.policy.evaluate import RuleSet
from auditor.policy.load import load_policies

if TYPE_CHECKING:
    from auditor.policy.cases import Case
    from auditor.policy.load import PolicyBase

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.yaml"))
#: Rules whose deletion no case could notice: they only inform.
_QUIET = "inform"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_case_of_the_fact_base_passes(path: Path, base: PolicyBase) -> None:
    results = list(run_cases([path], base))
    assert [result.line for result in results if not result.passed] == []
    assert len(results) > 3


def test_the_files_of_the_fact_base_are_all_here() -> None:
    assert {path.stem for path in CASES} >= {"scenarios", "rule_unit_tests", "bridge_tests"}


def test_a_wrong_expectation_fails_and_says_why(tmp_path: Path, base: PolicyBase) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "rows:\n- {rule: SEC-CREDENTIALS, f: {data.credentials: true, ctx.jurisdictions: [EU]}, want: review}\n"
    )
    results = list(run_cases([path], base))
    assert [result.line for result in results] == [
        "FAIL  row 1 SEC-CREDENTIALS: SEC-CREDENTIALS: prohibit, expected review"
    ]
    assert summary(results) == "0 passed, 1 failed"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("{rule: SEC-CREDENTIAL, f: {}, want: null}", "no such rule SEC-CREDENTIAL, did you mean SEC-CREDENTIALS?"),
        ("{rule: SEC-CREDENTIALS, f: {data.credential: true}, want: null}", "did you mean data.credentials?"),
        ("{rule: SEC-CREDENTIALS, f: {data.tlp: purple}, want: null}", "data.tlp takes one of amber"),
    ],
)
def test_words_that_do_not_exist_fail_a_case(row: str, problem: str, tmp_path: Path, base: PolicyBase) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(f"rows:\n- {row}\n")
    (result,) = run_cases([path], base)
    assert problem in result.line


def test_a_file_without_tests_is_an_error_with_a_hint(tmp_path: Path, base: PolicyBase) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("other: []\n")
    with pytest.raises(ConfigError, match="no tests of policies"):
        list(run_cases([path], base))


def test_a_misspelt_key_names_file_line_and_nearest_word(tmp_path: Path, base: PolicyBase) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("rows:\n- {rule: SEC-CREDENTIALS, f: {}, wants: null}\n")
    with pytest.raises(ConfigError, match=r"own\.yaml:2: .*wants") as caught:
        list(run_cases([path], base))
    assert caught.value.hint == "did you mean want?"


@pytest.mark.slow
def test_deleting_any_rule_that_can_change_a_verdict_makes_a_case_fail() -> None:
    base = load_policies()
    cases = list(read_cases(CASES, base))
    survivors = [
        rule.spec.id
        for rule in base.rules.by_id.values()
        if rule.spec.effect != _QUIET and not _noticed(rule.spec.id, cases, base)
    ]
    assert survivors == []


def _noticed(gone: str, cases: list[Case], base: PolicyBase) -> bool:
    packs = tuple(
        pack.model_copy(update={"rules": [rule for rule in pack.rules if rule.id != gone]}) for pack in base.packs
    )
    mutant = RuleSet(packs)
    concerned = [case for case in cases if gone in (*case.expect.rules, *case.expect.not_rules) or case.expect.verdict]
    # cases that name the rule come first: most mutants die at once
    concerned.sort(key=lambda case: gone not in case.expect.rules)
    return any(any(check(case, mutant.evaluate(case.facts), base)) for case in concerned)
