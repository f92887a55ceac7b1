"""Sends one request and measures it: streaming, bounded retries, no redirects, no proxies, no other host."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from auditor.bench.call import Call
from auditor.bench.stream import Arrivals, Fault, MalformedStream
from auditor.errors import MissingExtra

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.bench.endpoint import Endpoint, Key

#: A server may close an idle connection just as we use it again: that says nothing about the server's answer.
_STALE = 4
_RETRIED = (Fault.RATE_LIMITED, Fault.SERVER, Fault.CONNECT)


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is sent."""

    messages: tuple[Mapping[str, str], ...]
    max_tokens: int
    temperature: float = 0.0
    seed: int = 7

    def body(self, model: str) -> dict[str, Any]:
        """The request's JSON."""
        return {
            "model": model,
            "messages": [dict(message) for message in self.messages],
            "max_tokens": self.max_tokens,
            "temperature": self.temperature,
            "seed": self.seed,
            "stream": True,
            "stream_options": {"include_usage": True},
        }


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait and how often to try again."""

    timeout: float = 120.0  # of a whole request, in seconds
    retries: int = 2
    pause: float = 0.5  # before the first retry; doubles, with jitter; a server's Retry-After wins
    longest_pause: float = 30.0


class Sender(Protocol):
    """Sends a prompt and measures it."""

    async def send(self, prompt: Prompt, scheduled: float | None = None) -> Call:
        """One request, retries included."""
        ...


class HttpSender:
    """The sender over HTTP; use as an async context manager."""

    def __init__(self, endpoint: Endpoint, key: Key, patience: Patience, connections: int = 256) -> None:
        """Nothing is sent before the first `send`."""
        try:
            import httpx
        except ImportError:
            httpx = None  # type: ignore[assignment]
        if httpx is None:
            raise MissingExtra("audit bench", "bench")
        self._httpx = httpx
        self.endpoint, self.patience = endpoint, patience
        self._client = httpx.AsyncClient(
            headers=key.headers(),
            timeout=httpx.Timeout(patience.timeout),
            limits=httpx.Limits(max_connections=connections, max_keepalive_connections=connections),
            follow_redirects=False,
            trust_env=False,
        )
        self._jitter = random.Random(7)  # noqa: S311  (spreads retries, guards nothing)

    async def __aenter__(self) -> HttpSender:
        """The sender itself."""
        return self

    async def __aexit__(self, *exc: object) -> None:
        """Closes all connections."""
        await self._client.aclose()

    async def send(self, prompt: Prompt, scheduled: float | None = None) -> Call:
        """One request; what can be tried again is, and the time it takes counts."""
        start = time.perf_counter() if scheduled is None else scheduled
        limited = 0
        for attempt in range(self.patience.retries + 1):
            call, wait = await self._fresh(prompt)
            limited += call.fault is Fault.RATE_LIMITED
            call = replace(call, scheduled=start, retries=attempt, rate_limited=limited)
            if call.fault not in _RETRIED or attempt == self.patience.retries:
                return call
            await asyncio.sleep(self._pause(attempt, wait))
        raise AssertionError("the loop returns")

    def _pause(self, attempt: int, asked: float | None) -> float:
        own = self.patience.pause * 2.0**attempt * self._jitter.uniform(0.8, 1.2)
        return min(self.patience.longest_pause, asked if asked is not None else own)

    async def _fresh(self, prompt: Prompt) -> tuple[Call, float | None]:
        """One try, again at once where a kept connection had been closed before anything was answered."""
        for _ in range(_STALE):
            try:
                return await self._once(prompt)
            except self._httpx.RemoteProtocolError:
                continue
        return Call(time.perf_counter(), time.perf_counter(), fault=Fault.CONNECT), None

    async def _once(self, prompt: Prompt) -> tuple[Call, float | None]:
        """One try: the call, and how long the server asks to wait."""
        sent = time.perf_counter()
        arrivals = Arrivals()
        fault: Fault | None = None
        wait: float | None = None
        try:
            async with asyncio.timeout(self.patience.timeout):
                fault, wait = await self._stream(prompt, arrivals)
        except TimeoutError:
            fault = Fault.TIMEOUT
        except MalformedStream:
            fault = Fault.MALFORMED
        except self._httpx.TimeoutException:
            fault = Fault.TIMEOUT
        except self._httpx.RemoteProtocolError:
            if not arrivals.begun:
                raise
            fault = Fault.TRUNCATED
        except self._httpx.ReadError:
            fault = Fault.TRUNCATED if arrivals.begun else Fault.CONNECT
        except (self._httpx.TransportError, UnicodeDecodeError):
            fault = Fault.CONNECT
        return _call(sent, arrivals, fault), wait

    async def _stream(self, prompt: Prompt, arrivals: Arrivals) -> tuple[Fault | None, float | None]:
        body = prompt.body(self.endpoint.model)
        async with self._client.stream("POST", self.endpoint.chat, json=body) as response:
            arrivals.begun = True
            refused = fault_of(response.status_code)
            if refused is not None:
                return refused, _retry_after(response.headers.get("retry-after"))
            async for line in response.aiter_lines():
                arrivals.line(line, time.perf_counter())
        return arrivals.fault, None


def _call(sent: float, arrivals: Arrivals, fault: Fault | None) -> Call:
    return Call(
        scheduled=sent,
        sent=sent,
        first=arrivals.first,
        last=arrivals.last,
        input_tokens=arrivals.usage.get("prompt_tokens"),
        output_tokens=arrivals.usage.get("completion_tokens"),
        cached_tokens=arrivals.usage.get("cached_tokens", 0),
        chunks=arrivals.chunks,
        fault=fault,
        server=tuple(sorted(arrivals.timings.items())),
        text="".join(arrivals.text),
    )


def fault_of(status: int) -> Fault | None:
    """What an HTTP status means."""
    if status == 200:
        return None
    named = {401: Fault.UNAUTHORISED, 403: Fault.UNAUTHORISED, 404: Fault.NOT_FOUND, 429: Fault.RATE_LIMITED}
    return named.get(status, Fault.SERVER if status >= 500 else Fault.REFUSED)


def _retry_after(header: str | None) -> float | None:
    """Seconds to wait; dates and nonsense are left to our own pause."""
    try:
        seconds = float(header) if header is not None else None
    except ValueError:
        return None
    return seconds if seconds is not None and 0 <= seconds < 3600 else None


async def warm_up(sender: Sender, prompts: Sequence[Prompt]) -> None:
    """Requests that are thrown away, so that caches and connections don't count."""
    for prompt in prompts:
        await sender.send(prompt)
