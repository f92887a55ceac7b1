"""`audit assure`, step by step: a labelled sample of what detection was silent about, and of what it found.

scan (from the cache, where one was made) -> sample, fixed before the first label -> labels, one file a labeller
-> bounds, precision, recall -> a measure that the next scan or check reads -> verdicts before and after.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.assurance.agreement import conflicts
from auditor.assurance.deck import Deck
from auditor.assurance.design import Design
from auditor.assurance.labels import SETTLED, Spec, extended, open_book, read_books, read_spec, write_spec
from auditor.assurance.outcome import Outcome, Tolerance, outcome
from auditor.assurance.telling import Labelled, measure_of
from auditor.collect import Gathered, Names, Planner
from auditor.config import find_declaration, find_project
from auditor.errors import ConfigError, UsageError
from auditor.judging import load_law, settings_of
from auditor.measures import FOLDER, write_measure
from auditor.pipeline import scan
from auditor.readers.discover import discover
from auditor.readers.plan import plan
from auditor.redaction import load_key
from auditor.reopening import Reopened
from auditor.sampling import Ground, Reader, Sample, draw
from auditor.usecases.rechecking import CheckConfig, check, differences

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from auditor.assurance.labels import Book
    from auditor.collect import Progress
    from auditor.config import ScanConfig
    from auditor.document import ReportDocument
    from auditor.measures import Measure
    from auditor.pipeline import Audit

#: Records without findings that a sample has where nothing is asked for: without a miss they bound at 0.1 %.
RECORDS = 3000
FINDINGS = 200


@dataclass(frozen=True, slots=True)
class AssureConfig:
    """What to draw; None: as the sample at hand, or by default."""

    scan: ScanConfig
    n: int | None = None
    findings: int | None = None
    flagged: int | None = None
    seed: int | None = None
    design: Design | None = None
    tolerance: Tolerance = field(default_factory=Tolerance)
    new: bool = False
    at_hand: bool = False  # only a sample that was drawn before


@dataclass
class Assurance:
    """A sample with its labels so far."""

    config: AssureConfig
    audit: Audit
    folder: Path  # of audit.yaml
    spec: Spec
    sample: Sample
    reader: Reader
    today: date

    @property
    def home(self) -> Path:
        """Where measures and labels lie."""
        return self.folder / FOLDER

    @property
    def books(self) -> list[Book]:
        """The labels of everybody, as they are on disk."""
        return read_books(self.home, self.spec)

    @property
    def labelled(self) -> Labelled:
        """The sample with what everybody has labelled by now."""
        return Labelled(self.spec, self.sample.frame, self.books, self.config.tolerance)

    @property
    def outcome(self) -> Outcome:
        """The figures of the books that are complete."""
        return outcome(self.sample.frame, self.books, len(self.spec.sizes), self.config.tolerance)

    def deck(self, labeller: str, stop_at: int | None = None) -> Deck:
        """What a labeller has still to do; under the name `settled`: the conflicts of the others."""
        units = self.sample.frame.units
        if labeller == SETTLED:
            open_ones = set(conflicts(self.books, [unit.id for unit in units]))
            units = tuple(unit for unit in units if unit.id in open_ones)
        return Deck(units, open_book(self.home, self.spec, labeller), self.today.isoformat(), stop_at)


def prepare(config: AssureConfig, progress: Progress | None = None) -> Assurance:
    """Scan, and draw the sample or find the one at hand."""
    found = find_declaration(config.scan, Path.cwd())
    audit = scan(config.scan, progress)
    folder = found.parent if found is not None else _folder_of(config.scan)
    today = config.scan.today or datetime.now(UTC).date()
    ground = _ground(config.scan, audit)
    spec = _spec(config, audit.document, folder / FOLDER, today)
    sample = draw(ground, spec)
    if spec.units_sha256 not in ("", sample.units_sha256):
        raise ConfigError(
            "the sample can't be drawn again as it was: it was made under another key or version",
            "give the key with --key, or draw a new sample with --new --seed NUMBER",
        )
    if not sample.frame.units:
        raise UsageError("there is nothing to label", "no record without findings, and no finding, can be read")
    spec = replace(spec, units_sha256=sample.units_sha256)
    _fix(folder, spec)
    return Assurance(config, audit, folder, spec, sample, Reader(ground, sample), today)


def _folder_of(config: ScanConfig) -> Path:
    path = config.paths[0]
    return path if path.is_dir() else path.parent


def _ground(config: ScanConfig, audit: Audit) -> Ground:
    """The shards of what was scanned; data that changed since are refused."""
    found = find_declaration(config, Path.cwd())
    law = load_law(found, config.policy_dirs, config.packs)
    settings = settings_of(law, config.tier, config.language)
    key = load_key(config.key_file, find_project(found, Path.cwd()))
    names, gathered = Names(settings, key), Gathered()
    globs: dict[str, Any] = {"include": config.include, "exclude": config.exclude, "hidden": config.hidden}
    discovery = discover(config.paths, **globs, show=names.show)
    shards = list(Planner(plan, gathered).shards(discovery.files))
    if gathered.dataset_sha256 != audit.document.dataset.sha256:
        raise ConfigError("the data changed while they were read", "run the command again when nobody writes to them")
    return Ground(shards, audit.findings, settings, key)


def _spec(config: AssureConfig, document: ReportDocument, home: Path, today: date) -> Spec:
    """The sample at hand, extended where more records are asked for, or a new one."""
    old = read_spec(home)
    of = (document.dataset.sha256, document.run.detectors_sha256)
    if old is not None and old.is_of(*of) and not config.new:
        return _continued(config, old, any(book.labels for book in read_books(home, old)))
    if config.at_hand:
        why = "no sample was drawn yet" if old is None else "the sample at hand is of other data or other detectors"
        raise UsageError(why, "draw one: audit assure PATH --labeller NAME")
    seed = int(of[0][:8], 16) if config.seed is None else config.seed
    fresh = Spec(
        dataset_sha256=of[0],
        detectors_sha256=of[1],
        key_id=document.run.key_id,
        tier=document.run.tier,
        seed=seed,
        design=config.design or Design(),
        sizes=(config.n or RECORDS,),
        findings=FINDINGS if config.findings is None else config.findings,
        flagged=config.flagged or 0,
        made=today.isoformat(),
    )
    if old is None or not old.is_of(*of):
        return fresh
    if fresh.id == old.id:
        raise UsageError("a new sample needs another seed", f"this data has been sampled with seed {seed}: add --seed")
    return replace(fresh, earlier=old.earlier + 1)


def _continued(config: AssureConfig, old: Spec, begun: bool) -> Spec:
    """The sample at hand; its size is free until the first label, and grows only afterwards."""
    asked = {"seed": config.seed, "design": config.design, "findings": config.findings, "flagged": config.flagged}
    for name, value in asked.items():
        if value is not None and value != getattr(old, name):
            raise UsageError(
                f"the sample at hand was drawn with another {name}",
                "leave the option out to go on with it, or draw another sample with --new --seed NUMBER",
            )
    if config.n is None or config.n == old.n:
        return old
    return replace(extended(old, config.n) if begun else replace(old, sizes=(config.n,)), units_sha256="")


def _fix(folder: Path, spec: Spec) -> None:
    problem = ""
    try:
        if read_spec(folder / FOLDER) != spec:
            write_spec(folder / FOLDER, spec)
    except OSError as error:
        problem = f"{folder / FOLDER}: can't be written ({error.strerror})"
    if problem:
        raise ConfigError(problem, "the sample and its labels are kept beside audit.yaml: make that folder writable")


# ---------------------------------------------------------------- afterwards


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of the labels."""

    outcome: Outcome
    measure: Measure | None  # None: no strand is labelled throughout yet
    path: Path | None
    changed: Sequence[tuple[str, str, str]]  # option, verdict before, after


def finish(assurance: Assurance) -> Finished:
    """Write the measure where a strand is complete, and judge again by it."""
    done = assurance.outcome
    if done.missed is None and not done.precision:
        return Finished(done, None, None, ())
    measure = measure_of(assurance.labelled, done)
    path = write_measure(assurance.folder, measure)
    before, scan_config = assurance.audit.document, assurance.config.scan
    judged = CheckConfig(
        config=find_declaration(scan_config, Path.cwd()),
        options=scan_config.options,
        packs=scan_config.packs,
        policy_dirs=scan_config.policy_dirs,
        today=scan_config.today,
    )
    after = check(Reopened(assurance.folder / "report.json", before, None), judged)
    return Finished(done, measure, path, differences(before, after))
