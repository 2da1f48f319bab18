"""Fits the confirmation model. Deterministic, with nothing but numpy and scipy, in less than a second."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from services.scorer.features.confirmation import FEATURES
from services.scorer.features.topics import Topics, Wording
from services.scorer.models import ConfirmationModel, Floats, TopicWeights, standardise
from services.scorer.reading import Reading

# Least weights, in logits per scale. Everybody in the set had been chosen for the interview by a recruiter
# who had looked at the claim and the skills, so the set can't teach what a hopeless claim does.
FLOORS = MappingProxyType({"support": 0.3, "coverage": 0.05})
_NO_FLOORS: Mapping[str, float] = MappingProxyType({})
# Mean and scale of features that no set may shift: a claim without a doubt is neutral.
_FIXED = MappingProxyType({"support": (0.0, 1.5)})
_LEAST_SCALE = 0.1

# Variances of the weights before any outcome is seen: the fewer the rows, the more they decide.
_INTERCEPT_VARIANCE = 4.0
_FEATURE_VARIANCE = 0.03
_RESUME_VARIANCE = 3.0
_VACANCY_VARIANCE = 1.0
VACANCY_DIRECTIONS = 16
"""Vacancies are few: only their strongest directions are weighed."""

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Claims:
    """What was read of many candidates.

    Attributes:
        values: shape (rows, features), NaN where unknown.
        wordings: one for each row.
    """

    values: Floats
    wordings: Sequence[Wording]

    def take(self, chosen: npt.NDArray[np.int64]) -> "Claims":
        """The rows of these numbers."""
        return Claims(self.values[chosen], [self.wordings[i] for i in chosen])


def collect_claims(readings: Sequence[Reading]) -> Claims:
    """What the model reads of these candidates."""
    values = np.array([reading.confirmation.values for reading in readings])
    return Claims(values, [reading.wording for reading in readings])


def predict_confirmations(model: ConfirmationModel, claims: Claims) -> Floats:
    """How likely each of the claims is confirmed, shape (rows,)."""
    rows = zip(claims.values, claims.wordings, strict=True)
    return np.array([model.probability(values, wording) for values, wording in rows])


def fit_confirmation(
    claims: Claims, labels: Flags, floors: Mapping[str, float] = FLOORS, reads_texts: bool = True
) -> ConfirmationModel:
    """Fit the model: first the features, then what the texts add to them.

    Every feature is built so that more of it can't speak against a person: no weight is below its floor, or
    below 0 where it has none.

    Args:
        claims: of the interviewed people.
        labels: shape (rows,), whether the interview confirmed.
        floors: least weights of some features.
        reads_texts: whether to weigh the topics too.
    """
    means, scales = measure_features(claims.values)
    matrix = standardise(claims.values, means, scales)
    least = np.array([floors.get(name, 0.0) for name in FEATURES])
    first = fit_ridge(matrix, labels, np.zeros(len(labels)), np.full(len(FEATURES), _FEATURE_VARIANCE), least)
    told = _stack([wording.resume for wording in claims.wordings])
    asked = _stack([wording.vacancy for wording in claims.wordings])
    width = told.values.shape[1]
    variances = np.full(2 * width, 0.0)
    variances[:width] = _RESUME_VARIANCE
    variances[width : width + VACANCY_DIRECTIONS] = _VACANCY_VARIANCE
    second = np.zeros(1 + 2 * width)
    if reads_texts:
        texts = np.hstack([told.weighed, asked.weighed])
        second = fit_ridge(texts, labels, first[0] + matrix @ first[1:], variances)
    return ConfirmationModel(
        means=means,
        scales=scales,
        weights=first[1:],
        intercept=float(first[0] + second[0]),
        resume=TopicWeights(told.centre, second[1 : 1 + width]),
        vacancy=TopicWeights(asked.centre, second[1 + width :]),
    )


def measure_features(values: Floats) -> tuple[Floats, Floats]:
    """Mean and scale of each feature; 0 and 1 of one that nobody has."""
    known = ~np.isnan(values)
    counts = np.maximum(1, known.sum(axis=0))
    means = np.where(known, values, 0.0).sum(axis=0) / counts
    squares = (np.where(known, values - means, 0.0) ** 2).sum(axis=0) / counts
    scales = np.where(known.any(axis=0), np.maximum(np.sqrt(squares), _LEAST_SCALE), 1.0)
    for name, (mean, scale) in _FIXED.items():
        place = FEATURES.index(name)
        means[place], scales[place] = mean, scale
    return means, scales


def fit_ridge(
    matrix: Floats, labels: Flags, offsets: Floats, variances: Floats, least: Floats | None = None
) -> Floats:
    """Penalised logistic regression; the intercept comes first in what it returns.

    Args:
        matrix: shape (rows, columns).
        labels: shape (rows,).
        offsets: shape (rows,), logits that are given.
        variances: shape (columns,), of the weights before the rows are seen; 0 keeps a weight at 0.
        least: shape (columns,), bounds of the weights from below; None for none.
    """
    free = variances > 0
    columns = np.hstack([np.ones((len(labels), 1)), matrix[:, free]])
    precisions = np.concatenate([[1 / _INTERCEPT_VARIANCE], 1 / variances[free]])

    def loss(weights: Floats) -> tuple[float, Floats]:
        logits = offsets + columns @ weights
        errors = 1 / (1 + np.exp(-logits)) - labels
        value = np.logaddexp(0, logits).sum() - logits[labels].sum() + precisions @ weights**2 / 2
        return float(value), columns.T @ errors + precisions * weights

    start = np.concatenate([[0.0], np.zeros(free.sum()) if least is None else least[free]])
    bounds = [(None, None), *((None if least is None else low, None) for low in start[1:])]
    options = {"maxiter": 500, "ftol": 1e-10, "gtol": 1e-7}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options).x
    weights = np.zeros(1 + len(variances))
    weights[0], weights[1:][free] = found[0], found[1:]
    return weights


@dataclass(frozen=True)
class _Stack:
    """Topics of many texts, their mean, and how far each lies from it by its certainty."""

    values: Floats
    centre: Floats
    weighed: Floats


def _stack(topics: Sequence[Topics]) -> _Stack:
    values = np.array([one.values for one in topics])
    certainty = np.array([one.certainty for one in topics])
    centre = np.asarray(certainty @ values / max(1e-9, certainty.sum()))
    return _Stack(values, centre, certainty[:, None] * (values - centre))
