"""The study: it is kept, goes on, and refuses what it can't be compared with."""

from pathlib import Path

import numpy as np
import pytest
from catboost import Pool

from services.salary.columns import Spread

pytest.importorskip("optuna", reason="optuna is of the training environment: locks/training.txt")

from optuna.trial import TrialState

from services.salary.training.tuning.folds import Fold, measure_losses, measure_pinball
from services.salary.training.tuning.space import START, name_models
from services.salary.training.tuning.study import OtherStudyError, open_study, run_trials

TERMS = {"rows": 120, "folds": 2, "seed": 7}


def make_fold(seed: int) -> Fold:
    generator = np.random.default_rng(seed)
    matrix = generator.integers(0, 2, size=(120, 4)).astype(np.float32)
    log_pay = 11 + matrix[:, 0] * 0.5 + generator.normal(0, 0.1, 120)
    unseen = Spread(matrix[:40], np.arange(40), np.ones(40))
    return Fold(Pool(matrix[40:], log_pay[40:]), unseen, np.exp(log_pay[:40]))


@pytest.fixture
def folds() -> list[Fold]:
    return [make_fold(1), make_fold(2)]


def test_a_study_goes_on_where_it_stopped(tmp_path: Path, folds: list[Fold]) -> None:
    file = tmp_path / "deep" / "study.sqlite"
    told: list[str] = []
    run_trials(open_study(file, "median", TERMS, 7), folds, 2, 7, told.append)
    again = open_study(file, "median", TERMS, 7)
    assert [trial.state for trial in again.trials] == [TrialState.COMPLETE] * 2
    assert again.trials[0].params == dict(START["median"])
    run_trials(again, folds, 2, 7, told.append)
    assert len(open_study(file, "median", TERMS, 7).trials) == len(told) == 4
    assert again.best_value <= again.trials[0].values[0]
    drawn = [tuple(trial.params.values()) for trial in again.trials]
    assert len(set(drawn)) == 4


def test_a_trial_whose_process_died_is_tried_again(tmp_path: Path, folds: list[Fold]) -> None:
    file = tmp_path / "study.sqlite"
    died = open_study(file, "range", TERMS, 7).ask()
    drawn = died.suggest_int("depth", 4, 7)
    study = open_study(file, "range", TERMS, 7)
    assert [trial.state for trial in study.trials] == [TrialState.FAIL, TrialState.WAITING]
    run_trials(study, folds, 1, 7, lambda _: None)
    assert study.trials[-1].params["depth"] == drawn
    assert study.trials[-1].state == TrialState.COMPLETE


def test_a_study_of_other_rows_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "study.sqlite"
    open_study(file, "median", TERMS, 7)
    with pytest.raises(OtherStudyError, match="another file"):
        open_study(file, "median", {**TERMS, "rows": 7}, 7)


def test_both_studies_measure_each_fold(folds: list[Fold]) -> None:
    few_trees = {**START["range"], "iterations": 50}
    assert len(list(measure_losses("median", few_trees, folds, 7))) == 2
    # A tenth and nine tenths of normal errors of 0.1: 0.0175 each.
    assert list(measure_losses("range", few_trees, folds, 7)) == pytest.approx([0.035] * 2, abs=0.02)


def test_pinball_is_least_at_the_quantile() -> None:
    log_pay = np.arange(1.0, 101.0)
    losses = {at: measure_pinball(log_pay, np.full(100, float(at)), 0.9) for at in (50, 80, 90, 99)}
    assert min(losses, key=lambda at: losses[at]) == 90
    assert measure_pinball(np.array([2.0]), np.array([1.0]), 0.9) == pytest.approx(0.9)
    assert measure_pinball(np.array([1.0]), np.array([2.0]), 0.9) == pytest.approx(0.1)


def test_training_takes_a_loss_and_parameters_for_each_model() -> None:
    named = name_models("median", START["median"]) | name_models("range", START["range"])
    assert set(named) == {"median", "low", "high"}
    assert named["low"]["loss_function"] == "Quantile:alpha=0.1"
    assert {**named["low"], "loss_function": ""} == {**named["high"], "loss_function": ""}
