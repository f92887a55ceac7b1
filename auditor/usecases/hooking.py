"""`audit hook`, step by step: what is staged or pushed -> scan -> what is accepted -> what holds the commit back.

What starts for every commit must start quickly: policies, and with them pydantic, are loaded only where audit.yaml
has a `hook:` or `terms:` section, and judged only where a verdict is to decide.
"""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from auditor.collect import Crew, Gathered, Names, Planner, Silent, gather
from auditor.committed import ignored, matching, on_disk, read_out
from auditor.config import DECLARATION, find_project
from auditor.detectors.base import Settings, Terms
from auditor.errors import ConfigError, UsageError
from auditor.hook import baseline, entries, marks
from auditor.hook import git as repository
from auditor.hook.blobs import take
from auditor.hook.outcome import Hit, Objection, Outcome
from auditor.hook.rules import BLOCK, WARN, Level, Rules, unknown_globs
from auditor.model import Skipped, Tier
from auditor.readers.plan import EXPORT, plan
from auditor.redaction import load_key
from auditor.taxonomy import load_taxonomy
from auditor.worker import Scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.executors.base import Executor
    from auditor.hook.git import Git
    from auditor.readers.discover import Discovery
    from auditor.redaction import Key

#: Files above this are not read by the hook, if audit.yaml does not say otherwise.
MAX_FILE_MB = 10.0
#: From so many bytes on, processes are worth their start.
_MANY_BYTES = 8 * 1024 * 1024
_RANKS = {"conditions": 1, "review": 2, "prohibited": 3}


@dataclass(frozen=True, slots=True)
class HookConfig:
    """Settings of one run of the hook."""

    files: tuple[str, ...] = ()  # none: all staged files
    config: Path | None = None
    tier: Tier | None = None
    push: bool = False
    refs: str = ""  # what git tells a pre-push hook on standard input
    remote: str = ""
    baseline: Path | None = None
    key_file: Path | None = None
    today: dt.date | None = None
    cache: bool = True
    policy_dirs: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What audit.yaml asks of the hook."""

    path: Path | None = None
    tier: Tier = Tier.FAST
    rules: Rules = field(default_factory=Rules)
    max_bytes: int = int(MAX_FILE_MB * 1024 * 1024)
    exclude: tuple[str, ...] = ()
    terms: Terms = field(default_factory=Terms)
    options: tuple[str, ...] = ()
    fail_on: str | None = None


def hook(config: HookConfig) -> Outcome:
    """Look at what is staged, about to be pushed, or named, and tell what holds it back."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    here = Path.cwd()
    git = repository.find(here)
    home = git.root if git is not None else here
    asked = read_asked(config.config, home)
    tier = config.tier or asked.tier
    project = find_project(asked.path, here)
    key = load_key(config.key_file, project)
    lines = read_baseline(config.baseline, home, key)
    known = lines.index(config.today or dt.datetime.now(dt.UTC).date())
    job = Scan(settings_of(tier, asked.terms), key, project / ".audit" / "cache" if config.cache else None)
    names = Names(job.settings, key)
    with TemporaryDirectory(prefix="audit-") as scratch:
        found = _wanted(_Place(git, here, Path(scratch)), config, asked, names)
        gathered = Gathered(skipped=list(found.skipped))
        shards = Planner(plan, gathered).shards(found.files)
        gather(shards, Crew(job, _executor(found), 0), gathered, Silent(), names)
        sorted_out = _sorted_out(gathered, asked.rules, known, Marked(found))
    outcome = _outcome(config, found, gathered, sorted_out)
    if asked.fail_on and (outcome.blocking or outcome.warnings):
        outcome = replace(outcome, objections=tuple(_objections(config, asked, gathered, found)))
    looked_at = frozenset(file.shown for file in found.files) if lines.tier in tier.includes else frozenset[str]()
    return replace(outcome, expired=known.expired, vanished=tuple(known.vanished(looked_at)))


def settings_of(tier: Tier, terms: Terms) -> Settings:
    """How the hook looks at texts: patterns need no language, and telling it costs more than they do."""
    return Settings(tier, "und" if tier is Tier.FAST else "auto", terms)


# ---------------------------------------------------------------- what audit.yaml asks


def read_asked(chosen: Path | None, home: Path) -> Asked:
    """The sections `hook` and `terms` of audit.yaml; without them nothing of the policies is loaded."""
    path = chosen or home / DECLARATION
    kept_out = ignored(home)
    if chosen is None and not path.is_file():
        return Asked(exclude=kept_out)
    from auditor.yaml_io import load_yaml_with_lines

    raw, lines = load_yaml_with_lines(path)
    if not isinstance(raw, dict) or not raw.keys() & {"hook", "terms"}:
        return Asked(path, exclude=kept_out)
    from auditor.policy.checked import fit
    from auditor.policy.declaration import Declaration
    from auditor.policy.sections import Hook, OwnTerms

    asked = fit(Hook, raw.get("hook") or {}, path, lines, prefix="hook")
    own = Declaration(path, own_terms=fit(OwnTerms, raw.get("terms") or {}, path, lines, prefix="terms"))
    rules = Rules(tuple(asked.block) or BLOCK, tuple(asked.warn) or WARN)
    _check_globs(path, rules)
    return Asked(
        path,
        Tier(asked.tier or Tier.FAST),
        rules,
        int((asked.max_file_mb or MAX_FILE_MB) * 1024 * 1024),
        (*kept_out, *asked.exclude),
        Terms(**own.terms),
        tuple(asked.options),
        asked.fail_on or ("prohibited" if asked.options else None),
    )


def _check_globs(path: Path, rules: Rules) -> None:
    taxonomy = load_taxonomy()
    entities = [entity for row in taxonomy.categories.values() for entity in row.entities]
    globs = [glob for glob in (*rules.block, *rules.warn) if taxonomy.category_of(glob) is None]
    wrong = unknown_globs(globs, taxonomy.categories, entities)
    if wrong:
        raise ConfigError(
            f"{path}: hook names neither a category nor an entity: {wrong[0][:80]}",
            "`audit explain` knows them; globs like special.* are allowed",
        )


def read_baseline(chosen: Path | None, home: Path, key: Key) -> baseline.Baseline:
    """The baseline at `chosen`, else the one at the top of the repository, else an empty one."""
    file = chosen or home / baseline.NAME
    if chosen is None and not file.is_file():
        return baseline.Baseline(key.id)
    return baseline.read(file, key.id)


# ---------------------------------------------------------------- what is looked at


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the hook runs."""

    git: Git | None
    here: Path
    scratch: Path


def _wanted(place: _Place, config: HookConfig, asked: Asked, names: Names) -> Discovery:
    """The files to look at, taken out of git where git holds them."""
    excluded = matching(asked.exclude)
    held, loose = _listed(place, config)
    chosen = [entry for entry in held if not excluded(entry.path)]
    left_out = [Skipped(names.show(entry.path), "excluded") for entry in held if excluded(entry.path)]
    home = place.git.root if place.git is not None else place.here
    taken = list(on_disk(loose, home, asked.max_bytes))
    if place.git is not None:
        taken += take(place.git, chosen, place.scratch, asked.max_bytes)
    found = read_out(taken, place.scratch, names.show)
    return replace(found, skipped=(*found.skipped, *left_out))


def _listed(place: _Place, config: HookConfig) -> tuple[list[entries.Entry], list[Path]]:
    """What git holds of the files that are wanted, and those that it does not."""
    git = place.git
    if git is None:
        if config.push or not config.files:
            raise UsageError("not in a git repository", "name the files: audit hook FILE...")
        return [], [place.here / name for name in config.files]
    if config.push:
        return entries.pushed(git, config.refs, config.remote, os.environ), []
    if not config.files:
        return entries.staged(git), []
    inside = {name: path for name in config.files if (path := _below(git.root, place.here / name)) is not None}
    held = entries.named(git, list(inside), place.here)
    known = {entry.path for entry in held}
    folders = {parent for path in known for parent in _parents(path)}
    loose = [name for name in config.files if inside.get(name) is None or inside[name] not in known | folders]
    return held, [place.here / name for name in loose]


def _below(root: Path, file: Path) -> str | None:
    """A path from the top of the repository, links above the file followed, or None outside of it."""
    real = file.parent.resolve() / file.name if file.name else file.resolve()
    return real.relative_to(root).as_posix() if real.is_relative_to(root) else None


def _parents(path: str) -> Iterator[str]:
    yield "."
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _executor(found: Discovery) -> Executor:
    if sum(file.size for file in found.files) < _MANY_BYTES:
        from auditor.executors.serial import EXECUTOR
    else:
        from auditor.executors.process import EXECUTOR
    return EXECUTOR


# ---------------------------------------------------------------- what it means


class Marked:
    """Which findings are accepted by a mark in a comment beside them; files are read once, when they are asked about."""

    def __init__(self, found: Discovery) -> None:
        self._files = {file.shown: file for file in found.files}
        self._marks: dict[str, list[marks.Mark]] = {}

    def accepts(self, hit: Hit) -> bool:
        """Whether a mark accepts this finding."""
        file = self._files.get(hit.path)
        if hit.line is None or file is None or not marks.has_comments(file.path):
            return False
        if hit.path not in self._marks:
            with file.absolute.open(encoding="utf-8", errors="replace", newline="\n") as lines:
                self._marks[hit.path] = marks.marks(file.path, lines)
        last = hit.end_line or hit.line
        return any(mark.covers(hit.entity, hit.line, last) for mark in self._marks[hit.path])


@dataclass(frozen=True, slots=True)
class _Sorted:
    blocking: tuple[Hit, ...]
    warnings: tuple[Hit, ...]
    waived: tuple[Hit, ...]
    accepted: int


def _sorted_out(gathered: Gathered, rules: Rules, known: baseline.Index, marked: Marked) -> _Sorted:
    """Each value of each file once, by what it does."""
    hits: dict[str, dict[tuple[str, str, str], Hit]] = {name: {} for name in ("block", "warn", "waived")}
    accepted = 0
    for row in gathered.read_findings():
        hit = hit_of(row)
        if known.accepts(hit.fingerprint, hit.entity, hit.path) is not None:
            accepted += 1
            continue
        level = rules.level(hit.category, hit.entity, str(row.get("status")), str(row.get("detail")))
        if level is Level.QUIET:
            continue
        group = hits["waived" if marked.accepts(hit) else level.value]
        place = (hit.path, hit.entity, hit.fingerprint)
        group[place] = replace(group[place], times=group[place].times + 1) if place in group else hit
    blocking, warnings, waived = (tuple(group.values()) for group in hits.values())
    return _Sorted(blocking, warnings, waived, accepted)


def hit_of(row: dict[str, Any]) -> Hit:
    """A row of findings as the hook shows it."""
    return Hit(
        path=row["path"],
        line=row.get("line"),
        end_line=row.get("end_line"),
        field=row["field"],
        record=row["record"],
        entity=row["entity"],
        category=row["category"],
        masked=row["masked"],
        fingerprint=row["fingerprint"],
    )


def _outcome(config: HookConfig, found: Discovery, gathered: Gathered, hits: _Sorted) -> Outcome:
    harmless = [row for row in gathered.skipped if _is_no_text(row)]
    return Outcome(
        "push" if config.push else "commit",
        len(found.files),
        hits.blocking,
        hits.warnings,
        hits.waived,
        hits.accepted,
        tuple(row for row in gathered.skipped if row not in harmless),
        tuple(harmless),
    )


def _is_no_text(row: Skipped) -> bool:
    """Whether a file is left out for good: there is no text in it, or somebody said so."""
    return row.hint == EXPORT or row.reason in {"excluded", "empty file"} or row.reason.startswith("symbolic link")


def _objections(config: HookConfig, asked: Asked, gathered: Gathered, found: Discovery) -> Iterable[Objection]:
    """Verdicts of the declared options on what is staged, as bad as audit.yaml says or worse."""
    from auditor.judging import load_law, today_of
    from auditor.policy.assurance import assurance_facts
    from auditor.policy.judge import judge
    from auditor.policy.measured import measured_facts
    from auditor.policy.options import choose_options

    law = load_law(asked.path, config.policy_dirs, ())
    size = sum(file.size for file in found.files)
    assurance = assurance_facts(law.declaration, total_bytes=size, read_bytes=size, unflagged=0)
    judgement = judge(
        law.base,
        measured_facts(gathered.profile, law.base.taxonomy),
        assurance,
        law.declaration,
        options=choose_options(law.base, law.declaration, asked.options),
        today=today_of(config.today, law, dt.datetime.now(dt.UTC).date()),
        with_changes=False,
    )
    for verdict in judgement.verdicts:
        if verdict.answer.rank >= _RANKS[asked.fail_on or "prohibited"]:
            rules = sorted({row.rule for row in verdict.outcomes if row.effect.answer is verdict.answer})
            yield Objection(verdict.option.id, verdict.answer.value, tuple(rules))
