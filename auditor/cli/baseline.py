"""`audit baseline`: accept what is found today, so that the hook and CI report only what is new."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.model import Tier


@click.command("baseline", short_help="Accept today's findings; report only new ones.")
@click.argument("path", type=click.Path(path_type=Path, exists=True), default=".")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="[default: .audit-baseline at the top]")
@click.option(
    "-c", "--config", type=click.Path(path_type=Path), help="The declaration. [default: audit.yaml at the top]"
)
@click.option(
    "--tier",
    type=click.Choice([t.value for t in Tier]),
    default="standard",
    show_default=True,
    help="Effort of detection: that of the most thorough hook or job that uses the baseline.",
)
@click.option("--key", "key_file", type=click.Path(path_type=Path), help="Key for fingerprints. [default: as for scan]")
def baseline(path: Path, output: Path | None, config: Path | None, tier: str, key_file: Path | None) -> int:
    """Write the findings below PATH to a baseline: keyed fingerprints, one a line, no values.

    Run it again to add what is new and to drop what has vanished below PATH; dates and reasons stay. A baseline never
    changes a verdict: it says which findings are known.
    """
    from auditor.config import ScanConfig
    from auditor.usecases.accepting import accept

    done = accept(output, ScanConfig((path,), config=config, tier=Tier(tier), key_file=key_file))
    expired = f", {done.expired} expired" if done.expired else ""
    click.echo(f"{done.file.name}: {done.lines} lines; {done.new} new, {done.vanished} vanished{expired}", err=True)
    if done.conflicts:
        click.echo(
            f"  hint: write '{done.file.name} merge=union' to .gitattributes: branches then never conflict", err=True
        )
    return 0


COMMAND = baseline
