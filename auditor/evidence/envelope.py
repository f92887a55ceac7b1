"""DSSE envelopes: a payload, its type, and signatures over both."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Any

import orjson

from auditor.errors import AuditError

#: The type of an in-toto statement.
PAYLOAD_TYPE = "application/vnd.in-toto+json"
_MEND = "write it anew with `audit report REPORT.json --attest`"


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature, and a hint which key made it."""

    keyid: str
    sig: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is signed, and by whom."""

    payload: bytes
    signatures: tuple[Signature, ...] = ()
    payload_type: str = PAYLOAD_TYPE

    @property
    def signed(self) -> bytes:
        """The bytes that signatures are over (PAE): type and payload, each with its length."""
        kind = self.payload_type.encode()
        return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(self.payload), self.payload)

    def to_json(self) -> bytes:
        """The envelope as a file."""
        rows = [{"keyid": s.keyid, "sig": base64.b64encode(s.sig).decode()} for s in self.signatures]
        whole = {
            "payloadType": self.payload_type,
            "payload": base64.b64encode(self.payload).decode(),
            "signatures": rows,
        }
        return orjson.dumps(whole, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def read_envelope(data: bytes, name: str) -> Envelope:
    """An envelope from a file's bytes; raises AuditError for what is none."""
    try:
        return _envelope(orjson.loads(data))
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error):
        pass  # the cause may hold the file's text
    raise AuditError(f"{name}: no DSSE envelope", _MEND)


def statement_in(envelope: Envelope, name: str) -> dict[str, Any]:
    """The in-toto statement in an envelope; raises AuditError where it holds something else."""
    statement: Any = None
    if envelope.payload_type == PAYLOAD_TYPE:
        try:
            statement = orjson.loads(envelope.payload)
        except ValueError:
            statement = None
    if not isinstance(statement, dict):
        raise AuditError(f"{name}: the envelope holds no in-toto statement", _MEND)
    return statement


def _envelope(raw: Any) -> Envelope:
    rows = [Signature(str(row.get("keyid") or ""), _decoded(row["sig"])) for row in raw["signatures"]]
    return Envelope(_decoded(raw["payload"]), tuple(rows), str(raw["payloadType"]))


def _decoded(text: str) -> bytes:
    """Base64 in its standard or its URL-safe alphabet: readers of DSSE take both."""
    return base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
