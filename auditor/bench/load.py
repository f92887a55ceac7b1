"""Load: a closed loop keeps so many requests going, an open loop sends by the clock, whatever the server does."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from auditor.bench.call import Call
    from auditor.bench.client import Prompt, Sender


@dataclass(frozen=True, slots=True)
class Step:
    """One load level at one input size."""

    input_tokens: int  # asked for; what the server counted stands in the result
    output_tokens: int
    requests: int
    concurrency: int | None = None  # closed loop
    rate: float | None = None  # open loop: requests a second

    @property
    def id(self) -> str:
        """Its name in results."""
        how = f"c{self.concurrency}" if self.concurrency is not None else f"r{self.rate:g}"
        return f"{self.input_tokens}in-{self.output_tokens}out-{how}-n{self.requests}"


@dataclass(frozen=True, slots=True)
class Ran:
    """The calls of a step and how long it took."""

    calls: tuple[Call, ...]
    seconds: float


async def closed_loop(sender: Sender, prompts: Sequence[Prompt], concurrency: int, told: Callable[[Call], None]) -> Ran:
    """Each of so many clients sends its next request when its last one is answered."""
    waiting = list(reversed(list(enumerate(prompts))))
    calls: list[tuple[int, Call]] = []

    async def client() -> None:
        while waiting:
            place, prompt = waiting.pop()
            call = await sender.send(prompt)
            calls.append((place, call))
            told(call)

    start = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(concurrency):
            group.create_task(client())
    return Ran(tuple(call for _, call in sorted(calls, key=lambda item: item[0])), time.perf_counter() - start)


async def open_loop(
    sender: Sender, prompts: Sequence[Prompt], offsets: Sequence[float], told: Callable[[Call], None]
) -> Ran:
    """Requests leave at their offsets in seconds; latency counts from then, late sending included."""
    start = time.perf_counter()

    async def one(prompt: Prompt, offset: float) -> Call:
        await asyncio.sleep(max(0.0, start + offset - time.perf_counter()))
        call = await sender.send(prompt, scheduled=start + offset)
        told(call)
        return call

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(*pair)) for pair in zip(prompts, offsets, strict=True)]
    return Ran(tuple(task.result() for task in tasks), time.perf_counter() - start)


def poisson(rate: float, number: int, seed: int) -> tuple[float, ...]:
    """Seconds at which requests of a memoryless source arrive, the first at once."""
    source = random.Random(seed)  # noqa: S311  (repeatable load, guards nothing)
    at, offsets = 0.0, []
    for _ in range(number):
        offsets.append(at)
        at += source.expovariate(rate)
    return tuple(offsets)
