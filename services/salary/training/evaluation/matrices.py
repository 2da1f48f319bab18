"""Matrices: the model's columns of the rows of each part, for experiments with other losses and columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from catboost import CatBoostRegressor

from services.salary.columns import Spread, build_matrix, spread_places
from services.salary.profile import PayProfile
from services.salary.training.evaluation.figures import Floats
from services.salary.training.evaluation.splits import Flags
from services.salary.training.fit import measure_region_shares
from services.salary.training.vacancies import Vacancies
from services.salary.training.vocabulary import choose_columns


@dataclass(frozen=True, slots=True)
class Matrices:
    """The columns, chosen on the rows to train on, and the rows of each part, spread over places."""

    columns: tuple[str, ...]
    parts: dict[str, Spread]


def list_profiles(vacancies: Vacancies, flags: Flags) -> list[PayProfile]:
    """The profiles of some rows."""
    return [vacancies.profiles[row] for row in np.flatnonzero(flags)]


def build_matrices(vacancies: Vacancies, parts: Mapping[str, Flags]) -> Matrices:
    """The matrices of parts; columns and shares are learnt from the part "train" alone.

    The scores of words are left at 0: they are fitted to the middle of the bounds, which would favour it.
    """
    learnt = list_profiles(vacancies, parts["train"])
    columns = choose_columns(learnt, vacancies.employers[parts["train"]])
    shares = measure_region_shares(learnt, columns)
    return Matrices(
        columns,
        {
            name: spread_places(build_matrix(list_profiles(vacancies, flags), columns), columns, shares)
            for name, flags in parts.items()
        },
    )


def add_columns(spread: Spread, added: npt.NDArray[np.float32]) -> Spread:
    """The same rows with further columns; `added` has one row for each row before spreading."""
    return Spread(np.hstack([spread.matrix, added[spread.origins]]), spread.origins, spread.weights)


def predict_spread(model: CatBoostRegressor, spread: Spread) -> Floats:
    """What the model says of each row before spreading, shape (rows,)."""
    said = np.asarray(model.predict(spread.matrix), dtype=float)
    return np.bincount(spread.origins, weights=spread.weights * said).astype(float)


def choose_rows(spread: Spread, rows: Sequence[bool] | Flags) -> tuple[Spread, npt.NDArray[np.intp]]:
    """The spread rows that come of some rows, and the number of its origin among all rows for each."""
    chosen = np.asarray(rows, dtype=bool)[spread.origins]
    kept = Spread(spread.matrix[chosen], spread.origins[chosen], spread.weights[chosen])
    return kept, kept.origins
