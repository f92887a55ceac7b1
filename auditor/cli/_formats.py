"""Report formats on the command line: which there are, and where their output goes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from auditor.document import ReportDocument


class FormatChoice(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.5 on only
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
    language: str = "en",
) -> None:
    """Write the reports asked for, and the summary to the terminal; without `-o` one report goes to standard output."""
    from auditor.reports.write import render, render_all, render_to

    chosen = list(dict.fromkeys(formats))
    written = ""
    if len(chosen) > 1 and output is None:
        raise click.UsageError("several formats need a folder: give one with -o FOLDER")
    if output is not None and chosen:
        many = len(chosen) > 1 or output.is_dir()
        files = (
            render_all(chosen, document, findings, output, language=language)
            if many
            else [render_to(chosen[0], document, findings, output, language=language)]
        )
        written = str(output) if many else str(files[0])
    elif chosen and chosen != ["terminal"]:
        for chunk in render(chosen[0], document, findings, language):
            sys.stdout.buffer.write(chunk)
        return
    if not quiet:
        _summary(document, language, written)


def check_formats(formats: Sequence[str], output: Path | None) -> None:
    """Say what is wrong with the formats before a long scan and not after it."""
    from auditor.reports.write import format_of

    for name in formats:
        format_of(name)
    if len(set(formats)) > 1 and output is None:
        raise click.UsageError("several formats need a folder: give one with -o FOLDER")


def _summary(document: ReportDocument, language: str, written: str) -> None:
    from auditor.reports.as_terminal import show

    show(document, language=language, written=written)
