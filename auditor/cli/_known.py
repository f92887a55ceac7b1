"""What a baseline knows of a scan's findings, said on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from auditor.cli import printable

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.config import ScanConfig
    from auditor.usecases.accepting import Known

_KINDS = 6


def read_known(config: ScanConfig, baseline: Path | None) -> Known | None:
    """The baseline, if one is given; what is wrong with it is told before the scan."""
    if baseline is None:
        return None
    from auditor.usecases.accepting import known

    return known(config, baseline)


def count_new(known: Known | None, audit: Any) -> int | None:
    """How many findings are new; says so, and what of the baseline is out of date. None without a baseline."""
    if known is None:
        return None
    found = known.compare(audit.findings())
    kinds = ", ".join(f"{count} {entity}" for entity, count in found.new_by_entity[:_KINDS])
    click.echo(f"baseline: {found.new} new findings{': ' if kinds else ''}{kinds}; {found.accepted} known", err=True)
    for lines, word in ((found.expired, "expired"), (found.vanished, "vanished")):
        if lines:
            first = printable(f"{lines[0].fingerprint} {lines[0].entity} {lines[0].path}")
            click.echo(f"baseline: {len(lines)} lines {word}, the first: {first}", err=True)
    return found.new
