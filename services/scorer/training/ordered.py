"""Multinomial logistic regression in which experience speaks for higher grades only.

Each step to more experience raises the logit of a higher grade at least as much as that of a lower one (a
monotone likelihood ratio). So the whole distribution moves up with experience, whatever else a resume says.
The steps are sums of increments that are kept at or above zero, so that the fit itself obeys the order.
"""

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack

from services.scorer.features.profile import EXPERIENCE_KNOTS
from services.scorer.models import Floats, softmax

STEPS = len(EXPERIENCE_KNOTS) - 1
_ITERATIONS = 150


def fit_ordered(
    matrix: csr_matrix, labels: npt.NDArray[np.int64], row_weights: Floats, strength: float, grades: int
) -> tuple[Floats, Floats]:
    """Fit the weights and the intercept by penalised likelihood.

    Args:
        matrix: shape (rows, columns); the last columns are the experience knots and "unknown".
        labels: shape (rows,), ranks of the grades.
        row_weights: shape (rows,).
        strength: weight of the rows against the ridge.
        grades: how many there are.

    Returns:
        Weights, shape (columns, grades), and intercept, shape (grades,).
    """
    free, knots = split_columns(matrix)
    across = free.T.tocsr()
    climbed = np.cumsum(knots[:, :0:-1], axis=1)[:, ::-1]  # how far each step has been climbed
    targets = np.eye(grades)[labels]
    split = free.shape[1] * grades
    steps_end = split + STEPS * (grades - 1)

    def loss(parameters: Floats) -> tuple[float, Floats]:
        weights = parameters[:split].reshape(-1, grades)
        increments = parameters[split:steps_end].reshape(STEPS, grades - 1)
        logits = free @ weights + climbed @ stack_steps(increments) + parameters[steps_end:]
        found = softmax(logits)
        errors = strength * row_weights[:, None] * (found - targets)
        likelihood = -np.log(np.maximum(found[np.arange(len(labels)), labels], 1e-300))
        penalty = parameters[:steps_end] @ parameters[:steps_end] / 2
        step_slopes = (climbed.T @ errors)[:, :0:-1].cumsum(axis=1)[:, ::-1]
        gradient = np.concatenate([(across @ errors).ravel(), step_slopes.ravel(), errors.sum(axis=0)])
        gradient[:steps_end] += parameters[:steps_end]
        return float(strength * row_weights @ likelihood + penalty), gradient

    bounds = [(None, None)] * split + [(0, None)] * (steps_end - split) + [(None, None)] * grades
    start = np.zeros(steps_end + grades)
    options = {"maxiter": _ITERATIONS, "maxfun": 2 * _ITERATIONS, "ftol": 1e-6}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options).x
    increments = found[split:steps_end].reshape(STEPS, grades - 1)
    return join_weights(found[:split].reshape(-1, grades), increments), np.asarray(found[steps_end:])


def split_columns(matrix: csr_matrix) -> tuple[csr_matrix, Floats]:
    """The columns without an order, "experience is known" second to last, and the experience knots."""
    first_knot = matrix.shape[1] - STEPS - 2
    knots = matrix[:, first_knot : first_knot + STEPS + 1].toarray()
    known = csr_matrix(knots.sum(axis=1, keepdims=True))
    return hstack([matrix[:, :first_knot], known, matrix[:, -1:]], format="csr"), knots


def join_weights(free: Floats, increments: Floats) -> Floats:
    """The weights by column of the matrix, from those of the free columns and the increments of the steps."""
    climbs = stack_steps(increments).cumsum(axis=0)
    knots = np.concatenate([free[[-2]], free[[-2]] + climbs])
    return np.concatenate([free[:-2], knots, free[[-1]]])


def stack_steps(increments: Floats) -> Floats:
    """What each step gives to each grade, shape (steps, grades); increments: (steps, grades - 1)."""
    return np.concatenate([np.zeros((len(increments), 1)), increments.cumsum(axis=1)], axis=1)
