"""YAML: documents, comments, bombs, broken documents."""

from __future__ import annotations

import pytest
from read_files import items_of, records_of, skipped_of, values, values_of

from auditor.model import Record, Skipped
from auditor.readers import yaml as reader


def test_documents_are_records_with_their_lines() -> None:
    first, second = records_of("a.yaml", b"%YAML 1.1\n---\na: x\n...\n---\n- y\n- {b: 2024-01-02}\n")
    assert (first.index, first.line, first.end_line, values(first)) == (0, 1, 4, {"a": "x"})
    assert (second.index, second.line, values(second)) == (1, 5, {"[0]": "y", "[1].b": "2024-01-02"})


def test_comments_are_texts_with_their_line() -> None:
    data = b"# top\na: x # behind\nb: 'no # comment'\nc: |\n  no\n  # comment\nd: [1, 2] # after a list\n"
    (record,) = records_of("a.yaml", data)
    found = {field.text: field.line for field in record.fields if field.name.startswith("#")}
    assert found == {"top": 1, "behind": 2, "after a list": 7}


def test_a_file_of_comments_is_a_record() -> None:
    assert values_of("a.yaml", b"# only\n# comments\n") == [{"#comment[0]": "only", "#comment[1]": "comments"}]


def test_only_words_for_nothing_and_truth_are_no_texts() -> None:
    assert values_of("a.yaml", b"a: null\nb: true\nc: 'true'\nd: 0123\ne: ~\nf: no\n") == [{"c": "true", "d": "0123"}]


def test_aliases_multiply_nothing() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    (record,) = records_of("bomb.yaml", "\n".join(lines).encode())
    assert values(record) == {"a0[0]": "x", "a0[1]": "x"}


def test_tags_build_nothing() -> None:
    data = b"a: !!python/object/apply:os.system [echo]\nb: !!binary aGk=\n"
    assert values_of("a.yaml", data) == [{"a[0]": "echo", "b": "aGk="}]


def test_keys_of_any_kind_and_twins() -> None:
    assert values_of("a.yaml", b"1: x\ntrue: y\n? [p, q]\n: z\na: x\na: y\n") == [
        {"1": "x", "true": "y", '["?"][0][0]': "p", '["?"][0][1]': "q", '["?"][1]': "z", "a": "x", "a#2": "y"}
    ]


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (b"b: [1", "line 3: not valid YAML"),
        (b"b: {x: 1\nc: d: e", "line 4: not valid YAML"),
        (b"# " + b"x" * 100 + b"\nb: \x01", "line 2: characters that YAML does not allow"),
        (b"- " * 3000 + b"x", "line 3: YAML nested more than 500 levels"),
        (b"[" * 3000, "line 3: YAML nested more than 500 levels"),
    ],
)
def test_a_bad_document_is_skipped_and_the_others_are_read(document: bytes, reason: str) -> None:
    first, note, last = items_of("a.yaml", b"a: x\n---\n" + document + b"\n---\nc: y\n")
    assert isinstance(first, Record)
    assert isinstance(note, Skipped)
    assert (note.reason, note.record) == (reason, 1)
    assert isinstance(last, Record)
    assert (last.index, values(last)) == (2, {"c": "y"})


def test_a_document_above_the_bound_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_DOCUMENT_BYTES", 100)
    note, record = items_of("a.yaml", b"a: " + b"x" * 200 + b"\nb: y\n---\nc: z\n")
    assert isinstance(note, Skipped)
    assert note.reason == "lines 1 to 2: YAML document above 0 MiB"
    assert isinstance(record, Record)
    assert (record.index, values(record)) == (1, {"c": "z"})


def test_bytes_of_another_encoding_are_reported_with_their_line() -> None:
    (note,) = skipped_of("a.yaml", "a: süß süß\nb: x\udcff\n".encode("utf-8", "surrogateescape"))
    assert note.reason.startswith("line 2: 1 byte that is not utf-8")
