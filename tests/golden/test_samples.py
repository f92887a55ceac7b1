"""The golden reports of the samples, the canaries, and equality whatever the workers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.golden.conftest import Ran

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
EXPECTED = SAMPLES / "expected"
TODAY = "2026-11-22"
NAMES = sorted(folder.name for folder in SAMPLES.iterdir() if folder.is_dir() and folder.name != "expected")
CANARIES: dict[str, list[str]] = yaml.safe_load((ROOT / "tests" / "canaries.yaml").read_text(encoding="utf-8"))
#: Formats whose extra is not part of the development set are tested where they are at home.
FORMATS = ("json", "jsonl", "html", "md", "sarif", "csv", "terminal")


def _outside_run(report: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    del document["run"]
    return document


def _golden(document: dict[str, Any]) -> dict[str, Any]:
    """What a golden report pins: what was found and what it means, not every sentence."""
    return {
        "files": document["dataset"]["files"],
        "records": document["dataset"]["records"],
        "skipped": [row["path"] for row in document["dataset"]["skipped"]],
        "entities": {name: row["count"] for name, row in document["profile"]["entities"].items()},
        "facts": document["profile"]["facts"],
        "verdicts": {row["option"]: [row["verdict"], *row["decided_by"]] for row in document["verdicts"]},
        "questions": [row["fact"] for row in document["questions"]][:10],
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_sample_gives_its_golden_report(name: str, audit: Callable[..., Any], tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    ran = audit("scan", SAMPLES / name, "-f", "json", "-o", out, "--today", TODAY, "--workers", "1", "--no-cache")
    assert ran.code == 0, ran.err
    golden = EXPECTED / f"{name}.json"
    assert golden.is_file(), "make it with: make golden"
    assert _golden(_outside_run(out)) == json.loads(golden.read_text(encoding="utf-8"))


@pytest.fixture
def everything(audit: Callable[..., Ran], tmp_path: Path) -> Callable[[Path], str]:
    """All bytes that a scan writes or prints, in every format, with its cache, at `-vv`."""

    def run(data: Path) -> str:
        folder = tmp_path / f"all-{data.name}"
        arguments = ["scan", data, "-o", folder / "out", "--today", TODAY, "--workers", "1", "-vv", "--tier", "fast"]
        for form in FORMATS:
            arguments += ["-f", form]
        ran = audit(*arguments, "--cache-dir", folder / "cache")
        assert ran.code == 0, ran.err
        written = [path for path in folder.rglob("*") if path.is_file()]
        assert len(written) > len(FORMATS)
        return "\n".join(path.read_bytes().decode("utf-8", "replace") for path in written) + ran.out + ran.err

    return run


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_planted_value_reaches_any_output(name: str, everything: Callable[[Path], str]) -> None:
    harmless = "\n".join(str(path) for path in (SAMPLES / name).rglob("*")) + _own_words()
    output = everything(SAMPLES / name)
    assert CANARIES[name]
    assert [value for value in CANARIES[name] if _leaks(value, output, harmless)] == []


def _own_words() -> str:
    """Everything we wrote ourselves: a piece of a value that is also a piece of it tells nothing."""
    folders = (ROOT / "policies", ROOT / "templates", ROOT / "auditor")
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in {".yaml", ".py", ".j2"})
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def _leaks(value: str, output: str, harmless: str) -> bool:
    """Whether a piece of a value (or all of a short one) is written that is no word of ours.

    Pieces have eight characters; ten where they are digits only, because counts and hashes are digits too.
    """
    for size in (8, 10):
        pieces = {value[i : i + size] for i in range(max(1, len(value) - size + 1))}
        telling = {piece for piece in pieces if size == 10 or not piece.isdecimal()}
        if any(piece in output and piece not in harmless for piece in telling):
            return True
    return False


def test_the_search_for_leaks_finds_one() -> None:
    assert _leaks("jane.roe@mail-werk.net", "wrote to j•••@mail-werk.net", "")
    assert not _leaks("jane.roe@mail-werk.net", "wrote to j•••@•••.net", "")


def test_every_sample_has_canaries() -> None:
    assert sorted(CANARIES) == NAMES


@pytest.mark.slow
def test_one_worker_and_two_give_the_same_bytes_outside_run(audit: Callable[..., Any], tmp_path: Path) -> None:
    reports = []
    for workers in ("1", "2"):
        out = tmp_path / f"{workers}.json"
        ran = audit("scan", SAMPLES / "support-desk", "-f", "json", "-o", out, "--today", TODAY, "--workers", workers)
        assert ran.code == 0, ran.err
        reports.append(json.dumps(_outside_run(out)))
    assert reports[0] == reports[1]


@pytest.mark.slow
def test_a_second_scan_takes_everything_from_the_cache_and_says_the_same(
    audit: Callable[..., Any], tmp_path: Path
) -> None:
    reports = []
    for number in ("first", "second"):
        out = tmp_path / f"{number}.json"
        arguments = ("-f", "json", "-o", out, "--today", TODAY, "--workers", "1", "--cache-dir", tmp_path / "cache")
        assert audit("scan", SAMPLES / "support-desk", *arguments).code == 0
        reports.append(json.dumps(_outside_run(out)))
    assert reports[0] == reports[1]
