"""Look for better parameters of the salary model.

`python -m services.salary.training.tuning --data ../shared/data --study FILE --trials N [--out FILE.json]`
runs N more trials of the median and N of the range, on folds by employer; run again, it goes on where it
stopped. The best parameters are printed as JSON, {"median": {...}, "low": {...}, "high": {...}}, for
training to take. A trial takes about a minute on two cores; `--check` compares the best parameters with the
first ones on other folds.
"""

import argparse
import json
import sys
from functools import partial
from pathlib import Path

import numpy as np

from services.salary.training.evaluation.arguments import build_parser
from services.salary.training.evaluation.splits import sample_rows
from services.salary.training.tuning.folds import PARTS, make_folds, measure_losses
from services.salary.training.tuning.space import MODELS_OF, START, name_models
from services.salary.training.tuning.study import OtherStudyError, Terms, open_study, run_trials
from services.salary.training.vacancies import Vacancies, read_vacancies

Found = dict[str, dict[str, float | int | str]]


def _read_arguments() -> argparse.Namespace:
    parser = build_parser(__doc__)
    parser.add_argument("--study", type=Path, required=True, help="SQLite file that keeps the trials.")
    parser.add_argument("--trials", type=int, required=True, help="How many more, of each study.")
    parser.add_argument("--out", type=Path, help="Write the best parameters here too.")
    parser.add_argument("--folds", type=int, default=3, choices=range(1, PARTS + 1))
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--check", action="store_true", help="Compare best and first on other folds.")
    return parser.parse_args()


def _tell(line: str) -> None:
    """Progress goes to stderr, so that stdout is the JSON alone."""
    print(line, file=sys.stderr, flush=True)


def tune(vacancies: Vacancies, file: Path, trials: int, fold_count: int, seed: int) -> Found:
    """Run both studies; returns the best parameters of each model.

    Raises:
        OtherStudyError: the file holds a study of other rows or folds.
    """
    terms: Terms = {"rows": len(vacancies.profiles), "folds": fold_count, "seed": seed}
    studies = {name: open_study(file, name, terms, seed) for name in MODELS_OF}
    folds = make_folds(vacancies.employers, fold_count, seed)
    best: Found = {}
    for name, study in studies.items():
        measure = partial(measure_losses, name, vacancies, folds, seed)
        run_trials(study, measure, len(folds), trials, _tell)
        best |= name_models(name, study.best_params)
    return best


def _check(vacancies: Vacancies, best: Found, fold_count: int, seed: int) -> None:
    """Tell the losses of the first and of the best parameters on folds that no trial has seen."""
    folds = make_folds(vacancies.employers, fold_count, seed)
    for name, (model, *_) in MODELS_OF.items():
        first, last = (
            float(np.mean(list(measure_losses(name, vacancies, folds, seed, parameters))))
            for parameters in (START[name], best[model])
        )
        _tell(f"{name} on other folds: {first:,.5g} at first, {last:,.5g} now ({last / first - 1:+.2%})")


def main() -> None:
    """The command."""
    arguments = _read_arguments()
    vacancies = sample_rows(read_vacancies(arguments.data), arguments.sample, arguments.seed)
    try:
        best = tune(vacancies, arguments.study, arguments.trials, arguments.folds, arguments.seed)
    except OtherStudyError as error:
        sys.exit(str(error))
    if arguments.check:
        _check(vacancies, best, arguments.folds, arguments.seed + 1)
    found = json.dumps(best, indent=1)
    if arguments.out:
        arguments.out.write_text(found + "\n", encoding="utf-8")
    print(found)


if __name__ == "__main__":
    main()
