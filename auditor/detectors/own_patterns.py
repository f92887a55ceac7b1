"""YAML files of patterns: read, checked, tried on their own examples, refused with file and line where something is wrong."""

from __future__ import annotations

import re
from dataclasses import fields
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from auditor.detectors.base import OwnPattern, PatternDetector, Text
from auditor.detectors.checks import by_stdnum, has_variety
from auditor.detectors.regex_safety import danger
from auditor.errors import ConfigError
from auditor.taxonomy import load_taxonomy
from auditor.yaml_io import load_yaml_with_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from auditor.yaml_io import Lines

MEMBER = False

_SUFFIXES = (".yaml", ".yml")
_ID = re.compile(r"[a-z][a-z0-9_.-]{0,60}")
_GUILLEMETS = re.compile("[«»]")
_KEYS = ("id", "entity", "category", "pattern", "ignore_case", "validator", "context", "keywords", "score", "context_score",
         "needs_context", "examples", "counterexamples")  # fmt: skip
_LISTS = ("context", "keywords", "examples", "counterexamples")
_TEXTS = ("id", "entity", "category", "pattern", "validator")
_SHARES = ("score", "context_score")
_FLAGS = ("ignore_case", "needs_context")


def load_patterns(paths: Iterable[Path]) -> tuple[OwnPattern, ...]:
    """The patterns of files and of folders of files, each checked and tried."""
    found: dict[str, OwnPattern] = {}
    for file in (file for path in paths for file in _files(path)):
        document, lines = load_yaml_with_lines(file)
        rows = document.get("detectors") if isinstance(document, dict) else None
        if not isinstance(rows, list) or set(document) != {"detectors"}:
            raise ConfigError(f"{file}: not a file of detectors", "its one key is detectors:, a list of rows")
        for number, row in enumerate(rows):
            pattern = _Row(file, lines, f"detectors[{number}]", row).pattern()
            if pattern.id in found:
                raise ConfigError(f"{file}: the detector {pattern.id} stands twice", "give each its own id")
            found[pattern.id] = pattern
    return tuple(found[name] for name in sorted(found))


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.iterdir() if file.suffix in _SUFFIXES)
    if path.is_file():
        return [path]
    raise ConfigError(
        f"{path}: no such file of detectors", "give a YAML file or a folder of them, relative to audit.yaml"
    )


class _Row:
    """One detector of a file, and where it stands."""

    def __init__(self, file: Path, lines: Lines, at: str, row: Any) -> None:
        self.file, self.lines, self.at = file, lines, at
        self.row: dict[str, Any] = row if isinstance(row, dict) else {}

    def error(self, key: str, problem: str, hint: str = "") -> ConfigError:
        line = self.lines.of(f"{self.at}.{key}" if key else self.at)
        return ConfigError(f"{self.file}:{line}: {problem}", hint or "docs/own-detectors.md tells the format")

    def pattern(self) -> OwnPattern:
        """The row, checked from its keys to its examples."""
        self._check_keys()
        self._check_names()
        known = {slot.name for slot in fields(OwnPattern)}
        values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in self.row.items() if k in known}
        for key in ("keywords", "context"):
            values[key] = tuple(word.lower() for word in values.get(key, ()))
        own = OwnPattern(**values)
        self._check_pattern(own)
        self._check_examples(as_detector(own))
        return own

    def _check_keys(self) -> None:
        for key in self.row:
            if key not in _KEYS:
                near = get_close_matches(str(key), _KEYS, n=1)
                raise self.error(key, f"unknown key {str(key)[:60]}", f"did you mean {near[0]}?" if near else "")
        for key in ("id", "entity", "pattern", "examples"):
            if not self.row.get(key):
                raise self.error("", f"{key} is missing", "a detector has id, entity, pattern and examples")
        for key, value in self.row.items():
            if not _fits(key, value):
                raise self.error(key, f"{key} takes {_expected(key)}")

    def _check_names(self) -> None:
        row = self.row
        if not _ID.fullmatch(row["id"]):
            raise self.error("id", "an id has small letters, digits, points, dashes and underscores")
        category = load_taxonomy().category_of(row["entity"])
        if category is None:
            known = sorted(entity for each in load_taxonomy().categories.values() for entity in each.entities)
            near = get_close_matches(row["entity"], known, n=1)
            hint = f"did you mean {near[0]}?" if near else "use an entity of docs/detectors.md: policies know those"
            raise self.error("entity", "no category holds this entity", hint)
        if row.get("category", category) != category:
            raise self.error("category", f"the entity belongs to the category {category}")

    def _check_pattern(self, own: OwnPattern) -> None:
        values = [part for text in own.examples for part in _GUILLEMETS.split(text)[1::2]]
        problem = ""
        try:
            problem = danger(own.pattern, _flags(own), values)
        except re.error as error:
            problem = f"it is no regular expression: {error.msg}"
        if problem:
            raise self.error("pattern", f"the pattern can't be used: {problem}")
        if own.validator and validator(own.validator) is None:
            raise self.error("validator", "no such check", f"checks: {', '.join(sorted(CHECKS))}, or stdnum:MODULE")

    def _check_examples(self, detector: PatternDetector) -> None:
        for number, example in enumerate(detector.examples):
            text, places = marked(example)
            found = [(span.start, span.end) for span in detector.detect([Text(text)])[0]]
            if not places:
                raise self.error(f"examples[{number}]", "this example marks nothing", "put the value between « and »")
            if not set(places) <= set(found):
                raise self.error(f"examples[{number}]", "the detector does not find what this example marks")
        for number, example in enumerate(detector.counterexamples):
            if detector.detect([Text(example)])[0]:
                raise self.error(f"counterexamples[{number}]", "the detector finds something in this counterexample")


def _fits(key: str, value: Any) -> bool:
    if key in _LISTS:
        return isinstance(value, list) and all(isinstance(item, str) and item for item in value)
    if key in _SHARES:
        return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 1
    return isinstance(value, bool if key in _FLAGS else str)


def _expected(key: str) -> str:
    if key in _LISTS:
        return "a list of texts"
    if key in _SHARES:
        return "a number above 0 and up to 1"
    return "true or false" if key in _FLAGS else "a text"


def marked(example: str) -> tuple[str, list[tuple[int, int]]]:
    """An example without its guillemets, and the places that stood between them."""
    pieces, places, at = _GUILLEMETS.split(example), [], 0
    for number, piece in enumerate(pieces):
        if number % 2:
            places.append((at, at + len(piece)))
        at += len(piece)
    return "".join(pieces), places


@cache
def as_detector(own: OwnPattern) -> PatternDetector:
    """A pattern of the user's as the detector that runs."""
    return PatternDetector(
        id=f"own.{own.id}",
        entity=own.entity,
        pattern=re.compile(own.pattern, _flags(own)),
        score=own.score,
        examples=own.examples,
        counterexamples=own.counterexamples,
        validate=validator(own.validator) if own.validator else None,
        keywords=own.keywords,
        context=own.context,
        context_score=own.context_score,
        needs_context=own.needs_context,
    )


def _flags(own: OwnPattern) -> int:
    return int(re.IGNORECASE) if own.ignore_case else 0


def _luhn(value: str) -> bool:
    from stdnum import luhn

    return luhn.is_valid("".join(c for c in value if c.isdigit())) and has_variety(value)


#: Checks by name; `stdnum:de.idnr` is any module of python-stdnum.
CHECKS: dict[str, Callable[[str], bool]] = {"luhn": _luhn, "iban": by_stdnum("iban"), "varied_digits": has_variety}
_MODULE = re.compile(r"stdnum:((?:[a-z]{2}_?\.)?[a-z0-9_]+)")


def validator(name: str) -> Callable[[str], bool] | None:
    """A check by its name; None where there is none."""
    if name in CHECKS:
        return CHECKS[name]
    match = _MODULE.fullmatch(name)
    if match is None:
        return None
    check = by_stdnum(match.group(1))
    try:
        check("0")
    except (ImportError, AttributeError):
        return None
    return check
