"""Which skills running text names."""

import pytest

from shared.reference.skill_names.mentions import find_mentions


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Senior Python-разработчик в Django", ("Python", "Django")),
        ("поддержка 1С-Битрикс", ("1С-Битрикс",)),
        ("k8s, постгрес и CI/CD", ("Kubernetes", "PostgreSQL", "CI/CD")),
        ("let's go to the spring office", ()),
        ("Go и Spring Boot", ("Go", "Spring Boot")),
        ("hr@python.org, https://redis.io/docs", ()),
        ("", ()),
    ],
)
def test_names_come_once_and_in_order(text: str, names: tuple[str, ...]) -> None:
    assert find_mentions(f"{text}. {text}") == names


@pytest.mark.parametrize(
    ("text", "absent"),
    [("JavaScript", "Java"), ("NoSQL", "SQL"), ("PostgreSQL", "SQL"), ("C++", "C#"), ("HTMLEditor", "HTML")],
)
def test_skill_inside_another_word_is_not_named(text: str, absent: str) -> None:
    assert absent not in find_mentions(text)
