"""Measures the confirmation model on vacancies that it has not seen.

Each of many splits leaves 30 % of the vacancies out, trains on the rest and scores those left out. Splits
differ a lot, so rivals are compared on the same ones.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from services.scorer.models import ConfirmationModel, Floats
from services.scorer.training.confirmation import Claims, fit_confirmation, predict_confirmations
from services.scorer.training.measures import (
    Flags,
    Interval,
    Labels,
    auc_within,
    bootstrap,
    brier_score,
    calibration_slope,
    draw_rows,
    roc_auc,
)

SPLITS = 40
LEFT_OUT = 0.3
BOOTSTRAPS = 500
LEAST_VACANCIES = 4
MODEL = "model"
BASE_RATE = "base rate"
_MOST_DRAWS = 1000

Predict = Callable[[Labels, Labels], Floats]
"""Trains on the rows of the first numbers and says how likely each of the second is confirmed."""


@dataclass(frozen=True)
class Standing:
    """How one recipe does.

    Attributes:
        auc: over the splits, mean and standard deviation.
        within: the same among the candidates of one vacancy.
        auc_all: over all people, each by the mean of their held-out predictions; interval over people.
        within_all: the same among the candidates of one vacancy.
        lead: of the model over this recipe in `auc_all`; interval over people, paired.
        lead_within: the same in `within_all`.
        brier: mean over the splits.
        slope: calibration slope over the predictions of all splits.
    """

    auc: tuple[float, float]
    within: tuple[float, float]
    auc_all: Interval
    within_all: Interval
    lead: Interval
    lead_within: Interval
    brier: float
    slope: float


@dataclass(frozen=True)
class ConfirmationFigures:
    """Of all recipes, the model first."""

    rows: int
    confirmed: int
    vacancies: int
    standings: dict[str, Standing]


def predict_with(fit: Callable[[Claims, Flags], ConfirmationModel], claims: Claims, labels: Flags) -> Predict:
    """A recipe that fits a confirmation model in some way."""

    def predict(train: Labels, test: Labels) -> Floats:
        return predict_confirmations(fit(claims.take(train), labels[train]), claims.take(test))

    return predict


def predict_without_texts(claims: Claims, labels: Flags) -> Predict:
    """The features alone."""
    return predict_with(partial(fit_confirmation, reads_texts=False), claims, labels)


def measure_confirmation(
    claims: Claims, labels: Flags, vacancies: Sequence[str], rivals: Mapping[str, Predict], seed: int
) -> ConfirmationFigures | None:
    """Measure the model beside its rivals; None where there are too few vacancies to leave some out."""
    groups = np.array(vacancies)
    splits = list(draw_splits(groups, labels, seed))
    if not splits:
        return None

    def predict_base(train: Labels, test: Labels) -> Floats:
        return np.full(len(test), labels[train].mean())

    recipes = {MODEL: predict_with(fit_confirmation, claims, labels), **rivals, BASE_RATE: predict_base}
    held_out = {
        name: [(test, predict(train, test)) for train, test in splits] for name, predict in recipes.items()
    }
    own = average_predictions(held_out[MODEL], len(labels))
    return ConfirmationFigures(
        rows=len(labels),
        confirmed=int(labels.sum()),
        vacancies=len(set(vacancies)),
        standings={name: _stand(found, own, labels, groups, seed) for name, found in held_out.items()},
    )


def draw_splits(groups: np.ndarray, labels: Flags, seed: int) -> Iterator[tuple[Labels, Labels]]:
    """Row numbers to train on and to score; both outcomes stand in either."""
    names = np.unique(groups)
    random = np.random.default_rng(seed)
    found = 0
    for _ in range(_MOST_DRAWS if len(names) >= LEAST_VACANCIES else 0):
        left = np.isin(groups, random.choice(names, max(1, round(LEFT_OUT * len(names))), replace=False))
        if found < SPLITS and len(set(labels[left])) == len(set(labels[~left])) == 2:
            found += 1
            yield np.flatnonzero(~left), np.flatnonzero(left)


def average_predictions(found: Sequence[tuple[Labels, Floats]], rows: int) -> Floats:
    """The mean of the held-out predictions of each row; NaN for one that was never left out."""
    sums, counts = np.zeros(rows), np.zeros(rows)
    for test, scores in found:
        sums[test] += scores
        counts[test] += 1
    return np.where(counts > 0, sums / np.maximum(1, counts), np.nan)


def _stand(
    found: Sequence[tuple[Labels, Floats]], own: Floats, labels: Flags, groups: np.ndarray, seed: int
) -> Standing:
    mean = average_predictions(found, len(labels))
    scored = np.flatnonzero(~np.isnan(mean))
    draws = [scored[draw] for draw in draw_rows(len(scored), seed, BOOTSTRAPS)]
    areas = [roc_auc(labels[test], scores) for test, scores in found]
    inner = [auc_within(labels[test], scores, groups[test]) for test, scores in found]

    def area(scores: Floats, rows: Labels) -> float:
        return roc_auc(labels[rows], scores[rows])

    def area_within(scores: Floats, rows: Labels) -> float:
        return auc_within(labels[rows], scores[rows], groups[rows])

    return Standing(
        auc=(float(np.mean(areas)), float(np.std(areas))),
        within=(float(np.nanmean(inner)), float(np.nanstd(inner))),
        auc_all=bootstrap(draws, lambda rows: area(mean, rows), scored),
        within_all=bootstrap(draws, lambda rows: area_within(mean, rows), scored),
        lead=bootstrap(draws, lambda rows: area(own, rows) - area(mean, rows), scored),
        lead_within=bootstrap(draws, lambda rows: area_within(own, rows) - area_within(mean, rows), scored),
        brier=float(np.mean([brier_score(labels[test], scores) for test, scores in found])),
        slope=calibration_slope(
            np.concatenate([scores for _, scores in found]), np.concatenate([labels[t] for t, _ in found])
        ),
    )
