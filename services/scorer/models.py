"""The linear models: what they compute, kept apart from how they were trained."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt

from services.scorer.features.profile import EXPERIENCE_KNOTS, Profile, list_terms, weigh_experience
from services.scorer.features.topics import Topics, Wording

Floats = npt.NDArray[np.float64]
EXPERIENCE_COLUMNS = len(EXPERIENCE_KNOTS) + 1
EXPERIENCE_SCALE = 4.0
MOST_TEXT_LOGITS = 0.75
BLOCK_SCALES: Mapping[str, float] = {"title": 2.0, "skill": 1.0, "text": 2.0}
# A block of fewer known terms is weighed as one of so many: a line of three words says less than a page.
LEAST_TERMS: Mapping[str, int] = {"title": 2, "skill": 3, "text": 20}


@dataclass(frozen=True)
class Encoding:
    """A profile as the grade model sees it: a sparse row.

    Attributes:
        columns: of the row; the last `EXPERIENCE_COLUMNS` of the model are the experience.
        values: of the same length.
        terms: the name of each column, experience left out.
    """

    columns: npt.NDArray[np.int64]
    values: Floats
    terms: tuple[str, ...]


def encode_terms(
    blocks: Mapping[str, Sequence[str]], months: float | None, vocabulary: Mapping[str, int]
) -> Encoding:
    """Encode the terms of a profile; those outside the vocabulary do not thin the others out."""
    terms: list[str] = []
    values: list[float] = []
    for block, listed in blocks.items():
        known = [term for term in listed if term in vocabulary]
        terms += known
        values += [BLOCK_SCALES[block] / sqrt(max(LEAST_TERMS[block], len(known)))] * len(known)
    columns = [vocabulary[term] for term in terms]
    columns += range(len(vocabulary), len(vocabulary) + EXPERIENCE_COLUMNS)
    values += [EXPERIENCE_SCALE * weight for weight in weigh_experience(months)]
    return Encoding(np.array(columns, dtype=np.int64), np.array(values, dtype=np.float64), tuple(terms))


@dataclass(frozen=True)
class GradeModel:
    """Multinomial logistic regression with a temperature.

    Attributes:
        vocabulary: term to row of `weights`.
        weights: shape (terms + experience columns, 6).
        intercept: shape (6,).
        temperature: above 0; divides the logits (Guo et al. 2017, "On Calibration of Modern Neural
            Networks").
    """

    vocabulary: Mapping[str, int]
    weights: Floats
    intercept: Floats
    temperature: float

    def encode(self, profile: Profile) -> Encoding:
        """Encode a profile for this model."""
        return encode_terms(list_terms(profile), profile.months, self.vocabulary)

    def contributions(self, encoding: Encoding) -> Floats:
        """Logits that each column gives to each grade, shape (columns, 6), against the mean of the grades."""
        logits = self.weights[encoding.columns] * encoding.values[:, None] / self.temperature
        return np.asarray(logits - logits.mean(axis=1, keepdims=True))

    def probabilities(self, encoding: Encoding) -> Floats:
        """Of the six grades in ascending order, sum 1."""
        logits = encoding.values @ self.weights[encoding.columns] + self.intercept
        return softmax(logits / self.temperature)


@dataclass(frozen=True)
class TopicWeights:
    """What the topics of a text say, against those of the average text.

    Attributes:
        centre: shape (directions,), the average text.
        weights: shape (directions,), in logits.
    """

    centre: Floats
    weights: Floats

    def effect(self, topics: Topics) -> float:
        """Logits that a text gives; words alone never decide, and a text that says little gives little."""
        logits = topics.certainty * float((topics.values - self.centre) @ self.weights)
        return max(-MOST_TEXT_LOGITS, min(MOST_TEXT_LOGITS, logits))


@dataclass(frozen=True)
class ConfirmationModel:
    """Logistic regression over standardised features, of which an unknown one is neutral, and topics.

    Attributes:
        means: shape (features,).
        scales: shape (features,), above 0.
        weights: shape (features,), in logits per scale.
        intercept: logit of the average candidate.
        resume: of what the resume tells of its work.
        vacancy: of what the vacancy asks for: some are filled more easily than others.
    """

    means: Floats
    scales: Floats
    weights: Floats
    intercept: float
    resume: TopicWeights
    vacancy: TopicWeights

    @property
    def usual_probability(self) -> float:
        """That of the average candidate."""
        return float(1 / (1 + np.exp(-self.intercept)))

    def contributions(self, values: Floats) -> Floats:
        """Logits that each feature gives, against the average candidate; shape (..., features)."""
        return standardise(values, self.means, self.scales) * self.weights

    def probability(self, values: Floats, wording: Wording) -> float:
        """How likely it is that an interview confirms the claim."""
        logit = self.intercept + self.contributions(values).sum()
        logit += self.resume.effect(wording.resume) + self.vacancy.effect(wording.vacancy)
        return float(1 / (1 + np.exp(-logit)))


def standardise(values: Floats, means: Floats, scales: Floats) -> Floats:
    """In standard deviations from the mean, at most 3; unknown (NaN) is 0."""
    return np.nan_to_num(np.clip((values - means) / scales, -3, 3), nan=0.0)


def softmax(logits: Floats) -> Floats:
    """Probabilities of logits, along the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))
