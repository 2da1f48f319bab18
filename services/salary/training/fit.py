"""Fit: the three models, and the margins that make their range honest."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from catboost import CatBoostRegressor, Pool, sum_models

from services.salary.artefact import Margins, Questions, is_thin, list_groups, sum_scores
from services.salary.columns import (
    RUSSIAN_REGIONS,
    SCORE_COLUMNS,
    ColumnReader,
    Matrix,
    Spread,
    spread_places,
)
from services.salary.profile import PayProfile
from services.salary.reading import read_profile
from services.salary.scores import Scores
from services.salary.training.snippets import Snippets
from services.salary.training.vacancies import Vacancies
from services.salary.training.vocabulary import choose_columns
from services.salary.training.word_scores import fit_scores, score_out_of_fold

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Raw = Mapping[str, Floats]
"""Log pay of each of low, median and high; arrays of as many rows."""

COVERAGE = 0.8
SHARES = MappingProxyType({"train": 0.70, "calibrate": 0.15, "test": 0.15})
"""Of the employers."""

Parameters = Mapping[str, Mapping[str, float | int | str]]

_SHARED: Mapping[str, float | int | bool] = MappingProxyType(
    {"rsm": 0.3, "thread_count": 2, "verbose": False, "allow_writing_files": False}
)
PARAMETERS: Parameters = MappingProxyType(
    {
        "low": {"iterations": 400, "depth": 5, "learning_rate": 0.06},
        "median": {"iterations": 600, "depth": 6, "learning_rate": 0.06},
        "high": {"iterations": 400, "depth": 5, "learning_rate": 0.06},
    }
)
"""Of CatBoost, for each model; the tuning study's best take their place."""

_LOSSES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"low": ("Quantile:alpha=0.1",), "median": ("RMSE", "MAE"), "high": ("Quantile:alpha=0.9",)}
)
"""A model for each loss; their mean is what is stored. Squared error learns faster than the absolute one."""

SNIPPET_WEIGHT = 0.4
"""Of a snippet against a vacancy: it says less, and all of them are of two months."""

GROUP_SHRINKAGE_ROWS = 200
"""A group of that many calibration rows goes half of the way to its own margin."""

FEWEST_THIN_ROWS = 20
"""Of thin profiles, to give them a margin of their own."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Three models on the same columns, and what goes with them."""

    columns: tuple[str, ...]
    scores: Scores
    models: dict[str, CatBoostRegressor]
    margins: Margins
    region_shares: dict[str, float]
    score_means: dict[str, float]


def split_employers(employers: npt.NDArray[np.str_], seed: int) -> dict[str, Flags]:
    """Flags of the rows of each part; no employer is in two of them."""
    names = np.unique(employers)
    np.random.default_rng(seed).shuffle(names)
    bounds = np.cumsum([round(share * len(names)) for share in list(SHARES.values())[:-1]])
    parts = np.split(names, bounds)
    return {part: np.isin(employers, members) for part, members in zip(SHARES, parts, strict=True)}


def fit_models(
    vacancies: Vacancies, train: Flags, calibrate: Flags, seed: int, parameters: Parameters = PARAMETERS
) -> Fitted:
    """Fit on `train` and on the snippets of no other employer; take the margins from `calibrate`."""
    fitted = fit_uncalibrated(vacancies, train, seed, parameters)
    held_out = [vacancies.profiles[row] for row in np.flatnonzero(calibrate).tolist()]
    margins = calibrate_margins(predict_raw(fitted, held_out), held_out, np.log(vacancies.pay_rub[calibrate]))
    return replace(fitted, margins=margins)


def fit_uncalibrated(
    vacancies: Vacancies, train: Flags, seed: int, parameters: Parameters = PARAMETERS
) -> Fitted:
    """Fit on `train` and on the snippets of no other employer; the range is as the models say it."""
    profiles = [vacancies.profiles[row] for row in np.flatnonzero(train).tolist()]
    employers, log_pay = vacancies.employers[train], np.log(vacancies.pay_rub[train])
    reads = [read_profile(profile) for profile in profiles]
    columns = choose_columns(profiles, employers)
    shares = measure_region_shares(profiles, columns)
    scores = fit_scores(reads, employers, log_pay, vacancies.resume_words)
    reader = ColumnReader(columns, scores)
    matrix = reader.read_columns(reads)
    unseen = score_out_of_fold(reads, employers, log_pay, vacancies.resume_words, seed)
    matrix[:, [columns.index(name) for name in SCORE_COLUMNS]] = unseen
    more, more_log_pay = _read_more(vacancies.snippets, reader, set(vacancies.employers[~train]))
    rows = _Rows(
        np.concatenate([matrix, more]),
        np.concatenate([log_pay, more_log_pay]),
        np.concatenate([np.ones(len(matrix)), np.full(len(more), SNIPPET_WEIGHT)]),
    )
    spread = spread_places(rows.matrix, columns, shares, scores)
    return Fitted(
        columns=columns,
        scores=scores,
        models=_fit_trees(rows, spread, columns, seed, parameters),
        margins=Margins(thin=0.0, full=0.0, of_groups={}),
        region_shares=shares,
        score_means=_average_scores(spread, columns),
    )


def _average_scores(spread: Spread, columns: Sequence[str]) -> dict[str, float]:
    """The mean of each score over all rows."""
    of_rows = np.average(spread.matrix, axis=0, weights=spread.weights)
    return {name: float(of_rows[columns.index(name)]) for name in SCORE_COLUMNS}


@dataclass(frozen=True, slots=True)
class _Rows:
    """What the trees are trained on; arrays of as many rows."""

    matrix: Matrix
    log_pay: Floats
    weights: Floats


def _read_more(snippets: Snippets, reader: ColumnReader, held_out: Collection[str]) -> tuple[Matrix, Floats]:
    """The columns and the log pay of the snippets whose employer is not held out.

    Their scores are unseen ones as they are: the linear model is not trained on them.
    """
    kept = [row for row, employer in enumerate(snippets.employers.tolist()) if employer not in held_out]
    matrix = reader.read_columns([read_profile(snippets.profiles[row]) for row in kept])
    return matrix, np.log(snippets.pay_rub[kept])


def _fit_trees(
    rows: _Rows, spread: Spread, columns: Sequence[str], seed: int, parameters: Parameters
) -> dict[str, CatBoostRegressor]:
    """The models of what the scores leave of log pay."""
    rest = rows.log_pay[spread.origins] - sum_scores(spread.matrix, columns)
    weights = spread.weights * rows.weights[spread.origins]
    pool = Pool(spread.matrix, rest, weight=weights, feature_names=list(columns))
    models = {}
    for name, losses in _LOSSES.items():
        of_losses = [
            CatBoostRegressor(**{**_SHARED, **parameters[name]}, loss_function=loss, random_seed=seed).fit(
                pool
            )
            for loss in losses
        ]
        models[name] = sum_models(of_losses, weights=[1 / len(losses)] * len(losses))
    return models


def measure_region_shares(profiles: Sequence[PayProfile], columns: Sequence[str]) -> dict[str, float]:
    """The share of each region of Russia among the profiles whose place is one of them.

    A region that too few employers are in has no column, and so no share.
    """
    counts = Counter(f"region:{profile.region}" for profile in profiles)
    regions = [region for region in RUSSIAN_REGIONS if region in columns]
    total = sum(counts[region] for region in regions)
    return {region: counts[region] / total for region in regions}


def predict_raw(fitted: Fitted, profiles: Sequence[PayProfile]) -> Raw:
    """Log pay of each of low, median and high, as each model says it, shape (rows,)."""
    reads = [read_profile(profile) for profile in profiles]
    matrix: Matrix = ColumnReader(fitted.columns, fitted.scores).read_columns(reads)
    spread = spread_places(matrix, fitted.columns, fitted.region_shares, fitted.scores)
    of_scores = sum_scores(spread.matrix, fitted.columns)
    return {
        name: spread.average(of_scores + model.predict(spread.matrix))
        for name, model in fitted.models.items()
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


def calibrate_margins(raw: Raw, profiles: Sequence[PayProfile], log_pay: Floats) -> Margins:
    """Conformalised quantile regression (Romano et al., 2019, arXiv:1905.03222), thin profiles apart.

    What each grade, region group and bucket of experience needs beyond the others is added, the less the
    fewer rows it has; the whole is then put right once more.
    """
    scores = np.maximum(raw["low"] - log_pay, log_pay - raw["high"])
    thin = np.array([is_thin(profile) for profile in profiles])
    full = scores[~thin]
    groups = np.array([list_groups(profile) for profile in profiles])[~thin]
    offsets: dict[str, float] = {}
    for kind in range(groups.shape[1]):
        overall = float(np.quantile(full, COVERAGE))
        added = np.zeros(len(full))
        for group in np.unique(groups[:, kind]):
            members = groups[:, kind] == group
            share = members.sum() / (members.sum() + GROUP_SHRINKAGE_ROWS)
            offset = share * (float(np.quantile(full[members], COVERAGE)) - overall)
            offsets[str(group)] = round(offset, 4)
            added[members] = offset
        full = full - added
    of_full = conformal_margin(full)
    of_thin = conformal_margin(scores[thin]) if thin.sum() >= FEWEST_THIN_ROWS else of_full
    return Margins(thin=of_thin, full=of_full, of_groups=offsets)


def predict_range(fitted: Fitted, profiles: Sequence[PayProfile]) -> dict[str, Floats]:
    """Log pay of each of low, median and high, widened and in order, as the service does it."""
    return widen_range(predict_raw(fitted, profiles), fitted.margins, profiles)


def widen_range(raw: Raw, margins: Margins, profiles: Sequence[PayProfile]) -> dict[str, Floats]:
    """A raw range with the margin of each profile, in order."""
    margin = np.array([margins.of(profile) for profile in profiles])
    return {
        "low": np.minimum(raw["low"] - margin, raw["median"]),
        "median": raw["median"],
        "high": np.maximum(raw["high"] + margin, raw["median"]),
    }
