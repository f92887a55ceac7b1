"""Values from YAML events: plain objects, lists and texts, whatever tags and aliases ask for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from auditor.readers.leaves import Number, Pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMBER = False

#: The name of a field grows with its depth.
MAX_DEPTH = 500
_NO_TEXT = re.compile(r"(~|null|true|false|yes|no|on|off|)\Z", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?(\d[\d_]*)?\.?\d+([eE][-+]?\d+)?\Z")


def events_of(text: str) -> Iterator[Any]:
    """The events of a YAML text; raises YAMLError where it is broken."""
    import yaml

    yield from yaml.parse(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


class TooDeepError(Exception):
    """More levels than anybody writes by hand."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


class Builder:
    """Puts a value together from events; an alias is nothing."""

    def __init__(self) -> None:
        self.value: Any = None
        self._open: list[list[Any]] = []

    def take(self, event: Any) -> None:
        """The next event."""
        kind = type(event).__name__
        if kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._open.append([])
            if len(self._open) > MAX_DEPTH:
                raise TooDeepError(event.start_mark.line)
        elif kind == "MappingEndEvent":
            self._put(_mapping(self._open.pop()))
        elif kind == "SequenceEndEvent":
            self._put([_text(item) for item in self._open.pop()])
        elif kind == "ScalarEvent":
            self._put(_scalar(event))
        elif kind == "AliasEvent":
            self._put(None)

    def _put(self, value: Any) -> None:
        if self._open:
            self._open[-1].append(value)
        else:
            self.value = _text(value)


def _scalar(event: Any) -> Any:
    text: str = event.value
    if not event.implicit[0]:  # quoted, or with a tag
        return text
    return _Word(text) if _NO_TEXT.match(text) else Number(text) if _NUMBER.match(text) else text


class _Word(str):
    """A null or truth value: a text only where it is a key."""

    __slots__ = ()


def _text(value: Any) -> Any:
    return None if isinstance(value, _Word) else value


def _mapping(items: list[Any]) -> Any:
    pairs = [
        (str(key), _text(value)) if isinstance(key, str) else ("?", [key, _text(value)])
        for key, value in zip(items[::2], items[1::2], strict=True)
    ]
    members = dict(pairs)
    return members if len(members) == len(pairs) else Pairs(pairs)
