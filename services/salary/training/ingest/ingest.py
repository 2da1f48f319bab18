"""The route of ingest: read, sort out, price, check and fill, drop other trades and repeats."""

from collections.abc import Callable, Iterable

from services.salary.training.ingest.outcome import Stage, Tally, run_stage
from services.salary.training.ingest.stages.drop import drop_other_posts, drop_other_trades
from services.salary.training.ingest.stages.duplicates import find_duplicates
from services.salary.training.ingest.stages.fields import (
    check_city,
    check_experience,
    check_grade,
    check_work,
    fill_skills,
    name_profession,
)
from services.salary.training.ingest.stages.pay import price_vacancy
from services.salary.training.ingest.vacancy import Vacancy

STAGES: tuple[Stage, ...] = (
    drop_other_posts,
    drop_other_trades,
    price_vacancy,
    check_experience,
    check_grade,
    check_work,
    check_city,
    fill_skills,
    name_profession,
)
"""What happens to each vacancy by itself, in this order. Repeats are dropped after it."""

Complete = Callable[[list[Vacancy], Tally], list[Vacancy]]
"""Fills what the rules have missed."""


def ingest(vacancies: Iterable[Vacancy], tally: Tally, complete: Complete | None = None) -> list[Vacancy]:
    """The vacancies in IT, each once, priced where they state a pay, checked and filled.

    Args:
        vacancies: as they were read.
        tally: counts what happens.
        complete: asks a language model for what is still missing; None: nobody is asked.
    """
    rows = _count_read(vacancies, tally)
    for stage in STAGES:
        rows = run_stage(stage, rows, tally)
    kept = _drop_duplicates(list(rows), tally)
    if complete is not None:
        kept = complete(kept, tally)
    for vacancy in kept:
        tally.count("kept: priced" if vacancy.pay else "kept: without pay", vacancy.source)
    return kept


def _count_read(vacancies: Iterable[Vacancy], tally: Tally) -> Iterable[Vacancy]:
    for vacancy in vacancies:
        tally.count("read", vacancy.source)
        yield vacancy


def _drop_duplicates(vacancies: list[Vacancy], tally: Tally) -> list[Vacancy]:
    dropped = find_duplicates(vacancies)
    for row, reason in dropped.items():
        tally.count(f"dropped: {reason}", vacancies[row].source)
    return [vacancy for row, vacancy in enumerate(vacancies) if row not in dropped]
