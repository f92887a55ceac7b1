"""JSON: lists, wrapped rows, objects, several values, and what is broken in them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_files import items_of, put, records_of, shards_of, values, values_of

from auditor.model import Record, Skipped
from auditor.readers import base, streams
from auditor.readers.plan import plan
from auditor.readers.read import read

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


def test_elements_of_a_list_are_records_with_their_lines() -> None:
    first, second, third = records_of("a.json", b'[\n {"a": "x",\n  "b": 1.50},\n "y",\n [2]\n]\n')
    assert (first.index, first.line, first.end_line, values(first)) == (0, 2, 3, {"a": "x", "b": "1.5"})
    assert (second.index, second.line, values(second)) == (1, 4, {"value": "y"})
    assert (third.index, third.line, values(third)) == (2, 5, {"[0]": "2"})


def test_an_object_is_one_record() -> None:
    data = b'{"patient": "x", "visits": [{"note": "y"}, {"note": "z"}]}'
    assert values_of("a.json", data) == [{"patient": "x", "visits[0].note": "y", "visits[1].note": "z"}]


def test_wrapped_rows_are_records_and_the_rest_is_the_last() -> None:
    data = b'{"version": "v", "train": [{"a": "x"}, {"a": "y"}], "test": [{"a": "z"}], "data": [1, "w"], "rows": []}'
    found = records_of("a.json", data)
    assert [(r.index, values(r)) for r in found] == [
        (0, {"a": "x"}),
        (1, {"a": "y"}),
        (2, {"a": "z"}),
        (3, {"version": "v", "data[0]": "1", "data[1]": "w"}),
    ]


def test_one_conversation_in_a_wrapper_stays_whole() -> None:
    data = b'{"data": [{"role": "user", "content": "x"}, {"role": "assistant", "content": "y"}]}'
    (record,) = records_of("a.json", data)
    assert values(record)["data[1].content"] == "y"


def test_values_that_follow_one_another_are_records() -> None:
    assert values_of("a.json", b'{"a":\n"x"} {"a":\n"y"} "z"') == [{"a": "x"}, {"a": "y"}, {"value": "z"}]


def test_json_lines_under_this_suffix_are_read_as_such() -> None:
    (shard,) = shards_of("a.json", b'{"a":"x"}\n{"a":"y"}\n')
    assert shard.reader == "jsonl"


@pytest.mark.parametrize(
    ("data", "read_before", "reason", "lost"),
    [
        (b'[{"a":"x"},\n{"b":"y"},\n{"c":', 2, "line 3: not valid JSON (truncated?)", 5),
        (b'[{"a":"x"},\n{"b":"y"}', 2, "line 2: not valid JSON (truncated?)", 0),
        (b'[{"a":"x"}\n{"b":"y"}]', 1, "line 2: not valid JSON", 10),
        (b'{"a":"x",\n"b":oops}', 1, "line 2: not valid JSON", 5),
        (b'{"a":"x",\n7:"y"}', 1, "line 2: not valid JSON", 5),
        (b'// note\n{"a":"x"}', 0, "line 1: not valid JSON", 17),
        (b"[" * 5000, 0, "line 1: JSON nested too deeply", 4999),
    ],
)
def test_a_broken_file_is_read_up_to_the_break(data: bytes, read_before: int, reason: str, lost: int) -> None:
    items = items_of("a.json", data)
    assert sum(isinstance(item, Record) for item in items) == read_before
    (note,) = [item for item in items if isinstance(item, Skipped)]
    assert (note.reason, note.bytes) == (reason, lost)
    assert note.hint


@settings(max_examples=40)
@given(
    rows=st.lists(st.dictionaries(TEXT, st.one_of(TEXT, st.lists(TEXT, max_size=3)), min_size=1, max_size=3)),
    block=st.integers(1, 50),
    indent=st.sampled_from([None, 0, 2]),
)
def test_windows_of_any_size_give_the_same_records(
    rows: list[dict[str, object]], block: int, indent: int | None
) -> None:
    data = json.dumps(rows, ensure_ascii=False, indent=indent).encode()
    source = put("a.json", data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streams, "BLOCK", block)
        small = [item for shard in plan(source) for item in read(shard)]
    assert small == [item for shard in plan(source) for item in read(shard)]
    assert [item.index for item in small if isinstance(item, Record)] == list(range(len(rows)))


@pytest.mark.parametrize(
    "filler", [b'"' + b"x" * 400 + b'"', b'{"a": "' + b'\\"[{,' * 80 + b'"}', b"[" + b"[1]," * 100 + b"2]"]
)
@pytest.mark.parametrize("block", [3, 64, 1000])
def test_a_value_above_the_bound_is_passed_over(filler: bytes, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "MAX_RECORD_BYTES", 200)
    monkeypatch.setattr(streams, "BLOCK", block)
    first, note, last = items_of("a.json", b'[{"b":"x"},\n' + filler + b',\n{"b":"y"}]')
    assert isinstance(first, Record)
    assert isinstance(note, Skipped)
    assert (note.record, note.bytes, note.reason) == (1, len(filler), "line 2: longer than a record may be")
    assert isinstance(last, Record)
    assert (last.index, last.line, values(last)) == (2, 3, {"b": "y"})


def test_a_bare_value_above_the_bound_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "MAX_RECORD_BYTES", 200)
    note, last = items_of("a.json", b'"' + b"x" * 400 + b'"\n{"b":\n"y"}')
    assert isinstance(note, Skipped)
    assert isinstance(last, Record)
    assert (last.index, values(last)) == (1, {"b": "y"})


def test_a_member_above_the_bound_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "MAX_RECORD_BYTES", 50)
    note, record = items_of("a.json", json.dumps({"a": "x" * 100, "b": "y" * 40, "c": "z" * 40}).encode())[::2]
    assert isinstance(note, Skipped)
    assert isinstance(record, Record)
    assert values(record) == {"b": "y" * 40}


def test_bytes_of_another_encoding_are_reported_with_their_line() -> None:
    note, record, *_ = items_of("a.json", '[{"a":\n"x\udcff", "b": "süß"}]'.encode("utf-8", "surrogateescape"))
    assert isinstance(note, Skipped)
    assert note.reason == "line 2: 1 byte that is not utf-8; the rest of the line was read"
    assert isinstance(record, Record)
    assert values(record) == {"a": "x\ufffd", "b": "süß"}


def test_keys_that_stand_twice_hide_nothing() -> None:
    assert values_of("a.json", b'{"a":"x","a":"y"}') == [{"a": "x", "a#2": "y"}]
