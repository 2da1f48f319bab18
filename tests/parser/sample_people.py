"""The made-up people of `samples/`. Nobody of them exists; the phones use codes that are not assigned."""

from shared.contracts.document import DocumentKind
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

PYTHON_DEVELOPER = Resume(
    full_name="Вересаев Глеб Антонович",
    gender="male",
    birth_date="1997-09-14",
    age=28,
    city="Москва",
    contacts=Contacts(
        phones=("+79570001428",),
        emails=("gleb.veresaev@example.com",),
        links=("https://github.com/veresaev-example",),
    ),
    position="Middle Python-разработчик",
    specializations=("Программист, разработчик",),
    salary_expectation=SalaryExpectation(amount=240000, currency="RUB"),
    total_experience_months=68,
    experience=(
        Experience(
            company="Орбита Логистик",
            position="Python-разработчик (middle)",
            start="2023-03",
            current=True,
            city="Москва",
            description=(
                "Развиваю сервис расчёта доставки: 12 микросервисов, около 900 запросов в секунду.\n"
                "- Перевёл расчёт тарифов с Django на FastAPI и asyncio, ответ ускорился с 420 до 130 мс.\n"
                "- Спроектировал схему PostgreSQL для истории тарифов, ввёл партиции и индексы.\n"
                "- Настроил обмен событиями через Kafka, добавил идемпотентную обработку.\n"
                "- Пишу тесты на pytest (покрытие 86 %), провожу ревью, помогаю двум младшим разработчикам."
            ),
        ),
        Experience(
            company="Студия «Три кита»",
            position="Младший Python-разработчик",
            start="2021-03",
            end="2023-02",
            city="Тула",
            description=(
                "Разработка интернет-магазинов на Django и Django REST Framework.\n"
                "- Интеграции с платёжными системами и 1С.\n"
                "- Фоновые задачи на Celery и Redis, сборка в Docker, GitLab CI."
            ),
        ),
    ),
    education=(
        Education(
            year=2020,
            institution="Тульский государственный университет, Тула",
            speciality="Программная инженерия",
        ),
    ),
    courses=(Course(year=2022, name="Асинхронный Python", organization="Школа разработки «Маяк»"),),
    skills=(
        "Python",
        "FastAPI",
        "Django",
        "PostgreSQL",
        "SQL",
        "Redis",
        "Kafka",
        "Docker",
        "Git",
        "Linux",
        "REST API",
        "pytest",
        "Celery",
        "Kubernetes",
        "Asyncio",
    ),
    languages=(
        Language(name="Русский", level="Родной"),
        Language(name="Английский", level="B2 — Средне-продвинутый"),
    ),
    about="Люблю простые решения и хорошие тесты. Интересны высоконагруженные сервисы и наставничество.",
    updated_at="2026-10-12",
    source=ResumeSource(kind=DocumentKind.PDF),
)

# A free-form resume is (style, text): name, title, job, text, item.
ANALYST = (
    ("name", "Полина Ясенева"),
    ("text", "Senior Data Analyst"),
    ("text", "Город: Екатеринбург"),
    ("text", "Телефон: +7 (957) 000-33-17"),
    ("text", "Почта: p.yaseneva@example.com"),
    ("text", "Зарплата: от 310 000 руб."),
    ("title", "О себе"),
    ("text", "Семь лет в продуктовой аналитике: эксперименты, метрики, прогнозы спроса."),
    ("title", "Опыт работы"),
    ("job", "Март 2022 — настоящее время"),
    ("text", "Маркет «Ромашка»"),
    ("text", "Старший аналитик данных"),
    ("item", "Веду платформу A/B-тестов: 40 экспериментов в квартал, CUPED и последовательные критерии."),
    ("item", "Построила прогноз спроса на CatBoost, ошибка WAPE снизилась с 31 % до 22 %."),
    ("item", "Собрала витрины в ClickHouse и Airflow для 60 пользователей отчётов."),
    ("job", "Июль 2019 — Февраль 2022"),
    ("text", "ООО «Банк Уральский рубеж»"),
    ("text", "Аналитик данных"),
    ("item", "Скоринг и сегментация клиентов, отчётность в Power BI."),
    ("item", "Автоматизировала на Python 15 регулярных выгрузок."),
    ("title", "Образование"),
    ("text", "Уральский федеральный университет, 2019"),
    ("text", "Специальность: Прикладная математика и информатика"),
    ("title", "Навыки"),
    ("text", "SQL, Python, Pandas, ClickHouse, Airflow, A/B-тесты, Power BI, CatBoost, Статистика, Git"),
    ("title", "Языки"),
    ("text", "Русский — родной, Английский — C1"),
)

TESTER = (
    ("name", "Maria Lindgren"),
    ("text", "Junior QA Engineer"),
    ("text", "Location: Belgrade"),
    ("text", "Phone: +7 957 000 44 02"),
    ("text", "Email: maria.lindgren@example.com"),
    ("text", "https://github.com/lindgren-example"),
    ("title", "Summary"),
    ("text", "Manual tester with a year of practice who is learning test automation in Python."),
    ("title", "Work Experience"),
    ("job", "QA Engineer | Bluefin Apps | September 2024 - Present"),
    (
        "item",
        "Test a booking application on the web, iOS and Android: checklists, test cases, regression runs.",
    ),
    ("item", "Check REST APIs with Postman and Swagger, read logs, report defects in Jira."),
    ("item", "Wrote 35 automated API checks with pytest and requests, run by GitLab CI."),
    ("job", "QA Intern | Norden Soft | March 2024 - August 2024"),
    ("item", "Functional and usability testing of an online store, SQL checks of test data."),
    ("title", "Education"),
    ("text", "University of Novi Sad, 2023"),
    ("text", "Information Systems"),
    ("title", "Skills"),
    (
        "text",
        "Manual Testing, Test Design, REST API, Postman, Swagger, SQL, Jira, Python, pytest, Git, Charles",
    ),
    ("title", "Languages"),
    ("text", "English (Upper-Intermediate), Russian (Native)"),
)

# As the hh.ru API gives a resume.
LEAD: dict[str, object] = {
    "id": "0000000000000000000000000000000000000000",
    "title": "Lead Java-разработчик",
    "first_name": "Роман",
    "last_name": "Кедровский",
    "middle_name": None,
    "age": 36,
    "birth_date": "1990-02-03",
    "gender": {"id": "male", "name": "Мужской"},
    "area": {"id": "2", "name": "Санкт-Петербург"},
    "contact": [
        {
            "type": {"id": "cell", "name": "Телефон"},
            "value": {"country": "7", "city": "957", "number": "0007781"},
        },
        {"type": {"id": "email", "name": "Почта"}, "value": "r.kedrovsky@example.com"},
    ],
    "site": [],
    "salary": {"amount": 450000, "currency": "RUR"},
    "professional_roles": [{"id": "96", "name": "Программист, разработчик"}],
    "total_experience": {"months": 139},
    "experience": [
        {
            "start": "2020-02-01",
            "end": None,
            "company": "Гранит Платежи",
            "position": "Ведущий разработчик Java",
            "description": (
                "Веду команду из семи человек. Спроектировал процессинг на Spring Boot и Kafka: "
                "3 000 операций в секунду, доступность 99,98 %. Ввёл архитектурные ревью."
            ),
            "area": {"id": "2", "name": "Санкт-Петербург"},
        },
        {
            "start": "2015-05-01",
            "end": "2020-01-01",
            "company": "Невские системы",
            "position": "Java-разработчик",
            "description": "Разработка биллинга: Java 8, Oracle, Hibernate, переход на микросервисы.",
            "area": {"id": "2", "name": "Санкт-Петербург"},
        },
    ],
    "education": {
        "level": {"id": "higher", "name": "Высшее"},
        "primary": [
            {
                "name": "Санкт-Петербургский политехнический университет",
                "organization": "Институт компьютерных наук",
                "result": "Информатика и вычислительная техника",
                "year": 2012,
            }
        ],
        "additional": [],
        "attestation": [],
    },
    "language": [
        {"id": "rus", "name": "Русский", "level": {"id": "l1", "name": "Родной"}},
        {"id": "eng", "name": "Английский", "level": {"id": "b2", "name": "B2 — Средне-продвинутый"}},
    ],
    "skill_set": [
        "Java",
        "Spring Boot",
        "Kafka",
        "PostgreSQL",
        "Oracle",
        "Hibernate",
        "Kubernetes",
        "Docker",
        "CI/CD",
    ],
    "skills": "Отвечаю за архитектуру и людей; пишу код каждый день.",
    "updated_at": "2026-11-02T10:00:00+0300",
}
