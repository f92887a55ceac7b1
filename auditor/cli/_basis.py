"""What cost, bench and decide share on the command line: the dataset or report they stand on, and their output."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.model import Tier

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_FORMATS = click.Choice(["terminal", "json"])


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
    click.option("-o", "--output", type=click.Path(path_type=Path), help="A file for the JSON."),
    click.option("-q", "--quiet", is_flag=True, help="No progress and no summary."),
)


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


def hand_over(
    document: dict[str, Any], formats: Sequence[str], output: Path | None, show: Callable[[dict[str, Any]], None] | None
) -> None:
    """JSON to the file or to standard output, and the summary to the terminal."""
    import orjson

    if "json" in formats or output is not None:
        data = orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        if output is None:
            sys.stdout.buffer.write(data)
            return
        output.write_bytes(data)
    if show is not None:
        show(document)
