"""Made vacancies, in the shapes of the sources."""

from typing import Any

TEXT = (
    "Мы ищем разработчика в команду платежей. Задачи: развивать сервисы на Python и PostgreSQL, писать "
    "тесты, выкатывать через GitLab CI и Docker. Требования: опыт разработки от 3 лет, знание Kafka. "
    "Условия: оформление по ТК, удалённый формат работы, ДМС после испытательного срока."
)

HH: dict[str, Any] = {
    "id": "1",
    "name": "Senior Python-разработчик",
    "area": {"id": "1", "name": "Москва"},
    "employer": {"id": "7", "name": "ООО Ромашка"},
    "salary": {"from": 300_000, "to": 400_000, "currency": "RUR", "gross": True},
    "experience": {"id": "between3And6", "name": "От 3 до 6 лет"},
    "schedule": {"id": "remote", "name": "Удаленная работа"},
    "employment": {"id": "full", "name": "Полная занятость"},
    "key_skills": [{"name": "Python"}, {"name": "Django"}, {"name": "Docker"}],
    "professional_roles": [{"id": "96", "name": "Программист, разработчик"}],
    "published_at": "2024-03-05T10:00:00+0300",
    "description": "<p>Пишем <b>сервисы</b>.</p><ul><li>опыт работы программистом от 3 лет</li></ul>",
}

TABLE: dict[str, Any] = {
    "source": "boards",
    "vac_id": "boards:1",
    "title": "QA Engineer",
    "role": "Тестировщик",
    "city": "Казань",
    "employer": "Вектор",
    "experience": "от 3-х лет",
    "schedule": "['REMOTE']",
    "employment": "полная",
    "salary_from": 150.0,
    "salary_to": 200.0,
    "currency": "т.р. на руки",
    "gross": None,
    "skills": ["Postman", "SQL", "Java"],
    "description": "Тестирование веб-приложений.",
    "published_at": "9 июня",
}

SNIPPET: dict[str, Any] = {
    "vac_id": "s:1",
    "title": "Системный администратор Linux",
    "city": "Омск",
    "employer": "Вектор",
    "salary_from": 87_000.0,
    "salary_to": float("nan"),
    "schedule": None,
    "requirement": "Опыт работы системным администратором от 1 года.",
    "responsibility": "Поддержка серверов Debian, Zabbix, Ansible.",
    "published_at": "2022-10-21T05:18:56+0300",
}

POST = """#вакансия #python #remote

**Вакансия:** Senior Python-разработчик
**Компания:** [Ромашка](https://example.org)
**Грейд:** Senior
**Локация:** Казань
**Формат работы:** удалённо
**ЗП:** от 250 000 до 300 000 ₽ на руки

**Задачи:**
- развивать сервисы на FastAPI и PostgreSQL
**Требования:**
- опыт разработки на Python от 4 лет
"""

RESUME_POST = """#резюме #ищу #python

Python-разработчик
Формат работы: удалённо
Ожидания по зарплате: от 200 000 руб

Обо мне: работаю три года, мой стек Django, FastAPI, PostgreSQL, готов к переезду.
"""

CHATTER_POST = "Всем привет! Завтра в 19:00 вебинар о том, как пройти собеседование. Регистрация по ссылке."

DIGEST_POST = """**Data Scientist** в **Вектор**
📍Локация: Москва
⭐Опыт: Senior (от 5-ти лет)
💰Зарплата: от 300К

**Аналитик данных** в **Ромашка**
📍Локация: удалённая работа
⭐Опыт: Middle (от 2-х лет)
"""


def make_post(text: str, number: int = 1) -> dict[str, Any]:
    """A post of a channel."""
    return {"channel": "jobs", "id": number, "date": "2025-02-03T10:00:00+00:00", "text": text}


def make_posting(**fields: Any) -> dict[str, Any]:
    """A line of the scraper's output."""
    row = {
        "source": "geekjob",
        "external_id": "5f",
        "url": "https://example.org/5f",
        "title": "Backend-разработчик Go",
        "text": TEXT,
        "published_at": "2025-06-01T00:00:00+00:00",
        "employer": "Вектор",
        "area": "Пермь",
        "role_ids": [],
        "salary_from": 3000.0,
        "salary_to": None,
        "currency": "USD",
        "gross": None,
    }
    return row | fields
