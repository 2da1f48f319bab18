"""Makes logits into probabilities on validation, and finds where the model should say nothing."""

from typing import Any

import numpy as np
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_curve

from services.scorer.checkpoint.description import AbstainBand, Isotonic, Temperature
from services.scorer.checkpoint.head import calibrate

_LEAST_SLOPE = 0.01
_ABSTENTION_COST = 0.25
"""An answer withheld, measured in wrong ones (Chow 1970, "On Optimum Recognition Error")."""
_MOST_ABSTAINED = 0.3


def fit_calibration(kind: str, logits: Any, labels: Any) -> Temperature | Isotonic:
    """Fit a calibration.

    Args:
        kind: `temperature` or `isotonic`.
        logits: shape (rows,).
        labels: shape (rows,), 0 or 1.
    """
    if kind == "isotonic":
        edge = 1 / (len(labels) + 2)  # nothing is certain
        model = IsotonicRegression(y_min=edge, y_max=1 - edge, out_of_bounds="clip").fit(logits, labels)
        return Isotonic(
            logits=tuple(map(float, model.X_thresholds_)),
            probabilities=tuple(map(float, model.y_thresholds_)),
        )
    fitted = LogisticRegression(C=1e6).fit(*_soften(logits, labels))
    # A model that orders worse than chance must not be turned round: then its logits hardly count.
    slope = max(float(fitted.coef_[0, 0]), _LEAST_SLOPE)
    return Temperature(temperature=1 / slope, bias=float(fitted.intercept_[0]))


def _soften(logits: Any, labels: Any) -> tuple[Any, Any, Any]:
    """Rows, labels and weights that say "almost" instead of 0 and 1, so that a perfect order is no certainty.

    Source: Platt 1999, "Probabilistic Outputs for Support Vector Machines".
    """
    positives = labels.sum()
    negatives = len(labels) - positives
    targets = np.where(labels == 1, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    column = np.reshape(logits, (-1, 1))
    twice = np.repeat([1, 0], len(labels))
    return np.concatenate([column, column]), twice, np.concatenate([targets, 1 - targets])


def apply_calibration(calibration: Temperature | Isotonic, logits: Any) -> Any:
    """Probabilities of logits, shape (rows,)."""
    return np.array([calibrate(float(logit), calibration) for logit in logits])


def choose_threshold(probabilities: Any, labels: Any) -> float:
    """The probability from which on calling it confirmed gives the best F1: half-way to the row below it."""
    precision, recall, thresholds = precision_recall_curve(labels, probabilities)
    sums = np.maximum(precision + recall, 1e-12)[:-1]
    best = float(thresholds[int(np.argmax(2 * precision[:-1] * recall[:-1] / sums))])
    below = probabilities[probabilities < best]
    return (best + float(below.max())) / 2 if len(below) else best


def choose_band(probabilities: Any, labels: Any, threshold: float) -> AbstainBand | None:
    """The probabilities next to the threshold where silence costs less than the errors; None: nowhere.

    The nearest rows by rank are withheld, up to three of ten, as many as make errors and silence cheapest.
    The ends of the band are the next rows outside: they are still told, and rows that say the same are
    withheld together.
    """
    ends = np.concatenate([[0.0], np.sort(probabilities), [1.0]])
    middle = int(np.searchsorted(ends[1:-1], threshold)) + 1  # the first row from the threshold on
    wrong = (probabilities >= threshold) != (labels == 1)
    best_cost, best = float(wrong.mean()), None
    for reach in range(1, int(_MOST_ABSTAINED * len(probabilities)) + 1):
        low, high = ends[max(middle - reach - 1, 0)], ends[min(middle + reach, len(ends) - 1)]
        silent = (probabilities > low) & (probabilities < high)
        cost = float((wrong & ~silent).mean() + _ABSTENTION_COST * silent.mean())
        if cost < best_cost and silent.mean() <= _MOST_ABSTAINED:
            best_cost, best = cost, AbstainBand(low=float(low), high=float(high))
    return best
