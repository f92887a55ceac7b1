"""What a scan is asked to do: the command line, merged once and passed whole."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.model import Tier

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

#: Names under which the declaration is looked for, in the dataset's folder and then in the current one.
DECLARATION = "audit.yaml"


@dataclass(frozen=True, slots=True)
class ScanConfig:
    """Settings of one scan."""

    paths: tuple[Path, ...]
    config: Path | None = None  # audit.yaml; None = looked for
    options: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    policy_dirs: tuple[Path, ...] = ()
    tier: Tier = Tier.STANDARD
    language: str = "auto"
    today: date | None = None
    key_file: Path | None = None
    workers: int = 0  # 0 = as many as there are cores
    executor: str = "process"
    cache: bool = True
    cache_dir: Path | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    hidden: bool = False
    since: str | None = None  # only what HEAD adds since it left this commit
    history: bool = False  # only what git once held
    sample: str = ""  # a share (1%) or a number of records; empty: all
    seed: int = 0  # of the sample
    max_time: float | None = None  # seconds after which nothing more is begun

    @property
    def worker_count(self) -> int:
        """Processes to use."""
        return self.workers or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else self.workers or 1


def find_declaration(config: ScanConfig, cwd: Path) -> Path | None:
    """`--config`, else `audit.yaml` in the dataset's folder, else in the current one."""
    if config.config is not None:
        return config.config
    places = [path if path.is_dir() else path.parent for path in config.paths if str(path) != "-"]
    return next((p / DECLARATION for p in [*places, cwd] if (p / DECLARATION).is_file()), None)


def find_project(declaration: Path | None, cwd: Path) -> Path:
    """The folder that holds the project key and the cache: the nearest repository or `.audit` above, else `cwd`."""
    start = (declaration.parent if declaration is not None else cwd).resolve()
    for folder in (cwd, *cwd.parents):
        if (folder / ".audit").is_dir() or (folder / ".git").exists():
            return folder
    return start if os.access(start, os.W_OK) else cwd
