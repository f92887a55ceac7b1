"""`audit vendors`: offerings and the sourced facts about them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli._table import echo_item, echo_table

if TYPE_CHECKING:
    from auditor.policy.load import PolicyBase

_OWN = click.option(
    "--policies", "policy_dirs", multiple=True, type=click.Path(path_type=Path), metavar="DIR", help="Your own packs and vendors, beside the shipped ones. Repeatable.",
)  # fmt: skip
_TODAY = click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Date to judge age at. [default: today]")


def _base(policy_dirs: tuple[Path, ...]) -> PolicyBase:
    from auditor.policy.load import load_policies

    return load_policies(policy_dirs)


def _day(today: datetime | None) -> date:
    return (today or datetime.now(UTC)).date()


@click.group("vendors", short_help="List, show and check vendors' terms.")
def vendors() -> None:
    """Offerings of vendors and licences of open models, with sourced, dated facts in our own words."""


@vendors.command("list", short_help="Matrix of all offerings.")
@_OWN
def list_offerings(policy_dirs: tuple[Path, ...]) -> None:
    """List all offerings with the facts that are asked first."""
    from auditor.policy.inspect import MATRIX, matrix

    rows = [(row.id, row.plan, *(row.facts[key] for key in MATRIX), row.name) for row in matrix(_base(policy_dirs))]
    echo_table(("OFFERING", "PLAN", *(key.upper().replace("_", " ") for key in MATRIX), "NAME"), rows)


@vendors.command("show", short_help="One offering, fact by fact.")
@click.argument("offering")
@_OWN
@_TODAY
def show(offering: str, policy_dirs: tuple[Path, ...], today: datetime | None) -> None:
    """Show every fact of OFFERING with source, place, date, certainty, and whether it is due for review."""
    from auditor.policy.inspect import offering_facts

    base = _base(policy_dirs)
    offer = base.offer(offering)
    click.echo(f"{offering}: {offer.offering.name} ({offer.vendor.name}, seat {offer.vendor.hq_country})")
    for step in offer.offering.preconditions:
        echo_item(f"needs {step.id}", step.text or "declare it in audit.yaml")
    for row in offering_facts(base, offering, _day(today)):
        _echo_fact(row, offering)
    for override in offer.offering.model_overrides:
        fields = ", ".join(f"{key} = {fact.value}" for key, fact in override.facts.items())
        which = ", ".join(override.models or [override.model_class or ""])
        echo_item(f"other for {which}", f"{fields}: {override.label}")
    for rule in offer.offering.region_rules:
        echo_item(f"by region ({rule.effect})", f"{rule.fact.text} [{rule.fact.source}, as of {rule.fact.as_of}]")


@vendors.command("check", short_help="Stale and unknown facts, contradictions.")
@click.argument("offerings", nargs=-1, metavar="[OFFERING]...")
@_OWN
@_TODAY
def check(offerings: tuple[str, ...], policy_dirs: tuple[Path, ...], today: datetime | None) -> int:
    """List facts past their review date, facts nobody knows, and recorded contradictions; exit 10 when any is stale."""
    from auditor.policy.inspect import is_stale, vendor_issues

    base, day = _base(policy_dirs), _day(today)
    chosen = {base.offer(name).offering.id for name in offerings} or set(base.offers)
    issues = tuple(issue for issue in vendor_issues(base, day) if issue.offering in chosen)
    if issues:
        echo_table(("WHAT", "OFFERING", "FACT", "MORE"), [(i.kind, i.offering, i.field, i.text) for i in issues])
    count = {kind: sum(issue.kind == kind for issue in issues) for kind in ("stale", "unknown", "contradiction")}
    click.echo(
        f"{len(chosen)} offerings at {day}: {count['stale']} stale facts, {count['unknown']} unknown ones that rules "
        f"read, {count['contradiction']} recorded contradictions"
    )
    return 10 if is_stale(issues) else 0


def _echo_fact(row: dict[str, Any], offering: str) -> None:
    due = ", STALE" if row["stale"] else ""
    certainty = f"{row['confidence']} certainty, review by {row['review_by']}{due}"
    click.echo(f"\n  {row['field']} = {row['value']}   [{certainty}]")
    echo_item("says", row["text"], 4)
    echo_item("but", row["detail"], 4)
    echo_item("source", f"{row['source']} {row['locator']}".strip(), 4)
    echo_item("as of", row["as_of"], 4)
    echo_item("taken over from", row["from"] if row["from"] != offering else "", 4)


COMMAND = vendors
