"""Runs the tests of policies: scenarios, single rules, and offerings through the bridge."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from auditor.errors import ConfigError
from auditor.model import Option
from auditor.policy.bridge import bridge
from auditor.policy.case_schema import BridgeCases, Expectation, Rows, Scenarios
from auditor.policy.checked import fit, nearest
from auditor.policy.provenance import Generated, restrictions
from auditor.policy.vocabulary import problem_with
from auditor.yaml_io import load_yaml_with_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from auditor.policy.case_schema import BridgeCase, CaseOption
    from auditor.policy.evaluate import Evaluation
    from auditor.policy.load import PolicyBase


@dataclass(frozen=True, slots=True)
class Case:
    """One test: facts in, expectation out."""

    file: str
    name: str
    facts: dict[str, Any]
    expect: Expectation


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How a test went."""

    file: str
    name: str
    problems: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Nothing differed."""
        return not self.problems

    @property
    def line(self) -> str:
        """One line for people."""
        return f"ok    {self.name}" if self.passed else f"FAIL  {self.name}: {'; '.join(self.problems)}"


def run_cases(files: Iterable[Path], base: PolicyBase) -> Iterator[CaseResult]:
    """Run every test of the files, in order; a file that is none raises ConfigError."""
    for case in read_cases(files, base):
        yield CaseResult(case.file, case.name, tuple(check(case, base.rules.evaluate(case.facts), base)))


def summary(results: Iterable[CaseResult]) -> str:
    """`N passed, N failed`."""
    verdicts = [result.passed for result in results]
    return f"{sum(verdicts)} passed, {len(verdicts) - sum(verdicts)} failed"


def read_cases(files: Iterable[Path], base: PolicyBase) -> Iterator[Case]:
    """The tests of the files with all their facts."""
    for path in files:
        document, lines = load_yaml_with_lines(path)
        keys = set(document) if isinstance(document, dict) else set()
        if "scenarios" in keys:
            yield from _scenarios(path, fit(Scenarios, document, path, lines))
        elif "rows" in keys:
            yield from _rows(path, fit(Rows, document, path, lines))
        elif "cases" in keys:
            yield from _bridged(path, fit(BridgeCases, document, path, lines), base)
        else:
            raise ConfigError(f"{path}: no tests of policies", "its top level holds scenarios, rows or cases")


def check(case: Case, result: Evaluation, base: PolicyBase) -> Iterator[str]:
    """What differs from the expectation."""
    expect, fired = case.expect, {outcome.rule.spec.id: outcome.effect.value for outcome in result.fired}
    yield from _bad_facts(case, base)
    for rule in (*expect.rules, *expect.not_rules):
        if rule not in base.rules.by_id:
            near = nearest(rule, base.rules.by_id)
            yield f"no such rule {rule}" + (f", {near}" if near else "")
    if expect.verdict is not None and result.answer != expect.verdict:
        yield f"verdict {result.answer}, expected {expect.verdict}"
    for rule, wanted in expect.rules.items():
        if fired.get(rule) != wanted:
            yield f"{rule}: {fired.get(rule, 'silent')}, expected {wanted}"
    for rule in expect.not_rules:
        if fired.get(rule, "inform") != "inform":
            yield f"{rule}: {fired[rule]}, expected silence"
    for key, wanted_value in expect.facts.items():
        if result.facts.get(key) != wanted_value:
            yield f"{key} = {result.facts.get(key)!r}, expected {wanted_value!r}"
    if expect.dpia_score is not None and result.facts["dpia.score"] != expect.dpia_score:
        yield f"dpia.score = {result.facts['dpia.score']}, expected {expect.dpia_score}"


def _bad_facts(case: Case, base: PolicyBase) -> Iterator[str]:
    for key, value in case.facts.items():
        problem = problem_with(base.vocabulary, key, value)
        if problem:
            yield problem


def _scenarios(path: Path, file: Scenarios) -> Iterator[Case]:
    for scenario in file.scenarios:
        for option in scenario.options:
            facts = {**file.defaults, **scenario.facts, **option.facts}
            yield Case(path.name, f"{scenario.id}/{option.id}", facts, option.expect)


def _rows(path: Path, file: Rows) -> Iterator[Case]:
    for number, row in enumerate(file.rows, 1):
        expect = Expectation(rules={row.rule: row.want}) if row.want else Expectation(not_rules=[row.rule])
        yield Case(path.name, f"row {number} {row.rule}", row.f, expect)


def _bridged(path: Path, file: BridgeCases, base: PolicyBase) -> Iterator[Case]:
    for case in file.cases:
        yield Case(path.name, case.id, _bridged_facts(case, file, base, case.date or file.date), case.expect)


def _bridged_facts(case: BridgeCase, file: BridgeCases, base: PolicyBase, today: date) -> dict[str, Any]:
    option = as_option(case.id, case.option)
    facts = {**file.defaults, **case.facts, **bridge(base, option, case.overrides, today).facts}
    facts |= {"opt.deployment": option.deployment, "opt.activity": option.activity}
    if case.provenance is not None:
        rows = [Generated(**row.model_dump()) for row in case.provenance]
        facts["data.output_restrictions"] = list(restrictions(base, rows, option, today).codes)
    return facts


def as_option(name: str, row: CaseOption) -> Option:
    """A test's option as the house's."""
    known = {slot.name for slot in fields(Option)}
    given: dict[str, Any] = {
        k: tuple(v) if isinstance(v, list) else v for k, v in row.model_dump().items() if k in known
    }
    return Option(id=name, **given)
