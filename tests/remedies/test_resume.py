"""An interrupted copy goes on where it stopped; nothing is overwritten; other settings are another copy."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from auditor.errors import AuditError, ConfigError, UsageError
from auditor.executors.base import Executor
from auditor.readers import base
from auditor.remedies.journal import JOURNAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from tests.remedies.conftest import Copier

MAIL = "jane.roe@mail-werk.net"


class StoppedError(Exception):
    """The power went."""


def _stopping(after: int) -> Executor:
    """Works some pieces and then dies."""

    def run(fn: Callable[[Any], Any], items: Iterable[Any], workers: int) -> Iterator[Any]:
        for number, item in enumerate(items):
            if number == after:
                raise StoppedError
            yield fn(item)

    return Executor("stopping", run)


def _counting(seen: list[Any]) -> Executor:
    def run(fn: Callable[[Any], Any], items: Iterable[Any], workers: int) -> Iterator[Any]:
        for item in items:
            seen.append(item)
            yield fn(item)

    return Executor("counting", run)


@pytest.mark.parametrize("after", range(6))
def test_a_copy_goes_on_inside_a_file(copier: Copier, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    monkeypatch.setattr(base, "SHARD_BYTES", 64)
    lines = "".join(f'{{"n": {n}, "t": "to {MAIL}"}}\n' for n in range(6))
    copier.write("a.jsonl", lines.encode())
    copier.write("b.txt", f"{MAIL}\n".encode())
    with pytest.raises(StoppedError):
        replace(copier, executor=_stopping(after)).run()
    assert (copier.out / JOURNAL).exists()
    again: list[Any] = []
    done = replace(copier, executor=_counting(again)).run()
    whole = type(copier)(copier.root / "whole", copier.key)
    whole.write("a.jsonl", lines.encode())
    whole.write("b.txt", f"{MAIL}\n".encode())
    every: list[Any] = []
    fresh = replace(whole, executor=_counting(every)).run()
    assert len(again) == len(every) - after
    assert (copier.out / "a.jsonl").read_bytes() == lines.replace(MAIL, "***").encode()
    assert (copier.out / "b.txt").read_bytes() == b"***\n"
    assert done.account == fresh.account
    assert sorted(done.rewritten) == ["a.jsonl", "b.txt"]


def test_a_line_cut_off_in_the_journal_does_not_count(copier: Copier) -> None:
    copier.write("a.txt", f"{MAIL}\n".encode())
    with pytest.raises(StoppedError):
        replace(copier, executor=_stopping(0)).run()
    with (copier.out / JOURNAL).open("ab") as out:
        out.write(b'{"file": "x')
    copier.run()
    assert (copier.out / "a.txt").read_bytes() == b"***\n"


def test_another_plan_is_another_copy(copier: Copier) -> None:
    copier.write("a.txt", f"{MAIL}\n".encode())
    with pytest.raises(StoppedError):
        replace(copier, executor=_stopping(0)).run()
    with pytest.raises(ConfigError, match="begun from other data, settings or key"):
        copier.run("PERSON")


def test_a_lost_piece_is_told(copier: Copier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "SHARD_BYTES", 32)
    copier.write("a.jsonl", f'{{"t": "to {MAIL}"}}\n'.encode() * 4)
    with pytest.raises(StoppedError):
        replace(copier, executor=_stopping(2)).run()
    for part in copier.out.glob(".*.part"):
        part.write_bytes(b"")
    with pytest.raises(AuditError, match="a piece of the unfinished copy is gone"):
        copier.run()


def test_nothing_is_overwritten(copier: Copier) -> None:
    copier.write("a.txt", b"x\n")
    copier.out.mkdir()
    (copier.out / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="is not empty"):
        copier.run()
    assert (copier.out / "mine.txt").read_text() == "mine"
