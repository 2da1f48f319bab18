"""Advice: each rule speaks when it has something to say, and only then."""

from typing import Any

import pytest

from services.advisor.advise import give_advice
from services.advisor.vacancy import missing_vacancy_skills
from shared.contracts.advice import AdviceItem
from shared.contracts.document import DocumentKind
from shared.contracts.expertise import Expertise, GradeEstimate
from shared.contracts.grade import Grade
from shared.contracts.resume import Experience, Resume, ResumeSource, SalaryExpectation
from shared.contracts.salary import SalaryGain
from shared.contracts.target import Target
from tests.contracts.examples import EXPERTISE, RESUME, SALARY

# A resume, a vacancy and a score that leave nothing to improve.
GOOD_RESUME = RESUME.model_copy(update={"skills": ("Python", "Django", "PostgreSQL", "Docker", "Kafka")})
NO_GAINS = SALARY.model_copy(update={"gains": ()})
SAME_GRADE = Target(grade=Grade.MIDDLE)
EMPTY_RESUME = Resume(source=ResumeSource(kind=DocumentKind.TEXT))
ABSTAINED = Expertise(
    grade=None, confirmed_probability=None, abstained=True, engine="builtin", model="m", version="1"
)


def advise(
    resume: Resume = GOOD_RESUME,
    target: Target = SAME_GRADE,
    expertise: Expertise = EXPERTISE,
    gains: tuple[SalaryGain, ...] = (),
) -> tuple[AdviceItem, ...]:
    return give_advice(resume, target, expertise, NO_GAINS.model_copy(update={"gains": gains})).items


def changed(**fields: Any) -> Resume:
    return GOOD_RESUME.model_copy(update=fields)


def estimated(grade: Grade) -> Expertise:
    return EXPERTISE.model_copy(update={"grade": GradeEstimate(value=grade, probabilities={grade: 1.0})})


def test_good_resume_needs_no_advice() -> None:
    assert advise() == ()


def test_result_says_who_made_it() -> None:
    advice = give_advice(GOOD_RESUME, SAME_GRADE, EXPERTISE, SALARY)
    assert (advice.engine, advice.model) == ("rules", "advice-rules")
    assert advice.version


@pytest.mark.parametrize(
    ("claimed", "estimate", "words"),
    [
        (Grade.SENIOR, Grade.MIDDLE, "Заявлен уровень senior, резюме показывает middle"),
        (Grade.CHIEF, Grade.TRAINEE, "Заявлен уровень руководитель, резюме показывает стажёр"),
        (Grade.JUNIOR, Grade.SENIOR, "Резюме тянет на senior, а заявлен junior"),
    ],
)
def test_gap_between_claimed_and_shown_grade_is_named(claimed: Grade, estimate: Grade, words: str) -> None:
    (item,) = advise(target=Target(grade=claimed), expertise=estimated(estimate))
    assert (item.kind, item.evidence) == ("grade", "Опыт: 6 лет")
    assert words in item.text


@pytest.mark.parametrize("grade", list(Grade))
def test_confirmed_grade_needs_no_advice(grade: Grade) -> None:
    assert advise(target=Target(grade=grade), expertise=estimated(grade)) == ()


@pytest.mark.parametrize(
    ("target", "expertise"), [(Target(), EXPERTISE), (SAME_GRADE, ABSTAINED), (Target(), ABSTAINED)]
)
def test_unknown_grade_is_no_gap(target: Target, expertise: Expertise) -> None:
    assert advise(target=target, expertise=expertise) == ()


@pytest.mark.parametrize(
    ("resume", "words"),
    [
        (changed(position=None), "желаемую должность"),
        (changed(experience=()), "Добавьте опыт"),
        (changed(skills=("Python",)), "навыки отдельным списком"),
        (changed(contacts=EMPTY_RESUME.contacts), "Добавьте контакты"),
        (changed(about=None), "о себе"),
    ],
)
def test_gap_in_the_resume_is_named(resume: Resume, words: str) -> None:
    (item,) = advise(resume)
    assert item.kind == "resume"
    assert words in item.text
    assert item.evidence


def test_job_without_description_is_named() -> None:
    jobs = (Experience(company="ООО «Лютик»", start="2020"), *RESUME.experience)
    (item,) = advise(changed(experience=jobs))
    assert item.evidence and "ООО «Лютик»" in item.evidence
    assert "Ромашка" not in item.evidence


def test_job_without_dates_is_named() -> None:
    (job,) = RESUME.experience
    (item,) = advise(changed(experience=(job.model_copy(update={"start": None}),)))
    assert "месяц и год" in item.text


def test_gains_come_with_their_roubles() -> None:
    gains = (SalaryGain(skill="Kafka", gain_rub=12_000), SalaryGain(skill="Go", gain_rub=9_000))
    items = advise(gains=gains)
    assert [(item.kind, item.gain_rub) for item in items] == [("skill", 12_000), ("skill", 9_000)]
    assert all(gain.skill in item.text for gain, item in zip(gains, items, strict=True))


def test_empty_resume_is_advised_in_order_of_use_and_not_flooded() -> None:
    gains = tuple(SalaryGain(skill=f"навык {number}", gain_rub=1) for number in range(20))
    items = advise(EMPTY_RESUME, Target(vacancy_description="Kafka"), ABSTAINED, gains)
    assert len(items) == 10
    assert items[0].kind == "vacancy"
    assert len(advise(EMPTY_RESUME)) >= 4


def test_personal_fields_change_no_advice() -> None:
    other = changed(full_name="Иванов Пётр", gender="male", age=55, birth_date="1970", city="Омск")
    target = Target(grade=Grade.LEAD, vacancy_description="Go, Kubernetes")
    assert advise(other, target) == advise(GOOD_RESUME, target)


@pytest.mark.parametrize(
    ("vacancy", "missing"),
    [
        ("Нужен Kubernetes и ClickHouse", {"Kubernetes", "ClickHouse"}),
        ("Python, Django, Postgres", set()),
        ("Опыт с k8s", {"Kubernetes"}),
        ("Знание JavaScript", {"JavaScript"}),
        ("Пишем на C++ и C#.", {"C++", "C#"}),
        ("Let us go and rest in spring, swift node of the shell", set()),
        ("", set()),
    ],
)
def test_skills_that_the_vacancy_wants_and_the_resume_lacks(vacancy: str, missing: set[str]) -> None:
    assert set(missing_vacancy_skills(GOOD_RESUME, Target(vacancy_description=vacancy))) == missing


def test_skill_shown_in_the_text_of_a_job_is_not_missing() -> None:
    (job,) = RESUME.experience
    resume = changed(
        skills=(), experience=(job.model_copy(update={"description": "Поднял кубернетес и Kafka"}),)
    )
    target = Target(vacancy_title="Kubernetes-инженер", vacancy_description="Apache Kafka, Redis")
    assert missing_vacancy_skills(resume, target) == ("Redis",)


def test_wish_list_is_cut() -> None:
    vacancy = "AWS, Ruby on Rails, Swift UI, Kotlin, PHP, MongoDB, Redis, Spark, Hadoop, Figma, Unity3d, iOS"
    assert len(missing_vacancy_skills(GOOD_RESUME, Target(vacancy_description=vacancy))) == 8


@pytest.mark.parametrize(
    ("amount", "words"),
    [(SALARY.high + 1, "выше"), (SALARY.low - 1, "ниже"), (SALARY.median, None)],
)
def test_asked_pay_is_set_against_the_range(amount: int, words: str | None) -> None:
    asked = SalaryExpectation(amount=amount, currency="RUB")
    items = advise(resume=changed(salary_expectation=asked))
    said = [item.text for item in items if "Ожидания" in item.text]
    assert [words in text for text in said if words] == ([True] if words else [])
    assert bool(said) == bool(words)


def test_without_score_and_salary_there_is_still_advice() -> None:
    items = give_advice(EMPTY_RESUME, Target(grade=Grade.SENIOR), None, None).items
    assert items
    assert {item.kind for item in items} == {"resume"}
