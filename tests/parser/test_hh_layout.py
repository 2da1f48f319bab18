"""The hh.ru layout: what is drawn must be read back, whatever it says."""

from random import Random

import pytest

from services.parser.parse import parse_document
from shared.contracts.document import Document, DocumentKind
from shared.contracts.resume import (
    Contacts,
    Course,
    Education,
    Experience,
    Language,
    Resume,
    ResumeSource,
    SalaryExpectation,
)
from tests.parser.hh_drawing import HhLook, draw_hh_pdf, one_line
from tests.parser.hh_words import EN, RU, HhWords

SOURCE = ResumeSource(kind=DocumentKind.PDF)
JOBS = (
    Experience(
        company="Апрель",  # a company may be called like a month
        position="Ведущий разработчик Python",
        start="2021-05",
        current=True,
        city="Казань",
        description="Веду команду.\n- FastAPI, PostgreSQL;\n- выкладка в K8s.\n\nСократил время ответа.",
    ),
    Experience(
        company="Системные технологии, НПП, филиал в Нижнем Новгороде с длинным и запятыми полным названием",
        position="Инженер-программист",
        start="2018-02",
        end="2021-04",
        city="Нижний Новгород",
        description="Поддержка 25 сервисов, экономия 6 500 ₽ в месяц.",
    ),
)
BASE = Resume(
    full_name="Пробников Тимофей Аркадьевич",
    gender="male",
    birth_date="1993-04-17",
    age=32,
    city="Казань",
    contacts=Contacts(
        phones=("+79570000001",), emails=("t.probnikov@example.com",), links=("https://t.me/probnikov_t",)
    ),
    position="Python-разработчик",
    specializations=("Программист, разработчик", "DevOps-инженер"),
    salary_expectation=SalaryExpectation(amount=250000, currency="RUB"),
    total_experience_months=92,
    experience=JOBS,
    education=(
        Education(
            year=2027,
            institution="Пробный университет им. Образцова, Казань",
            speciality="Физика, математика и химия",
        ),
        Education(year=2015, institution="Пробный колледж", speciality="Программирование"),
    ),
    courses=(Course(year=2024, name="Алгоритмы: с нуля", organization="Школа образцов"),),
    skills=(
        "Python",
        "MVVM / MVP / MVI",
        "C++",
        "Computer Vision",
        "Работа в команде",
        "SQL",
        "1С: Предприятие 8",
    ),
    languages=(Language(name="Русский", level="Родной"), Language(name="Английский", level="B1 — Средний")),
    about="Стек: Python, Django.\n\nКлючевые навыки:\n- внимательность.",
    updated_at="2025-05-26",
    source=SOURCE,
)


def read_back(resume: Resume, look: HhLook | None = None, words: HhWords = RU) -> Resume:
    return parse_document(Document(kind=DocumentKind.PDF, content=draw_hh_pdf(resume, look, words))).resume


def comparable(resume: Resume) -> dict[str, object]:
    """Everything but the source; long texts without their line ends, which wrapping may move."""
    fields = resume.model_dump(exclude={"source"})
    fields["about"] = one_line(resume.about)
    for job in fields["experience"]:
        job["description"] = one_line(job["description"])
    return fields


@pytest.mark.parametrize(
    ("look", "words"),
    [
        (HhLook(), RU),
        (HhLook(has_photo=True, metro="Озерки", site="example.com"), RU),
        (HhLook(skills_title="Ключевые навыки", is_pay_on_one_line=False, pay_suffix="руб."), RU),
        (HhLook(is_pay_on_one_line=False, pay_suffix="₽", industry=None), RU),
        (HhLook(is_level_repeated=True, phone_comment="Чат. @somebody - Telegram"), RU),
        (HhLook(level="Неоконченное высшее"), RU),
        (HhLook(pay_suffix="RUB"), EN),
    ],
)
def test_every_field_is_read_back(look: HhLook, words: HhWords) -> None:
    assert comparable(read_back(BASE, look, words)) == comparable(BASE)


@pytest.mark.parametrize(
    "change",
    [
        {"salary_expectation": None},
        {"salary_expectation": SalaryExpectation(amount=5000, currency="USD")},
        {"birth_date": None, "age": None},
        {"birth_date": None},
        {"gender": "female"},
        {"experience": (), "total_experience_months": None},
        {"education": (), "courses": ()},
        {"skills": ()},
        {"languages": ()},
        {"about": None},
        {"specializations": ()},
        {"contacts": Contacts()},
        {"city": None},
        {"full_name": "Константинопольский-Задунайский Александр Константинович"},
        {"position": "Старший разработчик распределённых систем хранения данных и нагруженных сервисов"},
        {"total_experience_months": 300},
    ],
    ids="-".join,
)
def test_what_is_missing_or_long_moves_nothing_else(change: dict[str, object]) -> None:
    resume = BASE.model_copy(update=change)
    suffix = "$" if resume.salary_expectation and resume.salary_expectation.currency == "USD" else "₽ на руки"
    assert comparable(read_back(resume, HhLook(pay_suffix=suffix))) == comparable(resume)


@pytest.mark.parametrize("filler", range(0, 42, 3))
def test_a_page_may_break_anywhere(filler: int) -> None:
    """A description that grows a line at a time moves the page's end over everything below it."""
    longer = "\n".join(["Строка описания."] * filler) or None
    resume = BASE.model_copy(
        update={"experience": (JOBS[0].model_copy(update={"description": longer}), JOBS[1])}
    )
    assert comparable(read_back(resume)) == comparable(resume)


_WORDS = (
    "разработка",
    "сервис",
    "данные",
    "Заказчик",
    "отдел",
    "анализ",
    "Северный",
    "проект",
    "платформа",
    "и",
    "на",
    "для",
    "в",
    "поддержка",
    "модель",
    "Центр",
    "интеграция",
    "отчёт",
    "Вектор",
    "тестирование",
    "API",
    "backend",
    "Data",
    "Engineer",
    "Lab",
    "Solutions",
    "team",
    "release",
    "hh.ru",
    "e-mail",
    "24/7",
    "2019",
)
_TAGS = (
    "C",
    "C++",
    "Go",
    "R",
    "CI/CD",
    ".NET",
    "Node.js",
    "Computer Vision",
    "Работа в команде",
    "MVVM / MVP",
    "1С",
)


def _make_phrase(chance: Random, most: int) -> str:
    """A few words, the first of which starts no list and no date."""
    return " ".join(["Слово", *chance.choices(_WORDS, k=chance.randint(0, most))])


def _make_text(chance: Random) -> str:
    """Paragraphs, some of them bullets, some after an empty line."""
    marks = ("", "- ", "• ", "1. ", "\n")
    return "\n".join(
        chance.choice(marks) + _make_phrase(chance, 30) for _ in range(chance.randint(1, 6))
    ).strip()


def _make_job(chance: Random) -> Experience:
    is_current = chance.random() < 0.3
    return Experience(
        company=_make_phrase(chance, 14),
        position=_make_phrase(chance, 8),
        start=f"{chance.randint(2000, 2014)}-{chance.randint(1, 12):02d}",
        end=None if is_current else f"{chance.randint(2015, 2025)}-{chance.randint(1, 12):02d}",
        current=is_current,
        city=chance.choice((None, "Уфа", "Ростов-на-Дону")),
        description=chance.choice((None, _make_text(chance), _make_text(chance))),
    )


def make_resume(seed: int) -> Resume:
    """A resume of random content."""
    chance = Random(seed)
    studies = (
        Education(
            year=chance.randint(1970, 2030),
            institution=_make_phrase(chance, 12),
            speciality=_make_phrase(chance, 14),
        )
        for _ in range(chance.randint(0, 4))
    )
    return BASE.model_copy(
        update={
            "position": _make_phrase(chance, 8),
            "experience": tuple(_make_job(chance) for _ in range(chance.randint(1, 6))),
            "education": tuple(studies),
            "skills": tuple(dict.fromkeys(chance.choices((*_TAGS, *_WORDS), k=chance.randint(0, 40)))),
            "about": _make_text(chance),
        }
    )


@pytest.mark.parametrize("seed", range(24))
def test_any_content_is_read_back(seed: int) -> None:
    resume = make_resume(seed)
    assert comparable(read_back(resume, HhLook(has_photo=seed % 2 == 0))) == comparable(resume)
