"""Folds: rows to fit and rows to measure on, by employer, made ready once for all trials."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from catboost import CatBoostRegressor, Pool
from sklearn.model_selection import GroupKFold

from services.salary.columns import Spread
from services.salary.training.evaluation.figures import Floats
from services.salary.training.evaluation.matrices import build_matrices, predict_spread
from services.salary.training.tuning.space import LOSSES, MODELS_OF, QUANTILES, Parameters
from services.salary.training.vacancies import Vacancies


@dataclass(frozen=True, slots=True)
class Fold:
    """A fold: rows to fit, and unseen rows of other employers."""

    pool: Pool
    unseen: Spread
    unseen_pay_rub: Floats


def make_folds(vacancies: Vacancies, count: int, seed: int) -> list[Fold]:
    """Folds that no employer is in both sides of; columns are chosen on the rows to fit alone."""
    folds = GroupKFold(count, shuffle=True, random_state=seed)
    made = []
    for fitted, unseen in folds.split(vacancies.pay_rub, groups=vacancies.employers):
        chosen = np.zeros(len(vacancies.pay_rub), dtype=bool)
        chosen[fitted] = True
        matrices = build_matrices(vacancies, {"train": chosen, "unseen": ~chosen})
        train = matrices.parts["train"]
        log_pay = np.log(vacancies.pay_rub[chosen])
        pool = Pool(train.matrix, log_pay[train.origins], weight=train.weights)
        pool.quantize()  # once, and not for each trial
        made.append(Fold(pool, matrices.parts["unseen"], vacancies.pay_rub[np.sort(unseen)]))
    return made


def _fit(model: str, parameters: Parameters, fold: Fold, seed: int) -> Floats:
    """Log pay of the unseen rows."""
    regressor = CatBoostRegressor(
        loss_function=LOSSES[model],
        random_seed=seed,
        thread_count=2,
        verbose=False,
        allow_writing_files=False,
        bootstrap_type="Bayesian",
        **parameters,
    )
    return predict_spread(regressor.fit(fold.pool), fold.unseen)


def measure_pinball(log_pay: Floats, predicted: Floats, quantile: float) -> float:
    """The mean loss of a quantile (Koenker and Bassett, 1978), arrays of shape (rows,)."""
    above = log_pay - predicted
    return float(np.maximum(quantile * above, (quantile - 1) * above).mean())


def measure_losses(study: str, parameters: Parameters, folds: list[Fold], seed: int) -> Iterator[float]:
    """The loss on each fold: MAE in roubles for the median, pinball of both ends in logs for the range."""
    for fold in folds:
        made = {model: _fit(model, parameters, fold, seed) for model in MODELS_OF[study]}
        if study == "median":
            yield float(np.abs(fold.unseen_pay_rub - np.exp(made["median"])).mean())
        else:
            log_pay = np.log(fold.unseen_pay_rub)
            yield sum(measure_pinball(log_pay, made[end], QUANTILES[end]) for end in made)
