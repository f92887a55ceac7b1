"""JSON Lines: numbering, broken lines, exact numbers, twins, bounds."""

from __future__ import annotations

import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_files import items_of, put, records_of, shards_of, skipped_of, values, values_of

from auditor.model import Part, Record, Skipped
from auditor.readers import base
from auditor.readers.plan import plan
from auditor.readers.read import MAX_SKIPPED, read

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
ROWS = st.lists(st.dictionaries(TEXT, TEXT, max_size=3), max_size=12)


def test_records_are_numbered_by_physical_line() -> None:
    first, second = records_of("a.jsonl", b'{"a":"x"}\n\n  \r\n{"a":"y"}')
    assert (first.index, first.line, first.end_line) == (0, 1, 1)
    assert (second.index, second.line, second.end_line) == (3, 4, 4)


def test_fields_have_path_header_and_text() -> None:
    (record,) = records_of(
        "a.jsonl", b'{"customer":{"email":"a@b.example","odd key":["x",{"n":7}]},"ok":true,"no":null}\n'
    )
    found = [(field.name, field.header, field.text) for field in record.fields if field.part is Part.VALUE]
    assert found == [
        ("customer.email", "email", "a@b.example"),
        ('customer["odd key"][0]', "odd key", "x"),
        ('customer["odd key"][1].n', "n", "7"),
    ]


def test_each_key_is_a_text_once_per_shard() -> None:
    first, second = records_of("a.jsonl", b'{"a":{"b":"x"}}\n{"a":{"b":"y","c":"z"}}\n')
    assert [(f.name, f.text) for f in first.fields if f.part is Part.KEY] == [("a", "a"), ("a.b", "b")]
    assert [(f.name, f.text) for f in second.fields if f.part is Part.KEY] == [("a.c", "c")]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b'{"a": "x', "line 2: not valid JSON (truncated?)"),
        (b'{"a": ', "line 2: not valid JSON (truncated?)"),
        (b"{'a': 1}", "line 2: not valid JSON"),
        (b"[" * 5000 + b"]" * 5000, "line 2: JSON nested too deeply"),
    ],
)
def test_a_bad_line_is_skipped_and_the_rest_is_read(line: bytes, what: str) -> None:
    items = items_of("a.jsonl", b'{"a":"x"}\n' + line + b'\n{"a":"y"}\n')
    first, bad, last = items
    assert isinstance(first, Record)
    assert isinstance(last, Record)
    assert last.index == 2
    assert isinstance(bad, Skipped)
    assert (bad.reason, bad.record, bad.bytes) == (what, 1, len(line) + 1)
    assert bad.hint


def test_many_bad_lines_are_counted_together() -> None:
    found = skipped_of("a.jsonl", b'{"a":"x"}\n' * 2 + b"{oops\n" * 500)
    assert len(found) == MAX_SKIPPED + 1
    assert found[-1].reason.startswith("400 more records")
    assert sum(item.bytes for item in found) == 500 * 6


def test_numbers_keep_their_digits() -> None:
    data = b'{"n":12345678901234567890123,"phone":491701234567,"f":0.5}\n'
    assert values_of("a.jsonl", data) == [{"n": "12345678901234567890123", "phone": "491701234567", "f": "0.5"}]


def test_a_key_that_stands_twice_hides_nothing() -> None:
    assert values_of("a.jsonl", b'{"a":"x","b":{"a":"y"},"a":"z"}\n') == [{"a": "x", "b.a": "y", "a#2": "z"}]


def test_json_inside_a_string_is_no_twin() -> None:
    (record,) = records_of("a.jsonl", json.dumps({"arguments": json.dumps({"city": "Ulm"})}).encode())
    assert values(record) == {"arguments": '{"city": "Ulm"}'}


def test_what_strict_json_forbids_is_read_where_it_is_clear() -> None:
    data = b'{"a":NaN,"b":"x\ty","c":"\\ud83d \\ud83d\\ude00"}\n'
    assert values_of("a.jsonl", data) == [{"b": "x\ty", "c": "\ufffd \U0001f600"}]


def test_bytes_of_another_encoding_are_shown_as_such_and_reported() -> None:
    note, record, *_ = items_of("a.jsonl", '{"a":"x\udcff","b":"süß"}\n{"a":"ü"}\n'.encode("utf-8", "surrogateescape"))
    assert isinstance(note, Skipped)
    assert (note.reason, note.record) == ("line 1: 1 byte that is not utf-8; the rest of the line was read", 0)
    assert isinstance(record, Record)
    assert values(record) == {"a": "x\ufffd", "b": "süß"}


def test_vectors_make_no_fields_but_long_numbers_do() -> None:
    row = {"embedding": [0.25] * 40, "tokens": list(range(40)), "phones": [491701234567] * 40, "place": [48.1, 11.5]}
    names = values(records_of("a.jsonl", json.dumps(row).encode())[0])
    assert {name.partition("[")[0] for name in names} == {"phones", "place"}
    assert len(names) == 42


def test_bare_values_are_records_too() -> None:
    assert values_of("a.jsonl", b'"x"\n7\n{}\nnull\n["y"]\n') == [{"value": "x"}, {"value": "7"}, {}, {}, {"[0]": "y"}]


@given(rows=ROWS, size=st.integers(1, 60))
def test_every_row_comes_back_whatever_the_shards(rows: list[dict[str, str]], size: int) -> None:
    data = "".join(json.dumps(row, ensure_ascii=size % 2 == 0) + "\n" for row in rows).encode()
    source = put("a.jsonl", data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(base, "SHARD_BYTES", size)
        shards = list(plan(source)) if data else []
        items = [item for shard in shards for item in read(shard)]
    texts: dict[int, list[str]] = {}
    for item in items:
        assert isinstance(item, Record)
        texts[item.index] = [field.text for field in item.fields if field.part is Part.VALUE]
    assert texts == {index: list(row.values()) for index, row in enumerate(rows)}


def test_a_line_above_the_bound_is_passed_over_in_flat_memory() -> None:
    big = b'{"a":"' + b"x" * (base.MAX_RECORD_BYTES + 2**20) + b'"}'
    source = put("a.jsonl", b'{"a":"first"}\n' + big + b'\n{"a":"last"}\n')
    size = len(big)
    del big
    shards = list(plan(source))
    tracemalloc.start()
    items = [item for shard in shards for item in read(shard)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    first, note, last = items
    assert isinstance(first, Record)
    assert isinstance(note, Skipped)
    assert (note.record, note.bytes) == (1, size)
    assert note.reason == "line 2: longer than a record may be (33 MiB)"
    assert isinstance(last, Record)
    assert last.index == 2
    assert peak < 3 * base.MAX_RECORD_BYTES


def test_a_record_of_very_many_fields_comes_in_pieces() -> None:
    pieces = records_of("a.jsonl", json.dumps([f"text {number}" for number in range(120_000)]).encode())
    assert [len(piece.fields) for piece in pieces] == [50_000, 50_000, 20_000]
    assert {piece.index for piece in pieces} == {0}
    assert pieces[2].fields[-1].name == "[119999]"


def test_a_pretty_printed_list_under_this_suffix_is_json() -> None:
    (shard,) = shards_of("a.jsonl", b'[\n  {"a": "x"},\n  {"a": "y"}\n]\n')
    assert shard.reader == "json"


def test_long_keys_do_not_stand_in_paths() -> None:
    (record,) = records_of("a.jsonl", json.dumps({"k" * 500: "x", "l" * 500: {"m": "y"}}).encode())
    assert values(record) == {'["…"]': "x", '["…"]#2.m': "y"}
    assert [len(field.text) for field in record.fields if field.part is Part.KEY] == [500, 500, 1]
