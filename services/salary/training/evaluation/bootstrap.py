"""Bootstrap: how far a difference between two recipes may be chance."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from services.salary.training.evaluation.figures import Floats

DRAWS = 2_000
INTERVAL = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class Difference:
    """MAE of ours less MAE of another, in roubles, with its 95 % interval; negative where ours is better."""

    other: str
    mae_rub: float
    low_rub: float
    high_rub: float
    percent: float  # of the other's MAE


def compare_errors(  # noqa: PLR0913 - two recipes on the same rows
    *,
    other: str,
    pay_rub: Floats,
    our_log_pay: Floats,
    other_log_pay: Floats,
    employers: npt.NDArray[np.str_],
    seed: int,
) -> Difference:
    """Compare two recipes on the same rows.

    Whole employers are drawn with replacement, since the rows of one are alike.
    """
    our_error = np.abs(pay_rub - np.exp(our_log_pay))
    other_error = np.abs(pay_rub - np.exp(other_log_pay))
    _, number = np.unique(employers, return_inverse=True)
    sums = np.bincount(number, weights=our_error - other_error)
    counts = np.bincount(number)
    generator = np.random.default_rng(seed)
    draws = generator.multinomial(len(sums), np.full(len(sums), 1 / len(sums)), size=DRAWS)
    differences = (draws @ sums) / (draws @ counts)
    low, high = np.quantile(differences, INTERVAL)
    mean = float((our_error - other_error).mean())
    return Difference(other, mean, float(low), float(high), float(mean / other_error.mean() * 100))
