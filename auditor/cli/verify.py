"""`audit verify`: recompute what a report rests on."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evidence.checks import Check

_SCHEMA = "audit.verification/v1"
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
_SHOWN = 12


@click.command("verify", short_help="Recompute what a report rests on, and tell what is not as reported.")
@click.argument("report", type=click.Path(path_type=Path), metavar="REPORT.json")
@click.option(
    "--data",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Where the data is now. Repeatable. [default: the paths in the report, if they are there]",
)
@click.option("-c", "--config", type=click.Path(path_type=Path), help="The declaration. [default: as for a scan]")
@click.option(
    "--policies",
    "policy_dirs",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Your own packs and vendors, as for the scan. Repeatable.",
)
@click.option("--language", default="auto", show_default=True, metavar="auto|xx", help="As for the scan.")
@click.option("--include", multiple=True, metavar="GLOB", help="As for the scan. Repeatable.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="As for the scan. Repeatable.")
@click.option("--hidden", is_flag=True, help="As for the scan.")
@click.option(
    "--key",
    "key_file",
    type=click.Path(path_type=Path),
    help="Project key, for file names that reports mask. [default: AUDIT_KEY, else .audit/key]",
)
@click.option(
    "--public-key",
    type=click.Path(path_type=Path),
    help="Ed25519 public key that must have signed the statement beside the report.",
)
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Output."
)
@click.option("-q", "--quiet", is_flag=True, help="Only what differs.")
@click.option("-v", "--verbose", is_flag=True, help="Every file and detector by itself.")
def verify(report: Path, form: str, quiet: bool, verbose: bool, **flags: Any) -> int:
    """Hold REPORT.json against what is here now: findings, data, configuration, packs, vendor files, detectors,
    models, declared evidence, verdicts judged again at the report's date, and the statement beside it.

    Exit codes: 0 everything that could be checked is as reported; 1 something differs, or verifying failed; 2 bad
    usage or configuration.
    """  # fmt: skip
    from auditor.reopening import reopen
    from auditor.usecases.verifying import VerifyConfig, as_reported
    from auditor.usecases.verifying import verify as run

    checks = run(reopen(report), VerifyConfig(**flags))
    if form == "json":
        _echo_json(report, checks, as_reported(checks))
    else:
        _echo_text(checks, quiet, verbose)
    return 0 if as_reported(checks) else 1


def _echo_json(report: Path, checks: list[Check], same: bool) -> None:
    import json

    rows = [row.as_row() for row in checks]
    click.echo(json.dumps({"schema": _SCHEMA, "report": str(report), "as_reported": same, "checks": rows}, indent=2))


def _echo_text(checks: list[Check], quiet: bool, verbose: bool) -> None:
    rows = list(_rows(checks, quiet, verbose))
    if rows:
        _echo_columns([("STATE", "WHAT", "REPORTED", "NOW"), *rows])
    if not quiet:
        states = [row.state.value for row in checks]
        counted = ", ".join(f"{states.count(name)} {name}" for name in ("same", "differs", "not checked"))
        click.echo(counted)


def _echo_columns(rows: list[tuple[str, str, str, str]]) -> None:
    """Aligned and never cut: the last column says what to do."""
    shown = [[printable(cell).replace("\n", " ") for cell in row] for row in rows]
    widths = [max(len(row[place]) for row in shown) for place in range(3)]
    for row in shown:
        click.echo("  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]]))


def _rows(checks: list[Check], quiet: bool, verbose: bool) -> Iterator[tuple[str, str, str, str]]:
    """One row per check; many of a kind that are the same become one."""
    same = Counter(row.kind for row in checks if row.state.value == "same")
    told: set[str] = set()
    for row in checks:
        state = row.state.value
        if quiet and state != "differs":
            continue
        if state != "same" or same[row.kind] == 1 or verbose:
            yield state, row.what, _short(row.reported), _short(row.now)
        elif row.kind not in told:
            told.add(row.kind)
            yield state, f"{row.kind} ({same[row.kind]})", "as reported", "as reported"


def _short(text: str) -> str:
    """Hashes by their first digits; `-f json` has them whole."""
    return _DIGEST.sub(lambda match: f"{match.group()[:_SHOWN]}…", text)


COMMAND = verify
