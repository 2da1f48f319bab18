"""Pages of hh.ru are read by their marks into what the API would give."""

import pytest

from services.parser.link.page import read_page
from services.parser.link.walls import find_wall
from services.parser.parse import parse_document
from shared.contracts.document import Document, DocumentKind
from shared.contracts.resume import (
    Contacts,
    Course,
    Education,
    Experience,
    Language,
    Resume,
    SalaryExpectation,
)
from shared.reference.document_kinds import identify_document
from tests.parser.hh_pages import CAPTCHA, DELETED, HIDDEN, LOGIN, NEWER, OLDER, WITHOUT_MARKS


def read(page: str) -> Resume:
    fields = read_page(page.encode())
    assert fields is not None
    return parse_document(Document(kind=DocumentKind.JSON, content=fields)).resume


def test_older_design() -> None:
    resume = read(OLDER)
    assert resume.model_dump(exclude={"source"}) == Resume(
        full_name="Пробников Иван Сергеевич",
        gender="male",
        birth_date="1993-04-17",
        age=31,
        city="Казань",
        contacts=Contacts(phones=("+79573164209",), emails=("i.probnikov@example.com",)),
        position="Backend-разработчик",
        specializations=("Программист, разработчик",),
        salary_expectation=SalaryExpectation(amount=150_000, currency="RUB"),
        total_experience_months=63,
        experience=(
            Experience(
                company="ООО «Ромашка»",
                position="Старший разработчик",
                start="2022-10",
                current=True,
                description="Переносил сервисы 2019 — 2021 годов.\nВёл команду.",
                city="Казань",
            ),
            Experience(
                company="Вектор",
                position="Разработчик",
                start="2019-03",
                end="2022-09",
                description="Отчёты",
            ),
        ),
        education=(
            Education(year=2015, institution="КФУ, Казань", speciality="Прикладная математика"),
            Education(year=2017, institution="КНИТУ", speciality="Информатика"),
        ),
        courses=(Course(year=2021, name="Алгоритмы", organization="Школа примеров"),),
        skills=("Python", "PostgreSQL"),
        languages=(
            Language(name="Русский", level="Родной"),
            Language(name="Английский", level="B2 — Средне-продвинутый"),
        ),
        about="Люблю порядок.\nИ тесты.",
        source=resume.source,
    ).model_dump(exclude={"source"})


def test_newer_design() -> None:
    resume = read(NEWER)
    assert (resume.full_name, resume.gender, resume.age, resume.city) == (
        "Проба Анна",
        "female",
        28,
        "Москва",
    )
    assert resume.position == "Аналитик данных"
    assert resume.specializations == ("Аналитик", "BI-аналитик, аналитик данных")
    assert resume.salary_expectation == SalaryExpectation(amount=200_000, currency="RUB")
    assert resume.total_experience_months == 85
    assert [(job.company, job.position, job.start, job.end, job.current) for job in resume.experience] == [
        ("Банк Пример", "Аналитик", "2022-01", None, True),
        ("Ритейл Ко", "Младший аналитик", "2018-12", "2021-12", False),
        ("Завод", "Экономист", "2017-02", "2018-11", False),
        ("Завод", "Стажёр", "2016-12", "2017-01", False),
    ]
    assert resume.experience[0].description == "- отчёты\n- SQL"
    assert resume.education == (
        Education(year=2019, institution="Пример Университет", speciality="Статистика"),
    )
    assert resume.courses == (Course(year=2023, name="Статистика на практике", organization="Школа"),)
    assert resume.skills == ("SQL", "Power BI")
    assert resume.languages == (Language(name="Английский", level="C1"),)
    assert resume.about == "Внимательная"


@pytest.mark.parametrize(
    "page",
    ["", " ", "{}", "\0", "plain text", "<html></html>", CAPTCHA, LOGIN, HIDDEN, DELETED, WITHOUT_MARKS],
)
def test_page_without_marks_is_not_read(page: str) -> None:
    assert read_page(page.encode()) is None


def test_deep_page_is_read_in_time() -> None:
    page = f'<html><body><h1 data-qa="resume-personal-name">Проба</h1>{50_000 * "<div>"}</body></html>'
    assert read_page(page.encode()) is None


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (CAPTCHA, "link_captcha"),
        (LOGIN, "link_login_required"),
        (HIDDEN, "link_no_access"),
        (DELETED, "link_not_found"),
        ("<html><body><h1>Checking your browser before accessing hh.ru</h1></body></html>", "link_captcha"),
        ("<html><body><h1>Такой страницы не существует</h1></body></html>", "link_not_found"),
        (WITHOUT_MARKS, None),
        ("", None),
    ],
)
def test_walls_are_told_apart(page: str, code: str | None) -> None:
    assert find_wall(page.encode()) == code


@pytest.mark.parametrize("page", [OLDER, NEWER])
def test_a_saved_page_is_read_by_its_marks(page: str) -> None:
    resume = parse_document(identify_document(page.encode())).resume
    assert resume.source.kind is DocumentKind.HTML
    assert resume.experience
    assert {one.field for one in resume.source.evidence} >= {"position", "experience.0.company"}
