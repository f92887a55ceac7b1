"""`audit risk` from end to end: figures and facts, small counts as classes, names escaped, values nowhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from auditor.cli import cli
from auditor.errors import AuditError, ConfigError, UsageError
from auditor.measures import read_measures
from auditor.reidentification.risk import cell

if TYPE_CHECKING:
    from tests.conftest import Project

JOBS = ("nurse", "clerk", "pilot")


def _run(*args: str) -> Any:
    return CliRunner().invoke(cli, ["risk", *args, "--workers", "1"], standalone_mode=False)


def _document(*args: str) -> dict[str, Any]:
    result = _run(*args, "-f", "json")
    assert result.exception is None, result.output
    document: dict[str, Any] = json.loads(result.output)
    return document


def _plant(project: Project, extra: str = "") -> None:
    rows = [f"{30 + n % 4},1011{n % 2},{JOBS[n % 3]},{['flu', 'gout'][n % 2]},{1000 + 50 * (n % 5)}" for n in range(96)]
    project.write("data/people.csv", "age,postcode,job,diagnosis,salary\n" + "\n".join(rows) + "\n" + extra)


def test_figures_and_facts_of_a_declared_table(project: Project) -> None:
    _plant(project)
    document = _document("data", "--quasi", "age,Postcode", "--quasi", "job", "--sensitive", "diagnosis,salary")
    assert document["schema"] == "audit.reidentification/v1"
    assert document["quasi_identifiers"] == "declared"
    [table] = document["tables"]
    assert (table["rows"], table["risk"]["classes"], table["risk"]["k"]) == (96, 12, 8)
    assert table["risk"]["prosecutor_highest"] == pytest.approx(0.125)
    assert table["risk"]["records_by_class_size"]["5-9"] == "96"
    assert table["sensitive"]["diagnosis"]["told_share"] == 1.0
    assert table["sensitive"]["salary"]["t_ordered"] is not None
    assert document["facts"] == {"data.k_min": 8, "data.reid_max_risk": 0.125}
    assert table["way"][-1]["k"] >= 11
    [measure] = read_measures(project.root / "data")
    assert (measure.kind, dict(measure.facts)) == ("reidentification", document["facts"])
    assert measure.dataset_sha256 == document["dataset"]["sha256"]


def test_columns_of_audit_yaml_are_used_and_the_command_line_beats_them(project: Project) -> None:
    _plant(project)
    project.write("data/audit.yaml", "safeguards: {quasi_identifiers: [job]}\n")
    document = _document("data", "--no-measure")
    assert (document["quasi_identifiers"], document["facts"]["data.k_min"]) == ("declared", 32)
    assert _document("data", "--no-measure", "--quasi", "age")["facts"]["data.k_min"] == 24
    project.write("data/audit.yaml", "safeguards: {quasi_identifiers: {a: b}}\n")
    assert isinstance(_run("data").exception, ConfigError)


def test_columns_are_proposed_without_a_declaration(project: Project) -> None:
    _plant(project)
    document = _document("data", "--no-measure")
    roles = {row["name"]: row["role"] for row in document["tables"][0]["columns"]}
    assert document["quasi_identifiers"] == "proposed"
    assert [roles[name] for name in ("age", "postcode", "job")] == ["quasi-identifier"] * 3
    assert [roles[name] for name in ("diagnosis", "salary")] == ["sensitive"] * 2


def test_a_name_that_no_column_has_is_an_error(project: Project) -> None:
    _plant(project)
    assert isinstance(_run("data", "--quasi", "age,shoe").exception, UsageError)


def test_rows_of_a_person_count_once(project: Project) -> None:
    lines = [{"who": f"p{n % 10}", "age": str(30 + n % 2), "visit": str(n)} for n in range(40)]
    project.write("data/visits.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
    [table] = _document("data", "--quasi", "age", "--person", "WHO", "--no-measure")["tables"]
    assert (table["rows"], table["persons"], table["risk"]["k"]) == (40, 10, 5)


def test_parts_of_one_table_are_counted_together(project: Project) -> None:
    for name in ("a", "b"):
        project.write(f"data/train/{name}.csv", "age,job\n" + "30,x\n" * 6)
    project.write("data/other.csv", "age,job,more\n30,x,1\n30,x,2\n")
    document = _document("data", "--quasi", "age,job", "--no-measure")
    assert sorted(table["risk"]["k"] for table in document["tables"]) == [2, 12]
    assert document["facts"]["data.k_min"] == 2


def test_a_population_gives_the_journalists_risk(project: Project) -> None:
    project.write("data/t.csv", "age,job\n30,x\n30,x\n31,y\n")
    project.write("people.csv", "job,age\n" + "x,30\n" * 10 + "y,31\n" * 4 + "z,40\n")
    [table] = _document("data", "--quasi", "age,job", "--population", "people.csv", "--no-measure")["tables"]
    assert table["journalist"] == {"highest": 0.25, "average": 0.15, "k_map": 4, "beyond": "0"}
    assert "not assessed" in _document("data", "--quasi", "age,job", "--no-measure")["tables"][0]["journalist"]
    project.write("people.csv", "age\n30\n")
    wrong = _run("data", "--quasi", "age,job", "--population", "people.csv", "--no-measure")
    assert isinstance(wrong.exception, UsageError)


@pytest.mark.parametrize("form", ["terminal", "json", "md"])
def test_hostile_names_are_escaped_and_no_value_is_shown(project: Project, form: str) -> None:
    mail, name = "ottoline.quarrybank@mail-werk.net", "age | `x` <b>\u202e\x1b[31m"
    rows = "".join(f'"{30 + n % 3}",zebrafish{n % 2},1\n' for n in range(30))
    project.write("data/t.csv", f'"{name}",job,n\n{rows}')
    project.write("data/t.jsonl", json.dumps({mail: "1", "age": "3", "job": "x"}) + "\n")
    result = _run("data", "--quasi", "age*,job", "-f", form)
    assert result.exception is None, result.output
    measure = (project.root / "data/audit-measures/reidentification.json").read_text()
    for text in (result.output, measure):
        assert mail not in text
        assert "zebrafish" not in text
        assert "\u202e" not in text
        assert "\x1b[31m" not in text
    if form == "md":
        assert "| `x`" not in result.output
        assert "<b>" not in result.output


def test_exit_codes(project: Project) -> None:
    _plant(project)
    assert _run("data", "--quasi", "job", "--min-k", "32").return_value == 0
    assert _run("data", "--quasi", "job", "--min-k", "33").return_value == 10
    project.write("text/a.txt", "nothing but words")
    quiet = _run("text", "--min-k", "2", "-q")
    assert (quiet.return_value, quiet.output) == (10, "")
    assert isinstance(_run("-").exception, UsageError)
    project.write("empty/.keep", "")
    missing = _run("empty").exception
    assert isinstance(missing, AuditError)
    assert missing.exit_code == 3


def test_an_earlier_report_saves_the_scan_and_must_be_of_this_data(project: Project) -> None:
    _plant(project)
    scan = ["scan", "data", "-f", "json", "-f", "jsonl", "-o", "out", "--workers", "1", "--tier", "fast"]
    assert CliRunner().invoke(cli, scan).exit_code == 0
    report = str(next((project.root / "out").glob("*.json")))
    assert _document("data", "--report", report, "--no-measure") == _document("data", "--no-measure")
    _plant(project, "99,10119,nurse,flu,1\n")
    assert isinstance(_run("data", "--report", report).exception, ConfigError)


def test_the_terminal_tells_what_is_left_out_and_persons(project: Project) -> None:
    project.write("data/a.csv", "who,age,job\n" + "".join(f"p{n % 9},{30 + n % 5},x\n" for n in range(30)))
    project.write("data/b.csv", "shoe\n41\n41\n")
    project.write("data/note.txt", "words only")
    told = _run("data", "--quasi", "age", "--person", "who", "--no-measure").output
    assert "30 rows, 9 persons; quasi-identifiers declared" in told
    assert "no quasi-identifier: name them with --quasi" in told
    assert "note.txt" in told


def test_no_figure_is_called_anonymous(project: Project) -> None:
    _plant(project)
    for form in ("terminal", "md"):
        told = (
            _run("data", "-f", form).output.lower().replace("never make data anonymous", "").replace("anonymity is", "")
        )
        assert "anonymous" not in told
        assert "safe " not in told


@pytest.mark.parametrize(("count", "shown"), [(0, "0"), (1, "1-4"), (4, "1-4"), (5, "5-9"), (9, "5-9"), (10, "10")])
def test_small_counts_are_classes(count: int, shown: str) -> None:
    assert cell(count) == shown
