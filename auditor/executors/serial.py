"""One after the other in this process: the reference that every other executor must equal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.executors.base import Crashed, Executor, Item, Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def _map(fn: Callable[[Item], Result], items: Iterable[Item], workers: int) -> Iterator[Result | Crashed]:
    del workers  # there is one
    return map(fn, items)


EXECUTOR = Executor("serial", _map)
