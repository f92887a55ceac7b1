"""The options by which a command that reads a dataset says how: the same names and meanings everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.model import Tier

if TYPE_CHECKING:
    from collections.abc import Callable

_PATH = click.Path(path_type=Path)


def reading(*, tier: Tier, effort: str, today: str, key: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declaration, tier, language, date, key, workers and choice of files; what differs by command is said by it."""
    options = (
        click.option("-c", "--config", type=_PATH, help="The declaration. [default: as for scan]"),
        click.option(
            "--tier", type=click.Choice([t.value for t in Tier]), default=tier.value, show_default=True, help=effort
        ),
        click.option("--language", default="auto", show_default=True, metavar="auto|xx", help="Language of the texts."),
        click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help=today),
        click.option("--key", "key_file", type=_PATH, help=key),
        click.option(
            "--workers", type=click.IntRange(min=1), default=None, help="Processes. [default: number of cores]"
        ),
        click.option("--include", multiple=True, metavar="GLOB", help="Only these files. Repeatable."),
        click.option("--exclude", multiple=True, metavar="GLOB", help="Not these files. Repeatable."),
        click.option(
            "--hidden", is_flag=True, help="Read all hidden files and folders, not only those with credentials."
        ),
    )

    def with_options(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return with_options
