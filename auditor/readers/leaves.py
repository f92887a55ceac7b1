"""Turns a parsed value into fields: every string and number, named by its JSON path, with its header and speaker.

In a list of more than 32 numbers, fractions and numbers below seven digits are measurements or token ids, not texts:
they make no fields. Empty strings, truth values and nulls make none either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from auditor.model import Field, Part, Record
from auditor.readers import shapes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MEMBER = False

#: Distinct keys that a shard remembers; beyond, it starts anew and may name a key twice.
MAX_KEYS = 100_000
#: Fields of one `Record`; a record with more comes as several with the same index.
MAX_FIELDS = 50_000
#: A key longer than this does not stand in paths.
_LONG_KEY = 128
_VECTOR = 32
_VECTOR_DIGITS = 7
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]+\Z")
_NO_ROLES: dict[str, str] = {}
_ONLY_TEXT = {str}


class Number(str):
    """A number as it was written."""

    __slots__ = ()


class Pairs(list[tuple[str, Any]]):
    """An object in which a key stands twice."""

    __slots__ = ()


@dataclass(slots=True)
class Names:
    """The keys of a shard: each is a text of its own once, and a step of the path."""

    steps: dict[str, str] = field(default_factory=dict)
    binary: int = 0  # bytes of values that are no text

    def step(self, key: str) -> str:
        """How a new key continues a path; it is remembered."""
        if len(self.steps) >= MAX_KEYS:
            self.steps.clear()
        step = f".{key}" if _PLAIN_KEY.match(key) else f'["{_escaped(key)}"]'
        self.steps[key] = step if len(key) <= _LONG_KEY else ""
        return self.steps[key]


def _escaped(key: str) -> str:
    return key.replace("\\", "\\\\").replace('"', '\\"')


@dataclass(slots=True)
class _Level:
    """An object or list that is being walked; its members resume where they stopped."""

    members: Iterator[tuple[Any, Any]]
    keyed: bool
    name: str
    header: str
    role: str
    turn: int | None
    roles: Mapping[str, str]  # of the members of a record
    speaker: str = ""  # key that says who speaks, in a list of messages
    vector: bool = False
    twins: dict[str, int] | None = None  # names given so far, where one can stand twice


def records(value: Any, place: Record, names: Names) -> Iterator[Record]:
    """The record of a parsed value at the path, index and lines of `place`; a huge one in several pieces."""
    shape, roles = shapes.recognise(value)
    found = fields(value, names, roles)
    piece = tuple(islice(found, MAX_FIELDS))
    while True:
        yield Record(place.path, place.index, piece, place.line, place.end_line, shape or place.shape)
        if len(piece) < MAX_FIELDS or not (piece := tuple(islice(found, MAX_FIELDS))):
            return


def fields(value: Any, names: Names, roles: Mapping[str, str] = _NO_ROLES) -> Iterator[Field]:
    """The texts of a value in the order of the source; new keys come as fields of their own."""
    if not isinstance(value, (dict, list, tuple)):  # a bare string or number
        text = "" if value is None or isinstance(value, bool) else _written(value, names)
        yield from [Field("value", text)] if text else []
        return
    stack = [_root(value, roles)] if value else []
    steps = names.steps
    while stack:
        level = stack[-1]
        prefix, keyed, header, role, turn = level.name, level.keyed, level.header, level.role, level.turn
        for key, child in level.members:
            if not keyed:
                name = f"{prefix}[{key}]"
            else:
                step, header = steps.get(key), key
                if step and prefix and level.twins is None:  # nearly always
                    name = prefix + step
                else:
                    name = _name(level, names.step(key) if step is None else step)
                if step is None:
                    yield Field(name, key, Part.KEY)
                if level.roles:
                    role = level.roles.get(key, "")
            kind = type(child)
            if kind is str:
                if child:
                    yield Field(name, child, Part.VALUE, header, role, turn)
            elif kind is dict or kind is list or kind is Pairs or kind is tuple:
                if child:
                    flat = _flat(child, name, _said(level, key, child, role), steps) if kind is dict else None
                    if flat is None:
                        stack.append(_child(level, key, child, (name, header, role)))
                        break
                    yield from flat
            elif child is not None and kind is not bool:
                text = _written(child, names)
                if text and (not level.vector or _is_telling(text)):
                    yield Field(name, text, Part.VALUE, header, role, turn)
        else:
            stack.pop()


def _flat(
    value: dict[str, Any], name: str, said: tuple[str, int | None], steps: Mapping[str, str]
) -> list[Field] | None:
    """The fields of an object that holds texts only, under keys that are known; None of any other."""
    if not name or {*map(type, value.values())} != _ONLY_TEXT:
        return None
    role, turn = said
    found = []
    for key, text in value.items():
        step = steps.get(key)
        if not step:
            return None
        if text:
            found.append(Field(name + step, text, Part.VALUE, key, role, turn))
    return found


def _root(value: Any, roles: Mapping[str, str]) -> _Level:
    speaker = shapes.speaker_key(value) if isinstance(value, list) else ""
    return _level(value, ("", "", ""), None, speaker, roles)


def _child(parent: _Level, key: Any, value: Any, place: tuple[str, str, str]) -> _Level:
    """The level below; a message of a conversation brings its own role and turn."""
    name, header, role = place
    if type(value) is dict:
        role, turn = _said(parent, key, value, role)
        return _Level(iter(value.items()), True, name, header, role, turn, _NO_ROLES)
    speaker = shapes.speaker_key(value) if key in shapes.CONVERSATIONS and type(value) is list else ""
    if speaker and role not in ("chosen", "rejected"):
        role = ""
    return _level(value, (name, header, role), parent.turn, speaker)


def _said(parent: _Level, key: Any, value: dict[str, Any], role: str) -> tuple[str, int | None]:
    """Who says what an object holds, and in which turn."""
    if parent.speaker:
        return role or shapes.role(value.get(parent.speaker)), key
    return role, parent.turn


def _level(
    value: Any, place: tuple[str, str, str], turn: int | None, speaker: str, roles: Mapping[str, str] = _NO_ROLES
) -> _Level:
    name, header, role = place
    if type(value) is dict:
        return _Level(iter(value.items()), True, name, header, role, turn, roles)
    if type(value) is Pairs:
        return _Level(iter(value), True, name, header, role, turn, roles, twins={})
    if type(value[0]) is tuple:  # a map of Arrow
        pairs = ((str(key), child) for key, child in value)
        return _Level(pairs, True, name, header, role, turn, roles, twins={})
    vector = len(value) > _VECTOR and isinstance(value[0], (int, float, Number))
    return _Level(enumerate(value), False, name, header, role, turn, roles, speaker, vector)


def _name(level: _Level, step: str) -> str:
    if not step:  # a long key
        step, level.twins = '["…"]', level.twins or {}
    name = level.name + step if level.name or step[0] != "." else step[1:]
    if level.twins is None:
        return name
    count = level.twins[name] = level.twins.get(name, 0) + 1
    return name if count == 1 else f"{name}#{count}"


def _written(value: Any, names: Names) -> str:
    """A value that is no string as text; bytes only if they are UTF-8 without zero bytes."""
    if isinstance(value, (str, int, float, Decimal)):
        return str(value)
    if isinstance(value, (date, time)):
        return value.isoformat()
    if not isinstance(value, (bytes, bytearray)):
        return ""
    if b"\0" not in value:
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            pass
    names.binary += len(value)
    return ""


def _is_telling(number: str) -> bool:
    return len(number) >= _VECTOR_DIGITS and "." not in number and "e" not in number
