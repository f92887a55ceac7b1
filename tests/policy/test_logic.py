from __future__ import annotations

from typing import Any

import pytest

from auditor.policy.logic import ConditionError, parse_condition

_FACTS = {"ctx.yes": True, "ctx.no": False, "ctx.word": "a", "data.list": ["x", "y"], "data.none": [], "v.days": 30}


@pytest.mark.parametrize(
    ("condition", "truth"),
    [
        ("ctx.yes", True),
        ("!ctx.yes", False),
        ("ctx.absent", None),
        ("!ctx.absent", None),
        ("data.absent", False),
        ("!data.absent", True),
        ({"all": ["ctx.yes", "ctx.absent"]}, None),
        ({"all": ["ctx.no", "ctx.absent"]}, False),
        ({"any": ["ctx.no", "ctx.absent"]}, None),
        ({"any": ["ctx.yes", "ctx.absent"]}, True),
        (["ctx.yes", "ctx.no"], False),
        ({"not": {"any": ["ctx.no", "ctx.absent"]}}, None),
        ({"ctx.word": "a"}, True),
        ({"ctx.word": {"in": ["a", "b"]}}, True),
        ({"ctx.word": {"not_in": ["a", "b"]}}, False),
        ({"ctx.absent": {"not_in": ["a"]}}, None),
        ({"v.days": {"lte": 30}}, True),
        ({"v.days": {"gt": 30}}, False),
        ({"data.k_min": {"lt": 5}}, False),
        ({"v.absent": {"lt": 5}}, None),
        ({"data.list": {"contains": "x"}}, True),
        ({"data.none": {"contains": "x"}}, False),
        ({"data.list": {"intersects": ["z"]}}, False),
        ({"data.none": {"intersects": "$v.absent"}}, False),
        ({"v.absent": {"intersects": "$data.none"}}, False),
        ({"v.absent": {"intersects": "$data.list"}}, None),
        ({"ctx.absent": {"unknown": True}}, True),
        ({"ctx.yes": {"unknown": True}}, False),
        (True, True),
    ],
)
def test_three_values(condition: Any, truth: bool | None) -> None:
    assert parse_condition(condition).test(_FACTS) is truth


@pytest.mark.parametrize(
    "nonsense",
    [
        "word",
        "a.b c",
        {},
        {"all": "ctx.yes"},
        {"ctx.yes": {"above": 3}},
        {"ctx.yes": {"gt": "3"}},
        {"ctx.yes": {"in": "abc"}},
        {"ctx.yes": {"gt": 1, "lt": 2}},
        {"ctx.yes": True, "ctx.no": True},
        {"ctx.yes": {"unknown": "yes"}},
        3,
        None,
    ],
)
def test_what_is_no_condition_is_an_error(nonsense: Any) -> None:
    with pytest.raises(ConditionError):
        parse_condition(nonsense)


def test_keys_are_told_once_in_their_order() -> None:
    condition = parse_condition(
        {"all": ["ctx.b", {"any": ["ctx.a", "!ctx.b"]}, {"v.x": {"intersects": "$data.kinds"}}]}
    )
    assert condition.keys == ("ctx.b", "ctx.a", "v.x", "data.kinds")
