"""SARIF 2.1.0 for code scanning: one result per finding, with masked text, and verdicts as properties of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from auditor.document import SCHEMA
from auditor.reports.base import Report
from auditor.reports.catalogue import texts
from auditor.reports.escape import json_bytes, visible
from auditor.reports.view import View, view_of
from auditor.reports.wording import sample_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import ReportDocument
    from auditor.reports.base import Findings
    from auditor.reports.catalogue import Texts

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"special": "error", "secret": "error", "personal": "warning", "proprietary": "warning"}


def render(document: ReportDocument, findings: Findings, language: str = "en") -> Iterator[bytes]:
    """One run, streamed: head, results, tail."""
    say, view = texts(language), view_of(document)
    rules = _rules(view, say)
    levels = {rule["id"]: rule["defaultConfiguration"]["level"] for rule in rules}
    base = _base(view)
    head = {"$schema": _SCHEMA, "version": "2.1.0", "properties": {"schema": SCHEMA}}
    yield _dump(head)[:-1] + b',"runs":[{"results":['
    separator = b"\n"
    for finding in findings():
        yield separator + _dump(_result(finding, levels, base, say))
        separator = b",\n"
    tail = _dump(_run(view, rules, say))
    yield b"\n]," + tail[1:] + b"]}\n"


def _dump(value: object) -> bytes:
    import orjson

    return json_bytes(orjson.dumps(value))


def _rules(view: View, say: Texts) -> list[dict[str, Any]]:
    """A rule for each entity found, sorted."""
    found: dict[str, dict[str, Any]] = {}
    for category in view.categories:
        for entity in category.row.entities:
            text = f"{say.word('category', category.id)} ({category.id})"
            found[entity] = {
                "id": entity,
                "shortDescription": {"text": text},
                "fullDescription": {"text": f"{text}: {say.word('legal', category.row.legal)}"},
                "defaultConfiguration": {"level": _LEVELS[category.family]},
                "properties": {"category": category.id, "tags": [category.family, category.row.legal]},
            }
    return [found[entity] for entity in sorted(found)]


def _result(finding: dict[str, object], levels: dict[str, str], base: str, say: Texts) -> dict[str, Any]:
    entity, category = visible(str(finding["entity"])), str(finding["category"])
    about = say(
        "sarif.message",
        entity=entity,
        category=say.word("category", category),
        masked=visible(str(finding["masked"])),
        field=visible(str(finding["field"])),
        record=str(finding["record"]),
    )
    return {
        "ruleId": entity,
        "level": levels.get(entity, "warning"),
        "message": {"text": about},
        "locations": [{"physicalLocation": _place(finding, base)}],
        "partialFingerprints": {"auditFingerprint/v1": f"{finding['fingerprint']}"},
        "rank": round(float(str(finding["score"])) * 100, 1),
        "properties": {
            name: finding[name]
            for name in ("record", "start", "end", "score", "category", "status", "person", "role", "turn")
            if name in finding
        },
    }


def _place(finding: dict[str, object], base: str) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(base + str(finding["path"]))}}
    line = finding.get("line")
    if isinstance(line, int):
        end = finding.get("end_line")
        place["region"] = {"startLine": line, "endLine": max(line, end) if isinstance(end, int) else line}
    return place


def _uri(path: str) -> str:
    """A relative reference; every byte that is not plain is percent-encoded."""
    quoted = quote(path.encode("utf-8", "surrogatepass"), safe="/")
    return quoted.lstrip("/") or "."


def _base(view: View) -> str:
    """The scanned folder, relative to where the scan ran, so that results match the repository's paths."""
    paths = view.document.dataset.paths
    if len(paths) != 1 or paths[0].startswith(("/", "\\", "..", "-")) or ":" in paths[0]:
        return ""
    folder = paths[0].removeprefix("./").rstrip("/")
    return f"{folder}/" if folder not in {"", "."} else ""


def _run(view: View, rules: list[dict[str, Any]], say: Texts) -> dict[str, Any]:
    run = view.document.run
    return {
        "tool": {
            "driver": {
                "name": "audit",
                "fullName": "llm-data-auditor",
                "semanticVersion": run.tool_version,
                "rules": rules,
            }
        },
        "invocations": [
            {
                "executionSuccessful": True,
                "startTimeUtc": run.started,
                "endTimeUtc": run.finished,
                "toolExecutionNotifications": [
                    *({"level": "warning", "message": {"text": text}} for text in sample_words(view.document, say)),
                    *(
                        {
                            "level": "warning",
                            "message": {"text": say("sarif.skipped", path=row.path, reason=row.reason)},
                        }
                        for row in view.document.dataset.skipped
                    ),
                ],
            }
        ],
        "automationDetails": {"id": f"audit/{run.id}"},
        "columnKind": "unicodeCodePoints",
        "properties": {
            "verdicts": {row.option.id: row.verdict.verdict for row in view.rows},
            "datasetSha256": view.document.dataset.sha256,
            "note": say("decision.not_advice"),
        },
    }


REPORT = Report("sarif", ".sarif", render, "SARIF 2.1.0, for code scanning")
