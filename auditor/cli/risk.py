"""`audit risk`: how far the rows of tables single people out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli._progress import progress_for
from auditor.cli._reading import reading
from auditor.cli._table import echo_table
from auditor.model import Tier

if TYPE_CHECKING:
    from datetime import datetime

    from auditor.usecases.reidentifying import RiskConfig

_PATH = click.Path(path_type=Path)
_SHOWN = 12


@click.command("risk", short_help="Re-identification risk of tables: k, l, t, uniqueness.")
@click.argument("path", type=_PATH)
@click.option(
    "--quasi",
    multiple=True,
    metavar="COLUMNS",
    help="Quasi-identifiers, with commas: age,postcode,job. Repeatable. [default: audit.yaml, else proposed]",
)
@click.option(
    "--sensitive", multiple=True, metavar="COLUMNS", help="Sensitive columns. Repeatable. [default: proposed]"
)
@click.option(
    "--person", default="", metavar="COLUMN", help="Column that names the person, where one has several rows."
)
@click.option("--population", type=_PATH, metavar="FILE", help="Table of the population: for the journalist's risk.")
@click.option(
    "--k",
    "wished",
    type=click.IntRange(min=2),
    default=11,
    show_default=True,
    help="Class size that suggestions aim at.",
)
@click.option("--min-k", type=click.IntRange(min=1), help="Exit 10 when a class is smaller.")
@click.option("--report", type=_PATH, metavar="REPORT.json", help="An earlier report of PATH: saves the scan.")
@click.option("--no-measure", is_flag=True, help="Write no measure file beside audit.yaml.")
@reading(
    tier=Tier.FAST,
    effort="How much effort detection makes to tell what columns hold.",
    today="Date of the measure. [default: as for scan]",
    key="Project key. [default: as for scan]",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["terminal", "json", "md"]),
    default="terminal",
    show_default=True,
    help="What to print.",
)
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def risk(path: Path, form: str, quiet: bool, report: Path | None, min_k: int | None, **flags: Any) -> int:
    """Measure how far rows of PATH single people out: k-anonymity, l-diversity, t-closeness, uniqueness and risks.

    Columns are proposed as quasi-identifiers by name, findings and values until a person names them: with --quasi, or
    in audit.yaml under safeguards.quasi_identifiers. What coarser values would change is measured on the data. Small
    counts are shown as classes, values never. No figure makes data anonymous. Exit codes: 0 done; 1 failed; 2 bad
    usage; 3 nothing there; with --min-k also 10.
    """
    from auditor.reidentification.document import document_of, markdown_of
    from auditor.reopening import reopen
    from auditor.usecases.reidentifying import assess

    found = assess(_config(path, flags), reopen(report) if report else None, progress_for(quiet or form == "json"))
    document = document_of(found)
    if form == "json":
        import orjson

        click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode())
    elif form == "md":
        click.echo(markdown_of(document), nl=False)
    elif not quiet:
        _show(document)
    worst = found.facts.get("data.k_min")
    return 10 if min_k is not None and (worst is None or worst < min_k) else 0


def _config(path: Path, flags: dict[str, Any]) -> RiskConfig:
    from auditor.config import ScanConfig
    from auditor.reidentification.columns import Roles
    from auditor.usecases.reidentifying import RiskConfig

    today: datetime | None = flags["today"]
    workers = flags["workers"] or ScanConfig(()).worker_count
    scan = ScanConfig(
        (path,),
        config=flags["config"],
        tier=Tier(flags["tier"]),
        language=flags["language"],
        today=today.date() if today else None,
        key_file=flags["key_file"],
        workers=workers,
        executor="serial" if workers == 1 else "process",
        include=flags["include"],
        exclude=flags["exclude"],
        hidden=flags["hidden"],
    )
    roles = Roles(_names(flags["quasi"]), _names(flags["sensitive"]), flags["person"].strip())
    return RiskConfig(scan, roles, flags["population"], flags["wished"], not flags["no_measure"])


def _names(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for one in given for name in one.split(",") if name.strip())


def _show(document: dict[str, Any]) -> None:
    """The summary on the terminal."""
    for table in document["tables"]:
        more = f" and {len(table['files']) - 1} more files" if len(table["files"]) > 1 else ""
        rows = f"{table['rows']} rows" + (f", {table['persons']} persons" if table["persons"] != table["rows"] else "")
        click.echo(f"{table['files'][0]}{more}: {rows}; quasi-identifiers {document['quasi_identifiers']}")
        told = [row for row in table["columns"] if row["role"] != "other"]
        echo_table(("column", "role", "why"), [(row["name"], row["role"], row["why"]) for row in told])
        if table["risk"] is None:
            click.echo("no quasi-identifier: name them with --quasi\n")
            continue
        _show_risk(table, document["wished_k"])
        click.echo()
    if document["dataset"]["skipped"]:
        click.echo("not assessed")
        echo_table(
            ("path", "reason"), [(row["path"], row["reason"]) for row in document["dataset"]["skipped"][:_SHOWN]]
        )
    click.echo("\nwhat these figures can't say")
    for limit in document["limits"]:
        click.echo(click.wrap_text(limit, 100, "- ", "  "))


def _show_risk(table: dict[str, Any], wished: int) -> None:
    from auditor.reidentification.document import diversity_row, figures, way_rows

    click.echo()
    echo_table(("measure", "value"), figures(table))
    if table["sensitive"]:
        click.echo("\nwhat a class tells about its members")
        head = ("sensitive", "l distinct", "l entropy", "told outright", "t equal", "t ordered")
        echo_table(head, [(name, *diversity_row(row)) for name, row in table["sensitive"].items()])
    if table["combinations"]:
        click.echo("\ncolumns that single records out together")
        rows = [(", ".join(row["columns"]), f"{row['unique_share']:.2%}", row["k"]) for row in table["combinations"]]
        echo_table(("columns", "unique", "k"), rows)
    if table["way"]:
        click.echo(f"\ncoarser values, step by step towards k = {wished} (a suggestion, measured)")
        echo_table(("columns", "k", "unique", "records in smaller classes"), way_rows(table, wished)[:_SHOWN])
    redact = [row for row in table["coarser"] if row["audit_redact"]]
    if redact:
        click.echo("\nwhat `audit redact --how generalise` alone would do, column by column")
        alone = [(", ".join(f"{n}: {v}" for n, v in row["levels"].items()), row["k"]) for row in redact]
        echo_table(("column", "k"), alone)


COMMAND = risk
