"""Losses and finer professions: their parts, on arrays made by hand."""

import numpy as np
import pytest

from services.salary.columns import Spread
from services.salary.training.evaluation.bounds import Bounds
from services.salary.training.evaluation.clusters import (
    NO_CLUSTER,
    ProfessionClusters,
    encode_clusters,
    name_professions,
)
from services.salary.training.evaluation.losses import LEAST_PAY_RUB, LOSSES, Lesson, make_intervals

NAN = np.nan


def test_intervals_are_open_or_reach_a_ratio_beyond_the_one_bound() -> None:
    bounds = Bounds(np.array([80.0, 100.0, NAN, NAN]) * 1000, np.array([120.0, NAN, 160.0, NAN]) * 1000)
    pay = np.array([100_000.0, 100_000.0, 160_000.0, 90_000.0])
    lower, upper = make_intervals(bounds, pay, None)
    assert lower.tolist() == [80_000, 100_000, LEAST_PAY_RUB, 90_000]
    assert upper.tolist() == [120_000, np.inf, 160_000, 90_000]
    lower, upper = make_intervals(bounds, pay, 1.6)
    assert lower.tolist() == [80_000, 100_000, 100_000, 90_000]
    assert upper.tolist() == [120_000, 160_000, 160_000, 90_000]


@pytest.mark.parametrize("name", LOSSES)
def test_each_loss_learns_two_levels_of_pay(name: str) -> None:
    generator = np.random.default_rng(7)
    is_high = np.arange(300) % 2
    pay = np.where(is_high, 300_000.0, 100_000.0) * np.exp(generator.normal(0, 0.05, 300))
    lower, upper = pay * 0.9, pay * 1.1
    lower[::10], upper[1::7] = NAN, NAN
    spread = Spread(is_high[:, None].astype(np.float32), np.arange(300), np.ones(300))
    models = LOSSES[name](Lesson(spread, pay, Bounds(lower, upper), seed=7))
    two = Spread(np.array([[0.0], [1.0]], dtype=np.float32), np.arange(2), np.ones(2))
    assert np.exp(models["median"](two)) == pytest.approx([100_000, 300_000], rel=0.2)
    assert (models["low"](two) <= models["high"](two)).all()


def test_clusters_tell_two_trades_apart_and_name_them() -> None:
    generator = np.random.default_rng(7)
    trade = np.arange(160) % 2
    skills = (generator.random((160, 12)) < np.where(trade[:, None] == np.arange(12) // 6, 0.8, 0.03)).astype(
        np.float32
    )
    skills[0] = 0
    clusters = ProfessionClusters(seed=7).fit(skills)
    numbers = clusters.predict(skills)
    assert numbers[0] == NO_CLUSTER
    told = skills.sum(axis=1) >= 3
    for number in range(clusters.count_):
        members = trade[told & (numbers == number)]
        assert max(members.mean(), 1 - members.mean()) > 0.9
    titles = ["Senior Java разработчик" if one else "Аналитик данных" for one in trade]
    professions = name_professions(numbers, titles, clusters.count_)
    assert {profession.name.split(", ")[0] for profession in professions} == {
        "java разработчик",
        "аналитик данных",
    }
    assert sum(profession.rows for profession in professions) == (numbers != NO_CLUSTER).sum()


def test_a_vacancy_without_a_cluster_has_no_column() -> None:
    assert encode_clusters(np.array([1, NO_CLUSTER]), 3).tolist() == [[0, 1, 0], [0, 0, 0]]
