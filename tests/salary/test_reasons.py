import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.salary.estimate import SalaryEstimator
from services.salary.reasons import list_reasons, spell_months, spread_roubles
from services.salary.shapley import compute_leaf_effects


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (0, "меньше года"),
        (11, "меньше года"),
        (12, "1 год"),
        (35, "2 года"),
        (65, "5 лет"),
        (132, "11 лет"),
        (144, "12 лет"),
        (252, "21 год"),
        (264, "22 года"),
    ],
)
def test_years_are_spelled_as_russian_does(months: int, words: str) -> None:
    assert spell_months(months) == words


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=8), st.floats(10, 13))
def test_roubles_add_up_and_keep_their_sign(effects: list[float], log_average: float) -> None:
    roubles = spread_roubles(np.array(effects), log_average)
    expected = np.exp(log_average + sum(effects)) - np.exp(log_average)
    assert roubles.sum() == pytest.approx(expected, rel=1e-6, abs=1e-3)
    assert all(
        np.sign(value) == np.sign(effect) for value, effect in zip(roubles, effects, strict=True) if effect
    )


def test_columns_of_one_name_are_one_reason() -> None:
    reasons = list_reasons(["Город", "Опыт", "Опыт"], np.array([0.1, 0.3, -0.5]), np.log(100_000))
    assert [reason.feature for reason in reasons] == ["Опыт", "Город"]
    assert reasons[0].effect_rub < 0 < reasons[1].effect_rub


def test_two_questions_share_what_they_do_together() -> None:
    """By hand: leaves 0, 0, 0, 1 of equal weight; who answers yes twice gains 3/4, half by each question."""
    effects = compute_leaf_effects(np.array([[0.0, 0.0, 0.0, 1.0]]), np.ones((1, 4)))
    assert effects[0, 3] == pytest.approx([0.375, 0.375], abs=1e-5)
    assert effects[0, 1] == pytest.approx([0.125, -0.375], abs=1e-5)


def test_question_that_changes_nothing_has_no_effect() -> None:
    effects = compute_leaf_effects(np.array([[1.0, 5.0, 1.0, 5.0]]), np.array([[3.0, 1.0, 3.0, 1.0]]))
    assert effects[0, :, 1] == pytest.approx([0.0] * 4, abs=1e-5)
    assert effects[0, :, 0] == pytest.approx([-1.0, 3.0, -1.0, 3.0], abs=1e-5)


@settings(deadline=None)
@given(ones=st.sets(st.integers(4, 700), max_size=60), numbers=st.tuples(*[st.integers(-1, 4)] * 2))
def test_effects_add_up_to_the_prediction(
    estimator: SalaryEstimator, ones: set[int], numbers: tuple[int, int]
) -> None:
    row = np.zeros((1, len(estimator.columns)), dtype=np.float32)
    row[0, :3] = (*numbers, 2026)
    row[0, list(ones)] = 1.0
    effects, average = estimator.artefact.explain_log_pay(row)
    assert effects.sum() + average == pytest.approx(
        estimator.artefact.predict_log_pay(["median"], row)["median"][0]
    )
