"""`audit cost`, step by step: judged dataset and declaration -> prices, machines, assumptions -> cost of each option."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.cost.assumptions import load_assumptions
from auditor.cost.declared import OrganisationSection, WorkloadSection
from auditor.cost.document import document
from auditor.cost.genai import GenaiPrices
from auditor.cost.hardware import load_tables
from auditor.cost.hidden import load_register
from auditor.cost.options import Shop
from auditor.cost.plans import Setting
from auditor.cost.pricefile import load_prices, load_witness, parse
from auditor.cost.pricemap import Market, load_price_map
from auditor.cost.prices import Books
from auditor.cost.result import DRAWS, cost
from auditor.cost.tokens import NOTHING_COUNTED, count_tokens
from auditor.cost.workload import workload_from
from auditor.errors import ConfigError
from auditor.resources import resource_dir
from auditor.usecases.basis import basis_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from auditor.collect import Progress
    from auditor.config import ScanConfig
    from auditor.cost.assumptions import Assumptions, Spread
    from auditor.cost.prices import PriceBook
    from auditor.cost.result import CostResult
    from auditor.cost.tokens import TokenCounts
    from auditor.usecases.basis import Basis


@dataclass(frozen=True, slots=True)
class CostConfig:
    """What `audit cost` is asked to do."""

    scan: ScanConfig  # PATH is a dataset folder with its audit.yaml, or a report.json
    prices: Path | None = None  # a user's price list
    hardware: Path | None = None  # a user's accelerators
    seed: int = 7
    draws: int = DRAWS


@dataclass(frozen=True, slots=True)
class Costing:
    """The result: the numbers, the document, and what it stands on."""

    basis: Basis
    organisation: OrganisationSection
    result: CostResult
    document: dict[str, Any]


def run_cost(config: CostConfig, progress: Progress | None = None) -> Costing:
    """Cost of every option of a dataset's declaration."""
    return cost_of(basis_of(config.scan, progress), config)


def cost_of(basis: Basis, config: CostConfig, organisation: OrganisationSection | None = None) -> Costing:
    """Cost of every option on a given basis; `organisation` stands for the declared section where it is given."""
    where = str(basis.law.declaration.path or "audit.yaml")
    if not basis.section("workload"):
        hint = "add: workload: {requests_per_day: 1000, input_tokens: 800, output_tokens: 200}"
        raise ConfigError(f"{where}: no section workload: nobody can say what it costs without a volume", hint)
    workload = parse(WorkloadSection, basis.section("workload"), f"{where}: workload")
    organisation = organisation or parse(OrganisationSection, basis.section("organisation"), f"{where}: organisation")
    counts = count_tokens(basis.texts()) if basis.data else NOTHING_COUNTED
    shop = shop_of(basis, config, (workload, organisation), counts)
    result = cost(shop, basis.options, config.seed, config.draws)
    return Costing(basis, organisation, result, document(result, basis.today))


def shop_of(
    basis: Basis,
    config: CostConfig,
    declared: tuple[WorkloadSection, OrganisationSection],
    counts: TokenCounts,
) -> Shop:
    """Prices, machines and assumptions, with everything the user puts in their place."""
    workload, organisation = declared
    policies = resource_dir("policies")
    assumptions = _assumptions(policies, organisation)
    prices = load_price_map(policies / "prices" / "offerings.yaml")
    books: list[PriceBook] = [load_prices(config.prices)] if config.prices else []
    books.append(GenaiPrices(prices.genai_prices.version, prices.genai_prices.seen))
    return Shop(
        setting=Setting(
            workload=workload_from(workload, counts, basis.today, basis.affected),
            assumptions=assumptions,
            currency=organisation.currency,
            hourly=assumptions.hourly("staff.hourly"),
        ),
        market=Market(prices, Books(tuple(books)), load_witness(policies / "price_snapshot.yaml")),
        hardware=load_tables(policies / "hardware", config.hardware),
        organisation=organisation,
        register=load_register(policies / "cost" / "hidden.yaml", organisation.hidden_costs),
        residency=basis.under(prices.residency_rules),
    )


def _assumptions(policies: Path, organisation: OrganisationSection) -> Assumptions:
    """The defaults, with the organisation's own values; its electricity is declared in euro whatever its currency."""
    declared: dict[str, Spread] = dict(organisation.assumptions)
    currencies: Mapping[str, str] = {key: organisation.currency for key in declared if key == "staff.hourly"}
    currencies = {**currencies, **{key: organisation.currency for key in declared if key == "power.price"}}
    if organisation.staff.hourly_cost is not None:
        declared["staff.hourly"] = organisation.staff.hourly_cost
        currencies = {**currencies, "staff.hourly": organisation.currency}
    if organisation.electricity_eur_per_kwh is not None:
        declared["power.price"] = organisation.electricity_eur_per_kwh
        currencies = {**currencies, "power.price": "EUR"}
    return load_assumptions(policies / "cost" / "assumptions.yaml", declared, currencies)
