"""Figures on arrays made by hand."""

import numpy as np
import pandas as pd
import pytest

from services.salary.training.evaluation.bootstrap import compare_errors
from services.salary.training.evaluation.bounds import Bounds, measure_agreement, read_bounds
from services.salary.training.evaluation.figures import (
    Prediction,
    compute_r2,
    find_margin,
    measure,
    measure_point,
    measure_range,
)

PAY = np.array([100_000.0, 200_000.0, 400_000.0])


def test_errors_in_roubles_and_percent() -> None:
    figures = measure_point(PAY, np.log([110_000.0, 180_000.0, 400_000.0]))
    assert figures.rows == 3
    assert figures.mae_rub == pytest.approx(10_000)
    assert figures.mae_percent == pytest.approx((10 + 10 + 0) / 3)
    assert figures.coverage is None
    assert figures.width_at_coverage_rub is None


def test_r2_is_nought_for_the_mean_and_undefined_without_variance() -> None:
    assert compute_r2(PAY, np.full(3, PAY.mean())) == pytest.approx(0)
    assert compute_r2(PAY, PAY) == 1
    assert np.isnan(compute_r2(np.ones(3), np.ones(3)))


def test_a_range_covers_what_lies_on_its_bounds() -> None:
    log_pay = np.log(PAY)
    made = {"low": log_pay - 0.1, "median": log_pay, "high": np.log([100_000.0, 150_000.0, 500_000.0])}
    made["low"][0] = log_pay[0]
    assert measure_range(PAY, made).coverage == pytest.approx(2 / 3)


@pytest.mark.parametrize("share", [0.5, 0.8, 1.0])
def test_one_factor_gives_a_range_the_wanted_coverage(share: float) -> None:
    generator = np.random.default_rng(7)
    log_pay = generator.normal(12, 0.5, size=200)
    centre = np.full(200, 12.0)
    for half in (0.0, 0.2, 3.0):  # none, too narrow, too wide
        margin = find_margin(centre - half, centre + half, log_pay, share)
        inside = (centre - half - margin <= log_pay + 1e-12) & (log_pay <= centre + half + margin + 1e-12)
        assert inside.mean() == pytest.approx(share, abs=0.006)
    assert find_margin(centre - 3, centre + 3, log_pay, 0.8) < 0


def test_width_at_coverage_does_not_depend_on_how_wide_the_range_was_made() -> None:
    log_pay = np.log(np.linspace(80_000, 300_000, 50))
    centre = np.full(50, np.log(150_000))
    narrow = measure(np.exp(log_pay), Prediction(centre, centre - 0.01, centre + 0.01))
    wide = measure(np.exp(log_pay), Prediction(centre, centre - 2, centre + 2))
    assert narrow.median_width_rub != wide.median_width_rub
    assert narrow.width_at_coverage_rub == pytest.approx(wide.width_at_coverage_rub)


def test_bounds_come_in_the_units_of_pay() -> None:
    table = pd.DataFrame(
        {
            "salary_from": [100.0, 1_000.0, None, 80_000.0, 50.0],
            "salary_to": [300.0, None, 2_000.0, 120_000.0, 199_950.0],
        }
    )
    bounds = read_bounds(table, np.array([174_000.0, 90_000.0, 87_000.0, 100_000.0, 100_000.0]))
    assert bounds.lower[:2].tolist() == [87_000, 90_000]
    assert bounds.upper[[0, 2, 3]].tolist() == [261_000, 87_000, 120_000]
    assert bounds.are_two.tolist() == [True, False, False, True, False]
    assert np.isnan(bounds.lower[4])  # 50 roubles a month bound nothing


def test_agreement_counts_rows_with_one_bound() -> None:
    nan = np.nan
    bounds = Bounds(np.array([100.0, 100.0, nan, nan, 100.0]), np.array([nan, nan, 200.0, 200.0, 300.0]))
    agreement = measure_agreement(bounds, np.log([100.0, 90.0, 150.0, 250.0, 1.0]) + 1e-9)
    assert (agreement.rows, agreement.lower_rows, agreement.upper_rows) == (4, 2, 2)
    assert (agreement.share, agreement.lower_share, agreement.upper_share) == (0.5, 0.5, 0.5)


def test_bootstrap_draws_employers_and_not_rows() -> None:
    pay = np.full(200, 100_000.0)
    better, worse = np.log(np.full(200, 99_000.0)), np.log(np.full(200, 90_000.0))
    worse[:100] = np.log(100_000.0)  # all rows of the first employer: there the other one is right
    employers = np.repeat(["one", "two"], 100)
    difference = compare_errors(
        other="worse", pay_rub=pay, our_log_pay=better, other_log_pay=worse, employers=employers, seed=7
    )
    assert difference.mae_rub == pytest.approx(-4_000)
    assert [difference.low_rub, difference.high_rub] == pytest.approx([-9_000, 1_000])
    apart = compare_errors(
        other="worse",
        pay_rub=pay,
        our_log_pay=better,
        other_log_pay=worse,
        employers=np.array([str(row) for row in range(200)]),
        seed=7,
    )
    assert apart.low_rub > -5_000
    assert apart.high_rub < -3_000
