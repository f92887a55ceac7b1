"""`audit subject`, step by step: where one person's data stand, an export of them, and a copy without them.

values of the person -> search of every text, names of files and fields too -> export: the person's records, others
masked -> copy without the records or the values, searched again -> receipt, list of places, measure file.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.collect import Names, Silent
from auditor.config import find_declaration, find_project
from auditor.duplicates.copying import Gone
from auditor.duplicates.copying import copy as copy_without
from auditor.errors import NothingToScan, UsageError
from auditor.judging import load_law, settings_of
from auditor.model import Tier
from auditor.readers.discover import discover
from auditor.redaction import load_key
from auditor.registry import members
from auditor.remedies.copying import Copying, copy
from auditor.remedies.journal import Journal
from auditor.subjects.exporting import export
from auditor.subjects.hits import Strength
from auditor.subjects.matching import Matcher
from auditor.subjects.receipt import SCHEMA, Answer, Erased, markdown_of, receipt_of
from auditor.subjects.rewriting import ERASED, OTHERS, Erasing, Masking
from auditor.subjects.searching import Search, blotted, search
from auditor.version import VERSION
from auditor.worker import Sight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.collect import Progress
    from auditor.config import ScanConfig
    from auditor.detectors.base import Settings
    from auditor.executors.base import Executor
    from auditor.judging import Law
    from auditor.readers.base import SourceFile
    from auditor.readers.discover import Discovery
    from auditor.redaction import Key
    from auditor.subjects.person import Person

JOURNAL = ".audit-subject.journal"
RECEIPT = "audit-subject.json"
PARTS = ".audit-subject.parts"


@dataclass(frozen=True, slots=True)
class RequestConfig:
    """Who is looked for, where, and what is done with what is found."""

    scan: ScanConfig
    person: Person = field(repr=False)
    export: Path | None = None
    without: Path | None = None
    receipt: Path | None = None
    erase: str = "records"
    weakest: Strength = Strength.VARIANT
    unmasked: bool = False
    by: str = ""


@dataclass(frozen=True, slots=True)
class _Room:
    """What all steps need."""

    config: RequestConfig
    law: Law
    key: Key
    settings: Settings
    declaration: Path | None
    progress: Progress

    @property
    def crew(self) -> tuple[Executor, int]:
        scan = self.config.scan
        return members("auditor.executors", "EXECUTOR")[scan.executor], scan.worker_count

    @property
    def fast(self) -> Settings:
        return replace(self.settings, tier=Tier.FAST)


def request(config: RequestConfig, progress: Progress | None = None) -> Answer:
    """Search, then export and copy where that is asked for."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    room = _room(config, progress or Silent())
    _check_places(config)
    with closing(room.progress):
        found = _discover(room, config.scan.paths)
        if not found.files:
            raise NothingToScan("nothing to search", "give a folder or file that holds data")
        journals = {folder: _journal(room, folder, found) for folder in (config.export, config.without) if folder}
        room.progress.total(len(found.files), sum(file.size for file in found.files))
        answer = _search(room, found)
        answer.resumed = any(journal.resumed for journal in journals.values())
        if config.export is not None:
            _export(room, answer, config.export, journals[config.export])
        if config.without is not None:
            _erase(room, answer, config.without, journals[config.without], found)
    for folder in dict.fromkeys(f for f in (config.export, config.without, config.receipt) if f):
        write_receipt(answer, folder)
        (folder / JOURNAL).unlink(missing_ok=True)
    return answer


def _room(config: RequestConfig, progress: Progress) -> _Room:
    found = find_declaration(config.scan, Path.cwd())
    law = load_law(found, config.scan.policy_dirs, config.scan.packs)
    key = load_key(config.scan.key_file, find_project(found, Path.cwd()))
    return _Room(config, law, key, settings_of(law, config.scan.tier, config.scan.language), found, progress)


def _check_places(config: RequestConfig) -> None:
    """No folder lies inside the source or another one, nor the source inside them."""
    data = [path.resolve() if path.is_dir() else path.resolve().parent for path in config.scan.paths]
    outputs = [folder.resolve() for folder in (config.export, config.without, config.receipt) if folder]
    places = [*data, *outputs]
    for number, one in enumerate(places):
        for other in places[max(number + 1, len(data)) :]:
            if one == other or one in other.parents or other in one.parents:
                raise UsageError("the data, the export and the copy can't lie inside each other", "give other folders")
    if config.receipt is not None and any((config.receipt / name).exists() for name in (RECEIPT, "audit-subject.md")):
        raise UsageError(f"{config.receipt} holds a receipt already", "nothing is overwritten: give another folder")


def _discover(room: _Room, paths: Sequence[Path]) -> Discovery:
    scan, names, matcher = room.config.scan, Names(room.fast, room.key), Matcher(room.config.person)
    own = tuple(paths) == scan.paths
    globs = {"include": scan.include, "exclude": scan.exclude} if own else {}
    return discover(
        paths, **globs, hidden=scan.hidden and own, show=lambda path: blotted(names.show(path), matcher, room.key)
    )


def _journal(room: _Room, folder: Path, found: Discovery) -> Journal:
    config = room.config
    person = config.person
    values = repr([person.names, person.emails, person.phones, person.ids, person.births])
    words = [(n.given, n.last) for n in person.names]
    making = {
        "schema": SCHEMA,
        "tool_version": VERSION,
        "key_id": room.key.id,
        "tier": room.settings.tier.value,
        "person": room.key.fingerprint("subject", f"{words}{values}"),
        "erase": config.erase if folder == config.without else None,
        "unmasked": config.unmasked,
        "weakest": config.weakest.value,
        "files": [[room.key.fingerprint("path", file.path), file.size] for file in found.files],
    }
    return Journal(folder, making, (JOURNAL, RECEIPT))


def _search(room: _Room, found: Discovery) -> Answer:
    config = room.config
    how = Search(room.fast, room.key, config.person)
    before = search(found.files, how, room.crew, room.progress)
    day = (config.scan.today or datetime.now(UTC).date()).isoformat()  # of the request, not of a decision
    return Answer(config.person, config.weakest, day, config.by, room.key.id, before, list(found.skipped))


# ---------------------------------------------------------------- export


def _export(room: _Room, answer: Answer, folder: Path, journal: Journal) -> None:
    config = room.config
    answer.unmasked = config.unmasked
    if config.unmasked:
        answer.exported = export(answer.before, config.weakest, folder)
        return
    parts = folder / PARTS
    shutil.rmtree(parts, ignore_errors=True)  # of an interrupted run: made again from the source
    parts.mkdir(parents=True)
    try:
        done = export(answer.before, config.weakest, parts)
        if done.files:
            masking = Masking(room.settings, room.key, OTHERS, keep_unread=False, person=config.person)
            copied = copy(_discover(room, (parts,)).files, _copying(room, folder, masking, journal), (), lambda _: None)
            done.masked = sum(copied.account.replaced.values())
            done.failed = copied.left_out
        answer.exported = done
    finally:
        shutil.rmtree(parts, ignore_errors=True)


def _copying(room: _Room, folder: Path, rewriting: Erasing | Masking, journal: Journal) -> Copying:
    executor, workers = room.crew
    return Copying(folder, rewriting, journal, executor, workers, Sight(rewriting.settings))


# ---------------------------------------------------------------- copy without the person


def _erase(room: _Room, answer: Answer, folder: Path, journal: Journal, found: Discovery) -> None:
    done = Erased(room.config.erase)
    (_erase_values if done.erase == "values" else _erase_records)(room, answer, folder, journal, done)
    done.left_out += [(item.path, item.reason) for item in found.skipped]
    done.left_out += [(path, "the auditor's own file") for path in found.not_data]
    answer.erased = done
    again = _discover(room, (folder,))
    if again.files:
        how = Search(room.fast, room.key, room.config.person)
        answer.after = search(again.files, how, room.crew, Silent())
        _write_measure(answer, folder)


def _erase_values(room: _Room, answer: Answer, folder: Path, journal: Journal, done: Erased) -> None:
    config = room.config
    erasing = Erasing(room.fast, room.key, ERASED, person=config.person, weakest=config.weakest)
    files = [file.source for file in answer.before.files]
    copied = copy(files, _copying(room, folder, erasing, journal), (), lambda _: None)
    done.values = sum(copied.account.replaced.values())
    done.changed, done.same, done.renamed = copied.rewritten, len(copied.unchanged), copied.renamed
    done.left_out += copied.left_out


def _erase_records(room: _Room, answer: Answer, folder: Path, journal: Journal, done: Erased) -> None:
    going = []
    for file in answer.before.files:
        indexes, whole = file.held(room.config.weakest)
        going.append((file.source, Gone(indexes, all_records=whole, digest=file.digest)))
    copied = copy_without(going, folder, journal, room.key)
    done.records = copied.removed
    done.changed, done.same = [path for path, _ in copied.cut], len(copied.same)
    done.left_out += [(path, "all of it is the person's") for path, _ in copied.left_out]
    not_cut = {path: reason for path, _, reason in copied.not_cut}
    for source, gone in going:
        if gone.indexes and source.shown in not_cut:  # what can't be cut must not stay in
            (folder / source.path).unlink(missing_ok=True)
            reason = not_cut[source.shown]
            done.left_out.append((source.shown, f"its records can't be taken out one by one ({reason})"))
    done.renamed = _rename(room, [source for source, _ in going], folder)


def _rename(room: _Room, sources: Sequence[SourceFile], folder: Path) -> int:
    """Files whose name tells of the person get another one."""
    matcher, count = Matcher(room.config.person), 0
    for source in sources:
        new = blotted(source.path, matcher, room.key)
        count += new != source.path
        if new != source.path and (folder / source.path).is_file():
            (folder / new).parent.mkdir(parents=True, exist_ok=True)
            (folder / source.path).replace(folder / new)
            _drop_empty((folder / source.path).parent, folder)
    return count


def _drop_empty(inner: Path, folder: Path) -> None:
    while inner != folder and not any(inner.iterdir()):
        inner.rmdir()
        inner = inner.parent


# ---------------------------------------------------------------- what is written


def write_receipt(answer: Answer, folder: Path) -> None:
    """The receipt as JSON and Markdown, and the list of places: no value in any of them."""
    import orjson

    folder.mkdir(parents=True, exist_ok=True)
    receipt = receipt_of(answer)
    rows = b"".join(orjson.dumps(place.row, option=orjson.OPT_APPEND_NEWLINE) for place in answer.before.places)
    _put(folder / "audit-subject.jsonl", rows)
    _put(folder / "audit-subject.md", markdown_of(receipt).encode())
    _put(folder / RECEIPT, orjson.dumps(receipt, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def _put(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(data)
    beside.replace(path)


def _write_measure(answer: Answer, folder: Path) -> None:
    """In the copy: it is the copy that the measure is about."""
    from auditor.measures import Figure, Measure, write_measure

    receipt = receipt_of(answer)
    copied: dict[str, Any] = receipt["copy"]
    left: dict[str, int] = copied["left"]
    measure = Measure(
        kind="subject",
        dataset_sha256=copied["sha256"],
        detectors_sha256="",
        date=answer.date,
        by=answer.by or f"audit subject {VERSION}",
        design=f"search by {', '.join(receipt['searched_for'])}; acted on matches from {answer.weakest.value}",
        done=(
            f"one person's {answer.erased.erase if answer.erased else ''} taken out: "
            f"{copied['records_removed']} records removed, {copied['values_replaced']} values replaced",
        ),
        figures=(
            *(
                Figure(f"{name} places in the source", n, unit="places")
                for name, n in receipt["found"]["places"].items()
            ),
            *(Figure(f"{name} places left in the copy", n, unit="places") for name, n in left.items()),
        ),
        remains=tuple(receipt["limits"]),
    )
    write_measure(folder, measure)


__all__ = ["RequestConfig", "request", "write_receipt"]
