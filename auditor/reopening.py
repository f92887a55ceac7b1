"""Opens an earlier `report.json` again, with the findings that lie beside it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from auditor.document import SCHEMA, ReportDocument
from auditor.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FINDINGS = "findings.jsonl"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Reopened:
    """A report read back."""

    path: Path
    document: ReportDocument
    findings_path: Path | None  # None: no such file, or it belongs to another scan

    def findings(self) -> Iterator[dict[str, object]]:
        """The findings, where their file is there; else nothing: the document holds counts and examples."""
        if self.findings_path is None:
            return
        with self.findings_path.open("rb") as lines:
            for line in lines:
                yield orjson.loads(line)


def reopen(path: Path) -> Reopened:
    """Read a report; raises ConfigError for what is no report of ours."""
    problem = ""
    try:
        raw = orjson.loads(path.read_bytes())
    except OSError as error:
        problem = f"{path}: can't be read ({error.strerror})"
    except orjson.JSONDecodeError:
        problem = f"{path}: not valid JSON"
    if problem:
        raise ConfigError(problem, "give a report.json that `audit scan -f json` wrote")
    if not isinstance(raw, dict) or raw.get("schema") != SCHEMA:
        raise ConfigError(f"{path}: no report of schema {SCHEMA}", "give a report.json that `audit scan -f json` wrote")
    return Reopened(path, _document(path, raw), _findings(path, raw))


def _document(path: Path, raw: dict[str, object]) -> ReportDocument:
    from pydantic import ValidationError

    place = ""
    try:
        return ReportDocument.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
    raise ConfigError(f"{path}: damaged at {place}", "scan again, or use the version of audit that wrote it")


def _findings(path: Path, raw: dict[str, object]) -> Path | None:
    beside = path.parent / _FINDINGS
    named = raw.get("findings")
    wanted = named.get("sha256") if isinstance(named, dict) else None
    if not beside.is_file():
        return None
    digest = hashlib.sha256()
    with beside.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return beside if digest.hexdigest() == wanted else None
