"""`audit dedupe`: what stands in a dataset more than once, and a copy without it."""

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

    from auditor.usecases.deduplicating import DedupeConfig

_PATH = click.Path(path_type=Path)
_SHOWN = 10


@click.command("dedupe", short_help="Count repeated records and values; copy without them.")
@click.argument("path", type=_PATH)
@click.option(
    "-o", "--output", type=_PATH, metavar="DIR", help="Folder of a copy without duplicates: new, empty or unfinished."
)
@click.option(
    "--near",
    type=click.FloatRange(0.5, 1.0),
    default=0.8,
    show_default=True,
    help="Jaccard of word 5-grams from which records are near copies.",
)
@click.option("--exact", is_flag=True, help="Exact copies only.")
@click.option(
    "--fields",
    multiple=True,
    metavar="GLOB",
    help="Compare these fields only: columns or JSON paths, messages[].content. Repeatable. [default: all]",
)
@click.option("--ignore", multiple=True, metavar="GLOB", help="Leave these fields out, e.g. id. Repeatable.")
@click.option("--report", type=_PATH, metavar="REPORT.json", help="An earlier report of PATH: saves the scan.")
@click.option("--no-measure", is_flag=True, help="Write no measure file beside audit.yaml.")
@reading(
    tier=Tier.FAST,
    effort="How much effort detection of values makes; names need standard.",
    today="Date of the measure. [default: as for scan]",
    key="Project key of fingerprints and sketches. [default: as for scan]",
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
@click.option("--max-share", type=click.FloatRange(0, 1), help="Exit 10 when a larger share of the records are copies.")
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def dedupe(path: Path, form: str, quiet: bool, report: Path | None, max_share: float | None, **flags: Any) -> int:
    """Measure exact and near copies of records in PATH, repeated values, and what research reports about such counts.

    With -o, PATH is copied in its own formats without the copies: the first of each group stays, order and all other
    bytes too. An interrupted run goes on file by file when it is started again. Nothing is overwritten, and no text is kept:
    records are compared by keyed sketches. Exit codes: 0 done; 1 failed; 2 bad usage; 3 nothing there; with
    --max-share also 10.
    """
    from auditor.duplicates.document import document_of, markdown_of
    from auditor.reopening import reopen
    from auditor.usecases.deduplicating import dedupe as run

    found = run(_config(path, flags), reopen(report) if report else None, progress_for(quiet or form == "json"))
    document = document_of(found)
    if form == "json":
        import orjson

        click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode())
    elif form == "md":
        click.echo(markdown_of(document), nl=False)
    elif not quiet:
        _show(document)
    left = document["copy"]["records"] if document["copy"] and document["copy"]["records"] else document["records"]
    return 10 if max_share is not None and left["share"] > max_share else 0


def _config(path: Path, flags: dict[str, Any]) -> DedupeConfig:
    from auditor.config import ScanConfig
    from auditor.usecases.deduplicating import DedupeConfig

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
    near = 0.0 if flags["exact"] else flags["near"]
    measure = not flags["no_measure"]
    return DedupeConfig(scan, flags["output"], near, flags["fields"], flags["ignore"], measure)


def _show(document: dict[str, Any]) -> None:
    """The summary on the terminal."""
    records, personal = document["records"], document["personal"]
    click.echo(
        f"{records['total']} records in {document['dataset']['files']} files: {records['exact_copies']} exact and "
        f"{records['near_copies']} near copies of an earlier one ({records['share']:.2%})"
    )
    if records["copies_of_another_file"]:
        click.echo(f"of these, copies of a record in another file: {records['copies_of_another_file']}")
    if records["same_text_other_fields_differ"]:
        click.echo(f"same in the fields compared, different in others: {records['same_text_other_fields_differ']}")
    if personal["records"]:
        click.echo(f"records with personal data that repeat: {personal['repeated']} of {personal['records']}")
    if document["dataset"]["parts_not_read"]:
        click.echo(f"lines or values that can't be read, left as they are: {document['dataset']['parts_not_read']}")
    _show_groups(document["groups"])
    _show_values(document["values"])
    _show_classes(document)
    _show_copy(document["copy"])
    if document["dataset"]["skipped"]:
        click.echo("\nnot compared" + (", and not in the copy unless it says so" if document["copy"] else ""))
        copied = {True: "; copied as it is", False: ""}
        rows = [(row["path"], row["reason"] + copied[row["copied"]]) for row in document["dataset"]["skipped"]]
        echo_table(("path", "reason"), rows)


def _show_groups(groups: list[dict[str, Any]]) -> None:
    if groups:
        click.echo("\nmost repeated records")
        names = ("records", "path", "first_record", "fingerprint")
        echo_table(("records", "path", "first at", "fingerprint"), [[row[n] for n in names] for row in groups[:_SHOWN]])


def _show_values(values: dict[str, Any]) -> None:
    repeated = [(name, row) for name, row in values["entities"].items() if row["repeated"]]
    if repeated:
        click.echo("\nvalues that stand in several records")
        rows = [(name, row["distinct"], row["repeated"], row["most_records"]) for name, row in repeated]
        echo_table(("entity", "different", "in several records", "most"), rows)
    if values["canaries"]:
        click.echo(f"\nlike planted canaries: {values['canary_like']} values of one person or one door, repeated")
        names = ("entity", "masked", "fingerprint", "records")
        echo_table(names, [[row[name] for name in names] for row in values["canaries"][:_SHOWN]])


def _show_classes(document: dict[str, Any]) -> None:
    click.echo("\nwhat research reports by number of copies (no probability for your model; sources: -f md)")
    rows = [(row["range"], row["texts"], row["values"], row["reported"]) for row in document["classes"]]
    echo_table(("copies", "texts", "values", "reported"), rows)


def _show_copy(copy: dict[str, Any] | None) -> None:
    if copy is None:
        return
    click.echo(
        f"\ncopy: {copy['removed']} records removed from {len(copy['files_cut']) + len(copy['files_left_out'])} files, "
        f"{copy['files_same']} files the same"
    )
    if copy["records"] is not None:
        left = copy["records"]
        click.echo(f"measured again: {left['exact_copies']} exact and {left['near_copies']} near copies are left")
    for row in copy["not_cut"]:
        click.echo(f"copies left in: {row['records']} in {row['path']} ({row['reason']})")


COMMAND = dedupe
