"""Phone numbers that no one has: the ranges that regulators keep for film, television and documentation."""

from __future__ import annotations

import re

#: Country code -> prefixes (national, without the leading zero) and how many digits follow; sources in docs/redact.md.
_RANGES: dict[str, tuple[tuple[str, int], ...]] = {
    "49": (("30 23125", 3), ("40 66969", 3), ("69 90009", 3), ("89 99998", 3), ("221 4710", 3), ("171 39200", 2)),
    "44": (("20 7946 0", 3), ("117 496 0", 3), ("131 496 0", 3), ("161 496 0", 3), ("7700 900", 3)),
    "33": (("1 99 00 ", 4), ("2 61 91 ", 4), ("3 53 01 ", 4), ("4 65 71 ", 4), ("5 36 49 ", 4), ("6 39 98 ", 4)),
    "1": (("202 555 01", 2), ("212 555 01", 2), ("312 555 01", 2), ("415 555 01", 2)),
    "61": (("2 5550 ", 4), ("3 5550 ", 4), ("7 5550 ", 4), ("8 5550 ", 4)),
}
_BY_LANGUAGE = {"de": "49", "fr": "33"}
_CODE = re.compile(r"\s*(?:\+|00)\s*\(?(\d{1,3})")


def fictional(value: str, number: int, language: str) -> str:
    """A number of a reserved range, of the country that the value or its language points to."""
    named = _CODE.match(value)
    digits = named.group(1) if named else ""
    code = next(
        (known for known in _RANGES if digits.startswith(known)), "" if named else _BY_LANGUAGE.get(language, "1")
    )
    code = code or "1"
    ranges = _RANGES[code]
    prefix, more = ranges[number % len(ranges)]
    tail = f"{number // len(ranges) % 10**more:0{more}d}"
    if named:
        return f"+{code} {prefix}{tail}"
    return f"{prefix}{tail}" if code == "1" else f"0{prefix}{tail}"
