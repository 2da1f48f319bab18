"""Vacancies: the rows of the training table, as profiles with a pay."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd

from services.salary.profile import PayProfile, make_profile
from shared.reference.text import fold

OTHER_TRADES = frozenset({"fropych", "jacore5-netologia", "bsuirteaching", "densit"})
"""Sources that hold roles outside IT."""

_MONTHS = ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_ISO_MONTH = re.compile(r"^(\d{4})-(\d{2})")
_RUSSIAN_MONTH = re.compile(r"^\d{1,2} ([а-я]{3})")
_HH_EXPERIENCE_MONTHS = MappingProxyType(
    {"noexperience": 0.0, "between1and3": 12.0, "between3and6": 36.0, "morethan6": 72.0}
)
_NO_EXPERIENCE = re.compile(r"нет опыта|без опыта|не требуется")
_UP_TO = re.compile(r"^до\s")
_AMOUNT = re.compile(r"\d+(?:[.,]\d+)?")
_YEARS = re.compile(r"лет|год|year")
_LEGAL_FORM = re.compile(r"\b(?:ооо|оао|зао|пао|ао|ип|llc|ltd|inc|гк|группа компаний)\b|[\"'«»().,]")


@dataclass(frozen=True, slots=True)
class Vacancies:
    """Profiles, the pay of each in roubles on hand a month, and who pays it."""

    profiles: list[PayProfile]
    pay_rub: npt.NDArray[np.float64]
    employers: npt.NDArray[np.str_]
    last_stated_month: int
    table: pd.DataFrame  # the raw rows, for baselines


def read_experience_months(raw: str | None) -> float | None:
    """The least experience that a vacancy asks for: an hh.ru id, its Russian label, or free words."""
    folded = fold(raw or "")
    if folded in _HH_EXPERIENCE_MONTHS:
        return _HH_EXPERIENCE_MONTHS[folded]
    if _NO_EXPERIENCE.search(folded):
        return 0.0
    amount = _AMOUNT.search(folded)
    if amount is None or _UP_TO.search(folded):
        return 12.0 if _YEARS.search(folded) else None
    in_months = "мес" in folded and not _YEARS.search(folded)
    return float(amount[0].replace(",", ".")) * (1 if in_months else 12)


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


def profile_vacancy(row: Mapping[str, object], month: int | None) -> PayProfile:
    """The profile of one row of the table; `row` has its columns."""
    title = _text(row, "title")
    skills = row["skills"]
    return make_profile(
        title=title,
        grade_title="",
        skills=[str(skill) for skill in skills] if isinstance(skills, (list, tuple, np.ndarray)) else [],
        text=_text(row, "description"),
        experience_months=read_experience_months(_text(row, "experience")),
        city=_text(row, "city"),
        format_text=" ".join(_text(row, name) for name in ("title", "city", "schedule", "employment")),
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
        profiles=[profile_vacancy(row, month) for row, month in zip(rows, known, strict=True)],
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
