"""`audit waive`: accept one finding, a path or an entity, with a reason and an end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from datetime import datetime


@click.command("waive", short_help="Accept a finding, a path or an entity, with reason and expiry.")
@click.argument("what", metavar="FINGERPRINT|PATH|ENTITY")
@click.option("--reason", required=True, help="Why it may stay. Name no value: it is written down.")
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The last day on which it holds.")
@click.option("--by", default="", metavar="NAME", help="Who decides. [default: git's user.name]")
@click.option("--baseline", "file", type=click.Path(path_type=Path), help="[default: .audit-baseline at the top]")
@click.option("--key", "key_file", type=click.Path(path_type=Path), help="Key for fingerprints. [default: as for scan]")
def waive(what: str, reason: str, until: datetime, by: str, file: Path | None, key_file: Path | None) -> int:
    """Add a line to the baseline that accepts a FINGERPRINT (16 hex digits), all of an ENTITY, or a PATH and all below it.

    The hook and `scan --baseline` then count such findings as known until the date. Waivers of rules are another thing:
    they stand under `waivers` in audit.yaml.
    """
    from auditor.usecases.accepting import Waiver
    from auditor.usecases.accepting import waive as add

    written, line = add(file, key_file, Waiver(what, reason, until.date(), by))
    click.echo(
        f"{written.name}: {line.fingerprint} {line.entity} {line.path} until {line.until} by {line.by}", err=True
    )
    return 0


COMMAND = waive
