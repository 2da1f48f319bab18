"""Fit: the three models, and the margins that make their range honest."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from catboost import CatBoostRegressor, Pool

from services.salary.artefact import Margins, Questions, is_thin
from services.salary.columns import RUSSIAN_REGIONS, Matrix, Spread, build_matrix, spread_places
from services.salary.profile import PayProfile
from services.salary.training.vacancies import Vacancies
from services.salary.training.vocabulary import choose_columns

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

COVERAGE = 0.8
SHARES = MappingProxyType({"train": 0.70, "calibrate": 0.15, "test": 0.15})
"""Of the employers."""

_SHARED: Mapping[str, float | int | bool] = MappingProxyType(
    {"rsm": 0.4, "learning_rate": 0.06, "thread_count": 2, "verbose": False, "allow_writing_files": False}
)
_PARAMETERS: Mapping[str, Mapping[str, float | int | str]] = MappingProxyType(
    {
        "low": {"loss_function": "Quantile:alpha=0.1", "iterations": 600, "depth": 5},
        "median": {"loss_function": "RMSE", "iterations": 1000, "depth": 6},
        "high": {"loss_function": "Quantile:alpha=0.9", "iterations": 600, "depth": 5},
    }
)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Three models on the same columns, and their margins."""

    columns: tuple[str, ...]
    models: dict[str, CatBoostRegressor]
    margins: Margins
    region_shares: dict[str, float]


def split_employers(employers: npt.NDArray[np.str_], seed: int) -> dict[str, Flags]:
    """Flags of the rows of each part; no employer is in two of them."""
    names = np.unique(employers)
    np.random.default_rng(seed).shuffle(names)
    bounds = np.cumsum([round(share * len(names)) for share in list(SHARES.values())[:-1]])
    parts = np.split(names, bounds)
    return {part: np.isin(employers, members) for part, members in zip(SHARES, parts, strict=True)}


def fit_models(vacancies: Vacancies, train: Flags, calibrate: Flags, seed: int) -> Fitted:
    """Fit on the rows of `train`, take the margins from those of `calibrate`."""
    profiles = [profile for profile, chosen in zip(vacancies.profiles, train, strict=True) if chosen]
    columns = choose_columns(profiles, vacancies.employers[train])
    shares = measure_region_shares(profiles)
    spread = spread_places(build_matrix(profiles, columns), columns, shares)
    pool = Pool(
        spread.matrix,
        np.log(vacancies.pay_rub[train])[spread.origins],
        weight=spread.weights,
        feature_names=list(columns),
    )
    models = {
        name: CatBoostRegressor(random_seed=seed, **_SHARED, **parameters).fit(pool)
        for name, parameters in _PARAMETERS.items()
    }
    held_out = [profile for profile, chosen in zip(vacancies.profiles, calibrate, strict=True) if chosen]
    held_out_rows = spread_places(build_matrix(held_out, columns), columns, shares)
    raw = _predict_rows(models, held_out_rows)
    margins = _calibrate(raw, held_out, np.log(vacancies.pay_rub[calibrate]))
    return Fitted(columns, models, margins, shares)


def measure_region_shares(profiles: Sequence[PayProfile]) -> dict[str, float]:
    """The share of each region of Russia among the profiles whose place is one of them."""
    counts = Counter(f"region:{profile.region}" for profile in profiles)
    total = sum(counts[region] for region in RUSSIAN_REGIONS)
    return {region: counts[region] / total for region in RUSSIAN_REGIONS}


def _predict_rows(models: Mapping[str, CatBoostRegressor], spread: Spread) -> dict[str, Floats]:
    """Log pay of each of low, median and high, as each model says it, shape (rows before spreading,)."""
    return {
        name: np.bincount(spread.origins, weights=spread.weights * model.predict(spread.matrix)).astype(float)
        for name, model in models.items()
    }


def read_questions(model: CatBoostRegressor) -> Questions:
    """The columns that each tree asks about; the .cbm file holds them where no public call reads them."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        trees = json.loads(path.read_bytes())["oblivious_trees"]
    return Questions(
        columns=[[split["float_feature_index"] for split in tree["splits"] or ()] for tree in trees]
    )


def conformal_margin(scores: Floats) -> float:
    """The margin that covers a new row with probability `COVERAGE`: the (n + 1)-corrected quantile."""
    rank = int(np.ceil((len(scores) + 1) * COVERAGE))
    if rank > len(scores):
        raise ValueError(f"{len(scores)} rows are too few to calibrate on")
    return float(np.sort(scores)[rank - 1])


def _calibrate(raw: Mapping[str, Floats], profiles: Sequence[PayProfile], log_pay: Floats) -> Margins:
    """Conformalised quantile regression (Romano et al., 2019, arXiv:1905.03222), thin profiles apart."""
    scores = np.maximum(raw["low"] - log_pay, log_pay - raw["high"])
    thin = np.array([is_thin(profile) for profile in profiles])
    return Margins(thin=conformal_margin(scores[thin]), full=conformal_margin(scores[~thin]))


def predict_range(fitted: Fitted, profiles: Sequence[PayProfile]) -> dict[str, Floats]:
    """Log pay of each of low, median and high, widened and in order, as the service does it."""
    matrix: Matrix = build_matrix(profiles, fitted.columns)
    raw = _predict_rows(fitted.models, spread_places(matrix, fitted.columns, fitted.region_shares))
    margin = np.array([fitted.margins.of(profile) for profile in profiles])
    return {
        "low": np.minimum(raw["low"] - margin, raw["median"]),
        "median": raw["median"],
        "high": np.maximum(raw["high"] + margin, raw["median"]),
    }
