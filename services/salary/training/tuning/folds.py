"""Folds: rows to fit, to calibrate and to measure on, by employer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from sklearn.model_selection import GroupKFold

from services.salary.training.evaluation.figures import Floats
from services.salary.training.evaluation.splits import Flags
from services.salary.training.fit import PARAMETERS, fit_models, predict_range
from services.salary.training.tuning.space import MODELS_OF, QUANTILES, Parameters, name_models
from services.salary.training.vacancies import Vacancies

PARTS = 5
"""A fold measures on one part, calibrates on the next and fits on the others."""

_QUICK: Parameters = MappingProxyType({"iterations": 100, "depth": 4, "learning_rate": 0.2})
"""For the models that a study does not tune."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Flags of the rows of each side; no employer is on two of them."""

    train: Flags
    calibrate: Flags
    unseen: Flags


def make_folds(employers: npt.NDArray[np.str_], count: int, seed: int) -> list[Fold]:
    """The first `count` of as many folds as there are parts."""
    splitter = GroupKFold(PARTS, shuffle=True, random_state=seed)
    part = np.empty(len(employers), dtype=np.intp)
    for number, (_, members) in enumerate(splitter.split(employers, groups=employers)):
        part[members] = number
    folds = []
    for number in range(min(count, PARTS)):
        unseen, calibrate = part == number, part == (number + 1) % PARTS
        folds.append(Fold(~unseen & ~calibrate, calibrate, unseen))
    return folds


def measure_pinball(log_pay: Floats, predicted: Floats, quantile: float) -> float:
    """The mean loss of a quantile (Koenker and Bassett, 1978), arrays of shape (rows,)."""
    above = log_pay - predicted
    return float(np.maximum(quantile * above, (quantile - 1) * above).mean())


def measure_losses(
    study: str, vacancies: Vacancies, folds: Sequence[Fold], seed: int, parameters: Parameters
) -> Iterator[float]:
    """The loss on each fold, of the model as it is trained and calibrated.

    MAE in roubles for the median; for the range the pinball of both ends in logs, which tells both how wide
    it is and how far rows lie outside.
    """
    wanted = {**dict.fromkeys(PARAMETERS, _QUICK), **name_models(study, parameters)}
    for fold in folds:
        fitted = fit_models(vacancies, fold.train, fold.calibrate, seed, wanted)
        profiles = [vacancies.profiles[row] for row in np.flatnonzero(fold.unseen).tolist()]
        made, pay = predict_range(fitted, profiles), vacancies.pay_rub[fold.unseen]
        if study == "median":
            yield float(np.abs(pay - np.exp(made["median"])).mean())
        else:
            yield sum(measure_pinball(np.log(pay), made[end], QUANTILES[end]) for end in MODELS_OF[study])
