"""The study: trials that are kept in a file and go on where they stopped."""

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import optuna
from optuna.trial import FrozenTrial, TrialState

from services.salary.training.tuning.space import START, Parameters, suggest_parameters

STARTING_TRIALS = 8
"""Drawn at random before the sampler learns from them."""

Tell = Callable[[str], None]
Measure = Callable[[Parameters], Iterable[float]]
Terms = dict[str, int]


class OtherStudyError(Exception):
    """The file holds a study of other rows or folds, whose losses can't be compared with new ones."""


def open_study(file: Path, name: str, terms: Terms, seed: int) -> optuna.Study:
    """Open a study or make it.

    A trial whose process died is closed and its parameters are tried again. One process at a time.

    Args:
        file: of SQLite; may hold several studies.
        name: of the study.
        terms: what the losses depend on beside the parameters, such as the number of rows.
        seed: of the sampler.

    Raises:
        OtherStudyError: the study was begun on other terms.
    """
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    file.parent.mkdir(parents=True, exist_ok=True)
    study = optuna.create_study(storage=f"sqlite:///{file}", study_name=name, load_if_exists=True)
    # The same seed would draw the same trials again after each start.
    study.sampler = optuna.samplers.TPESampler(
        seed=seed + len(study.trials), n_startup_trials=STARTING_TRIALS, multivariate=False
    )
    study.pruner = optuna.pruners.MedianPruner(n_startup_trials=STARTING_TRIALS, n_warmup_steps=0)
    if not study.trials:
        study.set_user_attr("terms", terms)
        study.enqueue_trial(dict(START[name]))
    if study.user_attrs.get("terms") != terms:
        raise OtherStudyError(
            f"{file} holds trials on {study.user_attrs.get('terms')} and not on {terms}: "
            "name another file, or give the same --sample, --folds and --seed"
        )
    for died in study.get_trials(states=(TrialState.RUNNING,)):
        study.tell(died.number, state=TrialState.FAIL)
        study.enqueue_trial(died.params)
    return study


def run_trials(study: optuna.Study, measure: Measure, fold_count: int, count: int, tell: Tell) -> None:
    """Run more trials; one that is worse than most after a fold is given up.

    Args:
        study: to go on with.
        measure: gives the loss of parameters on each of the folds, one after the other.
        fold_count: how many there are.
        count: how many trials more.
        tell: is told of each trial.
    """

    def measure_trial(trial: optuna.Trial) -> float:
        losses: list[float] = []
        for loss in measure(suggest_parameters(trial)):
            losses.append(loss)
            trial.report(float(np.mean(losses)), len(losses))
            if len(losses) < fold_count and trial.should_prune():
                raise optuna.TrialPruned
        return float(np.mean(losses))

    def tell_trial(study: optuna.Study, trial: FrozenTrial) -> None:
        loss = (
            "given up" if trial.value is None or trial.state != TrialState.COMPLETE else f"{trial.value:,.5g}"
        )
        best = f"{study.best_value:,.5g}, trial {study.best_trial.number}"
        tell(f"{study.study_name}: trial {trial.number}: {loss} (best {best})")

    study.optimize(measure_trial, n_trials=count, callbacks=[tell_trial])
