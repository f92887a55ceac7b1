"""`audit redact`, step by step: a copy of a dataset without what a plan names, and the verdict before and after.

report of the dataset -> plan (by hand, or what the options' conditions demand) -> copy, file by file in workers
-> scan of the copy with the same tier, and with the next one -> what is left, what changed, what no redaction promises.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.collect import Names, Silent
from auditor.config import find_declaration, find_project
from auditor.detectors.base import Settings, Terms
from auditor.detectors.engine import build
from auditor.errors import MissingExtra, NothingToScan, UsageError
from auditor.judging import load_law
from auditor.measures import write_measure
from auditor.model import Tier
from auditor.pipeline import scan
from auditor.policy.measured import observed_from
from auditor.readers.discover import discover
from auditor.redaction import load_key
from auditor.registry import members
from auditor.remedies.copying import Copied, Copying, copy
from auditor.remedies.journal import JOURNAL, MANIFEST, SCHEMA, Journal
from auditor.remedies.outcome import LIMITS, Left, measure_of
from auditor.remedies.plan import Plan, Way, parse_plan
from auditor.remedies.pseudonyms import load_table_key
from auditor.remedies.rewrite import Rewriting
from auditor.version import VERSION
from auditor.worker import Sight

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from auditor.collect import Progress
    from auditor.config import ScanConfig
    from auditor.document import ReportDocument, VerdictDoc
    from auditor.judging import Law
    from auditor.pipeline import Audit
    from auditor.policy.measured import Observed
    from auditor.readers.discover import Discovery
    from auditor.redaction import Key
    from auditor.reopening import Reopened

_TIERS = list(Tier)


@dataclass(frozen=True, slots=True)
class RedactConfig:
    """What to redact, how, and where to."""

    scan: ScanConfig
    output: Path
    entities: tuple[str, ...] = ()
    how: tuple[str, ...] = ()
    keep_unlinked: bool = False
    keep_unread: bool = False
    pseudonyms: Path | None = None
    pseudonyms_key: Path | None = None
    recheck: bool = True


@dataclass(slots=True)
class Redaction:
    """What was done, and what came of it."""

    before: ReportDocument
    plan: Plan
    copied: Copied = field(default_factory=Copied)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    after: ReportDocument | None = None
    higher: ReportDocument | None = None  # by the next tier
    left: list[Left] = field(default_factory=list)
    next_tier: str = ""  # why the next tier was not used
    resumed: bool = False

    @property
    def verdicts(self) -> list[tuple[str, str, str, str]]:
        """Option, verdict before, after, and after by the next tier."""
        after, higher = (
            {row.option: row.verdict for row in d.verdicts} if d else {} for d in (self.after, self.higher)
        )
        return [
            (row.option, row.verdict, after.get(row.option, ""), higher.get(row.option, ""))
            for row in self.before.verdicts
        ]


@dataclass(frozen=True, slots=True)
class _Room:
    """What all steps need."""

    config: RedactConfig
    law: Law
    key: Key
    settings: Settings
    declaration: Path | None


def redact(config: RedactConfig, report: Reopened | None = None, progress: Progress | None = None) -> Redaction:
    """Make the copy and judge it."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    room = _room(config)
    _check_places(config)
    audit: Audit | Reopened = report if report is not None else scan(config.scan)
    before = audit.document
    if report is not None and config.scan.options:
        before = _only(before, config.scan.options)
    plan = plan_for(room, before)
    done = Redaction(before, plan)
    _make(room, done, audit.findings(), progress or Silent())
    if config.recheck:
        _recheck(room, done)
    if done.after is not None:
        write_measure(config.output, measure_of((before, done.after), plan, done.copied, done.left))
    _write_manifest(room, done)
    return done


def _room(config: RedactConfig) -> _Room:
    found = find_declaration(config.scan, Path.cwd())
    law = load_law(found, config.scan.policy_dirs, config.scan.packs)
    key = load_key(config.scan.key_file, find_project(found, Path.cwd()))
    settings = Settings(config.scan.tier, config.scan.language, Terms(**law.declaration.terms))
    return _Room(config, law, key, settings, found)


def _check_places(config: RedactConfig) -> None:
    """The copy must not lie inside its source, nor the source inside the copy, nor the table inside either."""
    output = config.output.resolve()
    for path in (path.resolve() for path in config.scan.paths):
        folder = path if path.is_dir() else path.parent
        if output == folder or path in output.parents or output in path.parents:
            raise UsageError("the copy and its source can't lie inside each other", "give another folder with -o DIR")
    table = config.pseudonyms
    if table is None:
        return
    if config.pseudonyms_key is None:
        raise UsageError("--pseudonyms needs a key file", "add --pseudonyms-key FILE: it is made if it is not there")
    if output in table.resolve().parents or output in config.pseudonyms_key.resolve().parents:
        raise UsageError("the table of pseudonyms and its key are kept apart from the copy", "give another place")
    if table.exists() and not (output / JOURNAL).is_file():
        raise UsageError(f"{table} is there already", "nothing is overwritten: give a new name")


def _only(document: ReportDocument, options: Sequence[str]) -> ReportDocument:
    chosen = [row for row in document.verdicts if row.option in options]
    if not chosen:
        known = ", ".join(row.option for row in document.verdicts)
        raise UsageError(f"the report has no such option: {', '.join(options)[:80]}", f"it has {known}")
    return document.model_copy(update={"verdicts": chosen})


# ---------------------------------------------------------------- plan


def plan_for(room: _Room, before: ReportDocument) -> Plan:
    """The plan by hand, or what the conditions of the options demand."""
    config = room.config
    plan = parse_plan(config.entities, config.how, unlinked=not config.keep_unlinked)
    if plan.patterns:
        return plan
    observed = observed_from(before.profile, room.law.base.taxonomy)
    demanded = sorted({entity for verdict in before.verdicts for entity in demanded_by(verdict, observed)})
    if not demanded:
        raise UsageError(
            "no condition of the options asks for a redaction",
            "name what to redact with --entities, e.g. EMAIL_ADDRESS",
        )
    return replace(plan, patterns=tuple(demanded))


def demanded_by(verdict: VerdictDoc, observed: Observed) -> frozenset[str]:
    """Entities that the cheapest change with a redaction names; without one, those behind the facts that decide."""
    for change in verdict.changes:
        named = frozenset(word.partition("=")[2] for word in change.assume if word.startswith("redact="))
        if named:
            return named
    deciding = [rule for rule in verdict.rules if rule.id in verdict.decided_by]
    return frozenset(_causes(deciding, observed))


def _causes(rules: Iterable[Any], observed: Observed) -> Iterable[str]:
    for rule in rules:
        for key, fact in rule.facts.items():
            measured = observed.facts.get(key)
            if fact.kind == "measured" and fact.value and measured is not None:
                yield from (cause for cause in measured.causes if not cause.startswith("signal:"))


# ---------------------------------------------------------------- copy


def _make(room: _Room, done: Redaction, findings: Iterable[dict[str, object]], progress: Progress) -> None:
    config = room.config
    names = Names(room.settings, room.key)
    with closing(progress):
        found = discover(
            config.scan.paths,
            include=config.scan.include,
            exclude=config.scan.exclude,
            hidden=config.scan.hidden,
            show=names.show,
        )
        if not found.files:
            raise NothingToScan("nothing to redact", "give a folder or file that holds data")
        table_key = load_table_key(config.pseudonyms_key) if config.pseudonyms and config.pseudonyms_key else b""
        journal = Journal(config.output, _making(room, done.plan, found))
        rewriting = Rewriting(room.settings, room.key, done.plan, config.keep_unread, table_key)
        executors = members("auditor.executors", "EXECUTOR")
        how = Copying(
            config.output,
            rewriting,
            journal,
            executors[config.scan.executor],
            config.scan.worker_count,
            Sight(room.settings),
            config.pseudonyms,
        )
        progress.total(len(found.files), sum(file.size for file in found.files))
        done.copied = copy(found.files, how, findings, progress.advance)
    skipped = [(item.path, item.reason) for item in found.skipped]
    skipped += [(path, "the auditor's own file") for path in found.not_data]
    done.skipped, done.resumed = sorted(skipped), journal.resumed


def _making(room: _Room, plan: Plan, found: Discovery) -> dict[str, Any]:
    """What a copy is made from and by: it can be resumed under the same only."""
    engine = build(room.settings)
    manifest = [[room.key.fingerprint("path", file.path), file.size] for file in found.files]
    return {
        "schema": SCHEMA,
        "tool_version": VERSION,
        "key_id": room.key.id,
        "tier": room.settings.tier.value,
        "language": room.settings.language,
        "plan": plan.told,
        "keep_unread": room.config.keep_unread,
        "pseudonyms": room.config.pseudonyms is not None,
        "detectors": [list(pair) for pair in engine.versions()],
        "files": manifest,
    }


# ---------------------------------------------------------------- afterwards


def _recheck(room: _Room, done: Redaction) -> None:
    """Scan the copy with the same tier and with the next one that adds anything."""
    if not (done.copied.rewritten or done.copied.unchanged or done.copied.kept_unread):
        done.next_tier = "there is nothing in the copy"
        return
    audit = _scan_copy(room, room.config.scan.tier)
    done.after = audit.document
    done.left.append(_left(audit, done))
    higher = _next_tier(room)
    if isinstance(higher, str) and not isinstance(higher, Tier):
        done.next_tier = higher
    else:
        audit = _scan_copy(room, Tier(higher))
        done.higher = audit.document
        done.left.append(_left(audit, done))


def _scan_copy(room: _Room, tier: Tier) -> Any:
    declared = room.declaration  # the options are judged by what is declared of the source
    again = replace(
        room.config.scan, paths=(room.config.output,), tier=tier, config=declared, cache=False, hidden=False
    )
    return scan(replace(again, include=(), exclude=()))


def _next_tier(room: _Room) -> Tier | str:
    """The next higher tier, or why there is none."""
    place = _TIERS.index(room.settings.tier) + 1
    if place == len(_TIERS):
        return "the highest tier was used already"
    higher = replace(room.settings, tier=_TIERS[place])
    missing = f"no detector of the tier {_TIERS[place].value} is installed"
    try:
        return missing if build(higher).versions() == build(room.settings).versions() else _TIERS[place]
    except MissingExtra:
        return missing


def _left(audit: Any, done: Redaction) -> Left:
    planned: dict[str, int] = {}
    other: dict[str, int] = {}
    surrogates = again = 0
    account = done.copied.account
    for finding in audit.findings():
        entity, fingerprint = str(finding["entity"]), str(finding["fingerprint"])
        if fingerprint in account.issued:
            surrogates += 1
            continue
        covered = done.plan.way_of(entity) is not None
        covered = covered and (done.plan.unlinked or finding.get("status") != "unlinked")
        again += covered and fingerprint in account.gone
        counts = planned if covered else other
        counts[entity] = counts.get(entity, 0) + 1
    tier = audit.document.run.tier
    return Left(tier, dict(sorted(planned.items())), surrogates, again, dict(sorted(other.items())))


def manifest_of(done: Redaction) -> dict[str, Any]:
    """What was done, as `.audit-redact.json` and scripts read it: no path and no value in the clear."""
    account, copied = done.copied.account, done.copied
    return {
        "schema": SCHEMA,
        "plan": {**done.plan.told, "replaced": dict(sorted(account.replaced.items()))},
        "dataset": {"sha256": done.before.dataset.sha256, "records": account.records},
        "files": {
            "rewritten": sorted(copied.rewritten),
            "unchanged": sorted(copied.unchanged),
            "renamed": copied.renamed,
            "left_out": [{"path": path, "reason": why} for path, why in sorted([*copied.left_out, *done.skipped])],
            "kept_unread": [{"path": path, "reason": why} for path, why in sorted(copied.kept_unread)],
        },
        "unread_records": dict(sorted(account.unread.items())),
        "keys_renamed": account.renamed,
        "unlinked_kept": account.unlinked,
        "fields": {name: dict(zip(_USE, use.counts, strict=True)) for name, use in sorted(account.fields.items())},
        "left": [
            {
                "tier": one.tier,
                "planned": one.planned,
                "surrogates": one.surrogates,
                "again": one.again,
                "other": one.other,
            }
            for one in done.left
        ],
        "next_tier": done.next_tier,
        "verdicts": [
            {"option": name, "before": old, "after": new or None, "after_next_tier": next_tier or None}
            for name, old, new, next_tier in done.verdicts
        ],
        "limits": list(LIMITS),
    }


_USE = ("texts", "chars", "tokens", "changed_texts", "changed_chars", "changed_tokens")


def _write_manifest(room: _Room, done: Redaction) -> None:
    """The journal goes only when the manifest is there."""
    import orjson

    folder = room.config.output
    beside = folder / f"{MANIFEST}.new"
    beside.write_bytes(orjson.dumps(manifest_of(done), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    beside.replace(folder / MANIFEST)
    (folder / JOURNAL).unlink(missing_ok=True)
    shutil.rmtree(folder / ".audit-redact.parts", ignore_errors=True)


__all__ = ["LIMITS", "Left", "RedactConfig", "Redaction", "Way", "manifest_of", "redact"]
