"""Evaluate: figures on employers that no model has seen, beside two baselines on the same rows."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from catboost import CatBoostRegressor, Pool

from services.salary.profile import BUCKET_RUSSIAN, PayProfile
from services.salary.training.fit import Flags, Floats
from services.salary.training.vacancies import Vacancies

FEWEST_ROWS = 30
"""A slice with fewer rows gets no figures of its own."""

_PLAIN_TEXT = ("title", "skills", "description")
_PLAIN_CATEGORIES = ("city", "experience", "schedule", "employment", "role", "year")


@dataclass(frozen=True, slots=True)
class Figures:
    """How good predictions are on some rows. Money in roubles a month."""

    rows: int
    mae_rub: float
    r2: float
    log_r2: float
    coverage: float | None = None
    median_width_rub: float | None = None


def _r2(true: Floats, predicted: Floats) -> float:
    return float(1 - ((true - predicted) ** 2).sum() / ((true - true.mean()) ** 2).sum())


def measure_range(pay_rub: Floats, log_range: dict[str, Floats]) -> Figures:
    """Figures of a range of log pay, arrays of shape (rows,)."""
    low, median, high = (np.exp(log_range[name]) for name in ("low", "median", "high"))
    return Figures(
        rows=len(pay_rub),
        mae_rub=float(np.abs(pay_rub - median).mean()),
        r2=_r2(pay_rub, median),
        log_r2=_r2(np.log(pay_rub), log_range["median"]),
        coverage=float(((low <= pay_rub) & (pay_rub <= high)).mean()),
        median_width_rub=float(np.median(high - low)),
    )


def measure_point(pay_rub: Floats, log_pay: Floats) -> Figures:
    """Figures of predictions without a range."""
    return Figures(
        rows=len(pay_rub),
        mae_rub=float(np.abs(pay_rub - np.exp(log_pay)).mean()),
        r2=_r2(pay_rub, np.exp(log_pay)),
        log_r2=_r2(np.log(pay_rub), log_pay),
    )


SLICES: dict[str, Callable[[PayProfile], str]] = {
    "grade": lambda profile: profile.grade.value if profile.grade else "not stated",
    "region": lambda profile: profile.region.value,
    "experience": lambda profile: (
        "not stated" if profile.experience_bucket is None else BUCKET_RUSSIAN[profile.experience_bucket]
    ),
    "year": lambda profile: str(profile.month // 12) if profile.month else "not stated",
}


def measure_slices(
    profiles: Sequence[PayProfile], pay_rub: Floats, log_range: dict[str, Floats]
) -> dict[str, dict[str, Figures]]:
    """Figures for each value of each of `SLICES` that has enough rows."""
    return {
        name: {
            value: measure_range(pay_rub[rows], {bound: values[rows] for bound, values in log_range.items()})
            for value, rows in _rows_by(profiles, value_of).items()
            if len(rows) >= FEWEST_ROWS
        }
        for name, value_of in SLICES.items()
    }


def _rows_by(
    profiles: Sequence[PayProfile], value_of: Callable[[PayProfile], str]
) -> dict[str, npt.NDArray[np.intp]]:
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        rows[value_of(profile)].append(number)
    return {value: np.array(rows[value], dtype=np.intp) for value in sorted(rows)}


def predict_family_medians(
    train: Sequence[PayProfile], log_pay: Floats, test: Sequence[PayProfile]
) -> Floats:
    """First baseline: the median of the same family and grade, else of the family."""
    pays: defaultdict[tuple[str | None, str | None], list[float]] = defaultdict(list)
    for profile, value in zip(train, log_pay, strict=True):
        pays[profile.family, profile.grade].append(float(value))
        pays[profile.family, "any"].append(float(value))
    medians = {key: float(np.median(values)) for key, values in pays.items() if len(values) >= 5}
    overall = float(np.median(log_pay))
    return np.array(
        [
            medians.get((profile.family, profile.grade), medians.get((profile.family, "any"), overall))
            for profile in test
        ]
    )


def predict_plain_catboost(vacancies: Vacancies, train: Flags, test: Flags, seed: int) -> Floats:
    """Second baseline: 600 trees of CatBoost on the raw text and columns of the table.

    It reads what no resume says, such as the perks, and pay that is named in the description.
    """
    table = vacancies.table[[*_PLAIN_TEXT, *_PLAIN_CATEGORIES]].copy()
    table["skills"] = [" ".join(skills) for skills in table["skills"]]
    table = table.astype(object).where(table.notna(), "").astype(str)
    features = {"text_features": list(_PLAIN_TEXT), "cat_features": list(_PLAIN_CATEGORIES)}
    model = CatBoostRegressor(
        iterations=600, random_seed=seed, thread_count=2, verbose=False, allow_writing_files=False
    )
    model.fit(Pool(table[train], np.log(vacancies.pay_rub[train]), **features))
    return np.asarray(model.predict(Pool(table[test], **features)), dtype=float)
