"""`audit decide`: what to choose, why, and what would change it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli import printable
from auditor.cli._basis import basis_options, hand_over, output_options, scan_config, wanted
from auditor.cli._progress import progress_for
from auditor.cli._table import echo_item, echo_table

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Sentences of a list on the terminal.
_SHOWN = 8


@click.command("decide", short_help="What to choose: gates, comparison, how firm it is, plan, what would change it.")
@click.argument("path", type=click.Path(path_type=Path), metavar="PATH")
@click.option(
    "--bench",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A result of `audit bench -f json`. Repeatable; later files stand for earlier ones.",
)
@click.option("--prices", type=click.Path(path_type=Path), help="Your own price list; it wins over the shipped prices.")
@click.option("--hardware", type=click.Path(path_type=Path), help="Your own accelerators, beside the shipped ones.")
@basis_options
@output_options
def decide(path: Path, **flags: Any) -> int:
    """Compare the options of PATH, a dataset folder with its audit.yaml or a report.json.

    Verdict, availability, places, budget, deadline and declared needs are gates: no strength makes up for a failed one.
    What passes is compared by the declared weights. Where no option leads firmly, that is said.
    """
    from auditor.reports.decision_outline import Joined
    from auditor.usecases.costing import CostConfig
    from auditor.usecases.deciding import DecideConfig, run_decide

    asked = wanted(flags)
    chosen = {name: flags.pop(name) for name in ("prices", "hardware", "seed")}
    bench = flags.pop("bench")
    result = run_decide(DecideConfig(CostConfig(scan_config(path, flags), **chosen), bench), progress_for(asked.quiet))
    priced = result.costing.document if result.costing is not None else None
    joined = Joined(result.basis.document, result.document, priced, result.bench)
    hand_over(result.document, joined, asked, show)
    return 0


def show(document: dict[str, Any]) -> None:
    """The recommendation with reasons, gates, ranks, plan and triggers."""
    click.echo(f"Recommended: {document['recommended'] or 'nothing'}")
    echo_item("in short", document["headline"], 0)
    for title in ("reasons", "against", "conditions"):
        _list(title.capitalize(), document[title])
    failed = [row for row in document["gates"] if not row["passed"]]
    if failed:
        click.echo("\nGates that were not passed:")
        echo_table(("option", "gate", "why"), [(row["option"], row["gate"], row["why"]) for row in failed])
    if document["scores"]:
        click.echo("\nComparison (0 to 100):")
        share = document["robustness"]["share_first"]
        rows = [(row["option"], f"{row['total']:.0f}", f"{share[row['option']]:.0%}") for row in document["scores"]]
        echo_table(("option", "score", "first in"), rows)
    _show_ahead(document)


def _list(title: str, texts: Sequence[str]) -> None:
    """The first of several sentences, and how many more there are."""
    if texts:
        click.echo(f"\n{title}:")
    for text in texts[:_SHOWN]:
        wide = max(40, min(100, shutil.get_terminal_size((100, 24)).columns))
        click.echo(click.wrap_text(printable(text), wide, "  - ", "    "))
    if len(texts) > _SHOWN:
        click.echo(f"  and {len(texts) - _SHOWN} more: -f json lists all")


def _show_ahead(document: dict[str, Any]) -> None:
    flips = [f"{flip['change']} -> {flip['recommended'] or 'no option is left'}" for flip in document["flips"]]
    _list("What would change it", flips)
    if document["plan"]:
        click.echo(f"\nPlan (about {document['plan']['weeks']['mid']:.0f} weeks):")
        steps = document["plan"]["steps"]
        echo_table(
            ("week", "to", "what"), [(f"{s['start_week']:.0f}", f"{s['end_week']:.0f}", s["title"]) for s in steps]
        )
    _list("Decide again", document["triggers"])


COMMAND = decide
