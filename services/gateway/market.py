"""The market: what the collected vacancies of a profession pay. Reposts don't count."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from shared.contracts.grade import Grade
from shared.contracts.market import Market, MarketMonth, MarketPay
from shared.db.tables import VacancyRow
from shared.reference.places import RegionGroup
from shared.reference.problems import problem

_SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)
_FIGURES = (func.count(), func.count(VacancyRow.net_mid_rub))


@dataclass(frozen=True)
class MarketQuestion:
    """Which vacancies are asked for. Months count from year 0."""

    profession: str | None
    grade: Grade | None
    region: RegionGroup | None
    first_month: int
    last_month: int


def find_market(session: Session, question: MarketQuestion, fewest_priced: int) -> Market:
    """Counts and percentiles of the vacancies that are asked for.

    Args:
        session: the caller's transaction.
        question: which ones.
        fewest_priced: where fewer tell their pay, percentiles would tell of single employers.
    """
    figures = select(*_FIGURES, _percentiles(*_SHARES), func.max(VacancyRow.last_seen_at)).where(
        *_conditions(question)
    )
    count, priced, shares, as_of = session.execute(figures).one()
    is_thin = priced < fewest_priced
    return Market(
        profession=question.profession,
        grade=question.grade,
        region=question.region,
        since=_write_month(question.first_month),
        until=_write_month(question.last_month),
        count=count,
        priced=priced,
        priced_share=round(priced / count, 4) if count else None,
        pay=None if is_thin else _read_pay(shares),
        months=tuple(_find_months(session, question, fewest_priced)),
        as_of=as_of,
        problems=(problem("market_too_thin", count=priced, needed=fewest_priced),) if is_thin else (),
    )


def _find_months(session: Session, question: MarketQuestion, fewest_priced: int) -> list[MarketMonth]:
    figures = select(VacancyRow.month, *_FIGURES, _percentiles(0.5)).where(*_conditions(question))
    found = {row[0]: row for row in session.execute(figures.group_by(VacancyRow.month))}
    months = []
    for month in range(question.first_month, question.last_month + 1):
        _, count, priced, median = found.get(month, (month, 0, 0, []))
        told = None if priced < fewest_priced else round(median[0])
        months.append(MarketMonth(month=_write_month(month), count=count, priced=priced, median=told))
    return months


def _conditions(question: MarketQuestion) -> list[ColumnElement[bool]]:
    wanted = [
        VacancyRow.profession.is_not(None),
        VacancyRow.duplicate_of.is_(None),
        VacancyRow.month.between(question.first_month, question.last_month),
    ]
    choices = {"profession": question.profession, "grade": question.grade, "region": question.region}
    return wanted + [
        getattr(VacancyRow, name) == value for name, value in choices.items() if value is not None
    ]


def _percentiles(*shares: float) -> ColumnElement[list[float]]:
    """Of the pay; null where nothing tells it."""
    return func.percentile_cont(list(shares)).within_group(VacancyRow.net_mid_rub)


def _read_pay(values: Sequence[float]) -> MarketPay:
    p10, p25, median, p75, p90 = map(round, values)
    return MarketPay(p10=p10, p25=p25, median=median, p75=p75, p90=p90)


def _write_month(month: int) -> str:
    return f"{month // 12:04}-{month % 12 + 1:02}"
