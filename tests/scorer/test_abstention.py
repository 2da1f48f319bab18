"""The scorer says nothing where it can't judge."""

import pytest

from services.scorer.engines.builtin import BuiltinEngine
from shared.contracts.document import DocumentKind
from shared.contracts.grade import Grade
from shared.contracts.resume import Experience, Resume, ResumeSource
from shared.contracts.target import Target

SOURCE = ResumeSource(kind=DocumentKind.MANUAL)


def make_resume(position: str, description: str, skills: tuple[str, ...]) -> Resume:
    job = Experience(
        company="ООО Мак", position=position, start="2015-01", end="2026-01", description=description
    )
    return Resume(position=position, experience=(job,), skills=skills, updated_at="2026-02", source=SOURCE)


STRANGERS = [
    (
        "Повар",
        "Приготовление горячих блюд, разделка мяса, работа с техкартами.",
        ("Санитарные нормы", "Ножи"),
    ),
    (
        "Главный бухгалтер",
        "Ведение учёта, сдача отчётности в ФНС, расчёт заработной платы, НДС.",
        ("1С:Бухгалтерия", "MS Excel", "Налоговый учёт", "СБИС"),
    ),
    (
        "Водитель категории С",
        "Перевозка грузов, мелкий ремонт автомобиля.",
        ("Категория С", "Карта тахографа"),
    ),
    ("Врач-терапевт", "Приём пациентов, диагностика, назначение лечения.", ("УЗИ", "ЭКГ", "Терапия")),
    ("Юрист", "Договорная работа, представительство в арбитражных судах.", ("КонсультантПлюс", "Право")),
    ("Cook", "Prepared meals, kept the kitchen clean, food safety.", ("Cooking", "Baking", "Knives")),
]
SPECIALISTS = [
    (
        "Системный администратор",
        "Поддержка серверов Windows и Linux, сетей, Active Directory.",
        ("Linux", "VPN"),
    ),
    ("QA engineer", "Manual testing of web applications, test cases, Selenium.", ("SQL", "Postman", "Jira")),
    ("Программист 1С", "Доработка конфигураций 1С:ERP, СКД, обмены данными.", ("1С", "SQL")),
    (
        "Product manager",
        "Развитие продукта, бэклог, A/B тесты, метрики, работа с командой разработки.",
        ("Jira",),
    ),
    (
        "Менеджер проектов",
        "Управление проектами внедрения ERP, сроки и бюджет, работа с командой разработки.",
        ("Jira", "Управление проектами"),
    ),
    ("Data Scientist", "Trained models in PyTorch, NLP, pipelines in Airflow.", ("Python", "SQL")),
    ("Frontend-разработчик", "Вёрстка, React, TypeScript, Redux.", ()),
]


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda s: s[0])
def test_other_trades_are_not_judged(
    engine: BuiltinEngine, stranger: tuple[str, str, tuple[str, ...]]
) -> None:
    score = engine.score_resume(make_resume(*stranger), Target(grade=Grade.SENIOR))
    assert score.abstained
    assert score.grade is None
    assert score.confirmed_probability is None
    assert "ИТ" in score.reasons[0].text


@pytest.mark.parametrize("specialist", SPECIALISTS, ids=lambda s: s[0])
def test_trades_of_it_are_judged(engine: BuiltinEngine, specialist: tuple[str, str, tuple[str, ...]]) -> None:
    score = engine.score_resume(make_resume(*specialist), Target())
    assert not score.abstained
    assert score.grade is not None


@pytest.mark.parametrize("skills", [(), ("Python", "SQL"), ("Python", "Python", "Python")])
def test_too_little_is_not_judged(engine: BuiltinEngine, skills: tuple[str, ...]) -> None:
    resume = Resume(position="Senior Python-разработчик", skills=skills, source=SOURCE)
    score = engine.score_resume(resume, Target())
    assert score.abstained
    assert "мало сведений" in score.reasons[0].text


def test_skills_of_it_alone_are_judged(engine: BuiltinEngine) -> None:
    resume = Resume(position="Python-разработчик", skills=("Python", "Docker", "SQL"), source=SOURCE)
    assert not engine.score_resume(resume, Target()).abstained
