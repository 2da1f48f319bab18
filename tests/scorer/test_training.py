"""Training reads labels as a person does, and its fits keep their promises on made-up rows."""

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from services.scorer.features.confirmation import FEATURES
from services.scorer.features.profile import weigh_experience
from services.scorer.models import EXPERIENCE_COLUMNS
from services.scorer.training.confirmation import fit_ridge, measure_features
from services.scorer.training.fit import choose_skills, fit_temperature
from services.scorer.training.interviews import read_interviews
from services.scorer.training.ordered import fit_ordered
from services.scorer.training.vacancies import read_asked_months


@pytest.mark.parametrize(
    ("label", "months"),
    [
        ("noExperience", 0),
        ("Нет опыта", 0),
        ("between1And3", 24),
        ("От 1 года до 3 лет", 24),
        ("3–6 лет", 54),
        ("moreThan6", 96),
        ("Более 6 лет", 96),
        ("от 3-х лет", 54),
        ("1,5 года", 18),
        ("5+ years", 78),
        ("Senior", None),
        ("2019 год", None),
        (None, None),
    ],
)
def test_asked_experience_is_read(label: str | None, months: float | None) -> None:
    assert read_asked_months(label) == months


def test_experience_is_ordered_even_where_the_rows_are_not() -> None:
    random = np.random.default_rng(7)
    months = random.integers(0, 120, 400)
    labels = np.where(random.random(400) < 0.5, 5 - months // 24, months // 24)  # half of them upside down
    rows = csr_matrix(np.array([[1.0, *weigh_experience(float(m))] for m in months]))
    weights, _ = fit_ordered(rows, labels.astype(np.int64), np.ones(400), 1.0, 6)
    assert weights.shape == (1 + EXPERIENCE_COLUMNS, 6)
    steps = np.diff(weights[-EXPERIENCE_COLUMNS:-1], axis=0)
    assert (np.diff(steps, axis=1) >= -1e-9).all()


def test_no_weight_falls_below_its_bound_or_moves_without_a_variance() -> None:
    random = np.random.default_rng(7)
    values = random.normal(size=(300, 4))
    labels = values[:, 0] - values[:, 1] + random.normal(size=300) > 0
    variances = np.array([0.1, 0.1, 0.1, 0.0])
    found = fit_ridge(values, labels, np.zeros(300), variances, np.array([0.0, 0.0, 0.3, 0.0]))
    assert found[1] > 0.5
    assert found[2] == 0
    assert found[3] >= 0.3
    assert found[4] == 0
    assert fit_ridge(values, labels, np.zeros(300), variances)[2] < -0.5


def test_few_rows_move_a_weight_less_than_many() -> None:
    random = np.random.default_rng(7)
    values = random.normal(size=(400, 1))
    labels = values[:, 0] + 0.5 * random.normal(size=400) > 0
    few, many = (fit_ridge(values[:n], labels[:n], np.zeros(n), np.array([0.03]))[1] for n in (8, 400))
    assert 0 < few < many / 2


def test_a_feature_that_nobody_has_is_neutral() -> None:
    values = np.random.default_rng(7).normal(size=(20, len(FEATURES)))
    values[:, 0] = np.nan
    means, scales = measure_features(values)
    assert (means[0], scales[0]) == (0, 1)
    assert np.isfinite(means).all()
    assert (scales > 0).all()
    assert (means[FEATURES.index("support")], scales[FEATURES.index("support")]) == (0.0, 1.5)


def test_the_temperature_cools_what_is_too_sure() -> None:
    random = np.random.default_rng(7)
    logits = random.normal(size=(4000, 6))
    powers = np.exp(logits)
    labels = np.array([random.choice(6, p=row / row.sum()) for row in powers])
    assert fit_temperature(logits * 3, labels) == pytest.approx(3, rel=0.1)


def test_only_common_tools_are_skills() -> None:
    lists = [("Python", "postgres", "Работа в команде", "C")] * 25 + [("Rarity",)]
    assert choose_skills(lists) == {"python": "Python", "postgres": "PostgreSQL"}


def test_the_interviews_are_read(data_folder: Path) -> None:
    interviews = read_interviews(data_folder / "expertise" / "interviews_train.jsonl")
    assert len(interviews) == 517
    assert sum(interview.confirmed for interview in interviews) == 153
    assert all(interview.target.vacancy_title for interview in interviews)
