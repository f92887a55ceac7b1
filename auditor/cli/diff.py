"""`audit diff`: what changed between two reports."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evidence.causes import RuleChange, VerdictChange
    from auditor.usecases.comparing import Comparison

_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
_SHOWN = 12
#: Rows of a kind that the text shows; `-f json` has all.
_MOST = 20


@click.command("diff", short_help="What changed between two reports: findings, verdicts, and why.")
@click.argument("old", type=click.Path(path_type=Path), metavar="OLD.json")
@click.argument("new", type=click.Path(path_type=Path), metavar="NEW.json")
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Output."
)
def diff(old: Path, new: Path, form: str) -> int:
    """Compare NEW.json with OLD.json: new and gone findings (same value, entity and file), changed verdicts, and
    what made them change: data, policy, vendor term, declaration, date, detectors.

    Findings are compared one by one where both reports were made under one project key and have their findings.jsonl
    beside them; else counts are.
    """  # fmt: skip
    from auditor.reopening import reopen
    from auditor.usecases.comparing import compare

    comparison = compare(reopen(old), reopen(new))
    if form == "json":
        import json

        click.echo(json.dumps(comparison.as_document(), indent=2))
        return 0
    for line in _lines(comparison):
        click.echo(printable(line))
    return 0


def _lines(comparison: Comparison) -> Iterator[str]:
    yield from _circumstances(comparison)
    yield from _findings(comparison)
    yield from _verdicts(comparison)


def _circumstances(comparison: Comparison) -> Iterator[str]:
    rows = [f"  {row.what}: {_short(row.old)} -> {_short(row.new)}" for row in comparison.circumstances]
    yield f"circumstances: {len(rows) or 'none'} changed"
    yield from _some(rows)


def _findings(comparison: Comparison) -> Iterator[str]:
    if comparison.counts_only:
        yield f"findings: {comparison.old.findings.count} -> {comparison.new.findings.count}, counts only"
        yield f"  {comparison.counts_only}"
        yield from _some([f"  {row.entity}: {row.old} -> {row.new}" for row in comparison.entities])
        return
    yield f"findings: {comparison.new_findings} new, {comparison.gone_findings} gone"
    signed = [("+", change, change.more) for change in comparison.findings if change.more]
    signed += [("-", change, change.less) for change in comparison.findings if change.less]
    yield from _some([f"  {sign}{n} {c.entity} {c.masked} in {c.path} ({c.fingerprint})" for sign, c, n in signed])


def _verdicts(comparison: Comparison) -> Iterator[str]:
    yield f"verdicts: {len(comparison.verdicts) or 'none'} changed"
    for change in comparison.verdicts:
        yield from _verdict(change)


def _verdict(change: VerdictChange) -> Iterator[str]:
    yield f"  {change.option}: {change.old} -> {change.new} ({', '.join(change.causes)})"
    for rule in change.rules[:_MOST]:
        yield from _rule(rule)


def _rule(rule: RuleChange) -> Iterator[str]:
    yield f"    {rule.rule}: {rule.old} -> {rule.new} ({', '.join(rule.causes)}): {rule.title}"
    for fact in rule.facts:
        origin = f" ({fact.origin})" if fact.origin else ""
        yield f"      {fact.cause}: {fact.fact} {_value(fact.old)} -> {_value(fact.new)}{origin}"


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_value, value)) or "none"
    words = {True: "true", False: "false", None: "unknown"}
    return words[value] if value is None or isinstance(value, bool) else str(value)


def _some(rows: list[str]) -> Iterator[str]:
    yield from islice(rows, _MOST)
    if len(rows) > _MOST:
        yield f"  and {len(rows) - _MOST} more: -f json has all"


def _short(text: str) -> str:
    return _DIGEST.sub(lambda match: f"{match.group()[:_SHOWN]}…", text)


COMMAND = diff
