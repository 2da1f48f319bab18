"""Ratings in Postgres: a year's rating takes the place of what was known of that year."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from services.scraper.ratings.rows import RatedCompany
from shared.db.tables import CompanyRow


@dataclass(frozen=True)
class Difference:
    """What a harvest brought that was not known."""

    new: int
    changed: int


def store_rating(
    session: Session, rows: Iterable[RatedCompany], year: int, source_url: str | None = None
) -> Difference:
    """Put a year's rating in the place of what was known of that year.

    Args:
        session: the caller's transaction.
        rows: the whole year.
        year: all rows are of it.
        source_url: where they were read; None for a file.
    """
    known = {
        (row.group, row.name): _company(row)
        for row in session.scalars(select(CompanyRow).where(CompanyRow.year == year))
    }
    rows = list(rows)
    session.execute(delete(CompanyRow).where(CompanyRow.year == year))
    session.add_all(CompanyRow(**asdict(row), source_url=source_url, fetched_at=func.now()) for row in rows)
    before = [(row, known.get((row.group, row.name))) for row in rows]
    return Difference(
        new=sum(one is None for _, one in before),
        changed=sum(one is not None and one != row for row, one in before),
    )


def count_stored(session: Session) -> Mapping[int, Mapping[str, int]]:
    """How many companies are stored: year -> group -> count."""
    counts: dict[int, dict[str, int]] = {}
    grouped = select(CompanyRow.year, CompanyRow.group, func.count()).group_by(
        CompanyRow.year, CompanyRow.group
    )
    for year, group, count in session.execute(grouped):
        counts.setdefault(year, {})[group] = count
    return counts


def _company(row: CompanyRow) -> RatedCompany:
    return RatedCompany(row.name, row.place, row.group, row.region, row.industry, row.score, row.year)
