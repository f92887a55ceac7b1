"""`audit bench`: measure endpoints that speak the OpenAI API."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli._basis import basis_options, hand_over, output_options, scan_config, wanted
from auditor.cli._progress import progress_for
from auditor.cli._table import echo_item, echo_table

if TYPE_CHECKING:
    from auditor.bench.endpoint import Endpoint
    from auditor.usecases.benching import Bill


@click.command("bench", short_help="Measure endpoints: response time, throughput, accuracy, contextual understanding.")
@click.argument("path", required=False, type=click.Path(path_type=Path), metavar="[PATH]")
@click.option(
    "--endpoint",
    "endpoints",
    multiple=True,
    required=True,
    metavar="URL,MODEL[,OPTION[,KEY_ENV]]",
    help="A server's base address, a model, the option it stands for, and the variable that holds its key. Repeatable.",
)
@click.option("--queries", type=click.Path(path_type=Path), help="Predefined queries, JSON Lines.")
@click.option("--judge", metavar="URL,MODEL[,OPTION[,KEY_ENV]]", help="The model that marks queries of scorer judge.")
@click.option("--sizes", default="128,1024", show_default=True, metavar="N,...", help="Input tokens of the load test.")
@click.option(
    "--output-tokens", type=click.IntRange(1, 8192), default=64, show_default=True, help="Output tokens of it."
)
@click.option("--concurrency", default="1,4", show_default=True, metavar="N,...", help="Clients of the closed loop.")
@click.option("--rate", default="", metavar="R,...", help="Requests a second of the open loop.")
@click.option(
    "--requests", type=click.IntRange(0), default=40, show_default=True, help="Requests of each step; 0: no load."
)
@click.option(
    "--limit", "limits", multiple=True, metavar="ttft|itl|e2e=SECONDS", help="What is good enough. Repeatable."
)
@click.option("--probes", default="", metavar="SIZE,...", help="Sizes in tokens at which context is probed.")
@click.option("--repeats", type=click.IntRange(1, 100), default=1, show_default=True, help="Times each query is asked.")
@click.option("--timeout", type=click.FloatRange(1), default=120.0, show_default=True, help="Seconds for a request.")
@click.option("--retries", type=click.IntRange(0, 10), default=2, show_default=True, help="Tries after a failed one.")
@click.option("--prices", type=click.Path(path_type=Path), help="Your own price list, for the bill.")
@click.option(
    "--resume", "journal", type=click.Path(path_type=Path), help="Keep what is done in this file and go on from it."
)
@click.option(
    "--send-forbidden", "override", is_flag=True, help="Send what the verdict forbids; recorded in the result."
)
@click.option("-y", "--yes", is_flag=True, help="Don't ask whether the cost is fine.")
@basis_options
@output_options
def bench(path: Path | None, **flags: Any) -> int:
    """Measure endpoints; PATH (a dataset folder or report.json) holds the verdicts that say what may be sent.

    Only the endpoints named are contacted. Queries are scanned first: what the verdict of an option forbids is not sent
    to its endpoint. Load and context probes are made up here. Keys come from the environment and are never stored.
    """
    from auditor.bench.client import Patience
    from auditor.bench.probes import Making
    from auditor.reports.decision_outline import Joined
    from auditor.usecases.benching import BenchConfig, run_bench

    asked = wanted(flags)
    scan = scan_config(path or Path(), flags)
    yes, seed, probes = flags.pop("yes"), flags.pop("seed"), numbers(flags.pop("probes"), int)
    judge = flags.pop("judge")
    config = BenchConfig(
        endpoints=tuple(endpoint(text, f"e{place}") for place, text in enumerate(flags.pop("endpoints"), start=1)),
        scan=scan if path is not None else None,
        judge=endpoint(judge, "judge") if judge else None,
        sizes=numbers(flags.pop("sizes"), int),
        concurrency=numbers(flags.pop("concurrency"), int),
        rates=numbers(flags.pop("rate"), float),
        limits=limits_of(flags.pop("limits")),
        probes=Making(sizes=probes, seed=seed) if probes else None,
        patience=Patience(timeout=flags.pop("timeout"), retries=flags.pop("retries")),
        seed=seed,
        **flags,
    )
    document = run_bench(
        config, lambda bills: _agreed(bills, yes=yes), progress_for(asked.quiet), _counter(asked.quiet)
    )
    hand_over(document, Joined(bench=(document,)), asked, show)
    return 1 if all(row["stopped"] for row in document["endpoints"]) else 0


def endpoint(text: str, name: str) -> Endpoint:
    """An endpoint from the command line."""
    from auditor.bench.endpoint import Endpoint

    url, model, option, key_env, *more = [*text.split(","), "", "", ""]
    if not model or any(more):
        raise click.UsageError("an endpoint is URL,MODEL[,OPTION[,KEY_ENV]]")
    return Endpoint(option or name, url, model, option, key_env)


def numbers(text: str, kind: type[Any]) -> tuple[Any, ...]:
    """Numbers above 0, divided by commas."""
    try:
        found = tuple(kind(part) for part in text.split(",") if part.strip())
    except ValueError:
        found = (0,)
    if any(not 0 < number < 1e9 for number in found):
        raise click.UsageError(f"not a list of numbers above 0: {text}")
    return found


def limits_of(texts: tuple[str, ...]) -> Any:
    """Limits in seconds by name."""
    from auditor.bench.call import Limits

    found = {}
    for text in texts:
        name, _, value = text.partition("=")
        if name not in ("ttft", "itl", "e2e"):
            raise click.UsageError(f"not a limit: {text}; give ttft=, itl= or e2e= and seconds")
        found[name] = numbers(value, float)[0] if value else 0.0
    return Limits(**found)


def _agreed(bills: tuple[Bill, ...], *, yes: bool) -> bool:
    """Show what it will cost at most, and ask."""
    for bill in bills:
        cost = "cost unknown" if bill.cost is None else f"at most {bill.cost:,.2f} {bill.currency}"
        told = f"{bill.requests:,} requests, {bill.input_tokens:,} tokens in, {bill.output_tokens:,} out: {cost} ({bill.note})"
        click.echo(f"{bill.endpoint}: {told}", err=True)
    if yes or all(bill.cost == 0 for bill in bills):
        return True
    return sys.stdin.isatty() and click.confirm("Send?", err=True)


def _counter(quiet: bool) -> Any:
    """Counts finished requests on a terminal."""
    done: dict[str, int] = {}

    def told(name: str, what: str) -> None:
        key = f"{name} {what}"
        done[key] = done.get(key, 0) + 1
        if not quiet and sys.stderr.isatty():
            click.echo(f"\r{key}: {done[key]}   ", err=True, nl=False)

    return told


def show(document: dict[str, Any]) -> None:
    """The summary: steps, marks, comparisons, what was held back."""
    for row in document["endpoints"]:
        click.echo(f"\n{row['id']}: {row['model']} at {row['host']}")
        echo_item("stopped", row["stopped"])
        if row["steps"]:
            head = ("step", "ok", "ttft p50", "p95", "itl p50", "e2e p50", "p95", "tokens/s", "goodput/s")
            echo_table(head, [_step(step) for step in row["steps"]])
        for name in ("accuracy", "context"):
            if row[name]:
                mark = row[name]
                echo_item(name, f"{mark['right']} of {mark['n']} right ({mark['low']:.0%} to {mark['high']:.0%})")
        if row["context"]:
            effective = row["context"]["effective_tokens"].items()
            echo_item("effective context", ", ".join(f"{family} {size:,}" for family, size in effective))
    for pair in document["comparisons"]:
        click.echo(f"\n{pair['first']} and {pair['second']}: {pair['told']} (p = {pair['p']:.3f}, n = {pair['n']})")
    for held in document["gate"]:
        if held["withheld"] or held["overridden"]:
            click.echo(f"\n{held['endpoint']}: {held['withheld']} queries held back: {held['why']}")


def _step(step: dict[str, Any]) -> tuple[str, ...]:
    def told(measure: str, share: str) -> str:
        value = step[measure][share]["value"]
        return "n too small" if value is None else f"{value * 1000:,.0f} ms"

    speed = step["output_tokens_per_second"]
    return (
        step["id"],
        f"{step['ok']}/{step['n']}",
        told("ttft", "p50"),
        told("ttft", "p95"),
        told("itl", "p50"),
        told("e2e", "p50"),
        told("e2e", "p95"),
        "-" if speed is None else f"{speed:,.1f}",
        f"{step['goodput']:.2f}",
    )


COMMAND = bench
