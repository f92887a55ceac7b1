"""`audit report`: render a report again in other formats."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli._formats import FormatChoice, deliver


@click.command("report", short_help="Render a report.json again in other formats.")
@click.argument("report", type=click.Path(path_type=Path), metavar="REPORT.json")
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
    "language",
    type=click.Choice(["en", "de"]),
    default="en",
    show_default=True,
    help="Language of the report.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing about what was written.")
def report(report: Path, formats: tuple[str, ...], output: Path | None, language: str, quiet: bool) -> int:
    """Render REPORT.json; nothing is scanned or judged again.

    With the scan's findings.jsonl beside it, every finding is shown; without it, counts and masked examples.
    """
    from auditor.reopening import reopen

    opened = reopen(report)
    if opened.findings_path is None and opened.document.findings.count:
        click.echo("audit: no findings.jsonl of this scan beside the report: counts and examples only", err=True)
    deliver(opened.document, opened.findings, formats, output, quiet=quiet, language=language)
    return 0


COMMAND = report
