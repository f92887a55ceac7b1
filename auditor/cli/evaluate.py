"""`audit evaluate`: precision and recall of detection on labelled data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.model import Tier

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEAD = ("", "gold", "found", "precision", "95 %", "recall", "95 %", "F1", "F2", "exact F1", "any type")


@click.command("evaluate", short_help="Measure precision and recall on labelled data.")
@click.argument("gold", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="GOLD.jsonl")
@click.option(
    "--data",
    type=click.Path(path_type=Path, exists=True),
    metavar="PATH",
    help="The data that is labelled: scanned now.",
)
@click.option(
    "--findings",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="A findings file in place of a scan (`audit scan -f jsonl`).",
)
@click.option(
    "--map",
    "labels",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Names of gold and findings that mean the same (YAML).",
)
@click.option("-c", "--config", type=click.Path(path_type=Path), help="The declaration. [default: as for scan]")
@click.option(
    "--tier",
    type=click.Choice([t.value for t in Tier]),
    default="standard",
    show_default=True,
    help="fast: patterns only; standard: names too; thorough: all models.",
)
@click.option("--language", default="auto", show_default=True, metavar="auto|xx", help="Language of the texts.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Not these files. Repeatable.")
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Output.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write the figures to a file for `assurance.recall` of audit.yaml.",
)
@click.option("--min-recall", type=click.FloatRange(0, 1), help="Exit 10 when recall over all labels is lower.")
def evaluate(
    gold: Path,
    data: Path | None,
    findings: Path | None,
    format_: str,
    output: Path | None,
    min_recall: float | None,
    **flags: Any,
) -> int:
    """Compare findings with the spans of GOLD.jsonl (docs/evaluation.md): per entity and per language.

    Exit codes: 0 done; 1 failed; 2 bad usage or gold; with --min-recall also 10.
    """
    import orjson

    from auditor.config import ScanConfig
    from auditor.usecases.evaluating import evaluate as run

    if (data is None) == (findings is None):
        raise click.UsageError("give the labelled data with --data, or a findings file with --findings")
    labels, tier = flags.pop("labels"), Tier(flags.pop("tier"))
    config = ScanConfig((data,) if data else (), tier=tier, **flags)
    document = run(gold, config, findings=findings, labels=labels)
    written = orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    if output is not None:
        output.write_bytes(written)
    if format_ == "json":
        click.echo(written.decode(), nl=False)
    else:
        _show(document)
    return 10 if min_recall is not None and document["all"]["overlap"]["recall"] < min_recall else 0


def _show(document: Mapping[str, Any]) -> None:
    from auditor.cli._table import echo_table

    rows = [_row(name, row) for name, row in document["entities"].items()]
    echo_table(_HEAD, [*rows, _row("ALL", document["all"])])
    if len(document["languages"]) > 1:
        click.echo()
        echo_table(("language", *_HEAD[1:]), [_row(name, row) for name, row in document["languages"].items()])
    touched, unplanted = document["any_type"], document["unplanted"]
    most = ", ".join(f"{name} {count}" for name, count in list(unplanted["entities"].items())[:6])
    click.echo(f"\nany type: precision {touched['precision']:.3f}, recall {touched['recall']:.3f}")
    click.echo(f"findings that touch no gold: {unplanted['count']}" + (f" ({most})" if most else ""))
    hit, of = (sum(row[key] for row in document["decoys"].values()) for key in ("hit", "of"))
    if of:
        click.echo(f"decoys hit: {hit} of {of}")


def _row(name: str, row: Mapping[str, Any]) -> list[object]:
    overlap = row["overlap"]
    shares: list[object] = []
    for key, known in (("precision", row["findings"]), ("recall", row["gold"])):
        low, high = overlap[f"{key}_interval"]
        shares += [f"{overlap[key]:.3f}", f"{low:.2f}-{high:.2f}"] if known else ["-", "-"]
    measures = [f"{value:.3f}" for value in (overlap["f1"], overlap["f2"], row["exact"]["f1"], row["any_type_recall"])]
    return [name, row["gold"], row["findings"], *shares, *measures]


COMMAND = evaluate
