"""Puts one value into a YAML text and leaves every other line, comment and blank as it stands.

A value goes to the commented-out line that waits for it, else to the end of the mapping or list it belongs to. Each
try is read back: a text that does not say exactly the old content plus the value is thrown away.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from auditor.errors import ConfigError
from auditor.yaml_io import read_yaml_with_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

Key = str | int
_KEY = re.compile(r"( *)(#?)([\w.-]+):( .*)?")
_NULLS = ("", "~", "null", "Null", "NULL")
_STEP = 2
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def put(text: str, path: Sequence[Key], value: Any, note: str = "") -> str | None:
    """The text with `value` at the key path; None where the file's form leaves no way. `note` = comment for a new line."""
    wanted = _picture(placed(parsed(text), path, value))
    for attempt in (_at_placeholder, _at_node):
        new = attempt(text, path, value, note)
        if new is not None and _says(new, wanted):
            return new
    return None


def parsed(text: str) -> Any:
    """The content of a YAML text; raises ConfigError for what audit.yaml may not hold."""
    return read_yaml_with_lines(text, Path("audit.yaml"))[0]


def placed(content: Any, path: Sequence[Key], value: Any) -> Any:
    """The content with a value at a key path; what is missing on the way is made."""
    if not path:
        return value
    first, rest = path[0], path[1:]
    if isinstance(first, int):
        rows = list(content or ())
        rows[first : first + 1] = [placed(rows[first] if first < len(rows) else None, rest, value)]
        return rows
    known = content if isinstance(content, dict) else {}
    return {**known, first: placed(known.get(first), rest, value)}


def inline(value: Any) -> str:
    """A value on one line, quoted so that it may stand inside brackets; signs that nobody sees are escaped."""
    plain = _dumped(value, allow_unicode=True)
    return plain if all(map(_is_seen, plain)) else _dumped(value, allow_unicode=False)


def _dumped(value: Any, *, allow_unicode: bool) -> str:
    text = yaml.dump(
        [value],
        Dumper=_Dumper,
        default_flow_style=True,
        width=float("inf"),
        allow_unicode=allow_unicode,
        sort_keys=False,
    )
    return str(text).strip()[1:-1]


class _Dumper(yaml.SafeDumper):
    """Texts with signs that nobody sees go between double quotes: only there can they be escaped."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None if all(map(_is_seen, text)) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _is_seen(sign: str) -> bool:
    """Neither a control or format character nor one that ends a line."""
    return unicodedata.category(sign)[0] != "C" and sign not in "\u2028\u2029"


def _picture(content: Any) -> str:
    """For comparing: 1, 1.0 and true differ, the order of keys does not matter."""
    return json.dumps(content, sort_keys=True, default=repr)


def _says(text: str, wanted: str) -> bool:
    try:
        return _picture(parsed(text)) == wanted
    except ConfigError:
        return False


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


# ---------------------------------------------------------------- a commented line that waits


def _at_placeholder(text: str, path: Sequence[Key], value: Any, note: str) -> str | None:
    """`  #commercial:  # true | false` becomes `  commercial: true  # true | false`."""
    del note
    lines = text.splitlines(keepends=True)
    above: list[tuple[int, str, bool]] = []  # indent, key, commented
    for number, line in enumerate(lines):
        found = _KEY.fullmatch(line.rstrip("\r\n"))
        if found is None:
            continue
        indent = len(found[1])
        above = [row for row in above if row[0] < indent]
        waits = bool(found[2])
        if waits and [*(key for _, key, _ in above), found[3]] == list(path) and not any(row[2] for row in above):
            comment = re.search(r" +#.*", found[4] or "")
            filled = f"{found[1]}{found[3]}: {inline(value)}{comment.group() if comment else ''}"
            return "".join([*lines[:number], filled + _ending(line), *lines[number + 1 :]])
        above.append((indent, found[3], waits))
    return None


def _ending(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


# ---------------------------------------------------------------- the end of a mapping or list


def _at_node(text: str, path: Sequence[Key], value: Any, note: str) -> str | None:
    root = yaml.compose(text, _Loader)
    if root is None:
        return _append(text, len(text), _block(path, value, 0, note))
    parent, node, rest = _deepest(root, list(path))
    if not rest and _is_rows(value) and isinstance(node, yaml.ScalarNode) and not node.value and parent is not None:
        return _append(text, node.start_mark.index, _rows(value, parent.start_mark.column))
    if not rest:
        return _replaced(text, node, parent, inline(value))
    if isinstance(node, yaml.ScalarNode):
        return _into_nothing(text, node, parent, (rest, value, note))
    if not isinstance(node, yaml.CollectionNode):
        return None
    if node.flow_style:
        return _into_flow(text, node, rest, value)
    return _append(text, _content_end(node), _block(rest, value, node.start_mark.column, note))


def _deepest(root: yaml.Node, path: list[Key]) -> tuple[yaml.Node | None, yaml.Node, list[Key]]:
    """The key above the deepest node that exists on the way, that node, and what is left of the path."""
    key: yaml.Node | None = None
    node = root
    while path:
        if isinstance(node, yaml.MappingNode):
            pair = next((row for row in node.value if row[0].value == path[0]), None)
            if pair is None:
                break
            key, node = pair
        elif isinstance(node, yaml.SequenceNode) and isinstance(path[0], int) and path[0] < len(node.value):
            key, node = None, node.value[path[0]]
        else:
            break
        path = path[1:]
    return key, node, path


def _replaced(text: str, node: yaml.Node, key: yaml.Node | None, new: str) -> str:
    """Another value; one that stands on lines of its own gives way to one behind its key."""
    start, end = node.start_mark.index, _content_end(node)
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and key is not None:
        start = text.index(":", key.end_mark.index) + 1
        return f"{text[:start]} {new}{text[end:]}"
    return text[:start] + (" " if start >= end else "") + new + text[max(start, end) :]


def _into_nothing(
    text: str, node: yaml.ScalarNode, key: yaml.Node | None, new: tuple[Sequence[Key], Any, str]
) -> str | None:
    """A key without value, or with null, gets a first entry."""
    rest, value, note = new
    if node.value not in _NULLS:
        return None
    if node.value or key is None:
        return _replaced(text, node, key, inline(placed(None, rest, value)))
    column = key.start_mark.column + (0 if isinstance(rest[0], int) else _STEP)
    return _append(text, node.start_mark.index, _block(rest, value, column, note))


def _into_flow(text: str, node: yaml.CollectionNode, rest: Sequence[Key], value: Any) -> str:
    inner = placed(None, rest[1:], value)
    new = inline({rest[0]: inner})[1:-1] if isinstance(node, yaml.MappingNode) else inline(inner)
    if not node.value:
        at = node.start_mark.index + 1
        return text[:at] + new + text[at:]
    at = _last_end(node)
    return f"{text[:at]}, {new}{text[at:]}"


def _content_end(node: yaml.Node) -> int:
    """Where the last character of a node stands: block nodes end before comments and blanks that follow."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        return _last_end(node)
    return int(node.end_mark.index)


def _last_end(node: yaml.CollectionNode) -> int:
    last = node.value[-1]
    return max(map(_content_end, last)) if isinstance(last, tuple) else _content_end(last)


def _append(text: str, after: int, lines: list[str]) -> str:
    """New lines below the line on which a node ends."""
    newline = _newline(text)
    cut = text.find("\n", len(text[:after].rstrip()))
    head, tail = (text, "") if cut < 0 else (text[: cut + 1], text[cut + 1 :])
    if head and not head.endswith("\n"):
        head += newline
    return head + "".join(line + newline for line in lines) + tail


def _block(path: Sequence[Key], value: Any, indent: int, note: str = "") -> list[str]:
    """Lines of a new entry: nested keys, then the value on the last one; a row of a list takes lines if it nests."""
    pad, first, rest = " " * indent, path[0], path[1:]
    if rest:
        below = 0 if isinstance(rest[0], int) else _STEP
        return [f"{pad}{_word(first)}:", *_block(rest, value, indent + below, note)]
    said = [f"{pad}# {comment(note)}"] if note else []
    if isinstance(first, str):
        return (
            [*said, f"{pad}{_word(first)}:", *_rows(value, indent)]
            if _is_rows(value)
            else [
                *said,
                f"{pad}{_word(first)}: {inline(value)}",
            ]
        )
    return [*said, *_rows([value], indent)]


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _rows(values: Sequence[Any], indent: int) -> list[str]:
    """Rows of a list: one line each, unless a row holds mappings."""
    lines: list[str] = []
    for value in values:
        nests = isinstance(value, dict) and any(isinstance(inner, dict) for inner in value.values())
        lines += _row(value, indent) if nests else [f"{' ' * indent}- {inline(value)}"]
    return lines


def _row(value: dict[str, Any], indent: int) -> list[str]:
    """A row of a list with its mappings on lines of their own."""
    pad, lines = " " * (indent + _STEP), []
    for key, inner in value.items():
        if isinstance(inner, dict) and inner:
            lines.append(f"{pad}{_word(key)}:")
            lines += [f"{pad}{' ' * _STEP}{_word(name)}: {inline(leaf)}" for name, leaf in inner.items()]
        else:
            lines.append(f"{pad}{_word(key)}: {inline(inner)}")
    return [f"{' ' * indent}- {lines[0].lstrip()}", *lines[1:]]


def _word(key: Key) -> str:
    return inline(key)


def comment(text: str) -> str:
    """Text of others as one line of a comment."""
    plain = "".join(c if _is_seen(c) else " " for c in text)
    return " ".join(plain.split())
