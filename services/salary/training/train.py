"""Train the salary model.

`python -m services.salary.training.train --data ../shared/data --out services/salary/model [--seed 7]`
needs `salary/train.parquet` and `expertise/interviews_train.jsonl` of the data; ten minutes on two cores.
The same seed gives the same files.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from catboost import CatBoostRegressor

from services.salary.artefact import (
    HASHED_FILES,
    MANIFEST_FILE,
    MARKET_FILE,
    MODEL_FILES,
    MODEL_FOLDER,
    QUESTIONS_FILE,
    SCORES_FILE,
    Manifest,
    hash_file,
)
from services.salary.training.card import CardFacts, write_card
from services.salary.training.evaluation.baselines import predict_family_medians
from services.salary.training.evaluation.figures import measure_point, measure_range
from services.salary.training.evaluation.slices import measure_slices
from services.salary.training.fit import (
    COVERAGE,
    PARAMETERS,
    Fitted,
    Flags,
    Floats,
    Parameters,
    fit_uncalibrated,
    read_questions,
)
from services.salary.training.folds import calibrate_on, predict_unseen, split_folds, widen_unseen
from services.salary.training.golden import write_golden_predictions
from services.salary.training.vacancies import Vacancies, read_vacancies
from services.salary.training.vocabulary import build_market
from shared.errors import InvalidInput
from shared.reference.problems import problem

FEWEST_VACANCIES = 1_000
"""With pay; of fewer, five folds tell nothing."""

MODEL_NAME = "salary-catboost"
CARD_FILE = "MODEL_CARD.md"
_STAMPS = ("model_guid", "train_finish_time")


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=MODEL_FOLDER)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--parameters", type=Path, help="JSON of CatBoost's parameters: {median: {...}, low: ..., high: ...}"
    )
    return parser.parse_args()


def _predict_medians(vacancies: Vacancies, folds: Sequence[Flags]) -> Floats:
    """Log pay as the median of family and grade, by the other folds; shape (vacancies,).

    The simplest rival, and all that training compares with: `evaluation` has the others, which take longer
    than the model itself.
    """
    log_pay = np.log(vacancies.pay_rub)
    medians = np.zeros(len(log_pay))
    for fold in folds:
        known, asked = (
            [vacancies.profiles[row] for row in np.flatnonzero(rows).tolist()] for rows in (~fold, fold)
        )
        medians[fold] = predict_family_medians(known, log_pay[~fold], asked)
    return medians


def _save_unstamped(model: CatBoostRegressor, path: Path) -> None:
    """Save a model without the time and the random name, so that the same seed gives the same file."""
    metadata = model.get_metadata()
    for name in list(metadata.keys()):
        if name.endswith(_STAMPS):  # a sum of models keeps its parts' stamps: "model0:model_guid"
            metadata[name] = ""
    model.save_model(str(path))


def _write_artefact(vacancies: Vacancies, fitted: Fitted, as_of: date, seed: int, folder: Path) -> None:
    """Write the models, the tables and the manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, file in MODEL_FILES.items():
        _save_unstamped(fitted.models[name], folder / file)
    market = build_market(vacancies.profiles, vacancies.pay_rub, fitted.columns, as_of)
    (folder / MARKET_FILE).write_text(market.model_dump_json(indent=1) + "\n", encoding="utf-8")
    (folder / QUESTIONS_FILE).write_text(
        read_questions(fitted.models["median"]).model_dump_json() + "\n", encoding="utf-8"
    )
    (folder / SCORES_FILE).write_text(fitted.scores.model_dump_json() + "\n", encoding="utf-8")
    manifest = Manifest(
        model=MODEL_NAME,
        version=f"{as_of:%Y-%m}",
        as_of=as_of,
        coverage=COVERAGE,
        seed=seed,
        columns=fitted.columns,
        margins=fitted.margins,
        region_shares=fitted.region_shares,
        score_means=fitted.score_means,
        sha256={name: hash_file(folder / name) for name in HASHED_FILES},
    )
    (folder / MANIFEST_FILE).write_text(manifest.model_dump_json(indent=1) + "\n", encoding="utf-8")


def train_salary_model(data: Path, folder: Path, seed: int, parameters: Parameters = PARAMETERS) -> str:
    """Measure on folds, fit on everything, write the artefact and its card; returns the card.

    Raises:
        InvalidInput: `too_few_vacancies`.
    """
    vacancies = read_vacancies(data)
    if len(vacancies.profiles) < FEWEST_VACANCIES:
        raise InvalidInput(
            problem("too_few_vacancies", count=len(vacancies.profiles), needed=FEWEST_VACANCIES)
        )
    year, month = divmod(vacancies.last_stated_month, 12)
    as_of = date(year, month + 1, 1)
    folds = split_folds(vacancies.employers, seed)
    raw = predict_unseen(vacancies, folds, seed, parameters)
    everything = np.ones(len(vacancies.profiles), dtype=np.bool_)
    fitted = replace(
        fit_uncalibrated(vacancies, everything, seed, parameters),
        margins=calibrate_on(vacancies, raw, everything),
    )
    _write_artefact(vacancies, fitted, as_of, seed, folder)
    write_golden_predictions(folder)
    pay, ranges = vacancies.pay_rub, widen_unseen(vacancies, raw, folds)
    medians = _predict_medians(vacancies, folds)
    card = write_card(
        CardFacts(
            version=f"{as_of:%Y-%m}",
            as_of=as_of,
            seed=seed,
            rows=len(vacancies.profiles),
            snippets=len(vacancies.snippets.profiles),
            employers=len(np.unique(vacancies.employers)),
            columns=len(fitted.columns),
            words=sum(map(len, fitted.scores.weights.values())),
            margins=fitted.margins,
            overall=measure_range(pay, ranges),
            baselines={"median of family and grade": measure_point(pay, medians)},
            slices=measure_slices(vacancies.profiles, pay, ranges),
        )
    )
    (folder / CARD_FILE).write_text(card, encoding="utf-8")
    return card


def main() -> None:
    """The command."""
    arguments = _read_arguments()
    parameters = json.loads(arguments.parameters.read_bytes()) if arguments.parameters else PARAMETERS
    try:
        print(train_salary_model(arguments.data, arguments.out, arguments.seed, parameters))
    except InvalidInput as error:
        sys.exit(error.problem.message)


if __name__ == "__main__":
    main()
