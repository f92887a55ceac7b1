"""`audit policies`: the packs, their rules, and tests of both."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli import printable
from auditor.cli._table import echo_item, echo_table

if TYPE_CHECKING:
    from auditor.policy.load import PolicyBase

_OWN = click.option(
    "--policies", "policy_dirs", multiple=True, type=click.Path(path_type=Path), metavar="DIR", help="Your own packs and vendors, beside the shipped ones. Repeatable.",
)  # fmt: skip


def _base(policy_dirs: tuple[Path, ...]) -> PolicyBase:
    from auditor.policy.load import load_policies

    return load_policies(policy_dirs)


@click.group("policies", short_help="List, show and test policy packs.")
def policies() -> None:
    """Policy packs: versioned rules with their legal basis."""


@policies.command("list", short_help="All packs.")
@_OWN
def list_packs(policy_dirs: tuple[Path, ...]) -> None:
    """List the packs with version, state of the law and number of rules."""
    packs = _base(policy_dirs).all_packs
    rows = [(p.pack, p.version, p.law_as_of, len(p.rules), p.jurisdiction, p.title) for p in packs]
    echo_table(("PACK", "VERSION", "LAW AS OF", "RULES", "WHERE", "TITLE"), rows)


@policies.command("show", short_help="One pack, rule by rule.")
@click.argument("pack")
@_OWN
def show(pack: str, policy_dirs: tuple[Path, ...]) -> None:
    """Show the rules of PACK with layer, effect, basis and what to do."""
    from auditor.policy.load import pick_pack

    chosen = pick_pack(_base(policy_dirs).all_packs, pack)
    click.echo(f"{chosen.pack} {chosen.version}: {chosen.title} (law as of {chosen.law_as_of})")
    echo_item("note", chosen.status_note)
    for rule in chosen.rules:
        click.echo(f"\n{rule.id}  [{rule.effect}, {rule.layer}, {rule.settled}]  {rule.title}")
        echo_item("basis", rule.basis)
        echo_item("why", rule.rationale)
        echo_item("do", rule.remediation)


@policies.command("test", short_help="Run test cases of policies.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@_OWN
@click.option("-q", "--quiet", is_flag=True, help="Only failures and the count.")
def test(files: tuple[Path, ...], policy_dirs: tuple[Path, ...], quiet: bool) -> int:
    """Run scenario, rule and bridge cases, and look over packs and tables: one line a case and a problem, then
    `N passed, N failed`; exit 0 only if all pass and there is no problem.
    """
    from auditor.policy.cases import run_cases, summary
    from auditor.policy.lint import lint

    base, results = _base(policy_dirs), []
    for result in run_cases(files, base):
        results.append(result)
        if not (quiet and result.passed):
            click.echo(result.line)
    problems = lint(base)
    for problem in problems:
        click.echo(f"lint: {printable(problem)}")
    click.echo(summary(results))
    return 0 if results and not problems and all(result.passed for result in results) else 1


COMMAND = policies
