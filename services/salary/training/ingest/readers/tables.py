"""Rows of tables of vacancies: those with all columns, and those with snippets of the text alone."""

import ast
import math
from collections.abc import Mapping, Sequence

from services.salary.training.ingest.vacancy import Vacancy, read_month, tidy
from shared.reference.pay import StatedPay

SNIPPETS = "snippets"
_YEARS_OF_SOURCES: Mapping[str, int] = {"seed_web": 2025, "harcos": 2026, "mqrvi": 2025}
"""Of rows that name a day without a year, or nothing."""

Record = Mapping[str, object]


def is_table_row(record: Record) -> bool:
    """Whether a record has the columns of `it_vacancies.parquet`; `train.parquet` has them too."""
    return {"vac_id", "title", "salary_from", "salary_to", "description"} <= record.keys()


def is_snippet_row(record: Record) -> bool:
    """Whether a record has the columns of `it_snippets_2022.parquet`."""
    return {"vac_id", "title", "requirement", "responsibility"} <= record.keys()


def read_table_row(record: Record) -> Vacancy:
    """A vacancy out of a row with all columns."""
    source, published = tidy(record.get("source")) or "table", tidy(record.get("published_at"))
    year = _number(record.get("year"))
    return Vacancy(
        vac_id=tidy(record["vac_id"]),
        source=source,
        title=tidy(record["title"]),
        description=_text(record["description"]),
        employer=tidy(record.get("employer")),
        city=tidy(record.get("city")),
        role=tidy(record.get("role")),
        experience=tidy(record.get("experience")) or None,
        work_terms=tuple(
            term for term in (tidy(record.get("schedule")), tidy(record.get("employment"))) if term
        ),
        skills=_list_skills(record.get("skills")),
        published_at=published or None,
        month=read_month(published, int(year) if year else _YEARS_OF_SOURCES.get(source)),
        stated=_read_pay(record),
    )


def read_snippet_row(record: Record) -> Vacancy:
    """A vacancy out of a row with snippets: its bounds are net roubles already."""
    published = tidy(record.get("published_at"))
    stated = _read_pay(record)
    if stated is not None:
        stated = StatedPay(stated.low, stated.high, "RUR", "month", gross=False)
    return Vacancy(
        vac_id=tidy(record["vac_id"]),
        source=SNIPPETS,
        title=tidy(record["title"]),
        description="\n".join(filter(None, (_text(record["requirement"]), _text(record["responsibility"])))),
        employer=tidy(record.get("employer")),
        city=tidy(record.get("city")),
        work_terms=(term,) if (term := tidy(record.get("schedule"))) else (),
        published_at=published or None,
        month=read_month(published),
        stated=stated,
    )


def _read_pay(record: Record) -> StatedPay | None:
    low, high = _number(record.get("salary_from")), _number(record.get("salary_to"))
    if low is None and high is None:
        return None
    gross = {"true": True, "false": False}.get(str(record.get("gross")).lower())
    return StatedPay(low, high, tidy(record.get("currency")) or None, gross=gross)


def _number(value: object) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if is_number else None  # type: ignore[arg-type]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _list_skills(value: object) -> tuple[str, ...]:
    """Skills come as a list, or as a list that was printed."""
    if isinstance(value, str) and value.startswith("["):
        try:
            value = ast.literal_eval(value)
        except (SyntaxError, ValueError):
            return ()
    if isinstance(value, str) or not isinstance(value, Sequence):
        return ()
    return tuple(name for skill in value if (name := tidy(skill)))
