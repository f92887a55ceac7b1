"""`audit report`: render a report again, as reports, pre-filled documents or through your own template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli._attest import attest_options, write_statement
from auditor.cli._formats import FormatChoice, check_formats, deliver

if TYPE_CHECKING:
    from auditor.reopening import Reopened


@click.command("report", short_help="Render a report.json again: formats, pre-filled documents, your own template.")
@click.argument("report", type=click.Path(path_type=Path), metavar="REPORT.json")
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=FormatChoice(),
    help="Report format. Repeatable. [default: terminal]",
)
@click.option(
    "--document",
    "documents",
    metavar="NAMES",
    help="Pre-filled documents instead, with open fields marked: dpia, lia, tia, ropa, notice, training_summary, dataset_card, or all. Separated by commas.",
)
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    metavar="FILE.j2",
    help="Render through your own Jinja template instead (sandboxed).",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="A file for one format, a folder for several or for documents.",
)
@click.option(
    "--report-language",
    "language",
    type=click.Choice(["en", "de"]),
    default="en",
    show_default=True,
    help="Language of the report.",
)
@attest_options
@click.option("-q", "--quiet", is_flag=True, help="Say nothing about what was written.")
def report(report: Path, formats: tuple[str, ...], documents: str | None, template: Path | None, output: Path | None, language: str, quiet: bool, attest: bool, sign_key: Path | None) -> int:  # fmt: skip
    """Render REPORT.json; nothing is scanned or judged again.

    With the scan's findings.jsonl beside it, every finding is shown; without it, counts and masked examples.
    """
    from auditor.reopening import reopen

    if sum((bool(formats), documents is not None, template is not None)) > 1:
        raise click.UsageError("give one of --format, --document and --template")
    check_formats(formats, output)
    opened = reopen(report)
    if attest or sign_key is not None:
        write_statement(report, sign_key, quiet=quiet)
        if not formats and documents is None and template is None:
            return 0
    if documents is not None:
        _documents(opened, documents, output, language, quiet)
    elif template is not None:
        _through(opened, template, output, language)
    else:
        if opened.findings_path is None and opened.document.findings.count and not quiet:
            click.echo("audit: no findings.jsonl of this scan beside the report: counts and examples only", err=True)
        deliver(opened.document, opened.findings, formats, output, quiet=quiet, language=language)
    return 0


def _documents(opened: Reopened, names: str, output: Path | None, language: str, quiet: bool) -> None:
    from auditor.reports.write import documents, write_documents

    known = documents()
    chosen = list(known) if names == "all" else [name.strip() for name in names.split(",") if name.strip()]
    wrong = [name for name in chosen if name not in known]
    if wrong or not chosen:
        raise click.UsageError(f"no such document: {', '.join(wrong) or names!r}. Documents: {', '.join(known)}, all.")
    if output is None:
        raise click.UsageError("documents need a folder: give one with -o FOLDER")
    for path in write_documents(chosen, opened.document, output, language=language):
        if not quiet:
            click.echo(f"wrote {path}", err=True)


def _through(opened: Reopened, template: Path, output: Path | None, language: str) -> None:
    import sys

    from auditor.reports.template import render_template
    from auditor.reports.write import write_file

    rendered = render_template(template, opened.document, opened.findings, language)
    if output is None:
        sys.stdout.buffer.write(rendered)
    else:
        write_file(output, [rendered])


COMMAND = report
