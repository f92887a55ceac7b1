"""From a YAML document to a shape; what does not fit becomes one error that names file, line, key and nearest word."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from auditor.errors import ConfigError
from auditor.yaml_io import load_yaml, load_yaml_with_lines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from auditor.yaml_io import Lines

ShapeT = TypeVar("ShapeT", bound=BaseModel)
_SHOWN = 3


def load_checked(path: Path, shape: type[ShapeT]) -> ShapeT:
    """The file as a shape; lines are counted only when something is wrong."""
    return fit(shape, load_yaml(path), path)


def fit(shape: type[ShapeT], document: Any, path: Path, lines: Lines | None = None, *, prefix: str = "") -> ShapeT:
    """A document as a shape; `prefix` is where it stands in the file."""
    problems: list[dict[str, Any]] = []
    try:
        return shape.model_validate(document)
    except ValidationError as error:
        problems = [dict(row) for row in error.errors(include_url=False, include_input=False, include_context=True)]
    # raised here and not inside `except`: the cause would carry the file's text
    at = lines or load_yaml_with_lines(path)[1]
    raise ConfigError(*_told(shape, problems, _File(path, at, prefix)))


def nearest(word: str, known: Iterable[str]) -> str:
    """'did you mean x?', or nothing."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else ""


@dataclass(frozen=True, slots=True)
class _File:
    """Where a document stands."""

    path: Path
    lines: Lines
    prefix: str

    def place(self, key: str) -> str:
        line = self.lines.of(key)
        return f"{self.path}:{line}" if line else str(self.path)


def _told(shape: type[BaseModel], problems: list[dict[str, Any]], file: _File) -> tuple[str, str]:
    rows = [_one(shape, problem, file) for problem in problems[:_SHOWN]]
    more = f"\n({len(problems) - _SHOWN} more)" if len(problems) > _SHOWN else ""
    hints = [hint for _, hint in rows if hint]
    return "\n".join(text for text, _ in rows) + more, hints[0] if hints else "mend the file, then run again"


def _one(shape: type[BaseModel], problem: dict[str, Any], file: _File) -> tuple[str, str]:
    key = key_path(file.prefix, problem["loc"])
    place = file.place(key)
    match problem["type"]:
        case "extra_forbidden":
            name = str(problem["loc"][-1])
            known = _keys_at(shape, problem["loc"][:-1])
            return f"{place}: unknown key {key}", nearest(name, known) or (
                f"known keys: {', '.join(known)}" if known else ""
            )
        case "missing":
            return f"{place}: key missing: {key}", ""
        case "literal_error":
            return f"{place}: {key} takes {problem['ctx']['expected']}", ""
    return f"{place}: {key or 'document'}: {problem['msg'].removeprefix('Value error, ')}", ""


def key_path(prefix: str, loc: Iterable[Any]) -> str:
    """A location as it is written in messages: options[0].deployment."""
    path = prefix
    for part in loc:
        if isinstance(part, int):
            path += f"[{part}]"
        elif part != "[key]":
            path += f".{part}" if path else str(part)
    return path


def _keys_at(shape: Any, loc: Iterable[Any]) -> list[str]:
    """Keys that the shape at a location knows."""
    for part in loc:
        if isinstance(shape, type) and issubclass(shape, BaseModel) and part in shape.model_fields:
            shape = _inner(shape.model_fields[part].annotation)
        elif isinstance(part, int) or isinstance(shape, type):
            shape = _inner(shape)
    return sorted(shape.model_fields) if isinstance(shape, type) and issubclass(shape, BaseModel) else []


def _inner(annotation: Any) -> Any:
    """The shape inside list[X], dict[str, X] or X | None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in reversed(getattr(annotation, "__args__", ())):
        found = _inner(inner)
        if isinstance(found, type) and issubclass(found, BaseModel):
            return found
    return annotation
