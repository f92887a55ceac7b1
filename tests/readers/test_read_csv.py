"""CSV and TSV: dialects, headers, quoting over shard borders, ragged and broken rows."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_files import items_of, put, records_of, shards_of, skipped_of, values, values_of

from auditor.model import Part, Record, Skipped
from auditor.readers import base, dialect
from auditor.readers import csv as reader
from auditor.readers.plan import plan
from auditor.readers.read import read

CELL = st.text(st.sampled_from('ab ,;\t"\r\n|ü'), max_size=6)


def test_german_export() -> None:
    data = 'Nachname;Vorname;PLZ\r\nMüller;"Jörg; Dr.";01234\r\n\r\nGroß;"sagte ""ja"""\r\n'.encode("cp1252")
    first, second = records_of("kunden.csv", data)
    assert values(first) == {"Nachname": "Müller", "Vorname": "Jörg; Dr.", "PLZ": "01234"}
    assert (first.index, first.line, first.shape) == (0, 2, "table")
    assert values(second) == {"Nachname": "Groß", "Vorname": 'sagte "ja"'}
    assert (second.index, second.line) == (2, 4)


def test_columns_are_texts_once_and_headers_of_their_values() -> None:
    first, second = records_of("a.csv", b"email,dob\na@b.example,x\nc,d\n")
    assert [(f.name, f.text) for f in first.fields if f.part is Part.COLUMN] == [("email", "email"), ("dob", "dob")]
    assert [f.header for f in first.fields if f.part is Part.VALUE] == ["email", "dob"]
    assert not [f for f in second.fields if f.part is Part.COLUMN]


def test_columns_without_rows_are_still_texts() -> None:
    (record,) = records_of("a.csv", b"name,email\n")
    assert [field.text for field in record.fields] == ["name", "email"]


def test_ragged_rows_twins_and_names_that_are_missing() -> None:
    data = b"name,name,,x\n1,2,3,4,5,6\n7\n"
    assert values_of("a.csv", data) == [
        {"name": "1", "name#2": "2", "column_3": "3", "x": "4", "column_5": "5", "column_6": "6"},
        {"name": "7"},
    ]


def test_a_cell_over_lines_has_the_lines_of_its_row() -> None:
    first, second = records_of("a.csv", b'id,note\n1,"two\r\nlines"\n2,x\n')
    assert values(first)["note"] == "two\r\nlines"
    assert (first.line, first.end_line, second.line) == (2, 3, 4)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", "name|city\nAda|Ulm\nBob|Graz\n"),
        ("a.csv", "name;city\nAda;Ulm\nBob;Graz\n"),
        ("a.csv", "name\tcity\nAda\tUlm\nBob\tGraz\n"),
        ("a.tsv", "name\tcity\nAda\tUlm\nBob\tGraz\n"),
        ("a.csv", "name,city\rAda,Ulm\rBob,Graz\r"),
        ("a.csv", "\n\nname,city\r\nAda,Ulm\r\nBob,Graz"),
        ("a.csv", "\ufeffname,city\nAda,Ulm\nBob,Graz\n"),
        ("table", "name,city,x\nAda,Ulm,\nBob,Graz,\n,,\n"),
        ("a.csv", '"name","city"\n"Ada","Ulm"\n"Bob","Graz"\n'),
    ],
)
def test_dialects(name: str, data: str) -> None:
    found = [row for row in values_of(name, data.encode()) if row]
    assert found == [{"name": "Ada", "city": "Ulm"}, {"name": "Bob", "city": "Graz"}]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["id", "text"], ["1", "x"]], True),
        ([["Kunde", "Betrag"], ["Jane Doe", "12,50"]], True),
        ([["a@b.example", "x"], ["c@d.example", "y"]], False),
        ([["1980-01-02", "x"], ["1980-01-03", "y"]], False),
        ([["Jane Doe", "Berlin Mitte"], ["John Roe", "Ulm Ost"]], False),
        ([["Berlin"], ["Ulm"], ["Graz"]], False),
        ([["yes", "yes", "yes"], ["no", "no", "no"]], False),
        ([["x" * 200], ["y"]], False),
    ],
)
def test_has_header(rows: list[list[str]], expected: bool) -> None:
    assert dialect.has_header(rows) is expected


def test_prose_is_no_table() -> None:
    assert not dialect.is_table("Dear all,\nwe met, and talked, on Monday.\nYours,\nAda\nP.S. bye, then\n")


def test_chat_columns_have_roles() -> None:
    (record,) = records_of("a.csv", b"instruction,input,output\nsum,1 2,3\n")
    assert record.shape == "alpaca"
    assert [f.role for f in record.fields if f.part is Part.VALUE] == ["user", "user", "assistant"]


def written(rows: list[list[str]], delimiter: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([["id", "note", "text"], *rows])
    return out.getvalue().encode()


@settings(max_examples=150)
@given(
    rows=st.lists(st.tuples(CELL, CELL, CELL).map(list), min_size=1, max_size=8),
    delimiter=st.sampled_from(",;\t"),
    size=st.integers(1, 80),
)
def test_every_cell_comes_back_whatever_the_shards(rows: list[list[str]], delimiter: str, size: int) -> None:
    source = put("a.csv", written(rows, delimiter))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(base, "SHARD_BYTES", size)
        shards = list(plan(source))
        if dict(shards[0].hints)["delimiter"] != delimiter:
            return  # rows of all blanks can make another delimiter look as good
        found = [item for shard in shards for item in read(shard)]
    texts: dict[int, list[str]] = {}
    for item in found:
        assert isinstance(item, Record)
        texts.setdefault(item.index, []).extend(values(item).values())
    assert texts == {index: [cell for cell in row if cell] for index, row in enumerate(rows)}


@given(data=st.binary(max_size=200), size=st.integers(1, 100))
@settings(max_examples=150)
def test_any_bytes_are_read_alike_whole_and_in_shards(data: bytes, size: int) -> None:
    source = put("a.csv", b"id,note\n" + data)
    with pytest.MonkeyPatch.context() as patch:
        hints = (("encoding", "utf-8"),)
        whole = [item for shard in reader.split(replace(source, hints=hints)) for item in reader.read(shard)]
        patch.setattr(base, "SHARD_BYTES", size)
        shards = list(reader.split(replace(source, hints=hints)))
        assert sum(shard.size for shard in shards) == source.size
        assert [item for shard in shards for item in reader.read(shard)] == whole


def test_a_quote_that_is_never_closed_is_one_cell_and_nothing_is_lost() -> None:
    (record,) = records_of("a.csv", b'name,note\n"Ada,x\nBob,y\n')
    assert "Bob,y" in values(record)["name"]


def test_rows_above_the_bound_are_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "MAX_RECORD_BYTES", 100)
    data = b"name,note\n1,x\n2," + b"y" * 200 + b'\n3,"' + b"long\n" * 30 + b"x\n4,z\n"
    items = items_of("a.csv", data)
    notes = [item for item in items if isinstance(item, Skipped)]
    assert [(note.record, note.reason) for note in notes] == [
        (1, "line 3: row longer than a record may be (0 MiB)"),
        (2, "lines 4 to 23: row longer than a record may be (0 MiB)"),
    ]
    last = items[-1]
    assert isinstance(last, Record)
    assert values(last) == {"name": "4", "note": "z"}


def test_zero_bytes_in_a_table_are_no_reason_to_skip_it() -> None:
    data = b"name,note\n" + b"1,plain text\n" * 50 + b"2,with\x00zero\n"
    assert values_of("a.csv", data)[-1] == {"name": "2", "note": "with\x00zero"}


def test_bytes_of_another_encoding_are_reported_with_row_and_line() -> None:
    data = "name,note\n1,süß süß\n2,x\udcff\n".encode("utf-8", "surrogateescape")
    (note,) = skipped_of("a.csv", data)
    assert (note.record, note.reason) == (1, "line 3: 1 byte that is not utf-8; the rest of the line was read")


def test_quotes_in_plain_cells_do_not_move_the_cuts(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"name,size\n" + b'pipe,5" wide\nbar,6\n' * 20
    whole = values_of("a.csv", data)
    monkeypatch.setattr(base, "SHARD_BYTES", 30)
    assert len(shards_of("a.csv", data)) > 5
    assert values_of("a.csv", data) == whole
