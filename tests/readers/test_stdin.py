"""Standard input becomes a private file."""

from __future__ import annotations

import io
import stat
from typing import TYPE_CHECKING

import pytest

from auditor.readers.discover import discover
from auditor.readers.stdin import spool

if TYPE_CHECKING:
    from pathlib import Path


def test_the_copy_is_private_and_complete(tmp_path: Path) -> None:
    data = bytes(range(256)) * 10_000
    path = spool(io.BytesIO(data), tmp_path)
    assert path.read_bytes() == data
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (shown,) = (item.path for item in discover([path], show=str).skipped)
    assert shown == "stdin"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "stdin").write_text("mine")
    with pytest.raises(FileExistsError):
        spool(io.BytesIO(b"x"), tmp_path)


def test_standard_input_is_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"a":"x"}\n')))
    assert spool(None, tmp_path).read_bytes() == b'{"a":"x"}\n'
