"""Train the salary model.

`python -m services.salary.training.train --data ../shared/data --out services/salary/model [--seed 7]`
needs `salary/train.parquet` of the data; a few minutes on two cores. The same seed gives the same files.
"""

import argparse
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
    Manifest,
    hash_file,
)
from services.salary.training.card import CardFacts, write_card
from services.salary.training.evaluate import (
    Figures,
    measure_point,
    measure_range,
    measure_slices,
    predict_family_medians,
    predict_plain_catboost,
)
from services.salary.training.fit import (
    COVERAGE,
    Fitted,
    Flags,
    fit_models,
    predict_range,
    read_questions,
    split_employers,
)
from services.salary.training.vacancies import Vacancies, read_vacancies
from services.salary.training.vocabulary import build_market

MODEL_NAME = "salary-catboost"
CARD_FILE = "MODEL_CARD.md"


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=MODEL_FOLDER)
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


def _measure(
    vacancies: Vacancies, parts: dict[str, Flags], seed: int
) -> tuple[Figures, dict[str, Figures], dict[str, dict[str, Figures]]]:
    """Figures of the model and the baselines on the test employers, overall and by slice."""
    fitted = fit_models(vacancies, parts["train"], parts["calibrate"], seed)
    profiles = {
        part: [p for p, chosen in zip(vacancies.profiles, flags, strict=True) if chosen]
        for part, flags in parts.items()
    }
    pay = vacancies.pay_rub[parts["test"]]
    log_range = predict_range(fitted, profiles["test"])
    medians = predict_family_medians(
        profiles["train"], np.log(vacancies.pay_rub[parts["train"]]), profiles["test"]
    )
    plain = predict_plain_catboost(vacancies, parts["train"], parts["test"], seed)
    baselines = {
        "median of family and grade": measure_point(pay, medians),
        "plain CatBoost": measure_point(pay, plain),
    }
    return measure_range(pay, log_range), baselines, measure_slices(profiles["test"], pay, log_range)


def _save_unstamped(model: CatBoostRegressor, path: Path) -> None:
    """Save a model without the time and the random name, so that the same seed gives the same file."""
    metadata = model.get_metadata()
    for stamp in ("model_guid", "train_finish_time"):
        metadata[stamp] = ""
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
    manifest = Manifest(
        model=MODEL_NAME,
        version=f"{as_of:%Y-%m}",
        as_of=as_of,
        coverage=COVERAGE,
        seed=seed,
        columns=fitted.columns,
        margins=fitted.margins,
        region_shares=fitted.region_shares,
        sha256={name: hash_file(folder / name) for name in HASHED_FILES},
    )
    (folder / MANIFEST_FILE).write_text(manifest.model_dump_json(indent=1) + "\n", encoding="utf-8")


def train_salary_model(data: Path, folder: Path, seed: int) -> str:
    """Measure, refit, write the artefact and its card; returns the card."""
    vacancies = read_vacancies(data)
    year, month = divmod(vacancies.last_stated_month, 12)
    as_of = date(year, month + 1, 1)
    parts = split_employers(vacancies.employers, seed)
    overall, baselines, slices = _measure(vacancies, parts, seed)
    fitted = fit_models(vacancies, parts["train"] | parts["test"], parts["calibrate"], seed)
    _write_artefact(vacancies, fitted, as_of, seed, folder)
    card = write_card(
        CardFacts(
            version=f"{as_of:%Y-%m}",
            as_of=as_of,
            seed=seed,
            rows=len(vacancies.profiles),
            employers=len(np.unique(vacancies.employers)),
            columns=len(fitted.columns),
            margins=fitted.margins,
            overall=overall,
            baselines=baselines,
            slices=slices,
        )
    )
    (folder / CARD_FILE).write_text(card, encoding="utf-8")
    return card


def main() -> None:
    """The command."""
    arguments = _read_arguments()
    print(train_salary_model(arguments.data, arguments.out, arguments.seed))


if __name__ == "__main__":
    main()
