"""For any records: the copy has the same records, order, fields and types, and differs in the findings only."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.redaction import Key
from tests.remedies.conftest import Copier

MAIL = "jane.roe@mail-werk.net"
KEY = Key(b"0123456789abcdef0123456789abcdef")

words = st.text(st.characters(codec="utf-8", exclude_characters="@*", exclude_categories=["Cs", "Cc"]), max_size=12)
texts = st.tuples(words, st.sampled_from(["", f" {MAIL} ", f"\n<{MAIL}>, "]), words).map("".join)
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | st.floats(-9, 9, width=32) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcdef"), inner, max_size=3),
    max_leaves=8,
)


def _copied(name: str, content: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        copier = Copier(Path(folder), KEY)
        copier.write(name, content)
        done = copier.run()
        assert not done.left_out
        return (copier.out / name).read_bytes()


def _without(value: Any) -> Any:
    """What a copy must hold: the value with the address masked wherever it stands."""
    match value:
        case str():
            return value.replace(MAIL, "***")
        case list():
            return [_without(item) for item in value]
        case dict():
            return {key: _without(item) for key, item in value.items()}
        case _:
            return value


@settings(max_examples=25)
@given(
    st.lists(st.dictionaries(st.sampled_from("abcdef"), values, min_size=1, max_size=3), min_size=1, max_size=4),
    st.booleans(),
    st.sampled_from([None, 1]),
)
def test_json_lines(records: list[Any], ascii_only: bool, indent: int | None) -> None:
    lines = [json.dumps(record, ensure_ascii=ascii_only) for record in records]
    made = _copied("a.jsonl", "\n".join(lines).encode())
    assert made == "\n".join(line.replace(MAIL, "***") for line in lines).encode()
    whole = json.dumps(records, ensure_ascii=ascii_only, indent=indent)
    assert _copied("a.json", whole.encode()) == whole.replace(MAIL, "***").encode()


@settings(max_examples=25)
@given(
    st.lists(st.lists(texts, min_size=3, max_size=3), min_size=1, max_size=5),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_csv(rows: list[list[str]], delimiter: str, end: str, quoting: Any) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows([["name", "text", "note"], *rows])
    made = _copied("a.csv", out.getvalue().encode()).decode()
    assert made == out.getvalue().replace(MAIL, "***")


@settings(max_examples=15)
@given(st.lists(st.tuples(texts | st.none(), st.integers(-9, 9), st.lists(texts, max_size=2)), max_size=6))
def test_parquet(rows: list[tuple[str | None, int, list[str]]]) -> None:
    schema = pa.schema([("a", pa.string()), ("n", pa.int16()), ("l", pa.list_(pa.string()))], metadata={"k": "v"})
    table = pa.table([list(column) for column in zip(*rows, strict=True)] or [[], [], []], schema=schema)
    out = io.BytesIO()
    pq.write_table(table, out, row_group_size=2)
    made = pq.read_table(io.BytesIO(_copied("a.parquet", out.getvalue())))
    assert made.schema.equals(pq.read_table(io.BytesIO(out.getvalue())).schema, check_metadata=True)
    assert made.to_pylist() == [_without(row) for row in table.to_pylist()]
