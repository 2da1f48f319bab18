"""Snippets: further priced vacancies, known by title, place and a few sentences."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from services.salary.profile import PayProfile
from services.salary.training.rows import TextRow, name_employer, read_text
from services.salary.vacancy import profile_vacancy
from shared.reference.experience import month_number
from shared.reference.professions import is_outside_it, title_profession
from shared.reference.text import fold

LEAST_RUB, MOST_RUB = 15_000, 1_000_000
"""Pay beyond these is no month's pay."""


@dataclass(frozen=True, slots=True)
class Snippets:
    """Profiles, the pay of each in roubles on hand a month, and who pays it."""

    profiles: list[PayProfile]
    pay_rub: npt.NDArray[np.float64]
    employers: npt.NDArray[np.str_]


def read_snippets(file: Path, known: frozenset[tuple[str, str]]) -> Snippets:
    """Read the priced rows of IT titles.

    The bounds of these rows are on hand already: those of vacancies that the other table holds too are equal.

    Args:
        file: a Parquet table with `requirement` and `responsibility` in place of a description.
        known: title and employer of the vacancies that are read elsewhere, as `name_vacancy` gives them.
    """
    if not file.exists():
        return make_no_snippets()
    table = pd.read_parquet(file)
    bounds = table[["salary_from", "salary_to"]]
    table["net_mid"] = bounds.mean(axis=1)
    is_priced = table["net_mid"].between(LEAST_RUB, MOST_RUB) & ~(bounds["salary_to"] < bounds["salary_from"])
    table = table[is_priced].drop_duplicates(["title", "employer", "city", "net_mid"])
    rows: list[TextRow] = [
        row
        for row in table.to_dict("records")
        if _is_it(read_text(row, "title")) and name_vacancy(row) not in known
    ]
    return Snippets(
        profiles=[_profile_snippet(row) for row in rows],
        pay_rub=np.array([row["net_mid"] for row in rows], dtype=float),
        employers=np.array([name_employer(row) for row in rows]),
    )


def name_vacancy(row: TextRow) -> tuple[str, str]:
    """What tells a vacancy apart from the others: its title and its employer."""
    return fold(read_text(row, "title")), name_employer(row)


def make_no_snippets() -> Snippets:
    """None at all."""
    return Snippets([], np.zeros(0), np.zeros(0, dtype=np.str_))


def _is_it(title: str) -> bool:
    return title_profession(title) is not None and not is_outside_it(title)


def _profile_snippet(row: TextRow) -> PayProfile:
    return profile_vacancy(
        title=read_text(row, "title"),
        description=f"{read_text(row, 'requirement')}\n{read_text(row, 'responsibility')}",
        skills=(),
        experience_months=None,
        city=read_text(row, "city"),
        work_terms=(read_text(row, "schedule"),),
        month=month_number(read_text(row, "published_at")[:7]),
    )
