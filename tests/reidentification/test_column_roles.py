"""Roles of columns: declared beats findings, findings beat names; reading rows of records and tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from auditor.readers.discover import discover
from auditor.readers.plan import plan
from auditor.reidentification.columns import Column, Role, Roles, chosen, propose, unknown
from auditor.reidentification.levels import Kind
from auditor.reidentification.reading import Surveyed, rows_of, survey
from auditor.tally import is_named

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.redaction import Key


def _column(values: list[str], key: Key) -> Column:
    column = Column()
    for value in values:
        column.see(value, key.digest("value", value))
    return column


@pytest.mark.parametrize(
    ("name", "values", "found", "role"),
    [
        ("age", ["31", "32"] * 20, {}, Role.QUASI),
        ("person.birth_year", ["1980", "1981"] * 20, {}, Role.QUASI),
        ("x", ["a", "b"] * 20, {"AGE": 40}, Role.QUASI),
        ("x", ["a", "b"] * 20, {"AGE": 3}, Role.CANDIDATE),
        ("x", ["a", "b"] * 20, {"HEALTH": 21}, Role.SENSITIVE),
        ("x", ["a", "b"] * 20, {"EMAIL_ADDRESS": 40}, Role.IDENTIFYING),
        ("street", ["a", "b"] * 20, {"ADDRESS": 40}, Role.IDENTIFYING),
        ("diagnosis", ["a", "b"] * 20, {}, Role.SENSITIVE),
        ("ref", [f"r{n}" for n in range(40)], {}, Role.IDENTIFYING),
        ("note", ["one two three four five six seven eight"] * 9, {}, Role.FREE_TEXT),
        ("constant", ["same"] * 40, {}, Role.OTHER),
    ],
)
def test_roles_are_proposed(name: str, values: list[str], found: dict[str, int], role: Role, project_key: Key) -> None:
    columns = {name: _column(values, project_key)}
    assert propose(columns, {name: Counter(found)}, Roles())[name].role is role


def test_what_is_declared_stands_and_nothing_is_added_to_it(project_key: Key) -> None:
    names = ("age", "Job", "ref", "diagnosis", "note")
    columns = {name: _column(["a", "b"] * 20, project_key) for name in names}
    roles = propose(columns, {}, Roles(("job", "note"), ("ref",), "diagnosis"))
    assert chosen(roles, Role.QUASI) == ("Job", "note")
    assert chosen(roles, Role.SENSITIVE) == ("ref",)
    assert chosen(roles, Role.IDENTIFYING) == ("diagnosis",)
    assert roles["age"].role is not Role.QUASI


def test_names_are_found_whatever_their_case_and_by_glob() -> None:
    assert is_named("Person.Age", ("person.*",))
    assert not is_named("age", ("ag",))
    assert unknown(("age", "salary"), ["Age", "plz"]) == ["salary"]


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("born", "1980-02-03", Kind.DATE),
        ("year", "1980", Kind.DATE),
        ("age", "44", Kind.AGE),
        ("PLZ", "10115", Kind.POSTCODE),
        ("post_code", "SW1A 1AA".lower(), Kind.POSTCODE),
        ("income", "2100.50", Kind.NUMBER),
        ("job", "nurse", Kind.WORD),
    ],
)
def test_kinds(name: str, value: str, kind: Kind, project_key: Key) -> None:
    assert _column([value] * 9 + ["?"], project_key).kind(name) is kind


ROWS = [{"age": "31", "p": {"job": "nurse"}, "tags": ["x"]}, {"age": "32", "p": {"job": ""}}, {"tags": ["only"]}]


def _read(folder: Path, name: str, content: bytes) -> list[dict[str, str]]:
    (folder / name).write_bytes(content)
    [source] = discover([folder / name], show=str).files
    return list(rows_of(plan(source)))


def test_rows_of_every_format_are_the_same(tmp_path: Path, project_key: Key) -> None:
    wanted = [{"age": "31", "p.job": "nurse"}, {"age": "32"}]
    lines = b"".join(orjson.dumps(row) + b"\n" for row in ROWS)
    assert _read(tmp_path, "a.jsonl", lines) == wanted
    assert _read(tmp_path, "a.json", orjson.dumps(ROWS)) == wanted
    assert _read(tmp_path, "a.csv", b"age,p.job\n31,nurse\n32,\n") == wanted
    pq.write_table(pa.table({"age": ["31", "32"], "p": [{"job": "nurse"}, None]}), tmp_path / "t.parquet")
    assert _read(tmp_path, "b.parquet", (tmp_path / "t.parquet").read_bytes()) == wanted
    assert _read(tmp_path, "a.txt", b"age 31\n") == []
    file = Surveyed("a.csv", "a.csv")
    survey(file, wanted, project_key)
    assert (file.rows, file.columns["age"].distinct.count, file.columns["p.job"].filled) == (2, 2, 1)


def test_a_record_in_pieces_is_one_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.readers.leaves.MAX_FIELDS", 2)
    rows = _read(tmp_path, "a.jsonl", b'{"a": "1", "b": "2", "c": "3"}\n{"a": "4"}\n')
    assert rows == [{"a": "1", "b": "2", "c": "3"}, {"a": "4"}]
