"""Parquet and Arrow: nested columns, odd types, binary values, broken files."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from read_files import items_of, records_of, shards_of, skipped_of, values, values_of

from auditor.errors import ReadError
from auditor.model import Part, Record, Skipped
from auditor.readers import arrow_rows, base

if TYPE_CHECKING:
    from collections.abc import Callable


def parquet(table: Any, **options: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


def stream(table: Any, rows: int = 10) -> bytes:
    out = io.BytesIO()
    with pa.ipc.new_stream(out, table.schema) as writer:
        writer.write_table(table, max_chunksize=rows)
    return out.getvalue()


def file(table: Any, rows: int = 10) -> bytes:
    out = io.BytesIO()
    with pa.ipc.new_file(out, table.schema) as writer:
        writer.write_table(table, max_chunksize=rows)
    return out.getvalue()


FORMATS = pytest.mark.parametrize(
    ("name", "write"), [("a.parquet", parquet), ("a.arrow", stream), ("a.feather", file), ("no-suffix", parquet)]
)


@FORMATS
def test_nested_columns_are_named_like_json_paths(name: str, write: Callable[[Any], bytes]) -> None:
    rows = [{"messages": [{"role": "user", "content": "x"}, {"role": "assistant", "content": "y"}], "id": 7}]
    (record,) = records_of(name, write(pa.Table.from_pylist(rows)))
    assert record.shape == "openai_messages"
    assert values(record)["messages[1].content"] == "y"
    spoken = {field.name: (field.role, field.turn) for field in record.fields if field.part is Part.VALUE}
    assert spoken["messages[1].content"] == ("assistant", 1)
    assert [f.text for f in record.fields if f.part is Part.COLUMN] == ["messages", "id"]
    assert [f.name for f in record.fields if f.part is Part.KEY] == ["messages[0].role", "messages[0].content"]


@FORMATS
def test_every_type_that_can_hold_personal_data_is_a_text(name: str, write: Callable[[Any], bytes]) -> None:
    table = pa.table(
        {
            "day": pa.array([date(1980, 1, 2)]),
            "at": pa.array([datetime(1980, 1, 2, 3, 4, tzinfo=UTC)]),
            "nano": pa.array([315619200000000001], pa.timestamp("ns")),
            "amount": pa.array([Decimal("12.50")]),
            "phone": pa.array([491701234567]),
            "large": pa.array(["x"], pa.large_string()),
            "word": pa.array(["y"]).dictionary_encode(),
            "old": pa.array(["süß".encode()], pa.binary()),
            "map": pa.array([[("k", "v"), ("k", "w")]], pa.map_(pa.string(), pa.string())),
            "flag": pa.array([True]),
            "none": pa.array([None], pa.string()),
        }
    )
    (record,) = records_of(name, write(table))
    found = values(record)
    assert found.pop("at").startswith("1980-01-02T03:04:00")
    assert found == {
        "day": "1980-01-02",
        "nano": "1980-01-02T00:00:00",
        "amount": "12.50",
        "phone": "491701234567",
        "large": "x",
        "word": "y",
        "old": "süß",
        "map.k": "v",
        "map.k#2": "w",
    }


@FORMATS
def test_binary_values_are_reported_with_their_bytes(name: str, write: Callable[[Any], bytes]) -> None:
    table = pa.Table.from_pylist([{"image": {"bytes": b"\x89PNG\0\0" * 5, "path": "jane.png"}}] * 3)
    items = items_of(name, write(table))
    assert [values(item) for item in items if isinstance(item, Record)] == [{"image.path": "jane.png"}] * 3
    (note,) = [item for item in items if isinstance(item, Skipped)]
    assert (note.reason, note.bytes) == ("binary values are not read", 90)


@FORMATS
@pytest.mark.parametrize("size", [1, 300, 10**6])
def test_shards_number_rows_on(
    name: str, write: Callable[[Any], bytes], size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = pa.table({"text": [f"row {number}" for number in range(95)]})
    data = parquet(table, row_group_size=10) if write is parquet else write(table)
    monkeypatch.setattr(base, "SHARD_BYTES", size)
    monkeypatch.setattr(arrow_rows, "_BATCH_ROWS", 7)
    shards = shards_of(name, data)
    assert len(shards) == (10 if size == 1 else 1 if size == 10**6 else len(shards))
    assert [(r.index, values(r)) for r in records_of(name, data)] == [(n, {"text": f"row {n}"}) for n in range(95)]
    assert sum(shard.size for shard in shards) == len(data)


@FORMATS
def test_a_table_without_rows_still_has_columns(name: str, write: Callable[[Any], bytes]) -> None:
    (record,) = records_of(name, write(pa.table({"email": pa.array([], pa.string())})))
    assert [field.text for field in record.fields] == ["email"]


def test_strings_that_are_no_utf8_are_not_shown_and_not_lost() -> None:
    broken = pa.Array.from_buffers(pa.string(), 2, pa.array([b"ok", b"\xff\xfe"]).buffers())
    items = items_of("a.arrow", stream(pa.table({"text": broken, "other": ["x", "y"]})))
    assert [values(item) for item in items if isinstance(item, Record)] == [
        {"text": "ok", "other": "x"},
        {"other": "y"},
    ]
    (note,) = [item for item in items if isinstance(item, Skipped)]
    assert note.bytes == 2


def test_values_that_python_cannot_hold_are_texts() -> None:
    table = pa.table({"day": pa.array([10**8], pa.date32()), "a": ["x"], "took": pa.array([1], pa.duration("ns"))})
    (record,) = records_of("a.arrow", stream(table))
    found = values(record)
    assert found.pop("day")
    assert found["a"] == "x"


def test_a_column_that_cannot_be_read_leaves_the_others() -> None:
    inner = pa.Array.from_buffers(pa.string(), 1, pa.array([b"\xff"]).buffers())
    odd = pa.UnionArray.from_sparse(pa.array([0], pa.int8()), [inner])
    note, record = items_of("a.arrow", stream(pa.table({"odd": odd, "a": ["x"]})))
    assert isinstance(note, Skipped)
    assert note.reason == "rows 0 to 0: a column whose values can't be read"
    assert isinstance(record, Record)
    assert values(record) == {"a": "x"}


def test_a_table_without_columns_is_read() -> None:
    assert not values_of("a.arrow", stream(pa.table({})))


def test_a_broken_row_group_leaves_the_others() -> None:
    table = pa.table({"text": [f"{number:05}" * 40 for number in range(40)]})
    data = bytearray(parquet(table, row_group_size=10, compression="zstd", use_dictionary=False))
    at = data.index(b"\x28\xb5\x2f\xfd", len(data) // 3)
    data[at : at + 12] = b"\xff" * 12
    items = items_of("a.parquet", bytes(data))
    (note,) = [item for item in items if isinstance(item, Skipped)]
    assert note.reason.endswith("broken row group")
    assert 0 < note.bytes < len(data)
    found = [item.index for item in items if isinstance(item, Record)]
    assert len(found) == 30
    assert max(found) == 39


def test_a_stream_that_ends_too_early_is_read_up_to_there() -> None:
    data = stream(pa.table({"text": ["x" * 100 for _ in range(50)]}))
    items = items_of("a.arrow", data[: len(data) * 2 // 3])
    (note,) = [item for item in items if isinstance(item, Skipped)]
    assert note.reason == "broken from row 30 on"
    assert len(items) == 31


def test_a_cell_above_the_bound_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "MAX_RECORD_BYTES", 100)
    data = parquet(pa.table({"a": ["x" * 200, "y"], "b": ["z", "w"]}))
    assert [note.reason for note in skipped_of("a.parquet", data)] == ["row 0: value longer than a record may be"]
    assert [values(item) for item in items_of("a.parquet", data) if isinstance(item, Record)] == [
        {"b": "z"},
        {"a": "y", "b": "w"},
    ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.parquet", b"PAR1" + b"jane@firm.example" * 9 + b"PAR1"),
        ("a.parquet", b"jane@firm.example" * 9),
        ("a.parquet", parquet(pa.table({"a": ["jane@firm.example"]}))[:-20]),
        ("a.arrow", b"ARROW1\0\0" + b"jane@firm.example" * 9),
        ("a.arrow", b"jane@firm.example" * 9),
        ("a.feather", b"FEA1" + b"jane@firm.example" * 9),
    ],
)
def test_a_broken_file_is_an_error_without_content(name: str, data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        values_of(name, data)
    assert "jane" not in caught.value.message + caught.value.hint
    assert caught.value.__context__ is None
