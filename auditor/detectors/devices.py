"""Identifiers of devices, browsers and installations, and opaque tokens that stand for a person.

Why it matters: each singles out one user (Recital 30 GDPR); a token for a person is pseudonymised, not anonymous,
data (Art. 4(5)). What to do: replace per dataset, or drop. A UUID that no word ties to a person is no finding.
"""

from __future__ import annotations

import re

from auditor.detectors.base import PatternDetector
from auditor.detectors.card import is_luhn
from auditor.detectors.checks import labels

_UUID = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
_WHO = (
    r"(?:user|customer|client|patient|subject|participant|member|visitor|person|respondent|profile|subscriber|account|employee|"
    r"candidate|student|kunden?|nutzer|benutzer|patienten|teilnehmer|probanden|utilisateur|usuario|cliente|paciente|utente|gebruiker|klant)"
)


_WHO_LABELS = labels(
    "user customer client patient subject participant member visitor person respondent profile subscriber account employee candidate "
    "student kunde kunden nutzer benutzer patienten teilnehmer probanden utilisateur usuario cliente paciente utente gebruiker klant",
    "id uuid key ref token hash",
)


def _is_imei(value: str) -> bool:
    digits = "".join(filter(str.isdigit, value))
    return is_luhn(digits) and len(set(digits)) > 3


DETECTORS = (
    PatternDetector(
        id="devices.imei",
        entity="IMEI",
        pattern=re.compile(r"(?<![\w.-])\d{2}[- ]?\d{6}[- ]?\d{6}[- ]?\d(?![\w-])"),
        score=1.0,
        validate=_is_imei,
        context=("imei", "handset", "serial of the phone", "geräte-id"),
        needs_context=True,
        digits=15,
        examples=("IMEI «356938038170677»", "imei: «35-693803-817067-7»"),
        counterexamples=("IMEI 356938038170678", "order 356938038170677"),
    ),
    PatternDetector(
        id="devices.advertising",
        entity="ADVERTISING_ID",
        pattern=re.compile(
            rf"\b(?i:IDFA|IDFV|GAID|AAID|ADID|OAID|advertising[ _-]?id(?:entifier)?|ad[ _-]id|werbe-?id|identifiant publicitaire[ ]?|id(?:entificador)? (?:de )?publici(?:dad|tario))[\"']?\s{{0,2}}[:=]?\s{{0,2}}[\"']?"
            rf"(?P<value>{_UUID})\b"
        ),
        score=0.95,
        keywords=(
            "idfa",
            "idfv",
            "gaid",
            "aaid",
            "adid",
            "oaid",
            "advertising",
            "ad_id",
            "ad-id",
            "ad id",
            "werbe",
            "publici",
        ),
        digits=1,
        examples=("IDFA: «6D92078A-8246-4BA4-AE5B-76104861E7DC»",),
        counterexamples=("request id 6D92078A-8246-4BA4-AE5B-76104861E7DC",),
    ),
    PatternDetector(
        id="devices.device",
        entity="DEVICE_ID",
        pattern=re.compile(
            rf"\b(?i:device|installation|install|hardware|android|vendor|firebase(?: installation)?|ger(?:ä|ae)te?|appareil|dispositivo)[ _-]?"
            rf"(?i:id(?:entifier)?|uuid|udid|token|kennung)[\"']?\s{{0,2}}[:=]?\s{{0,2}}[\"']?(?P<value>{_UUID}|[0-9a-fA-F]{{16}}|[0-9a-f]{{32}}|[0-9a-f]{{40}}|[0-9A-F]{{8}}-[0-9A-F]{{16}})(?![\w-])"
        ),
        score=0.85,
        keywords=labels(
            "device installation install hardware android vendor firebase gerät geräte geraete appareil dispositivo",
            "id uuid udid token kennung",
        ),
        digits=1,
        examples=(
            "device_id=«6d92078a-8246-4ba4-ae5b-76104861e7dc»",
            "Android ID: «9774d56d682e549c»",
            "Geräte-ID: «6d92078a-8246-4ba4-ae5b-76104861e7dc»",
        ),
        counterexamples=("device id 12", "device identifier of the form x", "commit 9774d56d682e549c"),
    ),
    PatternDetector(
        id="devices.subscriber",
        entity="DEVICE_ID",
        pattern=re.compile(
            r"\b(?i:IMSI|ICCID|SIM(?: card)?(?: (?:number|no\.?|serial))?|SIM-Karte(?:nnummer)?)[\"']?\s{0,2}[:=#]?\s{0,2}[\"']?(?P<value>89\d{16,18}|[2-7]\d{14})(?![\w-])"
        ),
        score=0.95,
        keywords=("imsi", "iccid", "sim"),
        digits=15,
        examples=("IMSI «262011234567890»", "ICCID: «8949020000012345678»"),
        counterexamples=("IMSI 2620112345", "similar 262011234567890"),
    ),
    PatternDetector(
        id="devices.serial",
        entity="DEVICE_ID",
        pattern=re.compile(
            r"\b(?i:(?:my|his|her|the (?:laptop|phone|tablet|device|pump|pacemaker|implant)(?:['’]s)?|laptop|phone|macbook|iphone|ipad|tablet|handset|pacemaker|implant|meter|smart meter|zähler|laptop-|handy-|geräte-?)\s?"
            r"(?:serial(?: number| no\.?)?|S/N|seriennummer|numéro de série|número de serie))[\"']?\s{0,2}(?::|=|#|is|ist|est|es)?\s{0,2}[\"']?(?P<value>(?=[A-Z0-9-]{0,12}\d)(?=[A-Z0-9-]{0,12}[A-Z0-9])[A-Z0-9][A-Z0-9-]{6,18}[A-Z0-9])(?![\w-])"
        ),
        score=0.7,
        keywords=("serial", "s/n", "seriennummer", "de série", "de serie"),
        digits=1,
        examples=("laptop serial number: «C02XL0GTJGH5»", "her serial number is «SN-4471A99»"),
        counterexamples=("serial number of the part", "disk serial ABCDEFGH"),
    ),
    PatternDetector(
        id="devices.cookie",
        entity="COOKIE_ID",
        pattern=re.compile(
            rf"\b(?i:cookie|visitor|session|client)[ _-]?(?i:id)[\"']?\s?[:=]\s?[\"']?(?P<value>{_UUID}|[0-9a-f]{{32}})\b"
        ),
        score=0.85,
        keywords=labels("cookie visitor session client", "id"),
        digits=1,
        examples=("visitor_id=«6d92078a-8246-4ba4-ae5b-76104861e7dc»",),
        counterexamples=("request id 6d92078a-8246-4ba4-ae5b-76104861e7dc", "session id 12"),
    ),
    PatternDetector(
        id="devices.analytics",
        entity="COOKIE_ID",
        pattern=re.compile(r"\b(?:GA1\.\d\.\d{6,12}\.\d{9,11}|fb\.1\.\d{13}\.\d{6,20})\b"),
        score=0.95,
        keywords=("ga1.", "fb.1."),
        digits=9,
        examples=("_ga=«GA1.2.1234567890.1690000000»",),
        counterexamples=("GA1.2.12",),
    ),
    PatternDetector(
        id="devices.person_uuid",
        entity="UUID",
        pattern=re.compile(
            rf"\b(?i:{_WHO})[ _-]?(?i:u?u?id|key|ref|token|hash)[\"']?\s?[:=#]?\s?[\"']?(?P<value>{_UUID})\b"
        ),
        score=0.8,
        keywords=_WHO_LABELS,
        digits=1,
        examples=(
            "user_id=«6d92078a-8246-4ba4-ae5b-76104861e7dc»",
            "patient uuid «6d92078a-8246-4ba4-ae5b-76104861e7dc» was seen",
        ),
        counterexamples=("request id 6d92078a-8246-4ba4-ae5b-76104861e7dc", "user 12"),
    ),
    PatternDetector(
        id="devices.pseudonym",
        entity="PSEUDONYM_TOKEN",
        pattern=re.compile(
            rf"\b(?i:{_WHO}|pseudonym|hashed[ _-]?email|email[ _-]?hash)[ _-]?(?i:id|key|ref|token|hash|pseudonym)?[\"']?\s?[:=]\s?[\"']?"
            r"(?P<value>[0-9a-f]{32,64}|(?:PSN|PID|SUBJ|PAT|USR|PSEUDO)[-_][A-Z0-9]{4,16})\b"
        ),
        score=0.75,
        keywords=(
            "pseudonym",
            "hash",
            "psn-",
            "psn_",
            "pid-",
            "pid_",
            "subj-",
            "subj_",
            "pat-",
            "pat_",
            "usr-",
            "usr_",
            "pseudo",
        ),
        digits=1,
        examples=("user_hash: «9e107d9d372bb6826bd81d3542a419d6»", "patient_id=«PSN-48A1F2»"),
        counterexamples=("commit 9e107d9d372bb6826bd81d3542a419d6", "sha256: 9e107d9d372bb6826bd81d3542a419d6"),
    ),
)
