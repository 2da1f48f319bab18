"""The recipes that the model is compared with, on tiny tables."""

import numpy as np
import pytest

from services.salary.profile import PayProfile
from services.salary.training.evaluation.baselines import predict_family_medians, predict_group_medians
from services.salary.training.evaluation.recipe_columns import (
    RecipeEncoder,
    RecipeRow,
    make_row,
    normalise_position,
)
from services.salary.training.vacancies import profile_table_row


def make_recipe_row(position: str, *skills: str, experience: float = 1.0) -> RecipeRow:
    return RecipeRow(position, "москва", "remote", "full", frozenset(skills), experience, -1.0)


def test_encoder_has_a_column_for_each_usual_term() -> None:
    rows = [make_recipe_row("аналитик", "sql")] * 3 + [make_recipe_row("редкость", "sql", "cobol")]
    encoder = RecipeEncoder().fit(rows)
    assert set(encoder.columns_) == {
        ("position", "аналитик"),
        ("region", "москва"),
        ("schedule", "remote"),
        ("employment", "full"),
        ("skill", "sql"),
    }
    matrix = encoder.transform([make_recipe_row("редкость", "sql", "cobol", experience=3.0)]).toarray()
    by_name = dict(zip(("experience", "level", *encoder.columns_), matrix[0].tolist(), strict=True))
    assert by_name["experience"] == 3
    assert by_name["level"] == -1
    assert by_name["position", "аналитик"] == 0
    assert by_name["skill", "sql"] == 1


def test_encoder_reads_no_row_at_all() -> None:
    assert RecipeEncoder().fit([]).transform([]).shape == (0, 2)


def test_a_vacancy_becomes_a_row() -> None:
    names = ("skills", "description", "experience", "city", "schedule", "employment")
    profile = profile_table_row(
        {**dict.fromkeys(names), "title": "Senior QA", "experience": "between3And6"}, None
    )
    row = make_row(profile, "Москва, центр", "['REMOTE']", "Полная занятость")
    assert (row.position, row.region, row.schedule, row.employment) == ("qa", "москва", "remote", "full")
    assert (row.experience, row.level) == (2, 3)
    assert make_row(profile, None, np.nan, None).schedule == ""


@pytest.mark.parametrize(
    ("title", "position"),
    [
        ("Senior Java-разработчик (удалённо)", "java разработчик"),
        ("Ведущий  программист C++/C#", "программист c++ c#"),
        ("Middle+", ""),
    ],
)
def test_position_is_the_title_without_grade_and_asides(title: str, position: str) -> None:
    assert normalise_position(title) == position


def test_medians_fall_back_to_the_group_and_to_all() -> None:
    pairs = [("a", 1)] * 5 + [("a", 2)] * 4 + [("b", 1)] * 6
    pay = np.array([1.0] * 5 + [9.0] * 4 + [3.0] * 6)
    predicted = predict_group_medians(pairs, pay, [("a", 1), ("a", 2), ("b", 7), ("c", 1)])
    assert predicted.tolist() == [1.0, 1.0, 3.0, 3.0]


def test_family_medians_are_of_family_and_grade() -> None:
    names = ("skills", "description", "experience", "city", "schedule", "employment")

    def profiles(*titles: str) -> list[PayProfile]:
        return [profile_table_row({**dict.fromkeys(names), "title": title}, None) for title in titles]

    train = profiles(*["Аналитик"] * 5, *["Senior аналитик"] * 5)
    pay = np.array([11.0] * 5 + [13.0] * 5)
    assert predict_family_medians(train, pay, profiles("Senior аналитик", "Аналитик")).tolist() == [
        13.0,
        11.0,
    ]
