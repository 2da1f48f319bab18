"""Folds: predictions for every vacancy by models that have not seen its employer.

The committed models learn from all vacancies; the margins that make their range honest come from these
predictions (cross-conformal prediction: Vovk, 2015, arXiv:1208.0806), and so do the figures of the card.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from services.salary.artefact import Margins
from services.salary.training.fit import (
    PARAMETERS,
    Flags,
    Floats,
    Parameters,
    Raw,
    calibrate_margins,
    fit_uncalibrated,
    predict_raw,
    widen_range,
)
from services.salary.training.vacancies import Vacancies

FOLDS = 5


def split_folds(employers: npt.NDArray[np.str_], seed: int) -> list[Flags]:
    """Flags of the rows of each fold; every row is in one, no employer in two."""
    names = np.unique(employers)
    np.random.default_rng(seed).shuffle(names)
    return [np.isin(employers, members) for members in np.array_split(names, FOLDS)]


def predict_unseen(
    vacancies: Vacancies, folds: Sequence[Flags], seed: int, parameters: Parameters = PARAMETERS
) -> Raw:
    """The raw range of each vacancy by models of the other folds; arrays of shape (vacancies,)."""
    raw = {name: np.zeros(len(vacancies.profiles)) for name in ("low", "median", "high")}
    for fold in tqdm(folds, desc="folds", disable=None):
        fitted = fit_uncalibrated(vacancies, ~fold, seed, parameters)
        predicted = predict_raw(fitted, [vacancies.profiles[row] for row in np.flatnonzero(fold).tolist()])
        for name, values in predicted.items():
            raw[name][fold] = values
    return raw


def calibrate_on(vacancies: Vacancies, raw: Raw, rows: Flags) -> Margins:
    """The margins that some rows need."""
    profiles = [vacancies.profiles[row] for row in np.flatnonzero(rows).tolist()]
    of_rows = {name: values[rows] for name, values in raw.items()}
    return calibrate_margins(of_rows, profiles, np.log(vacancies.pay_rub[rows]))


def widen_unseen(vacancies: Vacancies, raw: Raw, folds: Sequence[Flags]) -> dict[str, Floats]:
    """The range of each vacancy, its margin taken from the other folds; arrays of shape (vacancies,)."""
    ranges = {name: np.zeros(len(values)) for name, values in raw.items()}
    for fold, margins in _calibrate_others(vacancies, raw, folds):
        profiles = [vacancies.profiles[row] for row in np.flatnonzero(fold).tolist()]
        widened = widen_range({name: values[fold] for name, values in raw.items()}, margins, profiles)
        for name, values in widened.items():
            ranges[name][fold] = values
    return ranges


def _calibrate_others(
    vacancies: Vacancies, raw: Raw, folds: Sequence[Flags]
) -> Iterator[tuple[Flags, Margins]]:
    for fold in folds:
        yield fold, calibrate_on(vacancies, raw, ~fold)
