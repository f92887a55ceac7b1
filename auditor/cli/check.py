"""`audit check`: judge a report again without reading the data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli._formats import FormatChoice, check_formats, deliver
from auditor.cli.scan import FAIL_ON, exit_code

if TYPE_CHECKING:
    from datetime import datetime


@click.command("check", short_help="Judge a report.json again: other options, packs, declarations, dates, what-ifs.")
@click.argument("report", type=click.Path(path_type=Path), metavar="REPORT.json")
@click.option(
    "-c",
    "--config",
    type=click.Path(path_type=Path),
    help="The declaration. [default: audit.yaml of the dataset, of the report's folder, else here]",
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
    "--assume",
    multiple=True,
    metavar="FACT=VALUE",
    help="What if: ctx.dpia=done_low, v.dpa=signed, redact=PERSON. Repeatable.",
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Date to judge at. [default: decision_date of audit.yaml, else today]",
)
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=FormatChoice(),
    help="Report format. Repeatable. [default: terminal]",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file for one format, a folder for several.")
@click.option(
    "--report-language",
    type=click.Choice(["en", "de"]),
    default="en",
    show_default=True,
    help="Language of the report.",
)
@click.option("--fail-on", type=click.Choice(list(FAIL_ON)), help="Exit 10-13 when a verdict reaches this or worse.")
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def check(report: Path, formats: tuple[str, ...], output: Path | None, today: datetime | None, **flags: Any) -> int:
    """Judge REPORT.json again under other circumstances; the data is not read.

    What changed against the report is told on standard error. With --assume the new report says that a fact was
    assumed: it is an answer to "what if", not a verdict to rely on.
    """
    from auditor.reopening import reopen
    from auditor.usecases.rechecking import CheckConfig, differences
    from auditor.usecases.rechecking import check as run

    fail_on, quiet, language = flags.pop("fail_on"), flags.pop("quiet"), flags.pop("report_language")
    check_formats(formats, output)
    opened = reopen(report)
    document = run(opened, CheckConfig(today=today.date() if today else None, **flags))
    for name, before, after in differences(opened.document, document):
        click.echo(f"changed: {name}: {before} -> {after}", err=True)
    deliver(document, opened.findings, formats, output, quiet=quiet, language=language)
    return exit_code(document, fail_on)


COMMAND = check
