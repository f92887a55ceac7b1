"""Rewrites the strings and numbers of a JSON text and nothing else: no key moves, no space, no other escape."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.readers.parsing import parse, parse_exactly
from auditor.remedies.replacing import applied
from auditor.remedies.writers.base import CannotRewriteError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.remedies.lookup import Lookup
    from auditor.remedies.replacing import Edits

_TOKEN = re.compile(
    r'(?P<space>[\s\ufeff]+)|(?P<string>"[^"\\]*(?:\\.[^"\\]*)*")|(?P<sign>[\[\]{}:,])|(?P<plain>[^\s"\[\]{}:,]+)',
    re.DOTALL,
)
_UNIT = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL)
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?\Z")
_LONGEST = 64 * 1024 * 1024


@dataclass(slots=True)
class _Level:
    """An open object or list."""

    is_object: bool
    header: str
    at_key: bool


def rewrite_json(texts: Iterable[str], lookup: Lookup) -> Iterator[str]:
    """The text again, piece by piece; a text that ends inside a string goes on as it is."""
    levels = [_Level(False, "", False)]
    for kind, token in _tokens(texts):
        level = levels[-1]
        if kind == "sign":
            _follow(levels, token)
        elif kind == "string":
            if level.is_object and level.at_key:
                level.header = _value(token)
                level.at_key = False
                token = _key(token, level.header, lookup)
            else:
                token = _string(token, level.header, lookup)
        elif kind == "plain":
            token = _plain(token, level.header, lookup)
        yield token


def _follow(levels: list[_Level], sign: str) -> None:
    level = levels[-1]
    if sign in "{[":
        levels.append(_Level(sign == "{", level.header, sign == "{"))
    elif sign in "}]":
        if len(levels) > 1:
            levels.pop()
    elif sign == ",":
        level.at_key = level.is_object


def _tokens(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    source = iter(texts)
    held, at, ended = "", 0, False
    while True:
        match = _TOKEN.match(held, at)
        if match is not None and (ended or match.end() < len(held)):
            at = match.end()
            yield str(match.lastgroup), match.group()
            continue
        if ended:
            if at < len(held):
                yield "rest", held[at:]
            return
        rest = [held[at:]]
        wanted = max(1, len(rest[0]))
        if wanted > _LONGEST:
            raise CannotRewriteError("a string longer than a record may be")
        while wanted > 0 and not ended:
            more = next(source, None)
            ended = more is None
            rest.append(more or "")
            wanted -= len(more or "")
        held, at = "".join(rest), 0


def _value(literal: str) -> str:
    """What a string literal says, as the readers read it."""
    raw = literal.encode("utf-8", "surrogateescape")
    value = parse(raw).value
    return value if isinstance(value, str) else ""


def _key(literal: str, value: str, lookup: Lookup) -> str:
    new = lookup.keys.get(value)
    return literal if new is None else json.dumps(new, ensure_ascii=literal.isascii())


def _string(literal: str, header: str, lookup: Lookup) -> str:
    value = _value(literal)
    edits = lookup.edits(header, value)
    return edited(literal, value, edits) if edits else literal


def edited(literal: str, value: str, edits: Edits) -> str:
    """A string literal with edits of its value; what stays keeps its escapes."""
    inner = literal[1:-1]
    if inner == value:  # no escapes: most texts
        return f'"{applied(inner, tuple((start, end, json.dumps(new)[1:-1]) for start, end, new in edits))}"'
    starts = [match.start() for match in _UNIT.finditer(inner)]
    if len(starts) != len(value):  # bytes of another encoding inside
        return json.dumps(applied(value, edits))
    starts.append(len(inner))
    moved = tuple((starts[start], starts[end], json.dumps(new)[1:-1]) for start, end, new in edits)
    return f'"{applied(inner, moved)}"'


def _plain(token: str, header: str, lookup: Lookup) -> str:
    """A number: it stays one if its new text is one, else there is none."""
    if token[0] not in "-0123456789":
        return token
    for text in dict.fromkeys((str(parse(token.encode("utf-8", "replace")).value), str(parse_exactly(token).value))):
        edits = lookup.edits(header, text)
        if edits:
            new = applied(text, edits)
            return new if _NUMBER.match(new) else "null"
    return token
