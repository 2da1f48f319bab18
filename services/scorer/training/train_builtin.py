"""Trains the built-in engine and writes its artefact and its card.

python -m services.scorer.training.train_builtin --data ../shared/data --out services/scorer/model
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from services.scorer.artefact import Numbers, Vocabulary, write_artefact
from services.scorer.claims import read_claim
from services.scorer.estimate import estimate_grades
from services.scorer.features.confirmation import FEATURES, read_confirmation
from services.scorer.features.demand import read_demand
from services.scorer.features.history import History, job_text, read_history
from services.scorer.features.profile import list_terms, profile_resume
from services.scorer.features.relevance import RelevanceModel
from services.scorer.features.words import read_words
from services.scorer.models import ConfirmationModel, Floats, GradeModel
from services.scorer.training.card import Check, write_card
from services.scorer.training.evaluate import evaluate_confirmation, evaluate_grade
from services.scorer.training.fit import (
    FLOORS,
    GradeRow,
    choose_skills,
    choose_vocabulary,
    fit_confirmation,
    fit_grade,
    fit_relevance,
)
from services.scorer.training.interviews import Interview, read_interviews
from services.scorer.training.vacancies import (
    IT_TITLE,
    MIXED_SOURCES,
    NON_IT_SOURCES,
    Vacancy,
    read_vacancies,
)
from shared.reference.grades import ORDER

MODEL = "grade-logistic"
VERSION = "2026-11"
AS_OF = date(2026, 11, 1)
_RELEVANCE_ROWS = 8_000
_RELEVANCE_CHARACTERS = 2_000


@dataclass(frozen=True)
class Data:
    """All rows, and the stems of place names, which no model may know."""

    vacancies: list[Vacancy]
    interviews: list[Interview]
    places: frozenset[str]


def read_data(folder: Path) -> Data:
    """Read everything that is trained from."""
    cities = pd.read_parquet(folder / "vacancies" / "it_vacancies.parquet", columns=["city"])["city"].dropna()
    places = frozenset(stem for city in sorted(set(cities)) for stem in read_words(city)[:3])
    return Data(read_vacancies(folder), read_interviews(folder), places)


def train_relevance(data: Data, seed: int) -> RelevanceModel:
    """Train the model that knows IT from the sources of IT and the others."""
    other_sources = NON_IT_SOURCES | MIXED_SOURCES
    inside = [v for v in data.vacancies if v.source not in other_sources and IT_TITLE.search(v.profile.title)]
    outside = [
        v for v in data.vacancies if v.source in other_sources and not IT_TITLE.search(v.profile.title)
    ]
    chosen = np.random.default_rng(seed).choice(len(inside), min(_RELEVANCE_ROWS, len(inside)), replace=False)
    rows = [*(inside[i] for i in chosen), *outside]
    texts = [
        ". ".join((v.profile.title, *v.profile.skills, v.profile.text[:_RELEVANCE_CHARACTERS])) for v in rows
    ]
    return fit_relevance(texts, [True] * len(chosen) + [False] * len(outside), data.places)


def read_histories(data: Data, relevance: RelevanceModel) -> list[History]:
    """The interviewed people."""
    return [read_history(i.resume, AS_OF, relevance.is_relevant_job) for i in data.interviews]


def read_claims(
    data: Data, histories: list[History], predicted: Floats, skills: dict[str, str]
) -> tuple[Floats, npt.NDArray[np.bool_], list[str]]:
    """The confirmation features, outcomes and texts of all interviews."""
    values, texts = [], []
    for interview, history, probabilities in zip(data.interviews, histories, predicted, strict=True):
        resume, target = interview.resume, interview.target
        demand, claim = read_demand(target, skills), read_claim(resume, target)
        values.append(read_confirmation(history, demand, probabilities, claim, skills).values)
        jobs = " ".join(map(job_text, history.jobs))
        texts.append(f"{' '.join(resume.skills)} {resume.about or ''} {jobs} {target.vacancy_title}")
    return np.array(values), np.array([i.confirmed for i in data.interviews]), texts


def collect_rows(data: Data) -> tuple[list[GradeRow], list[Vacancy]]:
    """The vacancies of IT that state a grade."""
    stated = [(v, v.grade) for v in data.vacancies if v.grade and v.source not in NON_IT_SOURCES]
    rows = [GradeRow(v.profile, list_terms(v.profile), ORDER.index(grade)) for v, grade in stated]
    return rows, [v for v, _ in stated]


def train(folder: Path, out: Path, seed: int) -> None:
    """Train, measure and write."""
    data = read_data(folder)
    print(f"read {len(data.vacancies)} vacancies and {len(data.interviews)} interviews")
    relevance = train_relevance(data, seed)
    histories = read_histories(data, relevance)
    resumes = [profile_resume(history) for history in histories]
    rows, stated = collect_rows(data)
    figures = evaluate_grade(rows, [v.employer for v in stated], resumes, data.places, seed)
    print(figures)
    vocabulary = choose_vocabulary(rows, resumes, data.places)
    grade = replace(fit_grade(rows, vocabulary), temperature=figures.temperature)
    skills = choose_skills(
        v.profile.skills for v in data.vacancies if v.source not in NON_IT_SOURCES | MIXED_SOURCES
    )
    predicted = np.array(
        [estimate_grades(grade, grade.encode(p), h) for p, h in zip(resumes, histories, strict=True)]
    )
    values, labels, texts = read_claims(data, histories, predicted, skills)
    confirmation_figures = evaluate_confirmation(
        values, texts, labels, [i.vacancy_id for i in data.interviews], seed
    )
    print(confirmation_figures)
    confirmation = fit_confirmation(values, labels, FLOORS)
    print(dict(zip(FEATURES, confirmation.weights.round(3).tolist(), strict=True)))
    write_models(out, relevance, grade, confirmation, skills)
    check = Check(
        published=sorted(v.published for v in stated if v.published),
        grades=[row.grade for row in rows],
        weights=dict(zip(FEATURES, confirmation.weights.tolist(), strict=True)),
        months=[profile.months for profile in resumes],
        predicted=predicted,
    )
    write_card(out, figures, confirmation_figures, check, seed)


def write_models(
    out: Path,
    relevance: RelevanceModel,
    grade: GradeModel,
    confirmation: ConfirmationModel,
    skills: dict[str, str],
) -> None:
    """Write the artefact: weights in single precision."""
    arrays = {
        "grade": grade.weights,
        "grade_intercept": grade.intercept,
        "relevance": np.array([*relevance.weights.values()]),
        "confirmation": confirmation.weights,
        "confirmation_means": confirmation.means,
        "confirmation_scales": confirmation.scales,
    }
    numbers = Numbers(
        model=MODEL,
        version=VERSION,
        as_of=AS_OF,
        temperature=grade.temperature,
        relevance_intercept=relevance.intercept,
        relevance_threshold=relevance.threshold,
        confirmation_intercept=confirmation.intercept,
        confirmation_features=FEATURES,
    )
    words = Vocabulary(grade=[*grade.vocabulary], relevance=[*relevance.weights], skills=skills)
    write_artefact(out, {name: array.astype(np.float32) for name, array in arrays.items()}, words, numbers)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the training data")
    parser.add_argument("--out", type=Path, required=True, help="folder of the artefact")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args(arguments)
    train(options.data, options.out, options.seed)


if __name__ == "__main__":
    main()
