"""Three-valued logic: conditions over facts that may be unknown (None)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

#: True, False, or None for unknown.
Truth = bool | None
Test = "Callable[[Mapping[str, Any]], Truth]"

#: In a list of what was found: there may be more, because only a part of the data was read.
OPEN = "not all known"
_NUMERIC: dict[str, Callable[[Any, Any], bool]] = {
    "gt": lambda a, b: a > b,
    "gte": lambda a, b: a >= b,
    "lt": lambda a, b: a < b,
    "lte": lambda a, b: a <= b,
}
_OPERATORS = ("in", "not_in", *_NUMERIC, "contains", "intersects", "unknown")


class ConditionError(ValueError):
    """A condition is no condition."""


class Condition:
    """A parsed condition: the facts it reads, and its truth for given facts."""

    __slots__ = ("keys", "test")

    def __init__(self, test: Callable[[Mapping[str, Any]], Truth], keys: Iterable[str]) -> None:
        self.test = test
        self.keys = tuple(dict.fromkeys(keys))


def read(facts: Mapping[str, Any], key: str) -> Any:
    """A fact's value: absent data.* was not detected (False), anything else absent is unknown (None)."""
    return facts.get(key, _absent(key))


def negate(value: Truth) -> Truth:
    """Not."""
    return None if value is None else not value


def conjoin(values: Iterable[Truth]) -> Truth:
    """And: one False decides, else one unknown does."""
    result: Truth = True
    for value in values:
        if value is False:
            return False
        if value is None:
            result = None
    return result


def disjoin(values: Iterable[Truth]) -> Truth:
    """Or: one True decides, else one unknown does."""
    result: Truth = False
    for value in values:
        if value is True:
            return True
        if value is None:
            result = None
    return result


def parse_condition(raw: Any) -> Condition:
    """A condition from YAML; raises ConditionError with what is wrong."""
    match raw:
        case bool():
            return Condition(lambda _facts: raw, ())
        case str():
            return _plain(raw)
        case list():
            return _several("all", raw)
        case {"all": list() as parts} if len(raw) == 1:
            return _several("all", parts)
        case {"any": list() as parts} if len(raw) == 1:
            return _several("any", parts)
        case {"not": inner} if len(raw) == 1:
            return _negation(inner)
        case dict() if len(raw) == 1:
            ((key, argument),) = raw.items()
            return _relation(key, argument)
    raise ConditionError("a condition is a fact key, '!key', all, any, not, or {key: relation} with one key")


def _plain(text: str) -> Condition:
    key = text.removeprefix("!")
    if not _is_key(key):
        raise ConditionError(f"not a fact key: {key[:60]}")
    absent = _absent(key)
    if text != key:
        return Condition(lambda facts: None if (v := facts.get(key, absent)) is None else not v, (key,))
    return Condition(lambda facts: None if (v := facts.get(key, absent)) is None else bool(v), (key,))


def _absent(key: str) -> Truth:
    return False if key.startswith("data.") else None


def _is_key(key: Any) -> bool:
    return isinstance(key, str) and "." in key and " " not in key


def _several(word: str, parts: list[Any]) -> Condition:
    parsed = [parse_condition(part) for part in parts]
    tests = tuple(part.test for part in parsed)
    decides = word == "any"  # the value that settles the whole

    # the loop of conjoin and disjoin once more: this is where evaluation spends its time
    def test(facts: Mapping[str, Any]) -> Truth:
        result: Truth = not decides
        for part in tests:
            value = part(facts)
            if value is decides:
                return decides
            if value is None:
                result = None
        return result

    return Condition(test, (key for part in parsed for key in part.keys))


def _negation(raw: Any) -> Condition:
    inner = parse_condition(raw)
    return Condition(lambda facts: negate(inner.test(facts)), inner.keys)


def _relation(key: Any, argument: Any) -> Condition:
    if not _is_key(key):
        raise ConditionError(f"not a fact key: {str(key)[:60]}")
    if not isinstance(argument, dict):
        return Condition(lambda facts: None if (v := read(facts, key)) is None else v == argument, (key,))
    if len(argument) != 1:
        raise ConditionError(f"one operator per relation: {key}")
    ((operator, operand),) = argument.items()
    if operator not in _OPERATORS:
        raise ConditionError(f"no such operator: {str(operator)[:30]}; known: {', '.join(_OPERATORS)}")
    if operator == "unknown":
        if not isinstance(operand, bool):
            raise ConditionError("unknown takes true or false")
        return Condition(lambda facts: (read(facts, key) is None) == operand, (key,))
    return _comparison(key, operator, operand)


def _comparison(key: str, operator: str, operand: Any) -> Condition:
    compare = _comparer(operator)
    if isinstance(operand, str) and operand.startswith("$"):
        other = operand[1:]
        if not _is_key(other):
            raise ConditionError(f"not a fact key: {operand[:60]}")
        return Condition(lambda facts: compare(read(facts, key), read(facts, other)), (key, other))
    if operator in ("in", "not_in", "intersects") and not isinstance(operand, list):
        raise ConditionError(f"{operator} takes a list: {key}")
    if operator in _NUMERIC and (isinstance(operand, bool) or not isinstance(operand, int | float)):
        raise ConditionError(f"{operator} takes a number: {key}")
    return Condition(lambda facts: compare(read(facts, key), operand), (key,))


def _comparer(operator: str) -> Callable[[Any, Any], Truth]:
    if operator == "contains":
        return _contains
    if operator == "intersects":
        return _intersects
    if operator in ("in", "not_in"):
        wanted = operator == "in"
        return lambda value, others: None if value is None or others is None else (value in others) is wanted
    numeric = _NUMERIC[operator]
    return lambda value, other: _numbers(numeric, value, other)


def _numbers(compare: Callable[[Any, Any], bool], value: Any, other: Any) -> Truth:
    """A number of the data that was not measured (False) stands in no relation."""
    if value is None or other is None:
        return None
    return False if value is False or other is False else compare(value, other)


def _contains(value: Any, item: Any) -> Truth:
    if value is False or value == [] or value == ():
        return False
    if value is None or item is None or (OPEN in value and item not in value):
        return None
    return item in value


def _intersects(value: Any, others: Any) -> Truth:
    """A side known to be empty decides, even when the other is unknown."""
    if value is False or value in ([], ()) or others is False or others in ([], ()):
        return False
    if value is None or others is None:
        return None
    common = set(value).intersection(others) - {OPEN}
    return None if not common and (OPEN in value or OPEN in others) else bool(common)
