"""What a plan's lines add up to, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from cost_shop import API, CLOUD, ONPREM, priced, shop

from auditor.cost.estimate import Middle
from auditor.cost.ledger import Line, total
from auditor.cost.options import Unpriced
from auditor.cost.plans import ApiPlan
from auditor.cost.selfhost import Busy, SelfPlan
from auditor.cost.units import DAYS_PER_MONTH, HOURS_PER_MONTH
from auditor.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.model import Option

PLAIN = {"assumptions": {"fx.usd.eur": 1.0}}
REQUESTS = 1000 * DAYS_PER_MONTH


def _lines(option: Option, **given: Mapping[str, object]) -> dict[str, Line]:
    built = shop(given.get("workload"), given.get("organisation", PLAIN))
    return {line.id: line for line in priced(built, option).plan.lines(built.setting, Middle(), 1.0)}


def test_the_bill_of_an_api() -> None:
    month = _lines(API)["api"].months[0].number
    assert month == pytest.approx(REQUESTS * (1000 * 2.0 + 200 * 10.0) / 1e6)


def test_growth_compounds() -> None:
    months = _lines(API, workload={"growth_per_month": 0.1})["api"].months
    assert months[5].ratio(months[0]) == pytest.approx(1.1**5)


def test_cache_and_batch_lower_the_bill() -> None:
    cached = _lines(API, workload={"cached_share": 0.5})["api"].months[0].number
    assert cached == pytest.approx(REQUESTS * (500 * 2.0 + 500 * 0.1 + 200 * 10.0) / 1e6)
    batch = _lines(API, workload={"batch_share": 1})["api"].months[0].number
    assert batch == pytest.approx(REQUESTS * (1000 * 1.0 + 200 * 5.0) / 1e6)


def test_dollars_become_the_currency_of_the_organisation() -> None:
    euro = _lines(API, organisation={"assumptions": {"fx.usd.eur": 0.5}})["api"]
    assert euro.total.currency == "EUR"
    assert euro.months[0].number == pytest.approx(REQUESTS * 0.004 * 0.5)
    dollar = _lines(API, organisation={"currency": "USD", "assumptions": {"fx.usd.eur": 0.5, "staff.hourly": 100}})[
        "api"
    ]
    assert dollar.total.currency == "USD"
    assert dollar.months[0].number == pytest.approx(REQUESTS * 0.004)


def test_a_currency_without_rate_says_how_to_give_one() -> None:
    with pytest.raises(ConfigError, match="no exchange rate from USD to SEK") as error:
        _lines(API, organisation={"currency": "SEK"})
    assert "fx.usd.sek" in error.value.hint


def test_a_verdict_that_requires_the_region_costs_the_uplift() -> None:
    plain = shop(None, PLAIN)
    required = shop(None, PLAIN, residency=frozenset({"api"}))
    bills = [priced(s, API).plan.lines(s.setting, Middle(), 1.0)[0].total.number for s in (plain, required)]
    assert bills[1] / bills[0] == pytest.approx(1.1)


def test_a_scheduled_rise_doubles_the_bill_from_january() -> None:
    gemini = replace(API, offering="google.vertex.default", model="gemini-3.6-flash")
    months = _lines(gemini, workload={"start": date(2026, 12, 1)})["api"].months
    assert months[1].ratio(months[0]) == pytest.approx(2.0)
    assert months[2].ratio(months[1]) == pytest.approx(1.0)


def test_a_shutdown_inside_the_horizon_is_a_forced_migration() -> None:
    tuned = replace(API, activity="fine_tuning", offering="openai.api.finetune", model="gpt-4o-mini")
    line = _lines(tuned)["hidden.forced_migration"]
    assert [month for month, amount in enumerate(line.months) if amount.number > 0] == [1]
    assert line.total.number == pytest.approx(140 * 85)
    assert _lines(API)["hidden.forced_migration"].total.number == 0.0


def test_rented_machines_are_paid_every_hour_spare_included() -> None:
    lines = _lines(CLOUD, organisation={**PLAIN, "gpu": "H100", "redundancy": 1})
    assert lines["rent"].months[0].number == pytest.approx(2 * 2.5 * HOURS_PER_MONTH)
    extra = lines["hidden.egress_storage"]
    assert extra.total.ratio(lines["rent"].total) == pytest.approx(0.20)


def test_owned_machines_are_not_paid_again() -> None:
    two = {"hardware": [{"gpu": "H100", "count": 2, "owned": True, "paid": 60000}]}
    lines = _lines(ONPREM, organisation={**PLAIN, **two})
    assert lines["capital"].total.number == 0.0
    assert lines["capital.sunk"].total.number > 0
    assert not lines["capital.sunk"].counts
    one = {"hardware": [{"gpu": "H100", "count": 1, "owned": True, "paid": 30000}]}
    assert _lines(ONPREM, organisation={**PLAIN, **one})["capital"].total.number > 0


def test_own_machines_add_up() -> None:
    offer = {"hardware": [{"gpu": "H100", "count": 2, "price": 30000}], "electricity_eur_per_kwh": 0.2}
    own = {"assumptions": {"fx.usd.eur": 1.0, "power.price": 0.2}}
    lines = _lines(ONPREM, organisation={**offer, **own})
    recovery = 0.06 * 1.06**4 / (1.06**4 - 1)
    annuity = recovery * (1 - 0.10 / 1.06**4) / 12
    assert lines["capital"].months[0].number == pytest.approx(2 * 30000 * annuity)
    assert lines["maintenance"].months[0].number == pytest.approx(2 * 30000 * 0.05 / 12)
    kilowatts = 2 * 0.7 * 1.35 * 0.6 * 1.4
    assert lines["energy"].months[0].number == pytest.approx(kilowatts * HOURS_PER_MONTH * 0.2)


def test_replicas_grow_with_the_peak() -> None:
    built = shop({"requests_per_day": 400_000, "growth_per_month": 0.1}, {**PLAIN, "gpu": "H100"})
    plan = priced(built, CLOUD).plan
    assert isinstance(plan, SelfPlan)
    numbers = [plan.fleet.replicas(built.setting, Middle(), Busy(month, 1.0)) for month in range(12)]
    assert numbers == sorted(numbers, key=float)
    assert numbers[-1] > numbers[0] > 2
    assert 0 < plan.fleet.utilisation(built.setting, Middle(), Busy(0, 1.0)) < 0.25  # a peak four times the mean


def test_a_measurement_replaces_the_model() -> None:
    row = {"model": "qwen3-32b", "gpu": "H100", "output_tokens_per_second": 50, "date": date(2026, 11, 1)}
    built = shop({"requests_per_day": 20_000}, {**PLAIN, "gpu": "H100", "measured": [row]})
    plan = priced(built, CLOUD).plan
    assert isinstance(plan, SelfPlan)
    assert plan.fleet.per_second(built.setting, Middle()) == pytest.approx(
        50 / 200, rel=0.03
    )  # in the model's own tokens


def test_tuning_runs_fall_due_through_the_year() -> None:
    training = {"training": {"tokens": 1e7, "epochs": 2, "runs_per_year": 4}}
    lines = _lines(replace(CLOUD, activity="fine_tuning"), workload=training, organisation=PLAIN)
    due = [month for month, amount in enumerate(lines["tuning.compute"].months) if amount.number > 0]
    assert due == [0, 3, 6, 9]
    people = lines["tuning.people"].months
    assert people[0].number == pytest.approx(120 * 85)
    assert people[3].number == pytest.approx(24 * 85)
    assert lines["tuning.compute"].total < lines["tuning.people"].total


def test_vendor_training_without_price_is_missing_and_not_zero() -> None:
    tuned = replace(API, activity="fine_tuning", offering="openai.api.finetune", model="gpt-4o-mini")
    built = shop({"training": {"tokens": 1e7}}, PLAIN)
    plan = priced(built, tuned)
    assert any("training price" in what for what in plan.missing)
    assert "tuning.vendor" not in {line.id for line in plan.plan.lines(built.setting, Middle(), 1.0)}


@pytest.mark.parametrize(
    ("option", "reason", "hint"),
    [
        (replace(API, model="no-such"), "no price known for no-such at openai", "--prices FILE"),
        (replace(API, model=None), "no model is named", "audit.yaml"),
        (replace(API, offering="google.gemini_api.unpaid"), "no charge per token", "limits"),
        (replace(CLOUD, model="nameless"), "size of the model unknown", "size"),
        (replace(CLOUD, model="deep-2000b"), "fits on no accelerator", "fp8"),
        (replace(CLOUD, activity="pretraining"), "not modelled", "estimate"),
    ],
)
def test_what_cannot_be_said_is_left_out_with_a_reason(option: Option, reason: str, hint: str) -> None:
    plan = shop(None, PLAIN).plan(option)
    assert isinstance(plan, Unpriced)
    assert reason in plan.reason
    assert hint in plan.hint


def test_an_unknown_accelerator_names_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="unknown accelerator: H1000") as error:
        shop(None, {**PLAIN, "gpu": "H1000"}).plan(CLOUD)
    assert "H100-80GB" in error.value.hint


def test_register_lines_switch_and_take_values() -> None:
    override = {"hidden_costs": {"rate_limit_tier": {"counted": True, "value": 0.5}, "dpia": {"counted": False}}}
    lines = _lines(API, organisation={**PLAIN, **override})
    assert lines["hidden.rate_limit_tier"].counts
    assert lines["hidden.rate_limit_tier"].total.ratio(lines["api"].total) == pytest.approx(0.5)
    assert not lines["hidden.dpia"].counts
    assert total(lines.values()).number == pytest.approx(sum(x.total.number for x in lines.values() if x.counts))


def test_unknown_register_lines_and_assumptions_are_errors() -> None:
    with pytest.raises(ConfigError, match="coffee"):
        shop(None, {"hidden_costs": {"coffee": {"counted": True}}})
    with pytest.raises(ConfigError, match="tea: no such"):
        shop(None, {"assumptions": {"tea": 1}})


def test_half_the_workload_costs_half_the_use_and_all_of_the_staff() -> None:
    built = shop(None, PLAIN)
    plan = priced(built, API).plan
    assert isinstance(plan, ApiPlan)
    whole = {line.id: line.total.number for line in plan.lines(built.setting, Middle(), 1.0)}
    half = {line.id: line.total.number for line in plan.lines(built.setting, Middle(), 0.5)}
    assert half["api"] == pytest.approx(whole["api"] / 2)
    assert half["staff"] == pytest.approx(whole["staff"])


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ({"requests_per_day": -5}, "requests_per_day"),
        ({"requests_per_day": 0}, "requests_per_day"),
        ({"input_tokens": {"low": 5, "mid": 3, "high": 9}}, "input_tokens"),
        ({"peak_factor": 0.5}, "peak_factor"),
        ({"cached_share": 1.5}, "cached_share"),
        ({"horizon_months": 0}, "horizon_months"),
        ({"growth_per_month": 3}, "growth_per_month"),
        ({"requests_per_month": 5}, "requests_per_day or requests_per_month"),
        ({"output_token": 5}, "did you mean output_tokens"),
        ({"training": {"tokens": -1}}, "training.tokens"),
        ({"input_tokens": float("inf")}, "input_tokens"),
    ],
)
def test_a_wrong_workload_is_told_by_key(section: dict[str, object], told: str) -> None:
    with pytest.raises(ConfigError) as error:
        shop(section)
    assert told in error.value.message + error.value.hint
