"""`audit explain`: what something is called and what to do about it."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli._table import echo_item


@click.command("explain", short_help="Explain a rule, entity, category, offering, fact or verdict.")
@click.argument("name", metavar="ID")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="REPORT.json",
    help="Also explain an option of this report: every rule with the facts it used.",
)
@click.option(
    "--policies",
    "policy_dirs",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Your own packs and vendors, beside the shipped ones. Repeatable.",
)
def explain(name: str, report: Path | None, policy_dirs: tuple[Path, ...]) -> int:
    """Explain ID: its meaning, source, examples and what to do."""
    from auditor.cli import printable
    from auditor.policy.load import load_policies
    from auditor.reopening import reopen
    from auditor.usecases.explaining import explain as run

    document = reopen(report).document if report else None
    for number, block in enumerate(run(name, load_policies(policy_dirs), document)):
        click.echo(("\n" if number else "") + printable(block.title))
        for label, text in block.lines:
            echo_item(label, text)
    return 0


COMMAND = explain
