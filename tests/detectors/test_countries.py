"""Every country of the EU and EEA, the UK, Switzerland and the US: plates, passports and telephone numbers as people write them there."""

from __future__ import annotations

import phonenumbers
import pytest

from auditor.detectors.base import Settings, Text
from auditor.detectors.engine import build
from auditor.model import Tier

_ENGINE = build(Settings(tier=Tier.FAST))

PLATES = """DE Kennzeichen B-MA 1234|AT Kennzeichen W-12345 A|CH Kennzeichen ZH 482915|FR immatriculation AB-123-CD|BE nummerplaat 1-ABC-234
NL kenteken AB-123-C|LU plaque d'immatriculation AB 1234|ES matrícula 1234 BCD|PT matrícula AA-01-BC|IT targa DK473XX|PL numer rejestracyjny KR 1AB23
SE registreringsnummer ABC 12D|DK nummerplade AB 12 345|NO registreringsnummer EL 12345|FI rekisterinumero ABC-123|IS bílnúmer AB-C12
IE number plate 191-D-12345|UK number plate AB12 CDE|US license plate 7ABC123|CZ SPZ 1AB 2345|SK EČV BA-123AB|HU rendszám AA BB-123
RO număr de înmatriculare B 123 ABC|BG рег. номер CA 1234 AB|HR registracija ZG 1234-AB|SI registrska številka LJ 12-ABC|GR πινακίδα YBH-1234
CY number plate ABC 123|MT number plate ABC 123|EE registreerimismärk 123 ABC|LV numura zīme AB-1234|LT valstybinis numeris ABC 123"""
PASSPORTS = """DE Reisepass C01X00T47|AT Reisepassnummer P1234567|CH passport X1234567|FR passeport n° 12AB34567|BE passport no. EJ123456
NL paspoortnummer NX1B23C49|LU passport no. JCU9J4T2|ES pasaporte PAD482915|PT passaporte CA123456|IT passaporto YA1234567|PL paszport AB1234567
SE passnummer 12345679|DK pasnummer 201234569|NO passnummer N1234567|FI passin numero PX1234567|IS vegabréf A1234567|IE passport PA1234567
UK passport number 512345678|US passport no. 544035393|CZ cestovní pas 39812345|SK cestovný pas BA1234567|HU útlevél BA1234567|RO pașaport 052345678
BG паспорт 382345678|HR putovnica 182345679|SI potni list PB0123456|GR διαβατήριο AE1234567|CY passport K00123456|MT passport 1234567
EE passi number KB1234567|LV pases numurs LV1234567|LT paso numeris 23456789"""
COUNTRIES = "DE FR IT ES PL NL BE AT SE PT IE DK FI GB CH NO IS LI CZ SK HU RO BG HR SI GR CY MT EE LV LT LU".split()


def _cases(lines: str) -> list[tuple[str, str]]:
    rows = [row.partition(" ") for line in lines.split("\n") for row in line.split("|")]
    return [(country, text) for country, _, text in rows]


def _found(text: str, entity: str) -> list[str]:
    return [text[s.start : s.end] for s in _ENGINE.detect([Text(text)])[0] if s.entity == entity]


@pytest.mark.parametrize(("country", "text"), _cases(PLATES))
def test_a_number_plate_after_its_local_name(country: str, text: str) -> None:
    (value,) = _found(f"{text}.", "LICENSE_PLATE")
    assert text.endswith(f" {value}"), country


@pytest.mark.parametrize(("country", "text"), _cases(PASSPORTS))
def test_a_passport_after_its_local_name(country: str, text: str) -> None:
    (value,) = _found(f"{text}.", "PASSPORT")
    assert text.endswith(f" {value}"), country


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_mobile_number_with_the_countrys_code(country: str) -> None:
    number = phonenumbers.example_number_for_type(country, phonenumbers.PhoneNumberType.MOBILE)
    assert number is not None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    assert _found(f"reach me at {written} today", "PHONE_NUMBER") == [written]
