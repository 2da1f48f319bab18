"""A resume and a vacancy that say the same become the same columns."""

from datetime import date

import numpy as np
import pytest

from services.salary.artefact import is_thin
from services.salary.columns import Matrix, spread_places
from services.salary.estimate import SalaryEstimator
from services.salary.profile import MOST_SKILLS, PayProfile, profile_resume
from services.salary.reading import read_profile
from services.salary.training.vacancies import profile_table_row, read_month
from services.salary.vacancy import JobRow, profile_row, read_experience_months
from services.salary.words import list_words
from shared.contracts.document import DocumentKind
from shared.contracts.grade import Grade
from shared.contracts.resume import Experience, Language, Resume, ResumeSource
from shared.errors import InvalidInput
from shared.reference.places import RegionGroup
from shared.reference.professions import title_profession

AS_OF = date(2026, 6, 1)
MONTH = 2026 * 12 + 5
SOURCE = ResumeSource(kind=DocumentKind.MANUAL)


def _row(**fields: object) -> dict[str, object]:
    empty = dict.fromkeys(
        ("title", "skills", "description", "experience", "city", "schedule", "employment"), None
    )
    return {**empty, **fields}


def _columns(estimator: SalaryEstimator, profile: PayProfile) -> Matrix:
    return estimator.artefact.reader.read_columns([read_profile(profile)])


@pytest.mark.parametrize(
    ("resume", "vacancy"),
    [
        (
            Resume(
                position="Senior Python-разработчик",
                city="Москва",
                skills=("postgres", "Docker"),
                about="Проектировал микросервисы на Kafka, проводил код-ревью.",
                total_experience_months=60,
                source=SOURCE,
            ),
            _row(
                title="Senior Python-разработчик",
                city="Москва, Нагорная улица, 4А",
                skills=["PostgreSQL", "докер"],
                description="Проектировал микросервисы на Kafka, проводил код-ревью.",
                experience="between3And6",
                schedule="fullDay",
            ),
        ),
        (
            Resume(position="Аналитик (удалённо)", total_experience_months=4, source=SOURCE),
            _row(title="Аналитик (удалённо)", experience="Нет опыта", schedule="remote"),
        ),
        (
            Resume(position="Стажёр QA", city="Алматы", skills=("Postman",), source=SOURCE),
            _row(title="Стажёр QA", city="Алматы", skills=["Postman"], experience=None),
        ),
    ],
)
def test_same_words_get_same_columns(
    estimator: SalaryEstimator, resume: Resume, vacancy: dict[str, object]
) -> None:
    of_resume = _columns(estimator, profile_resume(resume, AS_OF))
    of_vacancy = _columns(estimator, profile_table_row(vacancy, MONTH))
    np.testing.assert_array_equal(of_resume, of_vacancy)
    assert of_resume.sum() > 2


@pytest.mark.parametrize(
    ("raw", "months"),
    [
        ("noExperience", 0),
        ("between1And3", 12),
        ("between3And6", 36),
        ("moreThan6", 72),
        ("От 1 года до 3 лет", 12),
        ("От 3 до 6 лет", 36),
        ("Более 6 лет", 72),
        ("1–3 года", 12),
        ("Опыт работы не требуется", 0),
        ("от 1,5 лет", 18),
        ("6 мес.", 6),
        ("3 года 7 месяцев", 36),
        ("от года", 12),
        ("до 3 лет", 12),
        ("Senior", None),
        (None, None),
    ],
)
def test_experience_of_a_vacancy_is_read(raw: str | None, months: float | None) -> None:
    assert read_experience_months(raw) == months


@pytest.mark.parametrize(
    ("months", "bucket"), [(0, 0), (11, 0), (12, 1), (35, 1), (36, 2), (71, 2), (72, 3), (500, 3)]
)
def test_months_fall_into_the_buckets_of_hh(months: int, bucket: int) -> None:
    resume = Resume(position="Аналитик", total_experience_months=months, source=SOURCE)
    assert profile_resume(resume, AS_OF).experience_bucket == bucket


@pytest.mark.parametrize(
    ("published", "year", "expected"),
    [
        ("2026-04-30T10:00:00+0300", None, (2026 * 12 + 3, True)),
        ("12 мая", 2025.0, (2025 * 12 + 4, True)),
        (None, 2024.0, (2024 * 12 + 5, False)),
        (None, None, (None, False)),
    ],
)
def test_month_of_a_vacancy_is_read(
    published: str | None, year: float | None, expected: tuple[int | None, bool]
) -> None:
    assert read_month(published, year) == expected


def test_grade_comes_from_the_latest_job_when_the_position_states_none() -> None:
    jobs = (
        Experience(position="Junior Java-разработчик", start="2015-01", end="2018-01"),
        Experience(position="Team Lead", start="2020-01", current=True),
    )
    profile = profile_resume(Resume(position="Java-разработчик", experience=jobs, source=SOURCE), AS_OF)
    assert profile.grade is Grade.LEAD
    assert profile.title == "Java-разработчик"


def test_title_falls_back_to_specialization_then_to_the_latest_job() -> None:
    jobs = (Experience(position="Тестировщик", start="2020-01", end="2021-01"),)
    only_jobs = Resume(experience=jobs, source=SOURCE)
    assert profile_resume(only_jobs, AS_OF).title == "Тестировщик"
    with_specialization = only_jobs.model_copy(update={"specializations": ("Аналитик",)})
    assert profile_resume(with_specialization, AS_OF).title == "Аналитик"


@pytest.mark.parametrize("skills", [(), ("", "  ")])
def test_resume_that_says_nothing_is_refused(skills: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInput) as refusal:
        profile_resume(Resume(city="Москва", about="Ищу работу", skills=skills, source=SOURCE), AS_OF)
    assert refusal.value.problem.code == "too_little_to_price"


@pytest.mark.parametrize(
    ("resume", "is_refused"),
    [
        (Resume(position="Шеф-повар", skills=("Кулинария",), source=SOURCE), True),
        (Resume(position="Бухгалтер", skills=("1С", "MS Excel", "1С: Бухгалтерия"), source=SOURCE), True),
        (Resume(experience=(Experience(position="Водитель", start="2020-01"),), source=SOURCE), True),
        (Resume(position="Повар", skills=("Python", "SQL", "Docker"), source=SOURCE), False),
        (
            Resume(position="Повар", experience=(Experience(position="Java-разработчик"),), source=SOURCE),
            False,
        ),
        (Resume(position="Программист", experience=(Experience(position="Повар"),), source=SOURCE), False),
        (Resume(position="Волшебник", source=SOURCE), False),
    ],
)
def test_resume_of_another_trade_is_refused(resume: Resume, is_refused: bool) -> None:
    if not is_refused:
        assert profile_resume(resume, AS_OF).title == resume.position
        return
    with pytest.raises(InvalidInput) as refusal:
        profile_resume(resume, AS_OF)
    assert refusal.value.problem.code == "not_it_resume"


def test_work_outside_it_is_no_experience() -> None:
    jobs = (
        Experience(position="Python-разработчик", start="2022-07", end="2026-06"),
        Experience(position="Повар", start="2002-07", end="2022-06"),
    )
    resume = Resume(position="Python-разработчик", experience=jobs, source=SOURCE)
    assert profile_resume(resume, AS_OF).experience_months == pytest.approx(48)
    stated = resume.model_copy(update={"total_experience_months": 288})
    assert profile_resume(stated, AS_OF).experience_months == pytest.approx(48)


def test_impossible_totals_are_not_believed() -> None:
    resume = Resume(position="Аналитик", total_experience_months=24_300, source=SOURCE)
    assert profile_resume(resume, AS_OF).experience_months is None


def test_job_that_began_after_the_model_counts_up_to_the_update() -> None:
    jobs = (
        Experience(position="Senior Java-разработчик", start="2026-08", current=True),
        Experience(position="Middle Java-разработчик", start="2024-01", end="2026-07"),
    )
    resume = Resume(position="Java", experience=jobs, updated_at="2026-11-02", source=SOURCE)
    assert profile_resume(resume, AS_OF).grade is Grade.SENIOR
    assert profile_resume(resume, AS_OF).experience_months == 35


@pytest.mark.parametrize(
    ("name", "level", "is_known"),
    [
        ("Английский", "B2 — Средне-продвинутый", True),
        ("English", "Upper-Intermediate", True),
        ("Английский", None, True),
        ("Английский", "A1 — Начальный", False),
        ("Немецкий", "C1", False),
    ],
)
def test_english_is_a_skill(name: str, level: str | None, is_known: bool) -> None:
    languages = (Language(name=name, level=level),)
    profile = profile_resume(Resume(position="Аналитик", languages=languages, source=SOURCE), AS_OF)
    assert ("Английский язык" in profile.skills) == is_known


def test_unknown_place_is_averaged_over_russia() -> None:
    names = ("year", "region:moscow", "region:abroad", "region:other_russia")
    matrix = np.array([[1, 0, 0, 0], [2, 0, 1, 0]], dtype=np.float32)
    spread = spread_places(matrix, names, {"region:moscow": 0.75, "region:other_russia": 0.25})
    assert spread.origins.tolist() == [1, 0, 0]
    assert spread.weights.tolist() == [1, 0.75, 0.25]
    assert spread.matrix.tolist() == [[2, 0, 1, 0], [1, 1, 0, 0], [1, 0, 0, 1]]


def test_huge_lists_of_skills_are_cut() -> None:
    resume = Resume(skills=tuple(f"навык{number}x" for number in range(10_000)), source=SOURCE)
    assert len(profile_resume(resume, AS_OF).skills) == MOST_SKILLS


def test_thin_profiles_are_told_apart() -> None:
    assert is_thin(profile_resume(Resume(skills=("SQL",), source=SOURCE), AS_OF))
    told = Resume(position="Аналитик", skills=("SQL",), source=SOURCE)
    assert not is_thin(profile_resume(told, AS_OF))


def test_pay_named_in_a_text_is_no_word() -> None:
    assert list_words("от 250 000 руб, Python3") == ["от", "руб", "python3"]


def test_title_terms_are_words_and_pairs_in_one_spelling() -> None:
    assert _title_terms("Программист С++") == {"программист", "c++", "программист c++"}
    assert _title_terms("Системного аналитика") == _title_terms("Системный аналитик")


def _title_terms(title: str) -> set[str]:
    return read_profile(profile_row(JobRow(position=title), MONTH)).title_terms


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("писал на postgres и Apache Kafka", {"skill:PostgreSQL", "skill:Kafka"}),
        ("Настройка Рostgres, язык С#", {"skill:PostgreSQL", "skill:C#"}),
        ("postgresqlite и kafkaesque", set()),
        ("Проектирование DWH", {"skill:DWH", "topic:проектирование систем", "topic:данные и хранилища"}),
        ("react native и spring boot", {"skill:React Native", "skill:Spring Boot"}),
    ],
)
def test_skills_are_found_in_text_under_their_other_names(
    estimator: SalaryEstimator, text: str, columns: set[str]
) -> None:
    assert estimator.artefact.reader.find_mentions(text) == columns


def test_words_of_title_and_text_make_no_phrase(estimator: SalaryEstimator) -> None:
    apart = profile_row(JobRow(position="Инженер machine", description="learning"), MONTH)
    together = profile_row(JobRow(position="Инженер", description="machine learning"), MONTH)
    column = estimator.columns.index("topic:машинное обучение")
    assert _columns(estimator, apart)[0, column] == 0
    assert _columns(estimator, together)[0, column] == 1


@pytest.mark.parametrize(
    ("title", "family"),
    [
        ("Программист 1С", "1С"),
        ("Ведущий системный аналитик (банк)", "Системный аналитик"),
        ("QA Automation Engineer (Python)", "Тестирование"),
        ("Android-разработчик (Kotlin)", "Мобильный разработчик"),
        ("Golang-разработчик", "Go-разработчик"),
        ("JavaScript developer", "JavaScript-разработчик"),
        ("Java-разработчик", "Java-разработчик"),
        ("Инженер-программист", "Разработчик"),
        ("Учитель физики", None),
        ("", None),
    ],
)
def test_titles_find_their_family(title: str, family: str | None) -> None:
    assert title_profession(title) == family


def test_region_and_format_are_read() -> None:
    profile = profile_resume(Resume(position="Дизайнер, гибрид", city="г. Казань", source=SOURCE), AS_OF)
    assert (profile.region, profile.work_format) == (RegionGroup.MILLION_CITY, "hybrid")
