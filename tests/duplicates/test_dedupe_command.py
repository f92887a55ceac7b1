"""`audit dedupe` from end to end: figures, a copy, the measure beside it, and no value in any of them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from auditor.cli import cli
from auditor.duplicates.copying import JOURNAL, MANIFEST, Gone, copy
from auditor.errors import AuditError, ConfigError, UsageError
from auditor.measures import read_measures
from auditor.readers.discover import discover
from auditor.remedies.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.readers.base import SourceFile
    from auditor.redaction import Key
    from tests.conftest import Project

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
MAIL, KEY = "ottoline.quarrybank@mail-werk.net", "AKIAQ3EGRLVX7MT5KWDN"
PLAIN = " ".join(f"word{n}" for n in range(70))


def _run(*args: str) -> Any:
    return CliRunner().invoke(cli, ["dedupe", *args, "--workers", "1"], standalone_mode=False)


def _document(*args: str) -> dict[str, Any]:
    result = _run(*args, "-f", "json")
    assert result.exception is None, result.output
    document: dict[str, Any] = json.loads(result.output)
    return document


def _plant(project: Project) -> None:
    rows = [
        {"id": 1, "text": f"write to {MAIL}", "label": "a"},
        {"id": 2, "text": f"{PLAIN} and key {KEY}", "label": "b"},
        {"id": 1, "text": f"Write to  {MAIL}", "label": "a"},
        {"id": 3, "text": "short", "label": "c"},
        {"id": 4, "text": f"{PLAIN} also key {KEY}", "label": "b"},
    ]
    project.write("data/a.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    project.write("data/b.csv", "id,text,label\n1,one,x\n2,two,y\n1,one,x\n")
    project.write("data/note.md", f"# Note\n\n{PLAIN.upper()[::-1]}\n")
    project.write("data/sub/copy.md", f"# Note\n\n{PLAIN.upper()[::-1]}\n")
    project.write("data/c.yaml", "t: same\n---\nt: same\n")


def test_measuring_changes_no_file_and_tells_counts(project: Project) -> None:
    _plant(project)
    before = {path: path.read_bytes() for path in (project.root / "data").rglob("*") if path.is_file()}
    document = _document("data", "--ignore", "id")
    assert document["schema"] == "audit.duplicates/v1"
    records = document["records"]
    assert (records["total"], records["exact_copies"], records["near_copies"]) == (12, 4, 1)
    assert records["texts_by_class"] == {"once": 2, "few": 5, "tens": 0, "hundreds": 0, "thousands": 0}
    assert document["values"]["entities"]["EMAIL_ADDRESS"]["repeated"] == 1
    assert {row["entity"] for row in document["values"]["canaries"]} >= {"EMAIL_ADDRESS", "SECRET_AWS_ACCESS_KEY"}
    assert document["personal"]["repeated"] == 2
    assert document["copy"] is None
    assert all(path.read_bytes() == content for path, content in before.items())
    [measure] = read_measures(project.root / "data")
    assert (measure.kind, measure.dataset_sha256) == ("duplicates", document["dataset"]["sha256"])
    assert measure.facts["data.dup_rate_personal"] == document["personal"]["share"]
    assert "ctx.deduplicated" not in measure.facts


@pytest.mark.parametrize("form", ["terminal", "json", "md"])
def test_no_output_holds_a_value(project: Project, form: str) -> None:
    _plant(project)
    project.write(
        "data/odd.jsonl", json.dumps({f"{MAIL} | `x` \u202e": "one"}) + "\n" + json.dumps({MAIL: "one"}) + "\n"
    )
    result = _run("data", "-o", "copy", "-f", form)
    assert result.exception is None, result.output
    written = [project.root / "copy" / MANIFEST, *(project.root / "copy/audit-measures").iterdir()]
    for text in [result.output, *(path.read_text() for path in written)]:
        assert MAIL not in text
        assert KEY not in text
        assert "\u202e" not in text


def test_the_copy_keeps_the_first_and_a_second_run_finds_nothing(project: Project) -> None:
    _plant(project)
    document = _document("data", "-o", "copy", "--ignore", "id")
    copied = project.root / "copy"
    lines = (project.root / "data/a.jsonl").read_text().splitlines(keepends=True)
    assert (copied / "a.jsonl").read_text() == "".join([lines[0], lines[1], lines[3]])
    assert (copied / "b.csv").read_text() == "id,text,label\n1,one,x\n2,two,y\n"
    assert (copied / "note.md").exists()
    assert not (copied / "sub/copy.md").exists()
    assert (copied / "c.yaml").read_bytes() == (project.root / "data/c.yaml").read_bytes()
    made = document["copy"]
    assert (made["removed"], made["files_left_out"]) == (4, ["sub/copy.md"])
    assert [(row["path"], row["records"]) for row in made["not_cut"]] == [("c.yaml", 1)]
    assert made["records"]["exact_copies"] == 1
    [measure] = read_measures(copied)
    assert measure.dataset_sha256 == made["sha256"]
    assert "ctx.deduplicated" not in measure.facts
    (project.root / "data/c.yaml").unlink()
    assert _document("data", "-o", "whole", "--ignore", "id")["copy"]["records"]["exact_copies"] == 0
    [measure] = read_measures(project.root / "whole")
    assert dict(measure.facts) == {"ctx.deduplicated": True, "data.dup_rate_personal": 0.0}
    again = _document("copy", "--ignore", "id", "--no-measure", "--exclude", "c.yaml")
    assert (again["records"]["exact_copies"], again["records"]["near_copies"]) == (0, 0)
    assert again["proposals"] == {"ctx.deduplicated": True}


def test_the_digest_of_the_copy_is_the_one_that_a_scan_gives(project: Project) -> None:
    _plant(project)
    made = _document("data", "-o", "copy")["copy"]
    result = CliRunner().invoke(cli, ["scan", "copy", "-f", "json", "--workers", "1", "--tier", "fast"])
    assert json.loads(result.output)["dataset"]["sha256"] == made["sha256"]


def test_the_same_bytes_whatever_runs_it(project: Project) -> None:
    _plant(project)
    first = _document("data", "-o", "one", "--today", "2026-11-22")
    second = _document("data", "-o", "two", "--today", "2026-11-22")
    assert first == second
    names = sorted(
        path.relative_to(project.root / "one") for path in (project.root / "one").rglob("*") if path.is_file()
    )
    for name in names:
        assert (project.root / "one" / name).read_bytes() == (project.root / "two" / name).read_bytes()


def _condition(folder: str) -> list[str]:
    args = ["scan", folder, "-c", "data/audit.yaml", "-f", "json", "--workers", "1", "--tier", "fast"]
    document = json.loads(CliRunner().invoke(cli, args).output)
    return [
        row["option"] for row in document["verdicts"] for rule in row["rules"] if rule["id"] == "EDPB28-DUPLICATION"
    ]


def test_the_condition_of_a_verdict_is_met_by_the_copy(project: Project) -> None:
    for name in ("audit.yaml", "kunden.csv", "tickets.jsonl"):
        project.write(f"data/{name}", (SAMPLES / "support-desk" / name).read_bytes())
    declared = (project.root / "data/audit.yaml").read_text().replace("deduplicated: true", "deduplicated: null")
    project.write("data/audit.yaml", declared)
    tickets = (project.root / "data/tickets.jsonl").read_bytes()
    project.write("data/tickets.jsonl", tickets + b"".join(tickets.splitlines(keepends=True)[:12]))
    assert _condition("data") == ["onprem-train"]
    assert _run("data", "-o", "copy").exception is None
    assert _condition("copy") == []
    assert (project.root / "copy/tickets.jsonl").read_bytes() == tickets


def test_nothing_is_overwritten_and_source_and_copy_stay_apart(project: Project) -> None:
    _plant(project)
    project.write("full/x.txt", "mine")
    assert isinstance(_run("data", "-o", "full").exception, UsageError)
    assert isinstance(_run("data", "-o", "data/inside").exception, UsageError)
    assert isinstance(_run("data", "-o", ".").exception, UsageError)
    _document("data", "-o", "copy")
    assert isinstance(_run("data", "-o", "copy").exception, UsageError)


class StoppedError(Exception):
    """The power went."""


def test_an_interrupted_copy_goes_on_file_by_file(project: Project, project_key: Key) -> None:
    _plant(project)
    files = discover([project.root / "data"], show=str).files
    digests = [hashlib.sha256(file.absolute.read_bytes()).hexdigest() for file in files]
    gone = [Gone(frozenset([2]), False, digest) for digest in digests]

    def some() -> Iterator[tuple[SourceFile, Gone]]:
        yield files[0], gone[0]
        raise StoppedError

    folder = project.root / "copy"
    with pytest.raises(StoppedError):
        copy(some(), folder, Journal(folder, {"of": "data"}, (JOURNAL, MANIFEST)), project_key)
    first = (folder / "a.jsonl").stat().st_mtime_ns
    journal = Journal(folder, {"of": "data"}, (JOURNAL, MANIFEST))
    done = copy(zip(files[:2], gone, strict=False), folder, journal, project_key)
    assert done.resumed
    assert (folder / "a.jsonl").stat().st_mtime_ns == first
    assert done.cut == [("a.jsonl", 1), ("b.csv", 1)]
    with pytest.raises(ConfigError, match="begun from other data"):
        Journal(folder, {"of": "other"}, (JOURNAL, MANIFEST))


@pytest.mark.parametrize("content", ['{"t": 1}\n', '{"t": 2}\n', ""])
@pytest.mark.parametrize("gone", [frozenset({0}), frozenset()])
def test_a_file_that_changed_since_it_was_measured_is_an_error(
    project: Project, project_key: Key, content: str, gone: frozenset[int]
) -> None:
    path = project.write("data/a.jsonl", '{"t": 0}\n')
    files = discover([project.root / "data"], show=str).files
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    project.write("data/a.jsonl", content)
    journal = Journal(project.root / "copy", {}, (JOURNAL, MANIFEST))
    with pytest.raises(AuditError, match="changed while it was copied"):
        copy([(files[0], Gone(gone, True, digest))], project.root / "copy", journal, project_key)
    assert not (project.root / "copy/a.jsonl").exists()


def test_the_terminal_tells_everything_that_was_done(project: Project) -> None:
    _plant(project)
    project.write("data/odd.bin", b"\x00\x01\x02\xff" * 40)
    project.write("data/broken.parquet", b"PAR1 nothing else")
    project.write("data/bad.jsonl", '{"text": "x"}\n{broken\n')
    project.write("data/labels.jsonl", '{"text": "one two", "label": 1}\n{"text": "one two", "label": 2}\n')
    told = _run("data", "-o", "copy", "--fields", "text", "--fields", "t", "--include", "*.*").output
    for words in (
        "same in the fields compared, different in others: ",
        "like planted canaries: ",
        "most repeated records",
        "copies left in: 1 in c.yaml (records can't be taken out of yaml files)",
        "measured again: 1 exact and 0 near copies are left",
        "not compared, and not in the copy unless it says so",
        "broken.parquet  broken or encrypted Parquet file; copied as it is",
        "lines or values that can't be read, left as they are: 1",
    ):
        assert words in told


def test_one_file_can_be_given(project: Project) -> None:
    _plant(project)
    document = _document("data/b.csv", "-o", "copy")
    assert (document["records"]["total"], document["copy"]["removed"]) == (3, 1)
    assert (project.root / "copy/b.csv").read_text() == "id,text,label\n1,one,x\n2,two,y\n"


def test_exit_codes(project: Project) -> None:
    _plant(project)
    assert _run("data", "--max-share", "0.1").return_value == 10
    assert _run("data", "--max-share", "0.9").return_value == 0
    assert _run("data", "-q", "--exact").output == ""
    assert isinstance(_run("-").exception, UsageError)
    project.write("empty/.keep", "")
    result = _run("empty")
    assert isinstance(result.exception, AuditError)
    assert result.exception.exit_code == 3


def test_an_earlier_report_saves_the_scan_and_must_be_of_this_data(project: Project) -> None:
    _plant(project)
    scan = ["scan", "data", "-f", "json", "-f", "jsonl", "-o", "out", "--workers", "1", "--tier", "fast"]
    assert CliRunner().invoke(cli, scan).exit_code == 0
    report = next(path for path in Path("out").glob("*.json"))
    assert _document("data", "--report", str(report), "--no-measure") == _document("data", "--no-measure")
    project.write("data/more.txt", "more")
    assert isinstance(_run("data", "--report", str(report)).exception, ConfigError)
