"""Marks in comments: which formats have them, what they cover, and that a reason is needed."""

from __future__ import annotations

import pytest

from auditor.hook.marks import has_comments, marks


def covered(path: str, text: str, entity: str, line: int) -> bool:
    return any(mark.covers(entity, line, line) for mark in marks(path, text.split("\n")))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.py", "x = 1  # audit: allow[SECRET_PASSWORD] test value"),
        ("a.yaml", "x: 1 # audit: allow[SECRET_PASSWORD] test value"),
        ("a.js", "x = 1; // audit: allow[SECRET_PASSWORD] test value"),
        ("a.css", "x /* audit: allow[SECRET_PASSWORD] test value */"),
        ("a.sql", "x -- audit: allow[SECRET_PASSWORD] test value"),
        ("a.md", "x <!-- audit: allow[SECRET_PASSWORD] test value -->"),
        ("Dockerfile", "ENV x # audit: allow[SECRET_*] test value"),
        ("dir.csv/.env", "x=1 # audit: allow[IBAN_CODE, SECRET_PASSWORD] test value"),
    ],
)
def test_a_mark_covers_its_line(path: str, text: str) -> None:
    assert covered(path, f"{text}\nnext", "SECRET_PASSWORD", 1)
    assert not covered(path, f"{text}\nnext", "SECRET_PASSWORD", 2)
    assert not covered(path, text, "EMAIL_ADDRESS", 1)


def test_a_mark_alone_on_its_line_covers_the_next() -> None:
    text = "<!-- audit: allow[EMAIL_ADDRESS] our own address -->\nwrite to us\nand again"
    assert covered("a.md", text, "EMAIL_ADDRESS", 2)
    assert not covered("a.md", text, "EMAIL_ADDRESS", 3)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.py", "x = 1  # audit: allow[SECRET_PASSWORD]"),
        ("a.md", "x <!-- audit: allow[SECRET_PASSWORD] -->"),
        ("a.py", "x = 'audit: allow[SECRET_PASSWORD] no comment'"),
        ("a.py", "x = 'audit: allow[SECRET_PASSWORD] no comment' # later"),
        ("a.csv", "x # audit: allow[SECRET_PASSWORD] data"),
        ("a.jsonl", "x // audit: allow[SECRET_PASSWORD] data"),
        ("a.txt", "x # audit: allow[SECRET_PASSWORD] data"),
        ("a.py", "# audit: allow[SECRET_PASSWORD] " + "x" * 5000),
    ],
)
def test_what_is_no_mark(path: str, text: str) -> None:
    assert not covered(path, text, "SECRET_PASSWORD", 1)


def test_formats_of_data_have_no_marks() -> None:
    assert [has_comments(f"a.{suffix}") for suffix in ("csv", "json", "jsonl", "parquet", "txt", "py")] == [
        False
    ] * 5 + [True]
