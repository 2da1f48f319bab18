"""Run: every recipe on every split, each fitted once."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from services.salary.profile import PayProfile
from services.salary.training.evaluation.baselines import (
    CALIBRATED,
    PLAIN_CATBOOST,
    RECIPE_CATBOOST,
    RECIPES,
    ROLE_MEDIAN,
    Effort,
    predict_plain_catboost,
    predict_recipe,
    predict_role_medians,
)
from services.salary.training.evaluation.bootstrap import compare_errors
from services.salary.training.evaluation.bounds import Bounds, measure_agreement, read_bounds
from services.salary.training.evaluation.figures import Prediction, measure
from services.salary.training.evaluation.importance import Importance, measure_importance
from services.salary.training.evaluation.result import OURS, Evaluation, SplitResult, TableRow
from services.salary.training.evaluation.slices import list_labels, measure_labels
from services.salary.training.evaluation.splits import (
    Split,
    flag_first_postings,
    list_latest_months,
    split_by_employer,
    split_by_time,
    take_rows,
)
from services.salary.training.fit import Fitted, fit_models, predict_range
from services.salary.training.vacancies import Vacancies

SLICED = (OURS, CALIBRATED.format(RECIPE_CATBOOST))
"""The recipes that slices are measured for."""
COMPARED = (*RECIPES, PLAIN_CATBOOST)

Tell = Callable[[str], None]


def run_evaluation(
    vacancies: Vacancies, seed: int, effort: Effort, tell: Tell
) -> tuple[Evaluation, pd.DataFrame]:
    """Measure all recipes on both splits.

    Args:
        vacancies: all rows.
        seed: of the splits and of all models.
        effort: of the baselines.
        tell: is told what is being done.

    Returns:
        The figures, and a table of the model's predictions on the rows to test of both splits.
    """
    bounds = read_bounds(vacancies.table, vacancies.pay_rub)
    months, employers = list_latest_months(vacancies), vacancies.employers
    splits = (split_by_employer(employers, seed), split_by_time(months, employers, seed))
    results, tables = [], []
    importance: list[Importance] = []
    for split in splits:
        tell(f"{split.name}: our model")
        fitted = fit_models(vacancies, split.train, split.calibrate, seed)
        test = take_rows(vacancies, split.test)
        predictions = {OURS: _predict_ours(fitted, test.profiles)}
        tell(f"{split.name}: the baselines")
        predictions |= _predict_baselines(vacancies, bounds, split, seed, effort)
        results.append(_measure_split(test, bounds.take(split.test), split, predictions, seed))
        tables.append(tabulate_predictions(split, test, predictions[OURS]))
        if not importance:
            tell(f"{split.name}: importance of facts")
            importance = measure_importance(test.profiles, test.pay_rub, _median_of(fitted), seed)
    year, month = divmod(vacancies.last_stated_month, 12)
    evaluation = Evaluation(
        seed=seed,
        rows=len(vacancies.profiles),
        employers=len(np.unique(employers)),
        two_bounds_share=float(bounds.are_two.mean()),
        last_month=f"{year}-{month + 1:02d}",
        splits=results,
        importance=importance,
    )
    return evaluation, pd.concat(tables, ignore_index=True)


def _predict_ours(fitted: Fitted, profiles: Sequence[PayProfile]) -> Prediction:
    log_range = predict_range(fitted, profiles)
    return Prediction(log_range["median"], log_range["low"], log_range["high"])


def _median_of(fitted: Fitted) -> Callable[[Sequence[PayProfile]], np.ndarray]:
    return lambda profiles: predict_range(fitted, profiles)["median"]


def _predict_baselines(
    vacancies: Vacancies, bounds: Bounds, split: Split, seed: int, effort: Effort
) -> dict[str, Prediction]:
    """Predictions for the rows to test, by the name of the recipe."""
    plain = predict_plain_catboost(vacancies, split.train, split.test, seed, effort.plain_trees)
    return {
        ROLE_MEDIAN: Prediction(predict_role_medians(vacancies, split.train, split.test)),
        **predict_recipe(vacancies, bounds, split, seed, effort),
        PLAIN_CATBOOST: Prediction(plain),
    }


def _measure_split(
    test: Vacancies, bounds: Bounds, split: Split, predictions: dict[str, Prediction], seed: int
) -> SplitResult:
    """All figures of one split; `test`, `bounds` and `predictions` are of its rows to test."""
    pay, two, once = test.pay_rub, bounds.are_two, flag_first_postings(test)
    labels = list_labels(test)
    in_ten = np.array([bool(label) for label in labels["ten roles"]])
    sliced = {name: predictions[name] for name in SLICED}
    return SplitResult(
        name=split.name,
        part_rows={part: int(getattr(split, part).sum()) for part in ("train", "calibrate", "test")},
        table=[
            TableRow(
                name,
                measure(pay, made),
                measure(pay[once], made.take(once)),
                measure(pay[two], made.take(two)),
                measure_agreement(bounds, made.median),
            )
            for name, made in predictions.items()
        ],
        differences=[
            compare_errors(
                other=other,
                pay_rub=pay,
                our_log_pay=predictions[OURS].median,
                other_log_pay=predictions[other].median,
                employers=test.employers,
                seed=seed,
            )
            for other in COMPARED
        ],
        slices={kind: measure_labels(values, pay, sliced) for kind, values in labels.items()},
        ten_roles={name: measure(pay[in_ten], made.take(in_ten)) for name, made in predictions.items()},
    )


def tabulate_predictions(split: Split, test: Vacancies, made: Prediction) -> pd.DataFrame:
    """What a report needs of each tested row: no employer and no text."""
    labels = list_labels(test)
    nothing = np.full(len(made.median), np.nan)
    return pd.DataFrame(
        {
            "split": split.name,
            "title": [profile.title for profile in test.profiles],
            **{kind: labels[kind] for kind in ("role", "grade", "region", "year", "source")},
            "pay_rub": test.pay_rub,
            "low_rub": np.exp(nothing if made.low is None else made.low),
            "median_rub": np.exp(made.median),
            "high_rub": np.exp(nothing if made.high is None else made.high),
        }
    )
