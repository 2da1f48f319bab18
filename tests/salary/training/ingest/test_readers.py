"""Each kind of source is read into the same row."""

from typing import Any

import pytest

from services.salary.training.ingest.readers.hh import read_hh
from services.salary.training.ingest.readers.postings import read_posting
from services.salary.training.ingest.readers.tables import read_snippet_row, read_table_row
from services.salary.training.ingest.readers.telegram import read_post_record
from services.salary.training.ingest.vacancy import read_month
from services.scraper.posting import Posting
from shared.contracts.grade import Grade
from shared.reference.pay import StatedPay
from tests.salary.training.ingest.made_rows import (
    CHATTER_POST,
    DIGEST_POST,
    HH,
    POST,
    RESUME_POST,
    SNIPPET,
    TABLE,
    make_post,
    make_posting,
)


def test_a_vacancy_of_the_api_is_read() -> None:
    vacancy = read_hh(HH)
    assert (vacancy.vac_id, vacancy.title, vacancy.employer, vacancy.city) == (
        "hh:1",
        "Senior Python-разработчик",
        "ООО Ромашка",
        "Москва",
    )
    assert vacancy.stated == StatedPay(300_000, 400_000, "RUR", gross=True)
    assert (vacancy.experience, vacancy.work_terms) == ("between3And6", ("remote", "full"))
    assert vacancy.skills == ("Python", "Django", "Docker")
    assert vacancy.month == 2024 * 12 + 2
    assert vacancy.description.split("\n") == ["Пишем сервисы .", "опыт работы программистом от 3 лет"]


@pytest.mark.parametrize("value", [None, "x", 5, [], {}, [None], {"name": None}, {"from": "a lot"}])
def test_fields_of_another_type_are_unknown(value: object) -> None:
    vacancy = read_hh(dict.fromkeys(HH, value) | {"id": "1", "name": "Программист"})
    assert vacancy.title == "Программист"
    assert vacancy.stated in (None, StatedPay(None, None))


def test_a_row_of_a_table_is_read() -> None:
    vacancy = read_table_row(TABLE)
    assert vacancy.stated == StatedPay(150, 200, "т.р. на руки")
    assert vacancy.work_terms == ("['REMOTE']", "полная")
    assert vacancy.skills == ("Postman", "SQL", "Java")
    assert vacancy.month is None  # a day without a year
    assert read_table_row(TABLE | {"year": 2024.0}).month == 2024 * 12 + 5
    assert read_table_row(TABLE | {"skills": "['SQL', 'Git']"}).skills == ("SQL", "Git")
    assert read_table_row(TABLE | {"skills": "[broken"}).skills == ()


def test_a_row_with_snippets_states_net_roubles() -> None:
    vacancy = read_snippet_row(SNIPPET)
    assert vacancy.stated == StatedPay(87_000, None, "RUR", "month", gross=False)
    assert "Zabbix" in vacancy.description
    assert "от 1 года" in vacancy.description


def test_a_post_with_a_vacancy_is_read() -> None:
    (vacancy,) = read_post_record(make_post(POST))
    assert (vacancy.kind, vacancy.title, vacancy.employer) == (
        "vacancy",
        "Senior Python-разработчик",
        "Ромашка",
    )
    assert (vacancy.city, vacancy.grade, vacancy.month) == ("Казань", Grade.SENIOR, 2025 * 12 + 1)
    assert vacancy.stated == StatedPay(250_000, 300_000, "RUB", gross=False)
    assert "**" not in vacancy.description


@pytest.mark.parametrize(
    ("text", "kind"), [(RESUME_POST, "resume"), (CHATTER_POST, "chatter"), ("", "chatter")]
)
def test_other_posts_are_told_apart(text: str, kind: str) -> None:
    (row,) = read_post_record(make_post(text))
    assert row.kind == kind


def test_a_digest_holds_several_vacancies() -> None:
    first, second = read_post_record(make_post(DIGEST_POST))
    assert (first.vac_id, first.title, first.employer, first.city) == (
        "telegram:jobs:1/1",
        "Data Scientist",
        "Вектор",
        "Москва",
    )
    assert first.stated is not None and first.stated.low == 300_000
    assert (second.title, second.grade, second.stated) == ("Аналитик данных", Grade.MIDDLE, None)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Мы в поиске Backend Developer (Node.js)\nJunior / Middle\n📍 Удалённо",
            "Backend Developer (Node.js)",
        ),
        ("#вакансия #qa\n🔶Должность - QA Automation, Middle+\nКомпания - Вектор", "QA Automation, Middle+"),
        (
            "**Системный аналитик (Middle/Senior)**\nОпыт работы аналитиком от 3 лет",
            "Системный аналитик (Middle/Senior)",
        ),
        (
            "#вакансия\nСпециалист по математическому моделированию\nЗп 200к",
            "Специалист по математическому моделированию",
        ),
        ("Обсудим новости рынка", ""),
    ],
)
def test_the_title_of_a_post_is_found(text: str, title: str) -> None:
    (row,) = read_post_record(make_post(text))
    assert row.title == title


def test_a_line_of_the_scraper_is_read_as_it_writes_it() -> None:
    fields: dict[str, Any] = make_posting(published_at=None, role_ids=())
    row = Posting(**fields, raw={}).to_row()
    (vacancy,) = read_posting(row)
    assert (vacancy.vac_id, vacancy.city, vacancy.employer) == ("geekjob:5f", "Пермь", "Вектор")
    assert vacancy.stated == StatedPay(3_000, None, "USD")
    (post,) = read_posting(row | {"source": "telegram:jobs", "text": POST})
    assert (post.title, post.stated) == (
        "Senior Python-разработчик",
        StatedPay(250_000, 300_000, "RUB", gross=False),
    )


@pytest.mark.parametrize(
    ("published", "year", "month"),
    [
        ("2025-08-08T11:16:20+00:00", None, 2025 * 12 + 7),
        ("2022-04-01", None, 2022 * 12 + 3),
        ("9 июня", 2025, 2025 * 12 + 5),
        ("26 мая 2024", None, 2024 * 12 + 4),
        ("9 июня", None, None),
        ("", 2021, 2021 * 12 + 5),
        ("yesterday", None, None),
    ],
)
def test_the_month_is_read(published: str, year: int | None, month: int | None) -> None:
    assert read_month(published, year) == month
