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
            rf"\b(?i:IDFA|IDFV|GAID|AAID|ADID|OAID|advertising[ _-]?id(?:entifier)?|ad[ _-]id|werbe-?id)[\"']?\s{{0,2}}[:=]?\s{{0,2}}[\"']?"
            rf"(?P<value>{_UUID})\b"
        ),
        score=0.95,
        keywords=("idfa", "idfv", "gaid", "aaid", "adid", "oaid", "advertising", "ad_id", "ad-id", "ad id", "werbe"),
        digits=1,
        examples=("IDFA: «6D92078A-8246-4BA4-AE5B-76104861E7DC»",),
        counterexamples=("request id 6D92078A-8246-4BA4-AE5B-76104861E7DC",),
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
