"""JSON in: fast where it is plain, exact where it is not (twins, long numbers, lone surrogates), never an exception."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

import orjson

from auditor.readers.leaves import Number, Pairs
from auditor.readers.streams import decode

MEMBER = False

_LONE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
#: From here on a float may stand for an integer whose digits orjson does not keep.
_INEXACT = 2.0**63


@dataclass(slots=True)
class Parsed:
    """A value, or what is wrong with the text; and how many of its bytes were not UTF-8."""

    value: Any = field(default=None, repr=False)
    problem: str = ""
    bad: int = 0


def parse(raw: bytes) -> Parsed:
    """The value of a JSON text; bytes that are not UTF-8 are read as U+FFFD and counted."""
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError:
        text, bad = decode(raw, "utf-8")
        return parse_exactly(text, bad)
    if type(value) is dict or type(value) is list:
        members = _members(value)
        # each member has a colon: where there are no more of them, no member was lost to a twin
        if members != raw.count(b":") and members != raw.count(b'":') - raw.count(b'\\":'):
            return parse_exactly(raw.decode("utf-8"))
    return Parsed(value)


def parse_exactly(text: str, bad: int = 0) -> Parsed:
    """The value with numbers as written and twin keys kept; forgives NaN and control characters in strings."""
    if "\\ud" in text or "\\uD" in text:
        text = _LONE.sub(r"\\ufffd", text)
    try:
        return Parsed(_DECODER.decode(text), "", bad)
    except json.JSONDecodeError as error:
        at_end = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated")
    except RecursionError:
        return Parsed(None, "JSON nested too deeply", bad)
    return Parsed(None, "not valid JSON (truncated?)" if at_end else "not valid JSON", bad)


def _object(pairs: list[tuple[str, Any]]) -> Any:
    members = dict(pairs)
    return members if len(members) == len(pairs) else Pairs(pairs)


_DECODER = json.JSONDecoder(
    strict=False, parse_int=Number, parse_float=Number, parse_constant=lambda _: None, object_pairs_hook=_object
)


def _members(value: Any) -> int:
    """How many keys stand in all objects of a value; -1 if a number may have lost digits."""
    total, todo = 0, [value]
    while todo:
        current = todo.pop()
        if type(current) is dict:
            total += len(current)
            current = current.values()
        for child in current:
            kind = type(child)
            if kind is dict or kind is list:
                todo.append(child)
            elif kind is float and not -_INEXACT < child < _INEXACT:
                return -1
    return total
