"""Trains the built-in engine and writes its artefact and its card.

python -m services.scorer.training.train_builtin --data ../shared/data --out services/scorer/model
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from services.scorer.artefact import Artefact, Numbers, write_artefact
from services.scorer.features.confirmation import FEATURES
from services.scorer.features.history import History, job_text, read_history
from services.scorer.features.profile import list_terms, profile_resume, tell_career
from services.scorer.features.relevance import RelevanceModel
from services.scorer.features.topics import TopicModel
from services.scorer.features.words import read_words
from services.scorer.models import Floats
from services.scorer.reading import Readers, read_candidate
from services.scorer.training.card import Check, write_card
from services.scorer.training.confirmation import (
    Claims,
    collect_claims,
    fit_confirmation,
)
from services.scorer.training.confirmation_card import describe_confirmation
from services.scorer.training.fit import (
    GradeRow,
    choose_skills,
    choose_vocabulary,
    fit_grade,
    fit_relevance,
)
from services.scorer.training.interviews import Interview, read_interviews
from services.scorer.training.measure_confirmation import (
    Predict,
    measure_confirmation,
    predict_with,
    predict_without_texts,
)
from services.scorer.training.measure_grade import GradeFigures, measure_grade, predict_by_texts
from services.scorer.training.measures import Flags, Labels
from services.scorer.training.topics import fit_topics
from services.scorer.training.vacancies import (
    IT_TITLE,
    MIXED_SOURCES,
    NON_IT_SOURCES,
    Vacancy,
    read_vacancies,
)
from shared.reference.grades import ORDER

MODEL = "grade-logistic"
VERSION = "2026-11.2"
AS_OF = date(2026, 11, 1)
INTERVIEWS = Path("expertise", "interviews_train.jsonl")
_RELEVANCE_ROWS = 8_000
_RELEVANCE_CHARACTERS = 2_000
_TOPIC_ROWS = 16_000
_TOPIC_CHARACTERS = 3_000


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
    return Data(read_vacancies(folder), read_interviews(folder / INTERVIEWS), places)


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


def train_topics(data: Data, told: list[str], seed: int) -> TopicModel:
    """Find the topics in vacancies of IT; `told` are the texts of people."""
    inside = [v for v in data.vacancies if v.source not in NON_IT_SOURCES]
    chosen = np.random.default_rng(seed).choice(len(inside), min(_TOPIC_ROWS, len(inside)), replace=False)
    texts = [
        "\n".join((v.profile.title, *v.profile.skills, v.profile.text[:_TOPIC_CHARACTERS]))
        for v in (inside[i] for i in chosen)
    ]
    return fit_topics(texts, told, data.places, seed)


def collect_rows(data: Data) -> tuple[list[GradeRow], list[Vacancy]]:
    """The vacancies of IT that state a grade."""
    stated = [(v, v.grade) for v in data.vacancies if v.grade and v.source not in NON_IT_SOURCES]
    rows = [GradeRow(v.profile, list_terms(v.profile), ORDER.index(grade)) for v, grade in stated]
    return rows, [v for v, _ in stated]


def train_readers(
    data: Data, relevance: RelevanceModel, histories: list[History], seed: int
) -> tuple[Readers, GradeFigures, Check]:
    """Train all that reads a candidate, and measure the grade model."""
    resumes = [profile_resume(history) for history in histories]
    rows, stated = collect_rows(data)
    figures = measure_grade(rows, [v.employer for v in stated], resumes, data.places, seed)
    print(figures)
    grade = replace(
        fit_grade(rows, choose_vocabulary(rows, resumes, data.places)), temperature=figures.temperature
    )
    skills = choose_skills(
        v.profile.skills for v in data.vacancies if v.source not in NON_IT_SOURCES | MIXED_SOURCES
    )
    topics = train_topics(data, [tell_career(history) for history in histories], seed)
    published = sorted(v.published for v in stated if v.published)
    months = [profile.months for profile in resumes]
    check = Check(published, [row.grade for row in rows], months)
    return Readers(AS_OF, grade, relevance, topics, skills), figures, check


def list_rivals(data: Data, histories: list[History], claims: Claims, labels: Flags) -> dict[str, Predict]:
    """The simpler recipes that the confirmation model is compared with."""
    texts = [
        " ".join(
            (*i.resume.skills, i.resume.about or "", *map(job_text, h.jobs), i.target.vacancy_title or "")
        )
        for i, h in zip(data.interviews, histories, strict=True)
    ]

    def predict_words(train: Labels, test: Labels) -> Floats:
        train_texts, test_texts = ([texts[i] for i in rows] for rows in (train, test))
        return predict_by_texts(train_texts, labels[train].astype(np.int64), test_texts)[:, 1]

    return {
        "without the floors": predict_with(partial(fit_confirmation, floors={}), claims, labels),
        "without the texts": predict_without_texts(claims, labels),
        "TF-IDF + logistic regression": predict_words,
    }


def train(folder: Path, out: Path, seed: int) -> None:
    """Train, measure and write."""
    data = read_data(folder)
    print(f"read {len(data.vacancies)} vacancies and {len(data.interviews)} interviews")
    relevance = train_relevance(data, seed)
    histories = [read_history(i.resume, AS_OF, relevance.is_relevant_job) for i in data.interviews]
    readers, grade_figures, check = train_readers(data, relevance, histories, seed)
    readings = [read_candidate(readers, h, i.target) for h, i in zip(histories, data.interviews, strict=True)]
    claims = collect_claims(readings)
    labels = np.array([interview.confirmed for interview in data.interviews])
    rivals = list_rivals(data, histories, claims, labels)
    figures = measure_confirmation(claims, labels, [i.vacancy_id for i in data.interviews], rivals, seed)
    if figures is None:
        raise ValueError("the set holds too few vacancies to measure on")
    confirmation = fit_confirmation(claims, labels)
    numbers = Numbers(
        model=MODEL,
        version=VERSION,
        as_of=AS_OF,
        temperature=readers.grade.temperature,
        relevance_intercept=relevance.intercept,
        relevance_threshold=relevance.threshold,
        confirmation_intercept=confirmation.intercept,
        confirmation_features=FEATURES,
    )
    write_artefact(out, Artefact(numbers, readers, confirmation))
    predicted = np.array([reading.probabilities for reading in readings])
    counts = (len(labels), figures.vacancies, figures.confirmed)
    section = describe_confirmation(confirmation, counts, figures)
    print(section)
    write_card(out, grade_figures, check, predicted, section)


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
