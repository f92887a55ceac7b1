"""The example of "write your own policy" works as the page says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from auditor.model import Answer, Option
from auditor.policy.cases import run_cases
from auditor.policy.declaration import Declaration
from auditor.policy.judge import judge
from auditor.policy.lint import lint
from auditor.policy.load import load_policies
from auditor.policy.measured import Measured, Observed
from auditor.policy.to_document import policy_parts

_FOLDER = Path(__file__).parents[2] / "docs" / "examples" / "house-rules"
_TODAY = date(2026, 11, 22)


def test_its_own_cases_pass() -> None:
    base = load_policies([_FOLDER])
    results = list(run_cases(sorted(_FOLDER.glob("*cases.yaml")), base))
    assert [result.line for result in results if not result.passed] == []
    assert len(results) == 7
    assert lint(base) == []


def test_its_waiver_is_shown_and_the_prohibition_stays() -> None:
    base = load_policies([_FOLDER])
    observed = Observed(
        {"data.bank_account": Measured(True, "IBAN_CODE 2 in 2 records", ("IBAN_CODE",))}, {}, {"IBAN_CODE": 2}
    )
    option = Option("x", "prompting", "vendor_api", "example-host.api", "house-model-1")
    judged = judge(base, observed, {}, Declaration(), options=[option], today=_TODAY)
    assert judged.verdicts[0].answer is Answer.PROHIBITED
    parts = policy_parts(base, Declaration(), observed, judged, today=_TODAY)
    rule = next(rule for rule in parts.verdicts[0].rules if rule.id == "HOUSE-TICKETS-AT-VENDOR")
    assert rule.waiver is not None
    assert rule.waiver["by"] == "Dr. Jo Jurist"
    versions = {pack.id: pack.version for pack in parts.packs}
    assert versions["eu-gdpr"] == "0.1.0-draft+house-1"


def test_its_question_is_asked_with_its_own_words() -> None:
    base = load_policies([_FOLDER])
    observed = Observed({"data.employee": Measured(True, "EMPLOYEE_ID 2 in 2 records", ("EMPLOYEE_ID",))}, {}, {})
    chosen = base.choosing(["house-rules"])
    option = Option("x", "fine_tuning", "self_host_onprem", licence="lic.mit", model="phi-4")
    judged = judge(chosen, observed, {}, Declaration(), options=[option], today=_TODAY)
    (question,) = judged.questions
    assert question.question == "Has the board approved tuning with staff data?"
    assert question.path == "facts.ctx.house_board_approved"
    assert judged.verdicts[0].answer is Answer.NEEDS_LEGAL_REVIEW
