"""What a text denies or plans is no statement of it; topics begin where words begin."""

import pytest

from services.salary.columns import list_facts
from services.salary.profile import PayProfile, make_profile
from services.salary.statements import read_statements
from services.salary.topics import list_topics


@pytest.mark.parametrize(
    "text",
    [
        "Не знаю Kafka",
        "не работал с Kafka",
        "С Kafka пока не работала",
        "Хочу изучить Kafka",
        "хотел бы освоить Kafka",
        "сейчас учу: CI/CD, Kafka, ML",
        "Начала изучать Kafka",
        "без опыта с Kafka",
        "Опыта работы с Kafka нет",
        "I don't know Kafka",
        "no experience with Kafka",
        "Currently learning Kafka",
        "Learning: Rust, Kafka",
        "want to learn Kafka",
        "I have not worked with Kafka",
    ],
)
def test_denied_and_planned_skills_are_left_out(text: str) -> None:
    assert "kafka" not in read_statements(text)
    facts = set(list_facts(_profile(text)))
    assert "skill:kafka" not in facts and "topic:машинное обучение" not in facts


@pytest.mark.parametrize(
    "text",
    [
        "Писал на Kafka",
        "Не знаю Java, но знаю Kafka",
        "С Kubernetes не работал, знаю Kafka",
        "Знаю Kafka, не работал с Redis",
        "Не знаю Java. Настраивал Kafka",
        "I don't know Java but use Kafka",
        "Не только настраивал Kafka, но и писал код",
        "Machine learning, Kafka",
        "Учу коллег работать с Kafka",
    ],
)
def test_what_is_said_beside_a_denial_stays(text: str) -> None:
    assert "skill:kafka" in set(list_facts(_profile(text)))


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Банкеты до 400 гостей", []),
        ("Excellent communication", []),
        ("Работал под руководством наставника", ["наставничество и ревью кода"]),
        ("Английский язык не знаю", []),
        ("Видеомонтаж и демонтаж", []),
        ("Разработка для банка и госсектора", ["банки и финтех", "государственные системы"]),
        ("Автоматизация банковских процессов", ["банки и финтех"]),
        ("Руководил командой, настраивал helm", ["руководство людьми", "автоматизация развёртывания"]),
    ],
)
def test_topics_are_words_and_not_parts_of_words(text: str, topics: list[str]) -> None:
    assert list_topics(read_statements(text)) == topics


def _profile(text: str) -> PayProfile:
    return make_profile(
        title="Инженер",
        grade_title="",
        skills=(),
        text=text,
        experience_months=None,
        city=None,
        format_text="",
        month=None,
    )
