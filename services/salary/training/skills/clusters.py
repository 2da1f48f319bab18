"""Clusters: names that are written alike and used in the same company, so perhaps one skill.

A name is the join of two vectors: its character n-grams (TF-IDF) and the company it keeps in vacancies
(positive pointwise mutual information), each reduced by SVD. Where a sentence encoder is at hand, its vector
is joined too: it knows translations. HDBSCAN groups the vectors. It only proposes: `merges.py` has the last
word.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.cluster import HDBSCAN
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from shared.errors import InvalidInput
from shared.reference.problems import problem

Vectors = npt.NDArray[np.float64]

DIMENSIONS = 64
_NO_CLUSTER = -1
_LETTERS_WEIGHT = 1.5
_MOST_IN_LIST = 40  # longer lists are pasted from anywhere and tell nothing about company


def embed_letters(texts: Sequence[str], seed: int) -> Vectors:
    """Unit vectors of the spelling, `(texts, DIMENSIONS)`."""
    counts = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=2).fit_transform(texts)
    return _reduce(counts, seed)


def embed_company(names: Sequence[str], lists: Sequence[Sequence[str]], seed: int) -> Vectors:
    """Unit vectors of which names stand in the same vacancies, `(names, DIMENSIONS)`."""
    index = {name: number for number, name in enumerate(names)}
    together = np.zeros((len(names), len(names)), dtype=np.float64)
    for names_of_list in lists:
        numbers = sorted({index[name] for name in names_of_list if name in index})
        if len(numbers) <= _MOST_IN_LIST:
            for one, other in combinations(numbers, 2):
                together[one, other] += 1
                together[other, one] += 1
    return _reduce(_weigh_company(together), seed)


def _weigh_company(together: Vectors) -> Vectors:
    """Positive pointwise mutual information of the counts."""
    each = together.sum(axis=1)
    expected = np.outer(each, each) / max(together.sum(), 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        information = np.log(together / expected)
    return np.where(np.isfinite(information) & (information > 0), information, 0.0)


def embed_meaning(texts: Sequence[str], encoder: Path) -> Vectors:
    """Unit vectors of a sentence encoder, `(texts, its dimensions)`.

    Args:
        texts: names of skills.
        encoder: folder of a model that the library sentence-transformers reads. The library is not in the
            lock: it brings torch.

    Raises:
        InvalidInput: `encoder_not_usable` where the library or the model is missing.
    """
    try:
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - optional, hundreds of megabytes

        model = SentenceTransformer(str(encoder), device="cpu", local_files_only=True)
    except ImportError:
        reason = "pip install sentence-transformers"
        raise InvalidInput(problem("encoder_not_usable", folder=encoder.name, reason=reason)) from None
    except (OSError, ValueError) as error:
        raise InvalidInput(problem("encoder_not_usable", folder=encoder.name, reason=str(error))) from error
    return np.asarray(model.encode(list(texts), normalize_embeddings=True), dtype=np.float64)


def _reduce(matrix: Vectors, seed: int) -> Vectors:
    components = min(DIMENSIONS, matrix.shape[1])
    reduced = TruncatedSVD(n_components=components, random_state=seed).fit_transform(matrix)
    return np.asarray(normalize(reduced), dtype=np.float64)


def cluster_names(letters: Vectors, *others: Vectors) -> list[list[int]]:
    """Groups of at least two names, by number; `others` are vectors of company and meaning."""
    joined = np.hstack([letters * _LETTERS_WEIGHT, *others])
    clusterer = HDBSCAN(min_cluster_size=2, min_samples=1, cluster_selection_method="leaf", copy=True)
    labels = clusterer.fit_predict(joined)
    sizes = Counter(int(label) for label in labels)
    return [
        [number for number, label in enumerate(labels) if label == cluster]
        for cluster in sorted(sizes)
        if cluster != _NO_CLUSTER
    ]
