"""Encodings by mark, by statistics, and files that are no text."""

from __future__ import annotations

import pytest

from auditor.readers.encoding import Survey, binary_kind, guess, marked, unmarked_utf16

GERMAN = "Schöne Grüße an Jörg Müller aus Köln, er größte Straße überquert müßig die Brücke. "


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "cp1252"),
        ("Le café est fermé à Noël, déjà vu près de l’hôtel. ", "cp1252"),
        ("Привет, меня зовут Иван Петров, я живу в Москве. ", "cp1251"),
        ("こんにちは。私の名前は田中です。東京都に住んでいます。", "shift_jis"),
        ("你好，我的名字是王小明，我住在北京市朝阳区。", "gb18030"),
    ],
)
def test_text_of_other_encodings_comes_back(text: str, encoding: str) -> None:
    data = (text * 5).encode(encoding)
    assert data.decode(guess(data)) == text * 5


def test_a_few_broken_bytes_do_not_make_utf8_something_else() -> None:
    assert guess(GERMAN.encode() + b"\xff" + GERMAN.encode()) == "utf-8"


def test_bytes_that_windows_1252_lacks_are_latin_1() -> None:
    assert guess(b"caf\xe9 \x81\x8d\x8f\x90\x9d" * 3) in ("latin-1", "cp1250", "cp1251", "cp1257", "koi8_r")
    assert (b"caf\xe9 \x81" * 3).decode(guess(b"caf\xe9 \x81" * 3))


@pytest.mark.parametrize("block", [1, 2, 3, 50])
def test_a_survey_sees_characters_across_blocks(block: int) -> None:
    survey = Survey()
    data = (GERMAN * 3).encode()
    for at in range(0, len(data), block):
        survey.see(data[at : at + block])
    assert survey.encoding == "utf-8"
    assert not survey.window


def test_a_survey_remembers_where_utf8_ends() -> None:
    survey = Survey()
    survey.see(b"plain " * 1000)
    survey.see((GERMAN * 5).encode("cp1252"))
    assert survey.encoding == "cp1252"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_is_known_without_a_mark(encoding: str) -> None:
    assert unmarked_utf16((GERMAN * 2).encode(encoding)) == encoding
    assert unmarked_utf16(GERMAN.encode()) == ""
    assert unmarked_utf16(bytes(range(256)) * 4) == ""


def test_marks() -> None:
    assert marked("\ufeffx".encode("utf-32-le")) == ("utf-32-le", 4)
    assert marked("\ufeffx".encode("utf-16-le")) == ("utf-16-le", 2)
    assert marked(b"\xef\xbb\xbfx") == ("utf-8", 3)
    assert marked(b"x") == ("", 0)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n\x00\x01", "PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP archive or Office document"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "image"),
        (b"SQLite format 3\x00", "SQLite database"),
        (b"\x00\x01\x02\x03", "binary file"),
        (b"a" * 257 + b"ustar\0" + bytes(200), "tar archive"),
        (b"MZ is how this prose starts, and it is no program", ""),
        (b"ID3 of the list\n", ""),
        (GERMAN.encode("cp1252"), ""),
        (GERMAN.encode("utf-16"), ""),
        (b"\x1b[31mred\x1b[0m\n", ""),
    ],
)
def test_what_is_no_text(head: bytes, kind: str) -> None:
    assert binary_kind(head) == kind


def test_a_text_suffix_forgives_a_few_zero_bytes() -> None:
    head = b"name,note\n" * 50 + b"\0"
    assert binary_kind(head) == "binary file"
    assert binary_kind(head, expect_text=True) == ""
