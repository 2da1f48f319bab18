"""The scorer says nothing where it can't judge."""

import pytest

from services.scorer.engines.builtin import BuiltinEngine
from services.scorer.features.titles import judge_title
from shared.contracts.document import DocumentKind
from shared.contracts.grade import Grade
from shared.contracts.resume import Experience, Resume, ResumeSource
from shared.contracts.target import Target
from shared.reference.grades import ORDER

SOURCE = ResumeSource(kind=DocumentKind.MANUAL)


def make_resume(position: str, description: str, skills: tuple[str, ...]) -> Resume:
    job = Experience(
        company="ООО Мак", position=position, start="2015-01", end="2026-01", description=description
    )
    return Resume(position=position, experience=(job,), skills=skills, updated_at="2026-02", source=SOURCE)


STRANGERS = [
    (
        "Шеф-повар",
        "Управление командой кухни, контроль качества, разработка меню, автоматизация учёта продуктов.",
        ("MS Excel", "Управление командой", "iiko"),
    ),
    (
        "Бухгалтер 1С",
        "Ведение учёта в 1С:ERP, внедрение 1С, автоматизация отчётности, управление отделом.",
        ("1С:Бухгалтерия", "MS Excel", "SQL"),
    ),
    ("Продавец-консультант", "Консультации по компьютерам и смартфонам.", ("ПК", "1С", "CRM")),
    ("Директор магазина", "Управление магазином, планы продаж, персонал.", ("1С", "Excel", "Word")),
    ("Архитектор", "Проектирование жилых зданий.", ("ArchiCAD", "AutoCAD", "Revit")),
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
    ("CTO", "Управлял бюджетом и людьми, выстроил найм, отвечал за стратегию.", ("Стратегия", "Бюджет")),
    ("Scrum-мастер", "Проведение встреч, фасилитация.", ("Agile", "Scrum")),
    ("UX/UI дизайнер", "Макеты, прототипы.", ("Figma",)),
    ("Технический писатель", "Написание инструкций пользователя.", ("Word", "ГОСТ")),
    ("Technical writer", "Wrote manuals.", ("DITA",)),
    ("Специалист поддержки", "Помощь сотрудникам офиса с принтерами.", ("Windows",)),
    ("Консультант 1С", "Помощь бухгалтерии.", ("1С",)),
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


def test_a_change_of_trade_is_judged_without_experience(engine: BuiltinEngine) -> None:
    resume = make_resume("Продавец", "Продажа одежды, работа с кассой.", ("Python", "Django", "SQL"))
    score = engine.score_resume(resume.model_copy(update={"position": "Python-разработчик"}), Target())
    assert score.grade is not None
    assert score.grade.value in ORDER[:2]
    reason = next(reason for reason in score.reasons if "Опыта работы в ИТ в резюме нет" in reason.text)
    assert reason.evidence is None


def test_work_outside_it_is_no_evidence(engine: BuiltinEngine) -> None:
    jobs = (
        Experience(company="Банк", position="Аналитик данных", start="2023-01", end="2026-01"),
        Experience(
            company="Музей",
            position="Научный сотрудник",
            start="2010-01",
            end="2022-12",
            description="Исследования, анализ данных, ведение баз данных коллекций, системы учёта.",
        ),
    )
    resume = Resume(position="Аналитик данных", experience=jobs, skills=("SQL", "Python"), source=SOURCE)
    told = engine.score_resume(resume, Target(grade=Grade.MIDDLE)).reasons
    assert any("Опыт в ИТ 3 года 1 месяц" in reason.text for reason in told)
    assert not any("Музей" in (reason.evidence or "") for reason in told)


@pytest.mark.parametrize(
    ("title", "verdict"),
    [
        ("Финансовый аналитик", True),
        ("Начальник отдела ИТ", True),
        ("Программист 1С (бухгалтер)", True),
        ("Product designer", True),
        ("Solution architect", True),
        ("Data Engineer", True),
        ("Старший дата-инженер", True),
        ("Инженер-программист", True),
        ("Game designer", True),
        ("Service desk operator", True),
        ("Научный сотрудник музея", False),
        ("Медсестра", False),
        ("IT-рекрутер", False),
        ("Начальник отдела", None),
        ("Civil engineer", None),
        ("Специалист", None),
        (None, None),
    ],
)
def test_titles_are_judged_by_their_own_words(title: str | None, verdict: bool | None) -> None:
    assert judge_title(title) is verdict
