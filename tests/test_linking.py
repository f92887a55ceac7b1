"""Who is meant: content of Art. 9 and 10 is confirmed, suspected or unlinked by what stands in the same record."""

from __future__ import annotations

import pytest

from auditor.linking import Cues, Linked, link
from auditor.model import Field, Record, Span, Status
from auditor.taxonomy import load_taxonomy

CUES = Cues(
    refers_to_person=lambda text: "my " in text,
    hr_kind=lambda header: header if header in {"salary", "rating"} else None,
)


def _span(text: str, value: str, entity: str, detail: str = "", status: Status | None = None) -> Span:
    start = text.index(value)
    return Span(start, start + len(value), entity, 0.9, "test", detail, status)


def _link(*fields: tuple[str, list[Span]], role: str = "", shape: str = "") -> Linked:
    record = Record("a", 0, tuple(Field(f"f{i}", text, role=role) for i, (text, _) in enumerate(fields)), shape=shape)
    return link(record, [spans for _, spans in fields], load_taxonomy(), CUES)


def _statuses(linked: Linked) -> list[Status | None]:
    return [span.status for field in linked.spans for span in field]


def test_health_beside_a_person_is_confirmed() -> None:
    text = "Anna Müller has asthma"
    linked = _link((text, [_span(text, "Anna Müller", "PERSON"), _span(text, "asthma", "HEALTH")]))
    assert _statuses(linked) == [None, Status.CONFIRMED]
    assert {"person", "direct_identifier", "personal_hit"} <= linked.signals


def test_a_person_in_another_field_of_the_record_counts() -> None:
    linked = _link(("Anna", [_span("Anna", "Anna", "PERSON")]), ("asthma", [_span("asthma", "asthma", "HEALTH")]))
    assert _statuses(linked)[1] is Status.CONFIRMED


def test_a_textbook_is_about_nobody() -> None:
    text = "Asthma is a disease of the airways"
    assert _statuses(_link((text, [_span(text, "Asthma", "HEALTH")]))) == [Status.UNLINKED]


def test_a_first_person_reference_is_a_person() -> None:
    text = "my asthma got worse"
    assert _statuses(_link((text, [_span(text, "asthma", "HEALTH")]))) == [Status.CONFIRMED]


def test_a_role_mailbox_is_nobody() -> None:
    text = "info@firm.example: asthma"
    spans = [_span(text, "info@firm.example", "EMAIL_ADDRESS", "role_mailbox"), _span(text, "asthma", "HEALTH")]
    linked = _link((text, spans))
    assert _statuses(linked) == [None, Status.UNLINKED]
    assert "direct_identifier" not in linked.signals


def test_an_unsure_detector_or_a_person_far_away_leaves_it_suspected() -> None:
    text = "Anna Müller feels low"
    unsure = [_span(text, "Anna Müller", "PERSON"), _span(text, "low", "HEALTH", status=Status.SUSPECTED)]
    assert _statuses(_link((text, unsure)))[1] is Status.SUSPECTED
    book = "Anna Müller " + "x " * 4000 + "asthma"
    far = [_span(book, "Anna Müller", "PERSON"), _span(book, "asthma", "HEALTH")]
    assert _statuses(_link((book, far)))[1] is Status.SUSPECTED


def test_an_insurance_number_is_health_data_by_itself() -> None:
    assert _statuses(_link(("A123456780", [_span("A123456780", "A123456780", "DE_HEALTH_INSURANCE")]))) == [
        Status.CONFIRMED
    ]


def test_a_child_is_reported_only_with_a_person() -> None:
    text = "Leo, 7 years old"
    child = _span(text, "7 years old", "CHILD_DATA")
    assert _link((text, [child])).spans == ((),)
    assert len(_link((text, [_span(text, "Leo", "PERSON"), child])).spans[0]) == 2


@pytest.mark.parametrize(
    ("entity", "value", "signal"),
    [
        ("GEO_COORDINATES", "52.5163, 13.3777", "location_precise_with_person"),
        ("FINANCIAL_FIGURE", "12 Mio", "financial_figure_with_person"),
        ("DE_VAT_ID", "DE136695976", "register_id_with_person"),
    ],
)
def test_things_that_mean_more_beside_a_person(entity: str, value: str, signal: str) -> None:
    text = f"Anna {value}"
    assert signal in _link((text, [_span(text, "Anna", "PERSON"), _span(text, value, entity)])).signals
    assert signal not in _link((text, [_span(text, value, entity)])).signals


def test_money_beside_an_address_of_somebody_is_about_somebody() -> None:
    text = "mara.voss@firma.example 12 Mio"
    money, own = _span(text, "12 Mio", "FINANCIAL_FIGURE"), _span(text, "mara.voss@firma.example", "EMAIL_ADDRESS")
    assert "financial_figure_with_person" in _link((text, [own, money])).signals
    office = _span(text, "mara.voss@firma.example", "EMAIL_ADDRESS", detail="role_mailbox")
    assert "financial_figure_with_person" not in _link((text, [office, money])).signals


def test_two_hr_columns_beside_a_person_are_employee_data() -> None:
    fields = (Field("name", "Anna", header="name"), Field("salary", "4000", header="salary"))
    both = (*fields, Field("rating", "B", header="rating"))
    person = [Span(0, 4, "PERSON", 0.9, "test")]
    one = link(Record("a", 0, fields), [person, []], load_taxonomy(), CUES)
    two = link(Record("a", 0, both), [person, [], []], load_taxonomy(), CUES)
    assert "hr_columns_with_person" not in one.signals
    assert "hr_columns_with_person" in two.signals


def test_turns_of_a_user_and_an_assistant_are_no_conversation_between_people() -> None:
    def signals(*roles: str) -> frozenset[str]:
        fields = tuple(Field(f"m[{i}]", "hi", role=role) for i, role in enumerate(roles))
        return link(Record("a", 0, fields), [[] for _ in roles], load_taxonomy(), CUES).signals

    assert "human_speakers" not in signals("system", "user", "assistant", "user")
    assert "human_speakers" in signals("Anna", "Ben", "assistant")


def test_pay_and_jobs_say_nothing_where_nobody_is_meant() -> None:
    text = "salary is 54,000 EUR, works as a nurse"
    hits = [_span(text, "salary is 54,000 EUR", "EMPLOYMENT_DATA"), _span(text, "a nurse", "OCCUPATION")]
    nobody = _link((text, hits))
    assert nobody.spans == ((),)
    assert "personal_hit" not in nobody.signals
    named = _link(("Anna", [_span("Anna", "Anna", "PERSON")]), (text, hits))
    assert [span.entity for span in named.spans[1]] == ["EMPLOYMENT_DATA", "OCCUPATION"]
    assert "personal_hit" in named.signals


def test_what_is_told_of_somebody_unnamed_is_suspected() -> None:
    text = "She has asthma"
    record = Record("a", 0, (Field("f0", text),))
    cues = Cues(CUES.refers_to_person, CUES.hr_kind, lambda told, start: told.startswith("She") and start > 0)
    linked = link(record, [[_span(text, "asthma", "HEALTH")]], load_taxonomy(), cues)
    assert _statuses(linked) == [Status.SUSPECTED]
