"""The receipt of a request: what was searched and found, what was done, what was left, and what nobody can promise.

It names places and counts, never a value; `audit.subject/v1` as JSON, and the same as Markdown.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from auditor.subjects.hits import Strength
from auditor.subjects.names import words_of
from auditor.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.model import Skipped
    from auditor.subjects.exporting import Exported
    from auditor.subjects.person import Person
    from auditor.subjects.searching import Place, Searched

SCHEMA = "audit.subject/v1"
STRENGTHS = (Strength.EXACT, Strength.VARIANT, Strength.POSSIBLE)
LIMITS = (
    "Somebody else with the same name is found as well: a person has to look at the places before anything is handed "
    "over or erased.",
    "Who is meant by a nickname, a role, a story or a picture is not found; nor is what is encoded, encrypted, scanned "
    "or split over lines.",
    "Text about the person in other words stays: what is searched for are the values that were given.",
    "Models that were trained on the data, embeddings, indexes, caches, logs and backups are not touched by a copy.",
)
TO_DO = (
    "Tell the recipients of the data, among them vendors of models and of labelling (Art. 19 GDPR).",
    "Delete or correct the source, its backups and what was derived from it; a copy changes none of them.",
    "Answer within one month (Art. 12(3) GDPR); look at the rights of others before a copy is handed over (Art. 15(4)).",
)


@dataclass(slots=True)
class Erased:
    """What became of the copy without the person."""

    erase: str
    records: int = 0  # removed
    values: int = 0  # replaced
    changed: list[str] = field(default_factory=list)
    same: int = 0
    left_out: list[tuple[str, str]] = field(default_factory=list)
    renamed: int = 0


@dataclass(slots=True)
class Answer:
    """Everything that a request came to."""

    person: Person = field(repr=False)
    weakest: Strength
    date: str
    by: str
    key_id: str
    before: Searched
    skipped: list[Skipped] = field(default_factory=list)  # by discovery: no reader, not readable
    exported: Exported | None = None
    unmasked: bool = False
    erased: Erased | None = None
    after: Searched | None = None
    resumed: bool = False


def receipt_of(answer: Answer) -> dict[str, Any]:
    """The receipt as plain data."""
    before = answer.before
    return {
        "schema": SCHEMA,
        "tool_version": VERSION,
        "date": answer.date,
        "by": answer.by,
        "key_id": answer.key_id,
        "searched_for": forms_of(answer.person),
        "acted_from": answer.weakest.value,
        "dataset": {
            "sha256": before.dataset_sha256,
            "files": len(before.files),
            "records": before.records,
            "fields": before.fields,
            "bytes": before.bytes,
            "not_searched": _skipped([*answer.skipped, *before.skipped]),
        },
        "found": _counted(before.places),
        "files": _by_file(before.places),
        "export": _exported(answer),
        "copy": _copied(answer),
        "limits": list(LIMITS),
        "to_do": list(TO_DO),
    }


def forms_of(person: Person) -> dict[str, dict[str, int]]:
    """How many values of each kind were looked for, and in how many spellings of their words."""
    forms = dict(person.known.items())
    if person.names:
        forms["name"] = sum(len(words_of(name)) for name in person.names)
    return {kind: {"values": count, "forms": forms[kind]} for kind, count in person.known.items()}


def _skipped(rows: Iterable[Skipped]) -> list[dict[str, Any]]:
    return [
        {"path": row.path, "record": row.record, "reason": row.reason}
        for row in sorted(rows, key=lambda r: (r.path, r.record or 0, r.reason))
    ]


def _counted(places: Iterable[Place]) -> dict[str, Any]:
    places = list(places)
    strengths = Counter(place.strength for place in places)
    reasons = Counter(f"{place.strength}: {place.why}" for place in places)
    entities = Counter(place.entity for place in places)
    return {
        "places": {name.value: strengths[name.value] for name in STRENGTHS},
        "records": len({(place.path, place.record) for place in places}),
        "reasons": dict(sorted(reasons.items())),
        "entities": dict(sorted(entities.items())),
    }


def _by_file(places: Iterable[Place]) -> list[dict[str, Any]]:
    files: dict[str, Counter[str]] = {}
    records: dict[str, set[int]] = {}
    for place in places:
        files.setdefault(place.path, Counter())[place.strength] += 1
        records.setdefault(place.path, set()).add(place.record)
    return [
        {"path": path, "records": len(records[path]), **{name.value: counts[name.value] for name in STRENGTHS}}
        for path, counts in sorted(files.items())
    ]


def _exported(answer: Answer) -> dict[str, Any] | None:
    done = answer.exported
    if done is None:
        return None
    return {
        "records": done.records,
        "files": sorted(done.files),
        "others_masked": not answer.unmasked,
        "values_masked": done.masked,
        "whole_files": [{"path": path, "reason": why} for path, why in sorted(done.whole)],
        "not_in_it": [{"path": path, "reason": why} for path, why in sorted(done.failed)],
    }


def _copied(answer: Answer) -> dict[str, Any] | None:
    done, after = answer.erased, answer.after
    if done is None:
        return None
    return {
        "erased": done.erase,
        "records_removed": done.records,
        "values_replaced": done.values,
        "files_changed": sorted(done.changed),
        "files_same": done.same,
        "files_renamed": done.renamed,
        "files_left_out": [{"path": path, "reason": why} for path, why in sorted(done.left_out)],
        "sha256": after.dataset_sha256 if after is not None else None,
        "left": _counted(after.places)["places"] if after is not None else None,
        "left_files": _by_file(after.places) if after is not None else [],
    }


def markdown_of(receipt: dict[str, Any]) -> str:
    """The receipt for the file of the request."""
    return "\n".join(_lines(receipt)) + "\n"


def _lines(receipt: dict[str, Any]) -> Iterator[str]:
    data, found = receipt["dataset"], receipt["found"]
    yield f"<!-- {SCHEMA} -->\n# Receipt of a request about one person's data\n"
    yield f"- Date: {receipt['date']}"
    yield f"- By: {_inert(receipt['by'] or 'not named')}, with audit {receipt['tool_version']}, project key {receipt['key_id']}"
    yield f"- Data SHA-256: `{data['sha256']}`"
    asked = ", ".join(f"{kind}: {n['values']} in {n['forms']} spellings" for kind, n in receipt["searched_for"].items())
    yield f"- Searched for (values not shown): {asked}"
    yield f"- Searched: {data['files']} files, {data['records']} records, {data['fields']} fields, {data['bytes']} bytes"
    yield f"- Acted on matches from: {receipt['acted_from']}\n"
    yield "## Found\n"
    yield "| file | records | exact | variant | possible |\n|---|---|---|---|---|"
    for row in receipt["files"]:
        yield f"| {_inert(row['path'])} | {row['records']} | {row['exact']} | {row['variant']} | {row['possible']} |"
    yield f"| all | {found['records']} | {' | '.join(str(n) for n in found['places'].values())} |\n"
    yield from (f"- {why}: {count}" for why, count in found["reasons"].items())
    yield from _listed("Not searched", data["not_searched"])
    yield from _export_lines(receipt["export"])
    yield from _copy_lines(receipt["copy"])
    yield from ("\n## What this can't promise\n", *(f"- {limit}" for limit in receipt["limits"]))
    yield from ("\n## What people have to do\n", *(f"- {step}" for step in receipt["to_do"]))


def _export_lines(export: dict[str, Any] | None) -> Iterator[str]:
    if export is None:
        return
    yield "\n## Export\n"
    others = f"{export['values_masked']} values of others masked" if export["others_masked"] else "others not masked"
    yield f"{export['records']} records from {len(export['files'])} files; {others}."
    yield from _listed("Given whole", export["whole_files"])
    yield from _listed("Not in the export", export["not_in_it"])


def _copy_lines(copy: dict[str, Any] | None) -> Iterator[str]:
    if copy is None:
        return
    yield "\n## Copy without the person\n"
    yield f"- Erased: {copy['erased']}; records removed: {copy['records_removed']}; values replaced: {copy['values_replaced']}"
    yield f"- Files changed: {len(copy['files_changed'])}, the same: {copy['files_same']}, renamed: {copy['files_renamed']}"
    yield f"- Data SHA-256 of the copy: `{copy['sha256']}`"
    left = copy["left"] or {}
    yield "- A second search of the copy finds: " + (", ".join(f"{n} {name}" for name, n in left.items()) or "nothing")
    yield from _listed("Not in the copy", copy["files_left_out"])


def _listed(title: str, rows: list[dict[str, Any]]) -> Iterator[str]:
    if rows:
        yield f"\n{title}:\n"
        yield from (f"- {_inert(row['path'])}: {_inert(row['reason'])}" for row in rows)


def _inert(text: str) -> str:
    from auditor.reports.escape import markdown

    return markdown(text)
