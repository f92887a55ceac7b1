"""Tells the auditor's own files inside a dataset from data: declaration, ignore file, baselines, earlier outputs.

So it does the books of version control: they are no part of what is handed over (`--history` reads them).

Outputs are known by their first bytes, so that a data file with an unlucky name is still read.
"""

from __future__ import annotations

import re

import orjson

MEMBER = False

_NAMES = frozenset(
    [
        "audit.yaml",
        "audit.yml",
        ".auditignore",
        ".audit-redact.json",
        ".audit-redact.journal",
        ".audit-dedupe.json",
        ".audit-dedupe.journal",
        ".audit-subject.journal",
    ]
)
_BASELINE = ".audit-baseline"
#: The auditor's own folder, and those in which version control keeps its books: no data that would be handed over.
FOLDERS = frozenset([".audit", ".audit-redact.parts", ".audit-subject.parts", ".git", ".hg", ".svn"])
_VERSION_CONTROL = frozenset([".gitignore", ".gitattributes", ".gitmodules", ".gitkeep", ".hgignore"])
_DOCUMENT = re.compile(rb'\s*\{\s*"schema"\s*:\s*"audit\.[a-z]+/v\d+"')
#: The first line of a labeller's book (`audit assure`).
_LABELS = re.compile(rb'\{"schema":"audit\.labels/v\d+",')
_STATEMENT = re.compile(rb'\s*\{\s*"payloadType"\s*:\s*"application/vnd\.in-toto\+json"')
#: The head row of findings.csv: a mark of another kind would be one more row for spreadsheets.
_TABLE = b"path,record,field,start,end,line,end_line,entity,category,status,score,detector,masked,fingerprint,"
_RENDERED = re.compile(rb"audit\.(?:report|subject)/v\d+")
_RENDERED_SUFFIXES = (".html", ".md", ".sarif", ".pdf", ".docx", ".csv", ".txt")
_FINDING = frozenset(["path", "record", "field", "start", "end", "entity", "detector", "masked", "fingerprint"])
#: Bytes at the start of a rendered report in which its mark stands.
_MARKED = 2048


def is_own(name: str, head: bytes) -> bool:
    """Whether a file is the auditor's own or version control's, by its name and first bytes."""
    lowered = name.lower()
    if name in _NAMES or name in _VERSION_CONTROL or name.startswith(_BASELINE):
        return True
    if lowered.endswith((".json", ".jsonld")):
        return (_STATEMENT if lowered.endswith(".intoto.json") else _DOCUMENT).match(head) is not None
    if lowered.endswith(".jsonl"):
        return _LABELS.match(head) is not None or _is_finding(head.partition(b"\n")[0])
    if lowered.endswith(".csv") and head.removeprefix(b"\xef\xbb\xbf").startswith(_TABLE):
        return True
    return lowered.endswith(_RENDERED_SUFFIXES) and _RENDERED.search(head, 0, _MARKED) is not None


def _is_finding(line: bytes) -> bool:
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return isinstance(row, dict) and row.keys() >= _FINDING
