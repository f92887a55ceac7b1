"""`audit redact`: a copy of a dataset without what its options' conditions forbid."""

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

    from auditor.usecases.redacting import RedactConfig, Redaction

_PATH = click.Path(path_type=Path)
_FIELDS = 20


@click.command("redact", short_help="Copy a dataset without what its conditions forbid.")
@click.argument("path", type=_PATH)
@click.option(
    "-o", "--output", required=True, type=_PATH, metavar="DIR", help="Folder of the copy: new, empty or unfinished."
)
@click.option(
    "--for",
    "options",
    multiple=True,
    metavar="OPTION",
    help="Redact what this option's verdict asks for. Repeatable. [default: all options]",
)
@click.option(
    "--entities",
    multiple=True,
    metavar="LIST",
    help="Redact these instead: entities, categories or globs, with commas between them.",
)
@click.option(
    "--how",
    multiple=True,
    metavar="WAY",
    help="mask, label, shape, remove, generalise or surrogate; for one kind only: contact.email=surrogate. Repeatable. [default: mask]",
)
@click.option("--report", type=_PATH, metavar="REPORT.json", help="An earlier report of PATH: saves the scan before.")
@click.option("--keep-unlinked", is_flag=True, help="Leave Art. 9 and 10 content that is about nobody in the record.")
@click.option("--keep-unread", is_flag=True, help="Copy what can't be read as it is, instead of leaving it out.")
@click.option("--pseudonyms", type=_PATH, metavar="FILE", help="Write the encrypted table of values and surrogates.")
@click.option("--pseudonyms-key", type=_PATH, metavar="FILE", help="Key of that table; made if it is not there.")
@click.option("--no-recheck", is_flag=True, help="Do not scan the copy.")
@reading(
    tier=Tier.STANDARD,
    effort="How much effort detection makes.",
    today="Date to judge at. [default: as for scan]",
    key="Project key: it chooses the surrogates. [default: as for scan]",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    show_default=True,
    help="What to print.",
)
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def redact(path: Path, form: str, quiet: bool, report: Path | None, **flags: Any) -> None:
    """Copy PATH to DIR in its own formats and encodings, with the findings replaced that a plan names.

    Outside the findings the copy is the source, byte for byte where the format allows it. What can't be read is
    left out and listed. An interrupted run goes on where it stopped when it is started again. Afterwards the copy is
    scanned, and the verdicts before and after stand side by side. Nothing is overwritten.
    """
    from auditor.reopening import reopen
    from auditor.usecases.redacting import manifest_of
    from auditor.usecases.redacting import redact as run

    done = run(_config(path, flags), reopen(report) if report else None, progress_for(quiet or form == "json"))
    if form == "json":
        import orjson

        click.echo(orjson.dumps(manifest_of(done), option=orjson.OPT_INDENT_2).decode())
    elif not quiet:
        _show(done)


def _config(path: Path, flags: dict[str, Any]) -> RedactConfig:
    from auditor.config import ScanConfig
    from auditor.usecases.redacting import RedactConfig

    today: datetime | None = flags["today"]
    workers = flags["workers"] or ScanConfig(()).worker_count
    scan = ScanConfig(
        (path,),
        config=flags["config"],
        options=flags["options"],
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
    names = ("output", "entities", "how", "keep_unlinked", "keep_unread", "pseudonyms", "pseudonyms_key")
    return RedactConfig(scan, recheck=not flags["no_recheck"], **{name: flags[name] for name in names})


def _show(done: Redaction) -> None:
    """The summary on the terminal: counts, places and verdicts, no values."""
    account = done.copied.account
    click.echo("redacted" + (" (continued after an interruption)" if done.resumed else ""))
    ways = done.plan.chosen(account.replaced)
    echo_table(("entity", "replaced", "way"), [(name, account.replaced[name], way) for name, way in ways.items()])
    _show_files(done)
    _show_fields(done)
    _show_left(done)
    if done.after is not None:
        click.echo("\nverdicts")
        tiers = [left.tier for left in done.left]
        head = ("option", "before", *(f"after, tier {tier}" for tier in tiers))
        echo_table(head, [row[: len(head)] for row in done.verdicts])
        if len(done.left) > 1 and done.left[1].planned:
            click.echo(
                f"The tier {tiers[1]} finds more: redact with --tier {tiers[1]} for a copy that it finds less in."
            )
    from auditor.usecases.redacting import LIMITS

    click.echo("\nwhat redaction can't promise")
    for limit in LIMITS:
        click.echo(click.wrap_text(limit, 100, "- ", "  "))


def _show_files(done: Redaction) -> None:
    copied, account = done.copied, done.copied.account
    click.echo(
        f"\nfiles: {len(copied.rewritten)} rewritten, {len(copied.unchanged)} without findings copied as they are, "
        f"{copied.renamed} renamed; keys and columns renamed: {account.renamed}"
    )
    rows = [(path, "left out", why) for path, why in sorted([*copied.left_out, *done.skipped])]
    rows += [(path, "kept unread", why) for path, why in sorted(copied.kept_unread)]
    if rows:
        echo_table(("not read", "", "reason"), rows)
    for reason, count in sorted(account.unread.items()):
        click.echo(f"records not read: {count} ({reason})")
    if account.unlinked:
        click.echo(f"Art. 9 and 10 content about nobody, kept: {account.unlinked}")


def _show_fields(done: Redaction) -> None:
    fields = done.copied.account.fields
    touched = sorted(
        (name for name, use in fields.items() if use.changed_texts), key=lambda n: (-fields[n].changed_chars, n)
    )
    click.echo("\nshare of the text that changed")
    rows = [
        (
            name,
            fields[name].texts,
            _share(fields[name].changed_tokens, fields[name].tokens),
            _share(fields[name].changed_chars, fields[name].chars),
        )
        for name in touched[:_FIELDS]
    ]
    echo_table(("field", "texts", "tokens", "characters"), rows)
    same = sorted(name for name, use in fields.items() if not use.changed_texts)
    if same:
        click.echo(f"unchanged in every record: {', '.join(same[:_FIELDS])}" + (" ..." if len(same) > _FIELDS else ""))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "0.0%"


def _show_left(done: Redaction) -> None:
    click.echo("\nwhat a scan still finds in the copy")
    for left in done.left:
        planned = ", ".join(f"{name} {count}" for name, count in left.planned.items()) or "nothing"
        click.echo(f"tier {left.tier}: of what was to go: {planned}; values that were replaced elsewhere: {left.again}")
        if left.surrogates:
            click.echo(f"  surrogates that a scan takes for real values: {left.surrogates}")
        other = ", ".join(f"{name} {count}" for name, count in left.other.items())
        if other:
            click.echo(f"  outside the plan: {other}")
    if done.next_tier:
        click.echo(f"next tier: not used: {done.next_tier}")


COMMAND = redact
