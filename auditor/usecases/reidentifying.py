"""`audit risk`, step by step: how far the rows of a dataset's tables single people out, and what would change it.

scan (or an earlier report) for what the columns hold -> one pass over the columns -> roles, proposed or declared
-> one pass over the classes -> k, l, t, risks -> coarser values -> the measure file beside audit.yaml.
"""

from __future__ import annotations

import os
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from auditor.collect import Gathered, Names, Planner, Silent
from auditor.config import find_declaration, find_project
from auditor.describe import detectors_digest
from auditor.detectors.engine import build
from auditor.errors import ConfigError, NothingToScan, UsageError
from auditor.judging import load_law, settings_of, today_of
from auditor.pipeline import scan
from auditor.readers.discover import discover
from auditor.readers.plan import plan
from auditor.redaction import load_key
from auditor.reidentification.classes import Table
from auditor.reidentification.columns import Column, Role, Roles, chosen, propose, unknown
from auditor.reidentification.document import LIMITS, Assessment, TableRisk
from auditor.reidentification.reading import STRUCTURED, ShownNames, Surveyed, rows_of, survey
from auditor.reidentification.risk import Journalist, diversity_of, journalist_of, risk_of
from auditor.reidentification.suggesting import combinations_of, singles, way
from auditor.tally import is_named
from auditor.version import VERSION
from auditor.worker import Sight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from auditor.collect import Progress
    from auditor.config import ScanConfig
    from auditor.detectors.base import Settings
    from auditor.judging import Law
    from auditor.measures import Figure
    from auditor.pipeline import Audit
    from auditor.readers.base import SourceFile
    from auditor.redaction import Key
    from auditor.reopening import Reopened

#: Columns that are compared together; more would make every row a class of its own.
_MOST_QUASI = 15


@dataclass(frozen=True, slots=True)
class RiskConfig:
    """What to assess."""

    scan: ScanConfig
    roles: Roles = field(default_factory=Roles)
    population: Path | None = None
    wished: int = 11
    keep_measure: bool = True


@dataclass(frozen=True, slots=True)
class _Room:
    """What all steps need."""

    config: RiskConfig
    law: Law
    key: Key
    settings: Settings
    declaration: Path | None
    shown: ShownNames
    roles: Roles


@dataclass(frozen=True, slots=True)
class _Part:
    """Files of one table."""

    files: tuple[tuple[SourceFile, Surveyed], ...]


def assess(config: RiskConfig, report: Reopened | None = None, progress: Progress | None = None) -> Assessment:
    """Measure every table of a dataset."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if "-" in map(str, (*config.scan.paths, config.population)):
        raise UsageError("standard input can be read once only", "write it to a file and give that")
    room = _room(config)
    audit: Audit | Reopened = report if report is not None else scan(config.scan)
    found = Assessment("", VERSION, config.wished, bool(room.roles.quasi))
    with closing(progress or Silent()) as shown:
        tables = _survey(room, found, shown)
        if found.dataset_sha256 != audit.document.dataset.sha256:
            raise ConfigError("the report is of another state of the data", "leave --report out, or scan again")
        entities = _entities(audit.findings())
        _check_names(room, tables)
        for part in tables:
            found.tables.append(_assess(room, part, entities))
    if config.keep_measure:
        _write_measure(room, found)
    return found


def _room(config: RiskConfig) -> _Room:
    declared = find_declaration(config.scan, Path.cwd())
    law = load_law(declared, config.scan.policy_dirs, config.scan.packs)
    key = load_key(config.scan.key_file, find_project(declared, Path.cwd()))
    settings = settings_of(law, config.scan.tier, config.scan.language)
    roles = config.roles
    if not roles.quasi:
        roles = Roles(law.declaration.quasi_identifiers, roles.sensitive, roles.person)
    return _Room(config, law, key, settings, declared, ShownNames(Sight(settings), key), roles)


# ---------------------------------------------------------------- first pass


def _survey(room: _Room, found: Assessment, progress: Progress) -> list[_Part]:
    """The columns of all files, and the files that are parts of one table."""
    scanned = room.config.scan
    names = Names(room.settings, room.key)
    globs = {"include": scanned.include, "exclude": scanned.exclude}
    discovery = discover(scanned.paths, **globs, hidden=scanned.hidden, show=names.show)
    if not discovery.files:
        raise NothingToScan("nothing to assess", "give a folder or file that holds tables or records")
    progress.total(len(discovery.files), sum(file.size for file in discovery.files))
    gathered = Gathered()
    planner = Planner(plan, gathered)
    tables: dict[tuple[str, tuple[str, ...]], list[tuple[SourceFile, Surveyed]]] = {}
    for source in discovery.files:
        file = Surveyed(source.shown, source.path)
        survey(file, rows_of(planner.shards([source]), room.shown), room.key)
        progress.advance(source.size)
        if file.columns:
            tables.setdefault(file.likeness, []).append((source, file))
        else:
            found.skipped.append((source.shown, f"no table: {', '.join(STRUCTURED)} with named values"))
    found.skipped += [(item.path, item.reason) for item in (*discovery.skipped, *gathered.skipped)]
    found.skipped.sort()
    found.dataset_sha256 = gathered.dataset_sha256
    return [_Part(tuple(files)) for files in tables.values()]


def _entities(findings: Iterable[dict[str, Any]]) -> dict[tuple[str, str], Counter[str]]:
    """By file and field: records in which an entity was found."""
    counted: dict[tuple[str, str], Counter[str]] = {}
    last: set[tuple[Any, ...]] = set()
    place: tuple[Any, Any] | None = None
    for row in findings:
        if row.get("part", "value") != "value":
            continue
        if (row["path"], row["record"]) != place:
            place, last = (row["path"], row["record"]), set()
        once = (row["field"], row["entity"])
        if once not in last:
            last.add(once)
            counted.setdefault((row["path"], row["field"]), Counter())[row["entity"]] += 1
    return counted


def _check_names(room: _Room, tables: Sequence[_Part]) -> None:
    """A name that no column has would quietly weaken every figure."""
    columns = [name for part in tables for _, file in part.files for name in file.columns]
    wanted = (*room.roles.quasi, *room.roles.sensitive, *([room.roles.person] if room.roles.person else ()))
    missing = unknown(wanted, columns)
    if missing:
        raise UsageError(
            f"no table has a column {missing[0][:80]}", "see the columns with `audit risk PATH` without names"
        )


# ---------------------------------------------------------------- second pass


def _assess(room: _Room, part: _Part, entities: Mapping[tuple[str, str], Counter[str]]) -> TableRisk:
    """One table."""
    columns = _merged(part)
    found = {
        name: sum((entities.get((file.shown, name), Counter()) for _, file in part.files), Counter())
        for name in columns
    }
    roles = propose(columns, found, room.roles)
    kinds = {name: columns[name].kind(name) for name in chosen(roles, Role.QUASI)[:_MOST_QUASI]}
    table = Table(room.key, kinds, chosen(roles, Role.SENSITIVE) if kinds else ())
    rows = _fill(room, table, part)
    shown = [file.shown for _, file in part.files]
    result = TableRisk(shown, rows, table.rows, roles, {name: kind.value for name, kind in kinds.items()})
    if kinds and table.rows:
        _measure(room, table, result)
    return result


def _merged(part: _Part) -> dict[str, Column]:
    """The columns of all files of a table."""
    merged = {name: Column() for name in part.files[0][1].columns}
    for _, file in part.files:
        for name, column in file.columns.items():
            merged[name].merge(column)
    return merged


def _fill(room: _Room, table: Table, part: _Part) -> int:
    """Count the rows; a person counts once, by the first row."""
    seen: set[int] = set()
    rows = 0
    for source, _ in part.files:
        for row in rows_of(plan(source), room.shown):
            rows += 1
            person = _person(room, row)
            if person in seen:
                continue
            if person is not None:
                seen.add(person)
            table.add(row)
    return rows


def _person(room: _Room, row: Mapping[str, str]) -> int | None:
    """The keyed number of the person that a row is about; None where nobody is named."""
    wanted = room.roles.person
    name = next((value for column, value in row.items() if wanted and is_named(column, (wanted,))), "")
    return room.key.digest("person", " ".join(name.casefold().split())) if name.strip() else None


def _measure(room: _Room, table: Table, result: TableRisk) -> None:
    wished = room.config.wished
    result.risk = risk_of(table.classes[1])
    if room.config.population is not None:
        result.journalist = _journalist(room, table, room.config.population)
    result.diversity = {name: diversity_of(*table.pairs(name), table.sizes(name)) for name in table.sensitive}
    result.combinations, result.all_combinations = combinations_of(table)
    result.singles, result.way = singles(table, wished), way(table, wished)


def _journalist(room: _Room, table: Table, path: Path) -> Journalist:
    """The classes of the table in the population."""
    rows, counts = table.classes
    people = dict.fromkeys(map(tuple, rows.tolist()), 0)
    held = False
    for source in discover([path], show=room.shown).files:
        for row in rows_of(plan(source), room.shown):
            if not held and not all(name in row for name in table.quasi):
                raise UsageError(
                    "the population lacks a quasi-identifier's column", "its columns are named as the table's"
                )
            held = True
            place = table.place(row)
            if place in people:
                people[place] += 1
    return journalist_of(counts, np.array(list(people.values()), np.int64))


# ---------------------------------------------------------------- the measure file


def _write_measure(room: _Room, found: Assessment) -> None:
    """Beside audit.yaml, or in the folder of the data where there is none."""
    from auditor.measures import Measure, write_measure

    now = today_of(room.config.scan.today, room.law, datetime.now(UTC).date())
    path = room.config.scan.paths[0]
    home = path if path.is_dir() else path.parent
    kind = "declared" if found.declared else "proposed, not confirmed"
    measured = Measure(
        kind="reidentification",
        dataset_sha256=found.dataset_sha256,
        detectors_sha256=detectors_digest(build(room.settings), room.settings),
        date=now.isoformat(),
        by=f"audit risk {VERSION}",
        design=f"classes over all rows; quasi-identifiers {kind}",
        seed=None,
        done=(),
        figures=tuple(_figures(found)),
        remains=(*_remains(found), *LIMITS),
        facts=found.facts,
    )
    write_measure(room.declaration.parent if room.declaration is not None else home, measured)


def _figures(found: Assessment) -> Iterator[Figure]:
    from auditor.measures import Figure

    worst = found.worst
    if worst is None or worst.risk is None:
        return
    risk, source = worst.risk, f"{worst.files[0]}: {', '.join(worst.kinds)}"
    yield Figure("k, the smallest class", risk.k, unit="records", source=source)
    yield Figure("unique records", round(risk.unique, 4), unit="share", source=source)
    yield Figure("prosecutor risk, highest", round(risk.highest, 4), source=source)
    yield Figure("prosecutor risk, average", round(risk.average, 4), source=source)
    for name, row in worst.diversity.items():
        yield Figure(f"l, distinct: {name}", row.distinct, unit="values")
        yield Figure(f"t, equal distance: {name}", round(row.t_equal, 4))


def _remains(found: Assessment) -> tuple[str, ...]:
    worst = found.worst
    if worst is None or worst.risk is None:
        return ("No table with quasi-identifiers was found: nothing was measured.",)
    low = sum(1 for table in found.tables if table.risk is not None and table.risk.k < found.wished)
    return (f"{low} tables have classes smaller than {found.wished}.",) if low else ()
