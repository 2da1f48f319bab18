"""Vacancies: the rows of the training table, as profiles with a pay."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from services.salary.profile import PayProfile
from services.salary.vacancy import profile_vacancy, read_experience_months
from shared.reference.text import fold

OTHER_TRADES = frozenset({"fropych", "jacore5-netologia", "bsuirteaching", "densit"})
"""Sources that hold roles outside IT."""

_MONTHS = ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_ISO_MONTH = re.compile(r"^(\d{4})-(\d{2})")
_RUSSIAN_MONTH = re.compile(r"^\d{1,2} ([а-я]{3})")
_LEGAL_FORM = re.compile(r"\b(?:ооо|оао|зао|пао|ао|ип|llc|ltd|inc|гк|группа компаний)\b|[\"'«»().,]")


@dataclass(frozen=True, slots=True)
class Vacancies:
    """Profiles, the pay of each in roubles on hand a month, and who pays it."""

    profiles: list[PayProfile]
    pay_rub: npt.NDArray[np.float64]
    employers: npt.NDArray[np.str_]
    last_stated_month: int
    table: pd.DataFrame  # the raw rows, for baselines


def read_month(published_at: str | None, year: float | None) -> tuple[int | None, bool]:
    """The month of a vacancy in months since year 0, and whether a month was stated.

    A row with a year alone is put into the middle of it.
    """
    iso = _ISO_MONTH.match(published_at or "")
    if iso:
        return int(iso[1]) * 12 + int(iso[2]) - 1, True
    if year is None:
        return None, False
    russian = _RUSSIAN_MONTH.match(fold(published_at or ""))
    if russian and russian[1] in _MONTHS:
        return int(year) * 12 + _MONTHS.index(russian[1]), True
    return int(year) * 12 + 5, False


def profile_table_row(row: Mapping[str, object], month: int | None) -> PayProfile:
    """The profile of one row of the table; `row` has its columns."""
    skills = row["skills"]
    return profile_vacancy(
        title=_text(row, "title"),
        description=_text(row, "description"),
        skills=[str(skill) for skill in skills] if isinstance(skills, (list, tuple, np.ndarray)) else [],
        experience_months=read_experience_months(_text(row, "experience")),
        city=_text(row, "city"),
        work_terms=(_text(row, "schedule"), _text(row, "employment")),
        month=month,
    )


def read_vacancies(data: Path) -> Vacancies:
    """Read the IT rows of `salary/train.parquet`, each vacancy once."""
    table = pd.read_parquet(data / "salary" / "train.parquet")
    table = table[~table["source"].isin(OTHER_TRADES)]
    table = table.drop_duplicates(["title", "employer", "city", "net_mid", "experience"])
    rows = table.to_dict("records")
    months = [read_month(_text(row, "published_at"), _number(row["year"])) for row in rows]
    last = max(month for month, stated in months if stated and month is not None)
    # A row of the running year without a month can't be younger than the youngest that states one.
    known = [None if month is None else min(month, last) for month, _ in months]
    return Vacancies(
        profiles=[profile_table_row(row, month) for row, month in zip(rows, known, strict=True)],
        pay_rub=table["net_mid"].to_numpy(dtype=float),
        employers=np.array([_employer_key(row) for row in rows]),
        last_stated_month=last,
        table=table.reset_index(drop=True),
    )


def _employer_key(row: Mapping[str, object]) -> str:
    """One name for one employer; a vacancy without one is told by its own words."""
    name = " ".join(_LEGAL_FORM.sub(" ", fold(_text(row, "employer"))).split())
    return name or f"# {_text(row, 'title')} {_text(row, 'description')[:200]}"


def _text(row: Mapping[str, object], name: str) -> str:
    value = row[name]
    return value if isinstance(value, str) else ""


def _number(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(str(value))
