"""`audit where`: show the places of a fingerprint on this terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from auditor.model import Tier


@click.command("where", short_help="Show where a finding stands, unmasked, on this terminal only.")
@click.argument("fingerprint")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("-c", "--config", type=click.Path(path_type=Path), help="The declaration. [default: as for scan]")
@click.option(
    "--tier",
    type=click.Choice([t.value for t in Tier]),
    default="standard",
    show_default=True,
    help="The tier of the scan that reported it.",
)
@click.option("--key", "key_file", type=click.Path(path_type=Path), help="Key for fingerprints. [default: as for scan]")
def where(fingerprint: str, paths: tuple[Path, ...], config: Path | None, tier: str, key_file: Path | None) -> int:
    """Search PATH... for the value behind FINGERPRINT (16 hex digits of a report) and print each place with it.

    This is the one command that shows raw values. It refuses to write to anything but a terminal.
    """
    from auditor.cli import printable
    from auditor.config import ScanConfig
    from auditor.usecases.locating import locate

    if not sys.stdout.isatty():
        raise click.UsageError("`audit where` shows raw values: it prints to a terminal only, not to a file or pipe")
    found = 0
    for place in locate(fingerprint.lower(), ScanConfig(paths, config=config, tier=Tier(tier), key_file=key_file)):
        found += 1
        line = f":{place.finding.line}" if place.finding.line is not None else ""
        at = f"record {place.finding.record}, {place.field_name} {place.finding.start}-{place.finding.end}"
        click.echo(f"{printable(place.path)}{line}  {printable(at)}  {place.finding.entity}  {printable(place.value)}")
    click.echo(f"{found} places", err=True)
    return 0 if found else 1


COMMAND = where
