"""Masks keep shape and nothing else; fingerprints are keyed; the key file is private."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import ConfigError
from auditor.redaction import Key, load_key, mask

if TYPE_CHECKING:
    from pathlib import Path

KEY = Key(b"0123456789abcdef0123456789abcdef")


@pytest.mark.parametrize(
    ("entity", "value", "masked"),
    [
        ("EMAIL_ADDRESS", "jane.doe@firm.com", "j•••@•••.com"),
        ("EMAIL_ADDRESS", "jane@firm.museum", "j•••@•••"),
        ("PERSON", "Anna Müller", "A••• M•••"),
        ("IBAN_CODE", "DE89 3704 0044", "D••• ••• •••"),
        ("PHONE_NUMBER", "+49 30 1234567", "+••• ••• •••"),
        ("SECRET_AWS_ACCESS_KEY", "AKIAQWERTY", "•••"),
        ("PERSON", "A\u202eB\x1b[31mC", "•••[•••"),
    ],
)
def test_a_mask_keeps_the_shape(entity: str, value: str, masked: str) -> None:
    assert mask(entity, value) == masked


@given(st.text(min_size=5, max_size=80), st.sampled_from(["PERSON", "EMAIL_ADDRESS", "SECRET_PASSWORD", "HEALTH"]))
def test_no_mask_shows_five_letters_or_digits_of_its_value_in_a_row(value: str, entity: str) -> None:
    shown = mask(entity, value)
    slices = {value[i : i + 5] for i in range(len(value) - 4)}
    assert not [piece for piece in slices if piece.isalnum() and piece in shown]


def test_equal_values_agree_whatever_case_and_spaces() -> None:
    assert KEY.fingerprint("PERSON", "Anna  Müller") == KEY.fingerprint("PERSON", "anna müller")
    assert KEY.fingerprint("PHONE_NUMBER", "030 12 34") == KEY.fingerprint("PHONE_NUMBER", "0301234")
    assert KEY.fingerprint("PERSON", "Anna") != KEY.fingerprint("LOCATION", "Anna")
    assert KEY.fingerprint("PERSON", "Anna") != Key(b"another key of 16 bytes").fingerprint("PERSON", "Anna")


def test_the_project_key_is_made_once_private_and_hidden_from_git(tmp_path: Path) -> None:
    first = load_key(None, tmp_path)
    own = tmp_path / ".audit" / "key"
    assert stat.S_IMODE(own.stat().st_mode) == 0o600
    assert (tmp_path / ".audit" / ".gitignore").read_text() == "*\n"
    assert load_key(None, tmp_path) == first
    assert "0123" not in repr(KEY)


def test_the_environment_beats_the_project_and_a_file_beats_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIT_KEY", "e" * 32)
    file = tmp_path / "key"
    file.write_text("f" * 32)
    assert load_key(None, tmp_path) == Key(b"e" * 32)
    assert load_key(file, tmp_path) == Key(b"f" * 32)
    assert not (tmp_path / ".audit").exists()


def test_a_short_or_missing_key_file_is_a_configuration_error(tmp_path: Path) -> None:
    (tmp_path / "short").write_text("abc")
    with pytest.raises(ConfigError, match="too short"):
        load_key(tmp_path / "short", tmp_path)
    with pytest.raises(ConfigError, match="can't be read"):
        load_key(tmp_path / "missing", tmp_path)
