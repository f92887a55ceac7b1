"""Coordinates precise enough to mean a house or a walk.

Why it matters: location traces tell where people live and go. What to do: round to two decimals or fewer.
"""

from __future__ import annotations

import re

from auditor.detectors.base import PatternDetector


def _is_pair(value: str) -> bool:
    numbers = re.findall(r"-?\d{1,3}\.\d+", value)
    if len(numbers) != 2:
        return False
    latitude, longitude = map(float, numbers)
    return (
        abs(latitude) <= 90 and abs(longitude) <= 180 and latitude != longitude and bool(latitude) and bool(longitude)
    )


DETECTORS = (
    PatternDetector(
        id="geo.pair",
        entity="GEO_COORDINATES",
        pattern=re.compile(
            r"(?<![\w.,+-])(?<!\d, )[+-]?\d{1,2}\.\d{4,15}°? ?[NS]?[,;/] ?[+-]?\d{1,3}\.\d{4,15}°? ?[EWO]?(?![\w]|[.,] ?-?\d(?!\d?(?:\.\d{1,2})?[zm]\b))"
        ),
        score=0.7,
        context=(
            "lat",
            "lon",
            "gps",
            "coord",
            "koordinat",
            "location",
            "standort",
            "position",
            "geo",
            "map",
            "ubicación",
            "posizione",
            " @",
        ),
        context_score=0.95,
        validate=_is_pair,
        digits=5,
        examples=("GPS «52.520008, 13.404954»", "seen at «48.85837,2.29448».", "/maps/@«48.8583701,2.2944813»,17z"),
        counterexamples=("52.52, 13.40", "ratios 0.1234, 0.5678, 0.9012", "95.12345, 13.404954"),
    ),
    PatternDetector(
        id="geo.degrees",
        entity="GEO_COORDINATES",
        pattern=re.compile(
            r"(?<!\w)\d{1,2}° ?\d{1,2}['′’] ?\d{1,2}(?:\.\d{1,4})?[\"″”] ?[NS],? {0,2}\d{1,3}° ?\d{1,2}['′’] ?\d{1,2}(?:\.\d{1,4})?[\"″”] ?[EWO]"
        ),
        score=0.95,
        keywords=("°",),
        digits=2,
        examples=("at «48°51'24\"N 2°21'03\"E»",),
        counterexamples=("48°51'N", "a 90° turn"),
    ),
    PatternDetector(
        id="geo.keyed",
        entity="GEO_COORDINATES",
        pattern=re.compile(
            r"[\"']?\b(?i:lat(?:itude)?)[\"']?\s?[:= ]\s?[\"']?-?\d{1,2}\.\d{3,15}[\"']?(?:\s?[,;&/]\s{0,4}|\s{1,4})[\"']?(?i:lon(?:g|gitude)?|lng)[\"']?\s?[:= ]\s?"
            r"[\"']?-?\d{1,3}\.\d{3,15}"
        ),
        score=0.95,
        keywords=("lat",),
        digits=3,
        examples=(
            '{«"lat": 52.5200, "lon": 13.4049»}',
            "?«lat=48.858&lng=2.294»",
            "«lat 52.5200 lon 13.4049»",
            '<trkpt «lat="52.520008" lon="13.404954»">',
        ),
        counterexamples=("lat: 52, lon: 13", "latitude of 52.5"),
    ),
    PatternDetector(
        id="geo.shape",
        entity="GEO_COORDINATES",
        pattern=re.compile(
            r"\bPOINT ?(?:Z ?)?\((?P<value>-?\d{1,3}\.\d{4,15} -?\d{1,2}\.\d{4,15})(?: -?[\d.]{1,12})?\)", re.IGNORECASE
        ),
        score=0.95,
        keywords=("point",),
        digits=4,
        examples=("SRID=4326;POINT(«13.404954 52.520008»)",),
        counterexamples=("POINT(13 52)", "point (a, b)"),
    ),
    PatternDetector(
        id="geo.comma",
        entity="GEO_COORDINATES",
        pattern=re.compile(r"(?<![\w.,+-])[+-]?\d{1,2},\d{4,15}° ?[NS][,;/]? {0,2}[+-]?\d{1,3},\d{4,15}° ?[EWO](?!\w)"),
        score=0.95,
        keywords=("°",),
        digits=4,
        examples=("Standort: «52,520008° N, 13,404954° O»",),
        counterexamples=("52,5° N, 13,4° O", "12,3456° C"),
    ),
    PatternDetector(
        id="geo.plus_code",
        entity="GEO_COORDINATES",
        pattern=re.compile(r"(?<![\w+])[23456789CFGHJMPQRVWX]{8}\+[23456789CFGHJMPQRVWX]{2,3}(?![\w+])"),
        score=0.85,
        validate=lambda value: any(c.isdigit() for c in value) and any(c.isalpha() for c in value),
        keywords=("+",),
        examples=("meet at «9F4MGC22+22F»",),
        counterexamples=("22222222+22", "9F4MGC22+", "C++ and 12345678+99"),
    ),
)
