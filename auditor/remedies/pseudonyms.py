"""The table behind surrogates: encrypted in the worker, so that no value leaves it in the clear."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import orjson

from auditor.errors import ConfigError, MissingExtra

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any


def sealed(pairs: Mapping[tuple[str, str], str], secret: bytes) -> bytes:
    """One encrypted line that holds entity, value and surrogate of each pair."""
    rows = sorted([entity, value, made] for (entity, value), made in pairs.items())
    token: bytes = _fernet(secret).encrypt(orjson.dumps(rows, option=orjson.OPT_PASSTHROUGH_DATACLASS))
    return token + b"\n"


def read_pseudonyms(table: Path, key_file: Path) -> Iterator[tuple[str, str, str]]:
    """Entity, value and surrogate, each once; for a program of the user's own that may know them."""
    fernet = _fernet(key_file.read_bytes().strip())
    seen: set[tuple[str, str, str]] = set()
    for line in table.read_bytes().splitlines():
        for entity, value, made in orjson.loads(_opened(fernet, line, str(key_file))):
            row = (str(entity), str(value), str(made))
            if row not in seen:
                seen.add(row)
                yield row


def _opened(fernet: Any, line: bytes, named: str) -> bytes:
    from cryptography.fernet import InvalidToken

    try:
        data: bytes = fernet.decrypt(line)
    except InvalidToken:
        data = b""
    if not data:
        raise ConfigError(f"{named} is not the key of this table", "give the key file that was made with the table")
    return data


def load_table_key(file: Path) -> bytes:
    """The key in a file; a new one, mode 0600, where there is none."""
    _crypto()
    from cryptography.fernet import Fernet

    problem = ""
    try:
        if not file.exists():
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(Fernet.generate_key())
        secret = file.read_bytes().strip()
        Fernet(secret)
    except OSError as error:
        problem = f"key file {file}: {error.strerror}"
    except ValueError:
        problem = f"key file {file} holds no key of this kind"
    if problem:
        raise ConfigError(problem, "give a file that `audit redact --pseudonyms` made, or a new name")
    return secret


def _fernet(secret: bytes) -> Any:
    _crypto()
    from cryptography.fernet import Fernet

    return Fernet(secret)


def _crypto() -> None:
    from importlib.util import find_spec

    if find_spec("cryptography") is None:
        raise MissingExtra("--pseudonyms", "pseudonyms")
