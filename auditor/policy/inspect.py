"""What there is to know about vendors and packs: for `audit vendors`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.policy.situation import shown
from auditor.policy.terms import flatten

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from auditor.policy.load import PolicyBase
    from auditor.policy.terms import Held


@dataclass(frozen=True, slots=True)
class VendorIssue:
    """Something about a vendor fact that a person should look at."""

    kind: str  # stale, unknown, contradiction
    offering: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class OfferingRow:
    """An offering in a line of the matrix."""

    id: str
    vendor: str
    name: str
    plan: str
    facts: dict[str, str]


#: Fields of the matrix, in the order in which people ask.
MATRIX = (
    "training_on_customer_data",
    "zdr_availability",
    "prompt_retention_days",
    "residency_storage",
    "residency_inference",
    "dpa",
    "transfer_tools",
    "gdpr_role",
)


def vendor_issues(base: PolicyBase, today: date) -> tuple[VendorIssue, ...]:
    """Stale and unknown facts that verdicts read, and contradictions, sorted."""
    found = [issue for name, offer in base.offers.items() for issue in _issues(base, name, offer.offering.facts, today)]
    return tuple(sorted(found, key=lambda issue: (issue.kind, issue.offering, issue.field)))


def is_stale(issues: tuple[VendorIssue, ...]) -> bool:
    """Whether `audit vendors check` has to fail."""
    return any(issue.kind == "stale" for issue in issues)


def _issues(base: PolicyBase, offering: str, facts: Any, today: date) -> Iterator[VendorIssue]:
    for name, fact in facts.items():
        read_by_rules = base.fields.fields[name].bridge
        if name == "docs_vs_contract_conflict":
            yield VendorIssue("contradiction", offering, name, fact.text)
        elif not fact.known and read_by_rules:
            yield VendorIssue("unknown", offering, name, fact.text)
        elif fact.known and fact.review_by < today:
            days = (today - fact.review_by).days
            yield VendorIssue("stale", offering, name, f"review was due {fact.review_by}, {days} days ago")


def matrix(base: PolicyBase) -> tuple[OfferingRow, ...]:
    """Every offering with the facts that are asked first."""
    rows = []
    for name, offer in sorted(base.offers.items()):
        held = flatten(base, name).facts
        facts = {key: _cell(held.get(key)) for key in MATRIX}
        rows.append(OfferingRow(name, offer.vendor.name, offer.offering.name, offer.offering.plan_class, facts))
    return tuple(rows)


def _cell(held: Held | None) -> str:
    return "unknown" if held is None or held.value is None else shown(held.value)


def offering_facts(base: PolicyBase, name: str, today: date) -> tuple[dict[str, Any], ...]:
    """Every fact of an offering, inherited ones too, with source, date and certainty."""
    base.offer(name)
    rows = []
    for key, held in sorted(flatten(base, name).facts.items()):
        fact = held.fact
        assert fact is not None  # noqa: S101  (only models and regions blur facts)
        rows.append(
            {
                "field": key,
                "value": shown(fact.value),
                "text": fact.text,
                "detail": fact.detail or "",
                "from": held.offering,
                "source": fact.source or fact.source_kind,
                "locator": fact.locator or "",
                "as_of": fact.as_of,
                "review_by": fact.review_by.isoformat(),
                "confidence": fact.confidence,
                "stale": fact.known and fact.review_by < today,
                "read_by_rules": base.fields.fields[key].bridge,
            }
        )
    return tuple(rows)
