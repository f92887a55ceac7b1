"""Presidio recognizers of the user's own, from registry files as Presidio reads them: custom ones, patterns and deny lists."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson

from auditor.detectors.presidio import weighed
from auditor.detectors.presidio_import import recognizers, silence
from auditor.detectors.regex_safety import danger
from auditor.errors import ConfigError
from auditor.taxonomy import load_taxonomy
from auditor.yaml_io import load_yaml_with_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from auditor.detectors.base import Text
    from auditor.model import Span

MEMBER = False

_KEYS = frozenset(
    "name supported_language supported_languages supported_entity patterns deny_list deny_list_score context type enabled".split()
)
_FLAGS = re.DOTALL | re.MULTILINE | re.IGNORECASE
_HINT = "keep recognizers of type custom with patterns or a deny_list in this file: docs/own-detectors.md"


def load_registry(path: Path, renamed: Mapping[str, str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A registry file as JSON, with the entity of ours that stands for each of its entities."""
    if not path.is_file():
        raise ConfigError(f"{path}: no such file of Presidio recognizers", "give its path, relative to audit.yaml")
    document, lines = load_yaml_with_lines(path)
    rows = document.get("recognizers") if isinstance(document, dict) else None
    if not isinstance(rows, list) or not rows:
        raise ConfigError(f"{path}: not a file of Presidio recognizers", _HINT)
    kept, names = [], {}
    for number, row in enumerate(rows):
        at = f"{path}:{lines.of(f'recognizers[{number}]')}"
        problem = _problem(row)
        if problem:
            raise ConfigError(f"{at}: {problem}", _HINT)
        theirs = str(row["supported_entity"])
        ours = renamed.get(theirs, theirs)
        if load_taxonomy().category_of(ours) is None:
            raise ConfigError(
                f"{at}: no category holds the entity {theirs[:60]}",
                f"say in audit.yaml which entity it is: entities: {{{theirs[:60]}: CUSTOMER_ID}}",
            )
        names[theirs] = ours
        if row.get("enabled", True):
            kept.append({key: value for key, value in row.items() if key not in ("enabled", "supported_languages")})
    return orjson.dumps(kept).decode(), tuple(sorted(names.items()))


def _problem(row: Any) -> str:
    if not isinstance(row, dict) or not isinstance(row.get("name"), str) or not row.get("supported_entity"):
        return "a recognizer has a name and a supported_entity"
    if row.get("type", "custom") != "custom" or not set(row) <= _KEYS:
        return "only custom recognizers are read"
    patterns = row.get("patterns") or []
    if not patterns and not row.get("deny_list"):
        return "a recognizer has patterns or a deny_list"
    for pattern in patterns:
        if not isinstance(pattern, dict) or not {"name", "regex", "score"} <= set(pattern):
            return "a pattern has name, regex and score"
        try:
            problem = danger(str(pattern["regex"]), int(_FLAGS))
        except re.error as error:
            problem = f"it is no regular expression: {error.msg}"
        if problem:
            return f"a pattern can't be used: {problem}"
    return ""


def find(registries: Sequence[tuple[str, tuple[tuple[str, str], ...]]], text: Text) -> Iterator[Span]:
    """Spans of one text, with Presidio's scores and what context words near the match add."""
    from dataclasses import replace

    for source, names in registries:
        ours = dict(names)
        for recognizer in _recognizers(source):
            for hit in recognizer.analyze(text.value, recognizer.supported_entities, None):
                yield replace(weighed(text, hit, tuple(recognizer.context or ())), entity=ours[hit.entity_type])


@cache
def _recognizers(source: str) -> tuple[Any, ...]:
    silence()
    recognizers()  # imports the package without what its engines need
    from presidio_analyzer.recognizer_registry import RecognizerRegistryProvider

    rows = [{"supported_language": "en", "type": "custom", **row} for row in orjson.loads(source)]
    if not rows:
        return ()
    registry = RecognizerRegistryProvider(
        registry_configuration={"supported_languages": ["en"], "global_regex_flags": int(_FLAGS), "recognizers": rows}
    ).create_recognizer_registry()
    wanted = {row["name"] for row in rows}
    made: list[Any] = list(registry.recognizers)
    return tuple(sorted((recognizer for recognizer in made if recognizer.name in wanted), key=_name))


def _name(recognizer: Any) -> str:
    return str(recognizer.name)
