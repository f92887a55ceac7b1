"""Canonical JSON: the examples of RFC 8785, and what has no canonical form."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import AuditError
from auditor.evidence.canonical import canonical, canonical_sha256

_TEXTS = st.text(st.characters(codec="utf-8"))
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (5e-324, "5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (9007199254740992, "9007199254740992"),
        (2**53 + 2, "9007199254740994"),
        (295147905179352830000.0, "295147905179352830000"),
        (1e21, "1e+21"),
        (9.999999999999997e22, "9.999999999999997e+22"),
        (333333333.33333329, "333333333.3333333"),
        (-1e-6, "-0.000001"),
        (1e-7, "1e-7"),
        (1.5e-10, "1.5e-10"),
        (4.50, "4.5"),
        (100.0, "100"),
    ],
)
def test_numbers_are_written_as_ecmascript_does(number: float, text: str) -> None:
    assert canonical(number) == text.encode()


def test_keys_are_sorted_by_utf16() -> None:
    keys = ["€", "\r", "\ufb33", "1", "😀", "\x80", "ö"]
    order = list(json.loads(canonical(dict.fromkeys(keys, 0))))
    assert order == ["\r", "1", "\x80", "ö", "€", "😀", "\ufb33"]


def test_texts_escape_what_they_must_and_nothing_else() -> None:
    assert canonical('€$\x0f\nA\'B"\\\\"/') == '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'.encode()
    assert canonical(["\x7f", "\u2028", None, True]) == '["\x7f","\u2028",null,true]'.encode()


@pytest.mark.parametrize("value", [math.nan, math.inf, 2**53 + 1, 10**400, "\ud800", {"a": object()}, {1, 2}])
def test_what_json_can_not_hold_exactly_is_refused(value: Any) -> None:
    with pytest.raises(AuditError):
        canonical(value)


@given(_VALUES)
def test_it_reads_back_and_does_not_depend_on_order(value: Any) -> None:
    read = json.loads(canonical(value), parse_int=float)  # as readers do that keep numbers as doubles
    assert read == value
    assert canonical(read) == canonical(value)


def test_order_of_keys_does_not_change_the_digest() -> None:
    assert canonical_sha256({"a": 1, "b": [2.0]}) == canonical_sha256({"b": [2], "a": 1.0})
