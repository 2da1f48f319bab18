"""Figures: how good predictions of pay are on some rows."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figures:
    """How good predictions are on some rows. Money in roubles a month.

    Attributes:
        rows: how many.
        mae_rub: the mean absolute error.
        mae_percent: the mean absolute error of each row as a share of its pay, in percent.
        r2: of pay in roubles.
        log_r2: of log pay.
        coverage: the share of rows whose pay lies in the range; None without a range.
        median_width_rub: of the range.
        width_at_coverage_rub: the median width after all ranges were widened or narrowed by the one factor
            that makes them hold the wanted share of exactly these rows, so that ranges can be compared.
    """

    rows: int
    mae_rub: float
    mae_percent: float
    r2: float
    log_r2: float
    coverage: float | None = None
    median_width_rub: float | None = None
    width_at_coverage_rub: float | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """Log pay of some rows, arrays of shape (rows,); a recipe may have no range."""

    median: Floats
    low: Floats | None = None
    high: Floats | None = None

    def take(self, rows: npt.NDArray[np.intp] | npt.NDArray[np.bool_]) -> "Prediction":
        """The prediction of some of the rows."""
        low = None if self.low is None else self.low[rows]
        return Prediction(self.median[rows], low, None if self.high is None else self.high[rows])


def compute_r2(true: Floats, predicted: Floats) -> float:
    """The share of the variance that is explained; NaN where all rows are equal."""
    spread = float(((true - true.mean()) ** 2).sum())
    return float(1 - ((true - predicted) ** 2).sum() / spread) if spread else float("nan")


def find_margin(low: Floats, high: Floats, log_pay: Floats, share: float) -> float:
    """The one margin in log roubles by which ranges are widened to hold `share` of these very rows.

    Negative where they are too wide. One margin in logs is one factor in roubles.
    """
    beyond = np.sort(np.maximum(low - log_pay, log_pay - high))
    return float(beyond[max(int(np.ceil(share * len(beyond))) - 1, 0)])


def measure_point(pay_rub: Floats, log_pay: Floats) -> Figures:
    """Figures of predictions without a range, arrays of shape (rows,)."""
    error = np.abs(pay_rub - np.exp(log_pay))
    return Figures(
        rows=len(pay_rub),
        mae_rub=float(error.mean()),
        mae_percent=float((error / pay_rub).mean() * 100),
        r2=compute_r2(pay_rub, np.exp(log_pay)),
        log_r2=compute_r2(np.log(pay_rub), log_pay),
    )


def measure_range(pay_rub: Floats, log_range: Mapping[str, Floats], share: float = 0.8) -> Figures:
    """Figures of a range of log pay: low, median and high, each of shape (rows,)."""
    low, high = log_range["low"], log_range["high"]
    point = measure_point(pay_rub, log_range["median"])
    log_pay = np.log(pay_rub)
    margin = find_margin(low, high, log_pay, share)
    return Figures(
        rows=point.rows,
        mae_rub=point.mae_rub,
        mae_percent=point.mae_percent,
        r2=point.r2,
        log_r2=point.log_r2,
        coverage=float(((low <= log_pay) & (log_pay <= high)).mean()),
        median_width_rub=float(np.median(np.exp(high) - np.exp(low))),
        width_at_coverage_rub=float(np.median(np.exp(high + margin) - np.exp(low - margin))),
    )


def measure(pay_rub: Floats, prediction: Prediction) -> Figures:
    """Figures of a prediction, with those of its range if it has one."""
    if prediction.low is None or prediction.high is None:
        return measure_point(pay_rub, prediction.median)
    return measure_range(
        pay_rub, {"low": prediction.low, "median": prediction.median, "high": prediction.high}
    )
