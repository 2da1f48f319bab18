"""Names, pay, labels and towns in the shapes that people give them."""

import pytest

from services.parser.freeform.person import find_name, find_salary
from services.parser.lines import Line, make_flow_line
from services.parser.parse import parse_document
from shared.contracts.document import Document, DocumentKind


def make_lines(*texts: str) -> list[Line]:
    return [make_flow_line(text, number) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("first", "name"),
    [
        ("José Álvarez", "José Álvarez"),
        ("Ludwig van Dyke", "Ludwig van Dyke"),
        ("Kevin T. Nguyen", "Kevin T. Nguyen"),
        ("Иванов И. И.", "Иванов И. И."),
        ("Мамедов Эльчин Рашид оглы", "Мамедов Эльчин Рашид оглы"),
        ("👩 Марина Ковальчук", "Марина Ковальчук"),
        ("Резюме: Орлов Дмитрий Сергеевич", "Орлов Дмитрий Сергеевич"),
        ("Dr. Anna Weber", "Anna Weber"),
        ("Node.js и React", None),
        ("Опыт работы", None),
    ],
)
def test_names_of_many_shapes(first: str, name: str | None) -> None:
    assert find_name(make_lines(first, "Инженер")) == name


@pytest.mark.parametrize(
    ("line", "amount", "currency"),
    [
        ("Зарплатные ожидания: от 200 000 рублей", 200_000, "RUB"),
        ("Зарплата 180 тыс. руб.", 180_000, "RUB"),
        ("ЗП от 180 000 руб", 180_000, "RUB"),
        ("Зарплата: от 150000 до 180000 рублей", 150_000, "RUB"),
        ("Salary: from $5000 net", 5_000, "USD"),
        ("Доход 150 000 – 200 000 ₽", 150_000, "RUB"),
    ],
)
def test_asked_pay(line: str, amount: int, currency: str) -> None:
    found = find_salary(make_lines("Иванов Иван", line))
    assert found is not None
    assert (found.amount, found.currency) == (amount, currency)


@pytest.mark.parametrize("label", ["Достижения:", "Технологии:", "Стек:", "Навыки:", "Проекты:", "Курсы:"])
def test_a_label_within_a_job_does_not_end_the_jobs(label: str) -> None:
    text = f"""Иванов Иван
Инженер-программист
+7 900 000-00-00
Опыт работы
ООО Ромашка
Программист
01.2021 - 03.2024
Писал сервисы
{label}
Python, Kafka
ООО Лютик
Тестировщик
02.2019 - 12.2020
Проверял сервисы
Образование
МГУ, 2018"""
    resume = parse_document(Document(kind=DocumentKind.TEXT, content=text.encode())).resume
    assert [job.start for job in resume.experience] == ["2021-01", "2019-02"]


def test_a_town_may_stand_between_company_and_position() -> None:
    text = """Иванов Иван
+7 900 000-00-00
Опыт работы
Май 2021 - настоящее время
Ромашка Софт
Москва, romashka.example
Ведущий аналитик
Пишу требования
Март 2019 - Апрель 2021
Лютик
Казань
Аналитик
Писал требования"""
    resume = parse_document(Document(kind=DocumentKind.TEXT, content=text.encode())).resume
    found = [(job.company, job.position) for job in resume.experience]
    assert found == [("Ромашка Софт", "Ведущий аналитик"), ("Лютик", "Аналитик")]
