"""German identifiers: tax, pension and health insurance, identity card, physicians, companies.

Why it matters: tax and insurance numbers are for life (Art. 87 GDPR, § 139b AO); a health-insurance number is health
data. What to do: delete; nothing in language work needs them.
"""

from __future__ import annotations

import re

from auditor.detectors.base import PatternDetector
from auditor.detectors.checks import by_stdnum, has_variety, national_id, weighted

_ICAO = weighted((7, 3, 1) * 4, 10)


def _digit_sum(number: int) -> int:
    return sum(map(int, str(number)))


def is_pension_number(value: str) -> bool:
    """Area, birth date, initial, serial and check digit (VKVV)."""
    plain = value.replace(" ", "").upper()
    day, month = int(plain[2:4]), int(plain[4:6])
    if not (0 < day <= 31 or 50 < day <= 81) or not 0 < month <= 12:
        return False
    expanded = plain[:8] + f"{ord(plain[8]) - 64:02d}" + plain[9:11]
    weights = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)
    return sum(_digit_sum(int(c) * w) for c, w in zip(expanded, weights, strict=True)) % 10 == int(plain[11])


def is_insured_number(value: str) -> bool:
    """A letter, eight digits, and a check digit over the letter's number and the digits (§ 290 SGB V)."""
    digits = f"{ord(value[0].upper()) - 64:02d}{value[1:9]}"
    total = sum(_digit_sum(int(c) * (1 + i % 2)) for i, c in enumerate(digits))
    return total % 10 == int(value[9]) and has_variety(value)


def is_card_serial(value: str) -> bool:
    """Nine characters, with or without the check digit of ICAO 9303 after them."""
    return len(value) == 9 or _ICAO(value[:9]) == int(value[9])


_EXTRA = (
    PatternDetector(
        id="ids_de.register",
        entity="DE_HANDELSREGISTER",
        pattern=re.compile(r"\bHR[AB][ :-]{0,2}(?:Nr\.? ?)?\d{3,6}(?: [A-Z]{1,2})?\b"),
        score=0.8,
        keywords=("hra", "hrb"),
        digits=3,
        examples=("Amtsgericht Hamburg, «HRB 148291»", "«HRA 4711 B»"),
        counterexamples=("HRB is short", "THRB 12345"),
    ),
)

DETECTORS = (
    *national_id(
        "ids_de.tax_id",
        "DE_TAX_ID",
        r"\d{2} ?\d{3} ?\d{3} ?\d{3}",
        words=(
            "steuer-id",
            "steuerid",
            "steueridentifikation",
            "identifikationsnummer",
            "idnr",
            "steuerliche",
            "tax id",
            " tin ",
            "steuernummer",
        ),
        validate=by_stdnum("de.idnr"),
        digits=11,
        generic=True,
        examples=(
            "Steuer-ID «36574261809»",
            "IdNr. «36 574 261 809»",
            "Meine Steueridentifikationsnummer lautet «36574261809».",
        ),
        counterexamples=("Steuer-ID 36574261808", "Auftrag 36574261809", "steuer-id 11111111111"),
    ),
    *national_id(
        "ids_de.tax_number",
        "DE_TAX_NUMBER",
        r"\d{2,3}/\d{3,4}/\d{4,5}",
        words=("steuernummer", "steuer-nr", "st.-nr", "stnr", "st-nr", "finanzamt", "tax number"),
        validate=by_stdnum("de.stnr"),
        digits=10,
        examples=("Steuernummer: «181/815/08155»", "St.-Nr. «29/815/08152»"),
        counterexamples=("am 12/2024/12345", "Steuernummer 1/2/3"),
    ),
    *national_id(
        "ids_de.pension",
        "DE_SOCIAL_SECURITY",
        r"\d{2} ?\d{6} ?[A-Z] ?\d{3}",
        words=(
            "rentenversicherung",
            "sozialversicherung",
            "versicherungsnummer",
            "vers.-nr",
            "vers. nr",
            "vers-nr",
            "versnr",
            "versicherungs-nr",
            "vsnr",
            "sv-nummer",
            "sv-nr",
            "rvnr",
            "social security",
            "versicherungsnr",
        ),
        validate=is_pension_number,
        digits=8,
        bare=0.7,
        examples=("Sozialversicherungsnummer «15 070649 C 103»", "RVNR: «15070649C103»", "Vers.-Nr. «15070649C103»"),
        counterexamples=("Sozialversicherungsnummer 15070649C104", "15 990649 C 103"),
    ),
    *national_id(
        "ids_de.health",
        "DE_HEALTH_INSURANCE",
        r"[A-Z]\d{9}",
        words=(
            "krankenvers",
            "versicherten",
            "kvnr",
            "krankenkasse",
            "gesundheitskarte",
            " egk ",
            " gkv ",
            "health insurance",
            "versicherungsnummer",
            "versicherungsnr",
            "versicherungs-nr",
            "vers.-nr",
            "vers. nr",
            "vers-nr",
            "versnr",
            "versicherte",
            "kv-nr",
        ),
        validate=is_insured_number,
        digits=9,
        examples=("Versichertennummer «A123456780»", "KVNR «T220567897»", "Vers.-Nr.: «A123456780»"),
        counterexamples=("Versichertennummer A123456789", "Teil A123456780"),
    ),
    *national_id(
        "ids_de.card",
        "DE_ID_CARD",
        r"[CFGHJKLMNPRTVWXYZ0-9]{9}\d?",
        words=(
            "personalausweis",
            "ausweisnummer",
            "ausweis-nr",
            "ausweisnr",
            "identity card",
            "id card",
            "seriennummer des ausweises",
        ),
        validate=lambda value: is_card_serial(value) and sum(map(str.isdigit, value)) >= 3,
        digits=2,
        window=40,
        examples=("Personalausweis Nr. «L01X00T47»", "Ausweisnummer «T220001293»"),
        counterexamples=("Personalausweis verloren am 12.03.2024", "Ausweisnummer T220001290"),
    ),
    *national_id(
        "ids_de.physician",
        "DE_LANR",
        r"\d{9}",
        words=("lanr", "arztnummer", "arzt-nr"),
        digits=9,
        examples=("LANR «123456601»",),
        counterexamples=("Nummer 123456601",),
    ),
    *national_id(
        "ids_de.practice",
        "DE_BSNR",
        r"\d{9}",
        words=("bsnr", "betriebsstätte", "betriebsstaette"),
        digits=9,
        examples=("BSNR: «209876500»",),
        counterexamples=("Nummer 209876500",),
    ),
    *_EXTRA,
)
