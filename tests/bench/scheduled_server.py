"""A server that answers by a schedule and notes when it really did: the ground truth for times, and faults on demand."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable


@dataclass(frozen=True)
class Plan:
    """How one request is answered."""

    ttft: float = 0.02
    itl: float = 0.005
    tokens: int = 5
    status: int = 200
    retry_after: str = ""
    end: str = "done"  # done, truncated (no end), reset (connection cut), malformed, error_event, empty, hang
    answer: str = ""  # instead of counted words
    usage: bool = True
    location: str = ""
    close: bool = False  # hang up after the answer without saying so before


@dataclass
class Served:
    """What the server really did: seconds of the same clock as the client's."""

    received: float
    first: float | None = None
    last: float | None = None
    body: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


class ScheduledServer:
    """Answers the n-th request by the plan of n."""

    def __init__(self, plan: Callable[[int], Plan]) -> None:
        self.plan = plan
        self.served: list[Served] = []
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._one(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        lines = head.split("\r\n")
        headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in lines[1:] if line)}
        body = json.loads(await reader.readexactly(int(headers.get("content-length", "0"))) or b"{}")
        served = Served(time.perf_counter(), body=body, headers=headers)
        number = len(self.served)
        self.served.append(served)
        plan = self.plan(number)
        if plan.status != 200:
            extra = f"retry-after: {plan.retry_after}\r\n" if plan.retry_after else ""
            extra += f"location: {plan.location}\r\n" if plan.location else ""
            writer.write(f"HTTP/1.1 {plan.status} No\r\ncontent-length: 2\r\n{extra}\r\n{{}}".encode())
            await writer.drain()
            return True
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
        return await self._stream(writer, plan, served)

    async def _stream(self, writer: asyncio.StreamWriter, plan: Plan, served: Served) -> bool:
        words = plan.answer.split(" ") if plan.answer else [f"w{n}" for n in range(plan.tokens)]
        if plan.end == "empty":
            words = []
        await self._event(writer, {"choices": [{"delta": {"role": "assistant", "content": ""}}]})
        due = served.received + plan.ttft
        for place, word in enumerate(words):
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            if plan.end == "malformed" and place == 2:
                await self._chunk(writer, b"data: {not json\n\n")
            if plan.end == "error_event" and place == 2:
                await self._event(writer, {"error": {"message": "out of memory"}})
            if plan.end in ("truncated", "reset") and place == 3:
                break
            text = word if place == 0 else f" {word}"
            served.last = time.perf_counter()
            served.first = served.last if served.first is None else served.first
            await self._event(writer, {"choices": [{"delta": {"content": text}}]})
            due += plan.itl
        if plan.end == "hang":
            await asyncio.sleep(30)
        if plan.end == "reset":
            writer.transport.abort()
            return False
        if plan.end == "truncated":
            writer.write(b"0\r\n\r\n")
            await writer.drain()
            return True
        usage = {"prompt_tokens": 40, "completion_tokens": len(words)} if plan.usage else None
        await self._event(writer, {"choices": [{"delta": {}, "finish_reason": "stop"}], "usage": usage})
        await self._chunk(writer, b"data: [DONE]\n\n")
        writer.write(b"0\r\n\r\n")
        await writer.drain()
        return not plan.close

    async def _event(self, writer: asyncio.StreamWriter, event: dict[str, Any]) -> None:
        await self._chunk(writer, b"data: " + json.dumps(event).encode() + b"\n\n")

    async def _chunk(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        writer.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        await writer.drain()


@asynccontextmanager
async def serving(plan: Plan | Callable[[int], Plan]) -> AsyncIterator[ScheduledServer]:
    """A server on a free port of the loopback, gone afterwards."""
    chosen = plan if callable(plan) else lambda _number: plan
    server = ScheduledServer(chosen)
    listening = await asyncio.start_server(server.handle, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()


class ServerThread:
    """The scheduled server in a thread of its own, for code that brings its own event loop."""

    def __init__(self, answer: Plan) -> None:
        self.server = ScheduledServer(lambda _number: answer)
        self.ready = threading.Event()
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        async def listen() -> None:
            listening = await asyncio.start_server(self.server.handle, "127.0.0.1", 0)
            self.server.port = listening.sockets[0].getsockname()[1]
            self.stop = asyncio.Event()
            self.ready.set()
            await self.stop.wait()
            listening.close()

        self.loop.run_until_complete(listen())
        self.loop.close()

    def __enter__(self) -> ScheduledServer:
        self.thread.start()
        assert self.ready.wait(10)
        return self.server

    def __exit__(self, *exc: object) -> None:
        self.loop.call_soon_threadsafe(self.stop.set)
        self.thread.join(10)
