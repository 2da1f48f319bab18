"""Measures the grade model on vacancies of employers that it has not seen, beside the simplest rivals."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, log_loss
from sklearn.model_selection import GroupKFold

from services.scorer.features.profile import Profile, weigh_experience
from services.scorer.models import Floats, softmax
from services.scorer.training.fit import (
    GRADES,
    GradeRow,
    choose_vocabulary,
    fit_grade,
    fit_temperature,
)
from services.scorer.training.measures import (
    Interval,
    Labels,
    bootstrap,
    draw_groups,
    expected_calibration_error,
)
from shared.reference.grades import without_grade_words

FOLDS = 5
BOOTSTRAPS = 200


@dataclass(frozen=True)
class GradeFigures:
    """Of the grade model on vacancies of unseen employers; intervals are estimate, 2.5 %, 97.5 %."""

    rows: int
    macro_f1: dict[str, Interval]
    log_losses: dict[str, float]
    brier: dict[str, float]
    calibration_error: float
    temperature: float


def measure_grade(
    rows: Sequence[GradeRow],
    employers: Sequence[str],
    resumes: Sequence[Profile],
    banned: frozenset[str],
    seed: int,
) -> GradeFigures:
    """Cross-validate by employer: the model, TF-IDF with logistic regression, and experience alone."""
    labels = np.array([row.grade for row in rows])
    texts = [describe_vacancy(row.profile) for row in rows]
    experience = np.array([weigh_experience(row.profile.months) for row in rows])
    logits, rival, alone = (np.zeros((len(rows), GRADES)) for _ in range(3))
    folds = GroupKFold(FOLDS, shuffle=True, random_state=seed).split(labels, labels, employers)
    for train, test in folds:
        seen = [rows[i] for i in train]
        model = fit_grade(seen, choose_vocabulary(seen, resumes, banned))
        logits[test] = [np.log(model.probabilities(model.encode(rows[i].profile))) for i in test]
        rival[test] = predict_by_texts([texts[i] for i in train], labels[train], [texts[i] for i in test])
        alone[test] = (
            LogisticRegression(C=4, max_iter=500)
            .fit(experience[train], labels[train])
            .predict_proba(experience[test])
        )
    temperature = fit_temperature(logits, labels)
    rated = {"model": softmax(logits / temperature), "tfidf": rival, "experience": alone}
    base = np.tile(np.bincount(labels, minlength=GRADES) / len(labels), (len(labels), 1))
    draws = draw_groups(np.array(employers), seed, BOOTSTRAPS)
    whole = np.arange(len(rows))
    return GradeFigures(
        rows=len(rows),
        macro_f1={name: bootstrap(draws, partial(_macro_f1, labels, p), whole) for name, p in rated.items()},
        log_losses={name: float(log_loss(labels, p)) for name, p in rated.items()},
        brier={name: _brier(p, labels) for name, p in {**rated, "base": base}.items()},
        calibration_error=expected_calibration_error(rated["model"], labels),
        temperature=temperature,
    )


def _macro_f1(labels: Labels, probabilities: Floats, chosen: Labels) -> float:
    found = probabilities[chosen].argmax(axis=1)
    return float(f1_score(labels[chosen], found, average="macro", labels=range(GRADES), zero_division=0))


def _brier(probabilities: Floats, labels: Labels) -> float:
    """The mean squared distance between the probabilities of all grades and the stated one."""
    return float(((probabilities - np.eye(GRADES)[labels]) ** 2).sum(axis=1).mean())


def describe_vacancy(profile: Profile) -> str:
    """What the rival reads: all that the model reads, as one text."""
    text = f"{profile.title} {' '.join(profile.skills)} {profile.text}"
    return f"{without_grade_words(text)} experience{profile.months}"


def predict_by_texts(train: list[str], labels: Labels, test: list[str]) -> Floats:
    """The rival: TF-IDF with logistic regression; probabilities of all classes."""
    vectors = TfidfVectorizer(min_df=3, max_features=50_000, sublinear_tf=True)
    model = LogisticRegression(C=4, max_iter=500, tol=1e-3).fit(vectors.fit_transform(train), labels)
    return np.asarray(model.predict_proba(vectors.transform(test)))
