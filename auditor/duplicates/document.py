"""The figures as an audit.duplicates/v1 document and as Markdown; names of files as reports show them, never a value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from auditor.duplicates.literature import CLASSES, LIMITS, STUDIES
from auditor.duplicates.sketching import BANDS, NGRAM, PERMUTATIONS

if TYPE_CHECKING:
    from auditor.duplicates.copying import Copied
    from auditor.duplicates.measuring import Measured
    from auditor.duplicates.sketching import Compared
    from auditor.duplicates.values import Values

SCHEMA = "audit.duplicates/v1"
_GROUPS = 20


@dataclass(frozen=True, slots=True)
class Settings:
    """What was compared and how."""

    compared: Compared
    near: float
    tier: str
    key_id: str
    tool_version: str
    method: str


@dataclass(slots=True)
class Duplicates:
    """Everything that was measured, and done."""

    settings: Settings
    before: Measured
    personal: tuple[int, int]
    values: Values
    facts: dict[str, Any]
    proposals: dict[str, Any] = field(default_factory=dict)
    copied: Copied | None = None
    after: Measured | None = None
    left: dict[str, Any] = field(default_factory=dict)  # facts of the copy
    left_out: list[tuple[str, str]] = field(default_factory=list)


def document_of(found: Duplicates) -> dict[str, Any]:
    """The whole document; equal data, settings and key give equal bytes."""
    settings = found.settings
    return {
        "schema": SCHEMA,
        "settings": {
            "tool_version": settings.tool_version,
            "tier": settings.tier,
            "key_id": settings.key_id,
            "method": settings.method,
            "near_from": settings.near if settings.compared.near else None,
            "words_of_a_shingle": NGRAM,
            "permutations": PERMUTATIONS,
            "bands": BANDS,
            "fields": list(settings.compared.only),
            "ignored_fields": list(settings.compared.but),
        },
        "dataset": _dataset(found),
        "records": _records(found.before),
        "groups": _groups(found.before),
        "personal": _personal(found),
        "values": _values(found.values),
        "classes": [_class(row, found) for row in CLASSES],
        "studies": [_study(row) for row in STUDIES],
        "facts": dict(sorted(found.facts.items())),
        "proposals": dict(sorted(found.proposals.items())),
        "copy": _copy(found),
        "limits": list(LIMITS),
    }


def _dataset(found: Duplicates) -> dict[str, Any]:
    before = found.before
    return {
        "sha256": before.dataset_sha256,
        "files": len(before.sketches.files),
        "records": before.records,
        "parts_not_read": sum(file.skipped for file in before.sketches.files),
        "skipped": [
            {"path": path, "reason": reason, "copied": is_copied and found.copied is not None}
            for rows, is_copied in ((before.skipped, True), (found.left_out, False))
            for path, reason in rows
        ],
    }


def _records(measured: Measured) -> dict[str, Any]:
    total = measured.records
    return {
        "total": total,
        "exact_copies": measured.exact,
        "near_copies": measured.near,
        "share": rate(measured.exact + measured.near, total),
        "copies_of_another_file": measured.across,
        "same_text_other_fields_differ": measured.differing,
        "nothing_to_compare": measured.sketches.empty,
        "texts_by_class": measured.classes,
    }


def _groups(measured: Measured) -> list[dict[str, Any]]:
    rows = []
    for size, number in measured.largest(_GROUPS):
        source, index = measured.sketches.place(number)
        fingerprint = f"{measured.sketches.digests[number]:016x}"
        rows.append({"records": size, "path": source.shown, "first_record": index, "fingerprint": fingerprint})
    return rows


def _personal(found: Duplicates) -> dict[str, Any]:
    records, repeated = found.personal
    return {"records": records, "repeated": repeated, "share": rate(repeated, records)}


def _values(values: Values) -> dict[str, Any]:
    return {
        "entities": {
            name: {"distinct": row.distinct, "repeated": row.repeated, "most_records": row.most, "classes": row.classes}
            for name, row in values.entities.items()
        },
        "canary_like": values.canary_values,
        "canaries": [
            {
                "entity": row.entity,
                "category": row.category,
                "masked": row.masked,
                "fingerprint": row.fingerprint,
                "records": row.records,
            }
            for row in values.canaries
        ],
    }


def _class(row: Any, found: Duplicates) -> dict[str, Any]:
    entities = found.values.entities.values()
    return {
        "id": row.id,
        "range": row.range,
        "texts": found.before.classes[row.id],
        "values": sum(entity.classes[row.id] for entity in entities),
        "reported": row.reported,
        "studies": list(row.studies),
    }


def _study(row: Any) -> dict[str, str]:
    names = ("id", "title", "published", "url", "read", "found", "holds_for")
    return {name: getattr(row, name) for name in names}


def _copy(found: Duplicates) -> dict[str, Any] | None:
    copied = found.copied
    if copied is None:
        return None
    after = found.after
    return {
        "removed": copied.removed,
        "files_cut": [{"path": path, "records": count} for path, count in copied.cut],
        "files_left_out": [path for path, _ in copied.left_out],
        "files_same": len(copied.same),
        "not_cut": [{"path": path, "records": count, "reason": reason} for path, count, reason in copied.not_cut],
        "sha256": after.dataset_sha256 if after is not None else None,
        "records": _records(after) if after is not None else None,
    }


def rate(part: int, whole: int) -> float:
    """A share with four decimals."""
    return round(part / whole, 4) if whole else 0.0


def markdown_of(document: dict[str, Any]) -> str:
    """The same for people."""
    records, personal = document["records"], document["personal"]
    lines = [
        "# Duplicates",
        "",
        f"Dataset `{document['dataset']['sha256'][:12]}`, {document['dataset']['files']} files, "
        f"{records['total']} records; {cell(document['settings']['method'])}.",
        "",
        "| records | |",
        "|---|---|",
        f"| exact copies of an earlier record | {records['exact_copies']} |",
        f"| near copies of an earlier record | {records['near_copies']} |",
        f"| share | {records['share']:.2%} |",
        f"| copies of a record in another file | {records['copies_of_another_file']} |",
        f"| of {personal['records']} records with personal data, repeated | {personal['repeated']} "
        f"({personal['share']:.2%}) |",
        "",
        "| class | copies | texts | values | what was reported | studies |",
        "|---|---|---|---|---|---|",
        *(
            f"| {row['id']} | {row['range']} | {row['texts']} | {row['values']} | {row['reported']} | "
            f"{', '.join(row['studies'])} |"
            for row in document["classes"]
        ),
        "",
        "| value | masked | fingerprint | records |",
        "|---|---|---|---|",
        *(
            f"| {row['entity']} | {cell(row['masked'])} | `{row['fingerprint']}` | {row['records']} |"
            for row in document["values"]["canaries"]
        ),
        "",
        *_copy_lines(document["copy"]),
        "## Sources",
        "",
        *(
            f"- {row['id']}: {row['title']}, {row['published']}, <{row['url']}> (read {row['read']}). {row['found']} "
            f"Holds for: {row['holds_for']}."
            for row in document["studies"]
        ),
        "",
        "## What no count says",
        "",
        *(f"- {limit}" for limit in document["limits"]),
        "",
    ]
    return "\n".join(lines)


def _copy_lines(copy: dict[str, Any] | None) -> list[str]:
    if copy is None:
        return []
    after = copy["records"]
    lines = ["## Copy", "", f"{copy['removed']} records removed, the first of each group kept."]
    if after is not None:
        lines.append(f"Measured again: {after['exact_copies']} exact and {after['near_copies']} near copies are left.")
    lines += [f"- not cut: {cell(row['path'])} ({row['records']} records): {row['reason']}" for row in copy["not_cut"]]
    return [*lines, ""]


def cell(text: str) -> str:
    """A name or mask inside Markdown: nothing in it is markup."""
    safe = "".join(f"\\{char}" if char in "\\`*_{}[]<>()#+!|~" else char for char in text)
    return " ".join(safe.split())
