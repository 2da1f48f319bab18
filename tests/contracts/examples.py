"""One full value of each contract: no field is left empty, so that the golden files show them all."""

from datetime import UTC, date, datetime
from types import MappingProxyType
from uuid import UUID

from shared.contracts.advice import Advice, AdviceItem
from shared.contracts.assessment import Assessment, StepReport, StepStatus
from shared.contracts.base import Contract
from shared.contracts.company import Company
from shared.contracts.document import DocumentKind
from shared.contracts.expertise import Expertise, GradeEstimate, ScoreReason
from shared.contracts.grade import Grade
from shared.contracts.market import Market, MarketMonth, MarketPay
from shared.contracts.problem import Problem
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
from shared.contracts.salary import Comparables, Salary, SalaryGain, SalaryReason
from shared.contracts.target import Target

PROBLEM = Problem(
    code="hidden_text",
    message="Скрытый текст отброшен, фрагментов: 2, страница 1. / "
    "Hidden text was dropped, fragments: 2, page 1.",
)
RESUME = Resume(
    full_name="Скворцова Агния Тимофеевна",
    gender="female",
    birth_date="1991-04-09",
    age=34,
    city="Казань",
    contacts=Contacts(
        phones=("+7 901 555-12-34",), emails=("agniya@example.org",), links=("https://example.org/agniya",)
    ),
    position="Python-разработчик",
    specializations=("Программист, разработчик",),
    salary_expectation=SalaryExpectation(amount=250_000, currency="RUB"),
    total_experience_months=75,
    experience=(
        Experience(
            company="ООО «Ромашка»",
            position="Разработчик",
            start="2019-10",
            end="2025-12-31",
            current=True,
            description="Сервисы расчёта на Django и PostgreSQL, нагрузка 2 000 запросов в секунду; "
            "сократила время расчёта втрое.",
            city="Казань",
        ),
    ),
    education=(Education(year=2013, institution="КФУ", speciality="Прикладная математика"),),
    courses=(Course(year=2020, name="Kubernetes", organization="Слёрм"),),
    skills=("Python", "Django", "PostgreSQL"),
    languages=(Language(name="Английский", level="B2"),),
    about="Люблю понятный код.",
    updated_at="2026-01",
    source=ResumeSource(kind=DocumentKind.PDF, pages=2, problems=(PROBLEM,)),
)
TARGET = Target(
    client_name="Яндекс",
    grade=Grade.SENIOR,
    salary_text="от 250 000 ₽ на руки",
    vacancy_title="Python-разработчик",
    vacancy_description="Python, Django, Kafka.",
)
EXPERTISE = Expertise(
    grade=GradeEstimate(
        value=Grade.MIDDLE,
        probabilities={
            Grade.TRAINEE: 0.0,
            Grade.JUNIOR: 0.125,
            Grade.MIDDLE: 0.5,
            Grade.SENIOR: 0.25,
            Grade.LEAD: 0.125,
            Grade.CHIEF: 0.0,
        },
    ),
    confirmed_probability=0.375,
    abstained=False,
    reasons=(ScoreReason(text="Опыт: 6 лет", evidence="октябрь 2019 — настоящее время"),),
    engine="builtin",
    model="grade-logistic",
    version="2026-01",
)
SALARY = Salary(
    low=180_000,
    median=230_000,
    high=300_000,
    coverage=0.8,
    as_of=date(2026, 1, 1),
    reasons=(SalaryReason(feature="Опыт: 6 лет", effect_rub=40_000),),
    gains=(SalaryGain(skill="Kafka", gain_rub=12_000),),
    comparables=Comparables(count=120, p10=150_000, p90=320_000, description="Разработчик, от 3 до 6 лет"),
    model="salary-quantiles",
    version="2026-01",
)
COMPANY = Company(
    name="Яндекс",
    place=2,
    places=129,
    group="Крупнейшие",
    region="Москва",
    industry="IT и интернет",
    score=119.37,
    best_score=130.04,
    year=2023,
    matched_by="exact",
)
ADVICE = Advice(
    items=(
        AdviceItem(
            kind="skill",
            text="С навыком «Kafka» у похожих вакансий оплата выше.",
            evidence="Связь в данных рынка, не обещание.",
            gain_rub=12_000,
        ),
    ),
    engine="rules",
    model="advice-rules",
    version="1",
)
MARKET = Market(
    profession="Python-разработчик",
    grade=Grade.MIDDLE,
    region="moscow",
    since="2026-01",
    until="2026-01",
    count=420,
    priced=126,
    priced_share=0.3,
    pay=MarketPay(p10=150_000, p25=190_000, median=240_000, p75=290_000, p90=340_000),
    months=(MarketMonth(month="2026-01", count=420, priced=126, median=240_000),),
    as_of=datetime(2026, 1, 15, 9, 30, tzinfo=UTC),
    problems=(PROBLEM,),
)
ASSESSMENT = Assessment(
    id=UUID("7c0f8a6e-3f50-4a53-b6f0-2f5cf6f0a9d1"),
    status="done",
    created_at=datetime(2026, 1, 15, 9, 30, tzinfo=UTC),
    finished_at=datetime(2026, 1, 15, 9, 31, tzinfo=UTC),
    target=TARGET,
    steps=(StepReport(name="parser", status=StepStatus.DONE, attempts=1, duration_ms=420),),
    resume=RESUME,
    expertise=EXPERTISE,
    salary=SALARY,
    company=COMPANY,
    advice=ADVICE,
    problems=(PROBLEM,),
)

EXAMPLES: MappingProxyType[str, Contract] = MappingProxyType(
    {
        "advice": ADVICE,
        "assessment": ASSESSMENT,
        "company": COMPANY,
        "expertise": EXPERTISE,
        "market": MARKET,
        "problem": PROBLEM,
        "resume": RESUME,
        "salary": SALARY,
        "target": TARGET,
    }
)
"""Name of the golden file -> value."""

ENUMS = MappingProxyType({"document_kind": DocumentKind, "grade": Grade})
"""Name of the golden file -> closed list of words."""
