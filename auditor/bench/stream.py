"""Server-sent events of a chat completion: what arrived when, read without trust in the other side."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

#: A line longer than this is not one of ours.
_LINE_LIMIT = 1 << 20


class Fault(StrEnum):
    """What went wrong with a request."""

    CONNECT = "connect"  # nothing answers there
    TIMEOUT = "timeout"
    UNAUTHORISED = "unauthorised"  # the key is wrong or lacks rights
    NOT_FOUND = "not_found"  # path or model unknown there
    RATE_LIMITED = "rate_limited"
    SERVER = "server"  # 5xx
    REFUSED = "refused"  # other 4xx
    MALFORMED = "malformed"  # not the stream that the protocol promises
    TRUNCATED = "truncated"  # ended before its end
    EMPTY = "empty"  # ended well without a single token


class MalformedStream(ValueError):
    """The stream is not what the protocol promises; the message never holds what was received."""


@dataclass(slots=True)
class Arrivals:
    """What a stream brought, and when by the client's clock."""

    begun: bool = False  # the server answered something
    first: float | None = None  # first non-empty text
    last: float | None = None
    chunks: int = 0  # with text
    text: list[str] = field(default_factory=list, repr=False)
    usage: dict[str, int] = field(default_factory=dict)
    timings: dict[str, float] = field(default_factory=dict)  # what some servers tell of themselves
    finished: bool = False
    done: bool = False

    def line(self, line: str, now: float) -> None:
        """Take one line of the stream."""
        if len(line) > _LINE_LIMIT:
            raise MalformedStream("a line above 1 MiB")
        if self.done or not line.startswith("data:"):
            return  # comments, event names and empty lines
        data = line[5:].strip()
        if data == "[DONE]":
            self.done = True
            return
        self._event(_parsed(data), now)

    def _event(self, event: Any, now: float) -> None:
        if not isinstance(event, dict):
            raise MalformedStream("an event that is no object")
        if event.get("error"):
            raise MalformedStream("an error inside the stream")
        for choice in event.get("choices") or ():
            text = _text(choice)
            if text:
                self.first = now if self.first is None else self.first
                self.last = now
                self.chunks += 1
                self.text.append(text)
            if isinstance(choice, dict) and choice.get("finish_reason"):
                self.finished = True
        self.usage |= _counts(event.get("usage"))
        self.timings |= _figures(event.get("timings"))

    @property
    def fault(self) -> Fault | None:
        """What is wrong with the stream when it is over."""
        if not self.done and not self.finished:
            return Fault.TRUNCATED
        return Fault.EMPTY if self.first is None else None


def _parsed(data: str) -> Any:
    problem = False
    try:
        return json.loads(data)
    except ValueError:
        problem = True
    # raised outside `except`: the cause would hold the text
    raise MalformedStream("an event that is not JSON" if problem else "")


def _text(choice: Any) -> str:
    if not isinstance(choice, dict):
        raise MalformedStream("a choice that is no object")
    delta = choice.get("delta") or {}
    text = delta.get("content") if isinstance(delta, dict) else None
    return text if isinstance(text, str) else ""


def _counts(usage: Any) -> dict[str, int]:
    if not isinstance(usage, dict):
        return {}
    found = {key: value for key, value in usage.items() if isinstance(value, int) and not isinstance(value, bool)}
    details = usage.get("prompt_tokens_details")
    if isinstance(details, dict) and isinstance(details.get("cached_tokens"), int):
        found["cached_tokens"] = details["cached_tokens"]
    return {key: value for key, value in found.items() if value >= 0}


def _figures(timings: Any) -> dict[str, float]:
    if not isinstance(timings, dict):
        return {}
    return {
        str(key): float(value)
        for key, value in timings.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }
