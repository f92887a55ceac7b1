"""What cost, bench and decide share on the command line: the dataset or report they stand on, and their output."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.model import Tier

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.reports.decision_outline import Joined

_FORMATS = click.Choice(["terminal", "json", "html", "md", "pdf"])


def basis_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that name declaration, options, policies, effort and date."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that name formats and where they go."""
    for option in reversed(_OUTPUT):
        command = option(command)
    return command


_OPTIONS = (
    click.option(
        "-c",
        "--config",
        type=click.Path(path_type=Path),
        help="The declaration. [default: audit.yaml in the dataset's folder, else here]",
    ),
    click.option("--option", "options", multiple=True, metavar="ID", help="Only this option. Repeatable."),
    click.option(
        "--policies",
        "policy_dirs",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Your own packs and vendors, beside the shipped ones. Repeatable.",
    ),
    click.option(
        "--tier",
        type=click.Choice([t.value for t in Tier]),
        default="standard",
        show_default=True,
        help="Effort of the scan, where PATH is data and no report.",
    ),
    click.option(
        "--today",
        type=click.DateTime(["%Y-%m-%d"]),
        help="Date to judge and price at. [default: decision_date of audit.yaml, else today]",
    ),
    click.option(
        "--key",
        "key_file",
        type=click.Path(path_type=Path),
        help="Key for fingerprints. [default: AUDIT_KEY, else .audit/key]",
    ),
    click.option("--workers", type=click.IntRange(min=1), help="Processes of the scan. [default: number of cores]"),
    click.option("--seed", type=int, default=7, show_default=True, help="Seed of all draws."),
)
_OUTPUT = (
    click.option("-f", "--format", "formats", multiple=True, type=_FORMATS, help="Repeatable. [default: terminal]"),
    click.option(
        "-o", "--output", type=click.Path(path_type=Path), help="A file for one format, a folder for several."
    ),
    click.option(
        "--report-language",
        "language",
        type=click.Choice(["en", "de"]),
        default="en",
        show_default=True,
        help="Language of html, md and pdf.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="No progress and no summary."),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written, where, and in which language."""

    formats: tuple[str, ...]
    output: Path | None
    language: str
    quiet: bool

    def check(self) -> None:
        """Say what is wrong before the long work and not after it."""
        if "pdf" in self.formats:
            from auditor.reports.write import format_of

            format_of("pdf")
        if len(self.written) > 1 and (self.output is None or self.output.is_file()):
            raise click.UsageError("several formats need a folder: give one with -o FOLDER")

    @property
    def written(self) -> tuple[str, ...]:
        """The formats that make a file; with a file to write and no format it is JSON."""
        chosen = tuple(name for name in dict.fromkeys(self.formats) if name != "terminal")
        return chosen or (("json",) if self.output is not None else ())


def wanted(flags: dict[str, Any]) -> Wanted:
    """The output options, taken out of the flags and checked."""
    asked = Wanted(flags.pop("formats"), flags.pop("output"), flags.pop("language"), flags.pop("quiet"))
    asked.check()
    return asked


def scan_config(path: Path, flags: dict[str, Any]) -> Any:
    """The shared options, taken out of the flags, as the settings of a scan."""
    from auditor.config import ScanConfig

    today = flags.pop("today")
    cores = flags.pop("workers") or ScanConfig(()).worker_count
    return ScanConfig(
        (path,),
        config=flags.pop("config"),
        options=flags.pop("options"),
        policy_dirs=flags.pop("policy_dirs"),
        tier=Tier(flags.pop("tier")),
        today=today.date() if today else None,
        key_file=flags.pop("key_file"),
        workers=cores,
        executor="serial" if cores == 1 else "process",
    )


def hand_over(document: dict[str, Any], joined: Joined, asked: Wanted, show: Callable[[dict[str, Any]], None]) -> None:
    """The formats asked for to files or to standard output, and the summary to the terminal."""
    from auditor.reports.write import write_file

    name = document["schema"].removeprefix("audit.").partition("/")[0]
    output, many = asked.output, len(asked.written) > 1
    if many and output is not None:
        output.mkdir(parents=True, exist_ok=True)
    for format_ in asked.written:
        data = _rendered(format_, document, joined, asked.language)
        if output is None:
            sys.stdout.buffer.write(data)
            return
        write_file(output / f"{name}.{format_}" if output.is_dir() else output, [data])
    if not asked.quiet:
        show(document)


def _rendered(format_: str, document: dict[str, Any], joined: Joined, language: str) -> bytes:
    if format_ != "json":
        from auditor.reports.decision_report import render_decision

        return render_decision(format_, joined, language)
    import orjson

    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
