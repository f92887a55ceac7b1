"""A pool of processes with a sliding window: results in order, bounded memory, and a killed worker loses nothing.

Workers are spawned, not forked: the parent may hold threads. Only shards go in and masked results come out.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Generic

from auditor.executors.base import Crashed, Executor, Item, Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.process import BaseProcess

#: Items in flight per worker: enough to keep it busy, little enough to bound what waits to be merged.
_AHEAD = 3


def _end_with_parent() -> None:
    """A worker whose parent was killed ends too: it would wait for work for ever, and hold its memory."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_and_end, args=(parent,), daemon=True).start()


def _wait_and_end(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)  # the work it may be at is nobody's any more; nothing is half written


class _Pool(Generic[Item, Result]):
    """A process pool that can be replaced when a worker dies."""

    def __init__(self, fn: Callable[[Item], Result], workers: int) -> None:
        self.fn, self.workers = fn, workers
        self.pool = self._new()

    def _new(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.workers, mp_context=context, initializer=_end_with_parent)

    def submit(self, item: Item) -> Future[Result]:
        return self.pool.submit(self.fn, item)

    def replace(self) -> None:
        self.pool.shutdown(wait=False, cancel_futures=True)
        self.pool = self._new()

    def close(self) -> None:
        self.pool.shutdown(wait=True, cancel_futures=True)


def _map(fn: Callable[[Item], Result], items: Iterable[Item], workers: int) -> Iterator[Result | Crashed]:
    pool = _Pool(fn, workers)
    waiting: deque[tuple[Item, Future[Result]]] = deque()
    source = iter(items)
    try:
        while True:
            _fill(pool, waiting, source, workers * _AHEAD)
            if not waiting:
                return
            item, future = waiting.popleft()
            try:
                result: Result | Crashed = future.result()
            except BrokenProcessPool:
                result = _after_crash(pool, waiting, item)
            yield result
    finally:
        pool.close()


def _fill(
    pool: _Pool[Item, Result], waiting: deque[tuple[Item, Future[Result]]], source: Iterator[Item], most: int
) -> None:
    while len(waiting) < most:
        try:
            item = next(source)
        except StopIteration:
            return
        try:
            waiting.append((item, pool.submit(item)))
        except BrokenProcessPool as broken:  # found out on submit: let the ordered loop handle it
            failed: Future[Result] = Future()
            failed.set_exception(broken)
            waiting.append((item, failed))


def _after_crash(
    pool: _Pool[Item, Result], waiting: deque[tuple[Item, Future[Result]]], item: Item
) -> Result | Crashed:
    """Work the item again alone in a new pool: what dies twice is reported; all that waited is submitted again."""
    pool.replace()
    try:
        result: Result | Crashed = pool.submit(item).result()
    except BrokenProcessPool:
        result = Crashed(item, "the worker process died twice on this part (killed, or out of memory)")
        pool.replace()
    again = [(other, future if _is_good(future) else pool.submit(other)) for other, future in waiting]
    waiting.clear()
    waiting.extend(again)
    return result


def _is_good(future: Future[Result]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


EXECUTOR = Executor("process", _map)
