"""`audit subject`: one person's data in a dataset, for requests under Art. 15, 17 and 20 GDPR."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli._progress import progress_for
from auditor.cli._reading import reading
from auditor.cli._table import echo_table
from auditor.model import Tier

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from auditor.subjects.person import Person
    from auditor.usecases.requesting import RequestConfig

_PATH = click.Path(path_type=Path)
_SHOWN = 40


@click.command("subject", short_help="Find, export or take out one person's data.")
@click.argument("path", type=_PATH)
@click.option("--name", multiple=True, metavar="NAME", help="`First Last` or `Last, First`. Repeatable.")
@click.option("--email", multiple=True, metavar="ADDRESS", help="Mail address. Repeatable.")
@click.option("--phone", multiple=True, metavar="NUMBER", help="Phone number. Repeatable.")
@click.option(
    "--id", "id_", multiple=True, metavar="ID", help="Customer number, IBAN, user name, address line. Repeatable."
)
@click.option("--birth", multiple=True, metavar="DATE", help="Date of birth, YYYY-MM-DD. Repeatable.")
@click.option(
    "--values",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Lines `name: ...`, `email: ...`; - reads standard input, so that no value stands in the shell's history.",
)
@click.option("--export", type=_PATH, metavar="DIR", help="Write the person's records there; others in them masked.")
@click.option("--unmasked", is_flag=True, help="Leave the values of others in the export.")
@click.option("--without", type=_PATH, metavar="DIR", help="Write a copy there without the person.")
@click.option(
    "--erase",
    type=click.Choice(["records", "values"]),
    default="records",
    show_default=True,
    help="What the copy leaves out: whole records, or the values in them.",
)
@click.option(
    "--from",
    "weakest",
    type=click.Choice(["exact", "variant", "possible"]),
    default="variant",
    show_default=True,
    help="Weakest match that export and copy act on.",
)
@click.option("--receipt", type=_PATH, metavar="DIR", help="Write receipt and list of places there too.")
@click.option("--by", default="", metavar="WHO", help="Who handles the request, for the receipt.")
@reading(
    tier=Tier.STANDARD,
    effort="How much effort detection of other persons makes; the search itself needs none.",
    today="Date of the receipt. [default: the system's date]",
    key="Project key of fingerprints. [default: as for scan]",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["terminal", "json", "md", "jsonl"]),
    default="terminal",
    show_default=True,
    help="What to print: summary, receipt as JSON or Markdown, list of places.",
)
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def subject(path: Path, form: str, quiet: bool, **flags: Any) -> None:
    """Tell where one person's data stand in PATH, how surely and why; export them, or copy PATH without them.

    Every text is searched, also where no detector found anything, and names of files and fields too. No value is
    written or printed. Nothing is overwritten; an interrupted run goes on when it is started again. Exit codes: 0 done;
    1 failed; 2 bad usage; 3 nothing to search.
    """
    from auditor.subjects.receipt import markdown_of, receipt_of
    from auditor.usecases.requesting import request

    answer = request(_config(path, flags), progress_for(quiet or form != "terminal"))
    if form == "terminal":
        if not quiet:
            _show(receipt_of(answer), [place.row for place in answer.before.places])
        return
    import orjson

    if form == "json":
        click.echo(orjson.dumps(receipt_of(answer), option=orjson.OPT_INDENT_2).decode())
    elif form == "md":
        click.echo(markdown_of(receipt_of(answer)), nl=False)
    else:
        for place in answer.before.places:
            click.echo(orjson.dumps(place.row).decode())


def _config(path: Path, flags: dict[str, Any]) -> RequestConfig:
    from auditor.config import ScanConfig
    from auditor.subjects.hits import Strength
    from auditor.usecases.requesting import RequestConfig

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
    names = ("export", "without", "receipt", "erase", "unmasked", "by")
    return RequestConfig(
        scan, _person(flags), weakest=Strength(flags["weakest"]), **{name: flags[name] for name in names}
    )


def _person(flags: dict[str, Any]) -> Person:
    from auditor.subjects.person import person_of, read_values

    kinds = {"name": "name", "email": "email", "phone": "phone", "id_": "id", "birth": "birth"}
    values = [(kind, value) for flag, kind in kinds.items() for value in flags[flag]]
    if flags["values"] is not None:
        values += read_values(_read(flags["values"]))
    return person_of(values)


def _read(file: Path) -> str:
    from auditor.errors import UsageError

    problem = ""
    try:
        with click.open_file(str(file), encoding="utf-8-sig") as lines:
            text: str = lines.read()
            return text
    except OSError as error:
        problem = error.strerror or "can't be read"
    except UnicodeDecodeError:
        problem = "not UTF-8"
    raise UsageError(f"--values: {problem}", "give a readable file, or - for standard input")


def _show(receipt: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    """The summary on the terminal: places, counts and what was done; no value."""
    data, found = receipt["dataset"], receipt["found"]
    asked = ", ".join(f"{kind}: {n['values']}" for kind, n in receipt["searched_for"].items())
    click.echo(f"searched for {asked} in {data['records']} records of {data['files']} files")
    click.echo(", ".join(f"{n} {name}" for name, n in found["places"].items()) + f"; {found['records']} records")
    if rows:
        names = ("path", "record", "field", "entity", "strength", "why")
        ranked = sorted(rows, key=lambda row: ("exact", "variant", "possible").index(row["strength"]))
        click.echo("")
        echo_table(names, [[row[name] for name in names] for row in ranked[:_SHOWN]])
        if len(rows) > _SHOWN:
            click.echo(f"and {len(rows) - _SHOWN} more: -f jsonl lists all")
    if data["not_searched"]:
        click.echo("\nnot searched")
        echo_table(("path", "reason"), [(row["path"], row["reason"]) for row in data["not_searched"]])
    for line in _done(receipt):
        click.echo(line)
    click.echo("\nwhat this can't promise")
    for limit in receipt["limits"]:
        click.echo(click.wrap_text(limit, 100, "- ", "  "))


def _done(receipt: dict[str, Any]) -> Iterator[str]:
    export, copy = receipt["export"], receipt["copy"]
    if export is not None:
        others = f"{export['values_masked']} values of others masked" if export["others_masked"] else "others unmasked"
        yield f"\nexport: {export['records']} records from {len(export['files'])} files; {others}"
        yield from (f"  given whole: {row['path']} ({row['reason']})" for row in export["whole_files"])
        yield from (f"  not in it: {row['path']} ({row['reason']})" for row in export["not_in_it"])
    if copy is not None:
        yield (
            f"\ncopy: {copy['records_removed']} records removed, {copy['values_replaced']} values replaced, "
            f"{len(copy['files_changed'])} files changed, {copy['files_same']} the same"
        )
        yield from (f"  not in it: {row['path']} ({row['reason']})" for row in copy["files_left_out"])
        left = copy["left"] or {}
        yield "  searched again: " + (", ".join(f"{n} {name}" for name, n in left.items()) or "nothing is left")


COMMAND = subject
