"""`audit vendors`: offerings and the sourced facts about them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli._table import echo_item, echo_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.policy.load import Offer, PolicyBase
    from auditor.policy.vendor_schema import VendorFact

_OWN = click.option(
    "--policies", "policy_dirs", multiple=True, type=click.Path(path_type=Path), metavar="DIR", help="Your own packs and vendors, beside the shipped ones. Repeatable.",
)  # fmt: skip
_TODAY = click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Date to judge age at. [default: today]")
#: The facts of the matrix: what most verdicts turn on.
_MATRIX = ("training_on_customer_data", "prompt_retention_days", "zdr_availability", "residency_storage", "dpa")


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
    """List all offerings with the facts most verdicts turn on; `?` is not known."""
    base = _base(policy_dirs)
    rows = [
        (
            name,
            offer.offering.plan_class,
            *(_short(_facts(base, name).get(key)) for key in _MATRIX),
            offer.offering.name,
        )
        for name, offer in sorted(base.offers.items())
    ]
    echo_table(("OFFERING", "PLAN", "TRAINS", "KEEPS (DAYS)", "ZERO RETENTION", "STORED IN", "DPA", "NAME"), rows)


@vendors.command("show", short_help="One offering, fact by fact.")
@click.argument("offering")
@_OWN
@_TODAY
def show(offering: str, policy_dirs: tuple[Path, ...], today: datetime | None) -> None:
    """Show every fact of OFFERING with source, place, date, certainty, and whether it is due for review."""
    base = _base(policy_dirs)
    offer = base.offer(offering)
    click.echo(f"{offering}: {offer.offering.name} ({offer.vendor.name}, seat {offer.vendor.hq_country})")
    if offer.offering.inherits:
        click.echo(f"  takes over what it does not say itself from {offer.offering.inherits}")
    for step in offer.offering.preconditions:
        echo_item(f"needs {step.id}", step.text or "declare it in audit.yaml")
    _echo_facts(_facts(base, offering), _day(today))
    for override in offer.offering.model_overrides:
        click.echo(f"\nfor {', '.join(override.models or [override.model_class or ''])}: {override.label}")
        _echo_facts(override.facts, _day(today))
    for rule in offer.offering.region_rules:
        click.echo(f"\nby region ({rule.id}): {rule.effect}")
        _echo_facts({rule.id: rule.fact}, _day(today))


@vendors.command("check", short_help="Stale and unknown facts, contradictions.")
@click.argument("offerings", nargs=-1, metavar="[OFFERING]...")
@_OWN
@_TODAY
def check(offerings: tuple[str, ...], policy_dirs: tuple[Path, ...], today: datetime | None) -> int:
    """List facts past their review date, facts nobody knows, and recorded conflicts; exit 10 when any is stale."""
    base, day = _base(policy_dirs), _day(today)
    chosen = [base.offer(name) for name in offerings] or list(base.offers.values())
    rows = [row for offer in chosen for row in _problems(offer, day)]
    for kind, name, key, text in rows:
        click.echo(f"{kind:8}  {name}  {key}  {text}")
    count = {kind: sum(row[0] == kind for row in rows) for kind in ("stale", "unknown", "conflict")}
    facts = sum(len(offer.offering.facts) for offer in chosen)
    click.echo(
        f"{len(chosen)} offerings, {facts} facts at {day}: {count['stale']} stale, {count['unknown']} unknown, "
        f"{count['conflict']} with a recorded conflict"
    )
    return 10 if count["stale"] else 0


def _problems(offer: Offer, day: date) -> Iterator[tuple[str, str, str, str]]:
    for key, fact in offer.offering.facts.items():
        if not fact.known:
            yield "unknown", offer.offering.id, key, fact.text
        elif fact.review_by < day:
            yield (
                "stale",
                offer.offering.id,
                key,
                f"review was due {fact.review_by} ({(day - fact.review_by).days} days ago): {fact.source}",
            )
        if fact.detail and "conflict" in fact.detail.lower():
            yield "conflict", offer.offering.id, key, fact.detail


def _facts(base: PolicyBase, name: str) -> dict[str, VendorFact]:
    """Facts of an offering with those it takes over."""
    offering = base.offers[name].offering
    inherited = _facts(base, offering.inherits) if offering.inherits else {}
    return {**inherited, **offering.facts}


def _echo_facts(facts: dict[str, VendorFact], day: date) -> None:
    for key, fact in sorted(facts.items()):
        due = " STALE" if fact.known and fact.review_by < day else ""
        click.echo(f"\n  {key} = {_short(fact)}   [{fact.confidence} certainty, review by {fact.review_by}{due}]")
        echo_item("says", fact.text, 4)
        echo_item("but", fact.detail, 4)
        echo_item("if", fact.conditions, 4)
        echo_item("source", f"{fact.source_kind}: {fact.source or 'none'}", 4)
        echo_item("where", fact.locator, 4)
        echo_item("as of", fact.as_of + (f" ({fact.as_of_note})" if fact.as_of_note else ""), 4)


def _short(fact: VendorFact | None) -> str:
    if fact is None or not fact.known:
        return "?"
    value: Any = fact.value
    if isinstance(value, dict):
        return ", ".join(f"{key} {item}" for key, item in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


COMMAND = vendors
