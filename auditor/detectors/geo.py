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
            r"(?<![\w.,+-])(?<!\d, )[+-]?\d{1,2}\.\d{4,15}°? ?[NS]?[,;/] ?[+-]?\d{1,3}\.\d{4,15}°? ?[EWO]?(?![\w]|[.,] ?-?\d)"
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
        examples=("GPS «52.520008, 13.404954»", "seen at «48.85837,2.29448»."),
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
            r"[\"']?\b(?i:lat(?:itude)?)[\"']?\s?[:=]\s?[\"']?-?\d{1,2}\.\d{3,15}[\"']?\s?[,;&]\s{0,4}[\"']?(?i:lon(?:g|gitude)?|lng)[\"']?\s?[:=]\s?"
            r"[\"']?-?\d{1,3}\.\d{3,15}"
        ),
        score=0.95,
        keywords=("lat",),
        digits=3,
        examples=('{«"lat": 52.5200, "lon": 13.4049»}', "?«lat=48.858&lng=2.294»"),
        counterexamples=("lat: 52, lon: 13", "latitude of 52.5"),
    ),
)
