"""Splits: which rows models learn from, are calibrated on and are measured on."""

import dataclasses
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from services.salary.training.fit import split_employers
from services.salary.training.vacancies import Vacancies, read_month
from shared.reference.text import fold

Flags = npt.NDArray[np.bool_]

TEST_SHARE = 0.15
"""The least share of the split by time; whole months go to a part."""


@dataclass(frozen=True, slots=True)
class Split:
    """Flags of the rows of each part, shape (rows,); a row may be in none."""

    name: str
    train: Flags
    calibrate: Flags
    test: Flags


def split_by_employer(employers: npt.NDArray[np.str_], seed: int) -> Split:
    """No employer is in two parts."""
    parts = split_employers(employers, seed)
    return Split("by employer", parts["train"], parts["calibrate"], parts["test"])


def split_by_time(months: npt.NDArray[np.float64], employers: npt.NDArray[np.str_], seed: int) -> Split:
    """The last months are the test; of all earlier rows some employers calibrate, as when a model is made.

    Args:
        months: the latest month that each row may be of, in months since year 0, shape (rows,); a row
            without one (NaN) is in no part.
        employers: of each row.
        seed: of the employers that calibrate.
    """
    first_test = _find_first_month(months[~np.isnan(months)], TEST_SHARE)
    past, calibrating = months < first_test, split_employers(employers, seed)["calibrate"]
    return Split("by time", past & ~calibrating, past & calibrating, months >= first_test)


def _find_first_month(months: npt.NDArray[np.float64], share: float) -> float:
    """The first of the last months that together hold at least `share` of the rows."""
    values, counts = np.unique(months, return_counts=True)
    held = np.cumsum(counts[::-1])[::-1]
    return float(np.max(values[held >= share * len(months)]))


def list_latest_months(vacancies: Vacancies) -> npt.NDArray[np.float64]:
    """The latest month that each row may be of, shape (rows,): December where a year alone is stated.

    A row that may be of the test's months must not be trained on.
    """
    table = vacancies.table
    latest = np.full(len(table), np.nan)
    for row, (published, year) in enumerate(zip(table["published_at"], table["year"], strict=True)):
        month, is_stated = read_month(
            published if isinstance(published, str) else None, None if pd.isna(year) else float(year)
        )
        if month is not None:
            latest[row] = month if is_stated else month // 12 * 12 + 11
    return np.asarray(np.minimum(latest, vacancies.last_stated_month), dtype=float)


def take_rows(vacancies: Vacancies, rows: npt.NDArray[np.intp] | Flags) -> Vacancies:
    """Some of the vacancies: every field that holds one value for each row is cut, others stay."""
    numbers = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows
    count = len(vacancies.profiles)
    cut: dict[str, object] = {}
    for field in dataclasses.fields(vacancies):
        value = getattr(vacancies, field.name)
        if isinstance(value, pd.DataFrame):
            cut[field.name] = value.iloc[numbers].reset_index(drop=True)
        elif isinstance(value, np.ndarray) and len(value) == count:
            cut[field.name] = value[numbers]
        elif isinstance(value, (list, tuple)) and len(value) == count:
            cut[field.name] = type(value)(value[number] for number in numbers)
    return dataclasses.replace(vacancies, **cut)  # type: ignore[arg-type]


def flag_first_postings(vacancies: Vacancies) -> Flags:
    """Whether a row is the first of its posting, shape (rows,).

    Employers post one vacancy for many cities: the same title, experience and pay. A hundred such rows are
    right or wrong together.
    """
    seen: set[tuple[str, str, float | None, float]] = set()
    is_first = np.zeros(len(vacancies.profiles), dtype=bool)
    for row, (profile, employer, pay) in enumerate(
        zip(vacancies.profiles, vacancies.employers.tolist(), vacancies.pay_rub.tolist(), strict=True)
    ):
        posting = (fold(profile.title), employer, profile.experience_months, pay)
        is_first[row] = posting not in seen
        seen.add(posting)
    return is_first


def sample_rows(vacancies: Vacancies, count: int | None, seed: int) -> Vacancies:
    """At most `count` of the vacancies, in their order; all where it is None."""
    total = len(vacancies.profiles)
    if count is None or count >= total:
        return vacancies
    return take_rows(vacancies, np.sort(np.random.default_rng(seed).permutation(total)[:count]))
