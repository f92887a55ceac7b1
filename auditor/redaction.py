"""The only code that turns raw text into something safe to keep: shape masks and keyed fingerprints."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from auditor.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

#: Longest run of a value's own characters that a mask may show (the canary tests look for more).
_SHOWN_PREFIX = 1
_MASK = "•••"
_WORD = re.compile(r"[^\W_]+")
_ENV = "AUDIT_KEY"


@dataclass(frozen=True)
class Key:
    """The project key; shown by its id only."""

    secret: bytes = field(repr=False)

    @cached_property
    def id(self) -> str:
        """Eight hex digits that name the key without telling it."""
        return hashlib.sha256(b"audit key id" + self.secret).hexdigest()[:8]

    def fingerprint(self, entity: str, value: str) -> str:
        """16 hex digits of an HMAC over the normalised value: equal values of an entity agree, nobody can enumerate."""
        text = unicodedata.normalize("NFKC", value).casefold()
        text = " ".join(text.split()) if any(c.isalpha() for c in text) else re.sub(r"\W", "", text)
        return hmac.new(self.secret, f"{entity}\0{text}".encode(), hashlib.sha256).hexdigest()[:16]

    def digest(self, *parts: str) -> int:
        """A keyed 64-bit number for counting distinct texts without keeping them."""
        return self.digest_of("\0".join(parts).encode("utf-8", "surrogatepass"))

    def digest_of(self, message: bytes) -> int:
        """The same of bytes."""
        return int.from_bytes(hashlib.blake2b(message, key=self.secret[:64], digest_size=8).digest(), "big")


def mask(entity: str, value: str) -> str:
    """The value's shape: first letter of its first words, punctuation, and nothing else of it."""
    if entity.startswith("SECRET_"):
        return _MASK
    if "@" in value and entity == "EMAIL_ADDRESS":
        local, _, domain = value.rpartition("@")
        suffix = domain.rpartition(".")[2]
        return f"{local[:_SHOWN_PREFIX]}{_MASK}@{_MASK}" + (
            f".{suffix}" if suffix.isalpha() and len(suffix) <= 3 else ""
        )
    shape = _WORD.sub(_mask_word, _printable(value))
    return shape if len(shape) <= 60 else shape[:59] + "…"


def _mask_word(match: re.Match[str]) -> str:
    word = match.group()
    # a short word or a number is told by its first character: mask it whole
    return word[:_SHOWN_PREFIX] + _MASK if len(word) > 3 and word[0].isalpha() else _MASK


def _printable(value: str) -> str:
    """Control, bidi and format characters out: a mask is printed on terminals and in reports."""
    flat = "".join(" " if c.isspace() else c for c in value)
    return "".join(c for c in flat if unicodedata.category(c)[0] != "C").strip()


def printable(name: str) -> str:
    """A name in which every character that can't be seen, or changes how others are seen, stands as its code."""
    return name if name.isascii() and name.isprintable() else "".join(map(_seen, name))


def _seen(char: str) -> str:
    if unicodedata.category(char)[0] in "CZ" and char != " ":
        code = ord(char)
        if 0xDC80 <= code <= 0xDCFF:  # a byte that is not UTF-8
            return f"\\x{code - 0xDC00:02x}"
        return f"\\u{code:04x}" if code > 0xFF else f"\\x{code:02x}"
    return char


def load_key(file: Path | None, project: Path) -> Key:
    """`--key FILE`, else the environment's AUDIT_KEY, else `.audit/key` of the project, made on first use."""
    if file is not None:
        return _from_file(file)
    if os.environ.get(_ENV):
        return _parse(os.environ[_ENV].encode(), f"environment variable {_ENV}")
    own = project / ".audit" / "key"
    return _from_file(own) if own.exists() else _make(own)


def _from_file(file: Path) -> Key:
    problem = ""
    try:
        return _parse(file.read_bytes(), str(file))
    except OSError as error:
        problem = f"key file {file} can't be read ({error.strerror})"
    raise ConfigError(problem, "give another file with --key, or set AUDIT_KEY")


def _parse(data: bytes, where: str) -> Key:
    secret = data.strip()
    if len(secret) < 16:
        raise ConfigError(f"the key in {where} is too short", "use at least 16 bytes, e.g. 32 random hex digits")
    return Key(secret)


def _make(path: Path) -> Key:
    """A new random key: mode 0600, in a folder that git ignores by itself; two first runs at once agree on one."""
    problem = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / ".gitignore").write_text("*\n", encoding="utf-8")
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_hex(32).encode())
    except FileExistsError:
        pass
    except OSError as error:
        problem = f"no project key can be made at {path} ({error.strerror})"
    if problem:
        raise ConfigError(problem, "give one with --key FILE or AUDIT_KEY")
    return _from_file(path)
