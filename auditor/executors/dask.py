"""Workers of a Dask cluster: the one at DASK_SCHEDULER_ADDRESS, else one made on this machine's loopback.

Workers read their own shards, so the dataset must lie at the same path for all of them; text never goes to the
scheduler, only shards go out and masked results come back.
"""

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
    try:
        from distributed import Client, KilledWorker, LocalCluster
    except ImportError:
        raise MissingExtra("the dask executor", "dask") from None
    address = os.environ.get("DASK_SCHEDULER_ADDRESS")
    with (
        _cluster(None if address else LocalCluster, workers) as cluster,
        _client(Client, address or cluster) as client,
    ):
        waiting: deque[tuple[Item, Any]] = deque()
        for item in items:
            # pure=False: the same shard twice is two pieces of work; two tries like every executor
            waiting.append((item, client.submit(fn, item, pure=False, retries=1)))
            if len(waiting) >= workers * _AHEAD:
                yield _result(*waiting.popleft(), KilledWorker)
        while waiting:
            yield _result(*waiting.popleft(), KilledWorker)


def _cluster(kind: Any, workers: int) -> Any:
    from contextlib import nullcontext

    if kind is None:
        return nullcontext()
    return kind(n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None)


def _client(kind: Any, where: Any) -> Any:
    return kind(where, set_as_default=False)


def _result(item: Item, future: Any, killed: type[Exception]) -> Any:
    try:
        return future.result()
    except killed:
        return Crashed(item, "the worker process died on this part (killed, or out of memory)")


EXECUTOR = Executor("dask", _map)
