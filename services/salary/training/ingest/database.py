"""The scraper's vacancies, as Postgres keeps them. The only module of ingest that knows a database."""

import json
import zlib
from collections.abc import Iterator

from sqlalchemy import select

from services.salary.training.ingest.readers.hh import is_hh, read_hh, strip_markup
from services.salary.training.ingest.readers.postings import read_posting
from services.salary.training.ingest.vacancy import Vacancy
from shared.db.session import open_database, transaction
from shared.db.tables import VacancyRow
from shared.settings import Settings

_BATCH_ROWS = 500


def read_database(settings: Settings | None = None) -> Iterator[Vacancy]:
    """The vacancies of the table `vacancies`, without those that repeat another one.

    Args:
        settings: where Postgres is; by default what the environment says.
    """
    engine = open_database(settings or Settings())
    try:
        with transaction(engine) as session:
            query = select(VacancyRow).where(VacancyRow.duplicate_of.is_(None)).order_by(VacancyRow.id)
            for row in session.scalars(query.execution_options(yield_per=_BATCH_ROWS)):
                yield from read_row(row)
    finally:
        engine.dispose()


def read_row(row: VacancyRow) -> list[Vacancy]:
    """The vacancies of one row, out of the source's own document that it keeps."""
    document = json.loads(zlib.decompress(row.raw))
    if is_hh(document):
        return [read_hh(document)]
    text = document.get("text") or document.get("description")
    record = {
        "source": row.source,
        "external_id": row.external_id,
        "title": row.title,
        "text": text if row.source.startswith("telegram:") else strip_markup(str(text or "")),
        "employer": row.employer,
        "area": row.area,
        "published_at": row.published_at.isoformat() if row.published_at else None,
        "salary_from": row.salary_from,
        "salary_to": row.salary_to,
        "currency": row.currency,
        "gross": row.gross,
        "salary_period": row.salary_period,
    }
    return read_posting(record)
