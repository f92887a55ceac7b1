"""YAML in: safe, fast where libyaml is there, with line numbers for error messages, and strict about twins."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from auditor.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: Levels of mappings and lists in a configuration; ours have nine.
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Lines:
    """Line numbers (from 1) of the keys of a YAML document, by key path (`lawful_basis.development.art6`)."""

    at: dict[str, int] = field(default_factory=dict)

    def of(self, path: str) -> int | None:
        """The line of a key path, or of its nearest parent."""
        while path and path not in self.at:
            path = path.rpartition(".")[0]
        return self.at.get(path)


def load_yaml(path: Path) -> Any:
    """The document of a YAML file of our own, with plain types; a syntax error names file, line and column."""
    return _guard(path, lambda text: yaml.load(text, _Loader))  # noqa: S506 (a safe loader)


def load_foreign_yaml(path: Path) -> Any:
    """The document of somebody else's YAML file: aliases, deep nesting and doubled keys are errors."""
    return load_yaml_with_lines(path)[0]


def load_yaml_with_lines(path: Path) -> tuple[Any, Lines]:
    """The document and the line of each key; a key that stands twice in one mapping is an error."""
    result: tuple[Any, Lines] = _guard(path, lambda text: _with_lines(text, path))
    return result


def read_yaml_with_lines(text: str, path: Path) -> tuple[Any, Lines]:
    """The same for a text that stands, or is going to stand, at `path`."""
    result: tuple[Any, Lines] = _guard(path, lambda own: _with_lines(own, path), text)
    return result


def _with_lines(text: str, path: Path) -> tuple[Any, Lines]:
    _refuse_traps(text, path)
    node = yaml.compose(text, _Loader)
    lines = Lines()
    if node is not None:
        _walk(node, "", lines, path)
    return yaml.load(text, _Loader), lines  # noqa: S506 (a safe loader)


def _refuse_traps(text: str, path: Path) -> None:
    """Aliases can blow up, or hold themselves, and deep nesting crashes the parser: neither belongs in a configuration."""
    depth = 0
    for event in yaml.parse(text, _Loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise ConfigError(f"{path}:{line}: YAML alias", "write the value out: aliases (*name) are not read")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise ConfigError(f"{path}:{line}: nested too deeply", "mend the brackets or the indent")


def _walk(node: yaml.Node, prefix: str, lines: Lines, path: Path) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = f"{prefix}.{key.value}" if prefix else str(key.value)
            if name in lines.at:
                raise ConfigError(f"{path}:{key.start_mark.line + 1}: key stands twice: {name}", "keep one of them")
            lines.at[name] = key.start_mark.line + 1
            _walk(value, name, lines, path)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            name = f"{prefix}[{index}]"
            lines.at[name] = value.start_mark.line + 1
            _walk(value, name, lines, path)


def _guard(path: Path, parse: Any, text: str | None = None) -> Any:
    """Run a parser over the file's text; failures become ConfigErrors that quote nothing of the file."""
    problem = ""
    try:
        return parse(path.read_text(encoding="utf-8-sig") if text is None else text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)
        problem = f"{place}: not valid YAML"
    except yaml.YAMLError:
        problem = f"{path}: not valid YAML"
    except UnicodeDecodeError:
        problem = f"{path}: not UTF-8 text"
    except OSError as error:
        problem = f"{path}: can't be read ({error.strerror})"
    # raised here and not inside `except`: the cause would carry the file's text
    raise ConfigError(problem, "mend the file, then run again")
