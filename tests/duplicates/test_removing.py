"""Taking records out of a file: what stays is as it was written, in its order, in every format."""

from __future__ import annotations

import gzip
import io
import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.duplicates.removing import without
from auditor.readers import base
from auditor.readers.discover import discover
from auditor.readers.plan import plan
from auditor.readers.read import read
from auditor.remedies.writers.base import CannotRewriteError

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.model import Shard

ROWS = st.lists(st.fixed_dictionaries({"t": st.text(max_size=12), "n": st.integers(0, 9)}), min_size=1, max_size=12)
GONE = st.sets(st.integers(0, 11))
QUICK = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _shards(folder: Path, name: str, content: bytes) -> list[Shard]:
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    (folder / name).write_bytes(content)
    [source] = discover([folder], show=str).files
    return list(plan(source))


def _cut(folder: Path, name: str, content: bytes, gone: set[int]) -> bytes:
    without(_shards(folder / "d", name, content), gone, folder / "out")
    return (folder / "out").read_bytes()


def _stays(rows: list[Any], gone: set[int]) -> list[Any]:
    return [row for number, row in enumerate(rows) if number not in gone]


@QUICK
@given(ROWS, GONE, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_json_lines(tmp_path: Path, rows: list[dict[str, Any]], gone: set[int], end: str, ended: bool) -> None:
    lines = [json.dumps(row) + end for row in rows]
    if not ended:
        lines[-1] = lines[-1].removesuffix(end)
    assert _cut(tmp_path, "a.jsonl", "".join(lines).encode(), gone) == "".join(_stays(lines, gone)).encode()


@QUICK
@given(ROWS, GONE, st.sampled_from([None, 0, 2]))
def test_a_json_list(tmp_path: Path, rows: list[dict[str, Any]], gone: set[int], indent: int | None) -> None:
    content = json.dumps(rows, indent=indent, ensure_ascii=False) + "\n"
    made = _cut(tmp_path, "a.json", content.encode(), gone)
    assert json.loads(made) == _stays(rows, gone)
    if not gone & set(range(len(rows))):
        assert made == content.encode()


@QUICK
@given(ROWS, GONE)
def test_csv_rows_stay_as_they_are_written(tmp_path: Path, rows: list[dict[str, Any]], gone: set[int]) -> None:
    written = [
        f'"{"".join(c for c in row["t"] if c.isprintable()).replace(chr(34), "")} ""q"", x",{row["n"]}\r\n'
        for row in rows
    ]
    made = _cut(tmp_path, "a.csv", ("text,label\r\n" + "".join(written)).encode(), gone)
    assert made == ("text,label\r\n" + "".join(_stays(written, gone))).encode()


@QUICK
@given(ROWS, GONE, st.sampled_from(["parquet", "feather", "arrow"]))
def test_columns(tmp_path: Path, rows: list[dict[str, Any]], gone: set[int], kind: str) -> None:
    schema = pa.schema([pa.field("t", pa.string()), pa.field("n", pa.int8())], metadata={"made": "here"})
    table = pa.Table.from_pylist(rows, schema)
    out = io.BytesIO()
    if kind == "parquet":
        pq.write_table(table, out, row_group_size=3, compression="zstd")
    else:
        make = pa.ipc.new_file if kind == "arrow" else pa.ipc.new_stream
        with make(out, schema) as writer:
            writer.write_table(table, max_chunksize=3)
    made = io.BytesIO(_cut(tmp_path, f"a.{'parquet' if kind == 'parquet' else 'arrow'}", out.getvalue(), gone))
    if kind == "parquet":
        back = pq.read_table(made)
    else:
        back = (pa.ipc.open_file if kind == "arrow" else pa.ipc.open_stream)(made).read_all()
    assert back.to_pylist() == _stays(rows, gone)
    assert back.schema.equals(schema, check_metadata=True)


def test_packed_and_marked_files_stay_packed_and_marked(tmp_path: Path) -> None:
    lines = [f'{{"t": "gr\u00fc\u00df {n}"}}\n' for n in range(4)]
    packed = _cut(tmp_path, "a.jsonl.gz", gzip.compress("".join(lines).encode()), {1})
    assert gzip.decompress(packed).decode() == lines[0] + lines[2] + lines[3]
    wide = _cut(tmp_path, "a.jsonl", "".join(lines).encode("utf-16"), {0, 3})
    assert wide == (lines[1] + lines[2]).encode("utf-16")


def test_many_shards_count_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "SHARD_BYTES", 64)
    lines = [f'{{"t": "number {n}"}}\n' for n in range(40)]
    gone = {0, 7, 8, 21, 39}
    shards = _shards(tmp_path / "d", "a.jsonl", "".join(lines).encode())
    assert len(shards) > 3
    without(shards, gone, tmp_path / "out")
    assert (tmp_path / "out").read_text() == "".join(_stays(lines, gone))
    rows = ["id,text\n", *(f"{n},number {n}\n" for n in range(40))]
    assert _cut(tmp_path, "a.csv", "".join(rows).encode(), gone).decode() == rows[0] + "".join(_stays(rows[1:], gone))


def test_numbers_are_those_of_the_reader(tmp_path: Path) -> None:
    content = b'\xef\xbb\xbf{"t": 1}\n\n{"t": 2}\nbroken\n{"t": 3}\n'
    shards = _shards(tmp_path / "d", "a.jsonl", content)
    indexes = [item.index for shard in shards for item in read(shard) if hasattr(item, "index")]
    assert indexes == [0, 2, 4]
    without(shards, {2}, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == b'\xef\xbb\xbf{"t": 1}\n\nbroken\n{"t": 3}\n'


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.yaml", b"t: 1\n---\nt: 1\n", "can't be taken out of yaml"),
        ("a.json", b'{"data": [{"t": 1}, {"t": 1}]}', "no elements of one list"),
        ("a.json", b"[1, 2] [3]", "more than one list"),
        ("a.json", b'[{"t": 1}, {"t": 1}', "not valid JSON"),
    ],
)
def test_what_can_not_be_cut_says_why(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    with pytest.raises(CannotRewriteError, match=reason):
        _cut(tmp_path, name, content, {1})


def test_brackets_and_escapes_in_strings_are_no_structure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"t": '],[{"\\', "u": ["\\\\", '"']}, {"t": "x" * 50}, [[], {}], "a,b", None]
    monkeypatch.setattr("auditor.readers.streams.BLOCK", 7)
    made = _cut(tmp_path, "a.json", json.dumps(rows, indent=1).encode(), {1, 3})
    assert json.loads(made) == [rows[0], rows[2], rows[4]]
