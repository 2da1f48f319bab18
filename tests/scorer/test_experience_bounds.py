"""What little or unknown experience allows."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from services.scorer.engines.builtin import BuiltinEngine
from services.scorer.estimate import bound_grades
from shared.contracts.document import DocumentKind
from shared.contracts.expertise import Expertise
from shared.contracts.grade import Grade
from shared.contracts.resume import Experience, Resume, ResumeSource
from shared.contracts.target import Target
from shared.reference.grades import ORDER

SOURCE = ResumeSource(kind=DocumentKind.MANUAL)


def score_beginner(engine: BuiltinEngine, position: str, skills: tuple[str, ...]) -> Expertise:
    return engine.score_resume(Resume(position=position, skills=skills, source=SOURCE), Target())


@pytest.mark.parametrize(
    ("position", "skills"),
    [
        ("Junior Data Scientist", ("Python", "Pandas", "SQL", "PyTorch")),
        ("Программист", ("Python", "Git", "SQL", "C++")),
        ("Технический директор", ("Python", "Управление командой", "Стратегия")),
        ("Тестировщик ПО", ("SQL Server", "Postman", "Atlassian Confluence", "Ответственность")),
        ("Team Lead", ("Java", "Kafka", "Управление командой")),
    ],
)
def test_nobody_starts_at_the_top(engine: BuiltinEngine, position: str, skills: tuple[str, ...]) -> None:
    score = score_beginner(engine, position, skills)
    assert score.grade is not None
    assert score.grade.value in ORDER[:3]
    assert score.grade.probabilities[Grade.LEAD] == score.grade.probabilities[Grade.CHIEF] == 0
    assert any("Опыт работы в резюме не найден" in reason.text for reason in score.reasons)


def test_jobs_without_dates_make_nobody_senior(
    engine: BuiltinEngine, make_developer: Callable[[int], Resume]
) -> None:
    dated = make_developer(24)
    jobs = tuple(
        job.model_copy(update={"start": None, "end": None, "current": False}) for job in dated.experience
    )
    undated = engine.score_resume(dated.model_copy(update={"experience": jobs}), Target()).grade
    known = engine.score_resume(dated, Target()).grade
    assert undated is not None
    assert known is not None
    assert undated.probabilities[Grade.CHIEF] == 0
    assert undated.value is known.value


@pytest.mark.parametrize("months", [0, 6, 24, 59])
def test_bounds_grow_with_experience(months: int) -> None:
    flat = np.full(6, 1 / 6)
    ranks = [bound_grades(flat, m, True) @ np.arange(6) for m in (months, months + 1, None)]
    assert ranks[0] <= ranks[1]
    assert ranks[2] < 2.5
    assert bound_grades(flat, 60, True) == pytest.approx(flat)
    assert bound_grades(flat, months, True).sum() == pytest.approx(1)


def test_one_month_more_is_no_jump() -> None:
    flat = np.full(6, 1 / 6)
    ranks = [float(bound_grades(flat, m, True) @ np.arange(6)) for m in range(72)]
    assert all(0 <= later - earlier < 0.1 for earlier, later in pairwise(ranks))


def test_impossible_dates_are_no_fact(engine: BuiltinEngine) -> None:
    jobs = (
        Experience(company="Астра", position="Java-разработчик", start="2035-01", current=True),
        Experience(company="Ива", position="Java-разработчик", start="2022-01", end="2018-05"),
        Experience(company="Липа", position="Java-разработчик", start="2023-01", end="2025-05"),
    )
    resume = Resume(position="Java-разработчик", experience=jobs, updated_at="2026-10", source=SOURCE)
    told = engine.score_resume(resume, Target()).reasons
    experience = next(reason for reason in told if reason.text.startswith("Опыт в ИТ"))
    assert "2 года 5 месяцев" in experience.text
    assert experience.evidence == "Липа, Java-разработчик, 2023-01 — 2025-05"


def test_words_alone_make_nobody_a_head(engine: BuiltinEngine) -> None:
    job = Experience(
        position="Технический писатель",
        start="2015-01",
        end="2026-01",
        description="Написание инструкций и руководств пользователя.",
    )
    resume = Resume(position="Технический писатель", experience=(job,), skills=("Word",), source=SOURCE)
    grade = engine.score_resume(resume, Target()).grade
    assert grade is not None
    assert grade.value is not Grade.CHIEF
