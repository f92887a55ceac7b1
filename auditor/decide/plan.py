"""The implementation plan of an option: what has to be done, after what, and how long the longest chain takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.decide.candidate import Range
from auditor.yaml_io import load_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from auditor.decide.candidate import Candidate
    from auditor.decide.capability import Fit


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work of one way."""

    id: str
    title: str
    weeks: Range
    deployments: tuple[str, ...]
    before: tuple[str, ...]
    tuned: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A task or a gap, placed in time."""

    id: str
    title: str
    weeks: Range
    after: tuple[str, ...]
    start: float  # weeks from now, by the middle durations
    end: float
    hours: Range | None = None  # people's time, where it closes a gap


@dataclass(frozen=True, slots=True)
class Schedule:
    """All steps, and the lead time."""

    steps: tuple[Step, ...]
    weeks: Range
    critical: tuple[str, ...]  # the longest chain, by the middle durations


@dataclass(frozen=True, slots=True)
class PlanBook:
    """All tasks."""

    tasks: tuple[Task, ...]

    def schedule(self, candidate: Candidate, fit: Fit) -> Schedule:
        """The plan of an option for an organisation with these gaps."""
        durations: dict[str, Range] = {item.id: item.weeks for item in fit.gaps}
        titles = {item.id: item.do for item in fit.gaps}
        hours = {item.id: item.hours for item in fit.gaps}
        before: dict[str, tuple[str, ...]] = {item.id: () for item in fit.gaps}
        for task in self.tasks:
            if candidate.hosting not in task.deployments or (task.tuned and not candidate.tuned):
                continue
            if task.id == "conditions" and not candidate.conditions:
                continue
            durations[task.id], titles[task.id] = task.weeks, task.title
            before[task.id] = task.before
        after = {name: tuple(other for other in needs if other in durations) for name, needs in before.items()}
        ends = {
            bound: _ends(after, {n: getattr(w, bound) for n, w in durations.items()})
            for bound in ("low", "mid", "high")
        }
        middle = ends["mid"]
        steps = [
            Step(name, titles[name], span, after[name], middle[name] - span.mid, middle[name], hours.get(name))
            for name, span in durations.items()
        ]
        steps.sort(key=lambda step: (step.start, step.end, step.id))
        last = Range(*(max(ends[bound].values(), default=0.0) for bound in ("low", "mid", "high")))
        return Schedule(tuple(steps), last, _chain(after, middle))


def _ends(after: Mapping[str, tuple[str, ...]], weeks: Mapping[str, float]) -> dict[str, float]:
    """When each step ends if it begins as soon as what it waits for is done."""
    ends: dict[str, float] = {}

    def end(name: str) -> float:
        if name not in ends:
            ends[name] = max((end(other) for other in after[name]), default=0.0) + weeks[name]
        return ends[name]

    for name in after:
        end(name)
    return ends


def _chain(after: Mapping[str, tuple[str, ...]], ends: Mapping[str, float]) -> tuple[str, ...]:
    """The steps that make the lead time, first to last."""
    if not ends:
        return ()
    name = max(ends, key=lambda step: (ends[step], step))
    chain = [name]
    while after[name]:
        name = max(after[name], key=lambda step: (ends[step], step))
        chain.append(name)
    return tuple(reversed(chain))


def load_plan(path: Path) -> PlanBook:
    """The shipped tasks."""
    return PlanBook(tuple(_task(row) for row in load_yaml(path)["tasks"]))


def _task(row: dict[str, Any]) -> Task:
    return Task(
        id=row["id"],
        title=row["title"],
        weeks=Range(*row["weeks"]),
        deployments=tuple(row["for"]),
        before=tuple(row["before"]),
        tuned=bool(row.get("tuned", False)),
    )
