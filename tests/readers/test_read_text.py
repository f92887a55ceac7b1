"""Running text: pieces, offsets, lines, bytes of other encodings."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_files import items_of, put, records_of, shards_of, skipped_of

from auditor.model import Record, Skipped
from auditor.readers import base
from auditor.readers.plan import plan
from auditor.readers.read import read
from auditor.readers.text import pieces


@settings(max_examples=150)
@given(
    text=st.text(st.sampled_from("ab \nüß€😀"), min_size=1, max_size=200),
    shard=st.integers(1, 60),
    piece=st.integers(4, 40),
)
def test_pieces_join_to_the_text_and_know_their_place(text: str, shard: int, piece: int) -> None:
    source = put("a.txt", text.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(base, "SHARD_BYTES", shard)
        patch.setattr(base, "MAX_PIECE_CHARS", piece)
        items = [item for part in plan(source) for item in read(part)]
    joined = ""
    for item in items:
        assert isinstance(item, Record)
        (field,) = item.fields
        assert (item.index, field.name, field.offset) == (0, "text", len(joined))
        assert field.line == item.line == joined.count("\n") + 1
        joined += field.text
    assert joined == text


def test_a_piece_ends_at_a_paragraph_a_line_a_space_or_a_character(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "MAX_PIECE_CHARS", 10)
    text = "aa\nbb\n\ncc\ndddd eeee ffffüüüüüüüüüü"
    parts = list(pieces([text.encode()], "utf-8"))
    assert parts[0] == b"aa\nbb\n\n"
    assert "".join(part.decode() for part in parts) == text


def test_lines_are_counted_from_one_to_the_last() -> None:
    (record,) = records_of("a.txt", b"one\ntwo\nthree")
    assert (record.line, record.end_line) == (1, 3)
    (record,) = records_of("a.txt", b"one\ntwo\n")
    assert (record.line, record.end_line) == (1, 2)


def test_broken_bytes_are_reported_with_their_line_and_the_text_is_read() -> None:
    data = "eins süß\nzwei \udcff\udcfe schön\n".encode("utf-8", "surrogateescape")
    note, record = items_of("a.txt", data)
    assert isinstance(note, Skipped)
    assert (note.reason, note.bytes) == ("line 2: 2 bytes that are not utf-8; the rest of the line was read", 2)
    assert isinstance(record, Record)
    assert record.fields[0].text == "eins süß\nzwei \ufffd\ufffd schön\n"


def test_a_long_line_does_not_break_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "MAX_RECORD_BYTES", 1000)
    monkeypatch.setattr(base, "MAX_PIECE_CHARS", 500)
    found = records_of("a.log", b"word " * 2000)
    assert max(len(record.fields[0].text) for record in found) <= 500
    assert sum(len(record.fields[0].text) for record in found) == 10_000


def test_a_broken_archive_is_read_up_to_the_break() -> None:

    data = gzip.compress(b"".join(b"line %d\n" % number for number in range(10_000)))
    items = items_of("a.txt.gz", data[: len(data) // 2])
    (note,) = [item for item in items if isinstance(item, Skipped)]
    assert note.reason == "the gzip stream ends too early"
    assert sum(len(item.fields[0].text) for item in items if isinstance(item, Record)) > 10_000
    half = bytearray(data)
    half[-6] ^= 1  # in the checksum
    (note,) = skipped_of("a.txt.gz", bytes(half))
    assert note.reason == "the gzip stream is broken"
    assert 0 < note.bytes < len(data)


def test_markdown_has_its_own_name() -> None:
    (shard,) = shards_of("README.md", b"# hi\n")
    assert shard.reader == "markdown"
