"""Replacements: ways, overlaps, consistency, and surrogates that can't hit anybody."""

from __future__ import annotations

import ipaddress
import re
from itertools import pairwise
from typing import TYPE_CHECKING

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban, luhn
from stdnum.de import idnr

from auditor.errors import UsageError
from auditor.model import Field, Span, Status
from auditor.redaction import Key
from auditor.remedies import phones
from auditor.remedies.generalise import generalise
from auditor.remedies.plan import Plan, Way, parse_plan
from auditor.remedies.replacing import Replacer, Target, applied, moved_back, united
from auditor.remedies.surrogates import surrogate

if TYPE_CHECKING:
    from collections.abc import Sequence

KEY = Key(b"0123456789abcdef0123456789abcdef")


def _redacted(text: str, spans: Sequence[Span], plan: Plan) -> str:
    replacer = Replacer(plan, KEY)
    fields = [Field("text", text)]
    return applied(text, replacer.edits(text, replacer.targets(fields, [spans])[0], "en"))


def test_overlapping_spans_go_together() -> None:
    text = "Anna Weber has diabetes type 2."
    spans = [Span(0, 30, "HEALTH", 0.8, "x"), Span(0, 10, "PERSON", 0.9, "x")]
    assert _redacted(text, spans, Plan(("HEALTH", "PERSON"), default=Way.LABEL)) == "[HEALTH]."
    assert _redacted(text, spans, Plan(("PERSON",), default=Way.LABEL)) == "[PERSON] has diabetes type 2."


def test_a_partial_overlap_leaves_no_end() -> None:
    text = "abcdefghij"
    spans = [Span(1, 5, "PERSON", 0.8, "x"), Span(3, 8, "ADDRESS", 0.9, "x")]
    plan = Plan(("PERSON", "ADDRESS"), default=Way.SURROGATE)
    assert _redacted(text, spans, plan) == "a***ij"


def test_content_about_nobody_can_stay() -> None:
    spans = [Span(0, 8, "HEALTH", 0.8, "x", status=Status.UNLINKED)]
    assert _redacted("diabetes", spans, Plan(("HEALTH",))) == "***"
    assert _redacted("diabetes", spans, Plan(("HEALTH",), unlinked=False)) == "diabetes"


def test_a_value_goes_from_the_whole_record_and_a_surname_with_it() -> None:
    replacer = Replacer(Plan(("PERSON",)), KEY)
    fields = [Field("a", "Walburga Thiessenhusen"), Field("b", "Dear Ms Thiessenhusen, Thiessenhusener, ok")]
    targets = replacer.targets(fields, [[Span(0, 22, "PERSON", 0.9, "x")], []])
    assert applied(fields[1].text, replacer.edits(fields[1].text, targets[1], "en")) == (
        "Dear Ms ***, Thiessenhusener, ok"
    )


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=8))
def test_united_targets_cover_and_never_touch_inside(places: list[tuple[int, int]]) -> None:
    targets = [Target(start, start + size, "PERSON", Way.MASK) for start, size in places]
    made = united(targets)
    assert all(one.end <= other.start for one, other in pairwise(made))
    covered = {n for t in targets for n in range(t.start, t.end)}
    assert {n for t in made for n in range(t.start, t.end)} == covered


def test_places_in_the_new_text_lead_back() -> None:
    text, edits = "call Jane Roe or Tel 5", ((5, 13, "***"),)
    new = applied(text, edits)
    at = new.index("Tel")
    assert [text[s:e] for s, e in moved_back([(at, at + 3)], edits)] == ["Tel"]
    assert [text[s:e] for s, e in moved_back([(5, 8)], edits)] == []
    assert [text[s:e] for s, e in moved_back([(0, 11)], edits)] == ["call ", " or"]


def test_a_person_keeps_one_name_in_every_form() -> None:
    full = surrogate("PERSON", "Anna Weber", KEY, "de")
    assert full is not None
    given_name, surname = full.split()
    assert surrogate("PERSON", "Frau Weber", KEY, "de") == f"Frau {surname}"
    assert surrogate("PERSON", "ANNA WEBER", KEY, "de") == full.upper()
    mail = surrogate("EMAIL_ADDRESS", "anna.weber@firma.de", KEY, "de")
    assert mail is not None
    assert mail.startswith(f"{given_name}.{surname}".lower())
    assert re.search(r"@d\d+\.example\.(com|org|net)$", mail)
    assert "Weber" not in full
    assert surrogate("PERSON", "Anna Weber", Key(b"another key, as long as it has to"), "de") != full


@pytest.mark.parametrize(
    "value", ["+49 151 23456789", "0049 30 901820", "+44 7911 123456", "+1 212 736 5000", "030 901820"]
)
def test_phone_numbers_are_reserved_ones(value: str) -> None:
    made = surrogate("PHONE_NUMBER", value, KEY, "de")
    assert made is not None
    assert made != value
    parsed = phonenumbers.parse(made, "DE")
    reserved = (
        "3023125",
        "4066969",
        "6990009",
        "8999998",
        "2214710",
        "17139200",
        "2079460",
        "117496",
        "131496",
        "161496",
    )
    national = str(parsed.national_number)
    assert national.startswith(reserved) or national.startswith("7700900") or national[3:8] == "55501"


@pytest.mark.parametrize(
    ("code", "prefix", "more"), [(code, *row) for code, rows in phones._RANGES.items() for row in rows]
)
def test_every_range_has_possible_numbers_of_its_country(code: str, prefix: str, more: int) -> None:
    for tail in (0, 10**more - 1):
        parsed = phonenumbers.parse(f"+{code}{prefix}{tail:0{more}d}")
        assert parsed.country_code == int(code)
        assert phonenumbers.is_possible_number(parsed)


@given(st.integers(0, 10**10))
def test_numbers_with_check_digits_are_wrong(number: int) -> None:
    account = iban.compact(f"DE{number:020d}")
    made = surrogate("IBAN_CODE", account, KEY, "de")
    assert made is not None
    assert made.startswith("DE")
    assert len(made) == len(account)
    assert not iban.is_valid(made)
    card = surrogate("CREDIT_CARD", f"4{number:015d}", KEY, "en")
    assert card is not None
    assert not luhn.is_valid(card)
    tax = surrogate("DE_TAX_ID", "86 095 742 719", KEY, "de")
    assert tax is not None
    assert not idnr.is_valid(tax)
    assert re.fullmatch(r"\d\d \d{3} \d{3} \d{3}", tax)


def test_addresses_of_the_net_are_those_of_documentation() -> None:
    four, six = surrogate("IP_ADDRESS", "8.8.8.8", KEY, ""), surrogate("IP_ADDRESS", "2a00:1450::1", KEY, "")
    assert four is not None
    assert six is not None
    blocks = [ipaddress.ip_network(block) for block in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")]
    assert any(ipaddress.ip_address(four) in block for block in blocks)
    assert ipaddress.ip_address(six) in ipaddress.ip_network("2001:db8::/32")


def test_what_has_no_surrogate_is_masked() -> None:
    spans = [Span(0, 20, "SECRET_AWS_ACCESS_KEY", 1.0, "x")]
    assert _redacted("AKIAABCDEFGHIJKLMNOP", spans, Plan(("SECRET_*",), default=Way.SURROGATE)) == "***"


@pytest.mark.parametrize(
    ("entity", "value", "coarse"),
    [
        ("DATE_OF_BIRTH", "09.01.1948", "1948"),
        ("DATE_OF_BIRTH", "9.1.48", None),
        ("AGE", "34 years", "30-39 years"),
        ("AGE", "34", "30"),
        ("AGE", "93-jährig", None),
        ("AGE", "93 years old", "90+ years old"),
        ("DE_PLZ", "10115", "10xxx"),
        ("UK_POSTCODE", "SW1A 1AA", "SW"),
        ("ADDRESS", "Musterweg 5, 10115 Berlin", "10xxx"),
        ("IP_ADDRESS", "10.1.2.3", "10.1.2.0"),
        ("GEO_COORDINATES", "52.52001, 13.40495", "52.5, 13.4"),
        ("PERSON", "Anna", None),
    ],
)
def test_generalising(entity: str, value: str, coarse: str | None) -> None:
    assert generalise(entity, value) == coarse


def test_plans_name_entities_categories_and_globs() -> None:
    plan = parse_plan(["EMAIL_ADDRESS,gov_id", "SECRET_*"], ["label", "gov_id=remove"])
    assert plan.way_of("EMAIL_ADDRESS") is Way.LABEL
    assert plan.way_of("DE_TAX_ID") is Way.REMOVE
    assert plan.way_of("SECRET_PASSWORD") is Way.LABEL
    assert plan.way_of("PERSON") is None


@pytest.mark.parametrize(("entities", "how"), [("NOSUCH", "mask"), ("PERSON", "burn"), ("PERSON", "NOSUCH=mask")])
def test_a_plan_of_what_does_not_exist_is_refused(entities: str, how: str) -> None:
    with pytest.raises(UsageError):
        parse_plan([entities], [how])
