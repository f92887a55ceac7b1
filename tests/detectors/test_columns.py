"""A header is evidence for short, plausible values, and for nothing else."""

from __future__ import annotations

import pytest

from auditor.detectors.base import Text
from auditor.detectors.columns import DETECTORS, header_entity, hr_kind, plain
from auditor.detectors.header_words import HEADERS, HR_HEADERS
from auditor.model import Part
from auditor.taxonomy import load_taxonomy

(_COLUMNS,) = DETECTORS


def _entity(header: str, value: str) -> str | None:
    spans = _COLUMNS.detect([Text(value, header=header)])[0]
    assert all(span.detail == "by_header" and value[span.start : span.end] == value.strip() for span in spans)
    return spans[0].entity if spans else None


@pytest.mark.parametrize(
    ("header", "value", "entity"),
    [
        ("E-Mail-Adresse", "jane@firm.de", "EMAIL_ADDRESS"),
        ("customer_phone", "0151 2345678", "PHONE_NUMBER"),
        ("Kunde_Telefon", "030/5432109", "PHONE_NUMBER"),
        ("lastName", "O'Neil", "PERSON"),
        ("Nachname", " Müller ", "PERSON"),
        ("prénom", "Élodie", "PERSON"),
        ("apellidos", "García López", "PERSON"),
        ("achternaam", "van den Berg", "PERSON"),
        ("customer_name", "Jane Doe", "PERSON"),
        ("patientDOB", "02.03.1980", "DATE_OF_BIRTH"),
        ("Geburtsdatum", "19800302", "DATE_OF_BIRTH"),
        ("fecha_nacimiento", "2 marzo 1980", "DATE_OF_BIRTH"),
        ("Straße", "Hauptstr. 5", "ADDRESS"),
        ("billing_address_1", "5 Elm Row", "ADDRESS"),
        ("PLZ", "28203", "LOCATION"),
        ("ville", "Lyon", "LOCATION"),
        ("Steuer-ID", "36574261809", "DE_TAX_ID"),
        ("codice_fiscale", "BNCMRC75C15F205A", "IT_FISCAL_CODE"),
        ("ssn", "512-34-6093", "US_SSN"),
        ("passport_no", "C01X00T47", "PASSPORT"),
        ("Personalnummer", "004711", "EMPLOYEE_ID"),
        ("Kundennr", "K-20481", "CUSTOMER_ID"),
        ("user_id", "u48213", "PSEUDONYM_TOKEN"),
        ("latitude", "52.52001", "GEO_COORDINATES"),
        ("diagnosis", "F32.1", "HEALTH"),
        ("Konfession", "rk", "RELIGION"),
        ("Gehalt", "52.000 EUR", "FINANCIAL_FIGURE"),
        ("age", "45", "AGE"),
    ],
)
def test_telling_headers(header: str, value: str, entity: str) -> None:
    assert _entity(header, value) == entity


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("email", "n/a"),
        ("email", "yes"),
        ("phone", "-"),
        ("phone", "iPhone 14"),
        ("name", "Chair"),
        ("product_name", "Jane"),
        ("first_name", "{{first_name}}"),
        ("first_name", "none"),
        ("surname", "a1b2c3"),
        ("dob", "unknown"),
        ("address", "jane@firm.de"),
        ("address", "https://firm.de"),
        ("ssn", "xxx"),
        ("religion", "no"),
        ("latitude", "52"),
        ("age", "430"),
        ("id", "163764001"),
        ("", "Jane"),
        ("surname", "word " * 40),
        ("surname", "Jane\nDoe"),
    ],
)
def test_implausible_values_and_vague_headers(header: str, value: str) -> None:
    assert _entity(header, value) is None


def test_only_values_count() -> None:
    assert _COLUMNS.detect([Text("Müller", header="surname", part=Part.KEY)]) == [[]]


def test_human_resources_headers() -> None:
    assert hr_kind("Annual Salary") == "salary"
    assert hr_kind("Krankheitstage_2024") == "sick_days"
    assert hr_kind("hireDate") == "hire_date"
    assert hr_kind("Abteilung") == "department"
    assert hr_kind("colour") is None


def test_headers_are_compared_without_case_accents_and_numbers() -> None:
    assert plain("customerE-Mail_2") == "customer e mail"
    assert plain("STRASSE") == plain("Straße") == "strasse"
    assert header_entity("x" * 5000) is None


def test_the_tables_are_written_as_headers_are_read() -> None:
    taxonomy = load_taxonomy()
    for table in (HEADERS, HR_HEADERS):
        for words in table.values():
            assert all(plain(word) == word or word[-1].isdigit() for word in words.split("|"))
    assert all(taxonomy.category_of(entity) for entity in HEADERS)
