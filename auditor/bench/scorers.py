"""Is an answer right: exact, includes, regex, numeric, JSON schema, label, or by a judge model."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from auditor.errors import ConfigError, MissingExtra

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: An answer is looked at up to here: a runaway answer must not stall a pattern.
_LOOKED_AT = 20_000
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:[ ,'\u202f]\d{3})+|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?")
_FENCE = re.compile(r"^\s*```[a-zA-Z]*\s*\n(.*?)\n\s*```\s*$", re.DOTALL)


def plain(text: str) -> str:
    """A text without case, double spaces, or the full stop at its end."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(folded.split()).rstrip(".!").strip("\"'` ")


def has_word(answer: str, word: str) -> bool:
    """The word stands in the answer by itself, not inside another one."""
    return re.search(rf"(?<!\w){re.escape(plain(word))}(?!\w)", plain(answer)) is not None


def exact(answer: str, expected: Any, _options: Mapping[str, Any]) -> bool:
    """The answer is the expected text, case, spacing and final stop apart."""
    return plain(answer) == plain(str(expected))


def includes(answer: str, expected: Any, _options: Mapping[str, Any]) -> bool:
    """The answer holds the expected text, or every one of a list of texts."""
    wanted = expected if isinstance(expected, list | tuple) else [expected]
    found = plain(answer)
    return all(plain(str(text)) in found for text in wanted)


def regex(answer: str, expected: Any, _options: Mapping[str, Any]) -> bool:
    """The pattern is found in the answer."""
    return re.search(str(expected), answer) is not None


def numeric(answer: str, expected: Any, options: Mapping[str, Any]) -> bool:
    """The last number of the answer is the expected one, within `tolerance` (relative, default one in a thousand)."""
    numbers = _NUMBER.findall(answer)
    if not numbers:
        return False
    value = float(re.sub(r"[ ,'\u202f]", "", numbers[-1]))
    return math.isclose(value, float(expected), rel_tol=float(options.get("tolerance", 1e-3)), abs_tol=1e-9)


def label(answer: str, expected: Any, options: Mapping[str, Any]) -> bool:
    """Exactly one of the `labels` stands in the answer, and it is the expected one."""
    named = [one for one in map(str, options["labels"]) if has_word(answer, one)]
    return named == [str(expected)]


def json_schema(answer: str, expected: Any, _options: Mapping[str, Any]) -> bool:
    """The answer is JSON, fenced or not, that fits the expected schema; the schema reaches no network."""
    fenced = _FENCE.match(answer)
    try:
        value = json.loads(fenced[1] if fenced else answer)
    except ValueError:
        return False
    registry = import_module("referencing").Registry()  # empty: nothing is fetched
    return bool(_draft()(expected, registry=registry).is_valid(value))


def _draft() -> Any:
    """The JSON Schema validator, loaded by name: the package has no types."""
    if find_spec("jsonschema") is None:
        raise MissingExtra("the scorer json_schema", "bench")
    return import_module("jsonschema").Draft202012Validator


#: `judge` is not here: it needs a model, see `run.py`.
SCORERS: dict[str, Callable[[str, Any, Mapping[str, Any]], bool]] = {
    "exact": exact,
    "includes": includes,
    "regex": regex,
    "numeric": numeric,
    "label": label,
    "json_schema": json_schema,
}
JUDGE = "judge"


def score(name: str, answer: str, expected: Any, options: Mapping[str, Any]) -> bool:
    """Whether an answer is right."""
    return SCORERS[name](answer[:_LOOKED_AT], expected, options)


def check(name: str, expected: Any, options: Mapping[str, Any], where: str) -> None:
    """What is wrong with a query's scorer is told before anything is sent."""
    if name == JUDGE:
        return
    if name not in SCORERS:
        raise ConfigError(f"{where}: no such scorer", "known: " + ", ".join([*sorted(SCORERS), JUDGE]))
    if name == "label" and (
        not isinstance(options.get("labels"), list) or str(expected) not in map(str, options["labels"])
    ):
        raise ConfigError(
            f"{where}: scorer label needs a list of labels that holds the expected one", "add labels: [...]"
        )
    problem = ""
    try:
        if name == "regex":
            re.compile(str(expected))
        elif name == "numeric":
            float(expected)
        elif name == "json_schema":
            _draft().check_schema(expected)
    except (re.error, TypeError, ValueError):
        problem = f"{where}: expected does not fit the scorer {name}"
    except MissingExtra:
        raise
    except Exception as error:  # noqa: BLE001  (jsonschema's SchemaError quotes the schema: only its place is told)
        problem = f"{where}: expected is no JSON schema ({type(error).__name__})"
    if problem:
        raise ConfigError(problem, "mend the query, then run again")
