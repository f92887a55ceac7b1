"""One endpoint, measured: a first request, warm-up, load steps, queries, probes; what is done is kept at once."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from auditor.bench.call import NO_LIMITS, Call, Limits
from auditor.bench.client import Prompt, warm_up
from auditor.bench.load import Ran, closed_loop, open_loop, poisson
from auditor.bench.probes import Probe, right
from auditor.bench.scorers import JUDGE, plain, score
from auditor.bench.stream import Fault

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from auditor.bench.client import Sender
    from auditor.bench.journal import Journal
    from auditor.bench.load import Step
    from auditor.bench.queries import Query

#: Faults after which nothing else of this endpoint can work.
_HOPELESS = {
    Fault.CONNECT: "nothing answers there: is the address right, is the server running?",
    Fault.UNAUTHORISED: "the key is refused: is it the right one, and does it have the right to use this model?",
    Fault.NOT_FOUND: "the address or the model is unknown there: the address ends in /v1 as a rule",
}
_WORDS = (
    "river",
    "table",
    "window",
    "letter",
    "garden",
    "number",
    "winter",
    "paper",
    "bridge",
    "morning",
    "corner",
    "music",
)


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be measured at an endpoint."""

    steps: tuple[Step, ...] = ()
    queries: tuple[Query, ...] = ()
    probes: tuple[Probe, ...] = ()
    repeats: int = 1
    warm_up: int = 2
    limits: Limits = NO_LIMITS
    concurrency: int = 1  # of queries and probes
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Measurement:
    """What came of it, as far as it went."""

    steps: tuple[tuple[Step, Ran], ...] = ()
    answers: tuple[tuple[Query, tuple[bool | None, ...]], ...] = ()  # None = no answer came
    probes: tuple[tuple[Probe, bool | None], ...] = ()
    stopped: str = ""  # why it did not go on


class Told(Protocol):
    """Is told of every finished request."""

    def __call__(self, what: str) -> None:
        """One more request of that kind is done."""
        ...


@dataclass(slots=True)
class Bench:
    """Measures one endpoint."""

    name: str
    sender: Sender
    journal: Journal
    tokens: Callable[[str], int]
    told: Told
    judge: Sender | None = None

    async def run(self, job: Job) -> Measurement:
        """Everything in order; an endpoint that can't work is left at once, and what was measured is kept."""
        first = await self.sender.send(Prompt(({"role": "user", "content": "Say yes."},), 4))
        if first.fault in _HOPELESS:
            return Measurement(stopped=f"{first.fault.value}: {_HOPELESS[first.fault]}")
        await warm_up(self.sender, self.prompts(64, 8, job.warm_up, job.seed))
        steps = [(step, await self._step(step, job.seed)) for step in job.steps]
        answers = await self._all(job.queries, job.concurrency, lambda query: self._query(query, job.repeats))
        marks = await self._all(job.probes, job.concurrency, self._probe)
        return Measurement(
            steps=tuple(steps),
            answers=tuple(zip(job.queries, answers, strict=True)),
            probes=tuple(zip(job.probes, marks, strict=True)),
        )

    # ------------------------------------------------------------ load

    def prompts(self, size: int, output: int, number: int, seed: int) -> list[Prompt]:
        """Made-up prompts of about so many tokens, each different, so that no cache answers for the model."""
        source = random.Random(f"{seed}:{size}:{output}")  # noqa: S311  (repeatable load, guards nothing)
        each = max(0.5, self.tokens(" ".join(_WORDS * 8)) / (len(_WORDS) * 8))
        count = max(1, round(size / each) - 12)
        return [
            Prompt(
                ({"role": "user", "content": f"{place} {_listing(source, count)}\nWrite on in the same way."},), output
            )
            for place in range(number)
        ]

    async def _step(self, step: Step, seed: int) -> Ran:
        key = f"{self.name}/step/{step.id}"
        kept = self.journal.get(key)
        if kept is not None:
            return ran_of(kept)
        prompts = self.prompts(step.input_tokens, step.output_tokens, step.requests, seed)
        if step.concurrency is not None:
            ran = await closed_loop(self.sender, prompts, step.concurrency, lambda _call: self.told("load"))
        else:
            offsets = poisson(step.rate or 1.0, step.requests, seed)
            ran = await open_loop(self.sender, prompts, offsets, lambda _call: self.told("load"))
        self.journal.put(key, row_of(ran))
        return ran

    # ------------------------------------------------------------ queries and probes

    async def _all(self, items: Sequence[Any], concurrency: int, work: Callable[[Any], Awaitable[Any]]) -> list[Any]:
        """Work on all items, so many at a time, results in order."""
        free = asyncio.Semaphore(max(1, concurrency))

        async def one(item: Any) -> Any:
            async with free:
                return await work(item)

        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(item)) for item in items]
        return [task.result() for task in tasks]

    async def _query(self, query: Query, repeats: int) -> tuple[bool | None, ...]:
        marks = []
        for repeat in range(repeats):
            key = f"{self.name}/query/{query.id}/{repeat}"
            kept = self.journal.get(key)
            if kept is None:
                call = await self.sender.send(query.prompt)
                mark = await self._mark(query, call.text) if _answered(call) else None
                self.told("queries")
                kept = [mark]
                if _answered(call):  # what failed is asked again when the run goes on
                    self.journal.put(key, kept)
            marks.append(kept[0])
        return tuple(marks)

    async def _mark(self, query: Query, answer: str) -> bool | None:
        if query.scorer != JUDGE:
            return score(query.scorer, answer, query.expected, query.given)
        if self.judge is None:
            return None
        call = await self.judge.send(_judging(query, answer))
        words = plain(call.text).split()
        return None if not call.ok or not words else words[0].strip(",.:;") == "yes"

    async def _probe(self, probe: Probe) -> bool | None:
        key = f"{self.name}/probe/{probe.id}"
        kept = self.journal.get(key)
        if kept is None:
            call = await self.sender.send(probe.prompt)
            self.told("probes")
            kept = [right(probe, call.text) if _answered(call) else None]
            if _answered(call):
                self.journal.put(key, kept)
        mark: bool | None = kept[0]
        return mark


def _answered(call: Call) -> bool:
    """Whether an answer came; an empty one is an answer, and a wrong one."""
    return call.ok or call.fault is Fault.EMPTY


def _listing(source: random.Random, count: int) -> str:
    return " ".join(source.choice(_WORDS) for _ in range(count))


def _judging(query: Query, answer: str) -> Prompt:
    question = "\n".join(message["content"] for message in query.prompt.messages)
    rubric = query.given.get("rubric", "The answer says the same as the reference and nothing that contradicts it.")
    text = (
        f"You check an answer. Rule: {rubric}\n\nQuestion:\n{question}\n\nReference:\n{query.expected}\n\n"
        f"Answer to check:\n{answer}\n\nIs the rule met? Reply with yes or no only."
    )
    return Prompt(({"role": "user", "content": text},), 4)


# ---------------------------------------------------------------- what the journal keeps of a step


def row_of(ran: Ran) -> dict[str, Any]:
    """Figures of a step, times counted from when each request should have been sent; no text."""
    return {"seconds": ran.seconds, "calls": [_figures(call) for call in ran.calls]}


def _figures(call: Call) -> list[Any]:
    def since(moment: float | None) -> float | None:
        return None if moment is None else moment - call.scheduled

    counts = [call.input_tokens, call.output_tokens, call.cached_tokens, call.chunks, call.retries, call.rate_limited]
    return [since(call.sent), since(call.first), since(call.last), *counts, call.fault and call.fault.value]


def ran_of(row: dict[str, Any]) -> Ran:
    """The step that a journal kept."""
    return Ran(tuple(_call(figures) for figures in row["calls"]), float(row["seconds"]))


def _call(figures: list[Any]) -> Call:
    sent, first, last, tokens_in, tokens_out, cached, chunks, retries, limited, fault = figures
    return Call(
        scheduled=0.0,
        sent=sent,
        first=first,
        last=last,
        input_tokens=tokens_in,
        output_tokens=tokens_out,
        cached_tokens=cached,
        chunks=chunks,
        retries=retries,
        rate_limited=limited,
        fault=Fault(fault) if fault else None,
    )
