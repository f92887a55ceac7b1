"""Workers of a Ray cluster: the one at RAY_ADDRESS, else one on this machine, without its dashboard and usage reports."""

from __future__ import annotations

import os
from collections import deque
from typing import TYPE_CHECKING, Any

from auditor.errors import MissingExtra
from auditor.executors.base import Crashed, Executor, Item, Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_AHEAD = 3


def _map(fn: Callable[[Item], Result], items: Iterable[Item], workers: int) -> Iterator[Result | Crashed]:
    # Ray reports usage to its makers unless told not to: an auditor makes no call that nobody asked for
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    try:
        import ray
    except ImportError:
        raise MissingExtra("the ray executor", "ray") from None
    own = not ray.is_initialized()
    if own:
        address = os.environ.get("RAY_ADDRESS")
        ray.init(address=address, **({} if address else {"num_cpus": workers, "include_dashboard": False}))
    try:
        run = ray.remote(max_retries=1)(_named(fn))
        waiting: deque[tuple[Item, Any]] = deque()
        for item in items:
            waiting.append((item, run.remote(item)))
            if len(waiting) >= workers * _AHEAD:
                yield _result(ray, *waiting.popleft())
        while waiting:
            yield _result(ray, *waiting.popleft())
    finally:
        if own:
            ray.shutdown()


def _named(fn: Callable[[Item], Result]) -> Callable[[Item], Result]:
    """Ray wants a function, a scan is a callable object."""

    def work(item: Item) -> Result:
        return fn(item)

    return work


def _result(ray: Any, item: Item, reference: Any) -> Any:
    try:
        return ray.get(reference)
    except (ray.exceptions.WorkerCrashedError, ray.exceptions.OutOfMemoryError):
        return Crashed(item, "the worker process died on this part (killed, or out of memory)")


EXECUTOR = Executor("ray", _map)
