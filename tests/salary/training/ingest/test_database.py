"""What the scraper has stored is read back."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from services.salary.training.ingest.database import read_database
from services.scraper.posting import Posting
from services.scraper.storing import store_postings
from services.scraper.vacancies.read import read_vacancy
from shared.db.session import transaction
from shared.reference.pay import StatedPay
from shared.settings import Settings
from tests.salary.training.ingest.made_rows import HH, POST, TEXT


@pytest.mark.xdist_group("system")
def test_vacancies_of_each_source_are_read_once(database: Engine, servers: Settings) -> None:
    time = datetime(2025, 2, 3, tzinfo=UTC)
    post = {"channel": "jobs", "id": 7, "date": time.isoformat(), "text": POST}
    board = {"title": "Разработчик Go", "description": f"<p>{TEXT}</p>"}
    postings = [
        read_vacancy(HH),
        Posting("telegram:jobs", "7", "https://example.org/7", "Вакансия", POST, time, post),
        Posting("geekjob", "5f", "u", "Разработчик Go", TEXT, time, board, salary_from=3000, currency="USD"),
        Posting("superjob", "9", "u", "Разработчик Go", TEXT, time, board, salary_from=3000, currency="USD"),
    ]
    with transaction(database) as session:
        store_postings(session, postings)
    hh, telegram, geekjob = read_database(servers)
    assert (hh.vac_id, hh.skills, hh.experience) == ("hh:1", ("Python", "Django", "Docker"), "between3And6")
    assert (telegram.vac_id, telegram.title) == ("telegram:jobs:7", "Senior Python-разработчик")
    assert (geekjob.vac_id, geekjob.stated) == ("geekjob:5f", StatedPay(3_000, None, "USD"))
    assert geekjob.month == 2025 * 12 + 1
    assert "PostgreSQL" in geekjob.description
