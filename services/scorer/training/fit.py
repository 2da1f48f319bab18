"""Fits the models of grade and of work in IT. Deterministic: the same rows and seed give the same numbers."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from services.scorer.features.profile import Profile, list_terms
from services.scorer.features.relevance import RelevanceModel, weigh_words
from services.scorer.features.words import read_words
from services.scorer.models import (
    EXPERIENCE_COLUMNS,
    Encoding,
    Floats,
    GradeModel,
    encode_terms,
    softmax,
)
from services.scorer.training.ordered import fit_ordered
from shared.contracts.grade import Grade
from shared.reference.skill_names.find import find_skill

GRADES = len(Grade)
LEAST_ROWS = {"title": 8, "skill": 15, "text": 25}
LEAST_RESUMES = 3
"""A word of a vacancy's text is only kept if so many resumes use it too: the offer of a vacancy ("ДМС",
"дружный коллектив") is no trait of a person."""

_AMBIGUOUS_SKILLS = frozenset(
    {"it", "net", "web", "r", "c", "ms", "room", "flow", "combine", "boost", "navigation", "arm"}
    | {"network", "compose", "windows", "office"}
)


@dataclass(frozen=True)
class GradeRow:
    """A profile with its terms listed, and the grade that its title states."""

    profile: Profile
    terms: dict[str, list[str]]
    grade: int


def choose_vocabulary(
    rows: Sequence[GradeRow], resumes: Sequence[Profile], banned: frozenset[str]
) -> dict[str, int]:
    """The terms of the grade model: common in vacancies, known in resumes, and no names of places."""
    counts = Counter(term for row in rows for listed in row.terms.values() for term in listed)
    used = Counter(term for profile in resumes for listed in list_terms(profile).values() for term in listed)
    chosen = []
    for term, count in counts.items():
        block, _, phrase = term.partition(":")
        known = block != "text" or used[term] >= LEAST_RESUMES
        if count >= LEAST_ROWS[block] and known and not banned.intersection(phrase.split()):
            chosen.append(term)
    return {term: row for row, term in enumerate(sorted(chosen))}


def stack_encodings(encodings: Sequence[Encoding], width: int) -> csr_matrix:
    """The encodings as one sparse matrix, shape (rows, width)."""
    ends = np.cumsum([0, *(len(encoding.columns) for encoding in encodings)])
    columns = np.concatenate([encoding.columns for encoding in encodings])
    values = np.concatenate([encoding.values for encoding in encodings])
    return csr_matrix((values, columns, ends), shape=(len(encodings), width))


def fit_grade(rows: Sequence[GradeRow], vocabulary: dict[str, int], temperature: float = 1.0) -> GradeModel:
    """Fit the grade model; rare grades count more, by the root of their rarity."""
    matrix = stack_encodings(
        [encode_terms(row.terms, row.profile.months, vocabulary) for row in rows],
        len(vocabulary) + EXPERIENCE_COLUMNS,
    )
    labels = np.array([row.grade for row in rows])
    counts = np.bincount(labels, minlength=GRADES)
    weights = np.sqrt(len(labels) / (GRADES * counts[labels]))
    found, intercept = fit_ordered(matrix, labels, weights, 0.4, GRADES)
    return GradeModel(vocabulary, found, intercept, temperature)


def fit_temperature(logits: Floats, labels: npt.NDArray[np.int64]) -> float:
    """The temperature of the lowest log-loss on rows that the model has not seen."""

    def loss(log_temperature: float) -> float:
        chosen = softmax(logits / np.exp(log_temperature))[np.arange(len(labels)), labels]
        return float(-np.log(np.maximum(chosen, 1e-12)).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-2, 2), method="bounded").x))


def fit_relevance(texts: Sequence[str], labels: Sequence[bool], banned: frozenset[str]) -> RelevanceModel:
    """Fit the model that tells texts of IT from others."""
    weighed = [weigh_words(text) for text in texts]
    counts = Counter(word for words in weighed for word in words)
    vocabulary = sorted(word for word, count in counts.items() if count >= 15 and word not in banned)
    places = {word: place for place, word in enumerate(vocabulary)}
    known = [{places[word]: value for word, value in words.items() if word in places} for words in weighed]
    encodings = [Encoding(np.array([*row], np.int64), np.array([*row.values()]), ()) for row in known]
    matrix = stack_encodings(encodings, len(vocabulary))
    model = LogisticRegression(class_weight="balanced", max_iter=500, tol=1e-3).fit(matrix, labels)
    weights = dict(zip(vocabulary, model.coef_[0].astype(np.float32).tolist(), strict=True))
    return RelevanceModel(weights, float(model.intercept_[0]), threshold=0.5)


def choose_skills(skill_lists: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Phrases of stems that name a tool, and its canonical name. Only those in Latin are safe to find."""
    spellings = Counter(skill.strip() for listed in skill_lists for skill in set(listed[:60]))
    names = {spelling: find_skill(spelling) for spelling in spellings}
    totals: Counter[str] = Counter()
    for spelling, count in spellings.items():
        totals[names[spelling].canonical] += count
    known: dict[str, str] = {}
    for spelling, count in sorted(spellings.items(), key=lambda item: (-item[1], item[0])):
        words, name = read_words(spelling), names[spelling]
        phrase = " ".join(words)
        common = count >= 8 and totals[name.canonical] >= 20 and name.is_it
        if common and 0 < len(words) <= 3 and re.search("[a-z]", phrase) and phrase not in _AMBIGUOUS_SKILLS:
            known.setdefault(phrase, name.canonical)
    return known
