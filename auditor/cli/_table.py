"""Plain aligned columns for lists on standard output: no colour, no box, cut to the width of a terminal."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import click

from auditor.cli import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def echo_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under a head; the last column takes what room is left."""
    cells = [[printable(cell).replace("\n", " ") for cell in row] for row in (head, *rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    room = shutil.get_terminal_size((100_000, 24)).columns
    for row in cells:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        click.echo(line if len(line) <= room else line[: room - 1] + "…")


def echo_item(label: str, text: object, indent: int = 2) -> None:
    """One labelled line, wrapped under itself; nothing where there is no text."""
    if text in (None, "", [], ()):
        return
    shown = printable(", ".join(map(str, text)) if isinstance(text, list | tuple) else text)
    wide = max(40, min(100, shutil.get_terminal_size((100, 24)).columns))
    pad = " " * indent
    click.echo(click.wrap_text(shown, wide, f"{pad}{label}: ", pad + "  "))
