"""Try finer professions: does the median get better by clusters of vacancies around their skills?

`python -m services.salary.training.evaluation.professions --data ../shared/data [--seeds 7 8 9] [--sample N]`
fits the median with and without them on the same rows and prints both, Markdown. Five minutes on two cores.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from catboost import CatBoostRegressor, Pool

from services.salary.columns import Spread
from services.salary.training.evaluation.bootstrap import Difference, compare_errors
from services.salary.training.evaluation.clusters import (
    Numbers,
    Profession,
    ProfessionClusters,
    encode_clusters,
    name_professions,
)
from services.salary.training.evaluation.experiment import run_experiment
from services.salary.training.evaluation.figures import Figures, Floats, measure_point
from services.salary.training.evaluation.matrices import (
    add_columns,
    build_matrices,
    list_profiles,
    predict_spread,
)
from services.salary.training.evaluation.page import format_table
from services.salary.training.evaluation.splits import split_by_employer
from services.salary.training.vacancies import Vacancies

SHOWN_PROFESSIONS = 25
_PARAMETERS: Mapping[str, float | int | bool | str] = MappingProxyType(
    {
        "loss_function": "RMSE",
        "iterations": 700,
        "depth": 6,
        "learning_rate": 0.08,
        "rsm": 0.4,
        "thread_count": 2,
        "verbose": False,
        "allow_writing_files": False,
    }
)


@dataclass(frozen=True, slots=True)
class Trial:
    """One seed: the model without the clusters and with them, on the same unseen rows."""

    seed: int
    without: Figures
    with_clusters: Figures
    difference: Difference
    professions: list[Profession]
    noise_share: float


def _take_skills(spread: Spread, columns: Sequence[str]) -> np.ndarray:
    """The columns of skills of each row before spreading."""
    of_skills = [number for number, name in enumerate(columns) if name.startswith("skill:")]
    _, first = np.unique(spread.origins, return_index=True)
    return spread.matrix[first][:, of_skills]


def _predict(train: Spread, log_pay: Floats, test: Spread, seed: int) -> Floats:
    pool = Pool(train.matrix, log_pay[train.origins], weight=train.weights)
    return predict_spread(CatBoostRegressor(random_seed=seed, **_PARAMETERS).fit(pool), test)


def try_professions(vacancies: Vacancies, seed: int) -> Trial:
    """Find the clusters on the rows to train on, and compare on employers apart."""
    split = split_by_employer(vacancies.employers, seed)
    learnt = split.train | split.calibrate  # nothing is calibrated here
    matrices = build_matrices(vacancies, {"train": learnt, "test": split.test})
    train, test = matrices.parts["train"], matrices.parts["test"]
    skills = _take_skills(train, matrices.columns)
    clusters = ProfessionClusters(seed).fit(skills)
    numbers: Numbers = clusters.predict(skills)
    of_test = clusters.predict(_take_skills(test, matrices.columns))
    log_pay, pay = np.log(vacancies.pay_rub[learnt]), vacancies.pay_rub[split.test]
    plain = _predict(train, log_pay, test, seed)
    finer = _predict(
        add_columns(train, encode_clusters(numbers, clusters.count_)),
        log_pay,
        add_columns(test, encode_clusters(of_test, clusters.count_)),
        seed,
    )
    titles = [profile.title for profile in list_profiles(vacancies, learnt)]
    return Trial(
        seed=seed,
        without=measure_point(pay, plain),
        with_clusters=measure_point(pay, finer),
        difference=compare_errors(
            other="without clusters",
            pay_rub=pay,
            our_log_pay=finer,
            other_log_pay=plain,
            employers=vacancies.employers[split.test],
            seed=seed,
        ),
        professions=name_professions(numbers, titles, clusters.count_),
        noise_share=clusters.noise_share_,
    )


def write_trials(trials: Sequence[Trial]) -> str:
    """Two Markdown tables: the figures of each seed, and the professions of the first."""
    head = (
        "clusters",
        "noise",
        "MAE without",
        "MAE with",
        "difference",
        "from",
        "to",
        "log R2 without",
        "with",
    )
    rows = {
        str(trial.seed): (
            str(len(trial.professions)),
            f"{trial.noise_share:.0%}",
            f"{trial.without.mae_rub:,.0f}",
            f"{trial.with_clusters.mae_rub:,.0f}",
            f"{trial.difference.mae_rub:+,.0f}",
            f"{trial.difference.low_rub:+,.0f}",
            f"{trial.difference.high_rub:+,.0f}",
            f"{trial.without.log_r2:.3f}",
            f"{trial.with_clusters.log_r2:.3f}",
        )
        for trial in trials
    }
    shown = trials[0].professions[:SHOWN_PROFESSIONS]
    named = {f"{profession.number}: {profession.name}": (str(profession.rows),) for profession in shown}
    return f"{format_table('seed', head, rows)}\n\n{format_table('profession', ('vacancies',), named)}"


if __name__ == "__main__":
    run_experiment(__doc__, try_professions, write_trials)
