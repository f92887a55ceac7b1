"""Passports, driving licences and number plates: mostly known by the label beside them.

Why it matters: official documents are keys to identity theft (and Art. 87 GDPR where national law says so). What to
do: delete. Formats without a check digit count only right after a word that names them.
"""

from __future__ import annotations

import re

from auditor.detectors.base import PatternDetector
from auditor.detectors.checks import has_variety, weighted

#: Letters of a vehicle's number by ISO 3779; I, O and Q are not used.
_VIN_VALUES = {c: int(c) for c in "0123456789"} | dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
)
_ICAO = weighted((7, 3, 1) * 4, 10)
#: What a number plate is called, where the word means little else.
_PLATE_WORDS = (
    r"(?:(?:licen[cs]e|number|registration|vehicle) plate(?: number)?|kennzeichen|kfz-kennz(?:eichen)?\.?|nummernschild|immatriculation|"
    r"plaque d['’]immatriculation|matrícula|targa|kenteken|nummerplaat|tablica rejestracyjna|numer rejestracyjny|nummerplade|registreringsnummer|"
    r"rekisterinumero|rekisterikilpi|\bSPZ|\bRZ|\bEČV|rendszám|număr(?:ul)? de înmatriculare|рег\. ?номер|registracija|registarska oznaka|registrska številka|"
    r"πινακίδα|αριθμός κυκλοφορίας|registreerimismärk|numura zīme|valstybinis numeris|bílnúmer)"
)
#: "no. 123", "number is 123", "n° : 123"
_NO = (
    r"(?:[ -]?(?i:number|no|nr|num|nummer|n[°º]|č|číslo|broj|nr|número|numéro|numero|numer|nro|#|ID))?\.?(?:\s?\([A-Z]{2,3}\))?"
    r"\s{0,2}[:#=]?\s{0,3}(?:(?i:is|ist|lautet|est|es|è|was)[: ]\s?)?"
)
_PASSPORT_WORDS = (
    r"(?:passports?|reisepass(?:nummer)?|passnummer|pass-nr|passeport|pasaporte|passaporto|passaporte|paspoort(?:nummer)?|"
    r"paszport(?:u)?|passin? numero|passi(?: number)?|pasnummer|passnr|útlevél|pașaport|паспорт|cestovn[íý] pas|putovnica|potni list|"
    r"διαβατήριο|διαβατηρίου|pases numurs|paso numeris|vegabréf)"
)


def _is_document(value: str) -> bool:
    plain = re.sub(r"[ -]", "", value)
    # the letters of machine-readable serials leave out vowels: nine of them are no word
    serial = len(plain) == 9 and not set(plain) - set("CFGHJKLMNPRTVWXYZ0123456789")
    digits = sum(map(str.isdigit, plain))
    return serial or (digits >= 4 and has_variety(plain)) or (digits == 3 and len(plain) == 8)


def _is_plate(value: str) -> bool:
    """Letters and digits, four to nine of them together."""
    plain = "".join(filter(str.isalnum, value))
    return 4 <= len(plain) <= 9 and any(map(str.isdigit, plain)) and any(map(str.isalpha, plain))


def _is_licence(value: str) -> bool:
    return sum(map(str.isdigit, value)) >= 4 and has_variety(value)


def _is_zone(value: str) -> bool:
    """The second line of a passport's machine-readable zone, by the check digit of its number."""
    return value[9].isdigit() and _ICAO(value[:9].replace("<", "0")) == int(value[9])


def _is_vehicle(value: str) -> bool:
    """The check digit of ISO 3779 as North America and China use it; elsewhere a label has to do."""
    total = sum(
        _VIN_VALUES[c] * w for c, w in zip(value, (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2), strict=True)
    )
    return "0123456789X"[total % 11] == value[8] and len(set(value)) > 5


DETECTORS = (
    PatternDetector(
        id="documents.vehicle",
        entity="VEHICLE_ID_NUMBER",
        pattern=re.compile(
            r"\b(?i:VIN|vehicle identification(?: number)?|chassis(?: number| no\.?)?|FIN|fahrgestellnummer|fahrzeug-?ident(?:ifizierungs|ifikations)?-?nummer|"
            r"numéro de (?:châssis|série du véhicule)|número de (?:bastidor|chasis)|numero di telaio|chassisnummer)[ .:#=]{0,3}(?:is |ist |est |es )?(?P<value>[A-HJ-NPR-Z0-9]{11}[A-HJ-NPR-Z0-9]{2}\d{4})(?!\w)"
        ),
        score=0.95,
        validate=has_variety,
        keywords=(
            "vin",
            "vehicle ident",
            "chassis",
            "fin",
            "fahrgestell",
            "fahrzeug",
            "châssis",
            "véhicule",
            "bastidor",
            "chasis",
            "telaio",
        ),
        digits=4,
        examples=(
            "VIN: «WVWZZZ1JZXW000123»",
            "Fahrgestellnummer «WDB9066331S812347»",
            "número de bastidor «VSSZZZ6JZ9R012345»",
        ),
        counterexamples=("VIN of the car", "fin WVWZZZ1JZXW00", "VIN WVWZZZ1JZXO000123"),
    ),
    PatternDetector(
        id="documents.vehicle_checked",
        entity="VEHICLE_ID_NUMBER",
        pattern=re.compile(
            r"(?<![\w-])(?=[A-HJ-NPR-Z0-9]{0,15}[A-HJ-NPR-Z])[1-5J-NS-Z][A-HJ-NPR-Z0-9]{7}[0-9X][A-HJ-NPR-Z0-9]{4}\d{4}(?![\w-])"
        ),
        score=0.85,
        validate=_is_vehicle,
        digits=4,
        context=(
            "vehicle",
            "car",
            "vin",
            "auto",
            "fahrzeug",
            "pkw",
            "véhicule",
            "voiture",
            "vehículo",
            "coche",
            "owner",
            "halter",
        ),
        needs_context=True,
        examples=("her car «1M8GDM9AXKP042788» was stolen",),
        counterexamples=("the car 1M8GDM9A1KP042788", "key 1M8GDM9AXKP042788"),
    ),
    PatternDetector(
        id="documents.passport",
        entity="PASSPORT",
        pattern=re.compile(
            rf"\b(?i:{_PASSPORT_WORDS}){_NO}(?P<value>[A-Z]{{0,3}}[ -]?\d{{6,9}}[A-Z]?|[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{{8}}|"
            r"[A-Z]{1,2}\d{2}[A-Z]{2}\d{5}|\d{2}[A-Z]{2}\d{5}|[A-NP-Z]{2}[A-NP-Z0-9]{6}\d|J[A-Z0-9]{6}\d)(?![\w]|-\d)"
        ),
        score=0.9,
        validate=_is_document,
        keywords=tuple(
            "pass|pasz|paspoort|pasaporte|pasnummer|útlevél|pașaport|паспорт|cestovn|putovnica|potni list|διαβατ|pases|paso|vegabréf".split(
                "|"
            )
        ),
        examples=(
            "Passport no. «BU7690179».",
            "Reisepass Nr. «C01X00T47»",
            "passeport n° «12AB34567»",
            "My passport number is «544035393»",
            "Passport no. «CXG5NC0YK».",
            "paspoortnummer «NX1B23C49»",
            "cestovní pas č. «39812345»",
        ),
        counterexamples=("passport 12345", "password 12345678", "bypass 123456789", "the passport expired 2024"),
    ),
    PatternDetector(
        id="documents.passport_zone",
        entity="PASSPORT",
        pattern=re.compile(r"(?<![\w<])[A-Z0-9<]{9}\d[A-Z<]{3}\d{7}[MFX<]\d{7}[A-Z0-9<]{14}[0-9<]\d(?![\w<])"),
        score=1.0,
        validate=_is_zone,
        keywords=("<<",),
        digits=6,
        examples=("«L898902C36UTO7408122F1204159ZE184226B<<<<<10»",),
        counterexamples=("L898902C37UTO7408122F1204159ZE184226B<<<<<10", "<<<<<<<<<"),
    ),
    PatternDetector(
        id="documents.licence",
        entity="DRIVER_LICENSE",
        pattern=re.compile(
            r"\b(?i:driv(?:er|ing)(?:['’]?s)?[ -]?licen[cs]e|drivers? licen[cs]e|licen[cs]e to drive|DL|führerschein(?:nummer)?|"
            r"fahrerlaubnis|permis de conduire|permiso de conducir|licencia de conducir|carnet de conducir|patente(?: di guida)?|"
            rf"rijbewijs(?:nummer)?|prawo jazdy|carta de condução|körkort|kørekort|førerkort){_NO}"
            r"(?P<value>(?=[A-Z0-9 -]{0,12}\d)[A-Z0-9]{1,9}(?:[ -]?[A-Z0-9]{2,9}){1,3}|[A-Z0-9]{5,18})(?![\w]|-\d)"
        ),
        score=0.85,
        validate=_is_licence,
        keywords=(
            "licen",
            " dl",
            "führerschein",
            "fahrerlaubnis",
            "permis de",
            "permiso",
            "carnet de",
            "patente",
            "rijbewijs",
            "prawo",
            "carta de",
            "körkort",
            "kørekort",
            "førerkort",
        ),
        digits=2,
        examples=(
            "my driver's license number is «2270-66-1551»",
            "Driving licence: «MORGA657054SM9IJ»",
            "Führerschein Nr. «B072RRE2I55»",
        ),
        counterexamples=("driver license required", "software license 12345", "DL 2024"),
    ),
    PatternDetector(
        id="documents.licence_uk",
        entity="DRIVER_LICENSE",
        pattern=re.compile(r"(?<!\w)(?=[A-Z]{1,5}9{0,4}\d)[A-Z9]{5}\d[0156]\d[0-3]\d{2}[A-Z9]{2}\d[A-Z]{2}(?!\w)"),
        score=0.9,
        digits=6,
        examples=("licence «MORGA657054SM9IJ»",),
        counterexamples=("ABCDE999999XX9XX",),
    ),
    PatternDetector(
        id="documents.plate",
        entity="LICENSE_PLATE",
        pattern=re.compile(
            r"\b(?i:(?:licen[cs]e|number|registration) plate|plate|vehicle registration|reg(?:istration)?|kennzeichen|kfz-kennz(?:eichen)?\.?|"
            r"plaque(?: d['’]immatriculation)?|immatriculation|matrícula|targa|kenteken|tablica|numer rejestracyjny|nummerplade|"
            rf"registreringsnummer){_NO}"
            r"(?P<value>[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2} ?\d{1,4}[EH]?|[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]{2}[- ]?\d{3}[- ]?[A-Z]{2}|"
            r"\d{4}[- ]?[B-DF-HJ-NP-TV-Z]{3}|[A-Z]{1,3}[- ]?\d{3,5}[A-Z]{0,2}|\d{1,3}[- ]?[A-Z]{2,3}[- ]?\d{1,4}|[A-Z]\d{1,3} ?[A-Z]{3})"
            r"(?![\w]|-\d)"
        ),
        score=0.8,
        keywords=(
            "plate",
            "registration",
            "reg ",
            "reg.",
            "kennz",
            "plaque",
            "immatriculation",
            "matrícula",
            "targa",
            "kenteken",
            "tablica",
            "rejestracyjny",
            "nummerplade",
            "registreringsnummer",
        ),
        digits=1,
        examples=(
            "Kennzeichen «HH-AB 1234»",
            "number plate «AB12 CDE»",
            "immatriculation «AB-123-CD»",
            "targa «DK473XX»",
            "matrícula «1234 BCD»",
        ),
        counterexamples=("registration 2024", "plate 12", "the registration form AB"),
    ),
    PatternDetector(
        id="documents.plate_named",
        entity="LICENSE_PLATE",
        pattern=re.compile(
            rf"\b(?i:{_PLATE_WORDS}){_NO}(?P<value>[A-ZÄÖÜΑ-Ω0-9]{{1,7}}(?:[ .·-]{{1,2}}[A-ZÄÖÜΑ-Ω0-9]{{1,6}}){{0,3}})(?![\w]|-\w)"
        ),
        score=0.8,
        validate=_is_plate,
        keywords=tuple(
            "plate|kennz|nummernschild|immatriculation|matrícula|targa|kenteken|nummerplaat|rejestracyjn|nummerplade|registreringsnummer|rekisteri|spz|rz|"
            "ečv|rendszám|înmatriculare|рег|registracija|registarska|registrska|πινακίδα|κυκλοφορίας|registreerimis|zīme|valstybinis|bílnúmer".split(
                "|"
            )
        ),
        digits=1,
        examples=(
            "Kennzeichen «W-12345 A»",
            "nummerplaat «1-ABC-234»",
            "kenteken «AB-123-C»",
            "rendszám: «AA BB-123»",
            "número de matrícula «AA-01-BC»",
        ),
        counterexamples=("number plate of steel", "Kennzeichen eines 12", "targa 2024", "the plate HAMMER"),
    ),
)
