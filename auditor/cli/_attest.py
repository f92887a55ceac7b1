"""The in-toto statement beside a report, on the command line: `--attest` and `--sign`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def attest_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The two options, for every command that writes or reads a report.json."""
    sign = click.option(
        "--sign",
        "sign_key",
        type=click.Path(path_type=Path),
        metavar="KEY",
        help="Sign that statement with an Ed25519 key file; implies --attest. Needs the extra [sign].",
    )
    attest = click.option(
        "--attest", is_flag=True, help="Write an in-toto statement about report.json beside it (report.intoto.json)."
    )
    return attest(sign(command))


def check_attest(formats: Sequence[str], output: Path | None, key: Path | None) -> Path:
    """Where report.json will lie; says what is missing before a long scan and not after it."""
    if "json" not in formats or output is None:
        raise click.UsageError("a statement is about a report.json: add -f json and -o PATH")
    if key is not None:
        from auditor.evidence.signing import load_private

        load_private(key)
    return output / "report.json" if len(set(formats)) > 1 or output.is_dir() else output


def write_statement(report: Path, key: Path | None, *, quiet: bool) -> None:
    """Write the statement about a report.json beside it."""
    from auditor.evidence.statement import attest, statement_path
    from auditor.reports.write import write_file

    target = statement_path(report)
    write_file(target, [attest(report, key)])
    if not quiet:
        click.echo(f"wrote {target}", err=True)
