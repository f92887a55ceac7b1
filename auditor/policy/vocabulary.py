"""The closed list of facts: what a key may hold, and which values there are to try."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.policy.checked import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.policy.schema import FactSpec

#: Derived facts that rules never read: for reports.
_REPORTED = ("dpia.score", "dpia.criteria", "dpia.criteria_unknown")


def problem_with(vocabulary: Mapping[str, FactSpec], key: str, value: Any) -> str:
    """Why a fact can't be so, or nothing."""
    if key in _REPORTED:
        return ""
    spec = vocabulary.get(key)
    if spec is None:
        near = nearest(key, vocabulary)
        return f"no such fact: {key}" + (f", {near}" if near else "")
    return "" if value is None or fits(spec, value) else f"{key} takes {expected(spec)}"


def fits(spec: FactSpec, value: Any) -> bool:
    """Whether a known value is allowed."""
    match spec.type:
        case "bool":
            return isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "list":
            listed = isinstance(value, list | tuple)
            return listed and (spec.values is None or all(item in spec.values for item in value))
        case "enum":
            return isinstance(value, str) and (spec.values is None or value in spec.values)
    return isinstance(value, str)


def expected(spec: FactSpec) -> str:
    """What a fact takes, in words."""
    words = ", ".join(spec.values or ())
    match spec.type:
        case "bool":
            return "true or false"
        case "enum":
            return f"one of {words}"
        case "list":
            return f"a list of {words}" if words else "a list"
    return f"a {spec.type}"


def possible(spec: FactSpec) -> tuple[Any, ...]:
    """Every value worth trying; lists are tried one word at a time and empty; nothing for numbers and texts."""
    match spec.type:
        case "bool":
            return (True, False)
        case "enum":
            return tuple(spec.values or ())
        case "list":
            return ((), *((word,) for word in spec.values or ()))
    return ()
