from __future__ import annotations

import pytest

from auditor.errors import UsageError
from auditor.interview.forms import Choice, Form, parse

_DPIA = Form("choice", (Choice("done_low", "done, low"), Choice("not_done", "not done"), Choice("none", "none")))
_MANY = Form("many", (Choice("EU", "Europe"), Choice("DE", "Germany"), Choice("US", "United States")))
_BANS = Form("bans", (Choice("health", "health"), Choice("phi", "phi")))


@pytest.mark.parametrize(
    ("form", "typed", "value"),
    [
        (_DPIA, "1", "done_low"),
        (_DPIA, "not_done", "not_done"),
        (_DPIA, "Done", "done_low"),
        (_DPIA, "none", "none"),
        (_MANY, "1,3", ["EU", "US"]),
        (_MANY, "3; 1-2", ["EU", "DE", "US"]),
        (_MANY, "germany", ["DE"]),
        (_MANY, "none", []),
        (_BANS, "2", [{"category": "phi", "rule": "prohibited"}]),
        (_BANS, "none", []),
        (Form("number"), "30", 30),
        (Form("number"), "0,5", 0.5),
        (Form("place"), "no", "NO"),
        (Form("places"), "de, fr EEA", ["DE", "FR", "EEA"]),
        (Form("places"), "none", []),
        (Form("present"), "no", False),
        (Form("present"), "yes", True),
        (Form("present"), "docs/lia.pdf", "docs/lia.pdf"),
        (Form("text"), " x ", "x"),
        (Form("sources"), "none", []),
        (Form("sample"), "10,1", {"n": 10, "misses": 1}),
    ],
)
def test_what_is_typed_becomes_a_value(form: Form, typed: str, value: object) -> None:
    assert parse(form, typed) == value


@pytest.mark.parametrize(
    ("form", "typed"),
    [
        (_DPIA, "4"),
        (_DPIA, "n"),
        (_DPIA, "²"),
        (_MANY, ","),
        (_MANY, "1,9"),
        (Form("number"), "many"),
        (Form("number"), "1" * 10),
        (Form("place"), "Germany"),
        (Form("places"), "DE, Francia"),
        (Form("sample"), "10"),
        (Form("sources"), ";"),
        (Form("text"), "\udcff"),
    ],
)
def test_what_does_not_fit_is_told_with_what_would(form: Form, typed: str) -> None:
    with pytest.raises(UsageError) as told:
        parse(form, typed)
    assert told.value.hint
