"""Which reader takes a file, its digest, its encoding."""

from __future__ import annotations

import gzip
import hashlib

import pytest
from read_files import put, shards_of

from auditor.errors import ReadError
from auditor.readers.plan import plan


@pytest.mark.parametrize(
    ("name", "data", "reader"),
    [
        ("a.jsonl", b'{"a":1}', "jsonl"),
        ("A.JSONL", b'{"a":1}', "jsonl"),
        ("a.json", b'{"a":\n1}', "json"),
        ("a.txt", b'{"a":1}\n{"a":2}\n', "jsonl"),
        ("a.log", b"[2026-01-01] started\n[2026-01-02] stopped\n", "text"),
        ("a.py", b"x = [1]\n", "text"),
        ("Dockerfile", b"FROM scratch\nRUN a, b\n", "text"),
        ("stdin", b'{"a":1}\n{"a":2}\n', "jsonl"),
        ("stdin", b'[\n{"a":1}]', "json"),
        ("stdin", b"a,b,c\n1,2,3\n4,5,6\n7,8,9\n", "csv"),
        ("stdin", b"Hello, you,\nthis is text\n", "text"),
        ("a.csv.gz", gzip.compress(b"a,b\n1,2\n"), "csv"),
        ("no-suffix", gzip.compress(b'{"a":1}\n{"a":2}\n'), "jsonl"),
        ("a.csv.gz", b"not,packed\n1,2\n", "csv"),
        ("a.unknown", "Grüße".encode("utf-16"), "text"),
    ],
)
def test_readers_by_name_and_content(name: str, data: bytes, reader: str) -> None:
    assert {shard.reader for shard in shards_of(name, data)} == {reader}


def test_the_digest_is_that_of_the_file() -> None:
    data = b"x" * 3_000_000
    assert {shard.digest for shard in shards_of("a.txt", data)} == {hashlib.sha256(data).hexdigest()}


def test_what_is_hidden_in_an_archive_is_named() -> None:
    tar = b"a" * 257 + b"ustar\0" + bytes(300)
    with pytest.raises(ReadError, match=r"a\.tgz: tar archive") as caught:
        shards_of("a.tgz", gzip.compress(tar))
    assert caught.value.hint


def test_a_file_that_changes_is_an_error() -> None:
    source = put("a.txt", b"one")
    source.absolute.write_bytes(b"one more")
    with pytest.raises(ReadError, match="changed while"):
        list(plan(source))


def test_an_archive_without_content_has_no_records() -> None:
    (shard,) = shards_of("a.jsonl.gz", gzip.compress(b""))
    assert shard.reader == "jsonl"


def test_latin_1_far_into_a_file_is_noticed() -> None:
    data = b"plain\n" * 300_000 + "Schöne Grüße aus Köln an alle Freunde\n".encode("latin-1") * 20
    assert {dict(shard.hints)["encoding"] for shard in shards_of("a.txt", data)} == {"cp1252"}
