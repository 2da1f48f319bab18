"""Golden predictions: what a model said of made-up jobs when it was trained.

They are stored beside it, so that a test tells when the code reads a job otherwise than the model was
trained to.
"""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from services.salary.artefact import GOLDEN_FILE
from services.salary.estimate import load_estimator
from services.salary.vacancy import JobRow, profile_row

_JOBS = (
    JobRow(
        position="Senior Python-разработчик",
        description="Проектировать микросервисы под высокие нагрузки, проводить код-ревью. Kafka.",
        skills=("Python", "Django", "PostgreSQL", "Docker"),
        experience="От 3 до 6 лет",
        city="Москва",
        as_of="2025-08",
    ),
    JobRow(position="Программист 1С", skills=("1С", "1С: ЗУП"), experience="between1And3", city="Казань"),
    JobRow(position="Junior QA engineer", experience="Нет опыта", city="Пенза", schedule="Удаленная работа"),
    JobRow(position="Системный аналитик", skills=("BPMN", "UML", "SQL"), experience_months=30),
    JobRow(
        position="Team Lead Java",
        description="Руководство командой из 8 человек, Spring Boot, опыт работы с банковскими системами.",
        experience="Более 6 лет",
        city="Санкт-Петербург",
        grade="lead",
    ),
    JobRow(position="Специалист технической поддержки", experience="noExperience", city="Саратов"),
    JobRow(
        position="DevOps engineer", description="Terraform, Ansible, CI/CD", city="Минск", as_of="2022-10"
    ),
    JobRow(position="Волшебник"),
    JobRow(),
)


class GoldenPrediction(BaseModel):
    """A job and its low, median and high in roubles."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    job: JobRow
    range_rub: tuple[int, int, int]


class GoldenPredictions(BaseModel):
    """What one model says of the made-up jobs, as of its last month where a job names none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    predictions: tuple[GoldenPrediction, ...]


def write_golden_predictions(folder: Path) -> None:
    """Ask the model of a folder and store its answers there."""
    estimator = load_estimator(folder)
    ranges = estimator.predict_ranges([profile_row(job, estimator.last_month) for job in _JOBS])
    answers = [GoldenPrediction(job=job, range_rub=rub) for job, rub in zip(_JOBS, ranges, strict=True)]
    text = GoldenPredictions(predictions=tuple(answers)).model_dump_json(indent=1, exclude_defaults=True)
    (folder / GOLDEN_FILE).write_text(text + "\n", encoding="utf-8")
