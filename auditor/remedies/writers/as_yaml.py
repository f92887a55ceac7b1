"""YAML: edits of the text itself; what can't be edited in place is written as a quoted string, and the result is read again."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from auditor.readers.yaml_events import events_of
from auditor.remedies.replacing import Edits, applied
from auditor.remedies.writers.base import CannotRewriteError, Task, Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.readers.streams import Opened
    from auditor.remedies.lookup import Lookup

_MOST = 32 * 1024 * 1024
_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*\s+)*")
_PLAIN = re.compile(r"(?:[&!][^\s,\[\]{}]*\s+)*[^\s\"'|>]")
_NOT_PLAIN = re.compile(r"^[\s\-?:,\[\]{}#&*!|>'\"%@`]|:\s|\s#|[:\s]$|^$")
_COMMENT = re.compile(r"(?<=#)[ \t]*(.*)")
#: Where a scalar stands, and what is to stand there.
_Change = tuple[int, int, str]


def rewrite(source: Opened, task: Task) -> Iterator[bytes]:
    """The whole file: YAML files are small."""
    raw = b""
    for block in source.blocks:
        raw += block
        if len(raw) > _MOST:
            raise CannotRewriteError(f"a YAML file above {_MOST // 2**20} MiB")
    task.lookup.at(None)
    text = raw.decode(source.encoding, "surrogateescape")
    if "\ud800" <= max(text, default="") <= "\udfff":
        raise CannotRewriteError("YAML with bytes of another encoding")
    yield _rewritten(text, task.lookup).encode(source.encoding)


def _rewritten(text: str, lookup: Lookup) -> str:
    scalars, told = list(_scalars(text)), []
    changes: list[_Change] = []
    for start, end, old, header, is_key in scalars:
        new, edits = _new(old, header, is_key, lookup)
        told.append(new)
        if new != old:
            changes.append(_change(text, (start, end), (old, new), edits))
    made = applied(text, tuple(changes))
    if _said(made) != told:  # a sign of YAML at the start, or a block's indentation
        quoted = [
            _quoted(text, (start, end), new)
            for (start, end, old, _, _), new in zip(scalars, told, strict=True)
            if new != old
        ]
        made = applied(text, tuple(quoted))
        if _said(made) != told:
            raise CannotRewriteError("YAML in a form that can't be edited")
    return "".join(_comment(line, lookup) for line in made.splitlines(keepends=True))


def _said(text: str) -> list[str] | None:
    try:
        return [scalar[2] for scalar in _scalars(text)]
    except CannotRewriteError:
        return None


def _new(old: str, header: str, is_key: bool, lookup: Lookup) -> tuple[str, Edits]:
    if is_key:
        return lookup.keys.get(old, old), ((0, len(old), lookup.keys.get(old, old)),)
    edits = lookup.edits(header, old) if old else ()
    return applied(old, edits), edits


def _scalars(text: str) -> Iterator[tuple[int, int, str, str, bool]]:
    """Start, end, text, header and whether it is a key, of each scalar."""
    import yaml

    broken = False
    try:
        yield from _walk(text)
    except yaml.YAMLError:
        broken = True
    if broken:
        raise CannotRewriteError("not valid YAML")


def _walk(text: str) -> Iterator[tuple[int, int, str, str, bool]]:
    levels: list[list[Any]] = [[False, "", False]]  # is a mapping, header, a value comes next
    for event in events_of(text):
        kind = type(event).__name__
        level = levels[-1]
        if kind.endswith("StartEvent") and kind[0] in "MS" and kind != "StreamStartEvent":
            is_key = level[0] and not level[2]
            header = "?" if is_key else level[1]
            level[2] = is_key if level[0] else False
            levels.append([kind[0] == "M", "" if is_key else header, False])
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            levels.pop()
        elif kind == "AliasEvent" and level[0]:
            level[2] = not level[2]
        elif kind == "ScalarEvent":
            is_key = level[0] and not level[2]
            if level[0]:
                level[2] = is_key
            if is_key:
                level[1] = event.value
            yield event.start_mark.index, event.end_mark.index, event.value, level[1], is_key


def _change(text: str, place: tuple[int, int], values: tuple[str, str], edits: Edits) -> _Change:
    """The scalar as it is written with its values replaced in place; quoted anew where a value can't be told there."""
    start, end = place
    written, old = text[start:end], values[0]
    if _PLAIN.match(written) and _NOT_PLAIN.search(values[1]):
        return _quoted(text, place, values[1])
    moved: list[_Change] = []
    for first, last, new in edits:
        value = old[first:last]
        if "\n" in value or written.count(value) != old.count(value) or '"' in new or "'" in new:
            return _quoted(text, place, values[1])
        at = -1
        for _ in range(old.count(value, 0, first) + 1):
            at = written.find(value, at + 1)
        moved.append((at, at + len(value), new))
    if any(one[1] > other[0] for one, other in pairwise(moved)):
        return _quoted(text, place, values[1])
    return (start, end, applied(written, tuple(moved)))


def _quoted(text: str, place: tuple[int, int], new: str) -> _Change:
    start, end = place
    written = text[start:end]
    kept = _PROPERTIES.match(written)
    behind = kept.group() if kept else ""
    tail = written[len(written.rstrip()) :] if written.lstrip()[len(behind) :][:1] in "|>" else ""
    return (start, end, behind + json.dumps(new) + ("\n" if "\n" in tail else ""))


def _comment(line: str, lookup: Lookup) -> str:
    for sign in re.finditer("#", line):
        match = _COMMENT.match(line, sign.end())
        text = match.group(1).rstrip() if match else ""
        edits = lookup.edits("", text) if text else ()
        if match and edits:
            at = match.start(1)
            return line[:at] + applied(text, edits) + line[at + len(text) :]
    return line


WRITER = Writer(readers=("yaml",), rewrite=rewrite)
