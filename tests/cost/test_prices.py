"""Prices by date, request size and processing; two sources side by side; users' own files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from auditor.cost.estimate import Origin, Status
from auditor.cost.genai import GenaiPrices, installed_version
from auditor.cost.pricefile import load_prices, load_witness
from auditor.cost.pricemap import load_price_map
from auditor.cost.prices import (
    Books,
    Period,
    PriceCard,
    Processing,
    Rates,
    Request,
    Tiered,
    compare,
    spread,
)
from auditor.cost.units import TokenPrice, Tokens
from auditor.errors import ConfigError

POLICIES = Path(__file__).parents[2] / "policies"
MAP = load_price_map(POLICIES / "prices" / "offerings.yaml")
BOOK = GenaiPrices(MAP.genai_prices.version, MAP.genai_prices.seen)
WITNESS = load_witness(POLICIES / "price_snapshot.yaml")
TODAY = date(2026, 11, 22)


def _usd(price: float) -> TokenPrice:
    return TokenPrice(price, "USD")


def _request(size: float, output: float = 0.0, cached: float = 0.0) -> Request:
    return Request(Tokens(size), Tokens(output), Tokens(cached), Tokens(0.0))


def _card(provider: str, model: str) -> PriceCard:
    card = BOOK.find(provider, model)
    assert card is not None
    return card


def test_a_long_request_is_billed_whole_at_the_higher_step() -> None:
    rates = _card("openai", "gpt-5.5").rates(TODAY)
    assert rates.bill(_request(100_000)).number == pytest.approx(0.5)
    assert rates.bill(_request(300_000)).number == pytest.approx(3.0)


def test_many_short_requests_never_reach_the_long_step() -> None:
    rates = _card("openai", "gpt-5.5").rates(TODAY)
    apart = rates.bill(_request(1_000, 100)) * 1000.0
    together = rates.bill(_request(1_000_000, 100_000))
    assert apart.number == pytest.approx(1000 * (0.005 + 0.003))
    assert together.number > 1.4 * apart.number  # what adding up before pricing would charge


def test_cached_and_written_input_have_their_own_prices() -> None:
    rates = _card("anthropic", "claude-sonnet-4-5").rates(TODAY)
    bill = rates.bill(Request(Tokens(10_000.0), Tokens(0.0), Tokens(6_000.0), Tokens(1_000.0)))
    assert bill.number == pytest.approx((3_000 * 3 + 6_000 * 0.30 + 1_000 * 3.75) / 1e6)


def test_batch_is_cheaper_where_the_vendor_has_it_and_the_same_where_not() -> None:
    known, unknown = _card("openai", "gpt-4o"), _card("aws", "amazon.nova-lite-v1:0")
    assert known.rates(TODAY, Processing.BATCH).input.base == _usd(1.25)
    assert unknown.rates(TODAY, Processing.BATCH) == unknown.rates(TODAY)


def test_a_scheduled_rise_counts_from_its_day() -> None:
    card = _card("google", "gemini-3.6-flash")
    assert card.rates(date(2026, 12, 31)).output.base == _usd(3.75)
    assert card.rates(date(2027, 1, 1)).output.base == _usd(7.5)
    assert card.changes(TODAY, date(2027, 2, 1)) == (date(2027, 1, 1),)
    span = (date(2026, 12, 22), date(2027, 1, 22))  # ten days at the old price, twenty-one at the new
    million = _request(0.0, 1_000_000.0)
    mean = card.mean_bill(million, span, Processing.STANDARD)
    assert mean.number == pytest.approx((10 * 3.75 + 21 * 7.5) / 31)


def test_the_day_of_verification_and_the_version_are_named() -> None:
    card = _card("openai", "gpt-6.1-sol")
    assert card.origin.date == date(2026, 10, 14)
    assert card.origin.source.startswith(f"genai-prices {installed_version()}")
    assert card.origin.status is Status.LIST


def test_another_version_of_the_package_has_no_date() -> None:
    card = GenaiPrices("0.0.0", date(2020, 1, 1)).find("mistral", "mistral-large-2512")
    assert card is not None
    assert card.origin.date is None


def test_hours_of_the_day_widen_the_range() -> None:
    card = _card("deepseek", "deepseek-v4-flash")
    assert card.dearest == pytest.approx(2.0)
    assert any("hours of the day" in note for note in card.notes)
    assert spread(card, ())[1] == pytest.approx(2.0)


def test_unknown_is_none() -> None:
    assert BOOK.find("openai", "no-such-model") is None
    assert BOOK.find("no-such-vendor", "gpt-4o") is None
    assert WITNESS.find("openai", "no-such-model") is None


def test_disagreement_is_flagged_and_never_averaged() -> None:
    card, witness = _card("deepseek", "deepseek-v4-flash"), WITNESS.find("deepseek", "deepseek-v4-flash")
    assert witness is not None
    found = compare(card, witness, TODAY)
    assert [(row.kind, row.used.number, row.other.number) for row in found] == [
        ("input", 0.15, 0.3),
        ("output", 0.6, 1.2),
    ]
    assert spread(card, found) == pytest.approx((1.0, 2.0))
    assert card.rates(TODAY).input.base == _usd(0.15)


@pytest.mark.parametrize(
    ("provider", "model"),
    [
        ("openai", "gpt-6.1-sol"),
        ("openai", "gpt-4o-mini"),
        ("anthropic", "claude-sonnet-5-5"),
        ("google", "gemini-3.6-flash"),
    ],
)
def test_the_witness_agrees_on_the_models_of_the_panel(provider: str, model: str) -> None:
    witness = WITNESS.find(provider, model)
    assert witness is not None
    assert compare(_card(provider, model), witness, TODAY) == ()


# ---- users' files


def _write(folder: Path, text: str) -> Path:
    path = folder / "prices.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_users_file_wins(tmp_path: Path) -> None:
    own = load_prices(
        _write(
            tmp_path,
            """
currency: EUR
source: framework contract
date: 2026-11-01
prices:
- {provider: openai, model: gpt-6.1-sol, input: 1.5, output: 8.0, cached: 0.1, training: 12, batch: {input: 0.7, output: 4}}
- {provider: openai, model: gpt-6.1-sol, from: 2027-01-01, input: 1.2, output: 7.0, long_context: [[200000, {input: 3, output: 10}]]}
""",
        )
    )
    card = Books((own, BOOK)).find("openai", "gpt-6.1-sol")
    assert card is not None
    assert card.currency == "EUR"
    assert card.origin.status is Status.DECLARED
    assert card.rates(TODAY).output.base.number == 8.0
    assert card.rates(TODAY, Processing.BATCH).output.base.number == 4.0
    later = card.rates(date(2027, 6, 1))
    assert later.output.base.number == 7.0
    assert later.output.at(Tokens(250_000.0)).number == 10.0
    other = Books((own, BOOK)).find("openai", "gpt-4o")
    assert other is not None
    assert other.currency == "USD"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("{provider: x, model: y, input: -1, output: 1}", "prices.0.input"),
        ("{provider: x, model: y, output: 1}", "prices.0.input"),
        ("{provider: x, model: y, input: 1, output: 1, inptu: 2}", "prices.0.inptu"),
    ],
)
def test_a_wrong_price_file_is_told_by_place(tmp_path: Path, row: str, told: str) -> None:
    path = _write(tmp_path, f"currency: EUR\nsource: s\ndate: 2026-11-01\nprices:\n- {row}\n")
    with pytest.raises(ConfigError, match=told):
        load_prices(path)


# ---- from offering to price list


def test_the_longest_prefix_decides() -> None:
    assert MAP.providers_of("openai.api.eu_residency") == ("openai",)
    assert MAP.providers_of("azure.foundry.regional") == ("azure", "openai")
    assert MAP.providers_of("google.claude_anthropic_managed") == ("anthropic",)
    assert MAP.providers_of("our-vendor.api") == ("our-vendor",)


def test_a_region_costs_more_where_the_vendor_says_so() -> None:
    def factor(offering: str, model: str, *, required: bool = False) -> float:
        return MAP.uplift(offering, model, required=required).value.number

    assert factor("openai.api.eu_residency", "gpt-6.1-sol") == 1.1
    assert factor("openai.api.eu_residency", "gpt-4o-mini") == 1.0
    assert factor("openai.api.eu_residency", "gpt-4o-2024-08-06") == 1.0
    assert factor("openai.api.default", "gpt-6.1-sol") == 1.0
    assert factor("openai.api.default", "gpt-6.1-sol", required=True) == 1.1
    assert factor("mistral.studio.eu", "mistral-large-2512") == 1.1
    assert factor("deepseek.api", "deepseek-v4-flash", required=True) == 1.0


def test_what_ends_is_known_with_its_day() -> None:
    tuned = MAP.endings("openai.api.finetune", "gpt-4o-mini-2024-07-18", "fine_tuning")
    assert {row.closed_to_all for row in tuned} == {date(2027, 1, 6), None}
    assert {row.shutdown for row in tuned} == {date(2027, 1, 14), None}
    assert MAP.endings("openai.api.default", "gpt-4o-mini", "prompting") == ()


def test_periods_before_the_first_day_fall_back_to_the_oldest() -> None:
    rates = Rates(Tiered(_usd(1.0)), Tiered(_usd(2.0)))
    origin = Origin("t", None, Status.LIST)
    card = PriceCard("p", "m", "m-latest", (Period(date(2027, 1, 1), rates),), origin)
    assert card.rates(TODAY) == rates
    assert card.alias


@pytest.mark.parametrize("text", ["source: &a x\ndate: *a\n", "source: x\nsource: y\n"])
def test_a_price_list_with_traps_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "prices.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"prices\.yaml"):
        load_prices(path)
