"""Parquet and Arrow: types, schema, metadata, row groups and untouched columns are those of the source."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.remedies.conftest import Copier

MAIL = "jane.roe@mail-werk.net"


def _table() -> Any:
    messages = pa.list_(pa.struct([("role", pa.string()), ("content", pa.large_string())]))
    schema = pa.schema(
        [
            pa.field("id", pa.int64(), nullable=False),
            pa.field("text", pa.string(), metadata={"kind": "free"}),
            pa.field("label", pa.dictionary(pa.int8(), pa.string())),
            pa.field("mail", pa.dictionary(pa.int16(), pa.string())),
            pa.field("messages", messages),
            pa.field("day", pa.date32()),
            pa.field("price", pa.decimal128(8, 2)),
            pa.field("at", pa.timestamp("ns", tz="UTC")),
        ],
        metadata={"made by": "a test"},
    )
    rows = 6
    return pa.table(
        {
            "id": list(range(rows)),
            "text": [f"to {MAIL} ü", None, "x", "", "y", f"{MAIL} {MAIL}"],
            "label": ["a", "b", "a", None, "b", "a"],
            "mail": [MAIL, "none", MAIL, None, "none", "none"],
            "messages": [
                [{"role": "user", "content": f"I am {MAIL}"}],
                [],
                None,
                [{"role": "x", "content": None}],
                [],
                [],
            ],
            "day": [date(2024, 1, day + 1) for day in range(rows)],
            "price": [Decimal("1.20")] * rows,
            "at": [1_700_000_000_000_000_001] * rows,
        },
        schema=schema,
    )


def _check(old: Any, new: Any) -> None:
    assert new.schema.equals(old.schema, check_metadata=True)
    for name in ("id", "day", "price", "at"):
        assert new[name].equals(old[name])
    assert new["label"].to_pylist() == old["label"].to_pylist()
    assert new["text"].to_pylist() == ["to *** ü", None, "x", "", "y", "*** ***"]
    assert new["mail"].to_pylist() == ["***", "none", "***", None, "none", "none"]
    assert new["messages"].to_pylist()[0] == [{"role": "user", "content": "I am ***"}]
    assert new["messages"].to_pylist()[1:] == old["messages"].to_pylist()[1:]


@pytest.mark.parametrize("codec", ["none", "snappy", "zstd"])
def test_parquet(copier: Copier, codec: str) -> None:
    path = copier.write("a.parquet", b"")
    pq.write_table(_table(), path, compression=codec, row_group_size=4)
    assert not copier.run().left_out
    made = pq.ParquetFile(copier.out / "a.parquet")
    assert made.metadata.num_row_groups == 2
    assert made.metadata.row_group(0).column(1).compression == codec.upper().replace("NONE", "UNCOMPRESSED")
    _check(pq.read_table(path), made.read())
    assert MAIL.encode() not in (copier.out / "a.parquet").read_bytes()


@pytest.mark.parametrize("is_file", [True, False])
def test_arrow(copier: Copier, is_file: bool) -> None:
    path = copier.write("a.arrow", b"")
    table = _table()
    make = pa.ipc.new_file if is_file else pa.ipc.new_stream
    with make(str(path), table.schema) as out:
        for batch in table.to_batches(max_chunksize=4):
            out.write_batch(batch)
    assert not copier.run().left_out
    made = copier.out / "a.arrow"
    new = (pa.ipc.open_file if is_file else pa.ipc.open_stream)(pa.memory_map(str(made))).read_all()
    _check(table, new)


def test_a_column_that_is_a_finding_has_another_name(copier: Copier) -> None:
    path = copier.write("a.parquet", b"")
    pq.write_table(pa.table({MAIL: ["x", "y"], "n": [1, 2]}), path)
    assert not copier.run().left_out
    names = pq.read_table(copier.out / "a.parquet").column_names
    assert names[0].startswith("EMAIL_ADDRESS~")
    assert names[1] == "n"
    assert MAIL.encode() not in (copier.out / "a.parquet").read_bytes()


def test_pictures_are_not_copied_unseen(copier: Copier, tmp_path: Path) -> None:
    table = pa.table({"image": [b"\x89PNG\0\0", None], "text": [f"by {MAIL}", "x"]})
    path = copier.write("a.parquet", b"")
    pq.write_table(table, path)
    done = copier.run()
    assert done.account.unread == {"a binary value": 1}
    assert pq.read_table(copier.out / "a.parquet").to_pylist() == [
        {"image": None, "text": "by ***"},
        {"image": None, "text": "x"},
    ]
    kept = type(copier)(tmp_path / "kept", copier.key)
    pq.write_table(table, kept.write("a.parquet", b""))
    kept.run(keep_unread=True)
    assert pq.read_table(kept.out / "a.parquet")["image"].to_pylist() == [b"\x89PNG\0\0", None]


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow"])
def test_notes_in_the_head_lose_their_findings(copier: Copier, name: str) -> None:
    inner = pa.struct([pa.field("x", pa.string(), metadata={"by": MAIL})])
    notes = {
        "owner": MAIL,
        "made": '{"who": ["' + MAIL + '", 7], "note": "plain"}',
        "odd": b"\xff\xfe",
        "kept": "as it is",
    }
    schema = pa.schema(
        [pa.field("n", pa.int64(), metadata={"asked": f"mail {MAIL}"}), pa.field("s", inner)], metadata=notes
    )
    table = pa.table({"n": [1, 2], "s": [{"x": "a"}, {"x": "b"}]}, schema=schema)
    path = copier.write(name, b"")
    if name == "a.parquet":
        pq.write_table(table, path)
    else:
        with pa.ipc.new_file(str(path), schema) as out:
            out.write_table(table)
    done = copier.run()
    assert not done.left_out
    made = copier.out / name
    assert MAIL.encode() not in made.read_bytes()
    new = pq.read_schema(made) if name == "a.parquet" else pa.ipc.open_file(str(made)).schema
    assert new.metadata[b"owner"] == b"***"
    assert new.metadata[b"made"] == b'{"who":["***",7],"note":"plain"}'
    assert new.metadata[b"kept"] == b"as it is"
    assert b"odd" not in new.metadata
    assert new.field("n").metadata[b"asked"] == b"mail ***"
    assert done.account.replaced == {"EMAIL_ADDRESS": 4}
    assert done.account.unread == {"a binary note in the head of the file": 1}
