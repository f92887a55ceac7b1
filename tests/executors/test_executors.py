"""Every executor equals the serial one, keeps order, does not run ahead, and survives a worker that dies."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from auditor.executors.base import Crashed, Executor
from auditor.executors.process import EXECUTOR as PROCESS
from auditor.registry import members

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def _square(number: int) -> int:
    return number * number


def _die_on_seven(number: int) -> int:
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def _die_once(item: tuple[int, str]) -> int:
    number, marker = item
    if number == 3:
        try:
            os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return number
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def _fail(number: int) -> int:
    raise ValueError(number)


EXECUTORS: dict[str, Executor] = members("auditor.executors", "EXECUTOR")


@pytest.mark.parametrize("name", [name for name in EXECUTORS if name in ("serial", "process")])
def test_results_come_in_order(name: str) -> None:
    assert list(EXECUTORS[name].map(_square, range(25), 2)) == [n * n for n in range(25)]


def test_a_pool_does_not_run_ahead_of_its_consumer() -> None:
    taken: list[int] = []

    def source() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    results = PROCESS.map(_square, source(), 2)
    next(results)
    assert len(taken) <= 12
    results.close()  # type: ignore[attr-defined]  # a generator


def test_an_item_that_kills_its_worker_twice_is_reported_and_the_rest_is_done() -> None:
    results = list(PROCESS.map(_die_on_seven, range(15), 2))
    assert [r for r in results if not isinstance(r, Crashed)] == [n for n in range(15) if n != 7]
    assert [r.item for r in results if isinstance(r, Crashed)] == [7]


def test_an_item_whose_worker_dies_once_is_worked_again(tmp_path: Path) -> None:
    items = [(n, str(tmp_path / "marker")) for n in range(6)]
    assert list(PROCESS.map(_die_once, items, 2)) == list(range(6))


def test_an_exception_of_the_function_reaches_the_caller() -> None:
    with pytest.raises(ValueError, match="0"):
        list(PROCESS.map(_fail, range(3), 2))


@pytest.mark.slow
@pytest.mark.enable_socket  # a cluster talks to itself over loopback
@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_a_dask_cluster_gives_the_same_in_order() -> None:
    pytest.importorskip("distributed", reason="the dask executor is an extra: pip install 'llm-data-auditor[dask]'")
    assert list(EXECUTORS["dask"].map(_square, range(10), 2)) == [n * n for n in range(10)]
