"""Builds a shop with the shipped tables for the tests of this room."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.cost.assumptions import Spread, load_assumptions
from auditor.cost.declared import OrganisationSection, WorkloadSection
from auditor.cost.genai import GenaiPrices
from auditor.cost.hardware import load_tables
from auditor.cost.hidden import load_register
from auditor.cost.options import Priced, Shop
from auditor.cost.plans import Setting
from auditor.cost.pricefile import load_witness, parse
from auditor.cost.pricemap import Market, load_price_map
from auditor.cost.tokens import NOTHING_COUNTED, TokenCounts
from auditor.cost.workload import workload_from
from auditor.model import Option

if TYPE_CHECKING:
    from collections.abc import Mapping

POLICIES = Path(__file__).parents[2] / "policies"
TODAY = date(2026, 11, 22)
WORKLOAD: dict[str, Any] = {"requests_per_day": 1000, "input_tokens": 1000, "output_tokens": 200, "horizon_months": 12}
ORGANISATION: dict[str, Any] = {"currency": "EUR"}
API = Option("api", "prompting", "vendor_api", "openai.api.default", "gpt-6.1-sol", title="An API")
CLOUD = Option("cloud", "prompting", "self_host_cloud", "self.vpc_eu", "qwen3-32b", title="Rented machines")
ONPREM = Option("onprem", "prompting", "self_host_onprem", "self.on_prem", "qwen3-32b", title="Own machines")


def shop(
    workload: Mapping[str, Any] | None = None,
    organisation: Mapping[str, Any] | None = None,
    counts: TokenCounts = NOTHING_COUNTED,
    residency: frozenset[str] = frozenset(),
) -> Shop:
    """A shop for a declared workload and organisation, on top of the usual ones."""
    work = parse(WorkloadSection, {**WORKLOAD, **(workload or {})}, "workload")
    who = parse(OrganisationSection, {**ORGANISATION, **(organisation or {})}, "organisation")
    declared: dict[str, Spread] = dict(who.assumptions)
    currencies = {key: who.currency for key in declared if key in ("staff.hourly", "power.price")}
    assumptions = load_assumptions(POLICIES / "cost" / "assumptions.yaml", declared, currencies)
    prices = load_price_map(POLICIES / "prices" / "offerings.yaml")
    book = GenaiPrices(prices.genai_prices.version, prices.genai_prices.seen)
    return Shop(
        setting=Setting(
            workload_from(work, counts, TODAY), assumptions, who.currency, assumptions.hourly("staff.hourly")
        ),
        market=Market(prices, book, load_witness(POLICIES / "price_snapshot.yaml")),
        hardware=load_tables(POLICIES / "hardware"),
        organisation=who,
        register=load_register(POLICIES / "cost" / "hidden.yaml", who.hidden_costs),
        residency=residency,
    )


def priced(shop_: Shop, option: Option) -> Priced:
    """The plan of an option that has one."""
    plan = shop_.plan(option)
    assert isinstance(plan, Priced), plan
    return plan
