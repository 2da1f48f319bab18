"""Reasons are Russian sentences that rest on places of the resume."""

import re

import pytest

from services.scorer.engines.builtin import BuiltinEngine
from services.scorer.reasons import describe_months
from shared.contracts.grade import Grade
from shared.contracts.resume import Resume
from shared.contracts.target import Target


def resume_text(resume: Resume) -> str:
    jobs = [f"{j.company}, {j.position}, {j.start} {j.end} {j.description}" for j in resume.experience]
    return " ".join((*jobs, *resume.skills, resume.position or "", resume.about or ""))


@pytest.mark.parametrize("name", ["senior", "analyst", "beginner"])
def test_there_are_a_few_reasons_in_russian(
    engine: BuiltinEngine, name: str, request: pytest.FixtureRequest
) -> None:
    resume: Resume = request.getfixturevalue(name)
    reasons = engine.score_resume(resume, Target(grade=Grade.MIDDLE)).reasons
    assert 3 <= len(reasons) <= 6
    assert len({reason.text for reason in reasons}) == len(reasons)
    assert all(re.search("[а-я]", reason.text) for reason in reasons)


@pytest.mark.parametrize("name", ["senior", "analyst", "beginner"])
def test_evidence_is_quoted_from_the_resume(
    engine: BuiltinEngine, name: str, request: pytest.FixtureRequest
) -> None:
    resume: Resume = request.getfixturevalue(name)
    target = Target(vacancy_title="Senior Python", vacancy_description="Python, SQL, Kafka, Docker, Git")
    evidence = [r.evidence for r in engine.score_resume(resume, target).reasons if r.evidence]
    assert evidence
    known = set(re.findall(r"[\w+#]+", resume_text(resume).casefold())) | {"по", "настоящее", "время"}
    for quote in evidence:
        assert set(re.findall(r"[\w+#]+", quote.casefold())) <= known, quote


def test_experience_is_named_with_its_job(engine: BuiltinEngine, senior: Resume) -> None:
    reasons = engine.score_resume(senior, Target()).reasons
    experience = next(reason for reason in reasons if reason.text.startswith("Опыт в ИТ 10 лет"))
    assert experience.evidence is not None
    assert "ООО Ромашка, Ведущий разработчик, 2021-02 — по настоящее время" in experience.evidence


def test_skills_of_the_vacancy_are_counted(engine: BuiltinEngine, senior: Resume) -> None:
    target = Target(vacancy_title="Senior", vacancy_description="Python, FastAPI, Kafka, Terraform, Ansible")
    reasons = engine.score_resume(senior, target).reasons
    coverage = [reason for reason in reasons if reason.text == "Совпадает 3 из 5 навыков вакансии"]
    assert [reason.evidence for reason in coverage] in ([], ["Python, FastAPI, Kafka"])


def test_nobody_is_named(engine: BuiltinEngine, senior: Resume) -> None:
    job = senior.experience[0].model_copy(update={"description": "Я, Петров Пётр, проектировал архитектуру."})
    resume = senior.model_copy(update={"experience": (job,)})
    told = " ".join(
        f"{r.text} {r.evidence}" for r in engine.score_resume(resume, Target(grade=Grade.LEAD)).reasons
    )
    assert "Петров" not in told
    assert "34" not in told


@pytest.mark.parametrize(
    ("months", "words"),
    [(0, "0 месяцев"), (1, "1 месяц"), (12, "1 год"), (63, "5 лет 3 месяца"), (133, "11 лет 1 месяц")],
)
def test_time_is_written_in_russian(months: int, words: str) -> None:
    assert describe_months(months) == words
