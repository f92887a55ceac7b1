"""Totals, break-even, tornado and Monte-Carlo shares, and the document they become."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from cost_shop import API, CLOUD, ONPREM, TODAY, priced, shop

from auditor.cost.document import document
from auditor.cost.estimate import Middle
from auditor.cost.ledger import total
from auditor.cost.result import CostResult, Grid, cost, crossing, payback

if TYPE_CHECKING:
    from auditor.cost.options import Shop

DRAWS = 400
PLAIN = {"assumptions": {"fx.usd.eur": 1.0}}


def _result(built: Shop | None = None) -> CostResult:
    return cost(built or shop(None, PLAIN), [API, CLOUD, ONPREM], seed=7, draws=DRAWS)


def test_the_months_add_up_to_the_total() -> None:
    for option in _result().options:
        assert sum(option.months) == pytest.approx(option.total.mid)
        counted = sum(line.total.number for line in option.lines if line.counts)
        assert counted == pytest.approx(option.total.mid)
        assert option.total.low < option.total.mid < option.total.high


def test_equal_inputs_give_equal_bytes_whatever_the_order_of_options() -> None:
    built = shop(None, PLAIN)
    one = document(cost(built, [API, CLOUD], draws=DRAWS), TODAY)
    other = document(cost(shop(None, PLAIN), [CLOUD, API], draws=DRAWS), TODAY)
    rows = [sorted(doc["options"], key=lambda row: row["id"]) for doc in (one, other)]
    assert json.dumps(rows[0]) == json.dumps(rows[1])
    assert json.dumps(one["inputs"]) == json.dumps(other["inputs"])


def test_break_even_is_where_both_cost_the_same() -> None:
    built = shop(None, {**PLAIN, "gpu": "H100"})
    pair = cost(built, [API, CLOUD], draws=DRAWS).break_even[0]
    assert pair.scale is not None
    assert pair.requests_per_day == pytest.approx(1000 * pair.scale)
    work = built.setting.workload
    assert pair.tokens_per_month == pytest.approx(work.tokens(0, Middle()).number * pair.scale)
    for factor, cheaper in ((0.8, False), (1.3, True)):
        moved = replace(built, setting=replace(built.setting, workload=replace(work, scale=pair.scale * factor)))
        spent = {
            option.id: total(priced(moved, option).plan.lines(moved.setting, Middle(), 1.0)).number
            for option in (API, CLOUD)
        }
        assert (spent["cloud"] < spent["api"]) is cheaper


def test_small_volumes_are_cheaper_at_a_vendor_and_large_ones_are_not() -> None:
    small = _result(shop({"requests_per_day": 50}, PLAIN)).break_even[0]
    large = _result(shop({"requests_per_day": 300_000}, PLAIN)).break_even[0]
    assert small.share_cheaper == 0.0
    assert small.payback_month is None
    assert large.share_cheaper > 0.9
    assert large.payback_month is not None
    assert large.difference.mid < 0 < small.difference.mid
    assert large.utilisation > small.utilisation


def test_needed_utilisation_is_the_load_at_which_a_token_costs_what_the_api_asks() -> None:
    result = _result()
    pair = next(pair for pair in result.break_even if pair.own == "cloud")
    assert pair.utilisation_needed is not None
    own, vendor = (next(o for o in result.options if o.priced.id == name).total.mid for name in ("cloud", "api"))
    # at the load of the declared volume the costs stand as they do: needed / actual = own / vendor
    assert pair.utilisation_needed / pair.utilisation == pytest.approx(own / vendor, rel=1e-6)


def test_crossing_is_where_the_difference_stays_below_zero() -> None:
    scales = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    assert crossing(scales, np.array([1.0, -1.0, 1.0, -1.0, -2.0])) == pytest.approx(3.5)
    assert crossing(scales, np.array([-1.0] * 5)) == 1.0
    assert crossing(scales, np.array([-1.0, -1.0, -1.0, -1.0, 1.0])) is None


def test_payback_needs_to_last() -> None:
    assert payback([10, 0, 0], [4, 4, 4]) == 3
    assert payback([1, 9, 9], [4, 4, 4]) is None
    assert payback([4, 4], [4, 4]) == 1


def test_a_grid_moves_one_input_at_a_time() -> None:
    built = shop({"requests_per_day": {"low": 500, "mid": 1000, "high": 2000}}, PLAIN)
    grid = Grid({"workload.requests_per_day": 0})
    moved = total(priced(built, API).plan.lines(built.setting, grid, 1.0)).value
    low, high = np.asarray(moved)
    assert low < total(priced(built, API).plan.lines(built.setting, Middle(), 1.0)).number < high


def test_the_tornado_is_sorted_and_names_what_matters() -> None:
    built = shop({"requests_per_day": {"low": 100, "mid": 100_000, "high": 900_000}}, PLAIN)
    swings = cost(built, [API], draws=DRAWS).options[0].tornado
    assert swings[0].key == "workload.requests_per_day"
    assert [s.width for s in swings] == sorted((s.width for s in swings), reverse=True)


def test_a_hybrid_costs_more_than_its_use_alone_and_names_both_parts() -> None:
    built = shop({"sensitive_share": 0.3}, PLAIN)
    result = cost(built, [API, CLOUD], draws=DRAWS)
    both = next(option for option in result.options if option.priced.kind == "hybrid")
    assert both.priced.id == "hybrid:cloud+api"
    ids = {line.id: line.total.number for line in both.lines}
    alone = next(o for o in result.options if o.priced.id == "api")
    use = next(line.total.number for line in alone.lines if line.id == "api")
    assert ids["vendor.api"] == pytest.approx(0.7 * use)
    assert ids["self-hosted.rent"] > 0


@pytest.mark.parametrize("share", [0, 1])
def test_nothing_to_split_is_no_hybrid(share: int) -> None:
    result = cost(shop({"sensitive_share": share}, PLAIN), [API, CLOUD], draws=DRAWS)
    assert all(option.priced.kind != "hybrid" for option in result.options)


def test_the_document_names_every_input_with_source_and_status() -> None:
    told = document(_result(), TODAY)
    assert told["schema"] == "audit.cost/v1"
    assert told["currency"] == "EUR"
    for row in told["inputs"]:
        assert row["source"]
        assert row["status"] in ("measured", "list", "declared", "derived", "assumed")
        assert row["low"] <= row["value"] <= row["high"]
    keys = [row["key"] for row in told["inputs"]]
    assert keys == sorted(keys)
    assert {"price.openai.gpt-6.1-sol.input", "fx.usd.eur", "workload.requests_per_day"} <= set(keys)
    prices = next(row for row in told["inputs"] if row["key"] == "price.openai.gpt-6.1-sol.input")
    assert prices["date"] == "2026-10-14"
    assert len(told["options"][0]["monthly"]) == 12


def test_options_left_out_stand_in_the_document() -> None:
    told = document(cost(shop(None, PLAIN), [replace(API, model="no-such")], draws=DRAWS), TODAY)
    assert told["options"] == []
    assert told["left_out"][0]["id"] == "api"
    assert "--prices FILE" in told["left_out"][0]["hint"]
