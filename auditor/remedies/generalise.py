"""Coarser values: dates to years, ages to bands of ten, postcodes to regions, positions to a grid, addresses to networks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_AGE = re.compile(r"\d{1,3}")
_OLDEST = 90
_DECIMAL = re.compile(r"(-?\d{1,3})[.,](\d)\d*")
_FIVE = re.compile(r"(?<!\d)\d{5}(?!\d)")


def generalise(entity: str, value: str) -> str | None:
    """The coarser value, or None where there is none."""
    maker = _MAKERS.get(entity)
    return maker(value) if maker is not None else None


def _year(value: str) -> str | None:
    found = _YEAR.search(value)
    return found.group() if found else None


def _band(value: str) -> str | None:
    found = _AGE.search(value)
    if not found or not value.isascii():
        return None
    age = int(found.group())
    if value.strip().isdigit():  # a number of its own stays one
        return str(min(age, _OLDEST) // 10 * 10)
    band = f"{_OLDEST}+" if age >= _OLDEST else f"{age // 10 * 10}-{age // 10 * 10 + 9}"
    return value[: found.start()] + band + value[found.end() :]


def _region(value: str) -> str | None:
    digits = value.strip()
    return f"{digits[:2]}xxx" if _FIVE.fullmatch(digits) else None


def _area(value: str) -> str | None:
    found = re.match(r"\s*([A-Za-z]{1,2})", value)
    return found.group(1).upper() if found else None


def _address(value: str) -> str | None:
    found = _FIVE.search(value)
    return f"{found.group()[:2]}xxx" if found else None


def _grid(value: str) -> str | None:
    coarse = _DECIMAL.sub(r"\1.\2", value)
    return coarse if coarse != value and coarse.isascii() else None


def _network(value: str) -> str | None:
    parts = value.split(".")
    return ".".join((*parts[:3], "0")) if len(parts) == 4 and all(part.isdigit() for part in parts) else None


_MAKERS: dict[str, Callable[[str], str | None]] = {
    "DATE_OF_BIRTH": _year,
    "DATE_TIME": _year,
    "AGE": _band,
    "DE_PLZ": _region,
    "UK_POSTCODE": _area,
    "CA_POSTAL_CODE": _area,
    "ADDRESS": _address,
    "GEO_COORDINATES": _grid,
    "IP_ADDRESS": _network,
}
