"""The contract of an executor: run one function over many shards, in order, without running ahead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MEMBER = False

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Crashed:
    """What an executor yields in place of a result when an item could not be worked twice in a row."""

    item: object
    reason: str


class Map(Protocol):
    """`fn` over `items`, results in input order, lazily, with at most a few items per worker in flight."""

    def __call__(self, fn: Callable[[Item], Result], items: Iterable[Item], workers: int) -> Iterator[Result | Crashed]:
        """Run."""
        ...


@dataclass(frozen=True, slots=True)
class Executor:
    """One way of running: a module of this room exposes one as EXECUTOR."""

    id: str
    map: Map
