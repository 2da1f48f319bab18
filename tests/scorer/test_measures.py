"""The measures say what they promise, on rows where the answer is known."""

import numpy as np
import pytest

from services.scorer.features.confirmation import FEATURES
from services.scorer.features.topics import Topics, Wording
from services.scorer.training.confirmation import Claims
from services.scorer.training.measure_confirmation import (
    BASE_RATE,
    MODEL,
    draw_splits,
    measure_confirmation,
    predict_without_texts,
)
from services.scorer.training.measures import auc_within, calibration_slope, roc_auc


def make_claims(rows: int, seed: int) -> tuple[Claims, np.ndarray, list[str]]:
    """Twelve vacancies; half of what decides stands in the first feature, half in the words."""
    random = np.random.default_rng(seed)
    values = random.normal(size=(rows, len(FEATURES)))
    told = random.normal(size=(rows, 4)) / 2
    silent = Topics(np.zeros(4), 1.0)
    wordings = [Wording(Topics(one, 1.0), silent) for one in told]
    labels = values[:, 0] + 2 * told[:, 0] + random.logistic(size=rows) > 0.5
    return Claims(values, wordings), labels, [f"v{i % 12}" for i in range(rows)]


def test_ranks_are_compared_with_ties_halved() -> None:
    labels = np.array([True, True, False, False])
    assert roc_auc(labels, np.array([0.9, 0.8, 0.2, 0.1])) == 1
    assert roc_auc(labels, np.array([0.5, 0.5, 0.5, 0.5])) == 0.5
    assert np.isnan(roc_auc(np.array([True]), np.array([0.3])))


def test_within_a_vacancy_its_share_counts_for_nothing() -> None:
    labels = np.array([True, True, False, True, False, False])
    groups = np.array(["a", "a", "a", "b", "b", "b"])
    shares = np.array([2 / 3] * 3 + [1 / 3] * 3)
    assert roc_auc(labels, shares) > 0.6
    assert auc_within(labels, shares, groups) == 0.5


@pytest.mark.parametrize("stretch", [1.0, 2.0])
def test_the_slope_tells_who_is_too_bold(stretch: float) -> None:
    random = np.random.default_rng(7)
    logits = random.normal(size=20_000)
    labels = random.random(20_000) < 1 / (1 + np.exp(-logits))
    assert calibration_slope(1 / (1 + np.exp(-stretch * logits)), labels) == pytest.approx(
        1 / stretch, rel=0.1
    )


def test_no_vacancy_is_trained_on_and_scored() -> None:
    _, labels, vacancies = make_claims(240, 7)
    groups = np.array(vacancies)
    splits = list(draw_splits(groups, labels, 7))
    assert len(splits) == 40
    for train, test in splits:
        assert not set(groups[train]) & set(groups[test])
        assert len(set(groups[test])) == 4
        assert len(train) + len(test) == 240


def test_the_words_are_worth_what_they_tell() -> None:
    claims, labels, vacancies = make_claims(480, 7)
    figures = measure_confirmation(
        claims, labels, vacancies, {"alone": predict_without_texts(claims, labels)}, 7
    )
    assert figures is not None
    own, alone, base = (figures.standings[name] for name in (MODEL, "alone", BASE_RATE))
    assert own.auc[0] > alone.auc[0] + 0.03 > 0.6
    assert alone.lead[1] > 0
    assert own.brier < base.brier
    assert 0.7 < own.slope < 1.6


def test_too_few_vacancies_are_not_measured() -> None:
    claims, labels, _ = make_claims(60, 7)
    assert measure_confirmation(claims, labels, ["a", "b", "c"] * 20, {}, 7) is None
