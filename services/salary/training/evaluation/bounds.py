"""Bounds: what a vacancy states of its pay, one bound or two."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from services.salary.training.evaluation.figures import Floats

LEAST_BOUND_RUB = 10_000
"""A lower figure is an hour's pay, a bonus or a slip of the pen; it bounds nothing."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Net roubles a month, each of shape (rows,); NaN where a vacancy states none."""

    lower: Floats
    upper: Floats

    @property
    def are_two(self) -> npt.NDArray[np.bool_]:
        """Whether both are stated, shape (rows,)."""
        return ~np.isnan(self.lower) & ~np.isnan(self.upper)

    def take(self, rows: npt.NDArray[np.intp] | npt.NDArray[np.bool_]) -> "Bounds":
        """The bounds of some of the rows."""
        return Bounds(self.lower[rows], self.upper[rows])


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many rows with one bound have a median on the right side of it."""

    rows: int
    share: float
    lower_rows: int
    lower_share: float  # of rows with a lower bound alone: the median is not below it
    upper_rows: int
    upper_share: float


def read_bounds(table: pd.DataFrame, pay_rub: Floats) -> Bounds:
    """The bounds that the rows state, in the units of `pay_rub`.

    Args:
        table: with `salary_from` and `salary_to` as they were stated.
        pay_rub: their middle, or the one that is stated, as net roubles a month. The ratio of the two tells
            currency, tax and unit, so that they are not worked out a second time here.
    """
    lower = table["salary_from"].to_numpy(dtype=float, na_value=np.nan)
    upper = table["salary_to"].to_numpy(dtype=float, na_value=np.nan)
    stated = np.where(np.isnan(lower), upper, np.where(np.isnan(upper), lower, (lower + upper) / 2))
    factor = pay_rub / stated
    return Bounds(_believe(lower * factor), _believe(upper * factor))


def _believe(bound: Floats) -> Floats:
    return np.where(bound >= LEAST_BOUND_RUB, bound, np.nan)


def _share(agrees: npt.NDArray[np.bool_]) -> float:
    return float(agrees.mean()) if len(agrees) else float("nan")


def measure_agreement(bounds: Bounds, log_median: Floats) -> Agreement:
    """Count the rows with one bound whose median is not below a lower one, not above an upper one."""
    median = np.exp(log_median)
    lower_alone = ~np.isnan(bounds.lower) & np.isnan(bounds.upper)
    upper_alone = np.isnan(bounds.lower) & ~np.isnan(bounds.upper)
    above = median[lower_alone] >= bounds.lower[lower_alone]
    below = median[upper_alone] <= bounds.upper[upper_alone]
    return Agreement(
        rows=len(above) + len(below),
        share=_share(np.concatenate([above, below])),
        lower_rows=len(above),
        lower_share=_share(above),
        upper_rows=len(below),
        upper_share=_share(below),
    )
