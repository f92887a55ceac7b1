"""The in-toto statement about a report: which data and which report, judged by what, with which verdicts.

Predicates that others defined say passed or failed and can't hold four verdicts, so this one is our own.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from auditor.errors import AuditError
from auditor.evidence.canonical import canonical, canonical_sha256
from auditor.evidence.envelope import Envelope
from auditor.evidence.signing import load_private, sign

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
#: A name and no address: nothing has to be looked up, and no domain has to be kept for it.
PREDICATE_TYPE = "urn:llm-data-auditor:predicate:data-audit:v1"
#: How the digest of a dataset is made, for those who want to make it with other tools.
MANIFEST = "sha256 over one line per file, sorted by path: '<sha256> <bytes> <path>', paths as the report shows them"
_SUFFIX = ".intoto.json"
_OF_RUN = ("config_sha256", "detectors_sha256", "key_id", "packs", "vendors", "detectors", "models", "tier", "today")


def statement_path(report: Path) -> Path:
    """Where the statement about a report lies: beside it."""
    return report.with_name(report.name.removesuffix(".json") + _SUFFIX)


def attest(report: Path, key: Path | None = None) -> bytes:
    """The envelope about a report on disk, signed where a key file is given."""
    import orjson

    private = load_private(key) if key is not None else None
    try:
        data = report.read_bytes()
    except OSError as error:
        raise AuditError(f"{report}: can't be read ({error.strerror})", "give a report.json") from None
    envelope = Envelope(canonical(statement(orjson.loads(data), data)))
    if private is not None:
        envelope = Envelope(envelope.payload, (sign(envelope, private),))
    return envelope.to_json()


def statement(report: Mapping[str, Any], data: bytes) -> dict[str, Any]:
    """The statement about a report, parsed and as the bytes on disk."""
    return {
        "_type": STATEMENT_TYPE,
        "subject": [
            {"name": "report.json", "digest": {"sha256": hashlib.sha256(data).hexdigest()}},
            {"name": "findings.jsonl", "digest": {"sha256": report["findings"]["sha256"]}},
            {
                "name": "dataset",
                "digest": {"sha256": report["dataset"]["sha256"]},
                "annotations": {"digest": MANIFEST},
            },
        ],
        "predicateType": PREDICATE_TYPE,
        "predicate": _predicate(report),
    }


def result_sha256(report: Mapping[str, Any]) -> str:
    """Digest of the canonical form of everything outside `run`: equal for equal scans, whenever they ran."""
    return canonical_sha256({key: value for key, value in report.items() if key != "run"})


def _predicate(report: Mapping[str, Any]) -> dict[str, Any]:
    run = report["run"]
    return {
        "report": {"schema": report["schema"], "id": run["id"], "result_sha256": result_sha256(report)},
        "tool": {"name": "llm-data-auditor", "version": run["tool_version"]},
        "run": {name: run[name] for name in _OF_RUN if name in run},
        "evidence": report.get("evidence", []),
        "verdicts": [{"option": row["option"], "verdict": row["verdict"]} for row in report["verdicts"]],
    }
