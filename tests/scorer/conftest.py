"""Resumes made up for these tests, and the engine as it is committed."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from services.scorer.engines.builtin import BuiltinEngine, load_builtin
from shared.contracts.document import DocumentKind
from shared.contracts.resume import Experience, Resume, ResumeSource


@pytest.fixture(scope="session")
def engine() -> BuiltinEngine:
    return load_builtin()


@pytest.fixture
def data_folder() -> Path:
    root = Path(__file__).parents[2]
    folder = Path(os.environ.get("ATTESTA_DATA", root / "../shared/data"))
    if not folder.is_dir():
        pytest.skip("the training data is neither in ../shared/data nor where ATTESTA_DATA says")
    return folder


@pytest.fixture
def senior() -> Resume:
    return Resume(
        full_name="Петров Пётр Петрович",
        gender="male",
        age=34,
        birth_date="1992-03-04",
        city="Казань",
        position="Python-разработчик",
        experience=(
            Experience(
                company="ООО Ромашка",
                position="Ведущий разработчик",
                start="2021-02",
                current=True,
                description="Проектировал архитектуру микросервисов на Python и FastAPI. Проводил код-ревью, "
                "наставлял младших коллег. Внедрил Kafka и Kubernetes.",
                city="Казань",
            ),
            Experience(
                company="АО Лютик",
                position="Python-разработчик",
                start="2016-06",
                end="2021-01",
                description="Разрабатывал REST API на Django, PostgreSQL, Redis, Celery. Писал тесты.",
            ),
        ),
        skills=("Python", "FastAPI", "Django", "PostgreSQL", "Kafka", "Docker", "Kubernetes", "Redis"),
        about="Люблю сложные задачи.",
        updated_at="2026-10",
        source=ResumeSource(kind=DocumentKind.MANUAL),
    )


@pytest.fixture
def beginner() -> Resume:
    return Resume(
        full_name="Сидорова Анна",
        gender="female",
        position="Стажёр-разработчик",
        skills=("HTML", "CSS", "JavaScript", "Git"),
        about="Прошла курсы по веб-разработке, делала учебные проекты.",
        updated_at="2026-10",
        source=ResumeSource(kind=DocumentKind.MANUAL),
    )


@pytest.fixture
def analyst() -> Resume:
    return Resume(
        position="Системный аналитик",
        experience=(
            Experience(
                company="Банк Василёк",
                position="Системный аналитик",
                start="2023-09",
                end="2026-08",
                description="Собирал требования, описывал процессы в BPMN и UML, писал запросы SQL, "
                "проектировал интеграции по REST и Kafka.",
            ),
        ),
        skills=("SQL", "BPMN", "UML", "REST API", "Postman"),
        updated_at="2026-10",
        source=ResumeSource(kind=DocumentKind.MANUAL),
    )


@pytest.fixture
def make_developer() -> Callable[[int], Resume]:
    """A developer of so many months of experience, all else equal."""

    def make(months: int) -> Resume:
        first = 2026 * 12 + 9 - months
        job = Experience(
            company="ООО Тюльпан",
            position="Java-разработчик",
            start=f"{first // 12}-{first % 12 + 1:02}",
            end="2026-09",
            description="Разработка сервисов на Java и Spring Boot, PostgreSQL, Kafka.",
        )
        return Resume(
            position="Java-разработчик",
            experience=(job,),
            skills=("Java", "Spring Boot", "SQL", "Git"),
            updated_at="2026-10",
            source=ResumeSource(kind=DocumentKind.MANUAL),
        )

    return make
