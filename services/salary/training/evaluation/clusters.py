"""Clusters: finer professions that vacancies' skills propose."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.cluster import HDBSCAN
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import Normalizer

from services.salary.columns import Matrix
from services.salary.training.evaluation.recipe_columns import normalise_position

FEWEST_SKILLS = 3
"""Fewer skills tell no profession."""
FEWEST_VACANCIES = 15
DIMENSIONS = 40
NEIGHBOURS = 5
NO_CLUSTER = -1

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Profession:
    """A cluster, named by its commonest titles."""

    number: int
    name: str
    rows: int


class ProfessionClusters:
    """HDBSCAN (Campello et al., 2013) over the SVD of skills weighted by TF-IDF.

    Vacancies that it leaves as noise, and unseen ones, go to the cluster of their nearest neighbours.

    Attributes:
        count_: how many clusters there are.
        noise_share_: of the fitted vacancies with enough skills.
    """

    count_: int
    noise_share_: float
    _space: Pipeline
    _neighbours: KNeighborsClassifier | None

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def fit(self, skills: Matrix) -> "ProfessionClusters":
        """Find the clusters; `skills` is 0/1, shape (vacancies, skills)."""
        told = skills[_tells(skills)]
        dimensions = min(DIMENSIONS, told.shape[1] - 1)
        self._space = Pipeline(
            [
                ("weights", TfidfTransformer()),
                ("dense", TruncatedSVD(dimensions, random_state=self.seed)),
                ("length", Normalizer()),
            ]
        )
        points = self._space.fit_transform(told)
        labels = HDBSCAN(min_cluster_size=FEWEST_VACANCIES, min_samples=5, copy=True).fit_predict(points)
        clustered = labels != NO_CLUSTER
        self.count_ = len(np.unique(labels[clustered]))
        self.noise_share_ = float((~clustered).mean())
        self._neighbours = (
            KNeighborsClassifier(NEIGHBOURS).fit(points[clustered], labels[clustered])
            if self.count_
            else None
        )
        return self

    def predict(self, skills: Matrix) -> Numbers:
        """The cluster of each vacancy, shape (vacancies,); `NO_CLUSTER` for one with too few skills."""
        found = np.full(len(skills), NO_CLUSTER, dtype=np.int64)
        tells = _tells(skills)
        if self._neighbours is not None and tells.any():
            found[tells] = self._neighbours.predict(self._space.transform(skills[tells]))
        return found


def _tells(skills: Matrix) -> npt.NDArray[np.bool_]:
    return np.asarray(skills.sum(axis=1) >= FEWEST_SKILLS)


def encode_clusters(numbers: Numbers, count: int) -> Matrix:
    """One 0/1 column for each cluster; a vacancy without one has a row of zeros."""
    return np.asarray(numbers[:, None] == np.arange(count), dtype=np.float32)


def name_professions(numbers: Numbers, titles: Sequence[str], count: int) -> list[Profession]:
    """Each cluster by its three commonest titles, the largest first."""
    professions = []
    for number in range(count):
        rows = np.flatnonzero(numbers == number).tolist()
        usual = Counter(normalise_position(titles[row]) for row in rows).most_common(3)
        professions.append(Profession(number, ", ".join(title for title, _ in usual), len(rows)))
    return sorted(professions, key=lambda profession: -profession.rows)
