"""What a text is about, as a few numbers: directions in which the words of many vacancies differ.

Latent semantic analysis (Deerwester et al. 1990, "Indexing by Latent Semantic Analysis"): with a few hundred
outcomes to learn from, sixty directions can be weighed where thousands of words can't.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from services.scorer.features.words import read_ungraded_words

_LEAST_WORDS = 30
"""From so many known words on a text counts in full; one of fewer says less, one of none nothing."""


@dataclass(frozen=True)
class Topics:
    """What one text is about.

    Attributes:
        values: shape (directions,).
        certainty: 0 for a text without a known word, 1 for one that says enough.
        words: the known ones, and how much each weighs.
    """

    values: npt.NDArray[np.float64]
    certainty: float
    words: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Wording:
    """What a resume tells of its work and what a vacancy asks for."""

    resume: Topics
    vacancy: Topics


@dataclass(frozen=True)
class TopicModel:
    """The directions, and how rare each word is.

    Attributes:
        vocabulary: stem to row of the arrays.
        rarity: shape (words,), inverse document frequencies.
        directions: shape (words, directions), the most telling first.
    """

    vocabulary: Mapping[str, int]
    rarity: npt.NDArray[np.float64]
    directions: npt.NDArray[np.float64]

    def read_topics(self, text: str) -> Topics:
        """The topics of a text, whatever its length."""
        counts = {word: count for word, count in count_words(text).items() if word in self.vocabulary}
        rows = [self.vocabulary[word] for word in counts]
        weights = weigh_counts([*counts.values()], self.rarity[rows])
        return Topics(
            values=weights @ self.directions[rows],
            certainty=min(1.0, len(rows) / _LEAST_WORDS),
            words=dict(zip(counts, weights.tolist(), strict=True)),
        )

    def list_effects(self, topics: Topics, weights: npt.NDArray[np.float64]) -> dict[str, float]:
        """What each word of a text gives to a linear model over its topics."""
        effects = self.directions[[self.vocabulary[word] for word in topics.words]] @ weights
        return {word: topics.words[word] * effect for word, effect in zip(topics.words, effects, strict=True)}


def weigh_counts(counts: Sequence[int], rarity: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Weights of the words of one text: the rarer the more, the tenth time hardly more than the fifth."""
    weights = (1 + np.log(np.maximum(1, np.array(counts, dtype=np.float64)))) * rarity
    return np.asarray(weights / max(1e-9, float(np.sqrt(weights @ weights))))


def count_words(text: str) -> Counter[str]:
    """How often each stem stands in a text, those that state a grade left out."""
    return Counter(read_ungraded_words(text))
