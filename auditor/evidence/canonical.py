"""JSON in its one canonical form (RFC 8785): equal values give equal bytes, whoever writes them."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from auditor.errors import AuditError

#: Up to here a double holds every whole number; up to there it holds any at all.
_EXACT, _LARGEST = 2**53, 2**1023
#: From this power of ten on, numbers are written with an exponent, as ECMAScript does.
_LARGE, _SMALL = 21, -6


def canonical(value: Any) -> bytes:
    """The canonical form; raises AuditError for what JSON can't hold exactly."""
    problem = ""
    try:
        return _text(value).encode("utf-8")
    except UnicodeEncodeError:
        problem = "half a surrogate pair has no canonical form in JSON"
    raise AuditError(problem, "scan again: names with such characters are written as escapes")


def canonical_sha256(value: Any) -> str:
    """sha256 of the canonical form."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _text(value: Any) -> str:
    match value:
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
        case str():
            return json.dumps(value, ensure_ascii=False)
        case int() | float():
            return _number(value)
        case Mapping():
            pairs = sorted(value.items(), key=lambda pair: _utf16(pair[0]))
            return "{" + ",".join(f"{_text(str(key))}:{_text(item)}" for key, item in pairs) + "}"
        case list() | tuple():
            return "[" + ",".join(map(_text, value)) + "]"
        case _:
            raise AuditError(f"{type(value).__name__} has no canonical form in JSON")


def _utf16(key: object) -> bytes:
    """Keys are sorted by their UTF-16 code units."""
    return str(key).encode("utf-16-be")


def _number(value: float) -> str:
    if isinstance(value, int) and abs(value) <= _EXACT:
        return str(value)
    if isinstance(value, int) and (abs(value) > _LARGEST or int(float(value)) != value):
        raise AuditError("a whole number that no double holds exactly has no canonical form in JSON")
    if not math.isfinite(value):
        raise AuditError("a number that is not finite has no canonical form in JSON")
    return _float(float(value)) if value else "0"


def _float(value: float) -> str:
    """The shortest digits that read back as the same number, laid out as ECMAScript does."""
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    shown, point = "".join(map(str, digits)), len(digits) + int(exponent)
    return ("-" if sign else "") + _laid_out(shown, point)


def _laid_out(digits: str, point: int) -> str:
    if len(digits) <= point <= _LARGE:
        return digits + "0" * (point - len(digits))
    if 0 < point <= _LARGE:
        return f"{digits[:point]}.{digits[point:]}"
    if _SMALL < point <= 0:
        return "0." + "0" * -point + digits
    rest = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{digits[0]}{rest}e{point - 1:+d}"
