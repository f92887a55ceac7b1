"""Identifiers of the United States: social security, taxpayer, Medicare, providers, bank accounts.

Why it matters: most are identifiers of 45 CFR 164.514(b) and keys to identity theft. What to do: delete, or keep the
last four digits where a process needs them.
"""

from __future__ import annotations

import re

from auditor.detectors.base import PatternDetector
from auditor.detectors.card import is_luhn
from auditor.detectors.checks import by_stdnum, has_variety, national_id, weighted

_DEA = weighted((1, 2, 1, 2, 1, 2), 1000)


def _is_ssn(value: str) -> bool:
    return by_stdnum("us.ssn")(
        "-".join((value[:3], value[-6:-4], value[-4:])) if value.isdigit() else value.replace(" ", "-")
    )


def _is_dea(value: str) -> bool:
    return _DEA(value[2:8]) % 10 == int(value[8]) and has_variety(value)


_MBI = r"[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y]{2}\d\d"

DETECTORS = (
    *national_id(
        "ids_us.ssn",
        "US_SSN",
        r"\d{3}-\d\d-\d{4}",
        words=("social security", " ssn ", " ssns ", "social sec", "soc sec", " ss# "),
        validate=_is_ssn,
        digits=9,
        bare=0.85,
        examples=("SSN «512-34-6093»", "His social security number is «853-37-1694»"),
        counterexamples=("000-12-3456", "666-12-3456", "512-00-6093", "SSN 987-65-4320"),
    ),
    PatternDetector(
        id="ids_us.ssn_plain",
        entity="US_SSN",
        pattern=re.compile(
            r"\b(?:SSN|social security(?: number| no\.?)?|soc\.? sec\.?)(?: is)?[:#=]{0,2}\s{1,2}"
            r"(?P<value>\d{9}|\d{3} \d\d \d{4})(?![\w-]|\.\d| \d)",
            re.IGNORECASE,
        ),
        score=0.95,
        validate=_is_ssn,
        keywords=("ssn", "soc"),
        digits=9,
        examples=("SSN: «512346093»", "social security «512 34 6093»"),
        counterexamples=("order 512346093", "SSN: 666346093", "SSN 512-34-6093. Passport no. 512346093"),
    ),
    *national_id(
        "ids_us.itin",
        "US_ITIN",
        r"9\d\d-(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])-\d{4}",
        words=("itin", "taxpayer id"),
        validate=by_stdnum("us.itin"),
        digits=9,
        bare=0.8,
        examples=("ITIN «912-79-0471»",),
        counterexamples=("ITIN 912-40-0471",),
    ),
    *national_id(
        "ids_us.medicare",
        "US_MBI",
        _MBI,
        words=("medicare", " mbi ", "beneficiary"),
        digits=2,
        validate=lambda value: sum(map(str.isdigit, value)) >= 5,
        examples=("Medicare ID «1EG4-TE5-MK73»", "MBI «1EG4TE5MK73»"),
        counterexamples=("code 1EG4TE5MK7", "0EG4-TE5-MK73"),
    ),
    *national_id(
        "ids_us.provider",
        "US_NPI",
        r"[12]\d{9}",
        words=(" npi ", "provider identifier"),
        validate=lambda value: is_luhn(f"80840{value}"),
        digits=10,
        examples=("NPI «1234567893»",),
        counterexamples=("NPI 1234567894", "call 1234567893"),
    ),
    *national_id(
        "ids_us.dea",
        "MEDICAL_LICENSE",
        r"[ABFGMPRX][A-Z9]\d{7}",
        words=(" dea ", "medical license", "certificate", "prescriber"),
        validate=_is_dea,
        digits=7,
        examples=("DEA number «BB1388568»",),
        counterexamples=("DEA number BB1388569", "flight BB1388568"),
    ),
    *national_id(
        "ids_us.routing",
        "ABA_ROUTING_NUMBER",
        r"\d{9}",
        words=("routing", " aba ", " rtn ", "transit number"),
        validate=by_stdnum("us.rtn"),
        digits=9,
        window=40,
        examples=("routing number «121000358»",),
        counterexamples=("routing number 121000359", "number 121000358"),
    ),
    *national_id(
        "ids_us.account",
        "US_BANK_NUMBER",
        r"\d{8,17}",
        words=(
            "account number",
            "acct number",
            "acct no",
            "account no",
            "checking account",
            "savings account",
            "bank account",
        ),
        validate=has_variety,
        digits=8,
        window=30,
        examples=("bank account number «000123456789»",),
        counterexamples=("bank account with 12345678.00", "number 000123456789"),
    ),
)
