"""What a text denies or plans is no statement of it; topics begin where words begin."""

import pytest

from services.salary.columns import NUMBER_COLUMNS, build_matrix
from services.salary.profile import make_profile
from services.salary.statements import read_statements
from services.salary.topics import TOPIC_PHRASES

NAMES = (*NUMBER_COLUMNS, *(f"topic:{topic}" for topic in TOPIC_PHRASES), "skill:Kafka")


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
    assert not {"skill:Kafka", "topic:машинное обучение"} & _found(text)


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
    assert "skill:Kafka" in _found(text)


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
    assert _found(text) - {"skill:Kafka"} == {f"topic:{topic}" for topic in topics}


@pytest.mark.parametrize(
    "text", ["", "не ", "нет", "Опыта " + "работы " * 400 + "нет", "\x00 не знаю \n" * 300]
)
def test_any_text_is_read(text: str) -> None:
    assert len(read_statements(text)) <= len(text)


def _found(text: str) -> set[str]:
    """The columns of topics and skills that a text sets."""
    profile = make_profile(
        title="Инженер",
        grade_title="",
        skills=(),
        text=text,
        experience_months=None,
        city=None,
        format_text="",
        month=None,
    )
    (row,) = build_matrix([profile], NAMES)
    return {name for name, value in zip(NAMES, row, strict=True) if value and name not in NUMBER_COLUMNS}
