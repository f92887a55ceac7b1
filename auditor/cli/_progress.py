"""A progress bar on a terminal's standard error; silence elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from auditor.collect import Progress


def progress_for(quiet: bool) -> Progress:
    """A bar with rate and time left where somebody watches, else nothing."""
    from auditor.collect import Silent

    if quiet or not sys.stderr.isatty():
        return Silent()
    return _Bar()


class _Bar:
    """Bytes done, rate, time left; drawn by rich."""

    def __init__(self) -> None:
        self.bar: Any = None
        self.task: Any = None

    def total(self, files: int, size: int) -> None:
        """Start drawing."""
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            DownloadColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
            TransferSpeedColumn,
        )

        columns = (
            TextColumn(f"scanning {files} files"),
            BarColumn(),
            DownloadColumn(),
            TransferSpeedColumn(),
            TimeRemainingColumn(),
        )
        self.bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self.task = self.bar.add_task("scan", total=size)
        self.bar.start()

    def advance(self, size: int) -> None:
        """Move on."""
        if self.bar is not None:
            self.bar.advance(self.task, size)

    def close(self) -> None:
        """Take the bar off the screen."""
        if self.bar is not None:
            self.bar.stop()
            self.bar = None
