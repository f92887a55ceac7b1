"""Report formats on the command line: which there are, and where their output goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from auditor.document import ReportDocument


class FormatChoice(click.ParamType):
    """A report format; the room of reports is asked only when the option is used."""

    name = "format"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """What `--help` shows."""
        del param, ctx
        return "terminal|json|html|md|pdf|sarif|jsonl|..."

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The format's id, or a usage error that names those there are."""
        from auditor.registry import members

        known = sorted(report.id for report in members("auditor.reports", "REPORT").values())
        if value not in known:
            self.fail(f"no such format: {value}. Formats: {', '.join(known)}.", param, ctx)
        return str(value)


def deliver(
    document: ReportDocument,
    findings: Callable[[], Iterator[dict[str, object]]],
    formats: Sequence[str],
    output: Path | None,
    *,
    quiet: bool = False,
) -> None:
    """Write the reports asked for; without `-o` they go to standard output."""
    from auditor.reports.write import write_reports, write_stdout

    chosen = list(dict.fromkeys(formats)) or ([] if quiet and output is None else ["terminal"])
    if output is None:
        if len(chosen) > 1:
            raise click.UsageError("several formats need a folder: give one with -o FOLDER")
        for name in chosen:
            write_stdout(document, findings, name)
        return
    for path in write_reports(document, findings, chosen, output):
        if not quiet:
            click.echo(f"wrote {path}", err=True)
