"""`audit scan`: scan, evaluate, report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli._attest import attest_options, check_attest, write_statement
from auditor.cli._formats import FormatChoice, check_formats, deliver
from auditor.cli._known import count_new, read_known
from auditor.cli._progress import progress_for
from auditor.model import Tier

if TYPE_CHECKING:
    from datetime import datetime

    from auditor.document import ReportDocument

FAIL_ON = {"findings": 10, "conditions": 11, "review": 12, "prohibited": 13}
_RANK = ["no_blocking_finding", "permitted_with_conditions", "needs_legal_review", "prohibited"]


@click.command("scan", short_help="Scan a dataset, judge it, report.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "-c",
    "--config",
    type=click.Path(path_type=Path),
    help="The declaration. [default: audit.yaml in the dataset's folder, else here]",
)
@click.option(
    "--option",
    "options",
    multiple=True,
    metavar="ID",
    help="Judge only this option: an id of audit.yaml, an offering, or offering:activity. Repeatable.",
)
@click.option("--policy", "packs", multiple=True, metavar="PACK", help="Apply only this policy pack. Repeatable.")
@click.option(
    "--policies",
    "policy_dirs",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Your own packs and vendors, beside the shipped ones. Repeatable.",
)
@click.option(
    "--tier",
    type=click.Choice([t.value for t in Tier]),
    default="standard",
    show_default=True,
    help="fast: patterns only; standard: names too; thorough: all models.",
)
@click.option("--language", default="auto", show_default=True, metavar="auto|xx", help="Language of the texts.")
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=FormatChoice(),
    help="Report format. Repeatable. [default: terminal]",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="A file for one format, a folder for several. Without it nothing is written.",
)
@click.option(
    "--report-language",
    type=click.Choice(["en", "de"]),
    default="en",
    show_default=True,
    help="Language of the report.",
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Date to judge at. [default: decision_date of audit.yaml, else today]",
)
@click.option(
    "--key",
    "key_file",
    type=click.Path(path_type=Path),
    help="Key for fingerprints. [default: AUDIT_KEY, else .audit/key]",
)
@click.option("--fail-on", type=click.Choice(list(FAIL_ON)), help="Exit 10-13 when a scan reaches this or worse.")
@click.option("--workers", type=click.IntRange(min=1), default=None, help="Processes. [default: number of cores]")
@click.option(
    "--executor",
    type=click.Choice(["serial", "process", "dask", "ray"]),
    default="process",
    show_default=True,
    help="How to run in parallel.",
)
@click.option("--no-cache", is_flag=True, help="Neither read nor write results of earlier scans.")
@click.option("--cache-dir", type=click.Path(path_type=Path), help="Folder of the cache. [default: .audit/cache]")
@click.option("--include", multiple=True, metavar="GLOB", help="Only these files. Repeatable.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Not these files. Repeatable.")
@click.option("--hidden", is_flag=True, help="Read all hidden files and folders, not only those with credentials.")
@click.option(
    "--sample",
    default="",
    metavar="SHARE|N",
    help="Read only a part of the records: 1% of each file, or about 10000. What it does not show stays unknown.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Another number draws another sample.")
@click.option(
    "--max-time",
    metavar="TIME",
    help="Begin nothing more after this time (90s, 30m, 2h); the same command goes on where it ended.",
)
@attest_options
@click.option("--since", metavar="REV", help="Only what HEAD adds since it left REV: its files, its lines.")
@click.option("--history", is_flag=True, help="Only what was committed once and is gone from HEAD.")
@click.option(
    "--baseline", type=click.Path(path_type=Path), help="Accepted findings: --fail-on findings counts new ones."
)
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")
@click.option("-v", "--verbose", count=True, help="More about what was done; -vv more still.")
def scan(output: Path | None, formats: tuple[str, ...], fail_on: str | None, quiet: bool, **flags: Any) -> int:
    """Scan PATH... (files, folders, or - for standard input), judge what is found, and report.

    Exit codes: 0 done; 1 failed; 2 bad usage or configuration; 3 nothing to scan; with --fail-on also 10 findings,
    11 conditions, 12 needs legal review, 13 prohibited (the worst one reached).
    """
    from auditor.pipeline import scan as run

    verbose, language = flags.pop("verbose"), flags.pop("report_language")
    attest, sign_key = flags.pop("attest"), flags.pop("sign_key")
    check_formats(formats, output)
    report = check_attest(formats, output, sign_key) if attest or sign_key else None
    baseline = flags.pop("baseline")
    config = _config(flags)
    known = read_known(config, baseline)
    audit = run(config, progress_for(quiet))
    _say_run(audit, verbose)
    deliver(audit.document, audit.findings, formats, output, quiet=quiet, language=language)
    if report is not None:
        write_statement(report, sign_key, quiet=quiet)
    return exit_code(audit.document, fail_on, count_new(known, audit))


def _config(flags: dict[str, Any]) -> Any:
    from auditor.config import ScanConfig
    from auditor.drawing import seconds_of

    today: datetime | None = flags.pop("today")
    workers = flags.pop("workers")
    cores = ScanConfig(()).worker_count
    executor, max_time = flags.pop("executor"), flags.pop("max_time")
    chosen = workers or cores
    return ScanConfig(
        paths=tuple(Path(path) for path in flags.pop("paths")),
        tier=Tier(flags.pop("tier")),
        today=today.date() if today else None,
        workers=chosen,
        executor="serial" if executor == "process" and chosen == 1 else executor,
        cache=not flags.pop("no_cache"),
        max_time=seconds_of(max_time) if max_time else None,
        **flags,
    )


def _say_run(audit: Any, verbose: int) -> None:
    """What `-v` and `-vv` add on standard error: how the scan went, never what the data says."""
    gathered, run = audit.gathered, audit.document.run
    if verbose:
        share = gathered.repeated_texts / gathered.texts if gathered.texts else 0.0
        click.echo(
            f"{gathered.texts} texts, {share:.1%} of them repeats; {gathered.cached_shards} parts from the cache",
            err=True,
        )
        click.echo(
            f"tier {run.tier}, key {run.key_id}, {run.executor} with {run.workers} workers, {run.seconds:.1f} s",
            err=True,
        )
    if verbose > 1:
        for detector in run.detectors:
            click.echo(f"detector {detector.id} version {detector.version}", err=True)
        for model in run.models:
            click.echo(f"model {model.id} {model.version} sha256 {model.sha256}", err=True)


def exit_code(document: ReportDocument, fail_on: str | None, new: int | None = None) -> int:
    """The exit code that `--fail-on` asks for: the worst level reached, if it is that bad.

    `new` is the number of findings that a baseline does not know. Verdicts count all findings, whatever it knows.
    """
    if fail_on is None or (fail_on == "findings" and new == 0):
        return 0
    worst = max((_RANK.index(verdict.verdict) for verdict in document.verdicts), default=0)
    reached = 10 + worst if worst else 10 if document.profile.findings else 0
    return reached if reached >= FAIL_ON[fail_on] else 0


COMMAND = scan
