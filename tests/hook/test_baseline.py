"""The file of accepted findings: stable, sorted, mergeable, and strict about keys and broken lines."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from auditor.errors import ConfigError
from auditor.hook.baseline import Accepted, Baseline, merged, read

if TYPE_CHECKING:
    from pathlib import Path

KEY = "1a2b3c4d"
TODAY = dt.date(2026, 11, 22)
ONE = Accepted("0" * 16, "EMAIL_ADDRESS", "a b.md")
TWO = Accepted("1" * 16, "DE_TAX_ID", "data/x.md", dt.date(2026, 12, 1), "A. Lead", "test\tdata\nonly")


def written(tmp_path: Path, *rows: str) -> Path:
    file = tmp_path / ".audit-baseline"
    file.write_text("\n".join([f"# audit baseline v1, key {KEY}, tier fast", *rows, ""]), encoding="utf-8")
    return file


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "b"
    text = Baseline(KEY, "fast", (TWO, ONE, ONE)).text()
    file.write_text(text, encoding="utf-8")
    again = read(file, KEY)
    assert again.lines == (ONE, TWO)
    assert again.lines[1].until == TWO.until
    assert again.lines[1].reason == "test data only"
    assert again.text() == text


def test_lines_are_sorted_and_hold_no_places() -> None:
    rows = Baseline(KEY, "fast", (TWO, ONE)).text().splitlines()
    assert rows[2:] == [
        "0000000000000000\tEMAIL_ADDRESS\ta b.md",
        "1111111111111111\tDE_TAX_ID\tdata/x.md\tuntil=2026-12-01\tby=A. Lead\treason=test data only",
    ]


def test_another_key_is_an_error_that_says_how_to_share(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as told:
        read(written(tmp_path), "ffffffff")
    assert f"made under key {KEY}, this run uses key ffffffff" in told.value.message
    assert "AUDIT_KEY" in told.value.hint
    assert "secret" in told.value.hint


def test_a_union_of_baselines_under_two_keys_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="eeeeeeee"):
        read(written(tmp_path, "# audit baseline v1, key eeeeeeee"), KEY)


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("<<<<<<< HEAD", "conflict"),
        ("no line", "not a line"),
        ("xyz\tEMAIL_ADDRESS\ta.md", "not a line"),
        ("*\t*\t*", "every finding"),
        ("*\tEMAIL_ADDRESS\t*\tuntil=soon", "takes a date"),
    ],
)
def test_a_broken_line_is_told_with_its_number(tmp_path: Path, row: str, what: str) -> None:
    with pytest.raises(ConfigError, match=rf":2: .*{what}"):
        read(written(tmp_path, row), KEY)


def test_a_file_that_is_no_baseline(tmp_path: Path) -> None:
    file = tmp_path / "b"
    for content in (b"", b"\xff\xfe", b"hello\n"):
        file.write_bytes(content)
        with pytest.raises(ConfigError, match="baseline"):
            read(file, KEY)
    with pytest.raises(ConfigError, match="can't be read"):
        read(tmp_path / "missing", KEY)


@pytest.mark.parametrize(
    ("line", "path", "is_accepted"),
    [
        (Accepted("0" * 16, "EMAIL_ADDRESS", "a.md"), "a.md", True),
        (Accepted("0" * 16, "EMAIL_ADDRESS", "a.md"), "b.md", False),
        (Accepted("1" * 16, "EMAIL_ADDRESS", "a.md"), "a.md", False),
        (Accepted("*", "EMAIL_ADDRESS", "*"), "b.md", True),
        (Accepted("*", "EMAIL_*", "*"), "b.md", True),
        (Accepted("*", "PHONE_NUMBER", "*"), "b.md", False),
        (Accepted("*", "*", "docs"), "docs/deep/a.md", True),
        (Accepted("*", "*", "docs"), "docs2/a.md", False),
        (Accepted("*", "*", "*.md"), "docs/a.md", True),
        (Accepted("0" * 16, "*", "*"), "anything", True),
    ],
)
def test_what_a_line_accepts(line: Accepted, path: str, is_accepted: bool) -> None:
    index = Baseline(KEY, "fast", (line,)).index(TODAY)
    assert (index.accepts("0" * 16, "EMAIL_ADDRESS", path) is not None) is is_accepted


def test_a_path_with_brackets_is_itself() -> None:
    line = Accepted("0" * 16, "EMAIL_ADDRESS", "a[1].md")
    index = Baseline(KEY, "fast", (line,)).index(TODAY)
    assert index.accepts("0" * 16, "EMAIL_ADDRESS", "a[1].md") == line
    assert index.accepts("0" * 16, "EMAIL_ADDRESS", "a1.md") is None


def test_an_expired_line_accepts_nothing_and_is_told() -> None:
    assert TWO.until is not None
    on_the_day = Baseline(KEY, "fast", (TWO,)).index(TWO.until)
    the_day_after = Baseline(KEY, "fast", (TWO,)).index(TWO.until + dt.timedelta(days=1))
    assert on_the_day.accepts(TWO.fingerprint, TWO.entity, TWO.path) == TWO
    assert the_day_after.accepts(TWO.fingerprint, TWO.entity, TWO.path) is None
    assert the_day_after.expired == (TWO,)


def test_what_was_not_met_has_vanished() -> None:
    index = Baseline(KEY, "fast", (ONE, TWO, Accepted("*", "*", "docs"))).index(TODAY)
    index.accepts(ONE.fingerprint, ONE.entity, ONE.path)
    assert index.vanished() == [TWO]
    assert index.vanished(frozenset({"other.md"})) == []


def test_merging_keeps_the_first_ones_reason() -> None:
    with_reason = Accepted(ONE.fingerprint, ONE.entity, ONE.path, reason="known")
    assert [line.reason for line in merged([with_reason], [ONE, TWO])] == ["known", TWO.reason]
