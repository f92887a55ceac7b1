"""`audit cost`: what each option costs over the horizon."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli._basis import basis_options, hand_over, output_options, scan_config, wanted
from auditor.cli._progress import progress_for
from auditor.cli._table import echo_item, echo_table

if TYPE_CHECKING:
    from collections.abc import Mapping


@click.command("cost", short_help="What each option costs: API, rented and own machines, tuning, hidden costs.")
@click.argument("path", type=click.Path(path_type=Path), metavar="PATH")
@click.option("--prices", type=click.Path(path_type=Path), help="Your own price list; it wins over the shipped prices.")
@click.option("--hardware", type=click.Path(path_type=Path), help="Your own accelerators, beside the shipped ones.")
@click.option(
    "--draws", type=click.IntRange(100, 1_000_000), default=10_000, show_default=True, help="Monte-Carlo draws."
)
@basis_options
@output_options
def cost(path: Path, **flags: Any) -> int:
    """Cost of every option of PATH, a dataset folder with its audit.yaml (section workload) or a report.json.

    Nothing is asked of the network: prices, machines and assumptions are shipped with source and date, and each can be
    replaced. What nobody knows is named and never counted as nothing.
    """
    from auditor.reports.decision_outline import Joined
    from auditor.usecases.costing import CostConfig, run_cost

    asked = wanted(flags)
    chosen = {name: flags.pop(name) for name in ("prices", "hardware", "draws", "seed")}
    result = run_cost(CostConfig(scan_config(path, flags), **chosen), progress_for(asked.quiet))
    hand_over(result.document, Joined(result.basis.document, cost=result.document), asked, show)
    return 0


def show(document: dict[str, Any]) -> None:
    """The summary: totals, what is missing, break-even, what moves the result."""
    months, currency = document["horizon_months"], document["currency"]
    click.echo(f"Cost over {months} months from {document['start']}, in {currency} (5 % to 95 % of the draws)\n")
    rows = sorted(document["options"], key=lambda row: row["total"]["mid"])
    head = ("option", "low", "middle", "high", "per 1M tokens", "")
    echo_table(head, [_row(row) for row in rows])
    for item in document["left_out"]:
        echo_item(f"{item['id']} left out", f"{item['reason']}; {item['hint']}")
    for row in rows:
        echo_item(f"{row['id']} lacks", "; ".join(row["missing"]))
        echo_item(row["id"], "; ".join(row["warnings"]))
    for pair in _closest(document):
        click.echo(f"\nBreak-even of {pair['self_hosted']} against {pair['vendor']}: {_break_even(pair)}")
    for row in document["disagreements"]:
        told = f"{row['used']} ({row['used_source']}) or {row['other']} ({row['other_source']})"
        echo_item(f"sources disagree on {row['model']}, {row['kind']}", told)
    if rows and rows[0]["tornado"]:
        moved = ", ".join(swing["input"] for swing in rows[0]["tornado"][:3])
        click.echo(f"\nThe total of {rows[0]['id']} moves most with: {moved}")


def _row(row: Mapping[str, Any]) -> tuple[str, ...]:
    total = row["total"]
    price = row["per_million_tokens"]["mid"]
    note = "" if row["complete"] else "incomplete"
    return row["id"], *(f"{total[end]:,.0f}" for end in ("low", "mid", "high")), f"{price:,.2f}", note


def _closest(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """For each self-hosted option, the vendor against which it comes nearest."""
    best: dict[str, Mapping[str, Any]] = {}
    for pair in document["break_even"]:
        known = best.get(pair["self_hosted"])
        if known is None or pair["difference"]["mid"] < known["difference"]["mid"]:
            best[pair["self_hosted"]] = pair
    return [best[name] for name in sorted(best)]


def _break_even(pair: Mapping[str, Any]) -> str:
    share = f"cheaper in {pair['share_self_hosted_cheaper']:.0%} of the draws at the declared volume"
    if pair["requests_per_day"] is None:
        return f"at no volume looked at; {share}"
    tokens = pair["tokens_per_month"] / 1e6
    needed = pair["utilisation_needed"]
    load = f"utilisation {pair['utilisation']:.1%}, needed {needed:.1%}" if needed is not None else ""
    return f"{pair['requests_per_day']:,.0f} requests a day ({tokens:,.0f}M tokens a month); {load}; {share}"


COMMAND = cost
