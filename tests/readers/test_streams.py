"""Blocks of bytes: lines, archives, bombs, encodings."""

from __future__ import annotations

import bz2
import gzip
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from read_files import put, shards_of, skipped_of

from auditor.errors import ReadError
from auditor.readers import streams
from auditor.readers.streams import decode, lines, opened, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable

PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bz2": bz2.compress,
    "zstd": zstandard.ZstdCompressor().compress,
}


@given(
    data=st.binary(max_size=80).map(lambda raw: raw.replace(b"\x01", b"\n")),
    block=st.integers(1, 20),
    limit=st.integers(1, 30),
)
def test_lines_are_those_of_split_whatever_the_blocks(data: bytes, block: int, limit: int) -> None:
    blocks = [data[at : at + block] for at in range(0, len(data), block)]
    expected = data.split(b"\n")
    if not expected[-1]:
        expected.pop()
    assert list(lines(blocks, limit)) == [line if len(line) <= limit else len(line) for line in expected]


@pytest.mark.parametrize(
    ("kind", "packed"),
    [
        ("gzip", gzip.compress(b"one") + gzip.compress(b"two") + bytes(600)),
        ("bz2", bz2.compress(b"one") + bz2.compress(b"two")),
        ("zstd", zstandard.ZstdCompressor().compress(b"one") + zstandard.ZstdCompressor().compress(b"two")),
    ],
)
@pytest.mark.parametrize("block", [1, 7, 10_000])
def test_all_members_of_an_archive_are_read(kind: str, packed: bytes, block: int) -> None:
    trouble: streams.Trouble = []
    blocks = [packed[at : at + block] for at in range(0, len(packed), block)]
    assert b"".join(unpacked(blocks, kind, trouble)) == b"onetwo"
    assert not trouble


@pytest.mark.parametrize("kind", ["gzip", "bz2", "zstd"])
def test_a_bomb_is_stopped(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "FREE_BYTES", 1024 * 1024)
    monkeypatch.setattr(streams, "MAX_RATIO", 50)
    data = bytes(30 * 1024 * 1024)
    packed = PACK[kind](data)
    trouble: streams.Trouble = []
    given_out = sum(len(block) for block in unpacked([packed], kind, trouble))
    assert [reason for reason, _ in trouble] == ["unpacks to more than 50 times its size: not read further"]
    assert given_out <= len(data)


@pytest.mark.parametrize("kind", ["gzip", "bz2", "zstd"])
def test_a_truncated_archive_says_so(kind: str) -> None:
    data = bytes(range(256)) * 2000
    packed = PACK[kind](data)
    trouble: streams.Trouble = []
    list(unpacked([packed[:-6]], kind, trouble))
    assert trouble == [(f"the {kind} stream ends too early", len(packed) - 6)]


def test_a_file_that_shrinks_is_noticed() -> None:
    source = put("a.txt", b"one\ntwo\n")
    (shard,) = shards_of("a.txt", b"one\ntwo\n")
    shard = replace(shard, root=str(source.root))
    source.absolute.write_bytes(b"one\n")
    with opened(shard) as stream:
        assert b"".join(stream.blocks) == b"one\n"
        (note,) = stream.rest(shard)
    assert (note.reason, note.bytes) == ("the file became shorter while it was read", 4)


def test_an_error_names_the_shown_path_only() -> None:
    (shard,) = shards_of("secret-name.txt", b"x")
    shard = replace(shard, path="gone", shown="masked")
    with pytest.raises(ReadError, match=r"^masked: can't be read") as caught, opened(shard):
        pass
    assert caught.value.__context__ is None


def test_bytes_that_do_not_belong_are_counted() -> None:
    assert decode("süß".encode(), "utf-8") == ("süß", 0)
    assert decode(b"s\xff\xfe!", "utf-8") == ("s\ufffd\ufffd!", 2)
    assert decode(b"\x81", "cp1252") == ("\ufffd", 1)


def test_a_stray_byte_in_utf16_is_reported_not_dropped() -> None:
    data = "\ufeffeins\nzwei\n".encode("utf-16-le") + b"\x00\xd8" + "\ndrei\n".encode("utf-16-le") + b"x"
    notes = skipped_of("a.txt", data)
    assert [note.reason.split(":")[0] for note in notes] == ["line 3", "line 5"]
