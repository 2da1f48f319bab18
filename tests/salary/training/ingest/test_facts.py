"""What the rules find in a field and in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.salary.training.ingest.facts.experience import find_experience, name_bucket, read_field
from services.salary.training.ingest.facts.grade import find_grade
from services.salary.training.ingest.facts.place import find_city
from services.salary.training.ingest.facts.skills import count_it_skills
from services.salary.training.ingest.facts.work import (
    find_format,
    read_employment,
    read_format,
    read_schedule,
)
from shared.contracts.grade import Grade
from shared.reference.skill_names.mentions import find_mentions


@pytest.mark.parametrize(
    ("raw", "months"),
    [
        ("between1And3", 12),
        ("Более 6 лет", 72),
        ("От 1 года до 3 лет", 12),
        ("Нет опыта", 0),
        ("не требуется", 0),
        ("без требований к опыту работы", 0),
        ("от 3-х лет", 36),
        ("от 2x лет", 24),
        ("от 2-ух лет", 24),
        ("от 1,5 лет", 18),
        ("3–6 лет", 36),
        ("6-10 лет опыта", 72),
        ("5+", 60),
        ("4+ года", 48),
        ("5 и более лет", 60),
        ("от года", 12),
        ("6 месяцев", 6),
        ("до 3 лет опыта", 12),
        ("Middle", None),
        ("", None),
        (None, None),
    ],
)
def test_a_field_for_experience_is_read(raw: str | None, months: float | None) -> None:
    assert read_field(raw) == months


def test_months_fall_into_buckets() -> None:
    assert [name_bucket(months) for months in (0, 6, 12, 35, 36, 71, 72, 240)] == [
        "noExperience",
        *["between1And3"] * 3,
        *["between3And6"] * 2,
        *["moreThan6"] * 2,
    ]


@pytest.mark.parametrize(
    ("text", "months", "is_sure"),
    [
        ("Опыт: 3-6 лет", 36, True),
        ("- опыт работы системным аналитиком от 3 лет;", 36, True),
        ("Опыт коммерческой разработки не менее двух лет", 24, True),
        ("5+ years of experience with .NET", 60, False),
        ("Опыт работы с Kafka от года", 12, False),
        ("Опыт управления командой от 3 лет", 36, False),
        ("Нам 10 лет. Опыт работы от 2 лет", 24, False),
    ],
)
def test_experience_is_found_in_a_text(text: str, months: float, is_sure: bool) -> None:
    found = find_experience(text)
    assert found is not None
    assert found.months == months
    assert found.is_sure or not is_sure


@pytest.mark.parametrize(
    "text", ["", "Нам 10 лет, 200 сотрудников", "опыт приветствуется", "проект на 3 года"]
)
def test_other_years_are_no_experience(text: str) -> None:
    assert find_experience(text) is None


@pytest.mark.parametrize(
    ("terms", "work_format", "schedule", "employment"),
    [
        ("remote ; full", "remote", None, "full"),
        ("['ON_SITE', 'HYBRID']", "hybrid", None, None),
        ("удалённо / офис", "hybrid", None, None),
        ("Полный день ; Полная занятость", None, "fullDay", "full"),
        ("сменный график ; частичная занятость", None, "shift", "part"),
        ("гибкий график ; Стажировка", None, "flexible", "probation"),
        ("flyInFlyOut ; project", None, "flyInFlyOut", "project"),
        ("", None, None, None),
    ],
)
def test_terms_of_work_are_read(
    terms: str, work_format: str | None, schedule: str | None, employment: str | None
) -> None:
    assert (read_format(terms), read_schedule(terms), read_employment(terms)) == (
        work_format,
        schedule,
        employment,
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Формат работы: гибрид", ("hybrid", True)),
        ("Полностью удалённая работа из любой точки", ("remote", True)),
        ("Работа не удалённая", None),
        ("У нас уютный офис и печеньки", None),
    ],
)
def test_the_format_is_found_in_a_text(text: str, found: tuple[str, bool] | None) -> None:
    assert find_format(text) == found


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Локация: Москва / Казань", "Москва"),
        ("📍 Локация: СПб, гибрид", "Санкт-Петербург"),
        ("Город: Великие Луки", "Великие луки"),
        ("#вакансия #ГородКазань #qa", "Казань"),
        ("Офис в Новосибирске", "Новосибирск"),
        ("Локация: удалённо, РФ", None),
        ("📍Обязательно знание Linux", None),
        ("#вакансия #python", None),
        ("Наши клиенты из Москвы", None),
    ],
)
def test_the_city_is_found(text: str, city: str | None) -> None:
    found = find_city(text)
    assert (found[0] if found else None) == city


@pytest.mark.parametrize(
    ("title", "text", "grade"),
    [
        ("Senior Java Developer", "Уровень: middle", Grade.SENIOR),
        ("Java Developer", "Грейд: Middle+", Grade.MIDDLE),
        ("Java Developer", "#вакансия #junior #java", Grade.JUNIOR),
        ("Java Developer", "#middle #senior", None),
        ("Java Developer", "работа со старшими коллегами", None),
    ],
)
def test_the_grade_is_found(title: str, text: str, grade: Grade | None) -> None:
    found = find_grade(title, text)
    assert (found[0] if found else None) == grade


def test_skills_are_found_in_a_text() -> None:
    found = find_mentions(
        "Пишем на Python и Go, храним в Postgres. Учим принимать решения, go forward, CI/CD."
    )
    assert found[:3] == ("Python", "Go", "PostgreSQL")
    assert "CI/CD" in found
    assert find_mentions("Мы любим чай, печенье и хорошую музыку") == ()


def test_it_skills_are_counted() -> None:
    assert count_it_skills(("Python", "Docker", "Деловое общение", "MS Excel")) == 2


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    find_experience(text)
    find_format(text)
    find_city(text)
    find_grade(text, text)
    find_mentions(text)
    read_field(text)
