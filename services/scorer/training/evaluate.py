"""Measures the models on rows that they have not seen, beside the simplest rivals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, log_loss, roc_auc_score
from sklearn.model_selection import GroupKFold

from services.scorer.features.profile import Profile, weigh_experience
from services.scorer.models import Floats, softmax
from services.scorer.training.fit import (
    FLOORS,
    GRADES,
    GradeRow,
    choose_vocabulary,
    fit_confirmation,
    fit_grade,
    fit_temperature,
)
from shared.reference.grades import without_grade_words

FOLDS = 5
VACANCY_FOLDS = 7
REPEATS = 5
BOOTSTRAPS = 1000

Labels = npt.NDArray[np.int64]
Interval = tuple[float, float, float]


@dataclass(frozen=True)
class GradeFigures:
    """Of the grade model on vacancies of unseen employers; intervals are estimate, 2.5 %, 97.5 %."""

    rows: int
    macro_f1: dict[str, Interval]
    log_losses: dict[str, float]
    calibration_error: float
    temperature: float


@dataclass(frozen=True)
class ConfirmationFigures:
    """Of the confirmation model on unseen vacancies; intervals are estimate, 2.5 %, 97.5 %."""

    rows: int
    confirmed: int
    vacancies: int
    auc: dict[str, Interval]
    auc_within: dict[str, Interval]
    brier: dict[str, float]
    slope: float


def evaluate_grade(
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
        rival[test] = _fit_texts([texts[i] for i in train], labels[train], [texts[i] for i in test])
        alone[test] = (
            LogisticRegression(C=4, max_iter=500)
            .fit(experience[train], labels[train])
            .predict_proba(experience[test])
        )
    temperature = fit_temperature(logits, labels)
    rated = {"model": softmax(logits / temperature), "tfidf": rival, "experience": alone}

    def macro_f1(chosen: Labels, probabilities: Floats) -> float:
        found = probabilities[chosen].argmax(axis=1)
        return float(f1_score(labels[chosen], found, average="macro", labels=range(GRADES), zero_division=0))

    draws = draw_groups(np.array(employers), seed, BOOTSTRAPS // 5)
    return GradeFigures(
        rows=len(rows),
        macro_f1={name: bootstrap(draws, macro_f1, p) for name, p in rated.items()},
        log_losses={name: float(log_loss(labels, p)) for name, p in rated.items()},
        calibration_error=expected_calibration_error(rated["model"], labels),
        temperature=temperature,
    )


def describe_vacancy(profile: Profile) -> str:
    """What the rival reads: all that the model reads, as one text."""
    text = f"{profile.title} {' '.join(profile.skills)} {profile.text}"
    return f"{without_grade_words(text)} experience{profile.months}"


def _fit_texts(train: list[str], labels: npt.NDArray[np.int64], test: list[str]) -> Floats:
    vectors = TfidfVectorizer(min_df=3, max_features=50_000, sublinear_tf=True)
    model = LogisticRegression(C=4, max_iter=500, tol=1e-3).fit(vectors.fit_transform(train), labels)
    return np.asarray(model.predict_proba(vectors.transform(test)))


def evaluate_confirmation(
    values: Floats, texts: list[str], labels: npt.NDArray[np.bool_], vacancies: Sequence[str], seed: int
) -> ConfirmationFigures:
    """Repeated cross-validation that leaves whole vacancies out; predictions are averaged over repeats."""
    groups = np.array(vacancies)
    model, free, rival, base = (np.zeros(len(labels)) for _ in range(4))
    for repeat in range(REPEATS):
        order = np.random.default_rng(seed + repeat).permutation(np.unique(groups))
        for fold in range(VACANCY_FOLDS):
            test = np.isin(groups, order[fold::VACANCY_FOLDS])
            for scores, floors in ((model, FLOORS), (free, {})):
                fitted = fit_confirmation(values[~test], labels[~test], floors)
                scores[test] += [fitted.probability(row) / REPEATS for row in values[test]]
            base[test] += labels[~test].mean() / REPEATS
            train_texts = [t for t, out in zip(texts, test, strict=True) if not out]
            test_texts = [t for t, out in zip(texts, test, strict=True) if out]
            found = _fit_texts(train_texts, labels[~test].astype(np.int64), test_texts)
            rival[test] += found[:, 1] / REPEATS
    draws = draw_rows(len(labels), seed, BOOTSTRAPS)
    rated = {"model": model, "free": free, "tfidf": rival}
    return ConfirmationFigures(
        rows=len(labels),
        confirmed=int(labels.sum()),
        vacancies=len(set(vacancies)),
        auc={name: bootstrap(draws, lambda c, s: _auc(labels[c], s[c]), s) for name, s in rated.items()},
        auc_within={
            name: bootstrap(draws, lambda c, s: auc_within(labels[c], s[c], groups[c]), s)
            for name, s in rated.items()
        },
        brier={name: float(((s - labels) ** 2).mean()) for name, s in {**rated, "base rate": base}.items()},
        slope=calibration_slope(model, labels),
    )


def auc_within(labels: npt.NDArray[np.bool_], scores: Floats, groups: npt.NDArray[np.str_]) -> float:
    """ROC-AUC over the pairs of candidates of one vacancy."""
    areas, pairs = [], []
    for group in np.unique(groups):
        here = groups == group
        count = int(labels[here].sum()) * int((~labels[here]).sum())
        if count:
            areas.append(_auc(labels[here], scores[here]))
            pairs.append(count)
    return float(np.average(areas, weights=pairs))


def _auc(labels: npt.NDArray[np.bool_], scores: Floats) -> float:
    return float(roc_auc_score(labels, scores))


def calibration_slope(probabilities: Floats, labels: npt.NDArray[np.bool_]) -> float:
    """Of a logistic regression of the outcome on the predicted logit: 1 is calibrated, below 1 too bold."""
    logits = np.log(probabilities / (1 - probabilities))[:, None]
    return float(LogisticRegression(C=1e6).fit(logits, labels).coef_[0, 0])


def expected_calibration_error(probabilities: Floats, labels: Labels, bins: int = 10) -> float:
    """The mean distance between how sure the model is and how often it is right."""
    sure, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    places = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = [abs(sure[places == b].sum() - right[places == b].sum()) for b in range(bins)]
    return float(sum(gaps) / len(labels))


def draw_rows(count: int, seed: int, times: int) -> list[Labels]:
    """Bootstrap draws of rows."""
    random = np.random.default_rng(seed)
    return [random.integers(0, count, count) for _ in range(times)]


def draw_groups(groups: npt.NDArray[np.str_], seed: int, times: int) -> list[Labels]:
    """Bootstrap draws of whole groups, as row numbers."""
    random = np.random.default_rng(seed)
    _, codes = np.unique(groups, return_inverse=True)
    members = np.split(np.argsort(codes, kind="stable"), np.cumsum(np.bincount(codes))[:-1])
    draws = (random.integers(0, len(members), len(members)) for _ in range(times))
    return [np.concatenate([members[i] for i in draw]) for draw in draws]


def bootstrap(draws: list[Labels], measure: Callable[[Labels, Floats], float], scores: Floats) -> Interval:
    """The measure on all rows with its 95 % interval over the draws."""
    drawn = [measure(draw, scores) for draw in draws]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return measure(np.arange(len(scores)), scores), float(low), float(high)
