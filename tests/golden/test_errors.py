"""Bad input: a clear message with path and record and what to do; the rest is still scanned; exit codes by contract."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FAST = ("--tier", "fast", "--workers", "1", "--no-cache", "--today", "2026-11-22")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A dataset with one good file."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "good.jsonl").write_text('{"text": "write to jane.roe@mail-werk.net"}\n', encoding="utf-8")
    return folder


def _report(ran_out: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(ran_out.read_text(encoding="utf-8"))
    return document


def _skipped(audit: Callable[..., Any], data: Path, tmp_path: Path) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    out = tmp_path / "out.json"
    ran = audit("scan", data, "-f", "json", "-o", out, *FAST)
    assert ran.code == 0, ran.err
    document = _report(out)
    assert document["profile"]["entities"]["EMAIL_ADDRESS"]["count"] == 1
    return document, {row["path"]: row for row in document["dataset"]["skipped"]}


def test_a_path_that_is_not_there(audit: Callable[..., Any], tmp_path: Path) -> None:
    ran = audit("scan", tmp_path / "missing")
    assert ran.code == 2
    assert "missing" in ran.err
    assert "hint:" in ran.err


def test_an_empty_folder_is_nothing_to_scan(audit: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = audit("scan", tmp_path / "empty")
    assert ran.code == 3
    assert "nothing to scan" in ran.err


def test_a_truncated_line_is_told_by_number_and_the_rest_is_scanned(
    audit: Callable[..., Any], data: Path, tmp_path: Path
) -> None:
    (data / "cut.jsonl").write_text('{"text": "a"}\n{"text": "b"}\n{"text": "Zebra', encoding="utf-8")
    document, skipped = _skipped(audit, data, tmp_path)
    assert "line 3" in skipped["cut.jsonl"]["reason"]
    assert skipped["cut.jsonl"]["record"] == 2
    assert "Zebra" not in json.dumps(document)
    assert document["dataset"]["records"] == 3


def test_a_broken_gzip_file_is_skipped_from_where_it_breaks(
    audit: Callable[..., Any], data: Path, tmp_path: Path
) -> None:
    whole = gzip.compress(b'{"text": "a"}\n' * 50_000)
    (data / "broken.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    _, skipped = _skipped(audit, data, tmp_path)
    assert "broken.jsonl.gz" in skipped


def test_an_unreadable_file_is_skipped_with_its_reason(audit: Callable[..., Any], data: Path, tmp_path: Path) -> None:
    (data / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200))
    _, skipped = _skipped(audit, data, tmp_path)
    assert skipped["photo.png"]["reason"] == "image"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("controller: [unclosed", "not valid YAML"),
        ("colection: {source: data_subject}", "collection"),
        ("sector: helth", "health"),
    ],
)
def test_a_wrong_declaration_names_file_line_and_what_was_meant(
    audit: Callable[..., Any], data: Path, text: str, says: str
) -> None:
    (data / "audit.yaml").write_text(text, encoding="utf-8")
    ran = audit("scan", data, *FAST)
    assert ran.code == 2
    assert "audit.yaml:" in ran.err
    assert says in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--option", "no-such-option"),
        ("--policy", "no-such-pack"),
        ("--tier", "faster"),
        ("-f", "docxx"),
        ("--policies", "no-such-folder"),
        ("--key", "no-such-key"),
    ],
)
def test_something_that_does_not_exist_is_bad_usage(
    audit: Callable[..., Any], data: Path, arguments: tuple[str, str]
) -> None:
    ran = audit("scan", data, *FAST, *arguments)
    assert ran.code == 2
    assert arguments[1] in ran.err


def test_an_unknown_command_offers_the_nearest(audit: Callable[..., Any]) -> None:
    ran = audit("scna")
    assert ran.code == 2
    assert "audit scan" in ran.err


def test_fail_on_gives_the_worst_level_reached(audit: Callable[..., Any], data: Path) -> None:
    assert audit("scan", data, *FAST, "--fail-on", "findings").code in {10, 11, 12, 13}
    assert audit("scan", data, *FAST).code == 0


def test_where_refuses_anything_but_a_terminal(audit: Callable[..., Any], data: Path) -> None:
    ran = audit("where", "0123456789abcdef", data)
    assert ran.code == 2
    assert "terminal" in ran.err
