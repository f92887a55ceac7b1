"""Ed25519 signatures with key files; nothing goes online, and no key is made or kept here."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from typing import TYPE_CHECKING

from auditor.errors import ConfigError, MissingExtra
from auditor.evidence.envelope import Signature

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

    from auditor.evidence.envelope import Envelope

_OPENSSH = b"-----BEGIN OPENSSH"
_MAKE = "make one with: openssl genpkey -algorithm ed25519 -out sign.pem"
_PUBLIC = "the public half of a key: openssl pkey -in sign.pem -pubout -out sign.pub"


def need_signing() -> None:
    """Say what is missing before anything is written."""
    if find_spec("cryptography") is None:
        raise MissingExtra("signing", "sign")


def sign(envelope: Envelope, key: Ed25519PrivateKey) -> Signature:
    """A signature over an envelope; Ed25519 gives the same one for the same bytes."""
    return Signature(key_id(key.public_key()), key.sign(envelope.signed))


def signed_by(envelope: Envelope, key: Ed25519PublicKey) -> bool:
    """Whether one of the signatures is this key's; key ids are hints and not trusted."""
    from cryptography.exceptions import InvalidSignature

    for signature in envelope.signatures:
        try:
            key.verify(signature.sig, envelope.signed)
        except InvalidSignature:
            continue
        return True
    return False


def key_id(key: Ed25519PublicKey) -> str:
    """How a key is named: sha256 over its public half."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    public = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return f"sha256:{hashlib.sha256(public).hexdigest()}"


def load_private(file: Path) -> Ed25519PrivateKey:
    """A private key in PEM (PKCS #8) or OpenSSH form, not encrypted."""
    need_signing()
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_ssh_private_key

    data = _read(file)
    load = load_ssh_private_key if data.startswith(_OPENSSH) else load_pem_private_key
    try:
        key = load(data, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):  # the cause may quote the key
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise ConfigError(f"{file}: no Ed25519 private key in PEM or OpenSSH form without a passphrase", _MAKE)
    return key


def load_public(file: Path) -> Ed25519PublicKey:
    """A public key in PEM or OpenSSH form."""
    need_signing()
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key, load_ssh_public_key

    data = _read(file)
    load = load_ssh_public_key if data.startswith(b"ssh-") else load_pem_public_key
    try:
        key = load(data)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise ConfigError(f"{file}: no Ed25519 public key in PEM or OpenSSH form", _PUBLIC)
    return key


def _read(file: Path) -> bytes:
    problem = ""
    try:
        return file.read_bytes()
    except OSError as error:
        problem = f"key file {file} can't be read ({error.strerror})"
    raise ConfigError(problem, "check the path")
