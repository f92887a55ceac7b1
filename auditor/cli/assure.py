"""`audit assure`: label a sample of what detection was silent about."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.assurance.design import BY
from auditor.cli._progress import progress_for
from auditor.cli._table import echo_table
from auditor.model import Tier

if TYPE_CHECKING:
    from datetime import datetime

    from auditor.assurance.deck import Deck
    from auditor.usecases.assuring import Assurance, AssureConfig, Finished

_PATH = click.Path(path_type=Path)


@click.command("assure", short_help="Label a sample: how much was missed, how much is right.")
@click.argument("path", type=_PATH)
@click.option("--n", type=click.IntRange(min=1), help="Records without findings to label. [default: 3000]")
@click.option("--findings", type=click.IntRange(min=0), help="Findings to label, for precision. [default: 200]")
@click.option("--flagged", type=click.IntRange(min=0), help="Records with findings to label, for recall. [default: 0]")
@click.option("--seed", type=click.IntRange(min=0), help="Seed of the sample. [default: from the dataset's digest]")
@click.option(
    "--design",
    type=click.Choice(BY),
    help="Simple random, or strata by file, field (with most text) or language. [default: simple]",
)
@click.option("--equal", is_flag=True, help="As many records of each stratum, instead of in proportion.")
@click.option("--labeller", metavar="NAME", help="Who labels; `settled` for the labels on which others differ.")
@click.option(
    "--tolerance",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.001,
    show_default=True,
    help="Share of records that may be missed.",
)
@click.option(
    "--special-tolerance",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.005,
    show_default=True,
    help="Share of records whose special-category data may be missed.",
)
@click.option("--web", is_flag=True, help="Label in a browser: opens a port on 127.0.0.1 while it runs.")
@click.option("--port", type=click.IntRange(1024, 65535), help="Port of --web. [default: a free one]")
@click.option("--stop-at", type=click.IntRange(min=1), metavar="N", help="End this sitting after N labels.")
@click.option("--status", is_flag=True, help="Only show how far the labels are; writes no label.")
@click.option("--new", is_flag=True, help="Draw another sample; the labels of the earlier one stay on file.")
@click.option("-c", "--config", type=_PATH, help="The declaration. [default: as for scan]")
@click.option("--policies", "policy_dirs", multiple=True, type=_PATH, metavar="DIR", help="As for scan. Repeatable.")
@click.option(
    "--tier",
    type=click.Choice([t.value for t in Tier]),
    default="standard",
    show_default=True,
    help="The tier that the sample is to say something about.",
)
@click.option("--language", default="auto", show_default=True, metavar="auto|xx", help="Language of the texts.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Date of the labels. [default: the system's]")
@click.option("--key", "key_file", type=_PATH, help="Key for fingerprints. [default: as for scan]")
@click.option("--workers", type=click.IntRange(min=1), default=None, help="Processes. [default: number of cores]")
@click.option("--include", multiple=True, metavar="GLOB", help="Only these files. Repeatable.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Not these files. Repeatable.")
@click.option("--hidden", is_flag=True, help="Read hidden files and folders too.")
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
def assure(path: Path, **flags: Any) -> None:
    """Draw a sample of PATH's records without findings, and of its findings, for a person to label.

    The raw text is shown on this terminal or, with --web, in a browser on this machine; what is kept are labels and
    keyed fingerprints, in audit-measures/ beside audit.yaml. Labelling can stop and go on at any time. When a sample is
    labelled throughout, the bound on what was missed enters the next scan and check of the same data and detectors.
    """
    from auditor.usecases.assuring import finish, prepare

    if not flags["status"]:
        _check(flags)
    assurance = prepare(_config(path, flags), progress_for(flags["quiet"]))
    if not flags["status"]:
        deck = assurance.deck(flags["labeller"], flags["stop_at"])
        if deck.current is None:
            click.echo("everything is labelled", err=True)
        else:
            _label(assurance, deck, flags)
    _show(assurance, finish(assurance))


def _check(flags: dict[str, Any]) -> None:
    """What has to be there before a long scan."""
    if not (flags["labeller"] or "").strip():
        raise click.UsageError("who labels? add --labeller NAME (a label is worth what its labeller is)")
    if not flags["web"] and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(
            "`audit assure` shows raw values: it needs a terminal, or --web for a browser on this machine"
        )


def _config(path: Path, flags: dict[str, Any]) -> AssureConfig:
    from auditor.assurance.design import Design
    from auditor.assurance.outcome import Tolerance
    from auditor.config import ScanConfig
    from auditor.usecases.assuring import AssureConfig

    today: datetime | None = flags["today"]
    workers = flags["workers"] or ScanConfig(()).worker_count
    names = ("config", "language", "key_file", "include", "exclude", "hidden", "policy_dirs")
    scan = ScanConfig(
        (path,),
        tier=Tier(flags["tier"]),
        today=today.date() if today else None,
        workers=workers,
        executor="serial" if workers == 1 else "process",
        **{name: flags[name] for name in names},
    )
    by = flags["design"]
    if flags["equal"] and by in (None, "simple"):
        raise click.UsageError("--equal needs strata: add --design file, field or language")
    return AssureConfig(
        scan,
        design=None if by is None else Design("" if by == "simple" else by, flags["equal"]),
        tolerance=Tolerance(flags["tolerance"], flags["special_tolerance"]),
        at_hand=flags["status"],
        **{name: flags[name] for name in ("n", "findings", "flagged", "seed", "new")},
    )


def _label(assurance: Assurance, deck: Deck, flags: dict[str, Any]) -> None:
    if flags["web"]:
        from auditor.assurance.web import Desk, serve

        desk = Desk(deck, assurance.reader)
        serve(desk, flags["port"] or 0, lambda url: click.echo(f"open this once, on this machine: {url}", err=True))
        return
    from auditor.cli._label_terminal import Terminal, label

    with Terminal() as terminal:
        label(deck, assurance.reader, terminal)


def _show(assurance: Assurance, done: Finished) -> None:
    """Counts and bounds; no text of the data."""
    _show_progress(assurance)
    _show_missed(assurance, done)
    _show_shares(done)
    _show_agreement(assurance)
    if done.measure is None:
        return
    click.echo(f"\nwritten: {done.path}")
    for option, before, after in done.changed:
        click.echo(f"verdict of {option}: {before} -> {after}")
    if not done.changed:
        click.echo("no verdict changes by it")
    if done.outcome.missed is not None:
        from auditor.assurance.telling import snippet

        click.echo("\nthe next scan and check read that file; to declare it in audit.yaml instead:\n")
        click.echo(snippet(assurance.labelled, done.outcome.missed), nl=False)


def _show_progress(assurance: Assurance) -> None:
    from auditor.assurance.telling import design_told
    from auditor.assurance.words import Strand

    spec, frame = assurance.spec, assurance.sample.frame
    click.echo(f"sample {spec.id}: {design_told(spec)}; seed {spec.seed}")
    rows: list[list[object]] = []
    for strand in Strand:
        units = frame.of(strand)
        counts = [sum(unit.id in book.labels for unit in units) for book in assurance.books]
        if units:
            rows.append([_STRANDS[strand], frame.population(strand), len(units), *counts])
    echo_table(("labelled", "of", "sample", *(book.labeller for book in assurance.books)), rows)


_STRANDS = {"unflagged": "records without findings", "finding": "findings", "flagged": "records with findings"}


def _show_missed(assurance: Assurance, done: Finished) -> None:
    from auditor.assurance.telling import confidence, needed_told

    missed, tolerance = done.outcome.missed, assurance.config.tolerance
    if missed is None:
        click.echo("\nno bound yet: it counts when the whole sample is labelled, not before")
        return
    click.echo(f"\nrecords without findings: {missed.misses} of {missed.n} hold personal data that was missed")
    for what, count, upper, more, share in (
        ("personal data", missed.misses, missed.upper, missed.more, tolerance.all),
        ("special-category data", missed.special, missed.special_upper, missed.special_more, tolerance.special),
    ):
        records = int(upper * missed.population)
        click.echo(
            f"{what}: {count} missed; with {confidence(missed.alpha)} confidence at most {upper:.3%} of {missed.population} records, "
            f"about {records}"
        )
        click.echo(f"  tolerance {share:.3%}: reached" if more == 0 else f"  {needed_told(what, more, share)}")
    if missed.skipped:
        click.echo(f"{missed.skipped} skipped records count as missed")
    if missed.strata:
        click.echo("")
        rows = [[name, size, n, x, f"{up:.3%}"] for name, size, n, x, up in missed.strata]
        echo_table(("stratum", "records", "labelled", "missed", "at most (each 95 %)"), rows)


def _show_shares(done: Finished) -> None:
    for what, of, shares in (
        ("precision", "findings labelled", done.outcome.precision),
        ("recall", "records labelled", done.outcome.recall),
    ):
        if shares:
            click.echo("")
            rows = [[r.name, r.hits, r.n, f"{r.value:.3f}", f"{r.low:.2f}-{r.high:.2f}"] for r in shares]
            echo_table((what, "right" if what == "precision" else "found", of, what, "95 %"), rows)


def _show_agreement(assurance: Assurance) -> None:
    from auditor.assurance.agreement import RULE, conflicts
    from auditor.assurance.telling import agreements

    for pair in agreements(assurance.labelled):
        kappa = "not defined: one word throughout" if pair.kappa is None else f"{pair.kappa:.2f}"
        click.echo(f"\n{' and '.join(pair.pair)}: {pair.agreed} of {pair.n} labels agree; Cohen's kappa {kappa}")
    open_ones = conflicts(assurance.books, [unit.id for unit in assurance.sample.frame.units])
    if open_ones:
        click.echo(f"{len(open_ones)} differ: {RULE} (--labeller settled)")


COMMAND = assure
