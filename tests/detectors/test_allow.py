"""What is no identifier, or nobody's."""

from __future__ import annotations

import pytest

from auditor.detectors.allow import is_known, is_role_mailbox
from auditor.detectors.base import Settings, Text
from auditor.detectors.engine import build
from auditor.model import Tier

_ENGINE = build(Settings(tier=Tier.FAST))

NOTHING = [
    "for instance user@example.com or jane@sub.example.org",
    "paid with card 4111 1111 1111 1111",
    "IBAN DE89 3704 0044 0532 0130 00",
    "from 192.0.2.44, 10.0.0.7, 2001:db8::7 and 127.0.0.1",
    "the resolver 8.8.8.8",
    "call 212-555-0143 or 020 7946 0123 or +49 30 23125 123",
    "SSN 078-05-1120",
    "request id a60afd31-7497-4e5b-b2c4-87aee000ea96",
    "commit 9fceb02d0ae598e95dc970b74767f19372d61af8",
    "logged at 2024-05-17T09:21:33Z",
    "ISBN 978-3-16-148410-0",
    "upgrade to version 10.4.12.3",
    "see section 6.7.3.1",
    "siehe Abschnitt 14.3.4.2",
    "12.4.2.1. Rules of the filter",
    "# 11.5.2.1 Das Programm",
    "order ORD-0834567890",
    "tracking number 163764001",
    "order id 163764001",
    "the value 3.141592653589793",
    "background: #a1b2c3",
    "appelez le 01 99 00 12 34 ou le +33 6 39 98 01 23",
    "packages from https://deb.debian.org/debian and https://www.w3.org/TR/html52/",
    "open http://localhost:8080/admin or https://example.com/path?q=1",
    "the name of 127.0.0.1 is 1.0.0.127.in-addr.arpa",
    "convert an address (123.45.67.89) to bytes",
    "This class is intended for internal use only and may change.",
    "[PERSON] lives in [CITY], call [PHONE_NUMBER] or mail <EMAIL_ADDRESS>.",
    "Dear [[NAME]], your IBAN is {{iban}} and your card {{ card.number }}.",
    "Patient: [NAME_1], born [DATE], SSN <US_SSN>, insured as {policy_number}",
    "password: {{password}} for user ${USERNAME}",
    "Sehr geehrte Frau [NACHNAME], Ihre Adresse: [STRASSE] [NR], [PLZ] [ORT]",
    "Je m'appelle [PRÉNOM] [NOM], né le <DATE>",
    "My name is __NAME__ and I live at %ADDRESS%",
]


@pytest.mark.parametrize("text", NOTHING)
def test_documentation_versions_hashes_and_numbers_of_things_are_no_findings(text: str) -> None:
    assert _ENGINE.detect([Text(text)])[0] == []


@pytest.mark.parametrize(
    ("text", "entity", "value"),
    [
        ("Mail [EMAIL] or jane.berg@firm.de", "EMAIL_ADDRESS", "jane.berg@firm.de"),
        ("He lives at 221 Baker Street, [CITY]", "ADDRESS", "221 Baker Street"),
        ("[PERSON] was diagnosed with type 2 diabetes", "HEALTH", "was diagnosed with type 2 diabetes"),
        ("<email>jane.berg@firm.de</email>", "EMAIL_ADDRESS", "jane.berg@firm.de"),
        ("[TLP:RED] for them", "TLP_MARKING", "TLP:RED"),
        ("see https://www.debian.org/~jberg/notes", "URL", "https://www.debian.org/~jberg/notes"),
        ("see https://debian.org.evil.biz/x", "URL", "https://debian.org.evil.biz/x"),
    ],
)
def test_what_stands_beside_a_placeholder_is_found_without_it(text: str, entity: str, value: str) -> None:
    assert [(s.entity, text[s.start : s.end]) for s in _ENGINE.detect([Text(text)])[0]] == [(entity, value)]


@pytest.mark.parametrize(
    "address",
    [
        "info@firm.de",
        "no-reply@shop.com",
        "support.team@x.io",
        "datenschutz@firm.de",
        "info.berlin@firm.de",
        "sales2@x.com",
    ],
)
def test_role_mailboxes_are_kept_and_marked(address: str) -> None:
    assert is_role_mailbox(address)
    (span,) = _ENGINE.detect([Text(f"write to {address} today")])[0]
    assert (span.entity, span.detail) == ("EMAIL_ADDRESS", "role_mailbox")


@pytest.mark.parametrize("address", ["jane.doe@firm.de", "infantino@x.com", "m.service@x.com", "itziar@x.es"])
def test_persons_are_no_roles(address: str) -> None:
    assert not is_role_mailbox(address)
    (span,) = _ENGINE.detect([Text(f"write to {address} today")])[0]
    assert span.detail == ""


def test_an_address_of_small_parts_is_one_where_it_is_no_heading() -> None:
    assert [span.entity for span in _ENGINE.detect([Text("12.4.2.31 - - [27/Nov/2024]")])[0]] == ["IP_ADDRESS"]


def test_a_known_value_is_known_however_it_is_written() -> None:
    assert is_known("CREDIT_CARD", "4242-4242 4242 4242")
    assert is_known("PHONE_NUMBER", "(0)30 23125-100")
    assert not is_known("CREDIT_CARD", "4539 5787 6362 1486")
    assert not is_known("PHONE_NUMBER", "+49 30 5432109")
