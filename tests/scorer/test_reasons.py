"""Reasons are Russian sentences that rest on places of the resume."""

import re

import pytest

from services.scorer.engines.builtin import BuiltinEngine
from services.scorer.wording import describe_job, describe_job_for, describe_months
from shared.contracts.document import DocumentKind
from shared.contracts.grade import Grade
from shared.contracts.resume import Experience, Resume, ResumeSource
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


@pytest.mark.parametrize("name", ["senior", "analyst", "beginner"])
@pytest.mark.parametrize("grade", Grade)
def test_nothing_is_quoted_for_and_against(
    engine: BuiltinEngine, name: str, grade: Grade, request: pytest.FixtureRequest
) -> None:
    resume: Resume = request.getfixturevalue(name)
    reasons = engine.score_resume(resume, Target(grade=grade)).reasons
    quoted = {
        word: {reason.evidence for reason in reasons if word in reason.text and reason.evidence}
        for word in ("чаще", "реже")
    }
    assert quoted["чаще"]
    assert not quoted["чаще"] & quoted["реже"]


@pytest.mark.parametrize("name", ["senior", "analyst", "beginner"])
def test_grades_are_named_in_the_same_case(
    engine: BuiltinEngine, name: str, request: pytest.FixtureRequest
) -> None:
    resume: Resume = request.getfixturevalue(name)
    for reason in engine.score_resume(resume, Target(grade=Grade.TRAINEE)).reasons:
        assert not re.search(r"(?:уровня|уровне|уровень) [^«н]", reason.text), reason.text


def test_weak_and_foreign_claims_are_no_evidence(engine: BuiltinEngine, senior: Resume) -> None:
    job = senior.experience[0].model_copy(
        update={
            "description": "Проведение\nархитектурных разборов микросервисов на Python и Kafka. "
            "Kubernetes на базовом уровне, кластеры не настраивал. Изучаю Terraform и архитектуру. "
            "Junior-задачи по архитектуре микросервисов. Проведение."
        }
    )
    skills = (*senior.skills, "Terraform (изучаю)", "Junior Go")
    resume = senior.model_copy(update={"experience": (job, *senior.experience[1:]), "skills": skills})
    reasons = engine.score_resume(resume, Target()).reasons
    quoted = [reason.evidence for reason in reasons if reason.evidence]
    assert quoted
    told = " | ".join(quoted)
    assert not re.search("базовом|не настраивал|зучаю|Junior|Kubernetes", told)
    assert "Проведение" not in quoted


def test_a_lower_title_does_not_prove_a_higher_grade(engine: BuiltinEngine) -> None:
    job = Experience(
        company="ООО Ива",
        position="Junior ETL/BI Analyst",
        start="2012-01",
        end="2025-05",
        description="Разработка ETL процессов, построение хранилища данных, проектирование витрин.",
    )
    resume = Resume(
        position="BI Analyst",
        experience=(job,),
        skills=("SQL", "Power BI", "Python"),
        source=ResumeSource(kind=DocumentKind.MANUAL),
    )
    score = engine.score_resume(resume, Target(grade=Grade.SENIOR))
    assert score.grade is not None
    assert score.grade.value is not Grade.JUNIOR
    shown = [r for r in score.reasons if "Самый высокий уровень" not in r.text]
    assert any(reason.evidence for reason in shown)
    assert not any("Junior" in (reason.evidence or "") for reason in shown)


def test_the_skill_of_a_title_is_not_called_rare(engine: BuiltinEngine, senior: Resume) -> None:
    for grade in Grade:
        for reason in engine.score_resume(senior, Target(grade=grade)).reasons:
            assert not ("реже" in reason.text and "Python" in (reason.evidence or ""))


def test_small_differences_are_called_usual(engine: BuiltinEngine, senior: Resume) -> None:
    usual = round(100 * engine.artefact.confirmation.usual_probability)
    for grade in Grade:
        score = engine.score_resume(senior, Target(grade=grade))
        assert score.confirmed_probability is not None
        points = round(100 * score.confirmed_probability) - usual
        word = "как обычно" if abs(points) < 5 else "выше обычного" if points > 0 else "ниже обычного"
        assert word in score.reasons[0].text


def test_a_claim_below_the_estimate_is_said_to_be_lower(engine: BuiltinEngine, senior: Resume) -> None:
    lower, equal = (
        engine.score_resume(senior, Target(grade=grade)).reasons[0].text
        for grade in (Grade.JUNIOR, Grade.SENIOR)
    )
    assert "Заявленный уровень ниже того, что показывает резюме («senior»)" in lower
    assert "после собеседования" in lower
    assert "Заявленный уровень ниже" not in equal


def test_dates_alone_are_no_evidence() -> None:
    assert not describe_job(Experience(start="2024-03", current=True))
    assert describe_job(Experience(company="Ива", start="2024-03", end="2025")) == "Ива, 2024-03 — 2025"
    junior = Experience(company="Ива", position="Junior-разработчик")
    assert describe_job_for(junior, Grade.SENIOR) == "Ива"
    assert describe_job_for(junior, Grade.TRAINEE) == "Ива, Junior-разработчик"
