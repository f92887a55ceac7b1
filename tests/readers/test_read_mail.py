"""Mail: messages, parts, headers, attachments, broken messages."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from read_files import items_of, records_of, shards_of, skipped_of, values

from auditor.model import Record
from auditor.readers import mail as reader


def message() -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Jörg Müller <joerg@firm.example>"
    mail["To"] = "ada@firm.example"
    mail["Subject"] = "Grüße"
    mail.set_content("Schöne Grüße aus Köln\n", charset="iso-8859-1")
    mail.add_alternative("<p>Schöne Grüße</p>", subtype="html")
    return mail


def test_a_message_is_a_record_of_headers_and_texts() -> None:
    (record,) = records_of("a.eml", message().as_bytes())
    found = values(record)
    assert record.shape == "mail"
    assert found["From"] == "Jörg Müller <joerg@firm.example>"
    assert found["Subject"] == "Grüße"
    assert found["body[0]"] == "Schöne Grüße aus Köln\n"
    assert "Schöne" in found["body[1]"]


def test_attachments_are_named_and_reported() -> None:
    mail = message()
    mail.add_attachment(b"\0\1\2" * 100, maintype="image", subtype="png", filename="Jörg.png")
    mail.add_attachment("a,b\n1,ü\n", filename="list.csv")
    inner = EmailMessage()
    inner["Subject"] = "inner"
    inner.set_content("forwarded")
    mail.add_attachment(inner)
    items = items_of("a.eml", mail.as_bytes())
    (record,) = [item for item in items if isinstance(item, Record)]
    texts = values(record).values()
    assert {"Jörg.png", "list.csv", "inner", "forwarded\n"} <= set(texts)
    (note,) = skipped_of("a.eml", mail.as_bytes())
    assert note.reason.endswith("attachment that is no text")
    assert note.bytes == 300


def test_messages_of_an_mbox_have_their_lines() -> None:
    data = b"".join(
        b"From a@b.example Thu Jan  2 10:00:00 2025\nSubject: %d\nX: a\nX: b\n\nFrom here on.\n\n" % n for n in (1, 2)
    )
    first, second = records_of("a.mbox", data)
    assert (first.index, first.line, first.end_line) == (0, 1, 7)
    assert (second.index, second.line) == (1, 8)
    assert values(second) == {"Subject": "2", "X": "a", "X#2": "b", "body[0]": "From here on.\n"}


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (b"Content-Type: text/plain; charset=no-such\n\nGr\xc3\xbc\xc3\x9fe", "Grüße"),
        (b"Content-Type: text/plain; charset=cp1252\n\nGr\xfc\xdfe", "Grüße"),
        (b"Content-Transfer-Encoding: base64\n\nR3LDvMOfZQ==", "Grüße"),
        (b"Content-Transfer-Encoding: base64\n\n!!R3LDvMOfZQ", "Grüße"),
        (b"Subject: =?utf-8?q?=FF?= =?no-such?q?x?=\n\nx", "x"),
        (b"Subject: Gr\xfc\xdfe\n\nx", "x"),
        (b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b\n\ny", "x"),
    ],
)
def test_what_is_odd_is_read_as_well_as_can_be(part: bytes, text: str) -> None:
    (record,) = records_of("a.eml", b"From: a@b.example\n" + part)
    assert values(record)["body[0]"].strip() == text


def test_bytes_of_another_encoding_are_counted() -> None:
    (note,) = skipped_of("a.eml", b"From: a@b.example\nContent-Type: text/plain; charset=utf-8\n\nGr\xfc\xdfe")
    assert note.bytes == 2


def test_a_message_above_the_bound_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_MESSAGE_BYTES", 100)
    data = b"From a@b.example 2025\nA: b\n\n" + b"x" * 300 + b"\n\nFrom a@b.example 2025\nA: c\n\ny\n"
    (note,) = skipped_of("a.mbox", data)
    assert (note.record, note.reason) == (0, "lines 1 to 5: message longer than a record may be")
    (record,) = [item for item in items_of("a.mbox", data) if isinstance(item, Record)]
    assert record.index == 1


def test_deep_nesting_is_reported() -> None:
    data = b"From: a@b.example\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2000)
    )
    assert items_of("a.eml", data)


def test_mail_without_suffix_is_known() -> None:
    data = b"From: a@b.example\nTo: c@d.example\nSubject: x\n y\n\nHello\n"
    assert {shard.reader for shard in shards_of("1234", data)} == {"mail"}
    assert {shard.reader for shard in shards_of("1234", b"Subject: x\nthis is a note\n")} == {"text"}
