"""`audit dedupe`, step by step: how often records and values repeat, and a copy of a dataset without the copies.

scan (or an earlier report) -> sketches of all records, one pass -> groups -> values by fingerprint -> facts
-> with a folder: the copy, file by file, measured again -> the measure file beside audit.yaml.
"""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.collect import Names, Silent
from auditor.config import find_declaration, find_project
from auditor.describe import detectors_digest
from auditor.detectors.engine import build
from auditor.duplicates.copying import JOURNAL, MANIFEST, Copied, Gone, copy
from auditor.duplicates.document import Duplicates, Settings, document_of, rate
from auditor.duplicates.literature import LIMITS
from auditor.duplicates.measuring import Measured, measure
from auditor.duplicates.sketching import BANDS, NGRAM, PERMUTATIONS, Compared
from auditor.duplicates.values import count_values
from auditor.errors import ConfigError, NothingToScan, UsageError
from auditor.judging import load_law, settings_of, today_of
from auditor.pipeline import scan
from auditor.readers.discover import discover
from auditor.redaction import load_key
from auditor.remedies.journal import Journal
from auditor.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.collect import Progress
    from auditor.config import ScanConfig
    from auditor.detectors.base import Settings as Detection
    from auditor.judging import Law
    from auditor.pipeline import Audit
    from auditor.readers.base import SourceFile
    from auditor.readers.discover import Discovery
    from auditor.redaction import Key
    from auditor.reopening import Reopened

_WORKS = "data.verbatim_works_duplicated"


@dataclass(frozen=True, slots=True)
class DedupeConfig:
    """What to compare, and where a copy goes."""

    scan: ScanConfig
    output: Path | None = None
    near: float = 0.8  # Jaccard from which records are near copies; 0 = exact copies only
    fields: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    keep_measure: bool = True


@dataclass(frozen=True, slots=True)
class _Room:
    """What all steps need."""

    config: DedupeConfig
    law: Law
    key: Key
    detection: Detection
    declaration: Path | None
    progress: Progress

    @property
    def how(self) -> tuple[Compared, float]:
        config = self.config
        return Compared(config.fields, config.ignore, config.near > 0), config.near


def dedupe(config: DedupeConfig, report: Reopened | None = None, progress: Progress | None = None) -> Duplicates:
    """Measure, and make the copy where a folder is given."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    room = _room(config, progress or Silent())
    _check_places(config)
    audit: Audit | Reopened = report if report is not None else scan(config.scan)
    with closing(room.progress):
        found = _discover(room)
        room.progress.total(len(found.files), sum(file.size for file in found.files))
        before = measure(found.files, room.key, room.how, room.progress)
        if before.dataset_sha256 != audit.document.dataset.sha256:
            raise ConfigError("the report is of another state of the data", "leave --report out, or scan again")
        result = _result(room, audit, before)
        result.left_out = sorted((item.path, item.reason) for item in found.skipped)
        if config.output is not None:
            result.left_out += [(path, "the auditor's own file") for path in found.not_data]
            _copy(room, result, found, config.output)
    if config.keep_measure:
        _write_measure(room, result)
    return result


def _room(config: DedupeConfig, progress: Progress) -> _Room:
    found = find_declaration(config.scan, Path.cwd())
    law = load_law(found, config.scan.policy_dirs, config.scan.packs)
    key = load_key(config.scan.key_file, find_project(found, Path.cwd()))
    return _Room(config, law, key, settings_of(law, config.scan.tier, config.scan.language), found, progress)


def _check_places(config: DedupeConfig) -> None:
    """The copy must not lie inside its source, nor the source inside the copy."""
    if str(config.scan.paths[0]) == "-":
        raise UsageError("standard input can be read once only", "write it to a file and give that")
    if config.output is None:
        return
    output, path = config.output.resolve(), config.scan.paths[0].resolve()
    folder = path if path.is_dir() else path.parent
    if output == folder or path in output.parents or output in path.parents:
        raise UsageError("the copy and its source can't lie inside each other", "give another folder with -o DIR")


def _discover(room: _Room, path: Path | None = None) -> Discovery:
    scanned = room.config.scan
    globs = {"include": scanned.include, "exclude": scanned.exclude} if path is None else {}
    names = Names(room.detection, room.key)
    paths = scanned.paths if path is None else (path,)
    found = discover(paths, **globs, hidden=scanned.hidden, show=names.show)
    if path is None and not found.files:
        raise NothingToScan("nothing to compare", "give a folder or file that holds data")
    return found


def _result(room: _Room, audit: Audit | Reopened, before: Measured) -> Duplicates:
    from importlib.metadata import version

    compared, near = room.how
    method = f"MinHash of word {NGRAM}-grams, {PERMUTATIONS} minima in {BANDS} bands, rensa {version('rensa')}"
    settings = Settings(
        compared, near, room.config.scan.tier.value, room.key.id, VERSION, method if compared.near else "equal texts"
    )
    personal = before.personal(audit.findings())
    facts: dict[str, Any] = {_WORKS: bool(audit.document.profile.facts.get(_WORKS, False))}
    if personal[0]:
        facts["data.dup_rate_personal"] = rate(personal[1], personal[0])
    proposals = {} if before.exact + before.near else {"ctx.deduplicated": True}
    return Duplicates(settings, before, personal, count_values(audit.findings), facts, proposals)


# ---------------------------------------------------------------- copy


def _copy(room: _Room, result: Duplicates, found: Discovery, output: Path) -> None:
    import orjson

    journal = Journal(output, _making(room, found, result.before), (JOURNAL, MANIFEST))
    result.copied = copy(_going(found.files, result.before), output, journal, room.key)
    again = _discover(room, output)
    if again.files:
        result.after = measure(again.files, room.key, room.how, Silent())
        result.proposals = {} if result.copied.remaining else {"ctx.deduplicated": True}
        result.left = {"data.dup_rate_personal": 0.0} if result.personal[0] and not result.copied.remaining else {}
    written = orjson.dumps(document_of(result), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    (output / f"{MANIFEST}.part").write_bytes(written)
    (output / f"{MANIFEST}.part").replace(output / MANIFEST)
    journal.path.unlink()


def _going(files: Sequence[SourceFile], before: Measured) -> Iterator[tuple[SourceFile, Gone]]:
    gone = before.groups.gone
    for source, sketched in zip(files, before.sketches.files, strict=True):
        end = sketched.first + sketched.records
        numbers = [at for at in range(sketched.first, end) if gone[at]]
        indexes = frozenset(before.sketches.indexes[at] for at in numbers)
        whole = len(numbers) == sketched.records and not sketched.skipped
        yield source, Gone(indexes, whole, sketched.digest)


def _making(room: _Room, found: Discovery, before: Measured) -> dict[str, Any]:
    """What a copy is made from and by: it can be resumed under the same only."""
    config = room.config
    return {
        "schema": "audit.duplicates/v1",
        "tool_version": VERSION,
        "key_id": room.key.id,
        "near": config.near,
        "fields": list(config.fields),
        "ignore": list(config.ignore),
        "dataset_sha256": before.dataset_sha256,
        "files": [[room.key.fingerprint("path", file.path), file.size] for file in found.files],
    }


# ---------------------------------------------------------------- the measure file


def _write_measure(room: _Room, result: Duplicates) -> None:
    """Beside audit.yaml; for a copy, in the copy: it is the copy that was measured last."""
    from auditor.measures import Measure, write_measure

    now = today_of(room.config.scan.today, room.law, datetime.now(UTC).date())
    last = result.after or result.before
    measured = Measure(
        kind="duplicates",
        dataset_sha256=last.dataset_sha256,
        detectors_sha256=detectors_digest(build(room.detection), room.detection),
        date=now.isoformat(),
        by=f"audit dedupe {VERSION}",
        design=result.settings.method,
        seed=None,
        done=_done(result),
        figures=_figures(result, last),
        remains=_remains(result),
        facts={**(result.left if result.after else result.facts), **result.proposals},
    )
    write_measure(_folder(room), measured)


def _folder(room: _Room) -> Path:
    if room.config.output is not None:
        return room.config.output
    if room.declaration is not None:
        return room.declaration.parent
    path = room.config.scan.paths[0]
    return path if path.is_dir() else path.parent


def _done(result: Duplicates) -> tuple[str, ...]:
    copied = result.copied
    if copied is None:
        return ()
    done = [f"{copied.removed} records removed that were copies of an earlier one; the first of each group was kept"]
    return (*done, *_not_cut(copied))


def _not_cut(copied: Copied) -> Iterator[str]:
    for path, count, reason in copied.not_cut:
        yield f"{path}: {count} copies left in ({reason})"


def _figures(result: Duplicates, last: Measured) -> tuple[Any, ...]:
    from auditor.measures import Figure

    source = result.settings.method
    figures = [
        Figure("records", last.records, unit="records"),
        Figure("exact copies", last.exact, unit="records"),
        Figure("near copies", last.near, unit="records", source=source),
        Figure("canary-like values in several records", result.values.canary_values, unit="values"),
    ]
    if result.copied is not None:
        figures.append(Figure("records removed", result.copied.removed, unit="records"))
        figures[3] = replace(figures[3], source="of the source, before the copy")
    elif result.personal[0]:
        share = rate(result.personal[1], result.personal[0])
        figures.append(Figure("records with personal data whose text repeats", share, unit="share"))
    return tuple(figures)


def _remains(result: Duplicates) -> tuple[str, ...]:
    left = result.after or result.before
    copies = left.exact + left.near
    return (*([f"{copies} records are copies of an earlier one"] if copies else ()), *LIMITS)
