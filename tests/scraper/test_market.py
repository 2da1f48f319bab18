"""What the market is asked for is read when a posting is stored, and of those that were stored before."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, select, text

from services.scraper.boards.geekjob import BOARD
from services.scraper.market import MarketFacts, read_facts
from services.scraper.posting import Posting
from services.scraper.storing import read_unread, store_postings
from services.scraper.vacancies.read import read_vacancy
from shared.db.session import transaction
from shared.db.tables import VacancyRow
from tests.scraper.hh_site import vacancy

SEEN_AT = datetime(2026, 3, 2, tzinfo=UTC)
MONTH = 2026 * 12 + 2


def posting(**changes: Any) -> Posting:
    fields: dict[str, Any] = {
        "source": "hh",
        "external_id": "1",
        "url": "https://hh.ru/vacancy/1",
        "title": "Старший Python-разработчик",
        "text": "Задачи.",
        "published_at": datetime(2026, 1, 31, tzinfo=UTC),
        "raw": {"description": "<p>Задачи.</p>"},
        "area": "Казань",
        "salary_from": 200_000,
        "salary_to": 300_000,
        "currency": "RUR",
        "gross": True,
    }
    return Posting(**fields | changes)


def facts(**changes: Any) -> MarketFacts:
    return read_facts(posting(**changes), SEEN_AT)


def test_vacancy_is_read_for_the_market() -> None:
    assert facts() == MarketFacts(
        profession="Python-разработчик",
        grade="senior",
        region="million_city",
        month=MONTH - 2,
        net_low_rub=174_000,
        net_high_rub=261_000,
        net_mid_rub=217_500,
    )


def test_what_a_vacancy_does_not_say_is_unknown() -> None:
    read = facts(title="Повар", area=None, published_at=None, salary_from=None, salary_to=None)
    assert read == MarketFacts(None, None, "unknown", MONTH, None, None, None)


POST = (
    "#вакансия #удаленно\nКоллеги, привет!\nИщем Senior Golang developer\nЗП: от 300 000 до 400 000 ₽ на руки"
)


@pytest.mark.parametrize(
    ("body", "profession", "middle"),
    [
        (POST, "Go-разработчик", 350_000),
        (POST.replace("от 300 000 до 400 000 ₽ на руки", "60к-110к"), "Go-разработчик", 85_000),
        (POST.partition("\nЗП")[0], "Go-разработчик", None),
        ("В поиске предложений на позицию QA", None, None),
        (f"#резюме\n{POST}", None, 350_000),
        ("Python 3.15 вышел, смотрим на 10 % быстрее", "Python-разработчик", None),
    ],
)
def test_post_is_read_by_its_first_lines(body: str, profession: str | None, middle: int | None) -> None:
    title = body.partition("\n")[0]
    read = facts(title=title, text=body, area=None, salary_from=None, salary_to=None, currency=None)
    assert (read.profession, read.net_mid_rub) == (profession, middle)


@pytest.mark.parametrize(
    ("period", "middle"),
    [(None, 217_500), ("month", 217_500), ("year", 18_125), ("fly_in_fly_out", None), ("fixed", None)],
)
def test_pay_is_told_by_the_month_or_not_at_all(period: str | None, middle: int | None) -> None:
    assert facts(salary_period=period).net_mid_rub == middle


@pytest.mark.parametrize(
    ("mode", "period"),
    [("MONTH", "month"), ("HOUR", "hour"), ("SHIFT", "day"), ("FIXED", "fixed"), (None, None)],
)
def test_period_of_a_vacancy_is_read(mode: str | None, period: str | None) -> None:
    document = vacancy(1, "2026-01-31T10:00:00+0300", salary_range={"mode": mode and {"id": mode}})
    assert read_vacancy(document).salary_period == period


def test_period_of_a_job_posting_is_read() -> None:
    amount = '{"minValue": 900, "unitText": "HOUR"}'
    job = f'{{"@type": "JobPosting", "title": "Go", "baseSalary": {{"currency": "RUB", "value": {amount}}}}}'
    page = f'<script type="application/ld+json">{job}</script>'
    assert BOARD.read_vacancy(page, "1", "https://geekjob.ru/1").salary_period == "hour"


def stored(database: Engine) -> Mapping[str, object]:
    with transaction(database) as session:
        row = session.scalars(select(VacancyRow)).one()
    return {name: getattr(row, name) for name in MarketFacts.__dataclass_fields__}


@pytest.mark.parametrize("raw", [{"description": "<p>Задачи.</p>"}, {"text": "Задачи."}])
def test_vacancies_that_were_stored_before_are_read_later(raw: dict[str, object], database: Engine) -> None:
    with transaction(database) as session:
        store_postings(session, [posting(raw=raw)])
    at_once = stored(database)
    assert at_once == facts().__dict__
    with transaction(database) as session:
        session.execute(text("update vacancies set month = null, profession = null, net_mid_rub = null"))
    read_unread(database)
    assert stored(database) == at_once
