"""Vacancies: what the model is trained on, as profiles with a pay."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from services.salary.profile import PayProfile
from services.salary.training.rows import TextRow, name_employer, read_text
from services.salary.training.snippets import Snippets, make_no_snippets, name_vacancy, read_snippets
from services.salary.vacancy import profile_vacancy, read_experience_months
from services.salary.words import list_words
from shared.reference.text import fold

OTHER_TRADES = frozenset({"fropych", "jacore5-netologia", "bsuirteaching", "densit"})
"""Sources that hold roles outside IT."""

FEWEST_RESUMES = 2
"""That use a word before it counts as one of resumes."""


_MONTHS = ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_ISO_MONTH = re.compile(r"^(\d{4})-(\d{2})")
_RUSSIAN_MONTH = re.compile(r"^\d{1,2} ([а-я]{3})")


@dataclass(frozen=True, slots=True)
class Vacancies:
    """Profiles, the pay of each in roubles on hand a month, and who pays it."""

    profiles: list[PayProfile]
    pay_rub: npt.NDArray[np.float64]
    employers: npt.NDArray[np.str_]
    last_stated_month: int
    table: pd.DataFrame  # the raw rows, for baselines
    resume_words: frozenset[str] = frozenset()  # that real resumes use; of texts no other is read
    snippets: Snippets = field(
        default_factory=make_no_snippets
    )  # to train on alone; employers may be the same


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


def profile_table_row(row: TextRow, month: int | None) -> PayProfile:
    """The profile of one row of the table; `row` has its columns."""
    skills = row.get("skills")
    return profile_vacancy(
        title=read_text(row, "title"),
        description=read_text(row, "description"),
        skills=[str(skill) for skill in skills] if isinstance(skills, (list, tuple, np.ndarray)) else [],
        experience_months=read_experience_months(read_text(row, "experience")),
        city=read_text(row, "city"),
        work_terms=(read_text(row, "schedule"), read_text(row, "employment")),
        month=month,
    )


def read_vacancies(data: Path) -> Vacancies:
    """Read the priced IT rows of `salary/train.parquet`, each vacancy once.

    What resumes say (`expertise/interviews_train.jsonl`) and the snippets may be missing.
    """
    table = pd.read_parquet(data / "salary" / "train.parquet")
    table = table[table["net_mid"].notna() & ~table["source"].isin(OTHER_TRADES)]
    table = table.drop_duplicates(["title", "employer", "city", "net_mid", "experience"])
    rows = table.to_dict("records")
    months = [read_month(read_text(row, "published_at"), _number(row["year"])) for row in rows]
    last = max(month for month, stated in months if stated and month is not None)
    # A row of the running year without a month can't be younger than the youngest that states one.
    known = [None if month is None else min(month, last) for month, _ in months]
    snippets = read_snippets(
        data / "vacancies" / "it_snippets_2022.parquet", frozenset(name_vacancy(row) for row in rows)
    )
    return Vacancies(
        snippets=snippets,
        profiles=[profile_table_row(row, month) for row, month in zip(rows, known, strict=True)],
        pay_rub=table["net_mid"].to_numpy(dtype=float),
        employers=np.array([name_employer(row) for row in rows]),
        last_stated_month=last,
        table=table.reset_index(drop=True),
        resume_words=_read_resume_words(data / "expertise" / "interviews_train.jsonl"),
    )


def _read_resume_words(file: Path) -> frozenset[str]:
    """The words of the resumes of an interview file that at least `FEWEST_RESUMES` of them use."""
    counts: Counter[str] = Counter()
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    for line in lines:
        counts.update(set(list_words("\n".join(_list_texts(json.loads(line)["resume"])))))
    return frozenset(word for word, count in counts.items() if count >= FEWEST_RESUMES)


def _list_texts(value: object) -> Iterator[str]:
    """All texts within a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for member in value.values() if isinstance(value, dict) else value:
            yield from _list_texts(member)


def _number(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(str(value))
