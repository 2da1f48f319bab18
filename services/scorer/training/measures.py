"""Measures of predictions, and their bootstrap intervals."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.stats import rankdata

from services.scorer.models import Floats

Labels = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Interval = tuple[float, float, float]
"""The estimate, its 2.5 % and its 97.5 %."""


def roc_auc(labels: Flags, scores: Floats) -> float:
    """How often somebody confirmed stands above somebody not confirmed; NaN for one class."""
    confirmed = int(labels.sum())
    pairs = confirmed * (len(labels) - confirmed)
    if not pairs:
        return float("nan")
    ranks = rankdata(scores)[labels].sum()
    return float((ranks - confirmed * (confirmed + 1) / 2) / pairs)


def auc_within(labels: Flags, scores: Floats, groups: npt.NDArray[np.str_]) -> float:
    """ROC-AUC over the pairs of candidates of one vacancy."""
    areas, pairs = [], []
    for group in np.unique(groups):
        here = groups == group
        count = int(labels[here].sum()) * int((~labels[here]).sum())
        if count:
            areas.append(roc_auc(labels[here], scores[here]))
            pairs.append(count)
    return float(np.average(areas, weights=pairs)) if pairs else float("nan")


def brier_score(labels: Flags, probabilities: Floats) -> float:
    """The mean squared distance between probability and outcome."""
    return float(((probabilities - labels) ** 2).mean())


def calibration_slope(probabilities: Floats, labels: Flags) -> float:
    """Of a logistic regression of the outcome on the predicted logit: 1 is calibrated, below 1 too bold."""
    bounded = np.clip(probabilities, 1e-6, 1 - 1e-6)
    predicted = np.log(bounded / (1 - bounded))

    def loss(parameters: Floats) -> tuple[float, Floats]:
        logits = parameters[0] + parameters[1] * predicted
        errors = 1 / (1 + np.exp(-logits)) - labels
        value = np.logaddexp(0, logits).sum() - logits[labels].sum()
        return float(value), np.array([errors.sum(), errors @ predicted])

    return float(minimize(loss, np.array([0.0, 1.0]), jac=True, method="L-BFGS-B").x[1])


def expected_calibration_error(probabilities: Floats, labels: Labels, bins: int = 10) -> float:
    """The mean distance between how sure a model of classes is and how often it is right."""
    sure, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    places = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = [abs(sure[places == b].sum() - right[places == b].sum()) for b in range(bins)]
    return float(sum(gaps) / len(labels))


def draw_rows(count: int, seed: int, times: int) -> list[Labels]:
    """Bootstrap draws of rows."""
    random = np.random.default_rng(seed)
    return [random.integers(0, count, count) for _ in range(times)]


def draw_groups(groups: npt.NDArray[np.str_], seed: int, times: int) -> list[Labels]:
    """Bootstrap draws of whole groups, as row numbers."""
    random = np.random.default_rng(seed)
    _, codes = np.unique(groups, return_inverse=True)
    members = np.split(np.argsort(codes, kind="stable"), np.cumsum(np.bincount(codes))[:-1])
    draws = (random.integers(0, len(members), len(members)) for _ in range(times))
    return [np.concatenate([members[i] for i in draw]) for draw in draws]


def bootstrap(draws: Sequence[Labels], measure: Callable[[Labels], float], rows: Labels) -> Interval:
    """The measure on these rows with its 95 % interval over the draws."""
    drawn = [measure(draw) for draw in draws]
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    return measure(rows), float(low), float(high)
