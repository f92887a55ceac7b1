from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.errors import ConfigError
from auditor.interview.saving import Sheet

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_file_is_written_whole_and_leaves_nothing_beside(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "audit.yaml")
    assert sheet.read() is None
    sheet.write("a: 1\n")
    sheet.write("a: 2\r\n")
    assert [path.name for path in tmp_path.iterdir()] == ["audit.yaml"]
    assert Sheet(tmp_path / "audit.yaml").read() == "a: 2\r\n"


def test_a_change_by_somebody_else_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "audit.yaml"
    path.write_text("a: 1\n", encoding="utf-8")
    sheet = Sheet(path)
    sheet.read()
    path.write_text("a: 2\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="changed on disk"):
        sheet.write("a: 3\n")
    assert path.read_text(encoding="utf-8") == "a: 2\n"


def test_rights_and_links_stay(tmp_path: Path) -> None:
    target, link = tmp_path / "real.yaml", tmp_path / "audit.yaml"
    target.write_text("a: 1\n", encoding="utf-8")
    target.chmod(0o600)
    link.symlink_to(target)
    sheet = Sheet(link)
    sheet.read()
    sheet.write("a: 2\n")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "a: 2\n"
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_mark_at_the_beginning_is_no_content_and_other_bytes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "audit.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert Sheet(path).read() == "a: 1\n"
    path.write_bytes(b"a: \xff\n")
    with pytest.raises(ConfigError, match="not UTF-8") as told:
        Sheet(path).read()
    assert told.value.__cause__ is None
    assert told.value.__context__ is None
