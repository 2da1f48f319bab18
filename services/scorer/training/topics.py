"""Finds the directions in which the words of vacancies differ: nobody's outcome is needed for that."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds

from services.scorer.features.topics import TopicModel, count_words, weigh_counts

DIRECTIONS = 64
LEAST_VACANCIES = 20
LEAST_RESUMES = 3
MOST_SHARE = 0.3
"""A word of more vacancies than that tells none of them apart."""


def fit_topics(
    vacancies: Sequence[str], resumes: Sequence[str], banned: frozenset[str], seed: int
) -> TopicModel:
    """Fit the directions by a truncated singular value decomposition of the weighted words.

    Args:
        vacancies: their texts, thousands.
        resumes: texts of people: a word that they don't use says nothing about one.
        banned: words that no model may know.
        seed: of the start of the decomposition.
    """
    listed = [count_words(text) for text in vacancies]
    counts = Counter(word for words in listed for word in words)
    used = Counter(word for text in resumes for word in count_words(text))
    chosen = sorted(
        word
        for word, count in counts.items()
        if LEAST_VACANCIES <= count <= MOST_SHARE * len(listed)
        and used[word] >= LEAST_RESUMES
        and word not in banned
    )
    vocabulary = {word: row for row, word in enumerate(chosen)}
    frequencies = np.array([counts[word] for word in chosen], dtype=np.float64)
    rarity = np.log((1 + len(listed)) / (1 + frequencies)) + 1
    rows = [
        {vocabulary[word]: times for word, times in words.items() if word in vocabulary} for words in listed
    ]
    matrix = _weigh_rows(rows, rarity)
    start = np.random.default_rng(seed).normal(size=min(matrix.shape))
    _, strengths, directions = svds(matrix, k=min(DIRECTIONS, min(matrix.shape) - 1), v0=start)
    order = np.argsort(-strengths)
    return TopicModel(vocabulary, rarity, np.asarray(directions[order].T))


def _weigh_rows(rows: list[dict[int, int]], rarity: npt.NDArray[np.float64]) -> csr_matrix:
    """The texts over the words, weighed as `TopicModel` weighs one."""
    columns = [np.array([*row], dtype=np.int64) for row in rows]
    values = [
        weigh_counts([*row.values()], rarity[places]) for row, places in zip(rows, columns, strict=True)
    ]
    ends = np.cumsum([0, *map(len, rows)])
    return csr_matrix((np.concatenate(values), np.concatenate(columns), ends), shape=(len(rows), len(rarity)))
