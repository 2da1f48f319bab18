"""The study: it is kept, goes on, and refuses what it can't be compared with."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("optuna", reason="optuna is of the training environment: locks/training.txt")

from optuna.trial import TrialState

from services.salary.training.fit import PARAMETERS
from services.salary.training.tuning.folds import PARTS, make_folds, measure_pinball
from services.salary.training.tuning.space import START, Parameters, name_models
from services.salary.training.tuning.study import STARTING_TRIALS, OtherStudyError, open_study, run_trials

TERMS = {"rows": 120, "folds": 2, "seed": 7}


def prefer_depth_of_five(parameters: Parameters) -> Iterator[float]:
    for fold in range(2):
        yield abs(float(parameters["depth"]) - 5) + float(parameters["rsm"]) + fold


def test_a_study_goes_on_where_it_stopped(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "study.sqlite"
    told: list[str] = []
    run_trials(open_study(file, "median", TERMS, 7), prefer_depth_of_five, 2, 2, told.append)
    again = open_study(file, "median", TERMS, 7)
    assert [trial.state for trial in again.trials] == [TrialState.COMPLETE] * 2
    assert again.trials[0].params == dict(START["median"])
    run_trials(again, prefer_depth_of_five, 2, 10, told.append)
    trials = open_study(file, "median", TERMS, 7).trials
    assert len(trials) == len(told) == 12
    assert len({tuple(trial.params.values()) for trial in trials}) == 12
    assert again.best_value < trials[0].values[0]


def test_a_bad_trial_is_given_up_after_a_fold(tmp_path: Path) -> None:
    losses = iter([1.0, 1.0] * STARTING_TRIALS + [100.0])  # a second fold of the last one would fail

    def take_losses(_: Parameters) -> Iterator[float]:
        yield next(losses)
        yield next(losses)

    study = open_study(tmp_path / "study.sqlite", "range", TERMS, 7)
    run_trials(study, take_losses, 2, STARTING_TRIALS + 1, lambda _: None)
    assert study.trials[-1].state == TrialState.PRUNED


def test_a_trial_whose_process_died_is_tried_again(tmp_path: Path) -> None:
    file = tmp_path / "study.sqlite"
    died = open_study(file, "range", TERMS, 7).ask()
    drawn = died.suggest_int("depth", 4, 7)
    study = open_study(file, "range", TERMS, 7)
    assert [trial.state for trial in study.trials] == [TrialState.FAIL, TrialState.WAITING]
    run_trials(study, prefer_depth_of_five, 2, 1, lambda _: None)
    assert study.trials[-1].params["depth"] == drawn
    assert study.trials[-1].state == TrialState.COMPLETE


def test_a_study_of_other_rows_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "study.sqlite"
    open_study(file, "median", TERMS, 7)
    with pytest.raises(OtherStudyError, match="another file"):
        open_study(file, "median", {**TERMS, "rows": 7}, 7)


def test_no_employer_is_on_two_sides_of_a_fold() -> None:
    employers = np.array([f"company {number % 40}" for number in range(300)])
    folds = make_folds(employers, PARTS, seed=7)
    for fold in folds:
        sides = [set(employers[side]) for side in (fold.train, fold.calibrate, fold.unseen)]
        assert sum(map(len, sides)) == 40
        assert len(set().union(*sides)) == 40
    assert np.sum([fold.unseen for fold in folds], axis=0).tolist() == [1] * 300
    assert len(make_folds(employers, 2, seed=7)) == 2


def test_pinball_is_least_at_the_quantile() -> None:
    log_pay = np.arange(1.0, 101.0)
    losses = {at: measure_pinball(log_pay, np.full(100, float(at)), 0.9) for at in (50, 80, 90, 99)}
    assert min(losses, key=lambda at: losses[at]) == 90
    assert measure_pinball(np.array([2.0]), np.array([1.0]), 0.9) == pytest.approx(0.9)
    assert measure_pinball(np.array([1.0]), np.array([2.0]), 0.9) == pytest.approx(0.1)


def test_training_takes_the_parameters_of_each_model() -> None:
    named = name_models("median", START["median"]) | name_models("range", START["range"])
    assert set(named) == set(PARAMETERS)
    assert named["low"] == named["high"]
    for model, parameters in PARAMETERS.items():
        assert parameters.items() <= named[model].items()
