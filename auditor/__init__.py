"""audit: may we use this data, in this way, with this model, at this vendor?

>>> from auditor import scan
>>> audit = scan("samples/support-desk", tier="fast")
>>> for verdict in audit.document.verdicts: print(verdict.option, verdict.verdict)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from os import PathLike

    from auditor.pipeline import Audit

__version__ = VERSION
__all__ = ["__version__", "scan"]


def scan(
    *paths: str | PathLike[str],
    config: str | PathLike[str] | None = None,
    options: Sequence[str] = (),
    packs: Sequence[str] = (),
    policies: Sequence[str | PathLike[str]] = (),
    tier: str = "standard",
    language: str = "auto",
    today: date | None = None,
    key: str | PathLike[str] | None = None,
    workers: int = 1,
    cache: bool = True,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    hidden: bool = False,
) -> Audit:
    """Scan files and folders and judge them: the same as `audit scan`, with the same result objects.

    Raises auditor.errors.AuditError: UsageError, ConfigError or NothingToScan for what the command line reports
    with exit codes 2 and 3. With more than one worker, call it under `if __name__ == "__main__":`.
    """
    from pathlib import Path

    from auditor.config import ScanConfig
    from auditor.errors import UsageError
    from auditor.model import Tier
    from auditor.pipeline import scan as run

    if tier not in list(Tier):
        raise UsageError(f"no such tier: {tier}", f"choose one of {', '.join(Tier)}")
    return run(
        ScanConfig(
            paths=tuple(Path(path) for path in paths),
            config=Path(config) if config is not None else None,
            options=tuple(options),
            packs=tuple(packs),
            policy_dirs=tuple(Path(folder) for folder in policies),
            tier=Tier(tier),
            language=language,
            today=today,
            key_file=Path(key) if key is not None else None,
            workers=workers,
            executor="serial" if workers == 1 else "process",
            cache=cache,
            include=tuple(include),
            exclude=tuple(exclude),
            hidden=hidden,
        )
    )
