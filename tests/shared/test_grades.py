"""Grades are read from titles as a recruiter reads them."""

import pytest

from shared.contracts.grade import Grade
from shared.reference.grades import grade_gap, stated_grade, without_grade_words

STATED = [
    ("Стажёр-разработчик", Grade.TRAINEE),
    ("Intern, data platform", Grade.TRAINEE),
    ("Summer interns wanted", Grade.TRAINEE),
    ("Интерн C++", Grade.TRAINEE),
    ("Junior+ Frontend-разработчик", Grade.JUNIOR),
    ("jun. DevOps", Grade.JUNIOR),
    ("Младший системный администратор", Grade.JUNIOR),
    ("Мл. аналитик", Grade.JUNIOR),
    ("Начинающий программист 1С", Grade.JUNIOR),
    ("Java-разработчик (Middle+)", Grade.MIDDLE),
    ("Мидл тестировщик", Grade.MIDDLE),
    ("Middle/Senior PHP", Grade.SENIOR),
    ("Сениор разработчик", Grade.SENIOR),
    ("Sr. Software Engineer", Grade.SENIOR),
    ("Ст. инженер-программист", Grade.SENIOR),
    ("Старший разработчик группы платежей", Grade.SENIOR),
    ("Ведущий аналитик банка", Grade.LEAD),
    ("Вед. программист", Grade.LEAD),
    ("Главный специалист отдела автоматизации", Grade.LEAD),
    ("Тим-лид Android", Grade.LEAD),
    ("Team leader (C++)", Grade.LEAD),
    ("Лид-аналитик", Grade.LEAD),
    ("Staff Engineer", Grade.LEAD),
    ("Solution architect", Grade.LEAD),
    ("Руководитель группы разработки", Grade.LEAD),
    ("Руководитель группы отдела продаж", Grade.LEAD),
    ("Руководитель проектного офиса", Grade.LEAD),
    ("Руководитель отдела проектов", Grade.CHIEF),
    ("Руководитель IT отдела", Grade.CHIEF),
    ("Заместитель начальника отдела", Grade.CHIEF),
    ("Head of Data", Grade.CHIEF),
    ("CPO", Grade.CHIEF),
    ("CTO / Tech Lead", Grade.CHIEF),
]
NONE_STATED = [
    "Internal tools developer",
    "International sales",
    "Lead generation specialist",
    "Leadgen-менеджер",
    "Лид-менеджер",
    "Менеджер по лидогенерации",
    "Менеджер проектов",
    "Product manager",
    "Руководитель проектов внедрения",
    "Технический руководитель проекта",
    "Middle East sales",
    "Middle-office analyst",
    "Middleware engineer",
    "Headhunter",
    "Head office administrator",
    "Staff accountant",
    "Помощник руководителя отдела продаж",
    "Ассистент генерального директора",
    "Assistant to the CEO",
    "Директолог",
    "Специалист по Яндекс.Директ",
    "Разработчик в ведущую IT-компанию",
    "Developer at a leading bank",
    "Ведущий мероприятий",
    "Учитель старших классов",
    "Электромеханик (ст. Московская)",
    "Android developer (Headwind)",
    "MVP-разработчик, VPN",
    "Товаровед",
    "Python-разработчик",
    "",
]


@pytest.mark.parametrize(("title", "grade"), STATED)
def test_a_stated_grade_is_read(title: str, grade: Grade) -> None:
    assert stated_grade(title) is grade


@pytest.mark.parametrize("title", NONE_STATED)
def test_words_that_look_like_a_grade_state_none(title: str) -> None:
    assert stated_grade(title) is None


def test_no_title_states_no_grade() -> None:
    assert stated_grade(None) is None


@pytest.mark.parametrize("title", [title for title, _ in STATED])
def test_nothing_is_left_to_read_off(title: str) -> None:
    assert stated_grade(without_grade_words(title)) is None


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        ("Senior Java-разработчик", "Java-разработчик"),
        ("Python-разработчик (Middle+)", "Python-разработчик"),
        ("Internal tools developer", "Internal tools developer"),
    ],
)
def test_the_rest_of_a_title_stays(title: str, rest: str) -> None:
    assert without_grade_words(title) == rest


def test_a_gap_is_signed() -> None:
    assert grade_gap(Grade.SENIOR, Grade.JUNIOR) == 2
    assert grade_gap(Grade.TRAINEE, Grade.LEAD) == -4
    assert grade_gap(Grade.LEAD, Grade.LEAD) == 0
