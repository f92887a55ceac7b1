"""Published figures, reproduced: each test names its source, and the tolerance says how near we must come."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from auditor.cost.estimate import Origin, Status
from auditor.cost.hardware import Gpu, OpenModel, load_tables
from auditor.cost.selfhost import capital_recovery
from auditor.cost.throughput import Machine, Precision
from auditor.cost.training import Method, Run, training_memory
from auditor.cost.units import (
    Bandwidth,
    Bytes,
    ComputeRate,
    Count,
    EnergyPrice,
    HourlyPrice,
    Hours,
    Money,
    Power,
    Ratio,
    TokenPrice,
    TokenRate,
    Tokens,
)

TABLES = load_tables(Path(__file__).parents[2] / "policies" / "hardware")
_HERE = Origin("test", date(2026, 11, 23), Status.LIST)


def _model(billions: float) -> OpenModel:
    return OpenModel("m", billions * 1e9, billions * 1e9, Bytes(1.0), "other", _HERE)


def _h100(teraflops: float = 989.5, terabytes: float = 3.35) -> Gpu:
    return Gpu(
        "H100",
        Bytes.gigabytes(80.0),
        Bandwidth(terabytes * 1e12),
        ComputeRate(teraflops * 1e12),
        Power(0.7),
        None,
        None,
        _HERE,
    )


# ---- throughput: cliffcenter.com, inference economics (form of the roofline; 34 G parameters on 12 H100 reproduces it)


def test_roofline_ceiling_balance_and_rates() -> None:
    machine = Machine(_model(34.0), _h100(), 12, Precision.FP8)
    assert machine.ceiling.number == pytest.approx(174_618, rel=1e-3)
    assert machine.balance_batch == pytest.approx(148, rel=5e-3)
    assert machine.decode(Count(64.0), Ratio(0.6)).number == pytest.approx(9_144, rel=1e-2)
    alone = machine.ceiling.number / (1.0 + machine.balance_batch)
    assert alone == pytest.approx(1_182, rel=1e-2)


def test_70b_on_one_h100_comes_near_the_published_rate_and_its_range_holds_it() -> None:
    published = 2_200.0  # tokens/s at batch 128, INT4
    as_fp8 = Machine(_model(70.0), _h100(), 1, Precision.FP8).decode(Count(128.0), Ratio(0.6))
    assert as_fp8.number == pytest.approx(published, rel=0.11)
    int4 = Machine(_model(70.0), _h100(), 1, Precision.INT4)
    low, high = (int4.decode(Count(128.0), Ratio(share)).number for share in (0.25, 0.6))
    assert low < published < high


def test_default_efficiencies_hold_the_published_h200_rate() -> None:
    # InferenceMAX and NVIDIA: Llama-3.3-70B above 10k tokens/s per B200, about four times an H200: 2.5k
    machine = Machine(TABLES.models["llama-3.3-70b"], TABLES.gpu("H200"), 1, Precision.FP8)
    low, high = (machine.decode(Count(512.0), Ratio(share)).number for share in (0.25, 0.50))
    assert low < 2_500 < high


# ---- price per token and break-even


def test_price_of_a_token_is_the_hour_divided_by_its_tokens() -> None:
    # dreaming.press: 2.50 USD an hour, 700 tokens/s: 0.99 USD per million; at a tenth of the load ten times that
    hour = HourlyPrice(2.50, "USD")
    assert hour.per(TokenRate(700.0)).number == pytest.approx(0.99, rel=5e-3)
    assert hour.per(TokenRate(70.0)).number == pytest.approx(9.92, rel=5e-3)


def test_break_even_that_was_published_a_thousand_times_too_small() -> None:
    # kshirol-dev, learnAI: 4 H100 at 2.50 USD and 850 tokens/s each: 0.82 USD per million; reserved 1.60: 4,608 USD a
    # month of 720 hours, against 10 USD per million. The page says 0.46M tokens a month; it is 460.8M.
    per_million = HourlyPrice(4 * 2.50, "USD").per(TokenRate(4 * 850.0))
    assert per_million.number == pytest.approx(0.82, rel=5e-3)
    month = HourlyPrice(4 * 1.60, "USD").of(Hours(720.0))
    assert month == Money(4_608.0, "USD")
    assert month.buys(TokenPrice(10.0, "USD")) == Tokens.millions(460.8)


def test_vendor_study_ratios() -> None:
    # Lenovo, TCO of generative AI, 2026 edition: 2.00 against 0.11 USD is "18x"; 29.09 against 4.74 is "84 %" less
    assert TokenPrice(2.00, "USD").ratio(TokenPrice(0.11, "USD")) == pytest.approx(18, rel=0.02)
    assert 1 - Money(4.74, "USD").ratio(Money(29.09, "USD")) == pytest.approx(0.84, abs=0.005)


def test_payback_of_a_desktop_card_and_what_a_tenth_of_an_engineer_does_to_it() -> None:
    # arXiv 2509.18101: a 2,000 USD RTX 5090, 0.15 USD/kWh, 8 hours on 20 business days: small models pay back in months
    hours = Hours(8.0 * 20)
    card = TABLES.gpu("RTX-5090")
    saved = TokenPrice(10.0, "USD").of(TokenRate(200.0).over(hours))
    power = EnergyPrice(0.15, "USD").of(card.power.over(hours))
    gain = saved - power
    assert Money(2_000.0, "USD").ratio(gain) == pytest.approx(1.76, rel=0.01)
    a_tenth_of_an_engineer = Money(0.1 * 150_000 / 12, "USD")
    assert gain < a_tenth_of_an_engineer  # hardware and electricity only: with staff it never pays back


def test_capital_recovery() -> None:
    assert capital_recovery(0.06, 4.0) == pytest.approx(0.288591, rel=1e-5)  # annuity tables
    assert capital_recovery(0.10, 5.0) == pytest.approx(0.263797, rel=1e-5)


# ---- training


@pytest.mark.parametrize(
    ("billions", "gpu_hours", "mfu"), [(8.03, 1.46e6, 0.14), (70.6, 7.0e6, 0.26), (405.9, 30.84e6, 0.33)]
)
def test_published_gpu_hours_give_plausible_utilisations(billions: float, gpu_hours: float, mfu: float) -> None:
    # Llama 3.1 model card: 15T tokens, so many H100 hours; 6 operations for each parameter and token
    run = Run(billions * 1e9, billions * 1e9, Tokens(15e12), 1.0, Method.FULL)
    at_peak = run.gpu_hours(ComputeRate(989e12), Ratio(1.0)).number
    assert at_peak / gpu_hours == pytest.approx(mfu, abs=0.01)


def test_memory_of_full_and_quantised_tuning() -> None:
    # QLoRA paper: 65B parameters from above 780 GB to below 48 GB
    assert training_memory(65e9, Method.FULL, full_bytes=12.0).number / 1e9 == pytest.approx(780, rel=1e-3)
    quantised = training_memory(65e9, Method.QLORA).number / 1e9
    assert 35.7 < quantised < 48


def test_compute_of_a_small_tuning_run_is_negligible() -> None:
    run = Run(8e9, 8e9, Tokens.millions(10.0), 3.0, Method.LORA)
    hours = run.gpu_hours(TABLES.gpu("H100").compute, Ratio(0.30))
    assert hours.number == pytest.approx(0.9, rel=0.01)
    bills = [HourlyPrice(rate, "USD").of(hours).number for rate in (1.99, 6.88)]
    assert 1.5 < bills[0] < bills[1] < 6.5
