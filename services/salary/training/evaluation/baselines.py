"""Baselines: recipes that read the vacancies' own columns, on the rows that the model is measured on."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import numpy as np
from catboost import CatBoostRegressor, Pool
from scipy.sparse import csr_matrix
from sklearn.ensemble import RandomForestRegressor

from services.salary.profile import PayProfile
from services.salary.training.evaluation.bounds import Bounds
from services.salary.training.evaluation.figures import Floats, Prediction
from services.salary.training.evaluation.recipe_columns import RecipeEncoder, make_row
from services.salary.training.evaluation.splits import Flags, Split
from services.salary.training.fit import conformal_margin
from services.salary.training.vacancies import Vacancies

FEWEST_GROUP_ROWS = 5
ROLE_MEDIAN = "median of role and grade"
PLAIN_CATBOOST = "plain CatBoost on all text"
RECIPE_FOREST = "recipe, random forest"
RECIPE_CATBOOST = "recipe, CatBoost"
CALIBRATED = "{}, calibrated"
RECIPES = (RECIPE_FOREST, RECIPE_CATBOOST)

_PLAIN_TEXT = ("title", "skills", "description")
_PLAIN_CATEGORIES = ("city", "experience", "schedule", "employment", "role", "year")


@dataclass(frozen=True, slots=True)
class Effort:
    """How many trees the baselines get."""

    forest_trees: int = 100
    recipe_trees: int = 600
    plain_trees: int = 600


QUICK = Effort(forest_trees=20, recipe_trees=100, plain_trees=20)
"""For a look and for tests. Text features make the plain CatBoost the slowest part by far."""


class _Regressor(Protocol):
    """What the two kinds of model have in common."""

    def fit(self, matrix: csr_matrix, target: Floats) -> "_Regressor": ...

    def predict(self, matrix: csr_matrix) -> Floats: ...


def predict_group_medians(
    train: Sequence[tuple[Hashable, Hashable]], log_pay: Floats, test: Sequence[tuple[Hashable, Hashable]]
) -> Floats:
    """The median of the same pair (group, grade), else of the group, else of all.

    Args:
        train: the pair of each training row.
        log_pay: of each training row, shape (rows,).
        test: the pairs to predict.
    """
    pays: defaultdict[tuple[Hashable, ...], list[float]] = defaultdict(list)
    for pair, value in zip(train, log_pay, strict=True):
        pays[pair].append(float(value))
        pays[(pair[0],)].append(float(value))
    medians = {
        key: float(np.median(values)) for key, values in pays.items() if len(values) >= FEWEST_GROUP_ROWS
    }
    overall = float(np.median(log_pay))
    return np.array([medians.get(pair, medians.get((pair[0],), overall)) for pair in test])


def predict_family_medians(
    train: Sequence[PayProfile], log_pay: Floats, test: Sequence[PayProfile]
) -> Floats:
    """The median of the same family of titles and grade, else of the family."""
    return predict_group_medians(
        [(profile.family, profile.grade) for profile in train],
        log_pay,
        [(profile.family, profile.grade) for profile in test],
    )


def predict_role_medians(vacancies: Vacancies, train: Flags, test: Flags) -> Floats:
    """The median of the same role, as the vacancy's site names it, and grade."""
    roles = [role if isinstance(role, str) else None for role in vacancies.table["role"]]
    pairs = [(role, profile.grade) for role, profile in zip(roles, vacancies.profiles, strict=True)]
    return predict_group_medians(
        [pairs[row] for row in np.flatnonzero(train)],
        np.log(vacancies.pay_rub[train]),
        [pairs[row] for row in np.flatnonzero(test)],
    )


def predict_plain_catboost(
    vacancies: Vacancies, train: Flags, test: Flags, seed: int, trees: int = Effort().plain_trees
) -> Floats:
    """CatBoost on the raw text and columns of the table.

    It reads what no resume says, such as the perks, and pay that is named in the description.
    """
    table = vacancies.table[[*_PLAIN_TEXT, *_PLAIN_CATEGORIES]].copy()
    table["skills"] = [" ".join(skills) for skills in table["skills"]]
    table = table.astype(object).where(table.notna(), "").astype(str)
    features = {"text_features": list(_PLAIN_TEXT), "cat_features": list(_PLAIN_CATEGORIES)}
    model = _build_catboost(trees, seed)
    model.fit(Pool(table[train], np.log(vacancies.pay_rub[train]), **features))
    return np.asarray(model.predict(Pool(table[test], **features)), dtype=float)


def _build_forest(trees: int, seed: int) -> RandomForestRegressor:
    return RandomForestRegressor(
        n_estimators=trees, min_samples_leaf=2, max_features=0.3, n_jobs=2, random_state=seed
    )


def _build_catboost(trees: int, seed: int) -> CatBoostRegressor:
    return CatBoostRegressor(
        iterations=trees, random_seed=seed, thread_count=2, verbose=False, allow_writing_files=False
    )


def predict_recipe(
    vacancies: Vacancies, bounds: Bounds, split: Split, seed: int, effort: Effort
) -> dict[str, Prediction]:
    """The reference's recipe: a model for each bound, their middle the point, the pair the range.

    Each bound's model learns from the rows that state it, in log pay, which is better here for both kinds of
    model than roubles. A second prediction has its pair moved apart by one conformal margin, taken from the
    rows that calibrate, so that it promises the same coverage as ours.
    """
    table = vacancies.table
    rows = [
        make_row(*facts)
        for facts in zip(
            vacancies.profiles, table["city"], table["schedule"], table["employment"], strict=True
        )
    ]
    encoder = RecipeEncoder().fit([rows[row] for row in np.flatnonzero(split.train)])
    matrix = encoder.transform(rows)
    builders: dict[str, Callable[[int], _Regressor]] = {
        RECIPE_FOREST: partial(_build_forest, effort.forest_trees),
        RECIPE_CATBOOST: partial(_build_catboost, effort.recipe_trees),
    }
    predictions: dict[str, Prediction] = {}
    for name, build in builders.items():
        pair = []
        for bound in (bounds.lower, bounds.upper):
            stated = split.train & ~np.isnan(bound)
            model = build(seed).fit(matrix[stated], np.log(bound[stated]))
            pair.append(np.asarray(model.predict(matrix), dtype=float))
        predictions |= _name_ranges(name, pair[0], pair[1], vacancies.pay_rub, split)
    return predictions


def _name_ranges(
    name: str, lower: Floats, upper: Floats, pay_rub: Floats, split: Split
) -> dict[str, Prediction]:
    """The range as it is and calibrated, of the rows to test; arguments are of all rows."""
    low, high = np.minimum(lower, upper), np.maximum(lower, upper)
    median = np.log((np.exp(low) + np.exp(high)) / 2)
    log_pay = np.log(pay_rub)
    margin = conformal_margin(np.maximum(low - log_pay, log_pay - high)[split.calibrate])
    test = split.test
    return {
        name: Prediction(median[test], low[test], high[test]),
        CALIBRATED.format(name): Prediction(
            median[test],
            np.minimum(low - margin, median)[test],
            np.maximum(high + margin, median)[test],
        ),
    }
