"""Sentences about silence and about what may have been missed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from report_fixture import report_document

from auditor.errors import AuditError, MissingExtra
from auditor.reports.base import Report
from auditor.reports.catalogue import texts
from auditor.reports.wording import absences, absences_in_short, percent, residual
from auditor.reports.write import ready, render_all, render_to

if TYPE_CHECKING:
    from auditor.document import ReportDocument

SAY = texts("en")


def assured(**assurance: Any) -> ReportDocument:
    document = report_document()
    return document.model_copy(update={"profile": document.profile.model_copy(update={"assurance": assurance})})


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.9711, "97.1 %"),
        (0.00099, "0.099 %"),
        (0.99999, "99.999 %"),
        (0.999999, "99.999 %"),
        (1e-9, "0.001 %"),
        (1.0, "all"),
        (0.0, "nothing"),
    ],
)
def test_a_share_never_rounds_up_to_the_whole_or_down_to_nothing(share: float, text: str) -> None:
    assert percent(share, SAY) == text


def test_without_a_sample_what_was_missed_is_unknown() -> None:
    assert residual(assured(), SAY)[1].startswith("No labelled sample was drawn")


def test_with_a_sample_the_bound_is_told() -> None:
    document = assured(**{
        "assurance.residual_upper": 0.000998, "assurance.special_residual_upper": 0.004,
        "labelled_sample": {"n": 3000, "misses": 0},
    })  # fmt: skip
    told = residual(document, SAY)
    assert told[1] == (
        "In 3,000 randomly chosen unflagged records people found 0 with personal data. "
        "With 95 % confidence at most 0.100 % of the unflagged records contain some."
    )
    assert told[2] == "For special-category content the same bound is 0.4 %."


def test_a_bound_without_its_sample_is_told_as_declared() -> None:
    assert residual(assured(residual_upper=0.01), SAY)[1].startswith("By the declared labelled sample")


def test_silence_is_told_with_recall_or_the_lack_of_it() -> None:
    document = assured(recall={"criminal": {"lower": 0.9241, "n": 300}})
    assert absences(document, SAY)[0] == (
        "No data on criminal offences were detected; detector recall for this class is at least 92.4 % (n=300)."
    )
    assert absences_in_short(document, SAY) == [
        "Not detected: data on children; detector recall for these classes is unmeasured.",
        "No data on criminal offences were detected; detector recall for this class is at least 92.4 % (n=300).",
    ]


def test_a_missing_extra_says_how_to_install_it() -> None:
    report = Report("x", ".x", lambda *_: iter(()), "", extra="pdf")
    with pytest.raises(MissingExtra) as caught:
        ready(report, find=lambda _: None)
    assert "llm-data-auditor[pdf]" in caught.value.hint


def test_a_folder_that_can_not_be_made_is_told(tmp_path: Any) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(AuditError, match="can't be made"):
        render_all(["json"], report_document(), lambda: iter(()), tmp_path / "file" / "out")
    with pytest.raises(AuditError, match="can't be written"):
        render_to("json", report_document(), lambda: iter(()), tmp_path / "none" / "x.json")
