"""Texts that are no resumes, and hostile ones."""

RESUME = """Ivan Probnikov
Python Developer
i.probnikov@example.com
Work Experience
Python Developer | Example Labs | May 2021 - Present
Skills
Python, SQL, Docker
"""
RUSSIAN_RESUME = """Пробников Иван
Программист Python
i.probnikov@example.com
Опыт работы
Май 2021 - настоящее время | ООО Ромашка | Программист
Пишу сервисы для учёта заказов
Навыки
Python, SQL, Docker
"""
SHORT_RESUMES = {
    "five lines": """Анна Пробникова
Тестировщик
+7 999 123-45-67
ООО Ромашка, тестировщик, 2020-2023
ООО Лютик, младший тестировщик, 2018-2020""",
    "five lines in English": """Ann Probe
QA Engineer
+7 999 123-45-67
Example Labs, QA engineer, 2020-2023
Sample Soft, junior tester, 2018-2020""",
    "with titles": RESUME,
    "in Russian": RUSSIAN_RESUME,
    "a student": """Пробникова Ольга
Стажёр-аналитик
olga@example.com
Образование
МГУ, 2025, прикладная математика
Навыки
SQL, Excel, Python""",
}
NO_RESUMES = {
    "a poem": """У лукоморья дуб зелёный;
Златая цепь на дубе том:
И днём и ночью кот учёный
Всё ходит по цепи кругом;
Идёт направо — песнь заводит,
Налево — сказку говорит.
""",
    "a vacancy": """Python-разработчик
ООО Ромашка
от 200 000 до 300 000 руб.
Требования:
Опыт работы с Django от 3 лет
Знание SQL
Обязанности:
Писать сервисы
Условия:
Удалённая работа
Пишите на jobs@example.com, +7 999 123-45-67""",
    "a vacancy in English": """Senior Python Developer
About us
Example Labs builds maps.
Responsibilities
Write services
Requirements
5+ years of experience with Python
What we offer
Remote work
Apply: jobs@example.com""",
    "source code": """import os
from pathlib import Path

class Developer:
    def work(self, since=2020):
        return os.getcwd(), Path('skills')

if __name__ == '__main__':
    Developer().work()
""",
    "a chat": """[12.03.2024 10:01] Аня: привет, ты где?
[12.03.2024 10:02] Борис: на работе, в офисе
[12.03.2024 10:02] Аня: а опыт с докером у тебя есть?
[12.03.2024 10:03] Борис: конечно, с 2019
""",
    "a letter": """Здравствуйте, Мария!

Спасибо за письмо. Встреча переносится на 15 марта, в 12:00, в том же офисе.
Напишите, пожалуйста, на anna@example.com, если время не подходит.

С уважением,
Анна Пробникова
менеджер по персоналу
+7 999 123-45-67""",
    "an invoice": """Счёт на оплату № 17 от 12.03.2024
Исполнитель: ИП Пробников Иван, программист
+7 999 123-45-67, i.probnikov@example.com
Услуги: разработка на Python, 01.2024 - 03.2024
Итого: 90 000 руб.""",
    "a contract": """Трудовой договор № 5
г. Казань, 01.02.2024
ООО Ромашка и Пробникова Анна договорились о следующем.
Должность: аналитик, с 01.02.2024 по 01.02.2025
Контакты: +7 999 123-45-67
Образование
Работник обязан подтвердить образование.""",
    "a cover letter": """Добрый день!
Меня зовут Анна, я аналитик, и мне интересна ваша вакансия.
С 2019 по 2023 год я работала с SQL и Python.
Навыки
SQL, Python
Мой телефон +7 999 123-45-67""",
    "a recipe": """Блины
Ингредиенты
мука 300 г
молоко 0,5 л
яйца 3 шт.
Приготовление
Смешать, дать постоять 20 минут.
""",
    "a course page": """Курс «Разработчик на Python»
Чему вы научитесь
Python, SQL, Docker
Программа курса
1. Основы
2. Django
Стоимость 90 000 руб.
Запись: school@example.com
Старт 1 сентября 2024""",
    "a news article": """Компания «Ромашка» в 2023 году выросла в полтора раза.
По словам директора по разработке Ивана Пробникова, число разработчиков достигло 400.
«Мы ищем людей с опытом работы», — сказал он.
"""
    * 5,
    "a log": "\n".join(
        f"2024-03-{day:02d} 12:00:01 INFO worker started; mail=admin@example.com queue=parser"
        for day in range(1, 29)
    ),
    "lorem ipsum": "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod. " * 30,
    "a table of numbers": "\n".join(f"{row};{row * 7};{row * 13}" for row in range(1, 200)),
    "words of a resume only": "resume cv experience education skills",
}


def make_rtf_table() -> bytes:
    """A table of very many cells."""
    return b"{\\rtf1\\ansi " + b"\\trowd\\cellx100\\intbl x\\cell\\row " * 60_000 + b"}"


def make_style_bomb() -> bytes:
    """Twenty thousand rules for a page of seven lines."""
    rules = "".join(f"div p span.c{number} > b {{ color: #12345{number % 10} }}" for number in range(20_000))
    lines = "".join(f"<p>{line}</p>" for line in RESUME.splitlines())
    return f"<html><head><style>{rules}</style></head><body>{lines}</body></html>".encode()


_ENTITIES = '<!ENTITY a0 "resume ">' + "".join(
    f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10)
)


def make_entity_xml() -> bytes:
    """Ten entities, each ten times the one before: a billion words."""
    return f'<?xml version="1.0"?><!DOCTYPE r [{_ENTITIES}]><r>&a9;</r>'.encode()


def make_file_request() -> bytes:
    """An XHTML page that wants a file of the machine that reads it."""
    return (
        b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b"<html><body><p>&x;</p></body></html>"
    )
