"""What a process leaves for the next one: whole or a miss, private or a miss, and old files go."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from auditor.detectors import langid_model
from auditor.detectors.stored import Stored, folder

if TYPE_CHECKING:
    from pathlib import Path

_LANGUAGES = ("de", "en", "fr", "ru", "zh")
_TEXTS = ("Der Vertrag gilt bis Ende März.", "please send it again", "Привет, как дела?", "12 34", "我们明天见", "")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def test_what_is_written_is_read_again() -> None:
    stored = Stored("words", "one", ".x")
    assert stored.read() is None
    assert stored.write([b"some ", b"bytes"])
    assert stored.read() == b"some bytes"
    assert Stored("words", "two", ".x").read() is None


def test_a_changed_byte_a_cut_end_and_another_kind_are_misses() -> None:
    stored = Stored("words", "one")
    stored.write([b"some bytes"])
    good = stored.path.read_bytes()
    for bad in (good[:-1], good[:-1] + b"S", good[:10], b"", b"X" + good[1:]):
        stored.path.write_bytes(bad)
        assert stored.read() is None
    Stored("other", "one").path.write_bytes(good)
    assert Stored("other", "one").read() is None


@pytest.mark.skipif(os.name == "nt", reason="permissions are those of POSIX")
def test_what_others_could_have_written_is_a_miss() -> None:
    stored = Stored("words", "one")
    stored.write([b"some bytes"])
    stored.path.chmod(0o666)
    assert stored.read() is None


def test_a_folder_that_can_not_be_made_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    stored = Stored("words", "one")
    assert not stored.write([b"some bytes"])
    assert stored.read() is None


def test_files_that_nobody_used_for_a_month_go_and_those_in_use_stay() -> None:
    for name in ("old", "used"):
        Stored("words", name).write([name.encode()])
    long_ago = time.time() - 40 * 24 * 3600
    for path in folder().iterdir():
        os.utime(path, (long_ago, long_ago))
    assert Stored("words", "used").read() == b"used"  # which notes the use
    Stored("words", "new").write([b"new"])
    assert Stored("words", "old").read() is None
    assert Stored("words", "used").read() == b"used"


def test_the_mapped_language_model_answers_like_the_package_s() -> None:
    unpacked = langid_model.load_identifier(_LANGUAGES)
    mapped = langid_model.load_identifier(_LANGUAGES)
    assert type(mapped.tk_nextmove) is memoryview
    for text in (*_TEXTS, " ".join(_TEXTS)):
        assert mapped.classify(text) == unpacked.classify(text)


def test_a_broken_language_model_is_unpacked_anew() -> None:
    langid_model.load_identifier(_LANGUAGES)
    (path,) = folder().glob("languages-*")
    path.write_bytes(path.read_bytes()[:-100])
    assert langid_model.load_identifier(_LANGUAGES).classify("please send it again")[0] == "en"
