"""DSSE envelopes and Ed25519 signatures over them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from auditor.errors import AuditError, ConfigError
from auditor.evidence.envelope import Envelope, Signature, read_envelope, statement_in

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_signed_is_type_and_payload_with_their_lengths() -> None:
    envelope = Envelope(b"hello world", payload_type="http://example.com/HelloWorld")
    assert envelope.signed == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"


def test_an_envelope_reads_back() -> None:
    envelope = Envelope(b'{"a":1}', (Signature("k", b"\xfb\xff"),))
    assert read_envelope(envelope.to_json(), "x") == envelope
    assert statement_in(envelope, "x") == {"a": 1}
    assert list(json.loads(envelope.to_json())) == ["payloadType", "payload", "signatures"]


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"payload": "!", "payloadType": "x", "signatures": []}', b"null"]
)
def test_what_is_no_envelope_is_told(data: bytes) -> None:
    with pytest.raises(AuditError, match=r"r\.json: no DSSE envelope"):
        read_envelope(data, "r.json")


@pytest.mark.parametrize("envelope", [Envelope(b"{}", payload_type="text/plain"), Envelope(b"["), Envelope(b"[]")])
def test_another_payload_is_no_statement(envelope: Envelope) -> None:
    with pytest.raises(AuditError, match="no in-toto statement"):
        statement_in(envelope, "r.json")


def test_a_signature_belongs_to_its_key_and_its_bytes(keys: tuple[Path, Path, Path]) -> None:
    private, public, other = keys
    from auditor.evidence.signing import key_id, load_private, load_public, sign, signed_by

    envelope = Envelope(b"{}")
    signature = sign(envelope, load_private(private))
    assert signature == sign(envelope, load_private(private))
    assert signature.keyid == key_id(load_public(public))
    assert signed_by(Envelope(b"{}", (Signature("other", b"0" * 64), signature)), load_public(public))
    assert not signed_by(Envelope(b"{ }", (signature,)), load_public(public))
    assert not signed_by(Envelope(b"{}", (signature,)), load_public(other))
    assert not signed_by(envelope, load_public(public))


def test_keys_may_be_in_openssh_form(keys: tuple[Path, Path, Path]) -> None:
    private, public, _ = keys
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

    from auditor.evidence.signing import key_id, load_private, load_public

    key, shared = load_private(private), load_public(public)
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    public.write_bytes(shared.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH))
    assert key_id(load_private(private).public_key()) == key_id(load_public(public)) == key_id(shared)


def _of_another_kind() -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return X25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def test_a_key_that_can_not_be_used_is_told_without_its_bytes(tmp_path: Path, keys: tuple[Path, Path, Path]) -> None:
    private, public, _ = keys
    from auditor.evidence.signing import load_private, load_public

    file = tmp_path / "bad.pem"
    contents: tuple[bytes, ...] = (b"", b"secret words", public.read_bytes(), _of_another_kind())
    for content in contents:
        file.write_bytes(content)
        with pytest.raises(ConfigError, match="no Ed25519 private key") as caught:
            load_private(file)
        assert "secret" not in str(caught.value)
        assert caught.value.__context__ is None
    wrong: list[Any] = [private, file]
    for path in wrong:
        with pytest.raises(ConfigError, match="no Ed25519 public key"):
            load_public(path)
    with pytest.raises(ConfigError, match="can't be read"):
        load_public(tmp_path / "none.pub")
